"""Heads of states and governments by what they are called, as it is spelt and nearly so."""

from collections import defaultdict
from functools import cached_property
from typing import NamedTuple

from worker.core.tags.leaders.scene import HEADS, LATIN_ENDS, YEAR, family_first
from worker.core.tags.leaders.spelling import key, near_given
from worker.core.tags.lexicon.index import Index
from worker.core.tags.lexicon.memory import Memory
from worker.core.tags.text.folding import fold

RECENT = YEAR * 3  # days out of office in which the head of a great country is in the news by name
MOST_WORDS = 30_000  # that are remembered: a bound
Held = tuple[int, int, int]  # the first and the last day of a term, and whose it is


class Spelt(NamedTuple):
    """Somebody's given names and surnames, folded."""

    given: frozenset[str]
    surnames: frozenset[str]


class Heads(Memory[str, tuple[Held, ...]]):
    """The heads of every country that are not named family first: by a folded word the terms of those who have it as a given name, or nearly.

    Worked out when a word is first met, for news repeats its words: most are nobody's.
    """

    def __init__(self, index: Index) -> None:
        super().__init__(self._of_name, MOST_WORDS)
        self.index = index
        self._spelt: dict[int, Spelt] = {}
        self._near = Memory[tuple[str, int], tuple[Held, ...]](self._of_year)

    def near(self, given: str, year: int) -> tuple[Held, ...]:
        """Of the terms those in and near a year, remembered."""
        every = self[given]
        return self._near[given, year] if every else every  # most are nobody's

    def _of_year(self, of: tuple[str, int]) -> tuple[Held, ...]:
        """Of a given name's terms those in and near a year."""
        given, year = of
        last_day, first_day = (year + 1) * YEAR, year * YEAR - RECENT
        return tuple(held for held in self[given] if held[0] < last_day and first_day < held[1])

    def _of_name(self, given: str) -> tuple[Held, ...]:
        """The terms of those who are called so, or nearly."""
        return tuple(
            (first, last, number)
            for number in self._by_key.get(key(given), ())
            if self._is_called(number, given)
            for first, last in self.index.terms(number)
        )

    def _is_called(self, number: int, given: str) -> bool:
        names = self.spelt(number).given
        return given in names or any(key(one) == key(given) and near_given(given, one) for one in names)

    @cached_property
    def _by_key(self) -> dict[str, list[int]]:
        """By how the first word of one of their names is heard, the heads: made when first asked for, of every word once."""
        keys: dict[str, str] = {}
        heads: dict[str, list[int]] = defaultdict(list)
        for number, fame in enumerate(self.index.fame):
            if fame < HEADS or family_first(self.index, number):
                continue
            person = self.index.persons[number]
            firsts = {name.partition(" ")[0] for name in (person.name, *person.names) if name[0] < LATIN_ENDS}
            for first in firsts:
                if first not in keys:
                    keys[first] = key(next(iter(fold(first).split()), ""))
            for sound in {keys[first] for first in firsts}:
                heads[sound].append(number)
        return dict(heads)

    def spelt(self, number: int) -> Spelt:
        """The names of a person, folded when first asked for."""
        if number not in self._spelt:
            person = self.index.persons[number]
            names = [
                fold(name).split()
                for name in (person.name, *person.names)
                if name[0] < LATIN_ENDS and name[0].isupper()
            ]
            given = frozenset(words[0] for words in names if len(words) > 1 and len(words[0]) > 1)
            short = frozenset(fold(name).strip() for name in person.short if name[0] < LATIN_ENDS)
            surnames = frozenset(word for word in short if " " not in word) or frozenset((names[0][-1],))
            self._spelt[number] = Spelt(given - surnames, surnames - given)
        return self._spelt[number]
