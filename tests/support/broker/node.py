"""One Kafka process: its folder, its settings, its life under a guard."""

import socket
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from tests.support.broker.errors import BrokerUnavailable, PortTaken

GUARD = Path(__file__).with_name("guard.py")
NODE = "kafka.Kafka"
STARTED = "Kafka Server started"  # said when the broker is unfenced, so it serves
TAKEN = "Address already in use"
# Small: a node that serves a test needs 200–400 MB in all. The serial collector suits two cores and a small heap. The
# quick compiler alone: the thorough one costs 1.5 s of the 3.5 that a start takes, and pays only after hours.
JVM = (
    "-Xms128m",
    "-Xmx384m",
    "-XX:+UseSerialGC",
    "-XX:TieredStopAtLevel=1",
    "-XX:-UsePerfData",
    "-Djava.awt.headless=true",
)
LOGGING = ("defaultLogLevel=warn", "log.kafka.server.KafkaRaftServer=info", "showDateTime=true")


@dataclass(frozen=True, slots=True)
class Java:
    """How a Kafka class is run: the `java` and the jars, and the file of classes that it maps or that a node writes at its end."""

    java: Path
    jars: Sequence[Path]
    classes: Path | None = None
    writes: Path | None = None

    def command(self, main: str, *args: str) -> list[str]:
        """The command line that runs a class with a small heap, logging to stderr."""
        logging = [f"-Dorg.slf4j.simpleLogger.{setting}" for setting in LOGGING]
        shared = [f"-XX:SharedArchiveFile={self.classes}"] if self.classes else []
        if self.writes and main == NODE:
            shared = [f"-XX:ArchiveClassesAtExit={self.writes}"]
        return [str(self.java), *JVM, *shared, *logging, "-cp", ":".join(map(str, self.jars)), main, *args]


class Node:
    """A broker and controller in one process, on fixed ports with a data folder of its own.

    `settings` are lines of its server.properties. Its log stands in `folder/log`.
    """

    def __init__(self, java: Java, folder: Path, port: int, settings: Mapping[str, str]) -> None:
        self.port = port
        self._java = java
        self._folder = folder
        self._settings = settings
        self._guard: subprocess.Popen[str] | None = None
        self.pid: int | None = None  # of the Java process, while it was last seen alive

    @property
    def running(self) -> bool:
        """Whether the process is there."""
        return self._guard is not None and self._guard.poll() is None

    def format(self, cluster_id: str, logins: Sequence[str] = ()) -> None:
        """Write the settings and the empty log folder; in it the users that log in by SCRAM."""
        self._folder.mkdir(parents=True)
        settings = {**self._settings, "log.dirs": str(self._folder / "data")}
        self._properties.write_text("".join(f"{name}={value}\n" for name, value in settings.items()))
        users = [word for login in logins for word in ("--add-scram", login)]
        command = self._java.command(
            "kafka.tools.StorageTool", "format", "-t", cluster_id, "-c", str(self._properties), *users
        )
        done = subprocess.run(command, capture_output=True, text=True, timeout=120, check=False)
        if done.returncode:
            raise BrokerUnavailable(f"Kafka's log folder could not be formatted: {done.stderr[-1000:]}")

    def start(self) -> None:
        """Start the process; `wait` says when it serves."""
        command = self._java.command(NODE, str(self._properties))
        with self._log.open("w") as log:
            self._guard = subprocess.Popen(
                [sys.executable, "-ESs", str(GUARD), str(self._folder.parent), *command],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=log,
                text=True,
                start_new_session=True,  # Ctrl-C is the starter's to handle
            )
        self.pid = int(_stream(self._guard.stdout).readline() or 0) or None

    def wait(self, seconds: float = 60.0) -> None:
        """Return when the broker serves. Raises PortTaken or BrokerUnavailable, with the end of its log."""
        deadline = time.monotonic() + seconds
        while STARTED not in (said := self._log.read_text()):
            if TAKEN in said:
                raise PortTaken(f"a port of the broker on {self.port} was taken by another process")
            if not self.running or time.monotonic() > deadline:
                raise BrokerUnavailable(f"Kafka did not start: {said[-2000:] or 'it said nothing'}")
            time.sleep(0.05)
        socket.create_connection(("127.0.0.1", self.port), timeout=5).close()

    def shut(self, seconds: float = 20.0) -> None:
        """End the process in order (SIGTERM); by force when that takes too long."""
        self._end("term", seconds)

    def kill(self) -> None:
        """End the process at once (SIGKILL)."""
        self._end("kill", 0.0)

    def _end(self, order: str, seconds: float) -> None:
        if self._guard is None:
            return
        stdin = _stream(self._guard.stdin)
        if self.running and order == "term":
            _order(stdin, "term")
            try:
                self._guard.wait(seconds)
            except subprocess.TimeoutExpired:
                order = "kill"
        if self.running:
            _order(stdin, order)
        self._guard.wait(30)
        stdin.close()
        _stream(self._guard.stdout).close()
        self._guard, self.pid = None, None

    @property
    def _properties(self) -> Path:
        return self._folder / "server.properties"

    @property
    def _log(self) -> Path:
        return self._folder / "log"


def _stream(pipe: IO[str] | None) -> IO[str]:
    """The pipe, which is there because we asked for it."""
    assert pipe is not None
    return pipe


def _order(stdin: IO[str], order: str) -> None:
    """Tell the guard; one that has ended on its own needs no order."""
    try:
        stdin.write(f"{order}\n")
        stdin.flush()
    except BrokenPipeError:
        return
