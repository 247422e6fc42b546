"""What names are judged in: the text with its day, the countries and persons named, the words of office."""

import re

import msgspec

from worker.core.tags.lexicon.index import Index
from worker.core.tags.lexicon.nouns import FAMILY_FIRST, Naming
from worker.core.tags.lexicon.titles import Offices
from worker.core.tags.text import surface
from worker.core.tags.text.folding import bare, glued
from worker.core.tags.text.reading import Reading

KNOWN = 3  # the fame of those whose surname alone says who
HEADS = 2  # and of heads
YEAR = 372  # days, a month as 31
NUMBERS = frozenset("IVX")  # behind a surname, of a government: kabinet-Rutte I
LATIN_ENDS = "\u0250"  # behind Latin letters
# The lookbehind says that a word begins; before the capital it would be tried at every letter. A word is taken whole or
# not at all: tried letter by letter, every German noun would be read twice. Of the capitals of a text one in six has another
# one behind its word: that is looked for first, by what is no space, which is told faster than what is a letter.
PAIRS = re.compile(
    r"[A-ZÀ-ÖØ-ÞĀ-Ž](?=[^ ]++ [A-ZÀ-ÖØ-ÞĀ-Ž])(?=\w++ [A-ZÀ-ÖØ-ÞĀ-Ž]\w)(?<!\w.)\w++(?: [A-ZÀ-ÖØ-ÞĀ-Ž]\w++){1,3}"
)
SHOUTED = re.compile(
    r"(?<![^ ])[A-ZÀ-ÖØ-Þ]{3,}(?![^ ])"
)  # in capitals: a brand beside a word, no part of a name

REIGNS = re.compile(
    r"\b(?:King|Queen|Emperor|Empress|Emir|Sultan|Prince|Princess|Duke|Duchess|Pope|Monarch)\b"
)


class Found(msgspec.Struct, gc=False):
    """A name in the text, the persons it may be, its ending, and the words right beside it."""

    start: int
    end: int
    persons: tuple[int, ...]
    rest: str
    before: str
    after: str

    @classmethod
    def of(cls, text: str, start: int, end: int, persons: tuple[int, ...], rest: str) -> "Found":
        """A name of which `rest` is the ending, with the words beside it, which are asked for again and again."""
        return cls(start, end, persons, rest, surface.word_before(text, start), surface.word_after(text, end))


class Scene(msgspec.Struct):
    """What is known before surnames are read."""

    reading: Reading
    at: int | None
    offices: Offices
    countries: frozenset[str]
    home: frozenset[str]  # countries whose leaders the language of the text names without their country
    named: dict[int, Naming]  # persons named in full
    _runs: list[re.Match[str]] | None = None

    def runs(self) -> list[re.Match[str]]:
        """Where two to four words with capitals stand one behind the other: looked for once, and where they are asked for."""
        if self._runs is None:
            self._runs = list(PAIRS.finditer(self.reading.text))
        return self._runs

    def wording(self, start: int) -> str | None:
        """The page's own word before a name that says when: "former", "ehemaliger"."""
        found = self.offices.wording(start)
        return self.reading.text[found[0] : found[1]].strip() if found else None


def reigns(index: Index, number: int) -> bool:
    """True for kings and their like, who are called by a given name."""
    return any(REIGNS.search(office.office) for office in index.persons[number].offices)


def family_first(index: Index, number: int) -> bool:
    """True for a person whose family name stands before the given one, in Latin letters, too; it is of so few syllables that it is anybody's."""
    return index.persons[number].offices[0].country in FAMILY_FIRST


def given_last(index: Index, number: int) -> bool:
    """True where the given name stands last: in `Pham Minh Trinh` another syllable behind makes it another person's."""
    return family_first(index, number) or index.persons[number].offices[0].country == "JP"


def country_named(index: Index, scene: Scene, number: int) -> bool:
    """True where a country of the person's offices is named."""
    return not index.countries[number].isdisjoint(scene.countries)


def leads(reading: Reading, found: Found, led: frozenset[str]) -> bool:
    """`kabinet-Rutte`, `Regeringen Löfven`: the name is that of who leads what stands before."""
    return reading.text[found.start - 1 : found.start] == "-" or bare(found.before) in led


def rest_of_word(reading: Reading, end: int) -> str:
    """What follows a name inside its word; nothing in scripts that set no spaces."""
    if glued(reading.text[end - 1]):
        return ""
    stop = reading.folded.find(" ", end)
    return reading.folded[end : stop if stop >= 0 else None]


def ends(index: Index, reading: Reading, end: int, rest: str) -> bool:
    """True where a name may end so: whole, or with an ending of the article's language."""
    if not rest or rest == "s":
        return True
    return glued(reading.text[end]) or index.endings.fit(f"{reading.lang}:person", rest, long=False)


def apart(namings: list[Naming]) -> list[Naming]:
    """The namings in order, none overlapping: of two, the earlier, then the longer."""
    kept: list[Naming] = []
    stop = -1
    for naming in sorted(namings, key=lambda naming: (naming.start, -naming.end)):
        if naming.start >= stop:
            kept.append(naming)
            stop = naming.end
    return kept
