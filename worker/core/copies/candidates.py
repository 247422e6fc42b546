"""Which held articles are worth comparing with a new one: those whose smallest shingles are among its own."""

from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import islice

import msgspec

from worker.core.copies.sketch import KEYS, Sketch

PER_KEY = 64  # articles looked at of those found by one key, the latest: a key that many share says little
# Candidates compared with an article, the likeliest: those of a template, and as many others.
COMPARED = 2 * PER_KEY
WEIGHT = PER_KEY * PER_KEY  # of a key, in equal shares for all that it finds


class Candidate(msgspec.Struct, frozen=True):
    """A held article that may be the same story."""

    article: str
    sketch: Sketch


def likeliest(found: Iterable[tuple[int, int]]) -> list[int]:
    """Of the numbers found, each with the key that found it: those to compare, in the order of the log.

    A key that finds few articles says more than one that finds many: pages made from one template share the template's
    keys, and a copy among them usually shares one more with its original. An article that a key finds alone is always
    among those to compare, because only a few can have so much weight.
    """
    pairs = list(found)
    crowds = Counter(key for key, _ in pairs)
    weights: Counter[int] = Counter()
    for key, number in pairs:
        weights[number] += WEIGHT // crowds[key]
    best = sorted(weights, key=lambda number: (-weights[number], number))[:COMPARED]
    return sorted(best)


def is_crowded(found: Iterable[tuple[int, int]]) -> bool:
    """Whether articles under the same keys may have been left out: too many for one key, or in all."""
    pairs = list(found)
    crowds = Counter(key for key, _ in pairs)
    return max(crowds.values(), default=0) >= PER_KEY or len({number for _, number in pairs}) > COMPARED


class SketchIndex:
    """Sketches in memory, numbered in the order they came, found by their keys."""

    def __init__(self) -> None:
        self._numbers: dict[str, int] = {}
        self._held: dict[int, Candidate] = {}
        self._found: dict[int, dict[int, None]] = {}
        self._count = 0

    def put(self, article: str, sketch: Sketch | None) -> None:
        """Hold an article's sketch in place of its last one; None: hold none."""
        if article in self._numbers:
            self._remove(self._numbers.pop(article))
        if sketch is None:
            return
        self._count += 1
        self._numbers[article] = self._count
        self._held[self._count] = Candidate(article, sketch)
        for key in sketch.keys[:KEYS]:
            self._found.setdefault(key, {})[self._count] = None

    def near(self, keys: Sequence[int]) -> list[Candidate]:
        """The articles to compare with one of these keys, first in the log first."""
        found = ((key, number) for key in keys for number in self._latest(key))
        return [self._held[number] for number in likeliest(found)]

    def _latest(self, key: int) -> Iterable[int]:
        """Read from the end, so that it costs the same however many are held under the key."""
        return islice(reversed(self._found.get(key, {})), PER_KEY)

    def _remove(self, number: int) -> None:
        for key in self._held.pop(number).sketch.keys[:KEYS]:
            numbers = self._found[key]
            del numbers[number]
            if not numbers:
                del self._found[key]
