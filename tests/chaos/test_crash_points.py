"""A worker that dies between any two sends of identify and dedupe, on a real Kafka: at each point in turn.

Most of the time goes by until a dead worker's session is over, so `make crashes` has several chains of deaths at once, on
one broker. `make crashes ARGS="-k before"` runs half of them.
"""

import json
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from http import HTTPStatus
from pathlib import Path

import pytest

from tests.support.deployment import LOOK, Deployment
from tests.support.kafka import counting, produce
from tests.support.scenario import Expected, scenario
from tests.support.verify import problems, wrong_fates
from tests.support.workers import Worker, get, wait_for, workers
from worker.core import headers
from worker.core.copies.compare import CopyKind
from worker.core.model import Topic

pytestmark = pytest.mark.integration

SECONDS = 240  # that a worker may take; on a crowded machine its start alone takes long
PAGES = 10  # every way to relate once: with what comes of them 25 messages, and some 113 sends
FEWEST = 108  # sends, however the races between the pages end
POINTS = 120  # the last send at which a worker is to die: past the end
STRETCH = 12  # points of one test
WHEN = ("before", "after")
READING, DECIDING = "clean,tag", "identify,dedupe"
SENDS = "dateline_deliveries_total"


class CrashingWorker(Worker):
    """A worker that kills itself at the send that it is told; until then nothing is counted."""

    def __init__(self, folder: Path, number: int, environ: dict[str, str], stages: str) -> None:
        name, disk = f"worker-{number}", folder / f"disk-{number // 2}"
        self._orders = folder / f"{name}.orders"
        module = ("tests.chaos.crashing", str(self._orders), "run", "--stages", stages)
        super().__init__(folder, name, environ | {"DATELINE_STATE_DIR": str(disk)}, module=module)

    def ready(self) -> bool:
        """Whether it has its partitions, and has read what was decided."""
        if not self.alive() or '"event": "health"' not in self.log.read_text():
            return False
        return get(self.health_address(), "/readyz")[0] == HTTPStatus.OK

    def die_at(self, which: str, when: str) -> None:
        """Tell it at which send from now on."""
        part = self._orders.with_suffix(".part")
        part.write_text(f"{which} {when}", "ascii")
        part.rename(self._orders)

    def last_words(self) -> dict[str, str]:
        """At which record it died."""
        told: dict[str, str] = json.loads(self.tail(1))
        return told


class Chain:
    """Workers one after the other on one deployment: each ends what its predecessor left, then dies of pages of its own.

    Every other worker begins on an empty disk.
    """

    def __init__(self, deployment: Deployment, folder: Path, fates: Callable[[], int], stages: str) -> None:
        self._deployment, self._folder, self._fates, self._stages = deployment, folder, fates, stages
        self._worker = self._successor(0)
        self.pages: list[Expected] = []
        self.deaths: list[str] = []

    def die_at(self, which: str, when: str) -> bool:
        """Whether a worker dies at this send of a stretch of pages; another one has ended the stretch then."""
        self._settle()
        before = self._worker.metric(SENDS)
        self._worker.die_at(which, when)
        self._load()
        wait_for(lambda: not self._worker.alive() or self._settled(), SECONDS, self._worker.tail, LOOK)
        if self._worker.alive():
            sends = self._worker.metric(SENDS) - before
            assert which.isdigit(), f"{which} was never sent"
            assert sends < int(which), f"it lived on beyond the send at which to die: {sends}"
            return False
        self.deaths.append(self._last_record())
        self._worker = self._successor(len(self.deaths))
        self._settle()
        return True

    def close(self) -> None:
        """Leave no worker behind."""
        if self._worker.alive():
            self._worker.kill()

    def _successor(self, number: int) -> CrashingWorker:
        return CrashingWorker(self._folder, number, self._deployment.environ, self._stages).start()

    def _last_record(self) -> str:
        """The topic of the record at which the worker died, and the kind of copy that it told."""
        told = self._worker.last_words()
        return f"{told['dies'].removeprefix(self._deployment.prefix)} {told['copy']}".strip()

    def _load(self) -> None:
        pages = list(scenario(PAGES, start=len(self.pages)))
        self.pages += pages
        raw = self._deployment.name(Topic.PAGES_RAW)
        produce(self._deployment.bootstrap, raw, [(page.row.key(), page.row.value()) for page in pages])

    def _settled(self) -> bool:
        return self._fates() >= len(self.pages) and self._deployment.settled()

    def _settle(self) -> None:
        worker = self._worker
        wait_for(lambda: not worker.alive() or (worker.ready() and self._settled()), SECONDS, worker.tail)
        assert worker.alive(), worker.tail()


@contextmanager
def chain(deployment: Deployment, folder: Path, stages: str) -> Iterator[Chain]:
    """A chain of workers with these stages, and what holds of everything at its end."""
    with counting(deployment.bootstrap, deployment.name(Topic.PAGES_FATES)) as fates:
        made = Chain(deployment, folder, fates, stages)
        try:
            yield made
        finally:
            made.close()
    deployment.dateline("audit")
    found = deployment.ledger()
    assert problems(found) == []
    assert wrong_fates(found, made.pages) == []
    kinds = {headers.as_dict(copy.headers)[headers.COPY_KIND] for copy in found.topics[Topic.ARTICLES_COPIES]}
    assert kinds == set(CopyKind)


def crash_through(deployment: Deployment, folder: Path, points: Iterable[object], when: str) -> list[str]:
    """Let a worker die at each of these sends in turn, and look at everything then; at what each died.

    The workers that die have identify and dedupe alone, so that every send is theirs and a start is short. Another one
    reads and tags the pages all the while.
    """
    (reader := folder / "reader").mkdir()
    with (
        workers(reader, deployment.environ, 1, "--stages", READING),
        chain(deployment, folder, DECIDING) as made,
    ):
        for which in points:
            made.die_at(str(which), when)
    return made.deaths


@pytest.mark.parametrize("when", WHEN)
def test_a_worker_that_dies_at_one_send_after_the_other(
    deployment: Deployment, tmp_path: Path, when: str
) -> None:
    """The short form: three deaths, each a good many sends further on."""
    assert len(crash_through(deployment, tmp_path, range(12, 90, 30), when)) == 3


@pytest.mark.slow
@pytest.mark.parametrize("when", WHEN)
@pytest.mark.parametrize("first", range(1, POINTS, STRETCH))
def test_a_worker_that_dies_at_each_of_these_sends(
    deployment: Deployment, tmp_path: Path, first: int, when: str
) -> None:
    """Every point by itself: a worker dies there, the next one ends it right. The last stretch goes past the last send."""
    points = range(first, first + STRETCH)
    deaths = crash_through(deployment, tmp_path, points, when)
    print(f"\n{len(deaths)} workers died at sends {points[0]} to {points[-1]}, {when}: {tally(deaths)}")
    assert len(deaths) == STRETCH or points[-1] > FEWEST
    assert len(deaths) < STRETCH or points[-1] < POINTS


@pytest.mark.slow
@pytest.mark.parametrize("when", WHEN)
@pytest.mark.parametrize("topic", ["dedupe.state", "articles.copies"])
def test_a_worker_that_dies_at_a_copy_of_each_kind(
    deployment: Deployment, tmp_path: Path, topic: str, when: str
) -> None:
    """At dedupe's decision on it, and at its event: an exact copy, a near one, an agency's story."""
    points = [f"{topic}:{kind}" for kind in CopyKind]
    assert crash_through(deployment, tmp_path, points, when) == [f"{topic} {kind}" for kind in CopyKind]


def tally(deaths: list[str]) -> str:
    """How many died at what."""
    return ", ".join(f"{count} at {what}" for what, count in sorted(Counter(deaths).items()))
