"""A worker on an empty disk that has more decisions to read than the watchdog has patience. Run by `make chaos`."""

import asyncio
from pathlib import Path
from uuid import uuid4

import pytest

from tests.benchmarks.rebuild import fill
from tests.support.broker import Kafka
from tests.support.deployment import Deployment
from tests.support.kafka import produce
from tests.support.pages import page
from tests.support.workers import wait_for, workers
from worker.core.model import Topic
from worker.settings import Settings

pytestmark = [pytest.mark.integration, pytest.mark.slow]

DECISIONS = 800_000  # five seconds to read for each 100,000 on two idle cores, twenty on crowded ones
IMPATIENT = {
    "DATELINE_PAGE_DEADLINE": "2",
    "DATELINE_STUCK_AFTER": "35",  # more than identify waits for its share of what is read
}


def test_a_worker_that_reads_its_decisions_is_not_taken_for_stuck(kafka: Kafka, tmp_path: Path) -> None:
    """A page waits in dedupe all the while, and gets its fate once everything is read."""
    made = Deployment(kafka.bootstrap, f"long-{uuid4().hex[:8]}.", DATELINE_PARTITIONS="1")
    made.dateline("topics", "create")
    asyncio.run(fill(Settings.from_env(made.environ), DECISIONS))
    row = page(1)
    produce(made.bootstrap, made.name(Topic.PAGES_RAW), [(row.key(), row.value())])
    with workers(tmp_path, made.environ | IMPATIENT) as (worker,):
        wait_for(lambda: not worker.alive() or made.fates() > 0, 600, worker.tail)
        assert worker.alive(), worker.tail()
        assert worker.stop() == 0, worker.tail()
    made.dateline("audit")
