"""Dishes and things: an adjective of nationality beside a word of food, a breed, a game or a tool is no country."""

import re
from collections import defaultdict
from collections.abc import Sequence
from functools import cached_property

from worker.core.tags.lexicon.nouns import ADJECTIVE, Evidence, Gazetteer, by_language
from worker.core.tags.text import surface
from worker.core.tags.text.folding import bare, glued
from worker.core.tags.text.reading import Reading

BESIDE = 14  # code points around a form in which a word of food makes it a dish, a thing's word a thing
JOINED = 3  # signs behind a form in which it does in Chinese: 法国梧桐, not 上海路边的梧桐
GOODS = 40  # code points behind a form in which a word of trade makes food a country's goods
ROW = 60  # code points behind an inhabitant who is a dish, in which another dish or food stands: Berliner, Wiener und Hamburger, dazu Käse
MANY = 3  # different words of food that make a text one about food
DENSE = 900  # code points a word of food may stand for there
# Where a dish is named with the country's own name.
SAME_WORD = frozenset(("zh", "ja", "ko", "fi", "tr", "hu", "he", "hi", "vi", "id", "th"))
# Where the adjective, at the start of a sentence, reads as the name: Francuska salata.
ALIKE = frozenset("cs sk sl hr sr".split())
# Where things are called by a country's or a city's name, too (a guinea pig), or a name and its adjective share a stem (Rusko, ruská ruleta).
BY_NAME = frozenset("en de nl sv no da cs sk sl hr sr".split())
# What Arabic and Hebrew set before a word in the same word.
PREFIXED = dict.fromkeys("ابتثجحخدذرزسشصضطظعغفقکگلمنهویپچ", "[وفبلک]?(?:ال|لل)?") | dict.fromkeys(
    "אבגדהוזחטיכלמנסעפצקרשת", "[והבלמשכ]{0,2}"
)
SHORTEST = 3  # letters of a stem that no compound is known by
LONGEST_ENDING = {
    2: 0,
    3: 1,
    4: 3,
}  # letters that a stem of so many may take: Wirtschaft is no Wirt, media no med
# How a stem of food may go on; in Vietnamese each syllable is a word, and to a pattern an Indian vowel sign is no letter.
ENDED = {"vi": "", "hi": "*", "bn": "*"}
COMPOUNDING = frozenset("de nl sv no da fi hu".split())  # where a longer word is food, too: kaaswinkel
# Where an inhabitant, who is no dish, is told from an adjective by its ending: сърбите, not гръцките.
INHABITANTS = {
    lang: re.compile(rf"(?:{endings})$")
    for lang, endings in {
        "bg": r"(?<!к)ите|ц(?:и|ите)|ец(?:ът|а)?",
        "ru": r"ец|ц(?:ы|ев|ам|ами|ах|а|у|ем)",
        "uk": r"[еє]ць|ц(?:і|ів|ям|ями|ях|я|ю|ем)",
        "de": "in|innen|(?<!isch)(?<!deutsch)en?|rn",
        "da": "ere|erne|erinde|ing|inger|ingerne",
        "no": "ere|erne|erinne|erinner|ing|inger|ingene",
        "sv": "arna|erna|skan|skor|skorna",
        "fi": r"tar|ttar\w*",
        "et": r"lane|las\w{1,6}|lann\w+",
        "lv": r"ie[ts]\w+",
        "lt": r"ie[tc]\w+",
        "hu": r"(?<!\btor)(?<!\bszlov)(?<!\bosztr)[oeak]k(?:[ae]t|nak|nek|[kt][ae]l|tol|hoz|ban|ben)?",
        "tr": r"l[ae]r\w*",
    }.items()
}
# Where a plural is an inhabitant's or an adjective's: ruotsalaiset, ruotsalaiset lihapullat.
PLURAL = {"fi": re.compile(r"laiset$"), "de": re.compile(r"(?:er|ern)$")}
NOUNS = frozenset(("de",))  # where nouns have a capital
# In these an inhabitant is written with a capital, and is who has one without an adjective's ending.
CAPITAL = frozenset("pl cs sk sl hr sr el".split())
ADJECTIVE_ENDING = re.compile(r"(?:[sczh]k|[сцчш]к|ικ)\w{0,4}$")
ARTICLES = frozenset(("die", "der", "den", "des"))  # before an inhabitant who is a dish, too: die Wiener
LIGHT = frozenset(("name", "demonym", "city"))  # kinds of evidence that a thing may carry


class Words:
    """Words of one language to look for in folded text, marked as `_part` says; in scripts without spaces anywhere."""

    def __init__(self, words: Sequence[str]) -> None:
        self.words = words
        first = words[0][0]
        self.spaced = not (glued(first) or "가" <= first <= "힣")

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        """Any of the words, made when the first text of the language comes."""
        if not self.spaced:
            return re.compile("|".join(re.escape(word.rstrip("*~")) for word in self.words))
        # With the space in the pattern most letters are passed over at once: four times as fast as with \b.
        return re.compile(f" {PREFIXED.get(self.words[0][0], '')}(?:{'|'.join(map(_part, self.words))})")

    def starts(self, folded: str, first: int, last: int) -> list[int]:
        """Where those begin that lie in `[first, last)`."""
        # In the padded text the space before a word is where the word is in the folded one.
        padded, opening = " " + folded, 0 if self.spaced else 1
        found = self.pattern.finditer(padded, first + opening, last + 1)
        return [match.start() - opening for match in found]

    def different(self, folded: str) -> int:
        """How many different words there are."""
        return len(set(self.pattern.findall(" " + folded)))


def _mark(stem: str, lang: str) -> str:
    """How a stem of food may go on in a language, as a mark for `_part`."""
    compound = lang in COMPOUNDING and len(stem) > SHORTEST
    return "*" if compound else ENDED.get(lang, "~")


def _part(word: str) -> str:
    """A word as a pattern: whole, or (`*`) as a beginning, or (`~`) as a stem, of which a short one takes an ending alone."""
    stem, last = re.escape(word[:-1]), word[-1]
    if last == "~" and len(word) - 1 in LONGEST_ENDING:
        return rf"{stem}\w{{0,{LONGEST_ENDING[len(word) - 1]}}}\b"
    return stem if last in "*~" else rf"{re.escape(word)}\b"


class Dishes:
    """The words of food and of things of every language, as patterns over folded text."""

    def __init__(self, gazetteer: Gazetteer) -> None:
        food, things = gazetteer.food, gazetteer.things
        self.food = {
            lang: Words([stem + ENDED.get(lang, "~") for stem in stems]) for lang, stems in food.items()
        }
        self.things = {lang: Words(words) for lang, words in things.items()}
        self.itself = by_language(gazetteer.words, "dish itself")
        self.where = by_language(gazetteer.words, "locative")
        trades = by_language(gazetteer.words, "trade")
        self.trade = {lang: Words(sorted(words)) for lang, words in trades.items()}

    def without_dishes(
        self, reading: Reading, places: list[Evidence], home: frozenset[str]
    ) -> list[Evidence]:
        """The places without those that name dishes and things; a country that the text names otherwise, too, stays whole."""
        lang = reading.lang or ""
        if lang in self.itself:
            places = self._without_dishes_themselves(reading, places, self.itself[lang])
        kinds: dict[str, set[str]] = defaultdict(set)
        for place in places:
            kinds[place.code].add(_as_a_dish(place))
        same = lang in SAME_WORD or lang in ALIKE
        food = {code for code, of in kinds.items() if of == {"demonym"} or (same and of <= LIGHT)}
        if len(home) > 1 and lang not in SAME_WORD:
            home = frozenset()  # whose bakery it is, nobody can tell
        by_name = lang in SAME_WORD or lang in BY_NAME
        light = {code for code, of in kinds.items() if of == {"demonym"} or (by_name and of <= LIGHT)}
        return self._without_things(reading, self._without_food(reading, places, food - home), light)

    def _without_dishes_themselves(
        self, reading: Reading, places: list[Evidence], itself: frozenset[str]
    ) -> list[Evidence]:
        """Without inhabitants that are dishes, no noun or article beside them, and food near: `Wiener mit Senf`, `zwei Berliner`."""
        words = self.food.get(reading.lang or "")
        return [
            place
            for place in places
            if words is None
            or reading.folded[place.start : place.end] not in itself
            or surface.word_after(reading.text, place.end)[:1].isupper()
            or bare(surface.word_before(reading.text, place.start)) in ARTICLES
            or not words.starts(reading.folded, max(0, place.start - GOODS), place.end + ROW)
        ]

    def _without_food(self, reading: Reading, places: list[Evidence], food: set[str]) -> list[Evidence]:
        """Countries at home in the language stay: a bakery in 静岡 is there."""
        words = self.food.get(reading.lang or "")
        if not words or not food:
            return places
        starts = _starts(places)
        about_food = _AboutFood(words, reading.folded)
        return [
            place
            for place in places
            if place.code not in food
            or self._traded(reading, place)
            or _inhabitants(words, reading, place)
            or not (
                _near(words, reading, place, starts) or (_as_a_dish(place) == "demonym" and about_food.told)
            )
        ]

    def _is_where(self, reading: Reading, place: Evidence) -> bool:
        """`an auction in Milan`: no thing called after it, but where something is."""
        return bare(surface.word_before(reading.text, place.start)) in self.where.get(reading.lang or "", ())

    def _traded(self, reading: Reading, place: Evidence) -> bool:
        """`Brazilian coffee prices`: no dish, but a country's goods."""
        words = self.trade.get(reading.lang or "")
        return bool(words and words.starts(reading.folded, place.end, place.end + GOODS))

    def _without_things(self, reading: Reading, places: list[Evidence], light: set[str]) -> list[Evidence]:
        """Countries of which every naming stands beside a thing are none."""
        words = self.things.get(reading.lang or "")
        if not words or not light:
            return places
        starts = _starts(places)
        real: set[str] = set()
        for place in places:
            code = place.code
            if code not in real and (
                code not in light
                or not _near(words, reading, place, starts)
                or (place.kind != "demonym" and self._is_where(reading, place))
            ):
                real.add(code)
        return [place for place in places if place.code in real]


def _inhabitants(words: Words, reading: Reading, place: Evidence) -> bool:
    """True for a nation's people by their ending: `Uzbecy`, `сърбите`, `ungarlased`; `virolaiset` where no dish stands behind."""
    if place.kind != "demonym":
        return False
    plural = PLURAL.get(reading.lang or "")
    if plural is not None and plural.search(reading.folded, place.start, place.end):
        noun = reading.lang in NOUNS and surface.word_after(reading.text, place.end)[:1].isupper()
        return not noun and not words.starts(reading.folded, place.end, place.end + 2)
    if reading.lang in CAPITAL:
        adjective = ADJECTIVE_ENDING.search(reading.folded, place.start, place.end)
        return adjective is None and reading.text[place.start].isupper()
    if reading.lang in NOUNS and reading.text[place.start].islower():
        return False  # the adjective
    ending = INHABITANTS.get(reading.lang or "")
    return ending is not None and ending.search(reading.folded, place.start, place.end) is not None


def _as_a_dish(place: Evidence) -> str:
    """The kind of evidence; a city's adjective names dishes as a nation's does: pekińska kaczka."""
    return "demonym" if place.rule == ADJECTIVE else place.kind


def _starts(places: list[Evidence]) -> frozenset[int]:
    return frozenset([place.start for place in places])


def _near(words: Words, reading: Reading, place: Evidence, starts: frozenset[int]) -> bool:
    """True where a word stands beside the place, and opens no place itself: sirski is no cheese in Slovene, though sir is."""
    if reading.lang == "zh":
        return bool(words.starts(reading.folded, place.end, place.end + JOINED))
    stop = reading.folded.find(" ", place.end + BESIDE)  # a word cut short would be another
    stop = stop if 0 <= stop <= place.end + 2 * BESIDE else place.end + BESIDE
    return not starts.issuperset(words.starts(reading.folded, max(0, place.start - BESIDE), stop))


class _AboutFood:
    """Whether a text is one about food: told once, and where it is asked."""

    def __init__(self, words: Words, folded: str) -> None:
        self.words, self.folded = words, folded

    @cached_property
    def told(self) -> bool:
        """True where enough words of food stand close enough."""
        found = self.words.different(self.folded)
        return found >= MANY and len(self.folded) <= DENSE * found
