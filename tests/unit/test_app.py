"""How a worker ends."""

import asyncio
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from structlog.testing import capture_logs

from worker import app
from worker.core.errors import Fenced, Unavailable
from worker.core.model import Topic
from worker.kafka import stream
from worker.settings import Settings


class Leaving:
    """Stands for Faust, which serves until it is left; `meanwhile` happens as that goes on."""

    def __init__(self, meanwhile: Callable[[], None], trouble: str = "") -> None:
        self._meanwhile, self._left, self._trouble = meanwhile, asyncio.Event(), trouble

    async def serve(self, _: Any) -> None:
        await self._left.wait()

    async def leave(self, *_: Any) -> stream.Departure:
        self._meanwhile()
        self._left.set()
        await asyncio.sleep(0)
        return stream.Departure(0, self._trouble)


@pytest.fixture
async def worker(tmp_path: Path) -> app.Worker:
    """One that is never started."""
    return app.Worker(Settings(health_address="127.0.0.1:0"), ("clean",), tmp_path)


async def stop(
    worker: app.Worker, monkeypatch: pytest.MonkeyPatch, meanwhile: Callable[[], None], trouble: str = ""
) -> None:
    """Serve, be told to stop, and leave."""
    faust = Leaving(meanwhile, trouble)
    monkeypatch.setattr(stream, "serve", faust.serve)
    monkeypatch.setattr(stream, "leave", faust.leave)
    worker.end()
    await worker._serve()


async def test_a_stop_in_order_is_no_failure(worker: app.Worker, monkeypatch: pytest.MonkeyPatch) -> None:
    """Faust ends by itself then, because it was told to."""
    with capture_logs() as logs:
        await stop(worker, monkeypatch, lambda: None)
    assert [line["event"] for line in logs] == ["stopping", "stopped"]


async def test_a_group_that_was_not_left_is_told(worker: app.Worker, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing is lost by it, but others wait for the session to end."""
    with capture_logs() as logs:
        await stop(worker, monkeypatch, lambda: None, "not done 10 s after")
    (told,) = (line for line in logs if line["log_level"] == "warning")
    assert told["reason"] == "not done 10 s after"


async def test_an_error_while_stopping_is_told_and_shown_in_the_exit_code(
    worker: app.Worker, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The first one, once: what it says is logged, and raised for the command to end with."""

    def fail() -> None:
        worker.fail(Fenced("a foreign claim"))
        worker.fail(Unavailable("and then this"))

    with capture_logs() as logs, pytest.raises(Fenced, match="a foreign claim"):
        await stop(worker, monkeypatch, fail)
    assert [line["reason"] for line in logs if line["event"] == "failing"] == ["a foreign claim"]


async def test_a_worker_that_stops_takes_no_further_share(
    worker: app.Worker, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The group may share its partitions anew meanwhile: what is left in hand then is another's to send."""
    lease = worker._lease
    left: list[bool] = []

    def rebalance() -> None:
        lease.renew(lease.clock())
        left.append(lease.left > 0)
        lease.surrender()
        lease.begin(lease.clock())
        left.append(lease.left > 0)

    lease.begin(lease.clock())
    await stop(worker, monkeypatch, rebalance)
    assert left == [True, False]


async def test_nothing_that_waits_outlives_the_generation(
    worker: app.Worker, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As a claim that was about to be sent when the partition was taken away: it would fence the next owner."""
    waiting = await worker._publisher.append(Topic.DEDUPE_STATE, 0, b"claim", b"{}", 0)
    assert isinstance(waiting, asyncio.Future)
    dropped: list[bool] = []

    async def flush(_: Any) -> None:
        dropped.append(waiting.cancelled())

    monkeypatch.setattr(stream, "flush", flush)
    await worker._on_revoked(())
    assert dropped == [True]
