"""Is this worker alive, and ready? Judged from the last pulse of its event loop.

The loop leaves a `Pulse` every second; threads that must not touch the loop's own objects (watchdog, health) judge it.
A loop that hangs leaves none, which is the first thing they notice.
"""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Pulse:
    """What the loop saw of itself. Times are the clock's, in seconds; None: nothing of the kind is going on."""

    at: float
    oldest_working: float | None = None  # when the oldest page still in work was taken in
    stalled_since: float | None = None  # since when there is work in hand and no progress
    rebalancing_since: float | None = None
    assigned: bool = False  # the group has given this worker its share, if only an empty one
    producing: bool = False  # the producer is connected


@dataclass(frozen=True, slots=True, kw_only=True)
class Timeouts:
    """Seconds after which each counts as stuck. `page` must cover two deadlines and the waiting for a child."""

    beat: float
    page: float
    progress: float
    rebalance: float


@dataclass(frozen=True, slots=True)
class Check:
    """One question, its answer (`ok` is true for well) and what was found."""

    name: str
    ok: bool
    found: str


class Vitals:
    """The last pulse, and what it says now. May be read from any thread."""

    def __init__(self, timeouts: Timeouts, clock: Callable[[], float]) -> None:
        self._timeouts, self._clock = timeouts, clock
        self._pulse = Pulse(at=clock())

    def beat(self, pulse: Pulse) -> None:
        """Leave a pulse."""
        self._pulse = pulse

    def live(self) -> tuple[Check, ...]:
        """Whether the worker makes progress: one that fails here is to be restarted."""
        return living(self._pulse, self._timeouts, self._clock())

    def ready(self) -> tuple[Check, ...]:
        """Whether it takes part: what `live` asks, and whether it is assigned and able to produce."""
        pulse = self._pulse
        return (
            *self.live(),
            Check(
                "assigned",
                pulse.assigned,
                "partitions assigned" if pulse.assigned else "waiting for the group",
            ),
            Check("producing", pulse.producing, "producer connected" if pulse.producing else "no producer"),
        )


def living(pulse: Pulse, timeouts: Timeouts, now: float) -> tuple[Check, ...]:
    """Every check of a pulse, the likeliest cause first."""
    return (
        _check("loop", "the event loop last beat", pulse.at, timeouts.beat, now),
        _check("page", "the oldest page in work was taken in", pulse.oldest_working, timeouts.page, now),
        _check("rebalance", "the rebalance began", pulse.rebalancing_since, timeouts.rebalance, now),
        _check(
            "progress",
            "with work in hand, the last progress was",
            pulse.stalled_since,
            timeouts.progress,
            now,
        ),
    )


def _check(name: str, what: str, since: float | None, limit: float, now: float) -> Check:
    if since is None:
        return Check(name, ok=True, found="nothing going on")
    age = max(0.0, now - since)
    return Check(name, ok=age <= limit, found=f"{what} {age:.1f} s ago (limit {limit:g} s)")


async def beat_forever(vitals: Vitals, look: Callable[[], Pulse], interval: float = 1.0) -> None:
    """Leave a pulse every `interval` seconds. Run it as a task of the loop that does the work."""
    while True:
        vitals.beat(look())
        await asyncio.sleep(interval)
