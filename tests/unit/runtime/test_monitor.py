import asyncio
import json
import socket
import time
from collections.abc import Iterator
from http.client import HTTPConnection
from typing import Any

import pytest
import structlog
from structlog.testing import capture_logs

from tests.unit.runtime.test_health import free_port
from worker.runtime import monitor
from worker.runtime.monitor import Monitor
from worker.runtime.vitals import Pulse, Timeouts
from worker.telemetry import Metrics

TIMEOUTS = Timeouts(beat=60, page=60, progress=60, rebalance=60)


@pytest.fixture
def lines(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[Any]]:
    """What the monitor logs."""
    with capture_logs() as captured:
        monkeypatch.setattr(monitor, "log", structlog.get_logger())
        yield captured


async def until_logged(lines: list[Any], event: str) -> Any:
    """The line of this event, once it is there."""
    async with asyncio.timeout(30):
        while not (found := [line for line in lines if line["event"] == event]):  # noqa: ASYNC110
            await asyncio.sleep(0)
    return found[0]


def page(address: str, path: str) -> Any:
    """A page of the health server as a value."""
    connection = HTTPConnection(address, timeout=30)
    connection.request("GET", path)
    with connection.getresponse() as response:
        return json.loads(response.read())


async def test_what_the_worker_shows_is_on_the_pages(lines: list[Any]) -> None:
    """The pulse is taken at once, the address is logged, and after the stop the port is free."""
    watched = Monitor(
        f"127.0.0.1:{free_port()}",
        TIMEOUTS,
        lambda: Pulse(at=time.monotonic(), assigned=True, producing=True),
        lambda metrics: metrics.children.set(2),
    )
    watched.start()
    try:
        address = (await until_logged(lines, "health"))["address"]
        await asyncio.sleep(0)
        assert (await asyncio.to_thread(page, address, "/readyz"))["ok"] is True
    finally:
        watched.stop()
    with socket.create_server(("127.0.0.1", int(address.split(":")[1]))):
        pass


async def test_every_minute_a_line_says_what_was_done(
    lines: list[Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Counts are of the minute, levels of its end."""
    monkeypatch.setattr(monitor, "MINUTE", 0.01)

    def measure(metrics: Metrics) -> None:
        metrics.lag.labels("pages.raw").set(7)

    watched = Monitor(f"127.0.0.1:{free_port()}", TIMEOUTS, lambda: Pulse(at=time.monotonic()), measure)
    watched.metrics.fates.labels("tag", "published", "").inc(3)  # before it began to watch
    watched.start()
    try:
        await asyncio.sleep(0)
        watched.metrics.fates.labels("tag", "published", "").inc(2)
        line = await until_logged(lines, "minute")
    finally:
        watched.stop()
    assert line["fates"] == {"published": 2}
    assert line["lag"] == {"pages.raw": 7}


async def test_a_pulse_that_cannot_be_taken_is_told(lines: list[Any]) -> None:
    """The watchdog will end the worker for a missing beat; the cause is in the log before."""

    def look() -> Pulse:
        raise AttributeError("no consumer yet")

    watched = Monitor(f"127.0.0.1:{free_port()}", TIMEOUTS, look, lambda _: None)
    watched.start()
    try:
        line = await until_logged(lines, "the monitor failed")
    finally:
        watched.stop()
    assert isinstance(line["exc_info"], AttributeError)
