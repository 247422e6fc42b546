"""The right to send: lost, for good, when the process stood still for so long that its partitions may be another's.

A process that is stopped (SIGSTOP, a frozen virtual machine, a laptop's lid) still holds outputs when it wakes up. The
worker that got its partitions has sent the same outputs long ago, and newer ones after them; sent again now, the old ones
would stand behind the newer. Kafka doesn't prevent it: the process learns that its session has expired only at its next
heartbeat.
"""

import asyncio
import time
from collections.abc import Callable

from worker.core.errors import Fenced

SHARE = 0.75  # of the session timeout: another worker gets the partitions only after all of it
RENEWALS = 10  # in a lease's time


class Lease:
    """Held as long as it is renewed in time. A gap is seen by whichever comes first, the renewal or the check."""

    def __init__(self, session_timeout: float, clock: Callable[[], float] = time.monotonic) -> None:
        self._limit = SHARE * session_timeout
        self._clock = clock
        self._renewed = clock()
        self._gap = 0.0

    def check(self) -> None:
        """Raises Fenced where the lease is lost."""
        self._gap = max(self._gap, self._clock() - self._renewed)
        if self._gap > self._limit:
            raise Fenced(
                f"this process stood still for {self._gap:.1f} s (limit {self._limit:g} s): "
                "its partitions may be another's by now"
            )

    def renew(self) -> None:
        """Begin the time anew. Raises Fenced where it was over."""
        self.check()
        self._renewed = self._clock()
        self._gap = 0.0

    async def keep(self) -> None:
        """Renew for good, on the loop that does the sending. Raises Fenced where that came too late."""
        self._renewed = self._clock()
        while True:
            self.renew()
            await asyncio.sleep(self._limit / RENEWALS)
