"""Builds `generated.tsv`: what packages know about names of countries and cities, in the form of our own tables.

Country names: CLDR (babel). Names, adjectives and capitals in 13 languages: newsmap's dictionaries (`newsmap.py`). Cities: GeoNames (`cities.py`).
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path
from unicodedata import normalize

from babel import Locale

from worker.core.tags.text.folding import fold, glued
from worker.rules.gazetteer import HERE, PEOPLE, load
from worker.rules.gazetteer.adjectives import derived
from worker.rules.gazetteer.cities import cities
from worker.rules.gazetteer.newsmap import newsmap
from worker.rules.gazetteer.stems import Form, adjective, longer_stem, stemmed
from worker.rules.gazetteer.taken import LANGUAGES, NOT_COUNTRIES, SKIP, own

UNBENT = frozenset(["Man"])  # whose adjectives by rule are words: no måner, manisk


def build(reference: Path | None) -> list[Form]:
    """All generated forms, ordered. Without a reference folder newsmap's share is left out."""
    forms = list(cldr())
    if reference:
        forms += newsmap(reference)
    forms += list(adjectives(forms))
    forms += cities()
    best: dict[tuple[str, str, str], Form] = {}
    ours = own()
    for given in forms:
        form = given._replace(form=normalize("NFC", given.form))  # composed as the texts are
        if (form.langs, form.code, form.form) in ours:
            continue
        best.setdefault((form.form, form.code, form.langs), form)
    return sorted(best.values(), key=lambda form: (form.langs, form.code, form.kind, form.form))


def write(forms: Iterable[Form], path: Path = HERE / "generated.tsv") -> None:
    """The table, one form a line."""
    lines = [
        "# Made by `dateline registry build` from CLDR, newsmap and GeoNames: don't edit. form, code, kind, languages, weight"
    ]
    lines += ["\t".join(map(str, form)) for form in forms]
    path.write_text("\n".join(lines) + "\n", "utf-8")


def cldr() -> Iterator[Form]:
    """Country names as CLDR has them, as stems where the language inflects them."""
    for lang in LANGUAGES:
        names = [
            (code, form)
            for code, name in Locale.parse(lang).territories.items()
            if len(code) == 2 and code.isalpha() and code not in NOT_COUNTRIES
            if name not in SKIP.get(lang, ())
            for form in (*_variants(name), *_genitive(name, lang))
        ]
        owners = defaultdict(set)
        for code, form in names:
            owners[fold(stemmed(form, lang))].add(code)
        for code, form in names:
            shared = len(owners[fold(stemmed(form, lang))]) > 1
            stem = longer_stem(form, lang) if shared else stemmed(form, lang)
            yield Form(stem, code, "name", lang, 4_000)
            if small := adjective(form, lang):
                yield Form(small, code, "demonym", lang, 3_000)


def adjectives(forms: list[Form]) -> Iterator[Form]:
    """Adjectives and inhabitants by rule, of countries of which neither our own tables nor `forms` have any in a language."""
    own = [entry for entry in load(homes=False).entries if not entry.rule.endswith((":generated", PEOPLE))]
    have = {(lang, entry.code) for entry in own if entry.kind == "demonym" for lang in entry.langs}
    have |= {(form.langs, form.code) for form in forms if form.kind == "demonym"}
    taken = {(lang, fold(entry.form)) for entry in own for lang in entry.langs}
    taken |= {(form.langs, fold(form.form.rstrip("*"))) for form in forms}
    for lang in LANGUAGES:
        for code, name in Locale.parse(lang).territories.items():
            if (
                len(code) == 2
                and code.isalpha()
                and code not in NOT_COUNTRIES
                and (lang, code) not in have
                and name not in UNBENT
            ):
                for form in derived(name, code, lang):
                    if form[-1] != "*" or (lang, fold(form[:-1])) not in taken:
                        yield Form(form, code, "demonym", lang, 3_000)


def _variants(name: str) -> Iterator[str]:
    """`Hongkong (SAR)` is also Hongkong."""
    bare = re.sub(r"\s*[（(].*?[)）]|\s*\[.*?\]", "", name).strip()
    bare = re.sub(r"^(SAR|SAR~|ZAO|SRA|RAE|R\.A\.S\.|RAS)\s+|\s+(SAR|RAE)\b.*$", "", bare)
    for part in (bare, *([part.strip() for part in bare.split("–")] if " – " in bare else [])):
        if len(fold(part).strip()) > (1 if glued(part[0]) else 2):
            yield part.replace("’", "'")


def _genitive(name: str, lang: str) -> Iterator[str]:
    """Romanian alone changes the end of the first word: Franța, Franței; Coreea de Sud, Coreei de Sud."""
    first, space, rest = name.partition(" ")
    if lang == "ro" and first.endswith("a"):
        yield first[:-1] + "ei" + space + rest
