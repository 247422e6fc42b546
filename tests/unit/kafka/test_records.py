"""Records with header names that are not UTF-8, as a fetch brings them."""

import struct
from typing import Any

import pytest
from aiokafka.consumer import fetcher
from aiokafka.consumer.fetcher import PartitionRecords
from aiokafka.errors import CorruptRecordException
from aiokafka.record.default_records import _DefaultRecordBatchBuilderPy
from aiokafka.structs import TopicPartition

from tests.support.names import ForeignName
from worker.kafka.records import FetchedRecords, read_any_name

GOOD = [("url", b"https://news.example/1"), ("", b""), ("müde", None)]
FOREIGN = [(ForeignName(b"caf\xe9"), b"1"), ("url", None), ("url", b"\xff")]
CODECS = {"none": 0, "gzip": 1, "snappy": 2, "lz4": 3, "zstd": 4}


def batch(base: int, *headers: list[tuple[str, bytes | None]], codec: int = 0) -> bytes:
    """A batch of records that begins at this offset, one for each list of headers."""
    builder = _DefaultRecordBatchBuilderPy(2, codec, 0, -1, -1, 0, 1 << 20)
    for number, given in enumerate(headers):
        assert builder.append(number, 1_700_000_000_000 + number, b"k", b"v%d" % (base + number), given)
    data = bytearray(builder.build())
    data[:8] = struct.pack(">q", base)
    return bytes(data)


def fetched(data: bytes, start: int = 0) -> list[Any]:
    """The records as aiokafka's fetcher gives them to a consumer that stands at `start`."""
    return list(
        PartitionRecords(TopicPartition("t", 0), FetchedRecords(data), [], start, None, None, True, 0)
    )


@pytest.mark.parametrize("codec", CODECS.values(), ids=CODECS)
def test_every_record_comes_once_whatever_its_headers_are_called(codec: int) -> None:
    """The record with the foreign name, those before and behind it in its batch, and the batches around."""
    data = batch(0, GOOD, GOOD, codec=codec) + batch(2, GOOD, FOREIGN, GOOD, FOREIGN, codec=codec)
    records = fetched(data + batch(6, GOOD, codec=codec))
    assert [(record.offset, record.value) for record in records] == [(n, b"v%d" % n) for n in range(7)]
    assert records[3].headers == records[5].headers == (("caf\\xe9", b"1"), ("url", None), ("url", b"\xff"))
    assert {record.headers for record in records if record.offset not in (3, 5)} == {tuple(GOOD)}
    assert [record.timestamp for record in records[2:6]] == [1_700_000_000_000 + n for n in range(4)]


@pytest.mark.parametrize("start", range(5))
def test_a_consumer_may_begin_anywhere_in_such_a_batch(start: int) -> None:
    records = fetched(batch(0, GOOD, FOREIGN, GOOD, FOREIGN, GOOD), start)
    assert [record.offset for record in records] == list(range(start, 5))


def test_bytes_behind_the_last_whole_batch_wait_for_the_next_fetch() -> None:
    whole = batch(0, FOREIGN)
    assert [record.offset for record in fetched(whole + batch(1, GOOD)[:40])] == [0]
    assert FetchedRecords(whole).size_in_bytes() == len(whole)


def test_a_batch_that_is_broken_in_another_way_still_is() -> None:
    data = bytearray(batch(0, GOOD, GOOD))
    data[-1] ^= 0xFF
    with pytest.raises(CorruptRecordException):
        fetched(bytes(data))


def test_every_consumer_of_the_process_reads_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fetcher, "MemoryRecords", None)
    read_any_name()
    read_any_name()
    assert fetcher.MemoryRecords is FetchedRecords
