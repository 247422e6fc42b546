"""The owner of one partition of a stage's decisions.

    decide ─► rule (index and pending decisions) ─► the record is sent ─► … ─► read back from the log ─► the ruling is out

Decisions are made at the call, in order, and hundreds may be pending. A ruling leaves only when its record was
read back with no other owner's claim before it: so whatever a stage sends stands in the log for good.
"""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from contextlib import aclosing
from typing import Any, Generic, TypeVar
from uuid import uuid4

import msgspec
import structlog

from worker.core.copies.candidates import Candidate
from worker.core.decisions import Facts, Rule, Ruling, Table
from worker.core.errors import DatelineError, Fenced, PoisonPage, Unavailable
from worker.state.index import Index
from worker.state.log import CLAIM_KEY, Bounds, Claim, Log, LogRecord, decided, encode
from worker.state.pending import Pending, fail
from worker.state.replica import Replica

D = TypeVar("D")
SLICE = 100  # records applied between two turns of the loop
COMMIT_EVERY = 1.0  # s
CATCH_UP_EVERY = (
    10.0  # s, the same while the log is read: what is committed together is written in fewer, fuller pages
)
TELL_EVERY = 10.0  # s, while catching up

log = structlog.get_logger("dateline")


class Status(msgspec.Struct, frozen=True):
    """A partition's state for people and metrics. While catching up, `applied` runs towards `end`."""

    ready: bool = False
    applied: int = -1  # offset of the last record applied
    end: int = 0  # the log's end when the partition was opened
    entries: dict[str, int] = {}  # by table
    size: int = 0  # bytes on disk
    pending: int = 0  # decisions sent and not yet read back
    skipped: int = 0  # records that weren't readable
    crowded: int = 0  # searches for near copies that may have left candidates out


class _Known:
    """What is remembered: what the log says, and over it what the pending decisions will have written."""

    __slots__ = ("_index", "_pending")

    def __init__(self, index: Index, pending: Pending[Any]) -> None:
        self._index, self._pending = index, pending

    def __call__(self, table: Table, key: str, /) -> Any:
        overlaid = self._pending.read(table, key)
        return self._index.read(table, key) if overlaid is None else overlaid.value

    def near(self, keys: Sequence[int], /) -> list[Candidate]:
        """What is pending was decided last, so it comes last."""
        return [*self._index.near(keys, self._pending.sketched()), *self._pending.near(keys)]


class PartitionState(Generic[D]):
    """Decides for one partition, as its only owner. All calls from one event loop.

    `open_index` opens the local index for the log of a cluster. `clock` gives ms since the epoch. `on_failure` gets
    what ended the ownership, once: `Fenced`, or an error of log or index. After it, and after `close`, nothing is
    decided any more.
    """

    def __init__(
        self,
        open_index: Callable[[str], Index],
        log: Log,
        rule: Rule[D],
        clock: Callable[[], int],
        on_failure: Callable[[Exception], None],
    ) -> None:
        self.writer = uuid4().hex
        self._open_index, self._log, self._rule = open_index, log, rule
        self._clock, self._on_failure = clock, on_failure
        loop = asyncio.get_running_loop()
        self._replica: Replica | None = None
        self._bounds = Bounds(0, 0)
        self._failure: Exception | None = None
        self._ready: asyncio.Future[Replica] = loop.create_future()
        self._early: list[tuple[Facts, asyncio.Future[Ruling[D]]]] = []
        self._pending: Pending[D] = Pending()
        self._outbox: asyncio.Queue[tuple[bytes, bytes, int]] = asyncio.Queue()
        self._committed = self._told = self._began = self._advanced = loop.time()
        self._tasks: list[asyncio.Task[None]] = []

    def start(self) -> None:
        """Open the index, claim the partition and catch up with the log, in the background."""
        at = self._clock()
        self._outbox.put_nowait((CLAIM_KEY, encode(Claim(self.writer, at)), at))
        self._tasks = [asyncio.create_task(self._guarded(step)) for step in (self._send, self._follow)]

    async def ready(self) -> None:
        """Wait until the log is applied up to the claim. Raises what ended that."""
        await asyncio.shield(self._ready)

    def decide(self, facts: Facts) -> Awaitable[Ruling[D]]:
        """The ruling on a message, once it may be acted on. Call it in the order of the input, also before `ready`.

        Raises (when awaited) `Fenced` where another owner came first.
        """
        result: asyncio.Future[Ruling[D]] = asyncio.get_running_loop().create_future()
        if self._failure:
            fail(result, self._failure)
        elif self._ready.done():
            self._decide(self._ready.result(), facts, result)
        else:
            self._early.append((facts, result))
        return result

    @property
    def caught_up(self) -> bool:
        """Whether the log is applied up to the claim."""
        return self._ready.done()

    @property
    def advanced(self) -> float:
        """When the log was last read further, by the loop's clock; before the first record, when it was opened."""
        return self._advanced

    def status(self) -> Status:
        """How the partition stands."""
        if self._replica is None:
            return Status()
        index = self._replica.index
        return Status(
            ready=self._ready.done() and self._failure is None,
            applied=self._replica.applied,
            end=self._bounds.end,
            entries=dict(index.entries),
            size=index.size,
            pending=len(self._pending),
            skipped=self._replica.skipped,
            crowded=index.crowded,
        )

    async def close(self) -> None:
        """Give the partition up: what is pending is dropped, what was read is committed, if the disk takes it."""
        healthy = self._failure is None
        self._end(Fenced("the partition was given up"))
        await asyncio.gather(*self._tasks, return_exceptions=True)
        if self._replica:
            if healthy:
                self._keep(self._replica)
            self._replica.index.close()

    def _keep(self, replica: Replica) -> None:
        """What can't be committed is read from the log another time; the worker ends of it all the same."""
        try:
            replica.commit()
        except DatelineError as error:
            self._on_failure(error)

    def _decide(self, replica: Replica, facts: Facts, result: asyncio.Future[Ruling[D]]) -> None:
        now = self._clock()
        ruling = self._rule(_Known(replica.index, self._pending), facts, now)
        if not ruling.known:
            value = self._pending.add(facts.key, decided(self.writer, facts, ruling.writes, now))
            self._outbox.put_nowait((str(facts.origin).encode(), value, now))
        self._pending.wait(facts.key, result, ruling)

    async def _send(self) -> None:
        while True:
            delivery = asyncio.ensure_future(await self._log.append(*await self._outbox.get()))
            delivery.add_done_callback(self._delivered)

    def _delivered(self, delivery: asyncio.Future[object]) -> None:
        if not delivery.cancelled() and (error := delivery.exception()):
            self._fail(error)

    async def _follow(self) -> None:
        replica = self._replica = Replica(self._open_index(await self._log.cluster_id()))
        self._bounds = await self._log.bounds()
        if not await self._read_from(replica, replica.start(self._bounds)):
            replica.forget()
            await self._read_from(replica, self._bounds.start)

    async def _read_from(self, replica: Replica, offset: int) -> bool:
        """Apply the log from an offset on, for ever; False where the index turns out to be of another log."""
        resumed = replica.applied >= 0
        async with aclosing(self._log.tail(offset)) as batches:
            async for batch in batches:
                if resumed and batch and not replica.knows(batch):
                    return False
                await self._apply(replica, batch[1:] if resumed and batch else batch)
                resumed = resumed and not batch
        raise Unavailable("the log of decisions ended")

    async def _apply(self, replica: Replica, batch: Sequence[LogRecord]) -> None:
        self._advanced = asyncio.get_running_loop().time()
        self._tell(replica)
        for count, record in enumerate(batch, 1):
            self._take(replica, record)
            if count % SLICE == 0:
                self._advanced = asyncio.get_running_loop().time()
                await asyncio.sleep(0)
        now = asyncio.get_running_loop().time()
        if now - self._committed >= (COMMIT_EVERY if self._ready.done() else CATCH_UP_EVERY):
            replica.commit()
            self._committed = now

    def _tell(self, replica: Replica) -> None:
        """How far the log is read, for whoever watches a worker begin on an empty disk."""
        now = asyncio.get_running_loop().time()
        if self._ready.done() or now - self._told < TELL_EVERY:
            return
        self._told = now
        self._say("reading decisions", replica, now)

    def _say(self, event: str, replica: Replica, now: float) -> None:
        log.info(
            event,
            index=replica.index.name,
            applied=replica.applied + 1,
            end=self._bounds.end,
            seconds=round(now - self._began),
        )

    def _take(self, replica: Replica, record: LogRecord) -> None:
        own = self._pending.next(record.value)
        entry = replica.take(record, own)
        if own:
            self._pending.settle()
        elif isinstance(entry, Claim):
            self._see_claim(replica, entry)

    def _see_claim(self, replica: Replica, claim: Claim) -> None:
        if claim.writer == self.writer and not self._ready.done():
            replica.index.settle()
            self._ready.set_result(replica)
            if self._told > self._began:
                self._say("decisions read", replica, asyncio.get_running_loop().time())
            early, self._early = self._early, []
            for facts, result in early:
                if not result.done():
                    self._decide(replica, facts, result)
        elif claim.writer != self.writer and self._ready.done():
            raise Fenced(f"another worker ({claim.writer}) owns the partition now")

    async def _guarded(self, step: Callable[[], Awaitable[None]]) -> None:
        try:
            await step()
        except Exception as error:  # noqa: BLE001 - whatever it is: nothing may be decided after it
            self._fail(error)

    def _fail(self, error: BaseException) -> None:
        if self._failure is None:
            failure = error if isinstance(error, Exception) else Unavailable(repr(error))
            if isinstance(error, PoisonPage):
                # The decision's record is at fault, no page: none may die of it.
                failure = Unavailable(f"a decision can't be written: {error.detail}")
            self._end(failure)
            self._on_failure(failure)

    def _end(self, failure: Exception) -> None:
        if self._failure:
            return
        self._failure = failure
        for task in self._tasks:
            task.cancel()
        if not self._ready.done():
            fail(self._ready, failure)
        self._pending.fail(failure)
        for _, result in self._early:
            fail(result, failure)
