"""Worker processes for tests: the real command, started, watched, killed, and never left behind."""

import contextlib
import json
import os
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Self

import psutil

from tests.support.warm import Forked, Warm

REPO = Path(__file__).parents[2]
Process = subprocess.Popen[bytes] | Forked

# What workers are forked from instead of started, while there is one (see `warmed` and `started_cold` in tests/conftest.py).
warm: Warm | None = None


class Worker:
    """One `dateline run` process with its own state folder and log file.

    `module` is what Python runs in its place: a `dateline run` that does something more, with the words before `args`.
    """

    def __init__(
        self,
        folder: Path,
        name: str,
        environ: Mapping[str, str],
        *args: str,
        module: Sequence[str] = ("worker", "run"),
    ) -> None:
        self.folder = folder
        self.name = name
        self.log = folder / f"{name}.log"
        self._environ = {
            **{key: value for key, value in os.environ.items() if not key.startswith("DATELINE_")},
            "DATELINE_STATE_DIR": str(folder / f"{name}-state"),
            "DATELINE_HEALTH_ADDRESS": "127.0.0.1:18080",
            "DATELINE_LOG_FORMAT": "json",
            **environ,
        }
        self._module = [*module, *args]
        self.process: Process | None = None
        self._begins = 0  # of what this process has written, in the log

    def start(self) -> Self:
        """Start it, or start it again after its end; its log goes on in the same file."""
        with self.log.open("ab") as log:
            self._begins = log.tell()
            if warm:
                self.process = warm.start(self._module, self._environ, log.fileno())
            else:
                command = [sys.executable, "-m", *self._module]
                self.process = subprocess.Popen(command, cwd=REPO, env=self._environ, stdout=log, stderr=log)
        return self

    @property
    def pid(self) -> int:
        """The parent process."""
        assert self.process is not None
        return self.process.pid

    def children(self) -> list[psutil.Process]:
        """Its child processes as they are now."""
        with contextlib.suppress(psutil.NoSuchProcess):
            return psutil.Process(self.pid).children(recursive=True)
        return []

    def alive(self) -> bool:
        """Whether the parent process still runs."""
        return self.process is not None and self.process.poll() is None

    def kill(self) -> list[psutil.Process]:
        """`kill -9` of the parent alone; returns the children it had."""
        children = self.children()
        assert self.process is not None
        self.process.kill()
        self.process.wait(10)
        return children

    def stop(self, seconds: float = 40) -> int:
        """SIGTERM; returns the exit code. Raises TimeoutExpired where it doesn't end in time."""
        assert self.process is not None
        self.process.send_signal(signal.SIGTERM)
        return self.process.wait(seconds)

    def end(self) -> None:
        """Stop it if it runs, and kill it where it doesn't stop in time."""
        if not self.alive():
            return
        try:
            self.stop()
        except subprocess.TimeoutExpired:
            self.kill()

    def health_address(self) -> str:
        """Where it says that its health pages are: at another port than before its last end, where somebody took that one."""
        for line in self.log.read_bytes()[self._begins :].splitlines():
            if b'"event": "health"' in line:
                return str(json.loads(line)["address"])
        raise AssertionError(f"no health address in the log:\n{self.tail()}")

    def metric(self, name: str) -> float:
        """A metric, summed over its labels; 0 while its health pages aren't up."""
        try:
            text = get(self.health_address(), "/metrics")[1]
        except (AssertionError, OSError):
            return 0
        lines = (line.rpartition(" ") for line in text.splitlines())
        return sum(float(value) for series, _, value in lines if series.partition("{")[0] == name)

    def tail(self, lines: int = 30) -> str:
        """The end of its log, for a failed test's message."""
        text = self.log.read_text(errors="replace") if self.log.exists() else ""
        return "\n".join(text.splitlines()[-lines:])


@contextlib.contextmanager
def workers(folder: Path, environ: Mapping[str, str], count: int = 1, *args: str) -> Iterator[list[Worker]]:
    """So many started workers; at the end every one of them and of their children is gone."""
    crew = [Worker(folder, f"worker-{number}", environ, *args).start() for number in range(count)]
    try:
        yield crew
    finally:
        for worker in crew:
            if worker.alive():
                worker.kill()


def wait_for(
    what: Callable[[], bool], seconds: float, said: Callable[[], str] = lambda: "", pause: float = 0.2
) -> None:
    """Poll until `what` is true, with a pause between two looks. Raises AssertionError with `said()` when the time is over."""
    deadline = time.monotonic() + seconds
    while not what():
        if time.monotonic() > deadline:
            raise AssertionError(f"not within {seconds:g} s: {said()}")
        time.sleep(pause)


def gone(processes: list[psutil.Process]) -> bool:
    """Whether none of them lives on."""
    return not [
        process for process in processes if process.is_running() and process.status() != psutil.STATUS_ZOMBIE
    ]


def get(address: str, path: str) -> tuple[int, str]:
    """Status and body of a health page."""
    try:
        with urllib.request.urlopen(f"http://{address}{path}", timeout=5) as answer:
            return answer.status, answer.read().decode()
    except urllib.error.HTTPError as error:
        return error.code, error.read().decode()
