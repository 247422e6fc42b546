r"""Fetched records whose header names are not UTF-8: Kafka takes such names, aiokafka raises on them.

It raises in the middle of a batch, and what it had read of the fetch by then is lost with the error: a worker that tried
again would step over good pages, and one that ends comes back to the same record for good. So a batch that aiokafka
can't read is read once more by its slower reader in Python, with names in which each foreign byte is written `\xe9`.
All else of a record is as it stands.
"""

import struct
from collections.abc import Iterator
from itertools import islice
from typing import Any

from aiokafka.consumer import fetcher
from aiokafka.errors import CorruptRecordException
from aiokafka.record.default_records import _DefaultRecordBatchPy
from aiokafka.record.memory_records import MemoryRecords

LENGTH = struct.Struct(">8xi")  # a batch begins with its offset, and how many bytes come behind these two
UNREADABLE = (
    UnicodeDecodeError,
    CorruptRecordException,
)  # the second is the first, as the reader in Python says it


def read_any_name() -> None:
    """Have every consumer of this process read records with any names. May be called more than once."""
    fetcher.MemoryRecords = FetchedRecords


class FetchedRecords:
    """The batches of one partition in a fetch's answer, as aiokafka's `MemoryRecords` gives them."""

    def __init__(self, data: bytes) -> None:
        self._data = memoryview(data)
        self._batches: Any = MemoryRecords(data)
        self._at = 0

    def size_in_bytes(self) -> int:
        """Of all batches."""
        return int(self._batches.size_in_bytes())

    def has_next(self) -> bool:
        """Whether there is a further whole batch."""
        return bool(self._batches.has_next())

    def next_batch(self) -> "Batch":
        """The next batch."""
        start, (length,) = self._at, LENGTH.unpack_from(self._data, self._at)
        self._at += LENGTH.size + length
        return Batch(self._batches.next_batch(), self._data[start : self._at])


class Batch:
    """A batch of aiokafka's, whose iterator gives every record of it."""

    def __init__(self, batch: Any, data: memoryview) -> None:
        self._batch, self._data = batch, data

    def __getattr__(self, name: str) -> Any:
        """Whatever else the fetcher asks a batch."""
        return getattr(self._batch, name)

    def __next__(self) -> Any:
        return next(self._batch)

    def __iter__(self) -> Iterator[Any]:
        passed = 0
        try:
            for record in self._batch:
                yield record
                passed += 1
        except UNREADABLE:
            yield from islice(_read_again(self._data), passed, None)


class _Lenient(bytearray):
    """Bytes whose parts are decoded whatever they are."""

    def __getitem__(self, key: Any) -> Any:
        part = super().__getitem__(key)
        return _Lenient(part) if isinstance(key, slice) else part

    def decode(self, encoding: str = "utf-8", errors: str = "backslashreplace") -> str:
        return super().decode(encoding, errors)


def _read_again(data: memoryview) -> Any:
    batch: Any = _DefaultRecordBatchPy(data)
    iter(batch)  # which decompresses it
    batch._buffer = _Lenient(batch._buffer)  # noqa: SLF001 - the reader has no setting for how names are decoded
    return batch
