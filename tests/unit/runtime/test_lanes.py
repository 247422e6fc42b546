import asyncio
from collections.abc import AsyncIterator

import pytest

from tests.unit.runtime.fakes import FakeProducer, dead, message, published, settle
from worker.core.model import Outcome
from worker.runtime.lane import Terms
from worker.runtime.lanes import Lanes


class Stage:
    """Lanes with a producer that delivers at once, and what was acknowledged as (partition, offset)."""

    def __init__(self) -> None:
        self.now = 0.0
        self.acked: list[tuple[int, int]] = []
        self.failures: list[Exception] = []
        self.lanes = Lanes(
            Terms(
                publish=FakeProducer(at_once=True).publish,
                dead_letter=dead,
                on_failure=self.failures.append,
                clock=lambda: self.now,
                on_done=lambda *_: None,
            )
        )

    async def submit(self, partition: int, offset: int, generation: int = 1) -> asyncio.Future[Outcome]:
        """Submit a message with work that the test completes."""
        work: asyncio.Future[Outcome] = asyncio.get_running_loop().create_future()
        await self.lanes.submit(
            message(offset, partition=partition),
            generation,
            work,
            lambda: self.acked.append((partition, offset)),
        )
        return work


@pytest.fixture
async def stage() -> AsyncIterator[Stage]:
    """A stage whose lanes are closed at the end."""
    stage = Stage()
    yield stage
    stage.lanes.close()


async def test_partitions_do_not_wait_for_each_other(stage: Stage) -> None:
    """A hung page holds up its own partition alone."""
    await stage.submit(0, 0)
    (await stage.submit(1, 5)).set_result(published(5))
    await settle()
    assert stage.acked == [(1, 5)]


async def test_a_newer_generation_closes_every_older_lane(stage: Stage) -> None:
    """What an older generation held is never acknowledged: it comes again, here or elsewhere."""
    old = [await stage.submit(partition, 0) for partition in (0, 1)]
    new = await stage.submit(0, 0, generation=2)
    assert all(work.cancelled() for work in old)
    new.set_result(published(0))
    await settle()
    assert stage.acked == [(0, 0)]
    assert len(stage.lanes) == 0


async def test_a_message_of_a_passed_generation_is_dropped(stage: Stage) -> None:
    """An event that was still in a buffer when the group rebalanced does no work."""
    stage.lanes.advance(3)
    late = await stage.submit(0, 0, generation=2)
    await settle()
    assert late.cancelled()
    assert stage.acked == []


async def test_a_closed_lane_leaves_no_task_behind(stage: Stage) -> None:
    """Not even an empty one, or every rebalance would leak a few."""
    before = asyncio.all_tasks()
    (await stage.submit(0, 0)).set_result(published(0))
    await stage.submit(1, 0)
    await settle()
    assert asyncio.all_tasks() > before
    stage.lanes.close()
    await settle()
    assert asyncio.all_tasks() == before
    assert stage.failures == []


async def test_lanes_that_were_closed_begin_anew(stage: Stage) -> None:
    """A partition that was taken away may come back in the same generation."""
    gone = await stage.submit(0, 0)
    stage.lanes.close()
    again = await stage.submit(0, 0)
    again.set_result(published(0))
    await settle()
    assert gone.cancelled()
    assert stage.acked == [(0, 0)]


async def test_progress_and_sums_are_over_all_lanes(stage: Stage) -> None:
    """Latest progress, messages and bytes in hand."""
    idle = stage.lanes.stalled_since
    assert idle is None
    stage.now = 1.0
    await stage.submit(0, 0)
    stage.now = 2.0
    second = await stage.submit(1, 0)
    await stage.submit(1, 1)
    assert stage.lanes.stalled_since == 2.0
    assert (len(stage.lanes), stage.lanes.size) == (3, 3 * len(b"page"))
    stage.now = 7.0
    second.set_result(published(0))
    await settle()
    assert stage.lanes.stalled_since == 7.0
