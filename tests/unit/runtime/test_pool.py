import asyncio
import gc
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import replace
from pathlib import Path

import psutil
import pytest

from worker.core.errors import PoisonPage, SettingsError, Unavailable
from worker.runtime.nursery import Nursery
from worker.runtime.pool import Limits, Pool

JOBS = "tests.unit.runtime.jobs:make"
LIMITS = Limits(deadline=30, memory=500_000_000)
IMPATIENT = Limits(deadline=1.5, memory=500_000_000)  # no echo takes that long, also on a crowded machine
PATIENCE = 30.0  # seconds for what should take a fraction of one


@asynccontextmanager
async def running(
    limits: Limits = LIMITS, children: int = 2, on_restart: Callable[[str, str], None] = lambda *_: None
) -> AsyncIterator[Pool]:
    """A pool of the test's jobs, stopped at the end."""
    pool = Pool(JOBS, "{}", children, limits, on_restart)
    await pool.start()
    try:
        yield pool
    finally:
        await pool.stop(0)


async def until(condition: Callable[[], bool]) -> None:
    """Wait until it holds; fail when it doesn't for too long."""
    deadline = time.monotonic() + PATIENCE
    while not condition():
        assert time.monotonic() < deadline, "waited too long"
        await asyncio.sleep(0.005)


def lives(pid: int) -> bool:
    """Whether there is such a process, and not only what it left behind."""
    try:
        return psutil.Process(pid).status() != psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return False


async def test_results_come_back_whole_and_to_their_pages() -> None:
    """Payloads of 0 bytes to 10 MB, many at a time, each gets its own result."""
    payloads = [b"", b"x", *(bytes([i]) * 70_000 for i in range(60)), os.urandom(10_000_000)]
    async with running() as pool:
        assert await asyncio.gather(*(pool.run("echo", payload) for payload in payloads)) == payloads
        assert len(pool) == 0


async def test_a_large_page_comes_back_beside_a_crash() -> None:
    large = os.urandom(5_000_000)
    async with running() as pool:
        results = await asyncio.gather(
            pool.run("echo", large),
            pool.run("segfault", b""),
            pool.run("echo", b"x"),
            return_exceptions=True,
        )
    assert results[0] == large
    assert isinstance(results[1], PoisonPage)
    assert results[2] == b"x"


@pytest.mark.parametrize(
    "kind, payload, limits, error, detail",
    [
        ("segfault", b"", LIMITS, "crash", "signal 11 (SIGSEGV)"),
        ("exit", b"3", LIMITS, "crash", "exit code 3"),
        ("killed", b"", LIMITS, "memory", "signal 9 (SIGKILL)"),
        ("memory", b"", LIMITS, "memory", "the job ran into the memory limit"),
        ("raise", b"two\nlines", LIMITS, "exception", "ValueError: two lines"),
        ("raise", "\ud800".encode("utf-8", "surrogatepass"), LIMITS, "exception", None),
        ("loop", b"", IMPATIENT, "timeout", "not done after 1.5 s"),
        ("hang", b"", IMPATIENT, "timeout", "not done after 1.5 s"),
    ],
)
async def test_a_page_that_fails_twice_is_poison(
    kind: str, payload: bytes, limits: Limits, error: str, detail: str | None
) -> None:
    """Its neighbours, before and behind it in the same child, come out right and uncounted."""
    causes: list[str] = []
    async with running(limits, children=1, on_restart=lambda cause, _: causes.append(cause)) as pool:
        before = [pool.run("echo", b"%d" % number) for number in range(2)]
        poison = pool.run(kind, payload)
        behind = [pool.run("echo", b"%d" % number) for number in range(2, 9)]
        with pytest.raises(PoisonPage) as caught:
            await poison
        assert await asyncio.gather(*before, *behind) == [b"%d" % number for number in range(9)]
    assert caught.value.error == error
    assert detail is None or caught.value.detail == detail
    assert causes == [error, error]


async def test_a_page_that_fails_once_comes_through(tmp_path: Path) -> None:
    """The crash may have been another page's fault, or the machine's: the second try decides."""
    async with running(children=1) as pool:
        assert await pool.run("once", bytes(tmp_path / "seen")) == b"came through"


async def test_the_second_try_is_in_a_fresh_child(tmp_path: Path) -> None:
    """After an ordinary exception too: the child that raised had pages before, the next one none."""
    async with running(children=1) as pool:
        for _ in range(5):
            await pool.run("pid", b"")
        assert await pool.run("second time", bytes(tmp_path / "seen")) == b"0"


async def test_the_second_try_is_alone(tmp_path: Path) -> None:
    """While a suspect is worked on, nothing is queued behind it."""
    async with running(children=1) as pool:
        suspect = pool.run("gate", bytes(tmp_path / "page"))
        others = [pool.run("echo", b"%d" % number) for number in range(5)]
        await until(lambda: any(job.suspect for child in pool._children for job in child.jobs))
        assert [len(child.jobs) for child in pool._children] == [1]
        assert not any(other.done() for other in others)
        (tmp_path / "page.open").touch()
        assert await suspect == b"through the gate"
        assert await asyncio.gather(*others) == [b"%d" % number for number in range(5)]


async def test_many_poison_pages_among_good_ones() -> None:
    """Every third page kills its child, while large ones lie unread behind it: those are poison, all others come out."""
    pages = [b"%02d" % number * 150_000 for number in range(30)]
    async with running() as pool:
        runs = [pool.run("echo" if number % 3 else "segfault", page) for number, page in enumerate(pages)]
        results = await asyncio.gather(*runs, return_exceptions=True)
    for number, (result, page) in enumerate(zip(results, pages, strict=True)):
        assert result == page if number % 3 else isinstance(result, PoisonPage)


async def test_a_hundred_kills_in_a_row() -> None:
    """Whoever kills a child, whatever it was doing: every page comes out right, and the pool is as large as before."""
    gc.collect()  # what earlier tests left open is closed now, and not while this one counts
    async with running() as pool:
        await until(lambda: len(pool._processes) == len(pool.pids) == 2)

        async def killed(number: int) -> None:
            runs = [pool.run("echo", b"%d" % index * 30_000) for index in range(6)]
            os.kill(pool.pids[number % 2], signal.SIGKILL)
            assert await asyncio.gather(*runs) == [b"%d" % index * 30_000 for index in range(6)]
            await until(lambda: len(pool.pids) == len(pool._processes) == 2)

        await killed(1)  # from then on what the start opened for itself is closed
        descriptors = psutil.Process().num_fds()
        for number in range(100):
            await killed(number)
        assert psutil.Process().num_fds() == descriptors


async def test_a_stalled_parent_does_not_blame_its_children() -> None:
    """Results that lie unread because the parent was held up for longer than the deadline are still results."""
    causes: list[str] = []
    async with running(IMPATIENT, on_restart=lambda cause, _: causes.append(cause)) as pool:
        await asyncio.gather(*(pool.run("pid", b"") for _ in range(4)))
        page = b"x" * 2_000_000  # more than one read of the socket
        runs = [pool.run("echo", page) for _ in range(2)]
        await until(lambda: all(not child.process._outbox for child in pool._children))
        time.sleep(2.5)  # noqa: ASYNC251 - the stall itself
        assert await asyncio.gather(*runs) == [page] * 2
    assert causes == []


@pytest.mark.parametrize(
    "limits", [Limits(deadline=30, pages=5), Limits(deadline=30, resident=1)], ids=["pages", "resident"]
)
async def test_worn_children_are_replaced_without_a_gap(limits: Limits) -> None:
    """After so many pages, or above so much memory, a fresh child takes over and no page is lost or blamed."""
    causes: list[str] = []
    async with running(limits, on_restart=lambda cause, _: causes.append(cause)) as pool:
        first = set(pool.pids)
        for _ in range(40):
            await asyncio.gather(*(pool.run("pid", b"") for _ in range(4)))
        await until(lambda: not first & set(pool.pids) and len(pool.pids) == 2)
    assert set(causes) == {"worn"}


@pytest.mark.parametrize(
    "fault, error, text",
    [
        ("settings", SettingsError, "rules.toml: rule 3: pattern: no closing bracket"),
        ("bug", SettingsError, "KeyError: 'gazetteer'"),
        ("thread", SettingsError, f"{JOBS} leaves threads running: no child can be forked beside them"),
        ("crash", Unavailable, "3 children in a row failed while starting: signal 11 (SIGSEGV)"),
        ("no process", Unavailable, "3 children in a row failed while starting: exit code 1"),
    ],
)
async def test_a_factory_that_fails_is_told_not_retried(
    fault: str, error: type[Exception], text: str
) -> None:
    """A wrong rules file is one clear error at the start, and no process is left."""
    pool = Pool(JOBS, json.dumps({"fault": fault}), 2, LIMITS)
    with pytest.raises(error) as caught:
        await pool.start()
    assert str(caught.value) == text
    assert pool._processes == set()


async def test_a_factory_that_does_not_exist_is_told() -> None:
    """A misspelt factory names what is missing."""
    with pytest.raises(SettingsError, match=r"No module named 'worker\.absent'"):
        await Pool("worker.absent:make", "{}", 1, LIMITS).start()


async def test_a_kind_that_does_not_exist_is_told() -> None:
    """A misspelt kind is the caller's error, at once."""
    async with running(children=1) as pool:
        with pytest.raises(ValueError, match="no job of kind 'ecko'"):
            pool.run("ecko", b"")


async def test_a_machine_out_of_processes_ends_the_pool(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where no child can be started, pages fail with an error that is no page's fault."""

    def refuse(*_: object, **__: object) -> None:
        raise BlockingIOError(11, "Resource temporarily unavailable")

    async with running(children=1) as pool:
        monkeypatch.setattr(subprocess, "Popen", refuse)
        pool._nursery.close()
        with pytest.raises(Unavailable, match=r"no child process .*temporarily unavailable"):
            await pool.run("segfault", b"")
    with pytest.raises(Unavailable, match="temporarily unavailable"):
        await Pool(JOBS, "{}", 2, LIMITS).start()


async def test_a_factory_that_hangs_is_given_up() -> None:
    """Children that are never ready end in an error that says so."""
    pool = Pool(JOBS, json.dumps({"fault": "hang"}), 1, Limits(deadline=0.1, start=0.3))
    with pytest.raises(Unavailable, match=r"not ready after 0\.3 s"):
        await pool.start()
    assert pool._processes == set()


async def test_children_that_can_no_longer_start_end_the_pool() -> None:
    """A later crash loop fails the pages in hand with an error that is no page's fault."""
    async with running(children=1) as pool:
        pool._nursery.close()
        pool._nursery = Nursery(
            JOBS, json.dumps({"fault": "settings"}), 0
        )  # as if the rules file had been broken meanwhile
        page = pool.run("segfault", b"")
        other = pool.run("echo", b"")
        for run in (page, other):
            with pytest.raises(Unavailable, match="no closing bracket"):
                await run
        with pytest.raises(Unavailable):
            pool.run("echo", b"")


async def test_stop_lets_pages_finish_within_the_deadline() -> None:
    """What can be done is done, the rest fails, and no child is left."""
    async with running(children=1) as pool:
        pids = list(pool.pids)
        done, hung = pool.run("echo", b"x"), pool.run("loop", b"")
        await pool.stop(0.3)
        assert await done == b"x"
        with pytest.raises(Unavailable, match="stopped"):
            await hung
        assert not any(psutil.pid_exists(pid) for pid in pids)


async def test_a_cancelled_page_frees_its_child() -> None:
    """Nobody waits for it any more: its child is freed at the deadline, without a second try."""
    causes: list[str] = []
    async with running(IMPATIENT, children=1, on_restart=lambda cause, _: causes.append(cause)) as pool:
        hung, waiting = pool.run("loop", b""), pool.run("echo", b"x")
        hung.cancel()
        assert await waiting == b"x"
    assert causes == ["timeout"]


async def test_children_ignore_the_terminals_signals() -> None:
    """Ctrl-C and SIGTERM are for the parent to answer."""
    async with running() as pool:
        before = pool.pids
        for pid in before:
            os.kill(pid, signal.SIGINT)
            os.kill(pid, signal.SIGTERM)
        assert {int(await pool.run("pid", b"")) for _ in range(4)} <= set(before)
        assert all(os.getpgid(pid) != os.getpgid(0) for pid in pool.pids)


async def test_sets_are_iterated_in_one_order_everywhere() -> None:
    """Two children, whatever the parent's hash seed: the same page gives the same bytes."""
    async with running() as pool, running() as other:
        assert await pool.run("hashes", b"e") == await other.run("hashes", b"e")


PARENT = """
import asyncio, sys
from worker.runtime.pool import Limits, Pool

async def main():
    pool = Pool("tests.unit.runtime.jobs:make", "{}", 3, Limits(deadline=600))
    await pool.start()
    await pool.run("print", b"not for stdout")
    hung, looping = pool.run("hang", b""), pool.run("loop", b"")
    print(*pool.pids, flush=True)
    await asyncio.gather(hung, looping)

asyncio.run(main())
"""


@pytest.mark.parametrize("end", [signal.SIGKILL, signal.SIGTERM])
async def test_children_die_with_their_parent(end: signal.Signals) -> None:
    """However it dies: idle children, one that hangs in C and one in a loop. What jobs print isn't on its stdout."""
    parent = subprocess.Popen(  # noqa: ASYNC220 - the parent must die under our hand
        [sys.executable, "-c", PARENT], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
    )
    with parent:
        assert parent.stdout
        pids = [int(pid) for pid in parent.stdout.readline().split()]
        assert len(pids) == 3
        parent.send_signal(end)
    await until(lambda: not any(lives(pid) for pid in pids))


@pytest.mark.parametrize("end", [signal.SIGKILL, signal.SIGSTOP])
async def test_a_template_that_dies_takes_no_child_and_no_page_along(end: signal.Signals) -> None:
    """Children go on with their pages; the next that is missing comes from a new template, though the old one hung."""
    causes: list[str] = []
    async with running(replace(LIMITS, start=2), on_restart=lambda cause, _: causes.append(cause)) as pool:
        before = set(pool.pids)
        template = pool._nursery._template
        assert template
        runs = [pool.run("echo", b"%d" % number * 30_000) for number in range(8)]
        template.send_signal(end)
        assert await asyncio.gather(*runs) == [b"%d" % number * 30_000 for number in range(8)]
        assert set(pool.pids) == before
        if end is signal.SIGKILL:
            # Else the order for the next child may reach it as it dies, which is a failed start.
            await until(lambda: template.poll() is not None)
        with pytest.raises(PoisonPage, match="SIGSEGV"):
            await pool.run("segfault", b"")
        await until(lambda: len(pool.pids) == 2)
        assert pool._nursery._template is not template
    assert causes == ["crash", *(["start"] if end is signal.SIGSTOP else []), "crash"]


async def test_children_are_their_parents_own(tmp_path: Path) -> None:
    """Not the template's, which forked them: so the kernel ends them with the parent, and tells it how they ended."""
    async with running() as pool:
        assert {process.pid for process in psutil.Process().children()} >= set(pool.pids)
        assert {int(await pool.run("parent", b"")) for _ in range(4)} == {os.getpid()}


async def test_a_pool_of_no_children_starts_and_stops() -> None:
    """A worker whose stages read no page has none, and doesn't wait for them."""
    pool = Pool("nowhere:nothing", "{}", 0, LIMITS)
    await pool.start()
    assert pool.pids == []
    await pool.stop(0)


async def test_a_pool_is_busy_while_pages_wait_for_room(tmp_path: Path) -> None:
    """A child that takes no page ahead: the second page waits, and the pool says so until there is room."""
    (tmp_path / "page").touch()  # seen before: it waits at its gate
    async with running(Limits(deadline=30, memory=500_000_000, queue=0), children=1) as pool:
        first = pool.run("gate", bytes(tmp_path / "page"))
        busy = [pool.busy]
        second = pool.run("echo", b"second")
        busy.append(pool.busy)
        (tmp_path / "page.open").touch()
        await asyncio.gather(first, second)
        assert [*busy, pool.busy] == [False, True, False]
