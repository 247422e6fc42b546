"""A worker that dies between any two sends of identify and dedupe, on a real Kafka: at each point in turn.

Most of the time goes by until a dead worker's session is over. With a broker at KAFKA_BOOTSTRAP_SERVERS several processes
do it together: `make chaos ARGS="-k crash_points -n 4 --dist load"`.
"""

from http import HTTPStatus
from pathlib import Path

import pytest

from tests.chaos.crashing import WATCHED
from tests.support.deployment import Deployment
from tests.support.kafka import counts, produce
from tests.support.scenario import Expected, scenario
from tests.support.verify import problems, wrong_fates
from tests.support.workers import Worker, get, wait_for
from worker.core.model import Topic

pytestmark = pytest.mark.integration

ONE_CHILD = {"DATELINE_CHILDREN": "1"}  # these workers start all the time and read little
SECONDS = 240  # that a worker may take; on a crowded machine its start alone takes a minute
PAGES = 10  # every way to relate once: with what comes of them 25 messages, and some 132 sends
FEWEST = 126  # sends, however the races between the pages end
POINTS = 138  # the last send at which a worker is to die: past the end
STRETCH = 6  # points of one test
WHEN = ("before", "after")


class CrashingWorker(Worker):
    """A worker that kills itself at the send that it is told; until then nothing is counted."""

    def __init__(self, folder: Path, number: int, environ: dict[str, str]) -> None:
        name, disk = f"worker-{number}", folder / f"disk-{number // 2}"
        self._orders = folder / f"{name}.orders"
        module = ("tests.chaos.crashing", str(self._orders), "run")
        super().__init__(folder, name, environ | ONE_CHILD | {"DATELINE_STATE_DIR": str(disk)}, module=module)

    def ready(self) -> bool:
        """Whether it has its partitions, and has read what was decided."""
        if not self.alive() or '"event": "health"' not in self.log.read_text():
            return False
        return get(self.health_address(), "/readyz")[0] == HTTPStatus.OK

    def die_at(self, number: int, when: str) -> None:
        """Tell it at which send from now on."""
        part = self._orders.with_suffix(".part")
        part.write_text(f"{number} {when}", "ascii")
        part.rename(self._orders)


class Chain:
    """Workers one after the other on one deployment: each ends what its predecessor left, then dies of pages of its own.

    Every other worker begins on an empty disk.
    """

    def __init__(self, deployment: Deployment, folder: Path) -> None:
        self._deployment, self._folder = deployment, folder
        self._worker = self._successor(0)
        self.pages: list[Expected] = []
        self.deaths = 0

    def die_at(self, number: int, when: str) -> bool:
        """Whether a worker dies at this send of a stretch of pages; another one has ended the stretch then."""
        self._settle()
        before = self._sends()
        self._worker.die_at(number, when)
        self._load()
        wait_for(lambda: not self._worker.alive() or self._deployment.settled(), SECONDS, self._worker.tail)
        if died := not self._worker.alive():
            self.deaths += 1
            self._worker = self._successor(self.deaths)
        self._settle()
        assert died or self._sends() - before < number, "it lived on beyond the send at which to die"
        return died

    def close(self) -> None:
        """Leave no worker behind."""
        if self._worker.alive():
            self._worker.kill()

    def _successor(self, number: int) -> CrashingWorker:
        return CrashingWorker(self._folder, number, self._deployment.environ).start()

    def _load(self) -> None:
        pages = list(scenario(PAGES, start=len(self.pages)))
        self.pages += pages
        raw = self._deployment.name(Topic.PAGES_RAW)
        produce(self._deployment.bootstrap, raw, [(page.row.key(), page.row.value()) for page in pages])

    def _settle(self) -> None:
        worker, settled = self._worker, self._deployment.settled
        wait_for(lambda: not worker.alive() or (worker.ready() and settled()), SECONDS, worker.tail)
        assert worker.alive(), worker.tail()

    def _sends(self) -> int:
        names = [self._deployment.prefix + name for name in WATCHED]
        return sum(counts(self._deployment.bootstrap, names).values())


def crash_through(deployment: Deployment, folder: Path, points: range, when: str) -> int:
    """Let a worker die at each of these sends in turn, and look at everything then; how many died."""
    chain = Chain(deployment, folder)
    try:
        for number in points:
            chain.die_at(number, when)
    finally:
        chain.close()
    deployment.dateline("audit")
    found = deployment.ledger()
    assert problems(found) == []
    assert wrong_fates(found, chain.pages) == []
    return chain.deaths


@pytest.mark.parametrize("when", WHEN)
def test_a_worker_that_dies_at_one_send_after_the_other(
    deployment: Deployment, tmp_path: Path, when: str
) -> None:
    """The short form: three deaths, each a good many sends further on."""
    assert crash_through(deployment, tmp_path, range(12, 90, 30), when) == 3


@pytest.mark.slow
@pytest.mark.parametrize("when", WHEN)
@pytest.mark.parametrize("first", range(1, POINTS, STRETCH))
def test_a_worker_that_dies_at_each_of_these_sends(
    deployment: Deployment, tmp_path: Path, first: int, when: str
) -> None:
    """Every point by itself: a worker dies there, the next one ends it right. The last stretch goes past the last send."""
    points = range(first, first + STRETCH)
    died = crash_through(deployment, tmp_path, points, when)
    print(f"\n{died} workers died at sends {points[0]} to {points[-1]}, {when}")
    assert died == STRETCH or points[-1] > FEWEST
    assert died < STRETCH or points[-1] < POINTS
