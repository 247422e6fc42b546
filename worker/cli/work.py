"""Pages in work: handed to child processes, many at a time, their results taken in order."""

import asyncio
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Generic, TypeVar

if TYPE_CHECKING:
    from worker.core.model import Message
    from worker.runtime.pool import Pool
    from worker.settings import Settings
    from worker.sources import Row

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class InWork(Generic[T]):
    """An item and what becomes of it: the job's packed result, or PoisonPage; None where the item holds no page."""

    item: T
    result: "asyncio.Future[bytes] | None"


def message_of(row: "Row") -> "Message | None":
    """The page of a row; None where it holds none."""
    return None if row.error else row.message


async def results(
    settings: "Settings", kind: str, items: AsyncIterator[T], message: "Callable[[T], Message | None]"
) -> AsyncIterator[InWork[T]]:
    """The items in order, as many in work as keep all children busy. A result is still to be awaited."""
    from worker.stages.pool import make

    pool = make(settings, [kind])
    await pool.start()
    work = _Work(pool, kind, message, settings.children * (settings.child_queue + 2))
    hand_in = asyncio.create_task(work.hand_in(items))
    hand_in.add_done_callback(lambda _: work.queue.put_nowait(None))
    try:
        while item := await work.queue.get():
            yield item
            work.room.release()
        await hand_in
    finally:
        hand_in.cancel()
        await pool.stop(0)


class _Work(Generic[T]):
    def __init__(
        self, pool: "Pool", kind: str, message: "Callable[[T], Message | None]", at_once: int
    ) -> None:
        self._pool, self._kind, self._message = pool, kind, message
        self.queue: asyncio.Queue[InWork[T] | None] = asyncio.Queue()
        self.room = asyncio.Semaphore(at_once)

    async def hand_in(self, items: AsyncIterator[T]) -> None:
        """Hand in one after the other, as there is room."""
        from worker.core.codec import pack

        async for item in items:
            await self.room.acquire()
            message = self._message(item)
            result = None if message is None else self._pool.run(self._kind, pack(message))
            if result is not None:
                result.add_done_callback(_heard)
            self.queue.put_nowait(InWork(item, result))


def _heard(result: "asyncio.Future[bytes]") -> None:
    """Take a failure as heard, also where nobody awaits the result any more: Ctrl-C ends the pool under many of them."""
    if not result.cancelled():
        result.exception()
