"""The only wiring: settings in, a running worker out.

    Faust app ─► take ─► lanes (per stage) ─► work: the pool (clean, tag) or the partitions' state (identify, dedupe)
                           └─► outputs, fates ─► publisher ─► Faust's producer

The process ends when it is told to (SIGTERM, exit 0) or when something unexpected happens (exit 1, nothing further
acknowledged). Either way it leaves the group, so that another worker takes over at once.
"""

import asyncio
import signal
import tempfile
import time
from collections.abc import Awaitable, Callable, Collection, Iterable
from functools import partial
from pathlib import Path
from typing import Any

import structlog

from worker.core import codec, copies, identity
from worker.core.decisions import Rule
from worker.core.errors import PoisonPage, Unavailable
from worker.core.model import FateKind, Message, Outcome, Topic
from worker.kafka import admin, stream
from worker.kafka.statelog import StateLogs
from worker.runtime.deadletters import DeadShare, dead_letter
from worker.runtime.lane import Terms
from worker.runtime.lanes import Lanes
from worker.runtime.pool import Limits, Pool
from worker.settings import Settings
from worker.stages import children
from worker.stages.dedupe import Dedupe
from worker.stages.identify import Identify
from worker.state.index import Index, Retention
from worker.state.owner import PartitionState
from worker.state.partitions import Partitions
from worker.topics import real_name

log = structlog.get_logger("dateline")

LEAVE = 10.0  # seconds to leave the group once nothing is in hand any more
INPUTS = {"identify": Topic.ARTICLES_CLEAN, "dedupe": Topic.ARTICLES_IDENTIFIED}
STATES = {"identify": Topic.IDENTIFY_STATE, "dedupe": Topic.DEDUPE_STATE}
RULES: dict[str, Rule[Any]] = {"identify": identity.rule, "dedupe": copies.rule}


def pool(settings: Settings, kinds: Collection[str], on_restart: Callable[[str, str], None]) -> Pool:
    """The children that read page text, for these kinds of work."""
    limits = Limits(deadline=settings.page_deadline, memory=settings.memory_limit, queue=settings.child_queue)
    return Pool(children.FACTORY, children.config(settings, kinds), settings.children, limits, on_restart)


async def run(settings: Settings, stages: Collection[str]) -> None:
    """Run these stages until SIGTERM or SIGINT. Raises DatelineError (or what was unexpected) once all is stopped."""
    worker = Worker(settings, stages)
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, worker.end)
    with tempfile.TemporaryDirectory(prefix="dateline-") as folder:
        await worker.run(Path(folder))


class Worker:
    """The parts of a running worker, and its life: start, serve, stop."""

    def __init__(self, settings: Settings, stages: Collection[str]) -> None:
        self._settings = settings
        self._stages = stages
        self._ended: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        kinds = [stage for stage in stages if stage not in STATES]
        self._pool = pool(settings, kinds, self._replaced)
        self._dead_share = DeadShare(settings.dead_share)

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
        await self._pool.start()  # first, because it says what is wrong with rules and registries
        try:
            await admin.check_ready(self._settings, log.warning)
            await self._serve(folder)
        finally:
            await self._pool.stop(0)

    async def _serve(self, folder: Path) -> None:
        app = stream.build(self._settings, folder)
        self._publisher = stream.Publisher(app, self._settings.prefix)
        self._logs = StateLogs(
            self._settings, self._publisher, [STATES[stage] for stage in STATES if stage in self._stages]
        )
        self._partitions = {stage: self._state_of(stage) for stage in STATES if stage in self._stages}
        self._lanes = {stage: Lanes(self._terms(stage)) for stage in self._stages}
        stream.declare_agents(
            app, self._settings.prefix, {stage: self._take(stage) for stage in self._stages}
        )
        stream.on_rebalance(app, self._assigned, self._revoked)
        await self._logs.start()
        try:
            await self._until_ended(app)
        finally:
            await self._logs.stop()

    async def _until_ended(self, app: Any) -> None:
        serving = asyncio.ensure_future(stream.serve(app))
        serving.add_done_callback(self._faust_ended)
        await asyncio.wait([self._ended])
        in_order = self._ended.exception() is None
        if not in_order:
            self._close_lanes()
        abandoned = await stream.leave(
            app, self._settings.shutdown_deadline if in_order else 0, LEAVE, self._close_lanes
        )
        log.info("stopped", abandoned=abandoned)
        serving.cancel()
        await self._revoked(())
        await self._ended

    def _faust_ended(self, serving: "asyncio.Future[None]") -> None:
        if not serving.cancelled():
            self.fail(serving.exception() or Unavailable("Faust stopped by itself"))  # type: ignore[arg-type]

    def _terms(self, stage: str) -> Terms:
        light = stage in STATES
        return Terms(
            publish=self._publisher,
            dead_letter=partial(self._bury, stage),
            on_failure=self.fail,
            clock=time.monotonic,
            on_done=partial(self._done, stage),
            items=self._settings.lane_messages if light else self._settings.lane_pages,
            size=self._settings.lane_bytes,
        )

    def _take(self, stage: str) -> stream.Take:
        begin = self._begin(stage)

        async def take(message: Message, generation: int, ack: Callable[[], None]) -> None:
            await self._lanes[stage].submit(message, generation, begin(message), ack)

        return take

    def _begin(self, stage: str) -> Callable[[Message], Awaitable[Outcome]]:
        """How a stage works on a message: a coroutine, so that it begins when its lane has room, in order."""
        if stage == "identify":
            handler: Any = Identify(self._partitions[stage])
        elif stage == "dedupe":
            handler = Dedupe(self._partitions[stage])
        else:
            return partial(self._in_child, stage)

        async def decide(message: Message) -> Outcome:
            outcome: Outcome = await handler.begin(message)
            return outcome

        return decide

    async def _in_child(self, stage: str, message: Message) -> Outcome:
        return codec.unpack(await self._pool.run(stage, codec.pack(message)), Outcome)

    def _state_of(self, stage: str) -> Partitions[Any]:
        return Partitions(partial(self._partition_state, stage))

    def _partition_state(self, stage: str, partition: int) -> PartitionState[Any]:
        settings = self._settings
        retention = Retention(articles=settings.identity_days, texts=settings.copy_days)
        name = real_name(settings.prefix, STATES[stage])

        def open_index(cluster: str) -> Index:
            return Index(settings.state_dir, f"{name}-{partition}", cluster, retention)

        state_log = self._logs.log(STATES[stage], partition)
        return PartitionState(open_index, state_log, RULES[stage], _now_ms, self.fail)

    async def _assigned(self, partitions: Iterable[tuple[str, int]]) -> None:
        mine = set(partitions)
        log.info("assigned", partitions=len(mine))
        for stage, states in self._partitions.items():
            source = real_name(self._settings.prefix, INPUTS[stage])
            states.open(number for topic, number in sorted(mine) if topic == source)

    async def _revoked(self, _: Iterable[tuple[str, int]]) -> None:
        """A rebalance takes every partition first; those that stay come back with `_assigned`."""
        self._close_lanes()
        for states in self._partitions.values():
            await states.close()

    def _close_lanes(self) -> None:
        for lanes in self._lanes.values():
            lanes.close()

    def _bury(self, stage: str, message: Message, error: PoisonPage) -> Outcome:
        """The dead letter; raises TooManyDead, so that nothing further is acked, where this is one too many."""
        outcome = dead_letter(message, error, stage)
        self._dead_share.count(outcome)
        log.warning(
            "dead",
            stage=stage,
            page=f"{message.topic}:{message.partition}:{message.offset}",
            error=str(error),
        )
        return outcome

    def _done(self, stage: str, message: Message, outcome: Outcome, seconds: float) -> None:
        if not (
            outcome.fate and outcome.fate.fate is FateKind.DEAD
        ):  # the dead are counted when they are buried
            self._dead_share.count(outcome)

    def _replaced(self, cause: str, detail: str) -> None:
        log.warning("child replaced", cause=cause, detail=detail)


def _now_ms() -> int:
    return time.time_ns() // 1_000_000
