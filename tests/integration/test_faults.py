"""What goes wrong in the field: pages that kill their reader, workers that freeze, come and go."""

import json
import resource
import signal
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest

from tests.chaos import poison
from tests.support.broker import Broker
from tests.support.deployment import TWO_CHILDREN, Deployment
from tests.support.kafka import produce
from tests.support.pages import Row, many, page
from tests.support.scenario import scenario
from tests.support.verify import Ledger, origins, problems, wrong_fates
from tests.support.workers import Worker, get, gone, wait_for, workers
from worker.core import headers
from worker.core.model import Message, Topic

pytestmark = pytest.mark.integration

ROOM = 160_000  # bytes of a file: more than the worker's log takes
SLOW = (
    "tests.support.slow_rebalance",
    "run",
)  # a worker that a rebalance keeps from its messages for seconds
POISONED = ("tests.chaos.poison", "run")  # a worker whose children obey the magic words in a page


def poisoned(number: int, words: bytes) -> Row:
    """A page with magic words in it."""
    row = page(number)
    return Row(row.url, row.title, f"{row.text} {words.decode()}.", row.fetched_at)


def test_pages_that_kill_their_reader_are_dead_and_kept_whole(deployment: Deployment, tmp_path: Path) -> None:
    """Hang, segfault, memory, exception: dead with its class, the message whole, the neighbours published."""
    bad = {
        "timeout": poisoned(101, poison.HANG),
        "crash": poisoned(102, poison.CRASH),
        "memory": poisoned(103, poison.EAT),
        "exception": poisoned(104, poison.RAISE),
    }
    rows = [row for pair in zip(bad.values(), many(4), strict=True) for row in pair]
    environ = {
        **deployment.environ,
        **TWO_CHILDREN,
        "DATELINE_PAGE_DEADLINE": "8",  # no neighbour takes that long, also on a busy machine
        "DATELINE_MEMORY_LIMIT": "900000000",
        "DATELINE_STUCK_AFTER": "400",  # a dozen children start one after the other
    }
    worker = Worker(tmp_path, "poisoned", environ, module=POISONED).start()
    try:
        produce(
            deployment.bootstrap, deployment.name(Topic.PAGES_RAW), [(row.key(), row.value()) for row in rows]
        )
        deployment.wait_for_fates(len(rows), [worker], 400)
        assert worker.alive(), worker.tail()
    finally:
        worker.kill()
    found = deployment.ledger()
    assert problems(found) == []
    reasons = {json.loads(m.value or b"")["url"]: found.fate(o).get("reason") for m, o in _pages(found)}
    assert {row.url: error for error, row in bad.items()} == {url: why for url, why in reasons.items() if why}
    letters = {letter.value: headers.as_dict(letter.headers) for letter in found.topics[Topic.PAGES_DEAD]}
    for error, row in bad.items():
        assert letters[row.value()]["__connect.errors.exception.class.name"] == error


def _pages(found: Ledger) -> Iterator[tuple[Message, str]]:
    return zip(found.topics[Topic.PAGES_RAW], origins(found), strict=True)


def test_a_state_disk_without_room_ends_the_worker_with_one_line(
    deployment: Deployment, tmp_path: Path
) -> None:
    """Its files may not grow any more. No stack trace; and with room again every page gets its fate, once."""
    raw = deployment.name(Topic.PAGES_RAW)
    worker = Worker(tmp_path, "full", deployment.environ).start()
    try:
        produce(deployment.bootstrap, raw, [(row.key(), row.value()) for row in many(20)])
        deployment.wait_for_fates(20, [worker])
        resource.prlimit(worker.pid, resource.RLIMIT_FSIZE, (ROOM, ROOM))
        produce(deployment.bootstrap, raw, [(row.key(), row.value()) for row in many(380, 20)])
        assert worker.process
        assert worker.process.wait(60) == 1, worker.tail()
        said = worker.log.read_text()
        assert "can't be kept: " in said.splitlines()[-1]
        assert "see DATELINE_STATE_DIR and its disk" in said.splitlines()[-1]
        assert "Traceback" not in said
        assert "never retrieved" not in said
        worker.start()
        deployment.wait_until_settled([worker])
        assert worker.stop() == 0
    finally:
        if worker.alive():
            worker.kill()
    assert problems(deployment.ledger()) == []


def test_pages_that_come_during_a_rebalance_of_a_new_group_are_read(
    deployment: Deployment, tmp_path: Path
) -> None:
    """Nothing is committed yet, so nothing says where to go back to when what was fetched too early is thrown away."""
    heir = Worker(tmp_path, "heir", deployment.environ, module=SLOW).start()
    dead = Worker(tmp_path, "dead", deployment.environ).start()
    try:
        for worker in (heir, dead):
            wait_for(lambda worker=worker: worker.metric("dateline_partitions") > 0, 120, worker.tail)  # type: ignore[misc]
        dead.kill()
        raw = deployment.name(Topic.PAGES_RAW)
        produce(deployment.bootstrap, raw, [(row.key(), row.value()) for row in many(300)])
        deployment.wait_until_settled([heir])
        assert heir.stop() == 0, heir.tail()
    finally:
        for worker in (heir, dead):
            worker.end()
    found = deployment.ledger()
    assert len(origins(found)) == 300
    assert problems(found) == []


def test_a_redriven_page_gets_a_fate_that_supersedes_dead(deployment: Deployment, tmp_path: Path) -> None:
    """After the cause is mended, `dead redrive` brings the page through; `audit` says so and passes."""
    row = poisoned(7, poison.RAISE)
    raw = deployment.name(Topic.PAGES_RAW)
    produce(deployment.bootstrap, raw, [(row.key(), row.value())])
    sick = Worker(tmp_path, "sick", deployment.environ, module=POISONED).start()
    try:
        deployment.wait_for_fates(1, [sick])
    finally:
        sick.kill()
    assert "exception" in deployment.dateline("dead", "list").stdout
    deployment.dateline("dead", "redrive", "--all")
    with workers(tmp_path, deployment.environ) as crew:
        deployment.wait_for_fates(2, crew)
    found = deployment.ledger()
    assert [event.key for event in found.topics[Topic.ARTICLES_TAGGED]]
    report = json.loads(deployment.dateline("audit", "--json").stdout)
    assert report["proven"]
    assert report["superseded"] == origins(found)
    assert report["dead"] == []


def told(deployment: Deployment) -> set[str]:
    """The kinds of fates so far."""
    return {record["fate"] for records in deployment.ledger().fates.values() for record in records}


def test_a_redriven_version_never_stands_behind_a_newer_one(deployment: Deployment, tmp_path: Path) -> None:
    """The first version of a page dies at tag, its second is published: redriven, the first is stale."""
    old = poisoned(7, poison.RAISE)
    new = page(7, text=500_007, day=11)
    raw = deployment.name(Topic.PAGES_RAW)
    front = Worker(tmp_path, "front", deployment.environ, "--stages", "clean,identify,dedupe")
    sick = Worker(tmp_path, "sick", deployment.environ, "--stages", "tag", module=POISONED)
    well = Worker(tmp_path, "well", deployment.environ, "--stages", "tag")
    try:
        front.start(), sick.start()
        produce(deployment.bootstrap, raw, [(old.key(), old.value())])
        deployment.wait_for_fates(1, [front, sick])
        sick.stop(), well.start()
        produce(deployment.bootstrap, raw, [(new.key(), new.value())])
        deployment.wait_for_fates(2, [front, well])
        deployment.dateline("dead", "redrive", "--all")
        wait_for(lambda: "stale" in told(deployment), 60, well.tail)
    finally:
        for worker in (front, sick, well):
            if worker.alive():
                worker.kill()
    found = deployment.ledger()
    assert problems(found) == []
    assert told(deployment) == {"dead", "replaced", "stale"}
    assert len(found.events) == 1


def test_a_worker_that_freezes_and_wakes_up_does_no_harm(deployment: Deployment, tmp_path: Path) -> None:
    """A worker stopped for longer than its session, then continued, finds its partitions taken and changes nothing."""
    pages = list(scenario(40))
    raw = deployment.name(Topic.PAGES_RAW)
    with workers(tmp_path, deployment.environ | TWO_CHILDREN, 2) as crew:
        produce(deployment.bootstrap, raw, [(p.row.key(), p.row.value()) for p in pages])
        deployment.wait_for_fates(len(pages) // 4, crew)
        assert crew[0].process is not None
        crew[0].process.send_signal(signal.SIGSTOP)
        deployment.wait_until_settled(crew[1:])
        crew[0].process.send_signal(signal.SIGCONT)
        more = [page(number) for number in range(700, 712)]
        produce(deployment.bootstrap, raw, [(row.key(), row.value()) for row in more])
        deployment.wait_until_settled(crew[1:])
    found = deployment.ledger()
    assert problems(found) == []
    assert wrong_fates(found, pages) == []


def test_workers_that_come_and_go(deployment: Deployment, tmp_path: Path) -> None:
    """A rolling restart in full flow: each worker is told to stop, and another takes its place."""
    pages = list(scenario(60))
    with workers(tmp_path, deployment.environ | TWO_CHILDREN) as crew:
        produce(
            deployment.bootstrap,
            deployment.name(Topic.PAGES_RAW),
            [(p.row.key(), p.row.value()) for p in pages],
        )
        deployment.wait_for_fates(len(pages) // 4, crew)
        crew.append(Worker(tmp_path, "second", deployment.environ | TWO_CHILDREN).start())
        deployment.wait_for_fates(len(pages) // 2, crew)
        assert crew[0].stop() == 0, crew[0].tail()
        deployment.wait_until_settled(crew[1:])
        assert crew[1].stop() == 0, crew[1].tail()
    found = deployment.ledger()
    assert problems(found) == []
    assert wrong_fates(found, pages) == []


def test_a_worker_whose_broker_is_gone_can_be_stopped(broker_of_my_own: Broker, tmp_path: Path) -> None:
    """SIGTERM with nobody to commit to: it gives up what is in hand within its deadlines, and the next one takes it."""
    made = Deployment(broker_of_my_own.bootstrap, "gone.", DATELINE_SHUTDOWN_DEADLINE="3")
    made.dateline("topics", "create")
    pages = list(scenario(40))
    produce(made.bootstrap, made.name(Topic.PAGES_RAW), [(p.row.key(), p.row.value()) for p in pages])
    with workers(tmp_path, made.environ) as crew:
        made.wait_for_fates(len(pages) // 4, crew)
        broker_of_my_own.kill()
        children = crew[0].children()
        assert crew[0].stop(40) == 0, crew[0].tail()
        assert gone(children)
        broker_of_my_own.restart()
        crew[0].start()
        made.wait_until_settled(crew)
    found = made.ledger()
    assert problems(found) == []
    assert wrong_fates(found, pages) == []


def test_a_worker_that_makes_no_progress_ends_itself_and_loses_nothing(
    broker_of_my_own: Broker, tmp_path: Path
) -> None:
    """A broker that freezes with pages in hand: exit 70, the reason in the last line; the next worker brings them through."""
    hurried = {
        "DATELINE_PAGE_DEADLINE": "6",
        "DATELINE_STUCK_AFTER": "43",
        "DATELINE_REQUEST_TIMEOUT": "90",  # no request is given up meanwhile, which would be another end
    }
    made = Deployment(broker_of_my_own.bootstrap, "frozen.")
    made.dateline("topics", "create")
    pages = list(scenario(150))
    produce(made.bootstrap, made.name(Topic.PAGES_RAW), [(p.row.key(), p.row.value()) for p in pages])
    with workers(tmp_path, made.environ | hurried) as crew:
        made.wait_for_fates(1, crew)
        children = crew[0].children()
        (broker,) = (psutil.Process(pid) for pid in broker_of_my_own.pids)
        broker.suspend()
        assert crew[0].process
        assert crew[0].process.wait(90) == 70, crew[0].tail()
        last = json.loads(crew[0].tail(1))
        assert last["event"] == "the watchdog ends this worker"
        assert last["reason"].startswith("progress: ")
        wait_for(lambda: gone(children), 10, lambda: str(children))
        broker.resume()
        wait_for(made.answers, 60, lambda: "the broker did not come back")
    (second := tmp_path / "second").mkdir()
    with workers(second, made.environ) as crew:
        made.wait_until_settled(crew)
    found = made.ledger()
    assert problems(found) == []
    assert wrong_fates(found, pages) == []


def test_health_pages_of_a_running_worker(deployment: Deployment, tmp_path: Path) -> None:
    """Live and ready once it has its partitions; metrics count the pages; the address is in the log."""
    with workers(tmp_path, deployment.environ) as crew:
        produce(
            deployment.bootstrap,
            deployment.name(Topic.PAGES_RAW),
            [(row.key(), row.value()) for row in many(3)],
        )
        deployment.wait_for_fates(3, crew)
        address = crew[0].health_address()
        assert get(address, "/livez")[0] == 200
        wait_for(lambda: get(address, "/readyz")[0] == 200, 20, lambda: get(address, "/readyz")[1])
        counted = 'dateline_messages_total{stage="tag"} 3.0'  # a moment after the fates are there
        wait_for(lambda: counted in get(address, "/metrics")[1], 20, lambda: get(address, "/metrics")[1])
