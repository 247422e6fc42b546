"""Stretches of a topic, read whole and once: from fixed starts to ends that were fixed before reading."""

import asyncio
from collections.abc import AsyncIterator, Iterable
from dataclasses import dataclass
from typing import Any

from aiokafka import TopicPartition

from worker.core.errors import Unavailable
from worker.core.model import Message

POLL_MS = 500
SILENT = 60.0  # seconds without a record after which a cluster counts as gone


@dataclass(frozen=True, slots=True)
class Stretch:
    """Offsets `start` (with it) to `end` (without it) of a partition."""

    topic: str
    partition: int
    start: int
    end: int

    def __len__(self) -> int:
        return max(0, self.end - self.start)


async def stretches(
    consumer: Any, topic: str, count: int, since: int | None = None, until: int | None = None
) -> list[Stretch]:
    """What a topic of `count` partitions holds now: records of `since` (with it) to `until` (without), in ms since the epoch."""
    partitions = [TopicPartition(topic, number) for number in range(count)]
    first, last = await consumer.beginning_offsets(partitions), await consumer.end_offsets(partitions)
    start = await _at(consumer, partitions, since, last) if since is not None else first
    end = await _at(consumer, partitions, until, last) if until is not None else last
    return [
        Stretch(topic, part.partition, max(first[part], start[part]), min(last[part], end[part]))
        for part in partitions
    ]


async def scan(consumer: Any, wanted: Iterable[Stretch]) -> AsyncIterator[list[Message]]:
    """The records of these stretches in batches, each partition's in order. Ends when all have been passed.

    Offsets that hold no record (of transactions, or compacted away) are passed over.
    """
    left = {TopicPartition(item.topic, item.partition): item for item in wanted if len(item)}
    consumer.assign(list(left))
    for part, item in left.items():
        consumer.seek(part, item.start)
    loop = asyncio.get_running_loop()
    heard = loop.time()
    while left:
        batches = await consumer.getmany(*left, timeout_ms=POLL_MS)
        records = [
            record for part, batch in batches.items() for record in batch if record.offset < left[part].end
        ]
        if records:
            yield [message_of(record) for record in records]
            heard = loop.time()
        elif loop.time() - heard > SILENT:
            raise Unavailable(f"Kafka has sent nothing of {next(iter(left)).topic} for {SILENT:g} s")
        for part in [part for part in left if await consumer.position(part) >= left[part].end]:
            del left[part]
            consumer.pause(part)


async def follow(
    consumer: Any, topic: str, count: int, *, from_beginning: bool
) -> AsyncIterator[list[Message]]:
    """The records of a topic of `count` partitions in batches as they come, without end; an empty batch now and then."""
    partitions = [TopicPartition(topic, number) for number in range(count)]
    consumer.assign(partitions)
    await (consumer.seek_to_beginning if from_beginning else consumer.seek_to_end)(*partitions)
    while True:
        batches = await consumer.getmany(timeout_ms=POLL_MS)
        records = sorted(
            (record for batch in batches.values() for record in batch), key=lambda r: r.timestamp
        )
        yield [message_of(record) for record in records]


def message_of(record: Any) -> Message:
    """A record of aiokafka as ours."""
    return Message(
        topic=record.topic,
        partition=record.partition,
        offset=record.offset,
        timestamp=record.timestamp,
        key=record.key,
        value=record.value,
        headers=tuple(record.headers),
    )


async def _at(consumer: Any, partitions: list[Any], time: int, default: dict[Any, int]) -> dict[Any, int]:
    """The first offset of each partition with a record at or after `time`; the default where there is none."""
    found = await consumer.offsets_for_times(dict.fromkeys(partitions, time))
    return default | {part: where.offset for part, where in found.items() if where is not None}
