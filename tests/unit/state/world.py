"""A broker in memory and processes that die at any step: identify and dedupe with their real lanes, states and indexes.

A step is all that a process does to the world: a record or an output handed over, its delivery, an acknowledgement.
A process can be killed at a step, before it takes effect, or frozen there, and thawed when another has taken over.
"""

import asyncio
from collections import defaultdict
from collections.abc import AsyncGenerator, Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tests.support.stories import PARTITIONS, START
from worker.core import codec, identity
from worker.core.copies import rule as copies
from worker.core.errors import PoisonPage
from worker.core.model import Fate, Message, Outcome, Output, Topic
from worker.runtime.lane import Lane, Terms
from worker.stages import dedupe, identify
from worker.state.index import Index
from worker.state.log import Bounds, LogRecord
from worker.state.owner import PartitionState
from worker.state.partitions import Partitions
from worker.state.retention import Retention

INPUTS = {"identify": Topic.ARTICLES_CLEAN, "dedupe": Topic.ARTICLES_IDENTIFIED}
NUMBERS = {"identify": (0,), "dedupe": (0, 1)}
RULES: dict[str, Any] = {"identify": identity.rule, "dedupe": copies.rule}
STAGES: dict[str, Any] = {"identify": identify.stage, "dedupe": dedupe.stage}
Place = tuple[str, int]


@dataclass
class Broker:
    """What survives a process: the topics, the logs of decisions, the committed offsets."""

    topics: dict[Place, list[Message]] = field(default_factory=lambda: defaultdict(list))
    logs: dict[Place, list[LogRecord]] = field(default_factory=lambda: defaultdict(list))
    committed: dict[Place, int] = field(default_factory=lambda: defaultdict(int))
    events: list[Output] = field(default_factory=list)
    fates: list[Output] = field(default_factory=list)
    changed: asyncio.Event = field(default_factory=asyncio.Event)

    def stir(self) -> None:
        """Wake all who wait for a change."""
        self.changed.set()
        self.changed = asyncio.Event()

    def take(self, output: Output) -> None:
        """Append a record to its topic."""
        if output.topic is Topic.PAGES_FATES:
            self.fates.append(output)
        elif output.topic is Topic.ARTICLES_IDENTIFIED:
            assert output.key
            self.bring(output, PARTITIONS[output.key.decode()])
        else:
            self.events.append(output)
        self.stir()

    def bring(self, output: Output | Message, partition: int) -> None:
        """Append a record to a topic that a stage reads."""
        topic = str(output.topic)
        queue = self.topics[topic, partition]
        queue.append(Message(topic, partition, len(queue), START, output.key, output.value, output.headers))

    def done(self) -> bool:
        """Whether everything is committed."""
        places = [(INPUTS[stage].value, n) for stage in INPUTS for n in NUMBERS[stage]]
        return all(self.committed[place] == len(self.topics[place]) for place in places)

    async def until(self, condition: Callable[[], bool]) -> None:
        """Wait for a condition, within a bound."""
        async with asyncio.timeout(20):
            while not condition():
                changed = self.changed
                await changed.wait()


@dataclass
class Log:
    """One partition of a log of decisions, as one process sees it."""

    broker: Broker
    process: "Process"
    place: Place
    cluster: str = "cluster"
    undeliverable: Exception | None = None
    readable: bool = True

    async def cluster_id(self) -> str:
        return self.cluster

    async def bounds(self) -> Bounds:
        records = self.broker.logs[self.place]
        return Bounds(records[0].offset if records else 0, records[-1].offset + 1 if records else 0)

    async def append(self, key: bytes, value: bytes, timestamp: int) -> Awaitable[object]:
        await self.process.step()
        if self.undeliverable:
            return _raise(self.undeliverable)
        records = self.broker.logs[self.place]
        offset = records[-1].offset + 1 if records else 0
        records.append(LogRecord(offset, timestamp, key, value))
        self.broker.stir()
        return self.process.keep(self.process.step())

    async def tail(self, offset: int) -> AsyncGenerator[Sequence[LogRecord], None]:
        while True:
            await self.process.gate()
            changed = self.broker.changed
            batch = [record for record in self.broker.logs[self.place] if record.offset >= offset]
            if batch and self.readable:
                offset = batch[-1].offset + 1
                yield batch
            else:
                await changed.wait()


async def _raise(error: Exception) -> None:
    raise error


class Process:
    """A worker with both stages. It stops at step `stop_at`: dies there, or freezes where `freezes`."""

    def __init__(self, broker: Broker, folder: Path, stop_at: int = 0, *, freezes: bool = False) -> None:
        self.broker, self.folder, self.stop_at, self.freezes = broker, folder, stop_at, freezes
        self.steps = 0
        self.stopped = self.dead = False
        self.failure: Exception | None = None
        self._tasks: set[asyncio.Future[Any]] = set()
        self._thawed = asyncio.Event()
        self._states: list[PartitionState[Any]] = []
        self._indexes: list[Index] = []
        self._lanes: list[Lane] = []

    def start(self) -> None:
        """Begin to read all partitions from where they are committed."""
        for stage, topic in INPUTS.items():
            states: Partitions[Any] = Partitions(lambda number, stage=stage: self._state(stage, number))  # type: ignore[misc]
            handler = STAGES[stage](states)
            for number in NUMBERS[stage]:
                self.keep(self._consume((topic.value, number), handler))

    async def run(self) -> None:
        """Run until everything is committed, or this process has stopped or failed."""
        self.start()
        await self.broker.until(lambda: self.broker.done() or self.stopped or self.failure is not None)

    def thaw(self) -> None:
        """Wake up from the freeze as if nothing had been."""
        self._thawed.set()

    async def kill(self) -> None:
        """End at once: nothing is closed, nothing committed."""
        self.stopped = self.dead = True
        for lane in self._lanes:
            lane.close()
        doomed = [*self._tasks, *(task for state in self._states for task in state._tasks)]
        for task in doomed:
            task.cancel()
        await asyncio.gather(*doomed, return_exceptions=True)
        for index in self._indexes:
            index.close()

    @property
    def idle(self) -> bool:
        """Whether all that was handed over is delivered."""
        return all(task.done() for task in self._tasks)

    async def step(self) -> None:
        """One step. Where the process stops here it takes no effect."""
        self._count()
        await self.gate()

    async def gate(self) -> None:
        """Nothing passes while the process is stopped."""
        if self.stopped and not (self.freezes and self._thawed.is_set()):
            await (self._thawed.wait() if self.freezes else asyncio.Event().wait())

    def keep(self, work: Any) -> asyncio.Future[Any]:
        """A task of this process."""
        task: asyncio.Future[Any] = asyncio.ensure_future(work)
        self._tasks.add(task)
        task.add_done_callback(lambda _: self.broker.stir())
        return task

    def _count(self) -> None:
        self.steps += 1
        if self.steps == self.stop_at:
            self.stopped = True
            self.broker.stir()

    def _fail(self, error: Exception) -> None:
        self.failure = self.failure or error
        self.stopped = True
        self.freezes = False
        self.broker.stir()

    def _state(self, stage: str, number: int) -> PartitionState[Any]:
        def open_index(cluster: str) -> Index:
            index = Index(self.folder, f"{stage}-{number}", cluster, Retention())
            self._indexes.append(index)
            return index

        log = Log(self.broker, self, (stage, number))
        state = PartitionState(open_index, log, RULES[stage], lambda: START, self._fail)
        self._states.append(state)
        return state

    async def _consume(self, place: Place, handler: Any) -> None:
        lane = Lane(Terms(self._publish, _no_dead_letter, self._fail, lambda: 0.0, _ignore, items=6))
        self._lanes.append(lane)
        offset = self.broker.committed[place]
        while True:
            await self.gate()
            changed, queue = self.broker.changed, self.broker.topics[place]
            if offset < len(queue):
                work = self.keep(handler.begin(queue[offset]))
                await lane.submit(queue[offset], work, self._ack(place, offset))
                offset += 1
            else:
                await changed.wait()

    async def _publish(self, output: Output) -> Awaitable[object]:
        await self.step()
        self.broker.take(output)
        return self.keep(self.step())

    def _ack(self, place: Place, offset: int) -> Callable[[], None]:
        def ack() -> None:
            self._count()
            if not self.stopped:
                self.broker.committed[place] = max(self.broker.committed[place], offset + 1)
                self.broker.stir()

        return ack


def _no_dead_letter(message: Message, error: PoisonPage) -> Outcome:
    raise AssertionError(message, error)


def _ignore(message: Message, outcome: Outcome, seconds: float) -> None:
    """Nobody counts here."""


def fate_of(output: Output) -> Fate:
    """The fate in its record."""
    return codec.convert(codec.from_json(output.value or b""), Fate)
