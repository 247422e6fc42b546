"""What the frame costs: pages through Kafka against the same pages without it, on the same cores in one run.

Three rates over the same pages, the start of the processes left out:

- stream: `pages.raw` in to `pages.fates` out, one worker with two children, the broker on the same cores; from the moment
  it has its partitions to the last fate, because pages in hand (several hundred) must not count as done;
- process: `dateline process --jobs 2 --no-dedupe`;
- bare: trafilatura with metadata in two processes, what a user would write in ten lines.

They take turns, so that a slow stretch of the machine meets all three. The broker runs all the time and has seen some
of the pages before the clock starts, as one in production has. Run by `make bench`.
"""

import argparse
import json
import multiprocessing
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import psutil
from rich.console import Console
from rich.table import Table

from tests.benchmarks import cpu
from tests.benchmarks.corpus import ALL, CORPORA, pages, records
from tests.support.broker import Broker
from tests.support.kafka import counting, produce
from tests.support.workers import REPO, Worker, wait_for

WARM_UP = 300  # pages that the broker has seen before the first round
FASTEST = 500  # pages a second that no run reaches, also where many fates are written at once
AT_ONCE = 0.02  # seconds between two looks whether the worker has its partitions: its clock starts then
PROFILED = 600  # pages of a round of its own, which is looked into
# A trial of four bare stages over 4.5 KB articles, ms a page, beside which our own figures are shown.
TRIAL = {"parent": "2.1 - 2.4", "children": "57", "broker": "0.55"}


@dataclass(frozen=True)
class Rate:
    """Pages a second, and CPU milliseconds a page by process, and by the broker's threads, where they were taken."""

    pages: float
    cpu: dict[str, float] = field(default_factory=dict)
    threads: dict[str, float] = field(default_factory=dict)


@dataclass(frozen=True)
class Reading:
    """The clocks at one moment, in seconds."""

    time: float
    cpu: dict[str, float]
    threads: dict[str, float] = field(default_factory=dict)

    def rate(self, begin: "Reading", count: int) -> Rate:
        """What these clocks say of `count` pages since `begin`."""
        spent = {name: (value - begin.cpu[name]) * 1000 / count for name, value in self.cpu.items()}
        threads = {name: (value - begin.threads[name]) * 1000 / count for name, value in self.threads.items()}
        return Rate(count / (self.time - begin.time), spent, threads)


class Stream:
    """The worker over Kafka, round after round on one broker."""

    def __init__(self, broker: Broker, folder: Path) -> None:
        self._broker, self._folder = broker, folder
        self._round = 0

    def run(self, rows: list[dict[str, str]], *, look: bool = False) -> tuple[Rate, cpu.Profile]:
        """All pages once through topics of their own; `look` profiles the parent, which costs some speed."""
        self._round += 1
        prefix = f"bench{self._round}."
        environ = {
            "KAFKA_BOOTSTRAP_SERVERS": self._broker.bootstrap,
            "DATELINE_PREFIX": prefix,
            "DATELINE_CHILDREN": "2",
        }
        create = [sys.executable, "-m", "worker", "topics", "create"]
        subprocess.run(create, cwd=REPO, env={**os.environ, **environ}, check=True, capture_output=True)
        produce(self._broker.bootstrap, f"{prefix}pages.raw", records(rows))
        worker = Worker(self._folder, f"bench-{self._round}", environ).start()
        try:
            return self._measure(worker, f"{prefix}pages.fates", len(rows), look=look)
        finally:
            worker.kill()

    def _measure(self, worker: Worker, fates: str, total: int, *, look: bool) -> tuple[Rate, cpu.Profile]:
        wait_for(lambda: '"assigned"' in worker.tail(), 120, worker.tail, AT_ONCE)
        begin = self._read(worker)
        with counting(self._broker.bootstrap, fates) as written:
            if look:
                with cpu.profiled(worker.pid) as profile:
                    _wait(worker, written, total)
            else:
                profile = cpu.Profile()
                _wait(worker, written, total)
        return self._read(worker).rate(begin, total), profile

    def _read(self, worker: Worker) -> Reading:
        spent = {
            "parent": cpu.seconds([psutil.Process(worker.pid)]),
            "children": cpu.seconds(worker.children()),
            "broker": cpu.seconds(map(psutil.Process, self._broker.pids)),
        }
        return Reading(time.perf_counter(), spent, cpu.threads(self._broker.pids))


def _wait(worker: Worker, written: Callable[[], int], count: int) -> None:
    """Look rarely, for a look is a request that the cores have to serve, and often at the end, so that its time is right."""
    while (left := count - written()) > 0:
        if not worker.alive():
            raise RuntimeError(f"the worker ended: {worker.tail()}")
        time.sleep(min(1.0, max(0.05, left / FASTEST)))


def process(rows: list[dict[str, str]], folder: Path) -> Rate:
    """`dateline process` over the same pages."""
    source = folder / "rows.jsonl"
    source.write_text("".join(json.dumps(row) + "\n" for row in rows))
    command = [sys.executable, "-m", "worker", "process", str(source), "--jobs", "2", "--no-dedupe"]
    with subprocess.Popen(command, cwd=REPO, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL) as running:
        assert running.stdout is not None
        parent = psutil.Process(running.pid)
        children: list[psutil.Process] = []

        def read() -> Reading:
            children.extend(child for child in parent.children() if child not in children)
            spent = {"parent": cpu.seconds([parent]), "children": cpu.seconds(children)}
            return Reading(time.perf_counter(), spent)

        return _past_first(running.stdout, len(rows), read)


def bare(rows: list[dict[str, str]]) -> Rate:
    """Trafilatura with metadata, two processes."""
    with multiprocessing.Pool(2) as pool:
        done = pool.imap_unordered(_extract, [row["html"] for row in rows], chunksize=1)
        return _past_first(done, len(rows), lambda: Reading(time.perf_counter(), {}))


def _extract(html: str) -> bool:
    import trafilatura

    return trafilatura.bare_extraction(html, with_metadata=True, include_comments=False) is not None


def _past_first(results: Iterable[object], total: int, read: Callable[[], Reading]) -> Rate:
    begin = end = None
    for count, _ in enumerate(results, start=1):
        if count == 1:
            begin = read()
        if count == total:  # while the processes are there
            end = read()
    assert begin is not None
    assert end is not None
    return end.rate(begin, total - 1)


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pages", type=int, default=ALL, help="how many of the real pages (default: all)")
    parser.add_argument("--rounds", type=int, default=3, help="turns of the three (default: 3)")
    options = parser.parse_args()
    if not CORPORA.exists():
        sys.exit("the corpora beside the checkout are not there; this benchmark needs real pages")
    on_two_cores()
    rows = pages(options.pages)
    rates: dict[str, list[Rate]] = {"stream": [], "process": [], "bare": []}
    with tempfile.TemporaryDirectory() as name, Broker() as broker:
        folder = Path(name)
        stream = Stream(broker, folder)
        stream.run(pages(WARM_UP))
        for _ in range(options.rounds):
            rates["stream"].append(stream.run(rows)[0])
            rates["process"].append(process(rows, folder))
            rates["bare"].append(bare(rows))
        _, profile = stream.run(pages(min(PROFILED, options.pages)), look=True)
    for table in tables(rates, len(rows), profile):
        Console().print(table)


def on_two_cores() -> None:
    """Keep this process, and with it all that it starts, to the same two cores."""
    if hasattr(os, "sched_setaffinity"):  # Linux
        os.sched_setaffinity(0, sorted(os.sched_getaffinity(0))[:2])


def tables(rates: dict[str, list[Rate]], count: int, profile: cpu.Profile) -> Iterator[Table]:
    """The rates with their ratios pair by pair, the CPU a page, and what it goes into."""
    speed = Table(title=f"{count} real pages, {len(rates['bare'])} rounds, median (lowest - highest)")
    for column in ("", "pages/s", "stream's ratio to it"):
        speed.add_column(column, justify="right")
    for name, measured in rates.items():
        ratios = [ours.pages / theirs.pages for ours, theirs in zip(rates["stream"], measured, strict=True)]
        speed.add_row(name, _spread([rate.pages for rate in measured], 1), _spread(ratios, 3))
    speed.caption = f"the broker had seen {WARM_UP} of the pages before"
    yield speed
    yield _cpu_table(rates)
    yield _broker_table(rates["stream"])
    yield _profile_table(profile, statistics.median(rate.cpu["parent"] for rate in rates["stream"]))


def _cpu_table(rates: dict[str, list[Rate]]) -> Table:
    table = Table(title="CPU, ms a page")
    for column in ("", "stream", "process", "a trial of four bare stages"):
        table.add_column(column, justify="right")
    for part, trial in TRIAL.items():
        taken = [
            [rate.cpu[part] for rate in rates[name] if part in rate.cpu] for name in ("stream", "process")
        ]
        table.add_row(part, *(_spread(values, 2) if values else "" for values in taken), trial)
    return table


def _broker_table(measured: list[Rate]) -> Table:
    table = Table("threads", "ms a page", title="What the broker's CPU goes into")
    for name in sorted({name for rate in measured for name in rate.threads}):
        table.add_row(name, _spread([rate.threads.get(name, 0.0) for rate in measured], 2))
    return table


def _profile_table(profile: cpu.Profile, parent: float) -> Table:
    table = Table(
        "what", "share", "ms a page", title="What the parent's CPU goes into, by samples of its stacks"
    )
    total = profile.samples.total()
    for kind, count in profile.samples.most_common():
        table.add_row(kind, f"{count / total:.0%}", f"{parent * count / total:.2f}")
    table.caption = (
        profile.problem or f"{total} samples with the interpreter in hand, in a round of {PROFILED} pages"
    )
    return table


def _spread(values: list[float], digits: int) -> str:
    low, middle, high = min(values), statistics.median(values), max(values)
    return f"{middle:.{digits}f} ({low:.{digits}f} - {high:.{digits}f})"


if __name__ == "__main__":
    main()
