"""The ledger of an audit: which fates each input page has, in two bytes an input."""

from array import array
from collections import Counter
from collections.abc import Iterator
from enum import StrEnum

from worker.core.model import FateKind

KINDS = tuple(FateKind)
BIT = {kind: 1 << place for place, kind in enumerate(KINDS)}
DEAD = BIT[FateKind.DEAD]
NOT_DEAD = sum(BIT.values()) - DEAD
CONTRADICTED = 1 << len(KINDS)  # dead after it had another fate
REPLAY = len(KINDS) + 1  # from this bit on, how replays of this page ended otherwise than dead


class Status(StrEnum):
    """What the ledger says of an input."""

    SETTLED = "settled"  # one fate, not dead
    SUPERSEDED = "superseded"  # dead first, then one other fate, or a replay with one
    DEAD = "dead"  # dead, with nothing after it
    CONTRADICTED = "contradicted"  # two different fates
    OPEN = "open"  # no fate


class Ledger:
    """The fates of the offsets `start` to `end` (without it) of one partition."""

    def __init__(self, start: int, end: int) -> None:
        self.start, self.end = start, end
        self._marks = array("H", bytes(2 * max(0, end - start)))

    def fate(self, offset: int, kind: FateKind) -> None:
        """Enter a fate; offsets outside are someone else's."""
        if not self.start <= offset < self.end:
            return
        place = offset - self.start
        if kind is FateKind.DEAD and self._marks[place] & NOT_DEAD:
            self._marks[place] |= CONTRADICTED
        self._marks[place] |= BIT[kind]

    def replayed(self, offset: int, kind: FateKind) -> None:
        """Enter how a replay of this page ended."""
        if self.start <= offset < self.end and kind is not FateKind.DEAD:
            self._marks[offset - self.start] |= BIT[kind] << REPLAY

    def status(self, offset: int) -> Status:
        """What the ledger says of this input."""
        return _status(self._marks[offset - self.start])

    def kinds(self, offset: int) -> list[FateKind]:
        """The fates entered for this input."""
        mark = self._marks[offset - self.start]
        return [kind for kind in KINDS if mark & BIT[kind]]

    def offsets(self, status: Status) -> Iterator[int]:
        """The inputs with this status, in order."""
        marks = {mark for mark in set(self._marks) if _status(mark) is status}
        return (self.start + place for place, mark in enumerate(self._marks) if mark in marks)

    def fates(self) -> Counter[FateKind]:
        """How many inputs have each fate: a later one, or a replay's, counts instead of `dead`; the rest don't count."""
        counted: Counter[FateKind] = Counter()
        for mark, number in Counter(self._marks).items():
            if _status(mark) in (Status.SETTLED, Status.SUPERSEDED, Status.DEAD):
                counted[_kind(mark)] += number
        return counted


def _status(mark: int) -> Status:
    others = mark & NOT_DEAD
    if mark & CONTRADICTED or others & (others - 1):
        return Status.CONTRADICTED
    if not mark & DEAD:
        return Status.SETTLED if others else Status.OPEN
    return Status.SUPERSEDED if others or mark >> REPLAY else Status.DEAD


def _kind(mark: int) -> FateKind:
    bits = mark & NOT_DEAD or mark >> REPLAY or mark & DEAD
    return KINDS[
        (bits & -bits).bit_length() - 1
    ]  # of several replays one: the kinds stand in the order of their weight
