"""Answers that are remembered, up to a bound: news repeats its words and names, and comes day by day."""

from collections.abc import Callable
from typing import Generic, TypeVar

K = TypeVar("K")
V = TypeVar("V")
MOST = 20_000  # answers: a bound, far above what the articles of some days ask for


class Memory(dict[K, V], Generic[K, V]):
    """A pure function's answers by what it was asked: what is asked again costs what a look into a dictionary does."""

    def __init__(self, work: Callable[[K], V], most: int = MOST) -> None:
        super().__init__()
        self._work, self._most = work, most

    def __missing__(self, key: K) -> V:
        """The answer to what wasn't asked yet; all others are forgotten where there are too many."""
        if len(self) >= self._most:
            self.clear()
        self[key] = found = self._work(key)
        return found
