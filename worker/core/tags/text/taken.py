"""Which letters of a text are spoken for: what lies in a person's name is no place, what is a place is no surname."""

from collections.abc import Iterable


class Taken:
    """A mark on every letter of a text that something found already covers."""

    def __init__(self, length: int) -> None:
        self.marks = bytearray(length)

    def add(self, spans: Iterable[tuple[int, int]]) -> None:
        """Mark the letters of spans `[start, end)`."""
        for start, end in spans:
            self.marks[start:end] = b"\1" * (end - start)

    def holds(self, start: int, end: int) -> bool:
        """True where any letter of `[start, end)` is marked."""
        return self.marks.find(1, start, end) >= 0
