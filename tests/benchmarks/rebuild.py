"""How long a worker that begins on an empty disk reads a partition of dedupe that knows a million articles.

    python -m tests.benchmarks.rebuild [1_000_000]

On a real Kafka: decisions are put into a state topic as fast as they can be made up, each on a published article of a
page's usual length; then the worker's own reader, owner and index take them in, and once more with the checkpoint that
they left. Both clocks run from the connection to the first decision that could be made.
"""

import asyncio
import os
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from uuid import uuid4

import msgspec
import numpy as np

from tests.benchmarks.copies import PER_DAY, START, facts, sketch_of
from tests.support.broker import open_kafka
from tests.support.deployment import Deployment
from tests.support.owners import owner
from tests.support.stories import Book
from worker.core.copies.rule import rule
from worker.core.copies.sketching import SAMPLE
from worker.core.decisions import Ruling, Table
from worker.core.model import Topic
from worker.kafka import clients
from worker.settings import Settings
from worker.state.log import decided, encode
from worker.telemetry import set_up_logging

BLOCK = 1_000  # articles made up at once
SHINGLES = 360  # of an article; of these the sample is made up, not all
BOUND = 900  # s, for one reading
DECIDED = START + 40 * 86_400_000


class Started(msgspec.Struct, frozen=True):
    """One start of a partition's owner."""

    seconds: float
    cpu: float  # of these, of this process
    known: int  # articles
    size: int  # bytes on disk


def records(count: int) -> Iterator[bytes]:
    """So many decisions as the log keeps them."""
    chance, nothing = np.random.default_rng(1), Book()  # so every article is published
    for first in range(0, count, BLOCK):
        span = (1 << 64) // SHINGLES * SAMPLE  # where the smallest of so many shingles lie
        hashes = np.sort(chance.integers(0, span, (BLOCK, SAMPLE + 1), dtype=np.uint64))
        for number in range(first, min(first + BLOCK, count)):
            given = facts(number, sketch_of(hashes[number - first], number, number))
            ruling: Ruling[Any] = rule(nothing, given, 0)
            yield encode(decided("filler", given, ruling.writes, DECIDED))


async def fill(settings: Settings, count: int) -> float:
    """Put so many decisions into the first partition of dedupe's state topic; the seconds it took."""
    began, topic = time.perf_counter(), settings.prefix + Topic.DEDUPE_STATE.value
    async with clients.producer(settings) as producer:
        for number, value in enumerate(records(count)):
            now = time.time_ns() // 1_000_000  # the topic deletes what is old
            await producer.send(topic, value, b"filler", 0, timestamp_ms=now)
            if number % (100 * BLOCK) == 0:
                print(f"  {number:,} decisions written", file=sys.stderr, flush=True)
        await producer.flush()
    return time.perf_counter() - began


async def start(settings: Settings, folder: Path) -> Started:
    """Own the partition with this folder's index, or without one, until it is ready."""
    failures: list[Exception] = []
    began, cpu = time.perf_counter(), time.process_time()
    async with owner(settings, folder, failures, Topic.DEDUPE_STATE, rule, BOUND) as state:
        seconds, spent, status = time.perf_counter() - began, time.process_time() - cpu, state.status()
    if failures:
        raise failures[0]
    return Started(seconds, spent, status.entries[Table.ARTICLES], status.size)


async def measure(settings: Settings, folder: Path, count: int) -> None:
    """Print the table."""
    print(f"rebuild from Kafka: a partition of dedupe with {count:,} decisions, all published articles")
    print(f"  filled in {await fill(settings, count):.0f} s", flush=True)
    for name in ("on an empty disk", "with a checkpoint"):
        one = await start(settings, folder)
        assert one.known == count, f"{one.known} of {count} decisions were known"
        rate = f", {one.known / one.seconds:,.0f} records a second" if name == "on an empty disk" else ""
        print(
            f"  {name}: ready in {one.seconds:.1f} s ({one.cpu:.1f} s of CPU){rate};"
            f" {one.known:,} articles, {one.size / one.known:.0f} B each on disk",
            flush=True,
        )


def main(count: int = PER_DAY) -> None:
    """Fill, and start twice."""
    set_up_logging("json", sys.stderr)
    with open_kafka(os.environ) as kafka, tempfile.TemporaryDirectory(dir=Path.home()) as folder:
        made = Deployment(kafka.bootstrap, f"rebuild-{uuid4().hex[:8]}.", DATELINE_PARTITIONS="1")
        made.dateline("topics", "create")
        asyncio.run(measure(Settings.from_env(made.environ), Path(folder), count))


if __name__ == "__main__":
    main(*(int(name) for name in sys.argv[1:2]))
