"""Pages in work, and what is left of them where nobody waits any more."""

import asyncio
import gc
from collections.abc import AsyncGenerator, AsyncIterator
from contextlib import aclosing
from typing import Any, cast

import pytest

from worker.cli import work
from worker.core.errors import Unavailable
from worker.core.model import Message
from worker.settings import Settings
from worker.stages import pool


class Ending:
    """A pool whose pages all fail when it is stopped, as the real one's do."""

    def __init__(self) -> None:
        self.results: list[asyncio.Future[bytes]] = []

    async def start(self) -> None:
        """Nothing to start."""

    def run(self, *_: object) -> asyncio.Future[bytes]:
        """Take a page in."""
        self.results.append(asyncio.get_running_loop().create_future())
        return self.results[-1]

    async def stop(self, _: float) -> None:
        """Fail what is in work."""
        for result in self.results:
            result.set_exception(Unavailable("the pool is stopped"))
        await asyncio.sleep(0)
        self.results.clear()


async def pages() -> AsyncIterator[Message]:
    """More than are in work at once."""
    for number in range(100):
        yield Message("t", 0, number, 0, None, b"<p>", ())


def test_pages_that_nobody_waits_for_say_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    """Ctrl-C gives up what is in work: no stack trace of a future beside the exit code."""
    monkeypatch.setattr(pool, "make", lambda *_: Ending())
    complaints: list[dict[str, Any]] = []

    async def interrupted() -> None:
        asyncio.get_running_loop().set_exception_handler(lambda _, said: complaints.append(said))
        found = work.results(Settings(children=2), "page", pages(), lambda message: message)
        async with aclosing(cast("AsyncGenerator[object]", found)):
            await anext(found)
            await asyncio.sleep(0)
        gc.collect()

    asyncio.run(interrupted())
    assert complaints == []
