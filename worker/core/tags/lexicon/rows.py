"""Many small values in one block of bytes: each is made when it is asked for, for a text asks for few of them."""

from array import array
from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import accumulate
from typing import Generic, TypeVar, overload

import msgspec

T = TypeVar("T")
WHOLE = "I"  # the type of all numbers here: four bytes in this machine's order, none negative


class Block(msgspec.Struct, frozen=True):
    """Values as bytes, one behind the other, and where each ends."""

    data: bytes
    ends: bytes

    @classmethod
    def of(cls, values: Iterable[bytes]) -> "Block":
        """Of values that are bytes already."""
        found = list(values)
        return cls(b"".join(found), _ends(map(len, found)))


class Rows(Sequence[T], Generic[T]):
    """A sequence of values, which `make` makes of their bytes whenever they are asked for."""

    def __init__(self, block: Block, make: Callable[[bytes], T]) -> None:
        self._data, self._ends, self._make = block.data, _numbers(block.ends), make

    @overload
    def __getitem__(self, place: int) -> T: ...
    @overload
    def __getitem__(self, place: slice) -> Sequence[T]: ...
    def __getitem__(self, place: int | slice) -> T | Sequence[T]:
        """The value at a place."""
        if isinstance(place, slice):
            return [self[one] for one in range(len(self))[place]]
        return self._read(range(len(self))[place])

    def __len__(self) -> int:
        """How many there are."""
        return len(self._ends)

    def __iter__(self) -> Iterator[T]:
        """All of them, in order."""
        return map(self._read, range(len(self)))

    def _read(self, place: int) -> T:
        return self._make(self._data[self._ends[place - 1] if place else 0 : self._ends[place]])


class Remembered(dict[int, T]):
    """The values of a sequence by their places, each taken from it once: asked for again, it costs what one of a tuple does."""

    def __init__(self, rows: Sequence[T]) -> None:
        super().__init__()
        self._rows = rows

    def __missing__(self, place: int) -> T:
        """A value that wasn't asked for yet. Raises IndexError behind the last."""
        self[place] = found = self._rows[place]
        return found


class ListBlock(msgspec.Struct, frozen=True):
    """Lists of numbers by a number: the keys in order, where the values of each end, the values."""

    keys: bytes
    ends: bytes
    values: bytes

    @classmethod
    def of(cls, table: Mapping[int, tuple[int, ...]]) -> "ListBlock":
        """Of a table that was filled."""
        keys = sorted(table)
        values = array(WHOLE, [value for key in keys for value in table[key]])
        return cls(array(WHOLE, keys).tobytes(), _ends(len(table[key]) for key in keys), values.tobytes())


class Lists(Mapping[int, tuple[int, ...]]):
    """Such a table in three arrays: a dictionary of tuples takes ten times as much."""

    def __init__(self, block: ListBlock) -> None:
        self._keys, self._ends, self._values = map(_numbers, (block.keys, block.ends, block.values))

    def __getitem__(self, key: int) -> tuple[int, ...]:
        """The numbers of a key. Raises KeyError where there are none."""
        place = bisect_left(self._keys, key)
        if place == len(self._keys) or self._keys[place] != key:
            raise KeyError(key)
        return tuple(self._values[self._ends[place - 1] if place else 0 : self._ends[place]])

    def __len__(self) -> int:
        """How many keys there are."""
        return len(self._keys)

    def __iter__(self) -> Iterator[int]:
        """The keys, in order."""
        return iter(self._keys)


def _numbers(data: bytes) -> "array[int]":
    return array(WHOLE, data)


def _ends(lengths: Iterable[int]) -> bytes:
    return array(WHOLE, accumulate(lengths)).tobytes()
