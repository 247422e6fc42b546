"""The owner of one partition of decisions on a real Kafka, without the rest of a worker."""

import asyncio
import time
from collections.abc import AsyncIterator, Awaitable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

from worker.core.decisions import Rule
from worker.core.model import Topic
from worker.kafka import clients
from worker.kafka.statelog import StateLogs
from worker.settings import Settings
from worker.state.index import Index
from worker.state.owner import PartitionState
from worker.state.partitions import Partitions
from worker.state.retention import Retention

BOUND = 120  # s, for anything here
PAUSE = 0.05  # s, between two looks at the log where little comes


class Sender:
    """The part of the worker's publisher that the logs use, on a producer of its own."""

    def __init__(self, producer: Any, prefix: str) -> None:
        self._producer, self._prefix = producer, prefix

    async def append(
        self, topic: Topic, partition: int, key: bytes, value: bytes, at: int
    ) -> Awaitable[object]:
        """Hand a record over; the awaitable is its delivery."""
        delivery: Awaitable[object] = await self._producer.send(
            self._prefix + topic.value, value, key, partition, timestamp_ms=at
        )
        return delivery


@asynccontextmanager
async def partitions(
    settings: Settings, folder: Path, failures: list[Exception], topic: Topic, rule: Rule[Any]
) -> AsyncIterator[Partitions[Any]]:
    """A worker's state of all of a stage's partitions, none opened yet."""
    async with clients.producer(settings) as producer:
        sender: Any = Sender(producer, settings.prefix)
        logs = StateLogs(settings, sender, [topic], lambda: PAUSE)
        await logs.start()

        def state(number: int) -> PartitionState[Any]:
            name = f"{topic.value.partition('.')[0]}-{number}"
            return PartitionState(
                lambda cluster: Index(folder, name, cluster, Retention()),
                logs.log(topic, number),
                rule,
                lambda: time.time_ns() // 1_000_000,
                failures.append,
            )

        made = Partitions[Any](state)
        try:
            yield made
        finally:
            await made.close()
            await logs.stop()


@asynccontextmanager
async def owner(
    settings: Settings,
    folder: Path,
    failures: list[Exception],
    topic: Topic,
    rule: Rule[Any],
    bound: float = BOUND,
) -> AsyncIterator[PartitionState[Any]]:
    """A worker's state of a stage's first partition, once it has read what was decided before."""
    async with partitions(settings, folder, failures, topic, rule) as made:
        made.open([0])
        state = made.state(0)
        async with asyncio.timeout(bound):
            await state.ready()
        yield state
