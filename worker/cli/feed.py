"""Rows that are read in a thread, for work that must not wait for a slow file or pipe."""

import asyncio
import threading
from collections.abc import AsyncIterator, Iterable
from typing import TypeVar

T = TypeVar("T")


class _End:
    """After the last row; with what the reading raised, if it did."""

    def __init__(self, error: Exception | None = None) -> None:
        self.error = error


async def feed(rows: Iterable[T], ahead: int = 4) -> AsyncIterator[T]:
    """The rows in order, at most `ahead` of them read before they are asked for.

    The thread is a daemon: one that waits for a pipe doesn't hold up the end of the process.
    """
    loop = asyncio.get_running_loop()
    queue: asyncio.Queue[T | _End] = asyncio.Queue()
    room = threading.Semaphore(ahead)

    def put(item: T | _End) -> None:
        if not loop.is_closed():
            loop.call_soon_threadsafe(queue.put_nowait, item)

    def work() -> None:
        try:
            for row in rows:
                room.acquire()
                put(row)
            put(_End())
        except Exception as error:  # noqa: BLE001 - raised again where the rows are taken
            put(_End(error))

    threading.Thread(target=work, name="rows", daemon=True).start()
    while not isinstance(item := await queue.get(), _End):
        room.release()
        yield item
    if item.error is not None:
        raise item.error
