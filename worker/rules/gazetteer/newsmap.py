"""Names, adjectives and capitals in 13 languages, from newsmap's dictionaries in the reference folder."""

import re
from collections.abc import Iterator
from pathlib import Path

from babel import Locale

from worker.core.tags.text.folding import fold, glued
from worker.rules.gazetteer.cities import capitals
from worker.rules.gazetteer.stems import SMALL_ADJECTIVES, TRIMMED, Form
from worker.rules.gazetteer.taken import NOT_COUNTRIES, SKIP, own

NEWSMAP = {
    "arabic": "ar", "chinese_simplified": "zh", "chinese_traditional": "zh", "french": "fr", "german": "de", "hebrew": "he",
    "italian": "it", "japanese": "ja", "portuguese": "pt", "russian": "ru", "spanish": "es", "turkish": "tr",
}  # fmt: skip
KOSOVO = {"KV": "XK"}
CITY_STATES = frozenset("HK MO SG MC VA SM GI DJ LU KW BN".split())  # whose capital lends them its name
STATES = re.compile(
    "(?i)(r[eé]p[uú]b|cumhuriyet|reino|royaume|regno|vereinigt|unite|unidos|emir|staaten|федерац|республик)"
)
ENDED = frozenset("ar he fr es it pt ru de tr".split())


def newsmap(reference: Path) -> Iterator[Form]:
    """Names, adjectives' stems and capitals of the dictionaries; what kind each is, told by the CLDR name beside it."""
    for file, lang in NEWSMAP.items():
        territories = {code: fold(name) for code, name in Locale.parse(lang).territories.items()}
        for code, words in _dictionary(reference / "newsmap" / f"{file}.yml"):
            for word in words:
                yield from _newsmap_form(word, code, lang, territories.get(code, ""))


def _dictionary(path: Path) -> Iterator[tuple[str, list[str]]]:
    """Code and words of each line; the files are regular enough to need no YAML."""
    for line in path.read_text("utf-8").splitlines():
        found = re.match(r"\s*'?\"?([A-Z]{2})'?\"?:\s*\[(.*?)\]", line)
        if found:
            yield (
                KOSOVO.get(found[1], found[1]),
                [word.strip(" '\"") for word in found[2].split(",") if word.strip(" '\"")],
            )


def _newsmap_form(word: str, code: str, lang: str, name: str) -> Iterator[Form]:
    form = word.replace("*", "").strip()
    if (
        form in SKIP.get(lang, ())
        or len(form) < (2 if form and glued(form[0]) else 4)
        or code in NOT_COUNTRIES
    ):
        return
    if (" " in form and "*" in word) or not fold(form).strip():
        return
    if {(lang, code, known) for known in (form, form + "*", form[:-1] + "*" * (form[-1] == "s"))} & own():
        return
    if code == "PS" and fold(form).strip() in capitals()["IL"]:
        return  # Jerusalem, which the dictionaries have twice
    kind = _newsmap_kind(form, code, lang, name, stem="*" in word)
    mark = "*" if "*" in word and not glued(form[0]) and lang in ENDED and len(form) >= 4 else ""
    if lang in SMALL_ADJECTIVES and kind == "demonym" and lang != "de" and mark:
        form = form[0].lower() + form[1:]
    yield Form(form + mark, code, kind, lang, {"name": 4_000, "demonym": 3_000, "city": 2_000}[kind])


def _newsmap_kind(form: str, code: str, lang: str, name: str, *, stem: bool) -> str:
    """What a word of the dictionaries is: told by its case, by the country's name beside it, by the capital's names."""
    bare = fold(form).strip()
    if form[0].islower():
        return "name" if " " in form and not stem else "demonym"
    if bare != name and code not in CITY_STATES and bare in capitals().get(code, ()):
        return "city"
    if not any(part[: 2 if glued(form[0]) else 4] in name for part in (bare.replace(" ", ""), *bare.split())):
        return "name" if " " in form and STATES.search(form) else "city"
    return "demonym" if stem and form != name and not (lang in TRIMMED and name.startswith(bare)) else "name"
