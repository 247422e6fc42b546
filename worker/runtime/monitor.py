"""What watches a worker: metrics, the health pages, the watchdog, and one line a minute."""

import asyncio
import time
from collections.abc import Callable

import structlog

from worker.runtime.health import HealthServer, application
from worker.runtime.vitals import Pulse, Timeouts, Vitals, beat_forever
from worker.runtime.watchdog import Watchdog
from worker.telemetry import Metrics, make_metrics, minute_line, new_registry, totals

MINUTE = 60.0
log = structlog.get_logger("dateline")


class Monitor:
    """Asks the worker for a pulse every second and for its levels every minute; everything else is told as it happens.

    `look` gives the pulse, `measure` sets the gauges. Both are called on the event loop. Raises Unavailable where the
    address of the health pages can't be had.
    """

    def __init__(
        self, address: str, timeouts: Timeouts, look: Callable[[], Pulse], measure: Callable[[Metrics], None]
    ) -> None:
        registry = new_registry()
        self.metrics = make_metrics(registry)
        self._look, self._measure = look, measure
        self._vitals = Vitals(timeouts, time.monotonic)
        self._watchdog = Watchdog(self._vitals)
        self._server = HealthServer(address, application(self._vitals, registry))
        self._tasks: list[asyncio.Task[None]] = []

    def start(self) -> None:
        """Begin to watch, and serve the pages."""
        self._server.start()
        log.info("health", address=self._server.address)
        self._tasks = [
            asyncio.create_task(beat_forever(self._vitals, self._pulse)),
            asyncio.create_task(self._every_minute()),
        ]
        for task in self._tasks:
            task.add_done_callback(_tell_why)
        self._watchdog.start()

    def stop(self) -> None:
        """Stop watching, before an orderly end."""
        self._watchdog.stop()
        for task in self._tasks:
            task.cancel()
        self._server.stop()

    def _pulse(self) -> Pulse:
        self._measure(self.metrics)
        return self._look()

    async def _every_minute(self) -> None:
        before = totals(self.metrics, time.monotonic())
        while True:
            await asyncio.sleep(MINUTE)
            now = totals(self.metrics, time.monotonic())
            log.info("minute", **minute_line(before, now))
            before = now


def _tell_why(task: asyncio.Task[None]) -> None:
    """A task that failed beats no more, and the watchdog can only say that: here is why."""
    if not task.cancelled() and (error := task.exception()):
        log.error("the monitor failed", exc_info=error)
