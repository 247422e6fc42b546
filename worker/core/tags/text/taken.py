"""Which letters of a text are spoken for: what lies in a person's name is no place, what is a place is no surname."""

from collections.abc import Iterable
from typing import Protocol


class Span(Protocol):
    """What was found in a text, from where to where."""

    @property
    def start(self) -> int:
        """Where it starts."""

    @property
    def end(self) -> int:
        """Where it ends: the first code point behind it."""


class Taken:
    """A mark on every letter of a text that something found already covers."""

    def __init__(self, length: int) -> None:
        self.marks = bytearray(length)
        self._any = False

    def add(self, spans: Iterable[Span]) -> None:
        """Mark their letters."""
        for one in spans:
            self._any = True
            self.marks[one.start : one.end] = b"\1" * (one.end - one.start)

    def __bool__(self) -> bool:
        """True where any letter is marked: of most texts none when places are looked for."""
        return self._any

    def holds(self, start: int, end: int) -> bool:
        """True where any letter of `[start, end)` is marked."""
        return self.marks.find(1, start, end) >= 0
