"""The owner of one partition of a stage's decisions.

    decide ─► rule (index and what is on its way) ─► the record is sent ─► … ─► read back from the log ─► the ruling is out

Decisions are made at the call, in order, and hundreds may be on their way. A ruling leaves only when its record was
read back with no other owner's claim before it: so whatever a stage sends stands in the log for good.
"""

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable, Sequence
from contextlib import aclosing
from dataclasses import dataclass, field
from hashlib import blake2b
from typing import Any, Generic, TypeVar
from uuid import uuid4

import msgspec

from worker.core.decisions import Facts, Rule, Ruling, Table
from worker.core.errors import Fenced, Unavailable
from worker.state.index import Index
from worker.state.log import (
    CLAIM_KEY,
    Bounds,
    Claim,
    Decided,
    Holder,
    Log,
    LogRecord,
    decided,
    decode,
    encode,
)

D = TypeVar("D")
SLICE = 1000  # records applied between two turns of the loop
COMMIT_EVERY = 1.0  # s


class Status(msgspec.Struct, frozen=True):
    """A partition's state for people and metrics. While catching up, `applied` runs towards `end`."""

    ready: bool
    applied: int  # offset of the last record applied
    end: int  # the log's end when the partition was opened
    entries: dict[str, int]  # by table
    size: int  # bytes on disk
    unread: int  # decisions on their way
    skipped: int  # records that weren't readable


@dataclass(slots=True)
class _Unread(Generic[D]):
    """A decision on its way to the log and back, and those who wait for it."""

    key: str
    value: bytes
    record: Decided
    number: int
    waiting: list[tuple[asyncio.Future[Ruling[D]], Ruling[D]]] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Overlaid:
    value: Any
    number: int  # of the decision that wrote it


class PartitionState(Generic[D]):
    """Decides for one partition, as its only owner. All calls from one event loop.

    `clock` gives ms since the epoch. `on_failure` gets what ended the ownership, once: `Fenced`, or an error of log or
    index. After it, and after `close`, nothing is decided any more.
    """

    def __init__(
        self,
        index: Index,
        log: Log,
        rule: Rule[D],
        clock: Callable[[], int],
        on_failure: Callable[[Exception], None],
    ) -> None:
        self.writer = uuid4().hex
        self._index, self._log, self._rule, self._clock, self._on_failure = (
            index,
            log,
            rule,
            clock,
            on_failure,
        )
        self._holder = index.position.holder
        self._bounds = Bounds(0, 0)
        self._applied = index.position.offset
        self._failure: Exception | None = None
        self._skipped = 0
        self._ready: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._ready.add_done_callback(_retrieve)
        self._early: deque[tuple[Facts, asyncio.Future[Ruling[D]]]] = deque()
        self._unread: deque[_Unread[D]] = deque()
        self._by_key: dict[str, _Unread[D]] = {}
        self._overlay: dict[tuple[str, str], _Overlaid] = {}
        self._numbers = 0
        self._outbox: asyncio.Queue[tuple[bytes, bytes, int]] = asyncio.Queue()
        self._committed = asyncio.get_running_loop().time()
        self._tasks: list[asyncio.Task[None]] = []

    async def claim_and_catch_up(self) -> None:
        """Claim the partition and apply the log up to the claim. Raises what ended that."""
        self._tasks = [asyncio.create_task(self._guarded(step)) for step in (self._send, self._follow)]
        at = self._clock()
        self._outbox.put_nowait((CLAIM_KEY, encode(Claim(self.writer, at)), at))
        await asyncio.shield(self._ready)

    def decide(self, facts: Facts) -> Awaitable[Ruling[D]]:
        """The ruling on a message, once it may be acted on. Call it in the order of the input.

        Raises (when awaited) `Fenced` where another owner came first.
        """
        result: asyncio.Future[Ruling[D]] = asyncio.get_running_loop().create_future()
        if self._failure:
            result.set_exception(self._failure)
        elif self._ready.done():
            self._decide(facts, result)
        else:
            self._early.append((facts, result))
        return result

    def status(self) -> Status:
        """How the partition stands."""
        return Status(
            ready=self._ready.done() and self._failure is None,
            applied=self._applied,
            end=self._bounds.end,
            entries=dict(self._index.entries),
            size=self._index.size,
            unread=len(self._unread),
            skipped=self._skipped,
        )

    async def close(self) -> None:
        """Give the partition up: what is on its way is dropped, what was read is committed."""
        self._end(Fenced("the partition was given up"))
        await asyncio.gather(*self._tasks, return_exceptions=True)
        self._index.close()

    def read(self, table: Table, key: str, /) -> Any:
        """What is remembered, with what is on its way."""
        overlaid = self._overlay.get((table.value, key))
        return self._index.read(table, key) if overlaid is None else overlaid.value

    def _decide(self, facts: Facts, result: asyncio.Future[Ruling[D]]) -> None:
        ruling = self._rule(self.read, facts, self._clock())
        if not ruling.known:
            self._record(facts, ruling)
        if unread := self._by_key.get(facts.key):
            unread.waiting.append((result, ruling))
        else:
            result.set_result(ruling)

    def _record(self, facts: Facts, ruling: Ruling[D]) -> None:
        at = self._clock()
        self._numbers += 1
        record = decided(self.writer, facts, ruling.writes, at)
        unread = _Unread[D](facts.key, encode(record), record, self._numbers)
        for table, key, value in record.writes:
            self._overlay[table, key] = _Overlaid(value, self._numbers)
        self._unread.append(unread)
        self._by_key[facts.key] = unread
        self._outbox.put_nowait((str(facts.origin).encode(), unread.value, at))

    async def _send(self) -> None:
        while True:
            delivery = asyncio.ensure_future(await self._log.append(*await self._outbox.get()))
            delivery.add_done_callback(self._delivered)

    def _delivered(self, delivery: asyncio.Future[object]) -> None:
        if not delivery.cancelled() and (error := delivery.exception()):
            self._fail(error)

    async def _follow(self) -> None:
        self._bounds = await self._log.bounds()
        if self._index.position.offset >= 0 and not await self._proven():
            self._index.clear()
            self._holder, self._applied = Holder(), -1
        start = self._applied + 1 if self._applied >= 0 else self._bounds.start
        async with aclosing(self._log.tail(start)) as batches:
            async for batch in batches:
                for first in range(0, len(batch), SLICE):
                    self._apply(batch[first : first + SLICE])
                    await asyncio.sleep(0)

    async def _proven(self) -> bool:
        """Whether the index is of this log: the record it ends with is there, and the same."""
        position = self._index.position
        if not self._bounds.start <= position.offset < self._bounds.end:
            return False
        async with aclosing(self._log.tail(position.offset)) as batches:
            async for batch in batches:
                if batch:
                    return (
                        batch[0].offset == position.offset and fingerprint(batch[0]) == position.fingerprint
                    )
        return False

    def _apply(self, batch: Sequence[LogRecord]) -> None:
        for record in batch:
            self._take(record)
        if not batch:
            return
        self._applied = batch[-1].offset
        now = asyncio.get_running_loop().time()
        if now - self._committed >= COMMIT_EVERY or not self._ready.done():
            self._index.commit(self._applied, fingerprint(batch[-1]), self._holder)
            self._committed = now

    def _take(self, record: LogRecord) -> None:
        if self._unread and record.value == self._unread[0].value:
            self._settle(self._unread.popleft())
            return
        try:
            entry = decode(record.value)
        except ValueError:
            self._skipped += 1
            return
        if isinstance(entry, Claim):
            self._see_claim(entry)
        else:
            self._holder = self._holder.after(entry.writer)
            if self._holder.writer == entry.writer:
                self._index.apply(entry)

    def _see_claim(self, claim: Claim) -> None:
        self._holder = self._holder.claimed_by(claim.writer)
        if claim.writer == self.writer and not self._ready.done():
            self._ready.set_result(None)
            for facts, result in self._early:
                if not result.done():
                    self._decide(facts, result)
            self._early.clear()
        elif claim.writer != self.writer and self._ready.done():
            raise Fenced(f"another worker ({claim.writer}) owns the partition now")

    def _settle(self, unread: _Unread[D]) -> None:
        """A decision of ours was read back, and no foreign claim before it: it counts."""
        self._index.apply(unread.record)
        for table, key, _ in unread.record.writes:
            if self._overlay[table, key].number == unread.number:
                del self._overlay[table, key]
        del self._by_key[unread.key]
        for result, ruling in unread.waiting:
            if not result.done():
                result.set_result(ruling)

    async def _guarded(self, step: Callable[[], Awaitable[None]]) -> None:
        try:
            await step()
            raise Unavailable("the log of decisions ended")  # noqa: TRY301
        except asyncio.CancelledError:
            raise
        except Exception as error:  # noqa: BLE001 - whatever it is: nothing may be decided after it
            self._fail(error)

    def _fail(self, error: BaseException) -> None:
        if self._failure is None:
            failure = error if isinstance(error, Exception) else RuntimeError(repr(error))
            self._end(failure)
            self._on_failure(failure)

    def _end(self, failure: Exception) -> None:
        if self._failure:
            return
        self._failure = failure
        for task in self._tasks:
            task.cancel()
        if not self._ready.done():
            self._ready.set_exception(failure)
        waiting = [result for _, result in self._early]
        waiting += [result for unread in self._unread for result, _ in unread.waiting]
        for result in waiting:
            if not result.done():
                result.set_exception(failure)
                result.add_done_callback(_retrieve)


def fingerprint(record: LogRecord) -> str:
    """What tells a record from another at the same offset of another log."""
    parts = (record.key or b"", str(record.timestamp).encode(), record.value or b"")
    return blake2b(b"\0".join(parts), digest_size=16).hexdigest()


def _retrieve(future: asyncio.Future[Any]) -> None:
    """Take the exception of a future that perhaps nobody awaits, so that none is reported as forgotten."""
    if not future.cancelled():
        future.exception()
