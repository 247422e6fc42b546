"""A lane: work in parallel, release and acknowledge in input order.

A lane takes the messages of one topic-partition in one generation of the consumer group. Four steps, the last three
each a loop that goes through the lane's items in input order:

    submit ─► work (all items at once) ─► hand over (outputs to the producer) ─► settle (outputs delivered, fate to the
    producer) ─► acknowledge (fate delivered)

Nothing is awaited one item at a time: item 2's outputs are handed over while item 1's are on their way. What is
acknowledged is always a prefix of what was submitted, because a consumer that commits past a gap loses the gap.
"""

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable, Iterator
from dataclasses import dataclass, field
from itertools import takewhile
from typing import Any

from worker.core import codec
from worker.core.errors import PoisonPage
from worker.core.model import Fate, Message, Outcome, Output, Topic


@dataclass(frozen=True, slots=True)
class Terms:
    """What the lanes of a stage are given.

    `publish`: its first await ends when the producer has taken the record, in order; the awaitable it gives ends when
    the broker has it. Either raises `PoisonPage("undeliverable", …)` where this record can never be delivered.
    `dead_letter` makes the outcome of a message that can't be processed or delivered. `on_failure` gets the first
    unexpected exception of a lane, which has stopped then. `on_done` is told of each message right before it is
    acknowledged, with its outcome and the seconds since it was taken in; it may raise to stop the lane un-acked.
    `clock` counts seconds. A lane holds at most `items` messages, and takes no further one when it holds `size`
    bytes of message values.
    """

    publish: Callable[[Output], Awaitable[Awaitable[object]]]
    dead_letter: Callable[[Message, PoisonPage], Outcome]
    on_failure: Callable[[Exception], None]
    clock: Callable[[], float]
    on_done: Callable[[Message, Outcome, float], None]
    items: int = 64
    size: int = 64 * 2**20


@dataclass(slots=True)
class _Item:
    message: Message
    work: asyncio.Future[Outcome]
    ack: Callable[[], None]
    started: float
    outcome: Outcome = field(default_factory=Outcome)
    deliveries: list[Awaitable[object]] = field(default_factory=list)
    refused: PoisonPage | None = None

    @property
    def size(self) -> int:
        return len(self.message.value or b"")


class Lane:
    """The messages in hand of one topic-partition and generation; see the module for what happens to them."""

    def __init__(self, terms: Terms) -> None:
        self._terms = terms
        self._items: deque[_Item] = deque()
        self._size = 0
        self._moved = terms.clock()
        self._closed = False
        self._turn = asyncio.Lock()
        self._change = asyncio.Event()
        self._worked: asyncio.Queue[_Item] = asyncio.Queue()
        self._handed: asyncio.Queue[_Item] = asyncio.Queue()
        self._settled: asyncio.Queue[_Item] = asyncio.Queue()
        steps = (self._hand_over, self._settle, self._acknowledge)
        self._loops = [asyncio.ensure_future(self._guarded(step)) for step in steps]

    async def submit(self, message: Message, work: Awaitable[Outcome], ack: Callable[[], None]) -> None:
        """Take a message in, in input order; wait while the lane is full.

        A coroutine as `work` starts once there is room. A lane that is closed, also while we wait, drops both: the
        message is never acknowledged, so it comes again.
        """
        try:
            await self._room()
        except asyncio.CancelledError:
            drop(work)
            raise
        if self._closed:
            drop(work)
            return
        self._take(_Item(message, asyncio.ensure_future(work), ack, self._terms.clock()))

    def close(self) -> None:
        """Revoked: later sends and acknowledgements are dropped, work is cancelled, waiting submitters return."""
        if self._closed:
            return
        self._closed = True
        for loop in self._loops:
            loop.cancel()
        for item in self._items:
            drop(item.work)
            _ignore(*item.deliveries)
        self._items.clear()
        self._size = 0
        self._change.set()

    def __len__(self) -> int:
        return len(self._items)

    @property
    def size(self) -> int:
        """Bytes of message values in hand."""
        return self._size

    @property
    def stalled_since(self) -> float | None:
        """Since when there has been work in hand and nothing was acknowledged; None when nothing is in hand."""
        return self._moved if self._items else None

    @property
    def at_work(self) -> bool:
        """Whether the first message in hand has no outcome yet: nothing of the lane waits for Kafka."""
        return bool(self._items) and not self._items[0].work.done()

    async def _room(self) -> None:
        """Wait in turn until the lane has room, or is closed."""
        async with self._turn:
            while self._full() and not self._closed:
                self._change.clear()
                await self._change.wait()

    def _full(self) -> bool:
        return len(self._items) >= self._terms.items or self._size >= self._terms.size

    def _take(self, item: _Item) -> None:
        if not self._items:
            self._moved = item.started
        self._items.append(item)
        self._size += item.size
        self._worked.put_nowait(item)

    async def _hand_over(self) -> None:
        while True:
            item = await self._worked.get()
            try:
                item.outcome = await item.work
            except PoisonPage as error:
                item.outcome = self._terms.dead_letter(item.message, error)
            if item.outcome.barrier is not None:
                await self._all_before(item, item.outcome.barrier)
            await self._send(item)
            self._handed.put_nowait(item)

    async def _all_before(self, item: _Item, key: bytes) -> None:
        """Wait until all items before this one that have an output with this key are acknowledged."""
        while any(output.key == key for earlier in self._before(item) for output in earlier.outcome.outputs):
            self._change.clear()
            await self._change.wait()

    def _before(self, item: _Item) -> Iterator[_Item]:
        return takewhile(lambda other: other is not item, self._items)

    async def _send(self, item: _Item) -> None:
        try:
            for output in item.outcome.outputs:
                item.deliveries.append(await self._terms.publish(output))
        except PoisonPage as error:
            item.refused = error

    async def _settle(self) -> None:
        while True:
            item = await self._handed.get()
            try:
                await _all(item.deliveries)
                if item.refused:
                    raise item.refused
            except PoisonPage as error:
                await self._send_dead_letter(item, error)
            await self._tell_fate(item)
            self._settled.put_nowait(item)

    async def _send_dead_letter(self, item: _Item, error: PoisonPage) -> None:
        """Send the dead letter of an item whose outputs can't be delivered. If that fails too, the lane fails."""
        item.outcome = self._terms.dead_letter(item.message, error)
        item.deliveries = [await self._terms.publish(output) for output in item.outcome.outputs]
        await _all(item.deliveries)

    async def _tell_fate(self, item: _Item) -> None:
        fate = item.outcome.fate
        item.deliveries = [await self._terms.publish(fate_record(fate))] if fate else []

    async def _acknowledge(self) -> None:
        while True:
            item = await self._settled.get()
            await _all(item.deliveries)
            self._moved = self._terms.clock()
            self._terms.on_done(item.message, item.outcome, self._moved - item.started)
            item.ack()
            self._items.popleft()
            self._size -= item.size
            self._change.set()

    async def _guarded(self, step: Callable[[], Awaitable[None]]) -> None:
        try:
            await step()
        except asyncio.CancelledError:
            if self._closed:
                raise
            self._fail(RuntimeError("work or a delivery was cancelled by someone else"))
        except Exception as error:  # noqa: BLE001 - whatever it is: nothing may be acknowledged after it
            self._fail(error)

    def _fail(self, error: Exception) -> None:
        if not self._closed:
            self.close()
            self._terms.on_failure(error)


def fate_record(fate: Fate) -> Output:
    """The fate as its record on `pages.fates`: keyed by the page's origin, also where it came again as a replay."""
    key = fate.origin or f"{fate.topic}:{fate.partition}:{fate.offset}"
    return Output(
        Topic.PAGES_FATES, key.encode(), codec.to_json(fate), (("content-type", b"application/json"),)
    )


async def _all(deliveries: list[Awaitable[object]]) -> None:
    """Await them all. Of several errors the one that isn't about this record alone is raised."""
    if len(deliveries) == 1:
        await deliveries[0]
        return
    results = await asyncio.gather(*deliveries, return_exceptions=True)
    errors = [result for result in results if isinstance(result, BaseException)]
    if errors:
        raise min(errors, key=lambda error: isinstance(error, PoisonPage))


def drop(work: Awaitable[Outcome]) -> None:
    """Cancel work that nobody will await."""
    if isinstance(work, asyncio.Future):
        work.cancel()
    _ignore(work)


def _ignore(*awaitables: Awaitable[object]) -> None:
    """Nobody will await these: take their exceptions, so that none is reported as forgotten."""
    for awaitable in awaitables:
        if isinstance(awaitable, asyncio.Future):
            awaitable.add_done_callback(_take_exception)
        elif asyncio.iscoroutine(awaitable):
            awaitable.close()


def _take_exception(future: asyncio.Future[Any]) -> None:
    if not future.cancelled():
        future.exception()
