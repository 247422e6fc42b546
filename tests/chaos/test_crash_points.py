"""A worker that dies between any two sends of identify and dedupe, on a real Kafka: at each point in turn."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.support.deployment import Deployment
from tests.support.kafka import produce
from tests.support.scenario import scenario
from tests.support.verify import problems, wrong_fates
from tests.support.workers import REPO, Worker, wait_for
from worker.core.model import Topic

pytestmark = pytest.mark.integration

ONE_CHILD = {"DATELINE_CHILDREN": "1"}  # these workers start all the time and read little
SECONDS = 240  # that a worker may take; on a crowded machine its start alone takes a minute
PAGES = 12  # with their relatives some 25 messages, and some 110 sends of the two stages


class CrashingWorker(Worker):
    """A worker that kills itself at its n-th send."""

    def __init__(self, folder: Path, environ: dict[str, str], number: int, when: str) -> None:
        super().__init__(folder, "crashing", environ | ONE_CHILD)
        self._command = [sys.executable, "-m", "tests.chaos.crashing", str(number), when, "run"]

    def start(self) -> "CrashingWorker":
        """Start it; it ends by itself, or when everything is done."""
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                self._command, cwd=REPO, env=self._environ, stdout=log, stderr=log
            )
        return self


def crash_through(deployment: Deployment, folder: Path, points: range, when: str) -> int:
    """Restart a worker that dies at its n-th send, for each n in turn; how many of them died."""
    pages = list(scenario(PAGES))
    raw = deployment.name(Topic.PAGES_RAW)
    produce(deployment.bootstrap, raw, [(page.row.key(), page.row.value()) for page in pages])
    died = 0
    for number in points:
        worker = CrashingWorker(folder, deployment.environ, number, when).start()
        try:
            wait_for(lambda: not worker.alive() or deployment.settled(), SECONDS, worker.tail)  # noqa: B023
            died += not worker.alive()
        finally:
            if worker.alive():
                worker.kill()
        if deployment.settled():
            break
    finish(deployment, folder)
    deployment.dateline("audit")
    found = deployment.ledger()
    assert problems(found) == []
    assert wrong_fates(found, pages) == []
    return died


def finish(deployment: Deployment, folder: Path) -> None:
    """Let an undisturbed worker do the rest, if there is any, on an empty disk."""
    if deployment.settled():
        return
    worker = Worker(folder, "last", deployment.environ | ONE_CHILD).start()
    try:
        wait_for(deployment.settled, SECONDS, worker.tail)
        assert worker.stop() == 0
    finally:
        if worker.alive():
            worker.kill()


@pytest.mark.parametrize("when", ["before", "after"])
def test_a_worker_that_dies_at_one_send_after_the_other(
    deployment: Deployment, tmp_path: Path, when: str
) -> None:
    """The short form: three deaths, each a few sends further on, then an undisturbed worker ends it right."""
    assert crash_through(deployment, tmp_path, range(3, 40, 16), when) >= 2


@pytest.mark.slow
@pytest.mark.parametrize("when", ["before", "after"])
@pytest.mark.parametrize("number", range(1, 41))
def test_a_worker_that_dies_at_this_send(
    deployment: Deployment, tmp_path: Path, number: int, when: str
) -> None:
    """Every point by itself: a worker dies there, the next one ends it right."""
    assert crash_through(deployment, tmp_path, range(number, number + 1), when) == 1
