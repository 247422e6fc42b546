"""The state topics as `worker.state` wants them: partitions of a log, appended to in order and read as they grow."""

import asyncio
from collections.abc import AsyncGenerator, Awaitable, Callable, Sequence
from contextlib import AsyncExitStack
from dataclasses import dataclass, field
from typing import Any

from aiokafka import TopicPartition

from worker.core.model import Topic
from worker.kafka import clients
from worker.kafka.publisher import Publisher
from worker.runtime.pace import gathered
from worker.settings import Settings
from worker.state.log import Bounds, LogRecord
from worker.topics import real_name

POLL_MS = 200
FEW = 500  # records; where there were fewer, more may gather before the next fetch
BATCH = 2_000  # records taken over all partitions at once
AHEAD = 8  # batches read ahead of a partition's owner; it pauses alone, the others go on

Batch = Sequence[LogRecord] | Exception


@dataclass(slots=True)
class _Cluster:
    """What all partitions share."""

    id: str
    consumer: Any
    publisher: Publisher
    pace: Callable[[], float]
    tails: dict[TopicPartition, asyncio.Queue[Batch]] = field(default_factory=dict)
    failure: Exception | None = None  # what ended the reading

    async def read(self) -> None:
        """Hand each partition's records to its tail, for good."""
        try:
            while True:
                batches = await self.consumer.getmany(timeout_ms=POLL_MS, max_records=BATCH)
                for partition, records in batches.items():
                    if queue := self.tails.get(partition):
                        queue.put_nowait([_record(record) for record in records])
                        if queue.qsize() >= AHEAD:
                            self.consumer.pause(partition)
                if sum(map(len, batches.values())) < FEW:
                    await gathered(self.pace, asyncio.get_running_loop().time())
        except Exception as error:  # noqa: BLE001 - whatever it is, every tail must raise it, also one that begins later
            self.failure = error
            for queue in self.tails.values():
                queue.put_nowait(error)


class StateLogs:
    """All partitions of the state topics, behind one consumer without a group.

    Every partition is assigned from the start and paused; a `tail` lets its own run. Where a fetch brings few records
    the next one comes `pace()` seconds later.
    """

    def __init__(
        self,
        settings: Settings,
        publisher: Publisher,
        topics: Sequence[Topic],
        pace: Callable[[], float],
    ) -> None:
        self._settings = settings
        self._publisher, self._pace = publisher, pace
        self._topics = {topic: real_name(settings.prefix, topic) for topic in topics}
        self._stack = AsyncExitStack()
        self._cluster: _Cluster | None = None
        self._reading: asyncio.Task[None] | None = None

    async def start(self) -> None:
        """Connect. Raises Unavailable where no broker answers."""
        if not self._topics:
            return
        async with clients.admin(self._settings) as admin:
            cluster_id = (await admin.describe_cluster())["cluster_id"]
        counts = await clients.require(self._settings, *self._topics)
        partitions = [
            TopicPartition(name, number) for name, count in counts.items() for number in range(count)
        ]
        consumer = await self._stack.enter_async_context(clients.consumer(self._settings))
        consumer.assign(partitions)
        consumer.pause(*partitions)
        self._cluster = _Cluster(cluster_id, consumer, self._publisher, self._pace)
        self._reading = asyncio.create_task(self._cluster.read())

    async def stop(self) -> None:
        """Disconnect; a tail that still runs gets nothing further."""
        if self._reading:
            self._reading.cancel()
        await self._stack.aclose()

    def log(self, topic: Topic, partition: int) -> "StateLog":
        """One partition of a state topic, once started."""
        assert self._cluster is not None, "start() comes first"
        return StateLog(self._cluster, topic, TopicPartition(self._topics[topic], partition))


class StateLog:
    """One partition; satisfies `worker.state.log.Log`."""

    def __init__(self, cluster: _Cluster, topic: Topic, partition: TopicPartition) -> None:
        self._cluster = cluster
        self._topic = topic
        self._partition = partition

    async def cluster_id(self) -> str:
        """The id of the cluster that the log is on."""
        return self._cluster.id

    async def bounds(self) -> Bounds:
        """Where the log begins and ends now."""
        consumer, partition = self._cluster.consumer, self._partition
        starts = await consumer.beginning_offsets([partition])
        ends = await consumer.end_offsets([partition])
        return Bounds(starts[partition], ends[partition])

    async def append(self, key: bytes, value: bytes, timestamp: int) -> Awaitable[object]:
        """Hand a record over to the producer, in call order; the awaitable is its delivery."""
        number = self._partition.partition
        return await self._cluster.publisher.append(self._topic, number, key, value, timestamp)

    async def tail(self, offset: int) -> AsyncGenerator[Sequence[LogRecord], None]:
        """The records from an offset on, then those that come."""
        if self._cluster.failure:
            raise self._cluster.failure
        consumer, tails = self._cluster.consumer, self._cluster.tails
        queue: asyncio.Queue[Batch] = asyncio.Queue()
        tails[self._partition] = queue
        consumer.seek(self._partition, offset)
        consumer.resume(self._partition)
        try:
            while True:
                batch = await queue.get()
                if isinstance(batch, Exception):
                    raise batch
                if queue.empty():
                    consumer.resume(self._partition)
                if wanted := [record for record in batch if record.offset >= offset]:
                    offset = wanted[-1].offset + 1
                    yield wanted
        finally:
            if tails.get(self._partition) is queue:
                del tails[self._partition]
                consumer.pause(self._partition)


def _record(record: Any) -> LogRecord:
    return LogRecord(record.offset, record.timestamp, record.key, record.value)
