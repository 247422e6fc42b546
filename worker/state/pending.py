"""Pending decisions: sent to the log, not yet read back. What they will have written, and who waits for them."""

import asyncio
from collections import deque
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from typing import Any, Generic, TypeVar

from worker.core.copies.candidates import Candidate, SketchIndex
from worker.core.copies.sketch import from_text
from worker.core.decisions import Ruling, Table
from worker.state.log import Decided, encode

D = TypeVar("D")


@dataclass(slots=True)
class _Entry(Generic[D]):
    key: str
    value: bytes
    record: Decided
    number: int
    waiting: list[tuple[asyncio.Future[Ruling[D]], Ruling[D]]] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Overlaid:
    """What a pending decision will have written, and the number of that decision."""

    value: Any
    number: int


class Pending(Generic[D]):
    """The pending decisions of a partition, in the order they were made."""

    def __init__(self) -> None:
        self._entries: deque[_Entry[D]] = deque()
        self._by_key: dict[str, _Entry[D]] = {}
        self._overlay: dict[tuple[str, str], Overlaid] = {}
        self._sketches = SketchIndex()
        self._sketched: set[str] = set()
        self._numbers = 0

    def add(self, key: str, record: Decided) -> bytes:
        """Take a decision in; the bytes to send."""
        self._numbers += 1
        entry = _Entry[D](key, encode(record), record, self._numbers)
        for table, row, value in record.writes:
            self._overlay[table, row] = Overlaid(value, self._numbers)
            if table == Table.SKETCHES:
                self._sketched.add(row)
                self._sketches.put(row, None if value is None else from_text(value))
        self._entries.append(entry)
        self._by_key[key] = entry
        return entry.value

    def read(self, table: Table, key: str) -> Overlaid | None:
        """What the pending decisions say of a key; None where they say nothing."""
        return self._overlay.get((table.value, key))

    def near(self, keys: Sequence[int]) -> list[Candidate]:
        """The articles whose sketches are pending that may be the same story as one with these keys."""
        return self._sketches.near(keys)

    def sketched(self) -> Collection[str]:
        """The articles whose sketches, or their end, are pending: what the index says of them is over."""
        return self._sketched

    def wait(self, key: str, result: asyncio.Future[Ruling[D]], ruling: Ruling[D]) -> None:
        """Give `ruling` to `result` when the decision under this key was read back; at once where none is pending."""
        if entry := self._by_key.get(key):
            entry.waiting.append((result, ruling))
        else:
            result.set_result(ruling)

    def next(self, value: bytes | None) -> Decided | None:
        """The record to be read back next, if these are its bytes."""
        return self._entries[0].record if self._entries and self._entries[0].value == value else None

    def settle(self) -> None:
        """The next record was read back, and counts."""
        entry = self._entries.popleft()
        del self._by_key[entry.key]
        for table, key, _ in entry.record.writes:
            if self._overlay[table, key].number == entry.number:
                self._uncover(table, key)
        for result, ruling in entry.waiting:
            if not result.done():
                result.set_result(ruling)

    def _uncover(self, table: str, key: str) -> None:
        del self._overlay[table, key]
        if table == Table.SKETCHES:
            self._sketched.discard(key)
            self._sketches.put(key, None)

    def fail(self, error: Exception) -> None:
        """None of them will be read back."""
        for entry in self._entries:
            for result, _ in entry.waiting:
                fail(result, error)

    def __len__(self) -> int:
        return len(self._entries)


def fail(future: asyncio.Future[Any], error: Exception) -> None:
    """End a future that perhaps nobody awaits any more: it isn't reported as forgotten."""
    if not future.done():
        future.set_exception(error)
    future.add_done_callback(retrieve)


def retrieve(future: asyncio.Future[Any]) -> None:
    """Take a future's exception."""
    if not future.cancelled():
        future.exception()
