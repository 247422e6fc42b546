"""Workers that live on without their broker: cut off while another does their work, and in an outage."""

import time
from functools import partial
from pathlib import Path

import pytest

from tests.support.broker import Broker
from tests.support.cut import CutNetwork
from tests.support.deployment import Deployment
from tests.support.kafka import counts, produce
from tests.support.pages import Row, page
from tests.support.verify import origins, problems
from tests.support.workers import Worker, wait_for, workers
from worker.core.model import Topic

pytestmark = pytest.mark.integration

PAGES = 60
MANY = 400  # so that none of two workers is done before it is cut off
OUTAGE = 15  # seconds: past the session, the lease, and all heartbeats
THROUGH_A_CUT = ("tests.support.cut", "run")


def send(made: Deployment, rows: list[Row]) -> None:
    """The pages, onto the topic of raw ones."""
    produce(made.bootstrap, made.name(Topic.PAGES_RAW), [(row.key(), row.value()) for row in rows])


def owns(worker: Worker) -> bool:
    """Whether it has partitions."""
    return worker.metric("dateline_partitions") > 0


def has_in_hand(worker: Worker) -> bool:
    """Whether it has read pages that it hasn't acknowledged."""
    return worker.metric("dateline_in_flight") > 0


def test_a_worker_that_was_cut_off_puts_nothing_behind_its_successor(
    broker_of_my_own: Broker, tmp_path: Path
) -> None:
    """Cut off with pages in hand, back when their next versions are out: it ends, says why, and has sent nothing."""
    made = Deployment(broker_of_my_own.bootstrap, "cut.")
    made.dateline("topics", "create")
    tagged = made.name(Topic.ARTICLES_TAGGED)
    with CutNetwork(int(made.bootstrap.rpartition(":")[2])) as network:
        far = Worker(tmp_path, "far", made.environ | network.environ, module=THROUGH_A_CUT).start()
        near = Worker(tmp_path, "near", made.environ).start()
        try:
            for worker in (far, near):
                wait_for(partial(owns, worker), 120, worker.tail)
            send(made, [page(number) for number in range(MANY)])
            wait_for(partial(has_in_hand, far), 120, far.tail, 0.05)
            network.cut()
            # A gauge is a look old, and a busy worker answers late: what is in hand now stays there, so asking again is safe.
            wait_for(partial(has_in_hand, far), 20, far.tail)
            made.wait_until_settled([near])
            send(made, [page(number, text=number + 500_000, day=11) for number in range(MANY)])
            made.wait_until_settled([near])
            sent = counts(made.bootstrap, [tagged])
            network.mend()
            assert far.process is not None
            assert far.process.wait(40) == 1, far.tail()
            assert counts(made.bootstrap, [tagged]) == sent
            # Whoever tells it first: the group's coordinator, or its successor's claim in a stage's log.
            assert any(
                why in far.tail(3) for why in ("the group has put this worker out", "owns the partition now")
            )
            assert near.stop() == 0, near.tail()
        finally:
            far.end()
            near.end()
    found = made.ledger()
    assert len(origins(found)) == 2 * MANY
    assert problems(found) == []


def test_an_outage_longer_than_a_session_ends_no_worker(broker_of_my_own: Broker, tmp_path: Path) -> None:
    """Nobody else can have the partitions meanwhile: both workers wait, and send what waited once, when it is back."""
    # Ten seconds for a heartbeat once the broker is back, which on a crowded machine is slow to begin.
    made = Deployment(broker_of_my_own.bootstrap, "outage.", DATELINE_SESSION_TIMEOUT="10")
    made.dateline("topics", "create")
    with workers(tmp_path, made.environ, 2) as crew:
        for worker in crew:
            wait_for(partial(owns, worker), 120, worker.tail)
        send(made, [page(number) for number in range(PAGES)])
        made.wait_for_fates(PAGES // 6, crew)
        broker_of_my_own.kill(0)
        time.sleep(OUTAGE)
        broker_of_my_own.restart(0)
        made.wait_until_settled(crew)
        assert all(worker.alive() for worker in crew), [worker.tail(3) for worker in crew]
        assert [worker.stop() for worker in crew] == [0, 0]
    found = made.ledger()
    assert problems(found) == []
    assert found.duplicates() == 0
