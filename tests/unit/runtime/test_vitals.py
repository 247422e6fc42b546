import asyncio

import pytest

from worker.runtime.vitals import Pulse, Timeouts, Vitals, beat_forever, living

TIMEOUTS = Timeouts(beat=5, page=50, progress=150, rebalance=60)


@pytest.mark.parametrize(
    "pulse, failed",
    [
        (Pulse(at=996), []),
        (Pulse(at=994), ["loop"]),
        (Pulse(at=1000, oldest_working=951), []),
        (Pulse(at=1000, oldest_working=949), ["page"]),
        (Pulse(at=1000, stalled_since=851), []),
        (Pulse(at=1000, stalled_since=849), ["progress"]),
        (Pulse(at=1000, rebalancing_since=941), []),
        (Pulse(at=1000, rebalancing_since=939), ["rebalance"]),
        (
            Pulse(at=0, oldest_working=0, stalled_since=0, rebalancing_since=0),
            ["loop", "page", "rebalance", "progress"],
        ),
    ],
)
def test_each_check_fails_past_its_limit(pulse: Pulse, failed: list[str]) -> None:
    """And not before; what isn't going on can't be stuck."""
    checks = living(pulse, TIMEOUTS, now=1000)
    assert [check.name for check in checks if not check.ok] == failed
    assert len(checks) == 4


def test_ready_needs_an_assignment_and_a_producer() -> None:
    """Alive isn't ready."""
    vitals = Vitals(TIMEOUTS, lambda: 10.0)
    vitals.beat(Pulse(at=10))
    assert all(check.ok for check in vitals.live())
    assert [check.name for check in vitals.ready() if not check.ok] == ["assigned", "producing"]
    vitals.beat(Pulse(at=10, assigned=True, producing=True))
    assert all(check.ok for check in vitals.ready())


def test_a_worker_that_is_not_alive_is_not_ready() -> None:
    """Readiness includes liveness."""
    vitals = Vitals(TIMEOUTS, lambda: 100.0)
    vitals.beat(Pulse(at=10, assigned=True, producing=True))
    assert [check.name for check in vitals.ready() if not check.ok] == ["loop"]


async def test_the_loop_leaves_its_pulse() -> None:
    """Every beat is what was seen at that moment."""
    vitals = Vitals(TIMEOUTS, lambda: 7.0)
    seen: list[int] = []
    third = asyncio.Event()

    def look() -> Pulse:
        seen.append(len(seen))
        if len(seen) == 3:
            third.set()
        return Pulse(at=seen[-1])

    task = asyncio.ensure_future(beat_forever(vitals, look, interval=0))
    await third.wait()
    task.cancel()
    assert vitals.live()[0].found == "the event loop last beat 5.0 s ago (limit 5 s)"
