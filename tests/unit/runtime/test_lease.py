"""The right to send: how it is had, how it lapses, and how it is lost."""

import asyncio

import pytest

from worker.core.errors import Fenced
from worker.runtime.lease import Lease


class Bench:
    """A lease of a session of 10 s and rebalances of 60 s, and a clock that goes when it is told."""

    def __init__(self) -> None:
        self.now = 100.0
        self.lease = Lease(10, 60, lambda: self.now)


@pytest.fixture
def bench() -> Bench:
    """At 100 s, without partitions."""
    return Bench()


def test_it_lasts_three_quarters_of_a_session_from_when_it_was_asked_for(bench: Bench) -> None:
    """However late the answer came; a session begins when the coordinator has the request, not when we hear of it."""
    bench.lease.begin(100)
    bench.now = 106
    assert bench.lease.left == 1.5
    bench.lease.renew(105)
    assert bench.lease.left == 6.5
    bench.now = 113
    assert bench.lease.left == 0


def test_an_old_answer_shortens_nothing(bench: Bench) -> None:
    """Answers of two connections may overtake each other."""
    bench.lease.begin(100)
    bench.lease.renew(99)
    assert bench.lease.left == 7.5


def test_a_lease_that_lapsed_comes_back_with_the_next_good_answer(bench: Bench) -> None:
    """The member was in its generation all the time: nobody else had its partitions."""
    bench.lease.begin(100)
    bench.now = 130
    assert bench.lease.left == 0
    bench.lease.renew(129)
    assert bench.lease.left == 6.5


def test_without_partitions_there_is_none(bench: Bench) -> None:
    """Neither before the first share, nor once it is given back, whatever the coordinator says of the member."""
    bench.lease.renew(100)
    assert bench.lease.left == 0
    bench.lease.begin(100)
    bench.lease.surrender()
    bench.lease.renew(100)
    assert bench.lease.left == 0
    bench.lease.begin(100)
    assert bench.lease.left == 7.5


def test_a_worker_that_stops_has_no_further_share(bench: Bench) -> None:
    """It sends what it holds; given back, its partitions don't come again: what is left in hand is another's to send."""
    bench.lease.begin(100)
    bench.lease.decline()
    bench.lease.renew(102)
    assert bench.lease.left == 9.5
    bench.lease.surrender()
    bench.lease.begin(103)
    bench.lease.renew(104)
    assert bench.lease.left == 0


def test_a_rebalance_that_lasts_renews_it_no_longer_than_the_group_waits(bench: Bench) -> None:
    """Past its timeout the group gives the partitions away at once, without waiting for the session's end."""
    bench.lease.begin(100)
    for asked in range(102, 165, 2):
        bench.now = asked
        bench.lease.await_rebalance(asked)
        assert bench.lease.left == max(0, min(7.5, 157.5 - asked))
    bench.lease.renew(164)
    assert bench.lease.left == 7.5


def test_a_member_that_is_put_out_has_lost_it_for_good(bench: Bench) -> None:
    """No later answer brings it back: what it holds is of an old generation."""
    bench.lease.begin(100)
    bench.lease.lose("put out")
    for revive in (bench.lease.renew, bench.lease.begin):
        revive(100)
        with pytest.raises(Fenced, match="put out: its partitions are another's by now"):
            _ = bench.lease.left


def test_a_member_without_partitions_loses_nothing(bench: Bench) -> None:
    """It joins anew."""
    bench.lease.lose("put out")
    bench.lease.begin(100)
    assert bench.lease.left == 7.5


async def test_whoever_waits_is_told(bench: Bench) -> None:
    """That it is held (again), that it isn't within the time, that it never will be."""
    assert not await bench.lease.held(0)
    waiting = asyncio.ensure_future(bench.lease.held(5))
    await asyncio.sleep(0)
    bench.lease.begin(100)
    assert await waiting
    watching = asyncio.ensure_future(bench.lease.watch())
    bench.now = 120
    again = asyncio.ensure_future(bench.lease.held(5))
    await asyncio.sleep(0)
    bench.lease.lose("put out")
    for task in (again, watching):
        with pytest.raises(Fenced, match="put out"):
            await task
