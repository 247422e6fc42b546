"""`make soak`: the memory of every process of a worker over 20,000 pages: flat once it is warm.

Real pages where the corpora are beside the checkout (each under many addresses), else, and with `--small`, pages made
up, which take a tenth of the time. The line is the
resident memory of the parent, and of each of its children, at every thousandth page; the verdict compares the last
quarter with the second: more than 10 % above it, in any process, is a leak. A child that was replaced begins small and
would hide one: then there is no verdict but a failure.
"""

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import psutil
from rich.console import Console
from rich.table import Table

from tests.benchmarks.corpus import CORPORA, pages
from tests.support.broker import Broker
from tests.support.kafka import counts, produce, read_all
from tests.support.pages import many
from tests.support.workers import REPO, Worker

MIB = 1 << 20
PREFIX = "soak."
ALLOWED = 1.10
STEPS = 20


@dataclass(frozen=True)
class Sample:
    """Resident memory at so many pages, in MiB."""

    pages: int
    processes: dict[int, float]  # by process id: the parent, the template, the children by age


def rows(count: int, *, small: bool) -> Iterator[tuple[bytes, bytes]]:
    """So many records; real texts come again and again under other addresses, with a line of their own."""
    if small or not CORPORA.exists():
        yield from ((row.key(), row.value()) for row in many(count))
        return
    real = pages(1783)
    for number in range(count):
        row = real[number % len(real)]
        html = row["html"].replace("</p>", f" {number}.</p>", 1)
        url = f"https://soak.example/{number}"
        yield url.encode(), json.dumps({"url": url, "html": html, "fetched_at": row["fetched_at"]}).encode()


def run(broker: Broker, folder: Path, source: Iterator[tuple[bytes, bytes]], count: int) -> list[Sample]:
    """Feed the pages a step ahead of the worker, and take a sample at each step."""
    environ = {
        "KAFKA_BOOTSTRAP_SERVERS": broker.bootstrap,
        "DATELINE_PREFIX": PREFIX,
        "DATELINE_CHILDREN": "2",
    }
    create = [sys.executable, "-m", "worker", "topics", "create"]
    subprocess.run(create, cwd=REPO, env={**os.environ, **environ}, check=True)
    worker = Worker(folder, "soak", environ).start()
    samples, step = [], count // STEPS
    try:
        for done in range(step, count + 1, step):
            produce(broker.bootstrap, f"{PREFIX}pages.raw", [next(source) for _ in range(step)])
            _wait(broker, worker, done)
            samples.append(_sample(worker, done))
            held = "  ".join(f"{name} {size:6.0f} MiB" for name, size in named(samples[-1]).items())
            print(f"{done:6} pages  {held}", flush=True)
        print("fates", dict(Counter(_fates(broker))), flush=True)
        return samples
    finally:
        if worker.alive():
            worker.stop()


def _wait(broker: Broker, worker: Worker, count: int) -> None:
    fates = f"{PREFIX}pages.fates"
    while counts(broker.bootstrap, [fates])[fates] < count:
        if not worker.alive():
            raise RuntimeError(f"the worker ended: {worker.tail()}")
        time.sleep(1)


def _sample(worker: Worker, done: int) -> Sample:
    children = sorted(worker.children(), key=lambda child: (child.create_time(), child.pid))
    processes = [psutil.Process(worker.pid), *children]
    return Sample(done, {process.pid: process.memory_info().rss / MIB for process in processes})


def _fates(broker: Broker) -> Iterator[str]:
    for message in read_all(broker.bootstrap, f"{PREFIX}pages.fates"):
        yield json.loads(message.value or b"")["fate"]


def named(sample: Sample) -> dict[str, float]:
    """The processes of a sample by the names that a person reads."""
    parent, template, *children = sample.processes.values()
    return {
        "parent": parent,
        "template": template,
        **{f"child {number}": size for number, size in enumerate(children, 1)},
    }


def growth(values: Sequence[float]) -> float:
    """The last quarter over the second, by medians."""
    quarter = len(values) // 4
    return statistics.median(values[-quarter:]) / statistics.median(values[quarter : 2 * quarter])


def main() -> int:
    """Print the line and the verdict; exit code 1 where memory grows."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pages", type=int, default=20_000, help="how many (default: 20,000)")
    parser.add_argument(
        "--small", action="store_true", help="small pages made up, also where real ones are there"
    )
    options = parser.parse_args()
    count: int = options.pages
    with Broker() as broker, tempfile.TemporaryDirectory() as folder:
        samples = run(broker, Path(folder), rows(count, small=options.small), count)
    table = Table(
        title=f"growth over {count} pages: last quarter over the second (more than {ALLOWED} fails)"
    )
    if len({tuple(sample.processes) for sample in samples}) > 1:
        print("a child was replaced on the way: its memory can't be followed")
        return 1
    lines = [named(sample) for sample in samples]
    grown = {part: growth([line[part] for line in lines]) for part in lines[0]}
    for part in grown:
        table.add_column(part, justify="right")
    table.add_row(*(f"{value:.3f}" for value in grown.values()))
    Console().print(table)
    return int(max(grown.values()) > ALLOWED)


if __name__ == "__main__":
    sys.exit(main())
