"""The right to send: as long as the group's partitions are certainly this worker's.

A worker that was cut off from the broker, or stood still (SIGSTOP, a frozen virtual machine, a laptop's lid), still holds
outputs when it is back. The worker that got its partitions has sent the same outputs long ago, and newer ones after them;
sent now, the old ones would stand behind the newer. Only the group's coordinator knows who has the partitions, so the
lease is what it last said, counted from when it was *asked*: the member is in its generation, and will be until its session
is over. Without a new answer the lease lapses before another worker can begin. An answer that the member is still there
brings it back, for nobody else had the partitions meanwhile; one that it isn't ends it for good.
"""

import asyncio
import math
import time
from collections.abc import Callable

from worker.core.errors import Fenced

SHARE = 0.75  # of the session timeout: another worker gets the partitions only after all of it
LOOK = 0.1  # seconds between two looks of whoever waits for the lease


def running() -> float:
    """Seconds that also count while the machine sleeps, where the system has such a clock."""
    boot = getattr(time, "CLOCK_BOOTTIME", None)
    return time.monotonic() if boot is None else time.clock_gettime(boot)


class Lease:
    """Told by whoever talks to the coordinator, asked by whoever sends; each may be a thread of its own.

    Times are the clock's, in seconds. `margin` is what lies between the lease's end and the earliest moment that another
    worker can have the partitions.
    """

    def __init__(
        self, session_timeout: float, rebalance_timeout: float, clock: Callable[[], float] = running
    ) -> None:
        self.margin = (1 - SHARE) * session_timeout
        self.clock = clock
        self._session = session_timeout - self.margin
        self._rebalance = rebalance_timeout - self.margin
        self._holding = False  # partitions of a generation
        self._last = False  # whether the share that is held is the last one taken
        self._until = -math.inf
        self._settled = -math.inf  # when the coordinator was last asked and knew of no rebalance
        self._lost: str | None = None  # why

    # ── what the coordinator says ───────────────────────────────────────────────────────────────────────────

    def begin(self, asked: float) -> None:
        """The group has handed out a generation's partitions. After `decline` they are nobody's to send for."""
        if self._last:
            self.surrender()
        else:
            self._holding = True
            self.renew(asked)

    def renew(self, asked: float) -> None:
        """The member is in the generation, and that is the group's latest."""
        self._settled = asked
        self._extend(asked + self._session)

    def await_rebalance(self, asked: float) -> None:
        """The member is in the generation, and the group waits for it to finish what it holds: no longer than it said."""
        self._extend(min(asked + self._session, self._settled + self._rebalance))

    def surrender(self) -> None:
        """The partitions are given back: what was in hand is delivered and acknowledged, or given up."""
        self._holding, self._until = False, -math.inf

    def decline(self) -> None:
        """The worker stops: it finishes what it holds, and takes no further share. What is left then is another's to send."""
        self._last = True

    def lose(self, why: str) -> None:
        """The group knows this member no more. Nothing is lost where it held nothing."""
        if self._holding:
            self._lost = f"{why}: its partitions are another's by now"
        self.surrender()

    def _extend(self, until: float) -> None:
        if self._holding:
            self._until = max(self._until, until)

    @property
    def declined(self) -> bool:
        """Whether the worker takes no further share."""
        return self._last

    # ── what a sender asks ──────────────────────────────────────────────────────────────────────────────────

    @property
    def left(self) -> float:
        """Seconds for which it is still held; 0 where it isn't. Raises Fenced where it never will be again."""
        if self._lost is not None:
            raise Fenced(self._lost)
        return max(0.0, self._until - self.clock())

    async def held(self, seconds: float) -> bool:
        """Whether it is held, or is again within this time. Raises Fenced where it never will be."""
        end = self.clock() + seconds
        while not self.left and self.clock() < end:  # noqa: ASYNC110 - an Event can't be set from another thread
            await asyncio.sleep(LOOK)
        return self.left > 0

    async def watch(self) -> None:
        """Wait until it is lost, and raise Fenced then."""
        while self._lost is None:  # noqa: ASYNC110 - as above
            await asyncio.sleep(LOOK)
        raise Fenced(self._lost)
