"""The only wiring: settings in, a running worker out.

    Faust app ─► take ─► lanes (per stage) ─► work: the pool (clean, tag) or the partitions' state (identify, dedupe)
                           └─► outputs, fates ─► publisher ─► Faust's producer

The process ends when it is told to (SIGTERM, exit 0) or when something unexpected happens (exit 1, nothing further
acknowledged). Either way it leaves the group, so that another worker takes over at once.
"""

import asyncio
import signal
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Awaitable, Callable, Collection, Coroutine, Iterable
from functools import partial
from pathlib import Path
from typing import Any

import structlog

from worker.core import codec, identity
from worker.core.copies import rule as copies
from worker.core.decisions import Rule, Table
from worker.core.errors import PoisonPage, Unavailable
from worker.core.model import FateKind, Message, Outcome, Output, Topic
from worker.kafka import admin, stream
from worker.kafka.publisher import Publisher
from worker.kafka.statelog import StateLogs
from worker.runtime.deadletters import DeadShare, dead_letter
from worker.runtime.lane import Terms
from worker.runtime.lanes import Lanes
from worker.runtime.lease import Lease
from worker.runtime.monitor import Monitor
from worker.runtime.pool import Limits, Pool
from worker.runtime.vitals import Patience, Pulse
from worker.settings import Settings
from worker.stages import jobs
from worker.stages.dedupe import Dedupe
from worker.stages.identify import Identify
from worker.state.index import Index, Retention
from worker.state.owner import PartitionState
from worker.state.partitions import Partitions
from worker.telemetry import Metrics, set_up_logging
from worker.topics import real_name

log = structlog.get_logger("dateline")

LEAVE = 10.0  # seconds to leave the group once nothing is in hand any more
INPUTS = {"identify": Topic.ARTICLES_CLEAN, "dedupe": Topic.ARTICLES_IDENTIFIED}
STATES = {"identify": Topic.IDENTIFY_STATE, "dedupe": Topic.DEDUPE_STATE}
DECIDERS: dict[str, type[Identify | Dedupe]] = {"identify": Identify, "dedupe": Dedupe}
RULES: dict[str, Rule[Any]] = {"identify": identity.rule, "dedupe": copies.rule}


def pool(settings: Settings, kinds: Collection[str], on_restart: Callable[[str, str], None]) -> Pool:
    """The children that read page text, for these kinds of work."""
    limits = Limits(deadline=settings.page_deadline, memory=settings.memory_limit, queue=settings.child_queue)
    count = settings.children if kinds else 0  # identify and dedupe read no page
    return Pool(jobs.FACTORY, jobs.config(settings, kinds), count, limits, on_restart)


async def run(settings: Settings, stages: Collection[str]) -> None:
    """Run these stages until SIGTERM or SIGINT. Raises DatelineError (or what was unexpected) once all is stopped."""
    set_up_logging(settings.log_format, sys.stderr)
    worker = Worker(settings, stages)
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, worker.end)
    with tempfile.TemporaryDirectory(prefix="dateline-") as folder:
        await worker.run(Path(folder))


class Worker:
    """The parts of a running worker, and its life: start, serve, stop."""

    def __init__(self, settings: Settings, stages: Collection[str]) -> None:
        self._settings, self._stages = settings, stages
        self._ended: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._monitor = Monitor(settings.health_address, _patience(settings), self._look, self._measure)
        self._metrics = self._monitor.metrics
        self._dead_share = DeadShare(settings.dead_share)
        self._lease = Lease(settings.session_timeout)
        self._pool = pool(settings, [stage for stage in stages if stage not in STATES], self._replaced)
        self._lanes = {stage: Lanes(self._terms(stage)) for stage in stages}
        self._partitions = {stage: self._partitions_of(stage) for stage in stages if stage in STATES}
        self._assigned: Counter[str] = Counter()  # partitions by topic
        self._has_share = False
        self._rebalancing_since: float | None = None

    def end(self) -> None:
        """Stop in order: finish what is in hand within the deadline, commit, leave the group."""
        if not self._ended.done():
            log.info("stopping", deadline=self._settings.shutdown_deadline)
            self._ended.set_result(None)

    def fail(self, error: Exception) -> None:
        """Stop without acknowledging anything further. The first error counts."""
        if not self._ended.done():
            log.error("failing", reason=str(error), error=type(error).__name__)
            self._ended.set_exception(error)

    async def run(self, folder: Path) -> None:
        """Serve until `end` or `fail`. `folder` is for what Faust wants to keep on disk."""
        try:
            if await self._unless_ended(self._start(folder)):
                await self._serve()
        finally:
            await self._pool.stop(0)

    async def _start(self, folder: Path) -> None:
        await self._pool.start()  # first, because it says what is wrong with rules and registries
        await admin.check_ready(self._settings, log.warning)
        await self._connect(folder)
        await self._logs.start()

    async def _unless_ended(self, work: Coroutine[Any, Any, None]) -> bool:
        """Whether the work was done before the worker was told to end; otherwise it is given up. Raises its error."""
        task = asyncio.create_task(work)
        await asyncio.wait([task, self._ended], return_when=asyncio.FIRST_COMPLETED)
        if not task.done():
            task.cancel()
            await asyncio.wait([task])
            log.info("stopped", abandoned=0)
            return False
        await task
        return True

    async def _connect(self, folder: Path) -> None:
        prefix = self._settings.prefix
        self._app = stream.build(self._settings, folder, self._lease)
        names = {topic: real_name(prefix, topic) for topic in Topic}
        give = partial(stream.give, self._app)
        self._publisher = Publisher(give, names, self._delivered, self._refused)
        self._logs = StateLogs(self._settings, self._publisher, [STATES[stage] for stage in self._partitions])
        stream.declare_agents(self._app, prefix, {stage: self._take(stage) for stage in self._stages})
        stream.on_rebalance(self._app, self._on_assigned, self._on_revoked)

    async def _serve(self) -> None:
        self._monitor.start()
        tasks = [
            self._for_good(work)
            for work in (self._lease.keep(), self._publisher.pump(), stream.serve(self._app))
        ]
        await asyncio.wait([self._ended])
        try:
            await self._leave()
        finally:
            for task in tasks:
                task.cancel()
            await self._on_revoked(())
            await self._logs.stop()
            self._monitor.stop()  # last: a worker that hangs while it leaves must end too
        await self._ended

    async def _leave(self) -> None:
        in_order = self._ended.exception() is None
        if not in_order:
            self._close_lanes()
        finish = self._settings.shutdown_deadline if in_order else 0
        log.info("stopped", abandoned=await stream.leave(self._app, finish, LEAVE, self._close_lanes))

    def _for_good(self, work: Coroutine[Any, Any, None]) -> "asyncio.Task[None]":
        """A task whose end, of itself or by an error, is the worker's."""

        def ended(task: "asyncio.Task[None]") -> None:
            if not task.cancelled():
                error = task.exception() or Unavailable("Faust stopped by itself")
                self.fail(error if isinstance(error, Exception) else Unavailable(repr(error)))

        task = asyncio.create_task(work)
        task.add_done_callback(ended)
        return task

    # ── messages ────────────────────────────────────────────────────────────────────────────────────────────

    def _take(self, stage: str) -> stream.Take:
        begin = self._begin(stage)

        async def take(message: Message, generation: int, ack: Callable[[], None]) -> None:
            await self._lanes[stage].submit(message, generation, begin(message), ack)

        return take

    def _begin(self, stage: str) -> Callable[[Message], Awaitable[Outcome]]:
        """How a stage works on a message: a coroutine, so that it begins when its lane has room, in order."""
        if stage in ("clean", "tag"):
            return partial(self._in_child, stage)
        decider = DECIDERS[stage](self._partitions[stage])

        async def decide(message: Message) -> Outcome:
            return await decider.begin(message)

        return decide

    async def _in_child(self, stage: str, message: Message) -> Outcome:
        return codec.unpack(await self._pool.run(stage, codec.pack(message)), Outcome)

    def _terms(self, stage: str) -> Terms:
        return Terms(
            publish=self._publish,
            dead_letter=partial(self._bury, stage),
            on_failure=self.fail,
            clock=time.monotonic,
            on_done=partial(self._done, stage),
            items=self._settings.lane_messages if stage in STATES else self._settings.lane_pages,
            size=self._settings.lane_bytes,
        )

    async def _publish(self, output: Output) -> Awaitable[object]:
        return await self._publisher(output)

    def _bury(self, stage: str, message: Message, error: PoisonPage) -> Outcome:
        """The dead letter; raises TooManyDead, so that nothing further is acked, where this is one too many."""
        outcome = dead_letter(message, error, stage)
        self._dead_share.count(outcome)
        page = f"{message.topic}:{message.partition}:{message.offset}"
        log.warning("dead", stage=stage, page=page, error=str(error))
        return outcome

    def _done(self, stage: str, _: Message, outcome: Outcome, seconds: float) -> None:
        self._metrics.messages.labels(stage).inc()
        self._metrics.stage_seconds.labels(stage).observe(seconds)
        if fate := outcome.fate:
            self._metrics.fates.labels(stage, fate.fate, fate.reason or "").inc()
        if not fate or fate.fate is not FateKind.DEAD:  # the dead are counted when they are buried
            self._dead_share.count(outcome)

    # ── partitions ──────────────────────────────────────────────────────────────────────────────────────────

    def _partitions_of(self, stage: str) -> Partitions[Any]:
        return Partitions(partial(self._state, stage))

    def _state(self, stage: str, partition: int) -> PartitionState[Any]:
        settings = self._settings
        retention = Retention(articles=settings.identity_days, texts=settings.copy_days)
        name = f"{real_name(settings.prefix, STATES[stage])}-{partition}"
        return PartitionState(
            lambda cluster: Index(settings.state_dir, name, cluster, retention),
            self._logs.log(STATES[stage], partition),
            RULES[stage],
            _now_ms,
            self.fail,
        )

    async def _on_assigned(self, partitions: Iterable[tuple[str, int]]) -> None:
        mine = sorted(partitions)
        self._assigned = Counter(topic for topic, _ in mine)
        self._has_share = True
        self._metrics.rebalances.inc()
        log.info("assigned", partitions=dict(self._assigned))
        for stage, states in self._partitions.items():
            source = real_name(self._settings.prefix, INPUTS[stage])
            states.open(number for topic, number in mine if topic == source)

    async def _on_revoked(self, _: Iterable[tuple[str, int]]) -> None:
        """A rebalance takes every partition first; those that stay come back with `_on_assigned`."""
        self._close_lanes()
        for states in self._partitions.values():
            await states.close()

    def _close_lanes(self) -> None:
        for lanes in self._lanes.values():
            lanes.close()

    # ── what the monitor asks ───────────────────────────────────────────────────────────────────────────────

    def _look(self) -> Pulse:
        now = time.monotonic()
        rebalancing = stream.rebalancing(self._app)
        self._rebalancing_since = (self._rebalancing_since or now) if rebalancing else None
        stalled = [since for lanes in self._lanes.values() if (since := lanes.stalled_since) is not None]
        return Pulse(
            at=now,
            oldest_working=self._pool.working_since,
            stalled_since=min(stalled, default=None),
            rebalancing_since=self._rebalancing_since,
            assigned=self._has_share and not rebalancing,
            producing=stream.producing(self._app),
        )

    def _measure(self, metrics: Metrics) -> None:
        for stage, lanes in self._lanes.items():
            metrics.in_flight.labels(stage).set(len(lanes))
            metrics.in_flight_bytes.labels(stage).set(lanes.size)
        for topic, records in stream.lag(self._app).items():
            metrics.lag.labels(topic).set(records)
        for topic, count in self._assigned.items():
            metrics.partitions.labels(topic).set(count)
        for stage, states in self._partitions.items():
            statuses = list(states.status().values())
            metrics.state_behind.labels(stage).set(
                sum(max(0, s.end - s.applied - 1) for s in statuses if not s.ready)
            )
            for table in Table:
                metrics.state_entries.labels(stage, table).set(sum(s.entries.get(table, 0) for s in statuses))
        metrics.children.set(len(self._pool.pids))
        metrics.pool_pages.set(len(self._pool))

    def _delivered(self, topic: str, size: int) -> None:
        self._metrics.deliveries.labels(topic).inc()
        self._metrics.delivered_bytes.labels(topic).inc(size)

    def _refused(self, topic: str) -> None:
        self._metrics.undeliverable.labels(topic).inc()

    def _replaced(self, cause: str, detail: str) -> None:
        self._metrics.child_restarts.labels(cause).inc()
        log.warning("child replaced", cause=cause, detail=detail)


def _patience(settings: Settings) -> Patience:
    """A page may take two deadlines, a rebalance its timeout; past that, and some grace, something is stuck."""
    grace = 15.0
    return Patience(
        beat=30.0,
        page=2 * settings.page_deadline + grace,
        progress=settings.stuck_after,
        rebalance=2 * settings.rebalance_timeout + grace,
    )


def _now_ms() -> int:
    return time.time_ns() // 1_000_000
