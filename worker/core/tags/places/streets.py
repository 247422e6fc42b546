"""Streets, which are called after countries and cities: `rue de Londres`, `улица „Париж“`, `Londongatan`."""

import re

from worker.core.tags.lexicon.index import Index
from worker.core.tags.lexicon.nouns import Entry, by_language
from worker.core.tags.lexicon.ways import Ways
from worker.core.tags.places.candidate import Candidate
from worker.core.tags.places.needs import ALWAYS, SIGN
from worker.core.tags.text import surface
from worker.core.tags.text.folding import bare, glued
from worker.core.tags.text.reading import Reading

KINDS = frozenset(("name", "city", "region", "demonym"))  # of entries that streets are called after
BY_ADJECTIVE = frozenset("pl cs sk sl hr sr ru uk bg ro".split())  # ulica Francuska, улица Польская
# Endings of an adjective there: ulice Londýnská; and of several streets, which are the city's own: лондонские улицы.
ADJECTIVE = re.compile(r"(?:[csz]k\w{1,3}|[сцз]ь?к(?:а|у|и|е|ая|ой|ую|ое|ий|ого|ому|им|ом|ої|ій))$")
SEVERAL = re.compile(r"(?:ие|их|ими|им|ські|ських|цькі|цьких|skie|skich|ckie|ckich)$")
POLISH = re.compile(r"[sc]k(?:a|iej|ą|i|iego|iemu|im)$")
APOSTROPHE = re.compile("['’]")  # before an ending in Turkish
PREFIXING = frozenset(("he", "ar"))  # "in" is a letter of the next word
ENDS = re.compile(r"\s*(?:[.,;:!?…»”)]|$)")
NEAR = 3  # words and spaces from a street to a second one right behind the first: ulica Francuska i Ukraińska
AND = frozenset("y e i et and con und og och en si ve".split())  # between the two streets of a corner
ROW = 48  # code points before an adjective in which the street of another one begins
MOST_SMALL = 2  # small words between a street and a state's form
ARTICLES = frozenset(("la",))  # before that alone: `la place de la France` is none
OF_ONE_OR_MANY = frozenset(("ulice", "улице"))  # a street's genitive is streets' nominative
QUOTES = "„“”«»\"'’‘"


class Streets:
    """Tells streets from the places that they are called after."""

    def __init__(self, index: Index) -> None:
        words = index.gazetteer.words
        self.of = words.get("of:*", frozenset())
        self.ways = Ways(words)
        self.suffix = re.compile(f"(?:{'|'.join(sorted(words.get('street suffix:*', ('$.',))))})$")
        self.before = by_language(words, "street")
        self.of_adjectives = by_language(words, "street of an adjective")
        self.behind = by_language(words, "street behind")
        self.others = by_language(words, "no street")
        self.states = words.get("a state's form:*", frozenset())
        self.joined = {
            lang: "|".join(sorted(found)) for lang, found in by_language(words, "a street's too").items()
        }
        self.corner = by_language(words, "corner")
        self.corners = {
            lang: re.compile(
                rf"\b(?:{'|'.join(sorted(found))}) (?:(?:de|del|of|the|das|dos|di|tra|entre|las|les|calles|ruas|von) )*[^\W\d_]+ (?:[^\W\d_]+ )?(?:y|e|i|et|and|con|und|og|och|en|si|ve) $"
            )
            for lang, found in self.corner.items()
        }
        self.rows = {lang: self._row(lang) for lang in self.joined}

    def _row(self, lang: str) -> re.Pattern[str]:
        """A word of a street, an adjective behind it, and what leads to a second one, at the end of a text as it is written."""
        streets = "|".join(
            sorted(self.before.get(lang, frozenset()) | self.of_adjectives.get(lang, frozenset()))
        )
        return re.compile(rf"\b(?:{streets}) \w+ (?:[^\W\d]+ ){{0,4}}?(?:{self.joined[lang]}) $")

    def asked(self, kind: str) -> bool:
        """True where streets are called after a kind of form."""
        return kind in KINDS

    def needs(self, lang: str, kind: str) -> int:
        """What is beside a form wherever `has` holds without one of the `words`: in Polish nothing, for an adjective (`_stands_alone`)."""
        return ALWAYS if lang == "pl" and kind == "demonym" else SIGN

    def words(self, lang: str) -> frozenset[str]:
        """The words of which one is near elsewhere."""
        lists = (self.before, self.of_adjectives, self.behind, self.corner)
        return frozenset().union(*(found.get(lang, ()) for found in lists))

    def ends_as_one(self, reading: Reading, found: Candidate, entry: Entry) -> bool:
        """True where a word of a street ends the form: `Londongatan`. It is in what follows the form, so that a Venezolaan is no laan."""
        ending = found.start + len(entry.form)
        return (
            ending < found.end
            and not glued(reading.text[found.start])
            and self.suffix.search(reading.folded, ending, found.end) is not None
        )

    def has(self, reading: Reading, found: Candidate, entry: Entry) -> bool:
        """True where a word of a street stands before the form or behind it: `rue de Londres`, `Párizsi utca`."""
        if glued(reading.text[found.start]):
            return self._glued(reading, found)
        # An adjective written small is a nation's or a city's: `польская улица ждёт`, `a moszkvai utcán`.
        if reading.text[found.start].islower():
            return False
        return (
            self._behind(reading, found, entry)
            or self._before(reading, found, entry)
            or self._at_a_corner(reading, found, entry)
            or self._in_a_row(reading, found, entry)
            or _stands_alone(reading, found, entry)
        )

    def _glued(self, reading: Reading, found: Candidate) -> bool:
        """`ถนนอังกฤษ`, `华盛顿大街`: without a space between."""
        lang = reading.lang or ""
        before, behind = tuple(self.before.get(lang, ())), tuple(self.behind.get(lang, ()))
        return reading.folded.endswith(before, 0, found.start) or reading.text.startswith(behind, found.end)

    def _behind(self, reading: Reading, found: Candidate, entry: Entry) -> bool:
        """`Londoner Allee`, `Варшавское шоссе`; in German not `Norwegen Platz eins`."""
        lang = reading.lang or ""
        behind = self.behind.get(lang)
        if not behind or APOSTROPHE.split(found.after.lower())[0] not in behind:
            return False
        word = found.after.lower()
        if word in OF_ONE_OR_MANY and surface.opens_sentence(reading.text, found.start):
            return False  # Londonske ulice su prazne
        if word in self.ways.words and not reading.folded[found.start : found.end].endswith("s"):
            return False  # Norge plass tre
        if self.ways.goes_on(reading.text, word, found.end + 1 + len(word)):
            return False  # Norges plass i verden
        form = reading.folded[found.start : found.end]
        if lang == "de" and not (form.endswith("er") or entry.kind == "demonym"):
            return False
        return SEVERAL.search(form) is None

    def _before(self, reading: Reading, found: Candidate, entry: Entry) -> bool:
        """`улица Париж`, `avenue de Londres`; right before, with nothing but a small word between."""
        lang = reading.lang or ""
        names, adjectives = self.before.get(lang, ()), self.of_adjectives.get(lang, ())
        if not names and not adjectives:
            return False
        start, word = self._word_before(reading, found)
        said = surface.last_word(word)
        if said not in names and said not in adjectives:
            return False
        form = reading.folded[found.start : found.end]
        adjective = lang in BY_ADJECTIVE and (entry.kind == "demonym" or ADJECTIVE.search(form) is not None)
        if entry.kind == "demonym" and not adjective:
            return False
        if lang in PREFIXING and form[0] != bare(entry.form)[0]:
            return False  # בכיכר בקייב: in it
        if said not in names and not (adjective and said in adjectives):
            return False
        return f"{surface.word_before(reading.text, start)} {word}".lower() not in self.others.get(lang, ())

    def _at_a_corner(self, reading: Reading, found: Candidate, entry: Entry) -> bool:
        """`en la esquina de Paraguay y Uruguay`, `at the corner of Mexico and Peru`: the second street, and the first where a preposition stands before."""
        corner = self.corners.get(reading.lang or "")
        if corner is None or entry.kind == "demonym" or found.before not in AND:
            return False
        first = max(0, found.start - ROW)
        return corner.search(reading.folded, first, found.start) is not None

    def _in_a_row(self, reading: Reading, found: Candidate, entry: Entry) -> bool:
        """`вулицю Московську перейменували на Празьку`: a second adjective with a capital and no noun behind it, in a sentence that began with a street's."""
        row = self.rows.get(reading.lang or "")
        if row is None or surface.opens_sentence(reading.text, found.start):
            return False
        form = reading.folded[found.start : found.end]
        if not (ADJECTIVE.search(form) or entry.kind == "demonym") or SEVERAL.search(form):
            return False
        first = max(0, found.start - ROW)
        before = row.search(reading.folded, first, found.start)
        if before is None or "." in reading.text[before.start() : found.start]:
            return False
        # Right behind the first one a verb may follow; later in the sentence it has to stand alone.
        near = before[0].count(" ") <= NEAR
        return near or ENDS.match(reading.text, found.end) is not None

    def _word_before(self, reading: Reading, found: Candidate) -> tuple[int, str]:
        """The word before, without a small one between (`d'`, `de`) and quotation marks, and where it begins."""
        text, start = reading.text, found.start
        if start > 0 and text[start - 1] in QUOTES:
            start -= 1
            if text[start - 1 : start].isalpha():  # d'Italie
                start = text.rfind(" ", 0, start) + 1
        word = surface.word_before(text, start)
        if bare(word) in self.of:
            start, word = _next_before(text, start, word)
        if bare(word) in self.states:  # calle de la República Argentina, avenida República de Chile
            start, word = _next_before(text, start, word)
            for _ in range(MOST_SMALL):
                if bare(word) in self.of | ARTICLES:
                    start, word = _next_before(text, start, word)
        return start - len(word) - 1, word


def _stands_alone(reading: Reading, found: Candidate, entry: Entry) -> bool:
    """`na rogu Francuskiej i Zwycięzców`: in Polish an adjective with a capital, no other capital beside it, is a street's or a person's; a name of several words has more of them."""
    if reading.lang != "pl" or entry.kind != "demonym" or entry.code == "PL":
        return False
    if not found.before.islower() or found.after[:1].isupper():
        return False
    form = reading.folded[found.start : found.end]
    return POLISH.search(form) is not None and not surface.opens_sentence(reading.text, found.start)


def _next_before(text: str, start: int, word: str) -> tuple[int, str]:
    """The word before a word that ends at `start`, and where that ends."""
    start -= len(word) + 1
    return start, surface.word_before(text, start)
