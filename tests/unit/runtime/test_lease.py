"""The right to send, and how it is lost."""

import pytest

from worker.core.errors import Fenced
from worker.runtime.lease import Lease


class Clock:
    """A clock that goes when it is told."""

    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now


def test_a_lease_that_is_renewed_in_time_is_held() -> None:
    """Many small steps, each renewed: held for ever."""
    clock = Clock()
    lease = Lease(10, clock)
    for _ in range(100):
        clock.now += 7
        lease.check()
        lease.renew()


def test_whoever_comes_first_after_a_gap_sees_it() -> None:
    """Be it the renewal or the check before a send: neither may act, and neither makes the lease good again."""
    for first in (Lease.renew, Lease.check):
        clock = Clock()
        lease = Lease(10, clock)
        clock.now += 8
        for look in (first, Lease.check, Lease.renew, Lease.check):
            with pytest.raises(Fenced, match=r"stood still for 8\.0 s"):
                look(lease)


async def test_keeping_it_says_when_it_is_lost() -> None:
    """The task that renews ends with the reason."""
    clock = Clock()
    lease = Lease(0.01, clock)

    def jump() -> float:
        clock.now += 0.02
        return clock.now

    lease._clock = jump
    with pytest.raises(Fenced):
        await lease.keep()
