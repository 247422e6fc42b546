"""The log of decisions on a real Kafka: read back, rebuilt on an empty disk, taken over from a zombie."""

import asyncio
import time
from collections.abc import AsyncIterator, Awaitable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest

from tests.support.deployment import Deployment
from tests.support.stories import START, page
from worker.core import headers, identity
from worker.core.decisions import facts_of
from worker.core.errors import Fenced
from worker.core.model import Topic
from worker.kafka import clients
from worker.kafka.statelog import StateLogs
from worker.settings import Settings
from worker.state.index import Index, Retention
from worker.state.owner import PartitionState

pytestmark = pytest.mark.integration

DECISIONS = 20_000
AT_ONCE = {headers.ORIGIN_TIME: str(START)}  # or the first would be forgotten before the last
BOUND = 120  # s, for anything here


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
async def owner(
    settings: Settings, folder: Path, failures: list[Exception]
) -> AsyncIterator[PartitionState[identity.Identified]]:
    """A worker's state of one partition, ready."""
    async with clients.producer(settings) as producer:
        logs = StateLogs(settings, Sender(producer, settings.prefix), [Topic.IDENTIFY_STATE])  # type: ignore[arg-type]
        await logs.start()
        state = PartitionState(
            lambda cluster: Index(folder, "identify-1", cluster, Retention()),
            logs.log(Topic.IDENTIFY_STATE, 1),
            identity.rule,
            lambda: time.time_ns() // 1_000_000,
            failures.append,
        )
        state.start()
        try:
            async with asyncio.timeout(BOUND):
                await state.ready()
            yield state
        finally:
            await state.close()
            await logs.stop()


async def kinds(state: PartitionState[identity.Identified], first: int, count: int, text: str) -> set[str]:
    """Decide on so many articles at once; the kinds that came out."""
    waiting = [
        state.decide(facts_of(page(first + n, f"A{n}", text, hour=0, more=AT_ONCE))) for n in range(count)
    ]
    async with asyncio.timeout(BOUND):
        return {(await ruling).decision.kind.value for ruling in waiting}


async def test_decisions_are_read_back_and_survive_the_disk(
    deployment: Deployment, tmp_path: Path, record_property: Any
) -> None:
    """What one worker decided another knows: with its index in no time, without any from the log alone."""
    settings, failures = Settings.from_env(deployment.environ), list[Exception]()
    async with owner(settings, tmp_path / "one", failures) as state:
        began = time.perf_counter()
        assert await kinds(state, 0, DECISIONS, "T1") == {"new"}
        record_property("decisions a second, read back", round(DECISIONS / (time.perf_counter() - began)))
    began = time.perf_counter()
    async with owner(settings, tmp_path / "another", failures) as state:
        record_property("records a second, rebuilt", round(DECISIONS / (time.perf_counter() - began)))
        assert state.status().entries["articles"] == DECISIONS
        assert await kinds(state, DECISIONS, 100, "T1") == {"unchanged"}
    async with owner(settings, tmp_path / "another", failures) as state:
        assert await kinds(state, DECISIONS + 100, 100, "T2") == {"replaced"}
        assert state.status().applied >= DECISIONS + 200
    assert failures == []


async def test_a_worker_whose_partition_was_taken_finds_itself_fenced(
    deployment: Deployment, tmp_path: Path
) -> None:
    """It may still believe that it owns the partition: its decision comes behind the other's claim, and isn't out."""
    settings, failures = Settings.from_env(deployment.environ), list[Exception]()
    async with owner(settings, tmp_path, failures) as zombie:
        assert await kinds(zombie, 0, 10, "T1") == {"new"}
        async with owner(settings, tmp_path, failures) as heir:
            assert await kinds(heir, 10, 10, "T2") == {"replaced"}
            with pytest.raises(Fenced):
                await kinds(zombie, 20, 10, "T3")
            assert await kinds(heir, 30, 10, "T2") == {"unchanged"}
    assert [type(failure) for failure in failures] == [Fenced]
