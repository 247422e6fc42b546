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
        self.producer = FakeProducer(at_once=True)
        self.lanes = Lanes(
            Terms(
                publish=self.producer.publish,
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


async def test_sums_are_over_all_lanes(stage: Stage) -> None:
    """Messages and bytes in hand, and the longest wait for an acknowledgement."""
    idle = stage.lanes.unacknowledged_since
    assert idle is None
    for stage.now, partition, offset in ((1.0, 0, 0), (2.0, 1, 0), (3.0, 1, 1)):
        await stage.submit(partition, offset)
    assert (len(stage.lanes), stage.lanes.size) == (3, 3 * len(b"page"))
    assert stage.lanes.unacknowledged_since == 1.0


async def test_a_lane_that_waits_for_a_child_stalls_only_with_all_others(stage: Stage) -> None:
    """It may stand behind the slow pages of another partition; each page has a deadline of its own."""
    assert stage.lanes.stalled_since() is None
    stage.now = 1.0
    await stage.submit(0, 0)
    stage.now = 2.0
    second = await stage.submit(1, 0)
    await stage.submit(1, 1)
    assert stage.lanes.stalled_since() == 2.0
    stage.now = 7.0
    second.set_result(published(0))
    await settle()
    assert stage.lanes.stalled_since() == 7.0


async def test_a_lane_whose_delivery_hangs_is_stalled_while_another_flows(stage: Stage) -> None:
    """Its work is done: no other partition's pages keep it waiting."""
    stage.now = 1.0
    stage.producer.at_once = False
    stuck = await stage.submit(0, 0)
    stuck.set_result(published(0))
    await settle()
    stage.producer.at_once = True
    for offset in range(9):
        stage.now = 1_000.0 * (offset + 1)
        (await stage.submit(1, offset)).set_result(published(offset))
        await settle()
    await stage.submit(1, 9)
    assert stage.acked == [(1, offset) for offset in range(9)]
    assert stage.lanes.stalled_since() == 1.0


async def test_a_decision_that_is_never_read_back_stalls_its_lane_alone(stage: Stage) -> None:
    """A partition's own log is all it waits for: there is no turn, and reading it is progress."""
    for stage.now, partition in ((1.0, 0), (2.0, 1)):
        await stage.submit(partition, 0)
    read = {0: 0.0, 1: 900.0}
    assert stage.lanes.stalled_since(read.__getitem__) == 1.0
    read[0] = 800.0
    assert stage.lanes.stalled_since(read.__getitem__) == 800.0
