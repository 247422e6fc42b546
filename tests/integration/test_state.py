"""The log of decisions on a real Kafka: read back, rebuilt on an empty disk, taken over from a zombie."""

import asyncio
import time
from collections.abc import Awaitable
from pathlib import Path
from typing import Any

import pytest

from tests.support.deployment import Deployment
from tests.support.owners import BOUND, owner, partitions
from tests.support.stories import START, page
from worker.core import headers, identity
from worker.core.copies import rule as copies
from worker.core.decisions import Ruling, facts_of
from worker.core.errors import Fenced
from worker.core.model import Topic
from worker.settings import Settings
from worker.state.owner import PartitionState

pytestmark = pytest.mark.integration

DECISIONS = 20_000
LONG = 2 * DECISIONS  # read for as long as several of another partition take
SKETCHES = 300
AT_ONCE = {headers.ORIGIN_TIME: str(START)}  # or the first would be forgotten before the last
IDENTIFY = (Topic.IDENTIFY_STATE, identity.rule)
DEDUPE = (Topic.DEDUPE_STATE, copies.rule)


async def kinds(state: PartitionState[Any], first: int, count: int, text: str) -> set[str]:
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
    async with owner(settings, tmp_path / "one", failures, *IDENTIFY) as state:
        began = time.perf_counter()
        assert await kinds(state, 0, DECISIONS, "T1") == {"new"}
        record_property("decisions a second, read back", round(DECISIONS / (time.perf_counter() - began)))
    began = time.perf_counter()
    async with owner(settings, tmp_path / "another", failures, *IDENTIFY) as state:
        record_property("records a second, rebuilt", round(DECISIONS / (time.perf_counter() - began)))
        assert state.status().entries["articles"] == DECISIONS
        assert await kinds(state, DECISIONS, 100, "T1") == {"unchanged"}
    async with owner(settings, tmp_path / "another", failures, *IDENTIFY) as state:
        assert await kinds(state, DECISIONS + 100, 100, "T2") == {"replaced"}
        assert state.status().applied >= DECISIONS + 200
    assert failures == []


async def test_one_partition_decides_while_another_reads_its_log(
    deployment: Deployment, tmp_path: Path, record_property: Any
) -> None:
    """On an empty disk, through the one reader that a worker has for all of a stage's partitions."""
    settings, failures = Settings.from_env(deployment.environ), list[Exception]()
    async with owner(settings, tmp_path / "one", failures, *IDENTIFY) as state:
        assert await kinds(state, 0, LONG, "T1") == {"new"}
    took: list[float] = []
    async with partitions(settings, tmp_path / "empty", failures, *IDENTIFY) as both, asyncio.timeout(BOUND):
        both.open((0, 1))
        await both.state(1).ready()
        while not both.status()[0].ready:
            began = time.perf_counter()
            told = both.decide(1, facts_of(page(len(took), f"B{len(took)}", "T", hour=0, more=AT_ONCE)))
            assert (await told).decision.kind.value == "new"
            took.append(time.perf_counter() - began)
        assert both.status()[0].entries["articles"] == LONG
    record_property("decisions meanwhile", len(took))
    record_property("longest of them, s", round(max(took), 3))
    assert len(took) >= 5
    assert failures == []


async def test_near_copies_are_found_on_an_empty_disk(
    deployment: Deployment, tmp_path: Path, record_property: Any
) -> None:
    """The sketches that one worker held are another's, from the log alone; and so is the evidence that was recorded."""
    settings, failures = Settings.from_env(deployment.environ), list[Exception]()
    async with owner(settings, tmp_path / "one", failures, *DEDUPE) as state:
        first = await asyncio.gather(*(copied(state, n, f"A{n}", f"T{n}") for n in range(SKETCHES)))
        assert {one.decision.copy_of for one in first} == {None}
        told = await copied(state, SKETCHES, "B", "T7~")
        assert (told.decision.copy_of, told.decision.copy_kind) == ("A7", "near")
    began = time.perf_counter()
    async with owner(settings, tmp_path / "another", failures, *DEDUPE) as state:
        record_property("records a second, rebuilt", round(SKETCHES / (time.perf_counter() - began)))
        assert state.status().entries["sketches"] == SKETCHES
        assert (await copied(state, SKETCHES + 1, "C", "T9+")).decision.copy_of == "A9"
        again = await copied(state, SKETCHES, "B", "T7~")
        assert again.known
        assert again.decision == told.decision
    assert failures == []


def copied(
    state: PartitionState[Any], number: int, article: str, text: str
) -> Awaitable[Ruling[copies.Placed]]:
    """Dedupe's ruling on a page, as identify sends it."""
    way = {headers.KIND: "new", headers.ROUTE: "en", headers.HOP: "0"}
    return state.decide(facts_of(page(number, article, text, hour=0, more={**AT_ONCE, **way})))


async def test_a_worker_whose_partition_was_taken_finds_itself_fenced(
    deployment: Deployment, tmp_path: Path
) -> None:
    """It may still believe that it owns the partition: its decision comes behind the other's claim, and isn't out."""
    settings, failures = Settings.from_env(deployment.environ), list[Exception]()
    async with owner(settings, tmp_path, failures, *IDENTIFY) as zombie:
        assert await kinds(zombie, 0, 10, "T1") == {"new"}
        async with owner(settings, tmp_path, failures, *IDENTIFY) as successor:
            assert await kinds(successor, 10, 10, "T2") == {"replaced"}
            with pytest.raises(Fenced):
                await kinds(zombie, 20, 10, "T3")
            assert await kinds(successor, 30, 10, "T2") == {"unchanged"}
    assert [type(failure) for failure in failures] == [Fenced]
