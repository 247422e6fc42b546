"""Pages from files into `pages.raw`: every one delivered, or named with the reason why not."""

import asyncio
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass
from typing import Any

from aiokafka.errors import MessageSizeTooLargeError, RecordListTooLargeError

from worker.core.errors import Unavailable
from worker.core.model import Topic
from worker.kafka import clients
from worker.settings import Settings
from worker.sources import Row
from worker.topics import PAGE_LIMIT, real_name

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
    topic = real_name(settings.prefix, Topic.PAGES_RAW)
    loaded = Loaded()
    room = asyncio.Semaphore(IN_FLIGHT)
    failed: list[BaseException] = []

    def reject(row: Row, reason: str) -> None:
        loaded.skipped += 1
        skip(row, reason)

    def settle(row: Row, delivery: "asyncio.Future[Any]") -> None:
        room.release()
        if delivery.cancelled():  # the command is ending
            return
        error = delivery.exception()
        if error is None:
            loaded.pages += 1
            done()
        elif isinstance(error, TOO_LARGE):
            reject(row, f"larger than {topic} takes; `dateline topics check` says what differs")
        else:
            failed.append(error)

    async with clients.producer(settings) as producer:
        async for row in rows:
            if problem := row.error or _oversize(row):
                reject(row, problem)
                continue
            await room.acquire()
            if failed:
                break
            delivery = await producer.send(topic, row.value, key=row.key, headers=list(row.headers))
            delivery.add_done_callback(lambda future, row=row: settle(row, future))
        await producer.flush()
        await _drain(room)
    if failed:
        raise Unavailable(f"{topic} takes no more pages after {loaded.pages}: {failed[0]!r}")
    return loaded


def _oversize(row: Row) -> str | None:
    return f"{len(row.value):,} bytes, the limit is {PAGE_LIMIT:,}" if len(row.value) > PAGE_LIMIT else None


async def _drain(room: asyncio.Semaphore) -> None:
    for _ in range(IN_FLIGHT):
        await room.acquire()
