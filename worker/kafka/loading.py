"""Pages from files into `pages.raw`: every one delivered, or named with the reason why not."""

import asyncio
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass
from typing import Any

from aiokafka.errors import MessageSizeTooLargeError, RecordListTooLargeError

from worker.core.errors import Unavailable
from worker.core.model import PAGE_LIMIT, Topic
from worker.kafka import clients
from worker.settings import Settings
from worker.sources import Row
from worker.topics import real_name

IN_FLIGHT = 500  # pages sent and not yet confirmed; the producer itself bounds their bytes
TOO_LARGE = (MessageSizeTooLargeError, RecordListTooLargeError)


@dataclass(slots=True)
class Loaded:
    """What became of the rows."""

    pages: int = 0
    skipped: int = 0


async def load(
    settings: Settings, rows: AsyncIterator[Row], skip: Callable[[Row, str], None], done: Callable[[], None]
) -> Loaded:
    """Send each page and wait until all are confirmed. `skip` hears of each row that isn't one, `done` of each delivery.

    Raises Unavailable where the topic is missing or the broker stops taking pages.
    """
    await clients.require(settings, Topic.PAGES_RAW)
    loading = _Loading(real_name(settings.prefix, Topic.PAGES_RAW), skip, done)
    async with clients.producer(settings) as producer:
        async for row in rows:
            await loading.send(producer, row)
            if loading.failure:
                break
        await producer.flush()
        await loading.settled()
    if loading.failure:
        raise Unavailable(
            f"{loading.topic} takes no more pages after {loading.loaded.pages:,}: {loading.failure!r}; look at the broker, "
            "then load again: a page that comes twice ends as `unchanged`"
        )
    return loading.loaded


class _Loading:
    """The rows of one load on their way: at most `IN_FLIGHT`, each counted when it is confirmed or refused."""

    def __init__(self, topic: str, skip: Callable[[Row, str], None], done: Callable[[], None]) -> None:
        self.topic = topic
        self.loaded = Loaded()
        self.failure: BaseException | None = None  # what no further page can be sent for
        self._skip, self._done = skip, done
        self._room = asyncio.Semaphore(IN_FLIGHT)

    async def send(self, producer: Any, row: Row) -> None:
        """Hand a row to the producer as soon as there is room; one that holds no page, or too large a one, is skipped."""
        if problem := row.error or _oversize(row):
            self._reject(row, problem)
            return
        await self._room.acquire()
        if self.failure:
            self._room.release()
            return
        delivery = await producer.send(self.topic, row.value, key=row.key, headers=list(row.headers))
        delivery.add_done_callback(lambda future: self._settle(row, future))

    async def settled(self) -> None:
        """Wait until every row that was sent is confirmed or refused."""
        for _ in range(IN_FLIGHT):
            await self._room.acquire()

    def _settle(self, row: Row, delivery: "asyncio.Future[Any]") -> None:
        self._room.release()
        if delivery.cancelled():  # the command is ending
            return
        error = delivery.exception()
        if error is None:
            self.loaded.pages += 1
            self._done()
        elif isinstance(error, TOO_LARGE):
            self._reject(row, f"larger than {self.topic} takes; `dateline topics check` says what differs")
        else:
            self.failure = self.failure or error

    def _reject(self, row: Row, reason: str) -> None:
        self.loaded.skipped += 1
        self._skip(row, reason)


def _oversize(row: Row) -> str | None:
    return f"{len(row.value):,} bytes, the limit is {PAGE_LIMIT:,}" if len(row.value) > PAGE_LIMIT else None
