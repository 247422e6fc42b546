"""Partitions that change hands at a bad moment: while a worker stops, and after the broker itself stood still."""

import time
from functools import partial
from pathlib import Path

import psutil
import pytest

from tests.chaos import poison
from tests.support.broker import Broker
from tests.support.deployment import Deployment
from tests.support.kafka import produce
from tests.support.pages import Row, page
from tests.support.scenario import scenario
from tests.support.verify import problems, wrong_fates
from tests.support.workers import Worker, wait_for, workers
from worker.core.model import Topic

pytestmark = [pytest.mark.integration, pytest.mark.slow]

POISONED = ("tests.chaos.poison", "run")  # a worker whose children obey the magic words in a page
FROZEN = 15  # seconds: two sessions and more


def send(made: Deployment, *rows: Row) -> None:
    """The pages, onto the topic of raw ones."""
    produce(made.bootstrap, made.name(Topic.PAGES_RAW), [(row.key(), row.value()) for row in rows])


def owns(worker: Worker) -> bool:
    """Whether it has partitions."""
    return worker.metric("dateline_partitions") > 0


@pytest.mark.parametrize("deadline", [45, 8], ids=["finishes", "gives up"])
def test_a_worker_that_stops_is_done_before_another_begins(
    deployment: Deployment, tmp_path: Path, deadline: int
) -> None:
    """Another joins the group while it waits for a page: the group waits too, as long as the worker may. Nothing is sent twice."""
    slow = page(1, more=f"{poison.WAIT.decode()}.")
    patient = {"DATELINE_SHUTDOWN_DEADLINE": str(deadline)}
    old = Worker(tmp_path, "old", deployment.environ | patient, module=POISONED).start()
    new = Worker(tmp_path, "new", deployment.environ)
    try:
        wait_for(lambda: owns(old), 120, old.tail)
        send(deployment, slow, page(2))
        wait_for(lambda: old.metric("dateline_pool_pages") > 0, 60, old.tail)
        new.start()
        assert old.stop(90) == 0, old.tail()
        assert ('"abandoned": 0' in old.log.read_text()) == (deadline > poison.SECONDS), old.tail()
        send(deployment, page(1, text=500_001, day=11))
        deployment.wait_until_settled([new])
        assert new.stop() == 0, new.tail()
    finally:
        old.end()
        new.end()
    found = deployment.ledger()
    assert problems(found) == []
    assert sorted(found.fate(origin)["fate"] for origin in found.fates) == [
        "published",
        "published",
        "replaced",
    ]
    assert found.duplicates() == 0


def test_a_broker_that_stands_still_for_longer_than_a_session(
    broker_of_my_own: Broker, tmp_path: Path
) -> None:
    """Whoever it puts out then ends with 1 and is started again: nothing is lost, changed or out of order."""
    made = Deployment(broker_of_my_own.bootstrap, "still.")
    made.dateline("topics", "create")
    pages = list(scenario(150))
    codes: list[int | None] = []
    with workers(tmp_path, made.environ, 2) as crew:
        for worker in crew:
            wait_for(partial(owns, worker), 120, worker.tail)
        send(made, *(expected.row for expected in pages))
        made.wait_for_fates(len(pages) // 10, crew)
        stand_still(broker_of_my_own)
        wait_for(made.answers, 60, lambda: "the broker did not come back")

        def through() -> bool:
            for worker in crew:
                if worker.process and not worker.alive():
                    codes.append(worker.process.returncode)
                    worker.start()
            return made.settled()

        wait_for(through, 300, crew[0].tail, 1)
        made.dateline("audit")
    assert set(codes) <= {1}
    found = made.ledger()
    assert problems(found) == []
    assert wrong_fates(found, pages) == []
    print(f"\n{len(pages)} pages, {len(codes)} workers put out, {found.duplicates()} duplicate events")


def stand_still(broker: Broker) -> None:
    """Freeze its process for a while, as a virtual machine that is moved."""
    (process,) = (psutil.Process(pid) for pid in broker.pids)
    process.suspend()
    try:
        thawed = time.monotonic() + FROZEN
        wait_for(lambda: time.monotonic() > thawed, FROZEN + 5)
    finally:
        process.resume()
