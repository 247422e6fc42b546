"""`make demo`: a broker, the worker, the sample pages; the tagged events as they arrive, the fates at the end.

Uses the commands as a person would, on topics of its own, and stops all that it started. Run as
`python -m tests.support.demo`. Exit code 0 when every page has its fate.
"""

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from rich.console import Console

from tests.support.broker import BrokerUnavailable, open_kafka
from tests.support.kafka import counts
from tests.support.workers import REPO, Worker

INTERRUPTED = 130  # exit code, as shells give it for Ctrl-C
PATIENCE = 180  # seconds for all pages to get their fates
PREFIX = f"demo-{os.getpid()}."
console = Console(stderr=True)


def main() -> int:
    """Run the demo; the exit code of the audit at its end."""
    console.rule("A real Kafka (fetched the first time, about 40 MB)")
    try:
        with open_kafka(os.environ) as kafka, tempfile.TemporaryDirectory() as folder:
            return demonstrate(kafka.bootstrap, Path(folder))
    except BrokerUnavailable as error:
        console.print(f"[red]{error}")
        return 1
    except KeyboardInterrupt:
        console.print("stopped, and what it had started with it")
        return INTERRUPTED


def demonstrate(bootstrap: str, folder: Path) -> int:
    """Topics, worker, pages, events, fates."""
    environ = {"KAFKA_BOOTSTRAP_SERVERS": bootstrap, "DATELINE_PREFIX": PREFIX, "DATELINE_PARTITIONS": "2"}
    dateline(environ, "topics", "create")
    console.rule("The worker, and the sample pages into pages.raw")
    worker = Worker(folder, "demo", environ).start()
    try:
        with watching(environ):
            dateline(environ, "load", "samples/")
            waited = wait_for_fates(bootstrap, worker)
        console.rule("How every page ended: dateline audit")
        audit = dateline(environ, "audit", check=False)
        if not waited or audit:
            console.print(worker.tail())
        return audit
    finally:
        worker.end()


def dateline(environ: Mapping[str, str], *args: str, check: bool = True) -> int:
    """Run one command where the person sees it; its exit code."""
    console.print(f"[bold]$ dateline {' '.join(args)}")
    return subprocess.run(command(*args), cwd=REPO, env={**os.environ, **environ}, check=check).returncode


@contextmanager
def watching(environ: Mapping[str, str]) -> Iterator[None]:
    """`dateline watch articles.tagged` on the screen for the time of the block."""
    console.rule("dateline watch articles.tagged")
    args = command("watch", "articles.tagged", "--from-beginning")
    watcher = subprocess.Popen(args, cwd=REPO, env={**os.environ, **environ})
    try:
        yield
        time.sleep(5)  # what has arrived is shown before the watcher ends
    finally:
        watcher.terminate()
        watcher.wait(30)


def wait_for_fates(bootstrap: str, worker: Worker) -> bool:
    """Wait until there are as many fates as pages."""
    raw, fates = f"{PREFIX}pages.raw", f"{PREFIX}pages.fates"
    deadline = time.monotonic() + PATIENCE
    while worker.alive() and time.monotonic() < deadline:
        there = counts(bootstrap, [raw, fates])
        if there[fates] >= there[raw]:
            return True
        time.sleep(0.5)
    return False


def command(*args: str) -> list[str]:
    """The command line of `dateline` with these arguments."""
    return [sys.executable, "-m", "worker", *args]


if __name__ == "__main__":
    sys.exit(main())
