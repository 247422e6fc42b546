"""A pool of child processes that work on one page at a time each, and may hang, crash or eat memory.

The page a child was at when it failed is the suspect: it is tried once more, alone in a fresh child. Failing again
it is a `PoisonPage`. The pages that were queued behind it go on elsewhere, uncounted. One rule keeps this simple:
a first failure, of whatever kind, ends the child, and a fresh child takes a suspect before anything else.
"""

import asyncio
import signal
from collections import deque
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from enum import Enum, auto
from functools import partial

from worker.core.errors import DatelineError, PoisonPage, SettingsError, Unavailable
from worker.runtime.frames import Answer
from worker.runtime.nursery import Nursery
from worker.runtime.process import ChildProcess, in_words

STARTS = 3  # children in a row that may die before they are ready


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """What a child may use. Seconds, bytes, pages; `queue` counts the pages handed ahead of the one in work.

    A child that has done `pages` pages, or holds `resident` bytes between two pages (0: half of `memory`), is
    replaced by a fresh one.
    """

    deadline: float = 20.0
    memory: int = 2_000_000_000
    queue: int = 3
    pages: int = 20_000
    resident: int = 0
    start: float = 120.0


@dataclass(slots=True, eq=False)
class _Job:
    code: int
    payload: bytes
    result: asyncio.Future[bytes]
    suspect: bool = False


class _State(Enum):
    STARTING = auto()
    OPEN = auto()
    CLOSING = auto()  # takes no further page, ends after the last it holds


@dataclass(slots=True, eq=False)
class _Child:
    process: ChildProcess = field(init=False)
    since: float  # when it was started, or began the page in work
    state: _State = _State.STARTING
    jobs: deque[_Job] = field(default_factory=deque)
    pages: int = 0
    worn: bool = False  # to be replaced as soon as a fresh one is ready

    def give(self, job: _Job, now: float) -> None:
        if not self.jobs:
            self.since = now
        self.jobs.append(job)
        self.process.send(job.code, job.payload)

    def room(self, queue: int) -> bool:
        alone = bool(self.jobs) and self.jobs[0].suspect
        return self.state is _State.OPEN and not alone and len(self.jobs) <= queue


class Pool:
    """Children that run the job functions of `factory` (`module:function`, see `worker.runtime.template`).

    `on_restart(cause, detail)` is told of each child that was replaced: timeout, crash, memory, exception, worn, start.
    """

    def __init__(
        self,
        factory: str,
        config: str,
        children: int,
        limits: Limits,
        on_restart: Callable[[str, str], None] = lambda cause, detail: None,  # noqa: ARG005
    ) -> None:
        self._nursery = Nursery(factory, config, limits.memory)
        self._size, self._limits = children, limits
        self._resident = limits.resident or limits.memory // 2
        self._on_restart = on_restart
        self._children: list[_Child] = []
        self._processes: set[ChildProcess] = set()  # also those that are ending
        self._waiting: deque[_Job] = deque()
        self._suspects: deque[_Job] = deque()
        self._codes: dict[str, int] = {}
        self._up: asyncio.Future[None] | None = None
        self._starts_failed = 0
        self._broken: DatelineError | None = None
        self._tick = min(0.5, limits.deadline / 10)
        self._timer: asyncio.TimerHandle | None = None

    async def start(self) -> None:
        """Start the children and wait until all are ready. Raises SettingsError with the factory's own words."""
        self._loop = asyncio.get_running_loop()
        self._up = self._loop.create_future()
        if not self._size:
            self._up.set_result(None)
        self._staff()
        self._watch(self._loop.time())
        try:
            await self._up
        except BaseException:
            await self.stop(0)
            raise

    def run(self, kind: str, payload: bytes) -> asyncio.Future[bytes]:
        """The result of the job function. Fails with PoisonPage after the page's second failure.

        Any other DatelineError says that the pool itself can't go on. A cancelled job may still be worked on.
        """
        if self._broken:
            raise self._broken
        if kind not in self._codes:
            raise ValueError(f"no job of kind {kind!r}")
        job = _Job(self._codes[kind], payload, self._loop.create_future())
        self._waiting.append(job)
        self._assign()
        return job.result

    async def stop(self, deadline: float) -> None:
        """Give the pages in hand `deadline` seconds, then end all children; pages not done fail with Unavailable."""
        results = [job.result for job in self._jobs() if not job.result.done()]
        if results and deadline > 0:
            await asyncio.wait(results, timeout=deadline)
        self._shut(Unavailable("the pool is stopped"))
        await asyncio.gather(*(process.gone for process in self._processes))

    @property
    def pids(self) -> list[int]:
        """The process ids of the children that take pages."""
        return [child.process.pid for child in self._children if child.state is _State.OPEN]

    @property
    def working_since(self) -> float | None:
        """When the page was begun that has been worked on longest, by the loop's clock; None where none is."""
        return min((child.since for child in self._children if child.jobs), default=None)

    @property
    def busy(self) -> bool:
        """Whether pages wait for a child to have room."""
        return bool(self._waiting)

    def __len__(self) -> int:
        return sum(1 for _ in self._jobs())

    def _jobs(self) -> Iterator[_Job]:
        yield from self._suspects
        yield from self._waiting
        for child in self._children:
            yield from child.jobs

    def _staff(self) -> None:
        """Start a child if one is missing, or a suspect waits for a fresh one: one after the other, so that a failure counts once."""
        fit = sum(child.state is _State.OPEN and not child.worn for child in self._children)
        starting = any(child.state is _State.STARTING for child in self._children)
        if starting or (fit >= self._size and not self._suspects):
            return
        child = _Child(self._loop.time())
        try:
            child.process = self._nursery.child(partial(self._heard, child), partial(self._ended, child))
        except OSError as error:
            self._shut(Unavailable(f"no child process can be started: {error}"))
            return
        self._children.append(child)
        self._processes.add(child.process)

    def _assign(self) -> None:
        """Hand waiting pages to the children with the fewest."""
        while self._waiting:
            open_ = [child for child in self._children if child.room(self._limits.queue)]
            if not open_:
                return
            self._give(min(open_, key=lambda child: len(child.jobs)), self._waiting)

    def _give(self, child: _Child, jobs: deque[_Job]) -> None:
        job = jobs.popleft()
        if not job.result.done():  # else cancelled meanwhile
            child.give(job, self._loop.time())

    def _heard(self, child: _Child, answer: Answer, resident: int, body: bytes) -> None:
        match answer:
            case Answer.RESULT:
                self._done(child, resident * 1024, body)
            case Answer.READY:
                self._ready(child, body.decode().split("\n"))
            case Answer.EXCEPTION:
                self._failed(child, "exception", body.decode())
            case Answer.MEMORY:
                self._failed(child, "memory", body.decode())
            case Answer.UNFIT:
                self._unfit(child, body.decode())

    def _ready(self, child: _Child, kinds: list[str]) -> None:
        self._codes = {kind: code for code, kind in enumerate(kinds)}
        child.state = _State.OPEN
        self._starts_failed = 0
        open_ = [child for child in self._children if child.state is _State.OPEN]
        if len(open_) > self._size:
            self._close(max(open_, key=lambda child: (child.worn, child.pages)))
        elif len(open_) == self._size and self._up and not self._up.done():
            self._up.set_result(None)
        if self._suspects:
            self._give(child, self._suspects)
        self._staff()
        self._assign()

    def _close(self, child: _Child) -> None:
        child.state = _State.CLOSING
        if not child.jobs:
            child.process.dismiss()

    def _done(self, child: _Child, resident: int, body: bytes) -> None:
        job = child.jobs.popleft()
        child.since = self._loop.time()
        child.pages += 1
        if not job.result.done():
            job.result.set_result(body)
        if child.state is _State.CLOSING:
            self._close(child)
        elif not child.worn and (child.pages >= self._limits.pages or resident > self._resident):
            child.worn = True
            self._on_restart("worn", f"{child.pages} pages done, {resident // 2**20} MiB resident")
            self._staff()
        self._assign()

    def _failed(self, child: _Child, cause: str, detail: str) -> None:
        """The page that the child was at is the suspect, or, for the second time, a poison page."""
        job = child.jobs.popleft()
        if job.suspect and not job.result.done():
            job.result.set_exception(PoisonPage(cause, detail))
        elif not job.result.done():
            job.suspect = True
            self._suspects.append(job)
        self._replace(child, cause, detail)

    def _replace(self, child: _Child, cause: str, detail: str) -> None:
        self._children.remove(child)
        child.process.kill()
        self._waiting.extendleft(reversed(child.jobs))
        self._on_restart(cause, detail)
        self._staff()
        self._assign()

    def _ended(self, child: _Child, code: int) -> None:
        self._processes.discard(child.process)
        if child not in self._children:
            return
        if child.state is _State.STARTING:
            self._start_failed(child, in_words(code))
        elif child.jobs:
            # A kill that wasn't ours is the kernel's when memory runs out.
            self._failed(child, "memory" if code == -signal.SIGKILL else "crash", in_words(code))
        elif child.state is _State.CLOSING:
            self._children.remove(child)
        else:
            self._replace(child, "crash", in_words(code))

    def _unfit(self, child: _Child, reason: str) -> None:
        if self._up and not self._up.done():
            self._shut(SettingsError(reason))
        else:
            self._start_failed(child, reason)

    def _start_failed(self, child: _Child, detail: str) -> None:
        self._starts_failed += 1
        if self._starts_failed >= STARTS:
            self._shut(Unavailable(f"{STARTS} children in a row failed while starting: {detail}"))
        else:
            self._replace(child, "start", detail)

    def _shut(self, error: DatelineError) -> None:
        self._broken = self._broken or error
        if self._timer:
            self._timer.cancel()
        for job in self._jobs():
            if not job.result.done():
                job.result.set_exception(error)
        children, self._children = self._children, []
        for child in children:
            child.process.kill()
        self._nursery.close()
        self._waiting.clear()
        self._suspects.clear()
        if self._up and not self._up.done():
            self._up.set_exception(error)

    def _watch(self, due: float) -> None:
        """End the children whose time is over. After a stall of this process results may lie unread: look again."""
        now = self._loop.time()
        self._timer = self._loop.call_later(self._tick, self._watch, now + self._tick)
        if now - due > self._tick:
            return
        for child in tuple(self._children):
            if not self._broken:
                self._judge(child, now - child.since)

    def _judge(self, child: _Child, age: float) -> None:
        if child.state is _State.STARTING and age > self._limits.start:
            self._start_failed(child, f"not ready after {self._limits.start:g} s")
        elif child.jobs and age > self._limits.deadline:
            self._failed(child, "timeout", f"not done after {self._limits.deadline:g} s")
