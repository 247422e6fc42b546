"""The reader of the state topics, on a consumer that the test controls."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import pytest

from worker.core.errors import Unavailable
from worker.core.model import Topic
from worker.kafka import clients
from worker.kafka.statelog import StateLogs
from worker.settings import Settings


class Broken:
    """Stands for a consumer and an admin client whose first fetch fails."""

    def assign(self, _: Any) -> None:
        """Take these partitions."""

    def pause(self, *_: Any) -> None:
        """Fetch these no more."""

    def resume(self, _: Any) -> None:
        """Fetch this one again."""

    def seek(self, _: Any, __: int) -> None:
        """Read on from there."""

    async def describe_cluster(self) -> dict[str, str]:
        """Who it is."""
        return {"cluster_id": "c"}

    async def getmany(self, **_: Any) -> Any:
        """Fail."""
        raise Unavailable("not authorised")


async def one_partition(_: Settings, *topics: Topic) -> dict[str, int]:
    return {topic.value: 1 for topic in topics}


@asynccontextmanager
async def broken(_: Settings) -> AsyncIterator[Broken]:
    yield Broken()


async def test_a_log_opened_after_the_reader_failed_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    """A worker may get its first partition long after: it must end, not wait for records that never come."""
    for name, stand_in in (("admin", broken), ("consumer", broken), ("require", one_partition)):
        monkeypatch.setattr(clients, name, stand_in)
    publisher: Any = None  # nothing is sent
    logs = StateLogs(Settings(), publisher, [Topic.DEDUPE_STATE], lambda: 0.0)
    await logs.start()
    await asyncio.sleep(0)
    with pytest.raises(Unavailable, match="not authorised"):
        async with asyncio.timeout(5):
            await anext(logs.log(Topic.DEDUPE_STATE, 0).tail(0))
    await logs.stop()
