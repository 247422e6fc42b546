import json
import subprocess
import sys
import threading
from datetime import UTC, datetime

from worker.runtime.vitals import Check, Pulse, Timeouts, Vitals
from worker.runtime.watchdog import EXIT_CODE, Watchdog, last_line

TIMEOUTS = Timeouts(beat=5, page=50, progress=150, rebalance=60)


class Watched:
    """A watchdog whose clock the test sets, and whose victim lives on."""

    def __init__(self) -> None:
        self.now = 0.0
        self.ended: list[Check] = []
        self.vitals = Vitals(TIMEOUTS, lambda: self.now)
        self.dog = Watchdog(self.vitals, lambda: self.now, interval=1.0, end=self.ended.append)

    def pass_time(self, seconds: int) -> None:
        """Look once a second, as the thread does."""
        for _ in range(seconds):
            self.now += 1
            self.dog.look()


def test_a_beating_loop_is_left_alone() -> None:
    """A minute of pulses: nothing happens."""
    watched = Watched()
    for _ in range(60):
        watched.vitals.beat(Pulse(at=watched.now, oldest_working=watched.now - 40))
        watched.pass_time(1)
    assert watched.ended == []


def test_a_loop_that_hangs_is_ended_for_that_reason() -> None:
    """Past the limit, and not before."""
    watched = Watched()
    watched.pass_time(5)
    assert watched.ended == []
    watched.pass_time(1)
    assert [check.name for check in watched.ended] == ["loop"]


def test_a_page_that_never_ends_is_the_reason() -> None:
    """The loop beats, but its oldest page is past its budget."""
    watched = Watched()
    for _ in range(51):
        watched.vitals.beat(Pulse(at=watched.now, oldest_working=0.0, stalled_since=0.0))
        watched.pass_time(1)
    assert [check.name for check in watched.ended] == ["page"]


def test_a_process_that_was_stopped_as_a_whole_gets_another_look() -> None:
    """After a suspended machine every age is old; only what is still so a second later counts."""
    watched = Watched()
    watched.pass_time(1)
    watched.now += 3600
    watched.dog.look()
    watched.vitals.beat(Pulse(at=watched.now))
    watched.pass_time(3)
    assert watched.ended == []


def test_a_stopped_watchdog_does_nothing() -> None:
    """An orderly end takes its time."""
    ended: list[Check] = []
    dog = Watchdog(
        Vitals(Timeouts(beat=-1, page=0, progress=0, rebalance=0), lambda: 0.0),
        interval=0.001,
        end=ended.append,
    )
    dog.stop()
    dog.start()
    dog._thread.join(timeout=30)
    assert not dog._thread.is_alive()
    assert ended == []


def test_the_thread_looks_by_itself() -> None:
    """Started, it ends what hangs."""
    ended = threading.Event()
    dog = Watchdog(
        Vitals(Timeouts(beat=-1, page=0, progress=0, rebalance=0), lambda: 0.0),
        interval=0.001,
        end=lambda check: ended.set(),
    )
    dog.start()
    assert ended.wait(30)
    dog.stop()


def test_the_last_line_is_one_line_of_json() -> None:
    """Reason, code and time, for a log collector and for a person."""
    line = last_line(
        Check("loop", ok=False, found="the event loop last beat 9 s ago"), datetime(2026, 1, 2, tzinfo=UTC)
    )
    assert line.endswith(b"}\n")
    assert json.loads(line) == {
        "event": "the watchdog ends this worker",
        "level": "critical",
        "reason": "loop: the event loop last beat 9 s ago",
        "exit_code": 70,
        "timestamp": "2026-01-02T00:00:00Z",
    }


HANGS = """
import asyncio, time
from worker.runtime.vitals import Timeouts, Pulse, Vitals, beat_forever
from worker.runtime.watchdog import Watchdog

async def main():
    vitals = Vitals(Timeouts(beat=2, page=9, progress=9, rebalance=9), time.monotonic)
    Watchdog(vitals, interval=0.05).start()
    beating = asyncio.ensure_future(beat_forever(vitals, lambda: Pulse(at=time.monotonic()), 0.05))
    await asyncio.sleep(0.5)
    where_it_hangs()

def where_it_hangs():
    while True:
        pass

asyncio.run(main())
"""


def test_a_real_process_with_a_hung_loop_ends() -> None:
    """Its exit code is the watchdog's, its last line the reason, and before it stands where it hung."""
    done = subprocess.run(
        [sys.executable, "-c", HANGS], capture_output=True, text=True, timeout=60, check=False
    )
    assert done.returncode == EXIT_CODE
    assert json.loads(done.stderr.splitlines()[-1])["reason"].startswith("loop: ")
    assert "where_it_hangs" in done.stderr
