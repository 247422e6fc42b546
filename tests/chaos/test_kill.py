"""Hours of bad luck in minutes: workers killed and brokers stopped in full flow, over real pages. Run by `make chaos`."""

import random
import time
from pathlib import Path

import psutil
import pytest

from tests.benchmarks import corpus
from tests.support.broker import Broker
from tests.support.deployment import TWO_CHILDREN, Deployment
from tests.support.kafka import produce
from tests.support.pages import many
from tests.support.scenario import Expected, scenario
from tests.support.verify import Ledger, origins, problems, wrong_fates
from tests.support.workers import Worker, gone, wait_for, workers
from worker.core.model import Topic

pytestmark = [pytest.mark.integration, pytest.mark.slow]

KILLS = (0.15, 0.35, 0.55, 0.75)
RELATED = 300  # pages of the scenario, beside its relatives


def real_pages() -> list[tuple[bytes | None, bytes]]:
    """The real pages as records; made-up ones where the corpora are not there."""
    if corpus.CORPORA.exists():
        return corpus.records(corpus.pages())
    return [(row.key(), row.value()) for row in many(1500, start=900_000)]


def mixture() -> tuple[list[tuple[bytes | None, bytes]], list[Expected]]:
    """Real pages and the scenario's, shuffled together without changing the order within either."""
    related = list(scenario(RELATED))
    ours = [(expected.row.key(), expected.row.value()) for expected in related]
    theirs = real_pages()
    turns = [0] * len(ours) + [1] * len(theirs)
    random.Random(7).shuffle(turns)
    sources = (iter(ours), iter(theirs))
    return [next(sources[turn]) for turn in turns], related


def test_two_workers_killed_four_times(deployment: Deployment, tmp_path: Path) -> None:
    """`kill -9` of a parent at 15, 35, 55 and 75 % of the fates: nothing lost, doubled or changed; no child lives on."""
    records, related = mixture()
    raw = deployment.name(Topic.PAGES_RAW)
    produce(deployment.bootstrap, raw, records)
    with workers(tmp_path, deployment.environ | TWO_CHILDREN, 2) as crew:
        for turn, share in enumerate(KILLS):
            deployment.wait_for_fates(int(share * len(records)), crew, 600)
            wait_for(lambda: all(map(at_work, crew)), 120, crew[0].tail)
            kill_and_restart(crew[turn % 2])
        deployment.wait_until_settled(crew, 900)
        codes = [worker.stop() for worker in crew]
    assert codes == [0, 0]
    check(deployment, related, len(records))


def test_a_broker_stopped_twice(deployment: Deployment, tmp_path: Path, broker_of_my_own: Broker) -> None:
    """The broker gone for half a minute, twice, in full flow: the same holds."""
    records, related = mixture()
    made = Deployment(broker_of_my_own.bootstrap, "outage.")
    made.dateline("topics", "create")
    produce(made.bootstrap, made.name(Topic.PAGES_RAW), records)
    with workers(tmp_path, made.environ | TWO_CHILDREN, 2) as crew:
        for share in (0.25, 0.6):
            made.wait_for_fates(int(share * len(records)), crew, 600)
            broker_of_my_own.kill(0)
            pause(30)
            broker_of_my_own.restart(0)
            for worker in crew:
                if not worker.alive():
                    worker.start()
        made.wait_until_settled(crew, 900)
    check(made, related, len(records))


def at_work(worker: Worker) -> bool:
    """Whether it owns partitions and has pages in hand."""
    owned, in_hand = (worker.metric(name) for name in ("dateline_partitions", "dateline_in_flight"))
    return owned > 0 and in_hand > 0


def kill_and_restart(worker: Worker) -> None:
    """Kill the parent, see its children end, start it again."""
    children: list[psutil.Process] = worker.kill()
    assert children
    wait_for(lambda: gone(children), 10, lambda: str(children))
    worker.start()


def pause(seconds: float) -> None:
    """Let time pass: the outage's length is what is tested."""
    started = time.monotonic()
    wait_for(lambda: time.monotonic() - started > seconds, seconds + 5)


def check(deployment: Deployment, related: list[Expected], total: int) -> None:
    """Everything that must hold, and the figures that are stated."""
    found = deployment.ledger()
    assert len(origins(found)) == total
    assert problems(found) == []
    assert wrong_fates(found, related) == []
    real = "the corpora" if corpus.CORPORA.exists() else "made-up pages"
    ours = {expected.row.key() for expected in related}
    pages = zip(origins(found), found.topics[Topic.PAGES_RAW], strict=True)
    theirs = [found.fate(origin)["fate"] for origin, page in pages if page.key not in ours]
    assert theirs.count("published") >= 0.9 * len(theirs)
    print(f"\n{real}: {total} pages, fates {tally(found)}, {found.duplicates()} duplicate events")


def tally(found: Ledger) -> dict[str, int]:
    """How many pages ended how."""
    kinds = [found.fate(origin)["fate"] for origin in origins(found)]
    return {kind: kinds.count(kind) for kind in sorted(set(kinds))}
