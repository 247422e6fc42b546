"""How long records gather before they are sent or fetched.

A request costs us and the broker as much CPU as handling ten small records. While pages wait for a child, CPU is scarce:
records gather longer, so that there are fewer requests. While children wait for pages, records gather only briefly, so
that the next page comes soon.
"""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass

BUSY = 0.3  # seconds; see decision 0046
IDLE = 0.03


@dataclass(frozen=True, slots=True)
class Pace:
    """Seconds that records gather now. `busy` says whether work waits for want of CPU; it is asked from any thread."""

    busy: Callable[[], bool]

    def __call__(self) -> float:
        """The pause before the next request."""
        return BUSY if self.busy() else IDLE


def rest(pace: Callable[[], float], since: float, now: float) -> float:
    """How long to sleep before the next look whether records have gathered for `pace()` seconds; 0 once they have.

    A pause that began while pages waited for a child ends soon after the last of them has one: no sleep is longer than
    the pause of idle children. All in seconds, of one clock.
    """
    return max(0.0, min(since + pace() - now, IDLE))


async def gathered(pace: Callable[[], float], since: float) -> None:
    """Sleep until records have gathered since then, by the loop's clock."""
    now = asyncio.get_running_loop().time
    while seconds := rest(pace, since, now()):  # noqa: ASYNC110 - no event tells that time goes by
        await asyncio.sleep(seconds)
