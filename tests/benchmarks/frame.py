"""What the frame costs: pages through Kafka against the same pages without it, on the same cores in one run.

Three rates over the same pages, each measured past its start-up (from page 100 to the last):

- stream: `pages.raw` in to `pages.fates` out, one worker with two children, the broker on the same cores;
- process: `dateline process --jobs 2 --no-dedupe`;
- bare: trafilatura with metadata in two processes, what a user would write in ten lines.

They take turns, so that a slow stretch of the machine meets all three. Run by `make bench`.
"""

import argparse
import contextlib
import gzip
import json
import multiprocessing
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import psutil
from rich.console import Console
from rich.table import Table

from tests.support.broker import Broker
from tests.support.kafka import counts, produce
from tests.support.workers import REPO, Worker

CORPORA = REPO.parent / "shared" / "corpora"
FILES = ("pages-wcxb-dev.jsonl.gz", "pages-trafilatura-eval.jsonl.gz")
WARM = 100  # pages before the clock starts
TOPICS = ("articles.clean", "pages.fates")


@dataclass(frozen=True)
class Rate:
    """Pages a second, and CPU milliseconds a page by process where they were taken."""

    pages: float
    parent: float = 0.0
    children: float = 0.0
    broker: float = 0.0


def pages(limit: int) -> list[dict[str, str]]:
    """Real pages of the shared corpora, every n-th; each with a fetch time of its own. Raises FileNotFoundError."""
    rows = [row for name in FILES for row in _rows(CORPORA / name)]
    step = max(1, len(rows) // limit)
    return [
        {
            "url": row["url"],
            "html": row["html"],
            "fetched_at": f"2026-01-01T{n // 3600:02}:{n // 60 % 60:02}:{n % 60:02}Z",
        }
        for n, row in enumerate(rows[::step])
    ]


def _rows(path: Path) -> Iterator[dict[str, str]]:
    with gzip.open(path, "rt") as lines:
        yield from map(json.loads, lines)


def stream(broker: Broker, rows: list[dict[str, str]], folder: Path, number: int) -> Rate:
    """The worker over Kafka."""
    prefix = f"bench{number}."
    environ = {
        "KAFKA_BOOTSTRAP_SERVERS": broker.bootstrap,
        "DATELINE_PREFIX": prefix,
        "DATELINE_CHILDREN": "2",
        "DATELINE_STATE_DIR": str(folder / "state"),
    }
    subprocess.run(
        [sys.executable, "-m", "worker", "topics", "create"],
        cwd=REPO,
        env={**os.environ, **environ},
        check=True,
    )
    produce(
        broker.bootstrap,
        f"{prefix}pages.raw",
        [((row["url"] or "").encode() or None, json.dumps(row).encode()) for row in rows],
    )
    worker = Worker(folder, f"bench-{number}", environ).start()
    try:
        return _measure_stream(broker, worker, prefix, len(rows))
    finally:
        worker.kill()


def _measure_stream(broker: Broker, worker: Worker, prefix: str, total: int) -> Rate:
    fates = f"{prefix}pages.fates"
    begun = _wait(broker, fates, WARM, worker)
    start, before = time.perf_counter(), _cpu(broker, worker)
    done = _wait(broker, fates, total, worker)
    seconds, after = time.perf_counter() - start, _cpu(broker, worker)
    count = done - begun
    parent, children, brokers = (
        (end - begin) * 1000 / count for begin, end in zip(before, after, strict=True)
    )
    return Rate(count / seconds, parent, children, brokers)


def _wait(broker: Broker, topic: str, count: int, worker: Worker) -> int:
    while (there := counts(broker.bootstrap, [topic])[topic]) < count:
        if not worker.alive():
            raise RuntimeError(f"the worker ended: {worker.tail()}")
        time.sleep(0.25)
    return there


def _cpu(broker: Broker, worker: Worker) -> tuple[float, float, float]:
    def of(process: psutil.Process) -> float:
        with contextlib.suppress(psutil.NoSuchProcess):
            times = process.cpu_times()
            return times.user + times.system
        return 0.0

    parent = psutil.Process(worker.pid)
    return of(parent), sum(map(of, worker.children())), sum(of(psutil.Process(pid)) for pid in broker.pids)


def process(rows: list[dict[str, str]], folder: Path) -> Rate:
    """`dateline process` over the same pages."""
    source = folder / "rows.jsonl"
    source.write_text("".join(json.dumps(row) + "\n" for row in rows))
    command = [sys.executable, "-m", "worker", "process", str(source), "--jobs", "2", "--no-dedupe"]
    with subprocess.Popen(command, cwd=REPO, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL) as running:
        assert running.stdout is not None
        return Rate(_past_warm(running.stdout))


def bare(rows: list[dict[str, str]]) -> Rate:
    """Trafilatura with metadata, two processes."""
    with multiprocessing.Pool(2) as pool:
        return Rate(_past_warm(pool.imap_unordered(_extract, [row["html"] for row in rows], chunksize=1)))


def _extract(html: str) -> bool:
    import trafilatura

    return trafilatura.bare_extraction(html, with_metadata=True, include_comments=False) is not None


def _past_warm(results: Iterable[object]) -> float:
    start, count = 0.0, 0
    for count, _ in enumerate(results, start=1):
        if count == WARM:
            start = time.perf_counter()
    return (count - WARM) / (time.perf_counter() - start)


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "--pages", type=int, default=1783, help="how many of the 1,783 real pages (default: all)"
    )
    parser.add_argument("--rounds", type=int, default=3, help="turns of the three (default: 3)")
    options = parser.parse_args()
    if not CORPORA.exists():
        sys.exit("the corpora beside the checkout are not there; this benchmark needs real pages")
    rows = pages(options.pages)
    rates: dict[str, list[Rate]] = {"stream": [], "process": [], "bare": []}
    for number in range(options.rounds):
        with tempfile.TemporaryDirectory() as folder, Broker() as broker:
            rates["stream"].append(stream(broker, rows, Path(folder), number))
        with tempfile.TemporaryDirectory() as folder:
            rates["process"].append(process(rows, Path(folder)))
        rates["bare"].append(bare(rows))
    show(rates, len(rows))


def show(rates: dict[str, list[Rate]], count: int) -> None:
    """The rates, their ratios pair by pair, and the stream's CPU a page."""
    console = Console()
    table = Table(title=f"{count} real pages, {len(rates['bare'])} rounds, median (lowest - highest)")
    for column in ("", "pages/s", "stream's ratio to it"):
        table.add_column(column, justify="right")
    for name, measured in rates.items():
        ratios = [ours.pages / theirs.pages for ours, theirs in zip(rates["stream"], measured, strict=True)]
        table.add_row(name, _spread([rate.pages for rate in measured], 1), _spread(ratios, 3))
    console.print(table)
    for part in ("parent", "children", "broker"):
        console.print(
            f"CPU a page, {part}: {_spread([getattr(rate, part) for rate in rates['stream']], 2)} ms"
        )


def _spread(values: list[float], digits: int) -> str:
    low, middle, high = min(values), statistics.median(values), max(values)
    return f"{middle:.{digits}f} ({low:.{digits}f} - {high:.{digits}f})"


if __name__ == "__main__":
    main()
