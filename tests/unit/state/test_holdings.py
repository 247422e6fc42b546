"""What a worker holds of the group's partitions."""

from typing import Any

from worker.state.holdings import Holdings
from worker.state.owner import Status
from worker.telemetry import by_label, make_metrics, new_registry

INPUTS = {"identify": "t.articles.clean", "dedupe": "t.articles.identified"}


class Kept:
    """Stands for a stage's `Partitions`."""

    def __init__(self) -> None:
        self.open_: list[int] = []

    def open(self, partitions: Any) -> None:
        """Open these."""
        self.open_ += partitions

    def advanced(self, partition: int) -> float:
        """Each partition's log was last read at its number."""
        return float(partition)

    async def close(self) -> None:
        """Give all up."""
        self.open_.clear()

    def status(self) -> dict[int, Status]:
        """Each has read 3 of the 10 records that were there."""
        return {number: Status(applied=2, end=10, entries={"texts": 5}) for number in self.open_}


def held() -> tuple[Holdings, dict[str, Any]]:
    """Holdings with a fake state for each stage."""
    states: dict[str, Any] = {stage: Kept() for stage in INPUTS}
    return Holdings(states, INPUTS), states


async def test_each_stage_opens_the_partitions_of_its_own_input() -> None:
    """Others are counted only."""
    holdings, states = held()
    before = holdings.has_share
    await holdings.gain([("t.articles.clean", 1), ("t.articles.clean", 0), ("t.pages.raw", 3)])
    assert (before, holdings.has_share) == (False, True)
    assert states["identify"].open_ == [0, 1]
    assert states["dedupe"].open_ == []


async def test_an_empty_share_is_a_share() -> None:
    """More workers than partitions: a worker with nothing is ready all the same."""
    holdings, _ = held()
    await holdings.gain([])
    assert holdings.has_share


async def test_a_rebalance_gives_all_state_up() -> None:
    """What stays is opened anew."""
    holdings, states = held()
    await holdings.gain([("t.articles.clean", 0), ("t.articles.identified", 2)])
    await holdings.lose()
    assert [kept.open_ for kept in states.values()] == [[], []]
    await holdings.gain([("t.articles.identified", 2)])
    assert states["dedupe"].open_ == [2]


async def test_a_stage_with_state_tells_how_far_it_reads() -> None:
    """It can't acknowledge anything before it has read all, which takes longer than the watchdog's patience."""
    holdings, _ = held()
    reading = holdings.reading("identify")
    assert reading is not None
    assert reading(3) == 3.0
    assert holdings.reading("clean") is None


async def test_the_gauges_tell_partitions_and_what_is_yet_to_be_read() -> None:
    """A topic that was taken away altogether goes to zero, not to its last value."""
    holdings, _ = held()
    metrics = make_metrics(new_registry())
    await holdings.gain([("t.articles.clean", 0), ("t.articles.clean", 1)])
    holdings.measure(metrics)
    assert by_label(metrics.partitions, "topic") == {"t.articles.clean": 2}
    assert by_label(metrics.state_behind, "stage") == {"identify": 14, "dedupe": 0}
    await holdings.gain([("t.pages.raw", 0)])
    holdings.measure(metrics)
    assert by_label(metrics.partitions, "topic") == {"t.articles.clean": 0, "t.pages.raw": 1}
