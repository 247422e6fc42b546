"""Parts of a country that are called as another one is: the Belgian province of Luxembourg, Greek Macedonia, the state of Georgia."""

import re
from collections.abc import Iterable, Mapping
from itertools import pairwise

from worker.core.tags.lexicon.nouns import ANY, by_language
from worker.core.tags.places.candidate import Candidate
from worker.core.tags.text import surface
from worker.core.tags.text.folding import bare
from worker.core.tags.text.patterns import Patterns
from worker.core.tags.text.reading import Reading

ADJECTIVE_BEHIND = frozenset("fr es it pt ro ca".split())  # la province belge de Luxembourg
OWNED = re.compile(r"['’]s ")  # Greece's Macedonia region
# What leads from a part to its country behind it: `, in northern `, ` im Norden von `, `, dans le nord de la `.
WITHIN = re.compile(r",? (?:in|im|en|dans|nel|nella|no|na|em|w|v|ve|i|u|в|у|στη|στην|la)(?: [^\W\d_]+){0,4} ")
BEFORE = 24  # code points before a name in which a word for a part of a country begins
ARTICLES = frozenset(
    "the a la le el il der die das den de het o lo in im en w v ve u в у на în στην στη την i na em dans nella".split()
)
STOPS = re.compile(r"[^\w\s'’-]")  # what ends a phrase


class Parts:
    """Finds the names of countries that the words around call a part of another country."""

    def __init__(self, words: Mapping[str, frozenset[str]]) -> None:
        pairs = [pair.split(">") for pair in sorted(words.get(f"namesake:{ANY}", ()))]
        self.wholes: dict[str | None, set[str]] = {
            part: {whole for whole, other in pairs if other == part} for _, part in pairs
        }
        small = words.get(f"part of:{ANY}", frozenset(("\n",)))
        self.of = re.compile(f" {_any_of(small)}")
        divisions = by_language(words, "division")
        self.down = Patterns((lang, _division(found, small)) for lang, found in divisions.items())
        self.up = Patterns((lang, _division(found, small | {"in"})) for lang, found in divisions.items())
        self.called = Patterns((lang, _division(found, small) + "$") for lang, found in divisions.items())

    def among(self, reading: Reading, kept: list[Candidate]) -> set[int]:
        """The ids of the candidates, given in order, that name a part of the country named right before or behind."""
        found: set[int] = set()
        if self.wholes.keys().isdisjoint([one.entries[0].code for one in kept]):
            return found  # most texts name no country that another one has a part called as
        for first, second in pairwise(kept):
            if self._has_a_part(first, second) and self._whole_before(reading, first, second):
                found.add(id(second))
            elif self._has_a_part(second, first) and self._whole_behind(reading, first, second):
                found.add(id(first))
        return found

    def _has_a_part(self, whole: Candidate, part: Candidate) -> bool:
        """True where a country has a part of another one's name: only these are looked at."""
        entry = part.entries[0]
        wholes = self.wholes.get(entry.code)
        return wholes is not None and entry.kind == "name" and whole.entries[0].code in wholes

    def _whole_before(self, reading: Reading, whole: Candidate, part: Candidate) -> bool:
        """`Belgian province of Luxembourg`, `province belge de Luxembourg`, `Greek Macedonia`, `Greece's Macedonia region`."""
        if STOPS.search(reading.text, whole.end, part.start):
            return False
        between = reading.folded[whole.end : part.start]
        division = self.down[reading.lang or ""]
        if division and division.fullmatch(between):
            return True
        if whole.entries[0].kind != "demonym":
            owned = OWNED.fullmatch(reading.text, whole.end, part.start)
            return bool(owned and division and division.fullmatch(f" {bare(part.after)} "))
        if between == " ":
            return True
        called = division and division.fullmatch(f" {bare(whole.before)} ")
        return bool(called) and self.of.fullmatch(between) is not None

    def _whole_behind(self, reading: Reading, part: Candidate, whole: Candidate) -> bool:
        """`Luxembourg province of Belgium`, `Luxembourg belge`, `the region of Macedonia, in northern Greece`."""
        if self._called_a_part(reading, part) and WITHIN.fullmatch(reading.text, part.end, whole.start):
            return True
        if STOPS.search(reading.text, part.end, whole.start):
            return False
        between = reading.folded[part.end : whole.start]
        division = self.up[reading.lang or ""]
        if division and division.fullmatch(between):
            return True
        return between == " " and reading.lang in ADJECTIVE_BEHIND and whole.entries[0].kind == "demonym"

    def _called_a_part(self, reading: Reading, part: Candidate) -> bool:
        """True behind `the region of`: with an article before it, for `the Diffa region of Niger` is a part of that."""
        called = self.called[reading.lang or ""]
        first = max(0, part.start - BEFORE)
        found = called.search(reading.folded, first, part.start) if called else None
        if found is None:
            return False
        before = bare(surface.word_before(reading.text, found.start() + 1))
        return before in ARTICLES or surface.opens_sentence(reading.text, found.start() + 1)


def _division(names: Iterable[str], small: Iterable[str]) -> str:
    """A word for a part of a country, with an ending of its language, and the small words behind it."""
    return rf" (?:{'|'.join(sorted(names))})\w{{0,3}} {_any_of(small)}"


def _any_of(small: Iterable[str]) -> str:
    return f"(?:(?:{'|'.join(sorted(small))}) )*"
