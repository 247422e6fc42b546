"""The only wiring: settings in, a running worker out.

    Faust app ─► an intake a stage, with its lanes ─► work: the pool (clean, tag) or the partitions' state (identify, dedupe)
                    └─► outputs, fates ─► publisher ─► Faust's producer

The process ends when it is told to (SIGTERM, exit 0) or when something unexpected happens (exit 1, nothing further
acknowledged). Either way it leaves the group, so that another worker takes over at once.
"""

import asyncio
import signal
import sys
import tempfile
import time
from collections.abc import Awaitable, Callable, Collection, Coroutine, Iterable
from functools import partial
from pathlib import Path
from typing import Any

import structlog

from worker.core import codec, identity
from worker.core.copies import rule as copies
from worker.core.decisions import Rule
from worker.core.errors import Unavailable
from worker.core.model import Message, Outcome, Topic
from worker.kafka import admin, stream
from worker.kafka.publisher import Publisher
from worker.kafka.statelog import StateLogs
from worker.runtime import garbage
from worker.runtime.deadletters import DeadShare
from worker.runtime.intake import Intake, Shared
from worker.runtime.lease import Lease
from worker.runtime.monitor import Monitor
from worker.runtime.pace import Pace
from worker.runtime.vitals import Pulse, Timeouts
from worker.settings import CHILD_START, Settings
from worker.stages import dedupe, identify, pool
from worker.stages.deciding import DecidingStage
from worker.state.holdings import Holdings
from worker.state.index import Index
from worker.state.owner import PartitionState
from worker.state.partitions import Partitions
from worker.state.retention import Retention
from worker.telemetry import Metrics, set_up_logging
from worker.topics import real_name

log = structlog.get_logger("dateline")

LEAVE = 10.0  # seconds to leave the group once nothing is in hand any more
INPUTS = {"identify": Topic.ARTICLES_CLEAN, "dedupe": Topic.ARTICLES_IDENTIFIED}
STATES = {"identify": Topic.IDENTIFY_STATE, "dedupe": Topic.DEDUPE_STATE}
DECIDERS: dict[str, Callable[[Any], DecidingStage[Any]]] = {
    "identify": identify.stage,
    "dedupe": dedupe.stage,
}
RULES: dict[str, Rule[Any]] = {"identify": identity.rule, "dedupe": copies.rule}

Work = Callable[[Message], Awaitable[Outcome]]


async def run(settings: Settings, stages: Collection[str]) -> None:
    """Run these stages until SIGTERM or SIGINT. Raises DatelineError (or what was unexpected) once all is stopped."""
    set_up_logging(settings.log_format, sys.stderr)
    loop = asyncio.get_running_loop()
    with tempfile.TemporaryDirectory(prefix="dateline-") as folder:
        worker = Worker(settings, stages, Path(folder))
        for number in (signal.SIGTERM, signal.SIGINT):
            loop.add_signal_handler(number, worker.end)
        await worker.run()


class Worker:
    """The parts of a running worker, and its life: start, serve, stop. `folder` is for what Faust wants to keep on disk."""

    def __init__(self, settings: Settings, stages: Collection[str], folder: Path) -> None:
        self._settings = settings
        self._ended: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._failure: Exception | None = None
        self._monitor = Monitor(settings.health_address, _timeouts(settings), self._look, self._measure)
        self._metrics = self._monitor.metrics
        self._lease = Lease(settings.session_timeout, settings.rebalance_timeout)
        reading = [stage for stage in stages if stage not in STATES]  # identify and dedupe read no page
        self._pool = pool.make(settings, reading, self._replaced)
        pace = Pace(lambda: self._pool.busy)
        self._app = stream.build(settings, folder, self._lease, pace)
        names = {topic: real_name(settings.prefix, topic) for topic in Topic}
        for name in names.values():  # from 0 on: the first one is a rise that an alert can see
            self._metrics.undeliverable.labels(name)
        counted = _counted(self._metrics, names.values())
        self._publisher = Publisher(partial(stream.give, self._app), names, pace, counted, self._refused)
        kept = [stage for stage in stages if stage in STATES]
        self._logs = StateLogs(settings, self._publisher, [STATES[stage] for stage in kept], pace)
        self._partitions = {stage: Partitions(partial(self._state, stage)) for stage in kept}
        self._holdings = Holdings(self._partitions, {stage: names[INPUTS[stage]] for stage in kept})
        self._intakes = self._intakes_of(stages)
        takes = {stage: intake.take for stage, intake in self._intakes.items()}
        stream.declare_agents(self._app, settings.prefix, takes)
        stream.on_rebalance(self._app, self._on_assigned, self._on_revoked)
        self._rebalancing_since: float | None = None

    def end(self) -> None:
        """Stop in order: finish what is in hand within the deadline, commit, leave the group."""
        if not self._ended.done():
            log.info("stopping", deadline=self._settings.shutdown_deadline)
            self._ended.set_result(None)

    def fail(self, error: Exception) -> None:
        """Stop without acknowledging anything further. The first error counts, also one that comes while it stops."""
        if self._failure:
            return
        self._failure = error
        log.error("failing", reason=str(error), error=type(error).__name__)
        if self._ended.done():
            self._close_intakes()
        else:
            self._ended.set_result(None)

    async def run(self) -> None:
        """Serve until `end` or `fail`."""
        try:
            if await self._unless_ended(self._pool.start()):  # says what is wrong with rules and registries
                self._monitor.start()  # whoever asks is answered while the worker waits for Kafka
                if await self._unless_ended(self._connect()):
                    await self._serve()
        finally:
            await self._pool.stop(0)
            self._monitor.stop()  # last: a worker that hangs while it leaves must end too

    async def _connect(self) -> None:
        await admin.check_ready(self._settings, log.warning)
        await self._logs.start()
        garbage.collect_rarely()

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

    async def _serve(self) -> None:
        tasks = [
            self._for_good(work)
            for work in (self._lease.watch(), self._publisher.pump(), stream.serve(self._app))
        ]
        await asyncio.wait([self._ended])
        try:
            await self._leave()
        finally:
            for task in tasks:
                task.cancel()
            await self._give_up()
            await self._logs.stop()
        if self._failure:
            raise self._failure

    async def _leave(self) -> None:
        in_order = self._failure is None
        self._lease.decline()
        if not in_order:
            self._close_intakes()
        finish = self._settings.shutdown_deadline if in_order else 0
        departure = await stream.leave(self._app, finish, LEAVE, self._close_intakes)
        if departure.trouble:
            log.warning("the group may not know that this worker left", reason=departure.trouble)
        log.info("stopped", abandoned=departure.abandoned)

    def _for_good(self, work: Coroutine[Any, Any, None]) -> "asyncio.Task[None]":
        """A task whose end, of itself or by an error, is the worker's."""

        def ended(task: "asyncio.Task[None]") -> None:
            if task.cancelled() or (self._ended.done() and not task.exception()):
                return
            error = task.exception() or Unavailable("Faust stopped by itself")
            self.fail(error if isinstance(error, Exception) else Unavailable(repr(error)))

        task = asyncio.create_task(work)
        task.add_done_callback(ended)
        return task

    # ── the stages ──────────────────────────────────────────────────────────────────────────────────────────

    def _intakes_of(self, stages: Collection[str]) -> dict[str, Intake]:
        settings = self._settings
        shared = Shared(self._publisher, self.fail, self._metrics, DeadShare(settings.dead_share))

        def intake(stage: str) -> Intake:
            items = settings.lane_messages if stage in STATES else settings.lane_pages
            return Intake(stage, self._work(stage), shared, items, settings.lane_bytes)

        return {stage: intake(stage) for stage in stages}

    def _work(self, stage: str) -> Work:
        if stage not in STATES:
            return partial(self._in_child, stage)
        deciding = DECIDERS[stage](self._partitions[stage])

        async def decide(message: Message) -> Outcome:
            return await deciding.begin(message)

        return decide

    async def _in_child(self, stage: str, message: Message) -> Outcome:
        return codec.unpack(await self._pool.run(stage, codec.pack(message)), Outcome)

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

    # ── what the group says ─────────────────────────────────────────────────────────────────────────────────

    async def _on_assigned(self, partitions: Iterable[tuple[str, int]]) -> None:
        self._metrics.rebalances.inc()
        await self._holdings.gain(partitions)

    async def _on_revoked(self, _: Iterable[tuple[str, int]]) -> None:
        """Nothing may go out later than this: it would be sent with the next generation's lease, behind the new owner."""
        await self._give_up()
        await self._publisher.discard()
        await stream.flush(self._app)

    async def _give_up(self) -> None:
        self._close_intakes()
        await self._holdings.lose()

    def _close_intakes(self) -> None:
        for intake in self._intakes.values():
            intake.close()

    # ── what the monitor asks ───────────────────────────────────────────────────────────────────────────────

    def _look(self) -> Pulse:
        now = time.monotonic()
        rebalancing = stream.rebalancing(self._app)
        self._rebalancing_since = (self._rebalancing_since or now) if rebalancing else None
        return Pulse(
            at=now,
            oldest_working=self._pool.working_since,
            stalled_since=self._stalled_since(),
            rebalancing_since=self._rebalancing_since,
            assigned=self._holdings.has_share and not rebalancing,
            producing=stream.producing(self._app),
        )

    def _stalled_since(self) -> float | None:
        """Since when some stage makes no progress though it should; None where none has work in hand."""
        times = (
            intake.stalled_since(self._holdings.reading(stage)) for stage, intake in self._intakes.items()
        )
        return min((since for since in times if since is not None), default=None)

    def _unacknowledged_since(self) -> float | None:
        times = (intake.unacknowledged_since for intake in self._intakes.values())
        return min((since for since in times if since is not None), default=None)

    def _measure(self, metrics: Metrics) -> None:
        now = time.monotonic()
        since = self._unacknowledged_since()
        metrics.last_ack_seconds.set(0 if since is None else now - since)
        for intake in self._intakes.values():
            intake.measure(metrics)
        self._holdings.measure(metrics)
        for topic, records in stream.lag(self._app).items():
            metrics.lag.labels(topic).set(records)
        metrics.children.set(len(self._pool.pids))
        metrics.pool_pages.set(len(self._pool))

    def _refused(self, topic: str) -> None:
        self._metrics.undeliverable.labels(topic).inc()

    def _replaced(self, cause: str, detail: str) -> None:
        self._metrics.child_restarts.labels(cause).inc()
        log.warning("child replaced", cause=cause, detail=detail)


def _timeouts(settings: Settings) -> Timeouts:
    """A page may take two deadlines, a rebalance its timeout; past that, and a child's start, something is stuck."""
    return Timeouts(
        beat=30.0,
        page=2 * settings.page_deadline + CHILD_START,
        progress=settings.stuck_after,
        rebalance=2 * settings.rebalance_timeout + CHILD_START,
    )


def _counted(metrics: Metrics, topics: Iterable[str]) -> Callable[[str, int], None]:
    """What counts each delivery to these topics. Their labels are looked up once."""
    counters = {
        topic: (metrics.deliveries.labels(topic), metrics.delivered_bytes.labels(topic)) for topic in topics
    }

    def delivered(topic: str, size: int) -> None:
        records, total = counters[topic]
        records.inc()
        total.inc(size)

    return delivered


def _now_ms() -> int:
    return time.time_ns() // 1_000_000
