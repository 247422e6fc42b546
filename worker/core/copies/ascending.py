"""Ascending numbers as a sketch keeps them: by their gaps, in a byte or two each, and read only by who compares."""

from collections.abc import Iterable, Iterator, Sequence
from typing import overload

from worker.core import codec

_TWO, _THREE = 240, 255  # first bytes of gaps that take two bytes, from the one on, and three


class Ascending(codec.Packed, Sequence[int]):
    """Ascending numbers of 16 bits, in the bytes `data`.

    Most sketches pass through the stages, the log and the index without ever being compared: the bytes are passed on
    as they are, and read at the first look at a number.
    """

    __slots__ = ("_values",)

    def __init__(self, data: bytes = b"") -> None:
        super().__init__(data)
        self._values: tuple[int, ...] | None = None

    @classmethod
    def of(cls, values: Iterable[int]) -> "Ascending":
        """Of numbers that ascend, each under 2 ** 16."""
        known = tuple(values)
        made = cls(b"".join(_gap(value - before) for before, value in zip((0, *known), known, strict=False)))
        made._values = known
        return made

    @property
    def values(self) -> tuple[int, ...]:
        """The numbers."""
        if self._values is None:
            self._values = tuple(_ungaps(self.data))
        return self._values

    @overload
    def __getitem__(self, at: int) -> int: ...
    @overload
    def __getitem__(self, at: slice) -> tuple[int, ...]: ...
    def __getitem__(self, at: int | slice) -> int | tuple[int, ...]:
        return self.values[at]

    def __iter__(self) -> Iterator[int]:
        return iter(self.values)

    def __len__(self) -> int:
        return len(self.values)

    def __eq__(self, other: object) -> bool:
        return self.data == other.data if isinstance(other, Ascending) else NotImplemented

    def __hash__(self) -> int:
        return hash(self.data)

    def __repr__(self) -> str:
        return f"Ascending.of({self.values})"


def _gap(gap: int) -> bytes:
    if gap < _TWO:
        return bytes((gap,))
    high, low = divmod(gap, 256)
    return bytes((_TWO + high, low)) if _TWO + high < _THREE else bytes((_THREE, high, low))


def _ungaps(data: bytes) -> Iterator[int]:
    at, rest = 0, iter(data)
    for byte in rest:
        high = byte - _TWO if byte < _THREE else next(rest, 0)
        at += byte if byte < _TWO else high * 256 + next(rest, 0)
        yield at
