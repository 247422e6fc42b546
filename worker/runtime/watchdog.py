"""A thread that ends a worker which no longer makes progress, hard, with the reason in its last log line.

Nothing gentler is safe: a process whose loop hangs can neither commit nor leave the group, and what it holds un-acked
comes again at another worker.
"""

import faulthandler
import threading
import time
from collections.abc import Callable
from datetime import datetime

from worker.runtime import ending
from worker.runtime.vitals import Check, Vitals

EXIT_CODE = 70  # EX_SOFTWARE of <sysexits.h>; no other end of the worker has it


class Watchdog:
    """Looks at the vitals every `interval` seconds; on the first failed check says why and exits."""

    def __init__(
        self,
        vitals: Vitals,
        clock: Callable[[], float] = time.monotonic,
        interval: float = 1.0,
        end: Callable[[Check], None] | None = None,
    ) -> None:
        self._vitals, self._clock, self._interval = vitals, clock, interval
        self._end = end or end_process
        self._last_look = clock()
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._run, name="watchdog", daemon=True)

    def start(self) -> None:
        """Begin to watch."""
        self._last_look = self._clock()
        self._thread.start()

    def stop(self) -> None:
        """Stop watching, before an orderly end."""
        self._stop.set()

    def look(self) -> None:
        """Judge once. Where this thread itself was held up, the whole process was: then the next look judges."""
        now = self._clock()
        held_up = now - self._last_look > 3 * self._interval
        self._last_look = now
        failed = next((check for check in self._vitals.live() if not check.ok), None)
        if failed and not held_up:
            self._end(failed)

    def _run(self) -> None:
        while not self._stop.wait(self._interval):
            self.look()


def end_process(check: Check) -> None:
    """Where every thread is, then the reason, then the end."""
    faulthandler.dump_traceback(file=ending.STDERR)
    ending.end_process(EXIT_CODE, last_line(check))


def last_line(check: Check, now: datetime | None = None) -> bytes:
    """The reason as one JSON line."""
    reason = f"{check.name}: {check.found}"
    return ending.last_line("the watchdog ends this worker", "critical", EXIT_CODE, now, reason)
