"""Kafka for tests: put records in, read topics whole."""

import asyncio
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

from aiokafka import AIOKafkaConsumer, AIOKafkaProducer, TopicPartition
from aiokafka.admin import AIOKafkaAdminClient
from aiokafka.admin.config_resource import ConfigResource, ConfigResourceType

from worker.core.model import Message
from worker.kafka.records import read_any_name

Record = tuple[bytes | None, bytes | None, Sequence[tuple[str, bytes | None]]]  # key, value, headers

LIMIT = 17 << 20


def produce(bootstrap: str, topic: str, records: Iterable[tuple[bytes | None, bytes | None]]) -> int:
    """Send the (key, value) records in order; returns how many were delivered."""
    return asyncio.run(_produce(bootstrap, topic, [{"key": key, "value": value} for key, value in records]))


def produce_whole(bootstrap: str, topic: str, records: Iterable[Record]) -> int:
    """Send (key, value, headers) records in order; returns how many were delivered."""
    sends = [{"key": key, "value": value, "headers": list(headers)} for key, value, headers in records]
    return asyncio.run(_produce(bootstrap, topic, sends))


def produce_at(bootstrap: str, topic: str, records: Iterable[tuple[int, bytes]]) -> int:
    """Send (timestamp in ms, value) records in order, all to partition 0; returns how many were delivered."""
    sends = [{"timestamp_ms": time, "value": value, "partition": 0} for time, value in records]
    return asyncio.run(_produce(bootstrap, topic, sends))


def produce_sends(bootstrap: str, topic: str, sends: Sequence[dict[str, Any]]) -> int:
    """Send records in order, all to partition 0, each given as the producer's own arguments; returns how many were delivered."""
    return asyncio.run(_produce(bootstrap, topic, [{"partition": 0, **send} for send in sends]))


def set_configs(bootstrap: str, topic: str, configs: Mapping[str, str]) -> None:
    """Give a topic these settings, and of those that it had the ones that are not named to Kafka's defaults.

    Returns when the broker tells them: it has them from the controller a moment after they were confirmed.
    """
    asyncio.run(_set_configs(bootstrap, topic, configs))


async def _set_configs(bootstrap: str, topic: str, configs: Mapping[str, str]) -> None:
    admin = AIOKafkaAdminClient(bootstrap_servers=bootstrap)
    await admin.start()
    try:
        await admin.alter_configs([ConfigResource(ConfigResourceType.TOPIC, topic, dict(configs))])
        async with asyncio.timeout(30):
            while not configs.items() <= (await _configs(admin, topic)).items():  # noqa: ASYNC110 - Kafka tells nobody
                await asyncio.sleep(0.05)
    finally:
        await admin.close()


async def _configs(admin: AIOKafkaAdminClient, topic: str) -> dict[str, str]:
    (answer,) = await admin.describe_configs([ConfigResource(ConfigResourceType.TOPIC, topic)])
    ((_, _, _, _, entries),) = answer.resources
    return {entry[0]: entry[1] for entry in entries}


async def _produce(bootstrap: str, topic: str, sends: list[dict[str, Any]]) -> int:
    producer = AIOKafkaProducer(
        bootstrap_servers=bootstrap,
        acks="all",
        enable_idempotence=True,
        max_request_size=LIMIT,
        compression_type="zstd",
    )
    await producer.start()
    try:
        sent = [await producer.send(topic, **send) for send in sends]
        await asyncio.gather(*sent)
        return len(sent)
    finally:
        await producer.stop()


def read_all(bootstrap: str, topic: str) -> list[Message]:
    """Every record that the topic holds now, each partition's in order."""
    return read_each(bootstrap, [topic])[topic]


def read_each(bootstrap: str, topics: Sequence[str]) -> dict[str, list[Message]]:
    """The same for several topics, with one consumer for all of them."""
    return asyncio.run(_read_each(bootstrap, topics))


async def _read_each(bootstrap: str, topics: Sequence[str]) -> dict[str, list[Message]]:
    read_any_name()
    consumer = AIOKafkaConsumer(
        bootstrap_servers=bootstrap,
        enable_auto_commit=False,
        auto_offset_reset="earliest",
        max_partition_fetch_bytes=LIMIT,
    )
    await consumer.start()
    try:
        partitions = await _partitions(bootstrap, topics)
        consumer.assign(partitions)
        await consumer.seek_to_beginning(*partitions)
        ends = await consumer.end_offsets(partitions)
        found: dict[str, list[Message]] = {topic: [] for topic in topics}
        while any([await consumer.position(part) < end for part, end in ends.items()]):
            batches = await consumer.getmany(timeout_ms=500)
            for part, batch in batches.items():
                found[part.topic] += map(_message, batch)
        return found
    finally:
        await consumer.stop()


async def _partitions(bootstrap: str, topics: Sequence[str]) -> list[TopicPartition]:
    admin = AIOKafkaAdminClient(bootstrap_servers=bootstrap)
    await admin.start()
    try:
        described = await admin.describe_topics(topics)
    finally:
        await admin.close()
    return [
        TopicPartition(topic["topic"], partition["partition"])
        for topic in described
        for partition in topic["partitions"]
    ]


def _message(record: Any) -> Message:
    return Message(
        record.topic,
        record.partition,
        record.offset,
        record.timestamp,
        record.key,
        record.value,
        tuple(record.headers),
    )


def counts(bootstrap: str, topics: Iterable[str]) -> dict[str, int]:
    """How many records each topic has been given (by end offsets)."""
    return asyncio.run(_counts(bootstrap, list(topics)))


async def _counts(bootstrap: str, topics: list[str]) -> dict[str, int]:
    consumer = AIOKafkaConsumer(bootstrap_servers=bootstrap, enable_auto_commit=False)
    await consumer.start()
    try:
        ends = await consumer.end_offsets(await _partitions(bootstrap, topics))
        return {topic: sum(end for part, end in ends.items() if part.topic == topic) for topic in topics}
    finally:
        await consumer.stop()


@contextmanager
def counting(bootstrap: str, topic: str) -> Iterator[Callable[[], int]]:
    """A function that says how many records the topic has been given: one small request a call, for measurements."""
    with asyncio.Runner() as runner:
        partitions = runner.run(_partitions(bootstrap, [topic]))
        consumer = runner.run(_started(bootstrap))
        try:
            yield lambda: sum(runner.run(consumer.end_offsets(partitions)).values())
        finally:
            runner.run(consumer.stop())


async def _started(bootstrap: str) -> Any:
    consumer = AIOKafkaConsumer(bootstrap_servers=bootstrap, enable_auto_commit=False)
    await consumer.start()
    return consumer
