"""What `dateline run` meets at its start: a broker that isn't there (yet), topics that aren't as needed, wrong settings."""

import json
import time
from pathlib import Path
from uuid import uuid4

import pytest

from tests.support.broker import Broker, Kafka
from tests.support.deployment import Deployment
from tests.support.kafka import produce, set_configs
from tests.support.pages import page
from tests.support.verify import problems
from tests.support.workers import get, wait_for, workers
from worker.core.model import Topic

pytestmark = [pytest.mark.integration, pytest.mark.usefixtures("started_cold")]

NOWHERE = "127.0.0.1:9"
ONE_STAGE = ("run", "--stages", "identify")  # needs every topic, and starts no children
ADVICE = "set DATELINE_PARTITIONS=1, or use a new DATELINE_PREFIX and `dateline topics create`"


@pytest.fixture
def bare(kafka: Kafka) -> Deployment:
    """A deployment whose topics nobody has made."""
    return Deployment(kafka.bootstrap, f"start-{uuid4().hex[:8]}.")


# ── topics ──────────────────────────────────────────────────────────────────────────────────────────────────


def test_without_topics_it_names_them_and_the_command_that_makes_them(bare: Deployment) -> None:
    """Nothing is started, and the one line names every topic."""
    done = bare.dateline(*ONE_STAGE, check=False)
    assert done.returncode == 1
    assert f"{len(Topic)} topics are missing" in done.stderr
    assert [topic for topic in Topic if bare.name(topic) not in done.stderr] == []
    assert "make them with `dateline topics create`" in done.stderr


def test_on_topics_with_fewer_partitions_it_names_each_and_what_mends_it(
    bare: Deployment, tmp_path: Path
) -> None:
    """It doesn't start; with the setting that it advises it does, and a page comes out."""
    one = Deployment(bare.bootstrap, bare.prefix, DATELINE_PARTITIONS="1")
    one.dateline("topics", "create")
    done = bare.dateline(*ONE_STAGE, check=False)
    assert done.returncode == 1
    names = ", ".join(bare.name(topic) for topic in Topic)
    assert f"{len(Topic)} topics have 1 partition, need 2 ({names}); {ADVICE}" in done.stderr
    assert "Traceback" not in done.stderr
    comes_out(one, tmp_path)


def test_on_topics_with_a_smaller_limit_it_names_each_and_the_command_that_mends_it(
    bare: Deployment, tmp_path: Path
) -> None:
    """It doesn't start; after the command that it names it does, and a page comes out. A topic in order isn't named."""
    bare.dateline("topics", "create")
    small = {Topic.PAGES_RAW: "16777216", Topic.PAGES_DEAD: "17825792", Topic.PAGES_FATES: "1048576"}
    for topic in small:
        set_configs(bare.bootstrap, bare.name(topic), {"max.message.bytes": "1000000"})
    done = bare.dateline(*ONE_STAGE, check=False)
    assert done.returncode == 1
    for topic, limit in small.items():
        problem = f"{bare.name(topic)} has max.message.bytes=1000000, needs {limit}"
        assert f"{problem}; set it with `dateline topics create --mend`" in done.stderr
    assert bare.name(Topic.ARTICLES_CLEAN) not in done.stderr
    bare.dateline("topics", "create", "--mend")
    comes_out(bare, tmp_path)


def comes_out(made: Deployment, folder: Path) -> None:
    """A worker starts, and brings a page through."""
    row = page(1)
    produce(made.bootstrap, made.name(Topic.PAGES_RAW), [(row.key(), row.value())])
    with workers(folder, made.environ) as crew:
        made.wait_for_fates(1, crew)
        assert crew[0].stop() == 0, crew[0].tail()
    assert problems(made.ledger()) == []


# ── the broker ──────────────────────────────────────────────────────────────────────────────────────────────


def test_a_broker_that_comes_while_it_waits_is_taken(broker_of_my_own: Broker, tmp_path: Path) -> None:
    """It says that it waits, and for how long at most; once the broker is there a page comes out."""
    made = Deployment(broker_of_my_own.bootstrap, "late.", DATELINE_BROKER_WAIT="90")
    made.dateline("topics", "create")
    row = page(1)
    produce(made.bootstrap, made.name(Topic.PAGES_RAW), [(row.key(), row.value())])
    broker_of_my_own.shut()
    with workers(tmp_path, made.environ) as crew:
        said = f"no Kafka answers at {made.bootstrap} yet; trying for 90 s"
        wait_for(lambda: said in crew[0].tail(), 60, crew[0].tail)
        broker_of_my_own.restart()
        made.wait_for_fates(1, crew)
        assert crew[0].stop() == 0, crew[0].tail()
        assert crew[0].log.read_text().count(said) == 1
    assert problems(made.ledger()) == []


def test_while_it_waits_for_a_broker_it_is_live_and_can_be_stopped(tmp_path: Path) -> None:
    """It is not ready, but nothing that a restart would mend; SIGTERM ends it at once, in order: nothing was begun."""
    made = Deployment(NOWHERE, "x.", DATELINE_BROKER_WAIT="300")
    with workers(tmp_path, made.environ, 1, "--stages", "identify") as crew:
        wait_for(lambda: "no Kafka answers" in crew[0].tail(), 60, crew[0].tail)
        assert get(crew[0].health_address(), "/livez")[0] == 200
        status, ready = get(crew[0].health_address(), "/readyz")
        assert status == 503
        assert json.loads(ready)["failed"] == [
            "assigned: waiting for the group",
            "producing: no producer",
        ]
        assert crew[0].stop(20) == 0


def test_a_broker_that_never_comes_ends_it_after_the_stated_time() -> None:
    """Not before, and soon after: one line says where it looked, for how long, and what to set."""
    began = time.monotonic()
    done = Deployment(NOWHERE, "x.", DATELINE_BROKER_WAIT="4").dateline(*ONE_STAGE, check=False)
    took = time.monotonic() - began
    assert done.returncode == 1
    assert 4 < took < 30  # a start on a crowded machine included
    assert f"no Kafka answers at {NOWHERE} yet; trying for 4 s" in done.stderr
    (line,) = [line for line in done.stderr.splitlines() if "no Kafka answered" in line]
    assert f"no Kafka answered at {NOWHERE} for 4 s; set KAFKA_BOOTSTRAP_SERVERS" in line
    assert "Traceback" not in done.stderr


# ── settings ────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    "variable,value",
    [
        ("DATELINE_CHILDREN", "many"),
        ("DATELINE_CHILDREN", "0"),
        ("DATELINE_NO_SUCH", "1"),
        ("DATELINE_REGISTRY_ADDITIONS", "/nowhere"),
    ],
)
def test_a_wrong_setting_is_one_line_and_exit_2(variable: str, value: str) -> None:
    """Nothing is started on a wrong setting: one line that names it, and exit code 2."""
    made = Deployment(NOWHERE, "x.", DATELINE_BROKER_WAIT="1", **{variable: value})
    done = made.dateline("run", check=False)
    assert done.returncode == 2, done.stderr
    assert len(done.stderr.strip().splitlines()) == 1
    assert variable in done.stderr or value in done.stderr
