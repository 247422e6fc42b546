"""The commands beside the worker, on a real Kafka: topics, load, audit."""

import asyncio
import gzip
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from aiokafka import AIOKafkaProducer
from aiokafka.admin import AIOKafkaAdminClient, NewTopic

from tests.conftest import MakeBroker
from tests.support.broker import Broker, Kafka
from tests.support.deployment import Deployment
from tests.support.kafka import counts, produce, produce_at, read_all, set_configs
from tests.support.workers import wait_for
from worker.core.codec import to_json
from worker.core.model import Fate, FateKind, Message, Topic

pytestmark = pytest.mark.integration
REPO = Path(__file__).parents[2]


@pytest.fixture
def bare(kafka: Kafka, request: pytest.FixtureRequest) -> Deployment:
    """A deployment whose topics nobody has made."""
    return Deployment(kafka.bootstrap, f"{request.node.name.removeprefix('test_')[:30]}-{os.getpid()}.")


def rows(*pages: dict[str, Any]) -> bytes:
    return b"".join(json.dumps(page).encode() + b"\n" for page in pages)


def numbered(count: int) -> list[dict[str, Any]]:
    return [{"url": f"https://news.example/{n}", "text": f"Story {n} of Peru."} for n in range(count)]


def make_topic(bootstrap: str, name: str, configs: dict[str, str]) -> None:
    async def make() -> None:
        admin = AIOKafkaAdminClient(bootstrap_servers=bootstrap)
        await admin.start()
        try:
            await admin.create_topics([NewTopic(name, 1, 1, topic_configs=configs)])
        finally:
            await admin.close()

    asyncio.run(make())


def write_fates(topics: Deployment, fates: list[Fate]) -> None:
    records = [(f"{fate.topic}:{fate.partition}:{fate.offset}".encode(), to_json(fate)) for fate in fates]
    produce(topics.bootstrap, topics.name(Topic.PAGES_FATES), records)


def inputs(topics: Deployment) -> list[Message]:
    return read_all(topics.bootstrap, topics.name(Topic.PAGES_RAW))


def fate(page: Message, kind: FateKind, **details: str) -> Fate:
    return Fate(page.topic, page.partition, page.offset, kind, **details)


def audited(topics: Deployment, *args: str) -> tuple[int, dict[str, Any]]:
    done = topics.dateline("audit", "--json", *args, check=False)
    return done.returncode, json.loads(done.stdout)


# ── topics ──────────────────────────────────────────────────────────────────────────────────────────────────


def test_topics_are_made_once_as_documented(bare: Deployment) -> None:
    assert bare.dateline("topics", "check", check=False).returncode == 1
    made = bare.dateline("topics", "create").stdout.splitlines()
    assert made == [f"made {bare.name(topic)}" for topic in Topic]
    assert "as documented" in bare.dateline("topics", "check").stdout
    assert "as documented" in bare.dateline("topics", "create").stdout


def test_topics_that_differ_are_named_and_mended(bare: Deployment) -> None:
    """What can be set on a topic that exists is set on request, beside what it has of its own; partitions are not."""
    make_topic(
        bare.bootstrap, bare.name(Topic.PAGES_FATES), {"retention.ms": "1000", "segment.ms": "86400000"}
    )
    done = bare.dateline("topics", "create", check=False)
    assert done.returncode == 1
    assert f"{bare.name(Topic.PAGES_FATES)} has 1 partition, needs 2" in done.stderr
    assert "has retention.ms=1000" in done.stderr
    mended = bare.dateline("topics", "create", "--mend", check=False)
    assert mended.returncode == 1  # the partitions are left
    assert len(mended.stderr.splitlines()) == 1
    one = Deployment(bare.bootstrap, bare.prefix, DATELINE_PARTITIONS="1")
    assert "retention" not in one.dateline("topics", "check", check=False).stderr


def test_topics_made_beside_a_smaller_one_are_in_order_with_the_advised_setting(bare: Deployment) -> None:
    make_topic(bare.bootstrap, bare.name(Topic.ARTICLES_CLEAN), {})
    done = bare.dateline("topics", "create", "--mend", check=False)
    assert "set DATELINE_PARTITIONS=1, or" in done.stderr
    one = Deployment(bare.bootstrap, bare.prefix, DATELINE_PARTITIONS="1")
    assert "as documented" in one.dateline("topics", "check").stdout


@pytest.mark.parametrize(
    "command", [["load", "README.md"], ["audit"], ["watch", "pages.raw"], ["dead", "list"]]
)
def test_a_command_without_its_topics_says_what_to_do(kafka: Kafka, command: list[str]) -> None:
    done = Deployment(kafka.bootstrap, f"nothing-{os.getpid()}.").dateline(*command, check=False)
    assert done.returncode == 1
    assert "`dateline topics create`" in done.stderr
    assert len(done.stderr.splitlines()) == 1


def test_a_command_without_a_broker_says_where_it_looked() -> None:
    done = Deployment("127.0.0.1:9", "x.", DATELINE_BROKER_WAIT="1").dateline("audit", check=False)
    assert done.returncode == 1
    assert "no Kafka answered at 127.0.0.1:9" in done.stderr
    assert "Traceback" not in done.stderr


# ── load ────────────────────────────────────────────────────────────────────────────────────────────────────


def test_load_counts_every_page_and_names_what_it_skips(topics: Deployment, tmp_path: Path) -> None:
    (tmp_path / "a.jsonl.gz").write_bytes(gzip.compress(rows(*numbered(300)) + b"{broken\n"))
    (tmp_path / "b.html").write_bytes(b"<p>caf\xe9</p>")
    (tmp_path / "c.jsonl").write_bytes(rows({"url": "https://news.example/big", "text": "x" * 10_000_000}))
    done = topics.dateline("load", str(tmp_path), check=False)
    assert done.returncode == 1
    lines = done.stderr.splitlines()
    assert lines[0].startswith(f"{tmp_path}/a.jsonl.gz:301: not JSON")
    assert lines[1].startswith(f"{tmp_path}/c.jsonl:1: 10,000,0")
    assert lines[2].startswith("dateline: loaded 301 pages")
    pages = inputs(topics)
    assert sorted((page.key or b"", page.value) for page in pages if page.headers == ()) == sorted(
        (page["url"].encode(), json.dumps(page).encode()) for page in numbered(300)
    )
    (html,) = [page for page in pages if page.headers]
    assert (html.key, html.value, html.headers) == (
        None,
        b"<p>caf\xe9</p>",
        (("content-type", b"text/html"),),
    )


def test_load_stops_at_its_limit(topics: Deployment, tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_bytes(rows(*numbered(20)))
    topics.dateline("load", "--limit", "7", str(tmp_path / "a.jsonl"))
    assert len(inputs(topics)) == 7


def test_load_goes_on_when_the_broker_comes_back(broker_of_my_own: Broker) -> None:
    """Every page is there once, those that were on their way when the broker stopped too."""
    made = Deployment(broker_of_my_own.bootstrap, "back.")
    made.dateline("topics", "create")
    command = [sys.executable, "-m", "worker", "load", "-"]
    environ = {**os.environ, **made.environ}
    pages, raw = numbered(200), made.name(Topic.PAGES_RAW)
    with subprocess.Popen(
        command, cwd=REPO, env=environ, stdin=subprocess.PIPE, stderr=subprocess.PIPE
    ) as loading:
        assert loading.stdin is not None
        loading.stdin.write(rows(*pages[:100]))
        loading.stdin.flush()
        wait_for(lambda: counts(made.bootstrap, [raw])[raw] == 100, 60)
        broker_of_my_own.kill()
        loading.stdin.write(rows(*pages[100:]))
        loading.stdin.flush()
        broker_of_my_own.restart()
        _, errors = loading.communicate(timeout=90)
    assert loading.returncode == 0, errors
    assert b"loaded 200 pages" in errors
    assert sorted(page.key or b"" for page in inputs(made)) == sorted(page["url"].encode() for page in pages)


def test_commands_work_while_one_of_three_brokers_is_down(make_broker: MakeBroker, tmp_path: Path) -> None:
    """Topics are made with three replicas, of which two must have each record, so that one broker may be missing."""
    (tmp_path / "a.jsonl").write_bytes(rows(*numbered(50)))
    broker = make_broker(3)
    made = Deployment(broker.bootstrap, "down.")
    made.dateline("topics", "create")
    broker.kill(2)
    assert "loaded 50 pages" in made.dateline("load", str(tmp_path)).stderr
    assert "as documented" in made.dateline("topics", "check").stdout
    assert audited(made)[1]["inputs"] == 50


# ── audit ───────────────────────────────────────────────────────────────────────────────────────────────────


def test_audit_proves_or_names(topics: Deployment) -> None:
    """One fate each is proof; none, or two, is named; dead is listed, and superseded by a later fate or a replay."""
    raw = topics.name(Topic.PAGES_RAW)
    produce(topics.bootstrap, raw, [(f"{n}".encode(), b"{}") for n in range(40)])
    pages = inputs(topics)
    names = [page.coordinates for page in pages]
    write_fates(topics, [fate(page, FateKind.PUBLISHED) for page in pages[:35]])
    write_fates(topics, [fate(page, FateKind.PUBLISHED) for page in pages[:5]])  # redelivered
    write_fates(topics, [fate(page, FateKind.DEAD, reason="timeout") for page in pages[35:38]])
    code, report = audited(topics)
    assert (code, report["proven"], report["inputs"]) == (1, False, 40)
    assert sorted(report["missing"]) == sorted(names[38:])
    assert report["fates"] == {"published": 35, "dead": 3}

    write_fates(topics, [fate(page, FateKind.REJECTED, reason="empty") for page in pages[35:36]])
    write_fates(topics, [fate(page, FateKind.COPY) for page in pages[38:]])
    replay = topics.name(Topic.PAGES_REPLAY)
    produce(topics.bootstrap, replay, [(pages[36].key, b"{}")])
    code, report = audited(topics)
    assert code == 1
    assert report["missing"] == [f"{name}" for name in report["missing"] if name.startswith(replay)]
    (again,) = read_all(topics.bootstrap, replay)
    write_fates(topics, [fate(again, FateKind.PUBLISHED, origin=names[36], replay_id="r")])
    code, report = audited(topics)
    assert (code, report["proven"], report["inputs"]) == (0, True, 41)
    assert sorted(report["superseded"]) == sorted(names[35:37])
    assert report["dead"] == [names[37]]

    write_fates(topics, [fate(pages[0], FateKind.STALE)])
    code, report = audited(topics)
    assert code == 1
    assert report["contradicted"] == {names[0]: ["published", "stale"]}
    text = topics.dateline("audit", check=False)
    assert f"{names[0]} (published, stale)" in text.stdout
    assert "NOT PROVEN" in text.stderr


def test_offsets_without_a_record_are_no_inputs(topics: Deployment) -> None:
    """The markers of a transaction take offsets; they are no pages."""

    async def send() -> None:
        producer = AIOKafkaProducer(bootstrap_servers=topics.bootstrap, transactional_id=topics.prefix)
        await producer.start()
        try:
            for number in range(3):
                async with producer.transaction():
                    await producer.send_and_wait(
                        topics.name(Topic.PAGES_RAW), b"{}", key=b"k", partition=number % 2
                    )
        finally:
            await producer.stop()

    asyncio.run(send())
    assert audited(topics)[1]["inputs"] == 3
    write_fates(topics, [fate(page, FateKind.REJECTED, reason="empty") for page in inputs(topics)])
    assert audited(topics)[0] == 0


def test_audit_of_a_range_asks_only_for_that_range(topics: Deployment) -> None:
    raw = topics.name(Topic.PAGES_RAW)
    set_configs(topics.bootstrap, raw, {"retention.ms": "-1"})  # records of long ago would be deleted at once
    days = [1_700_000_000_000 + day * 86_400_000 for day in range(1, 7)]  # from 2023-11-15T22:13:20Z on
    produce_at(topics.bootstrap, raw, [(day, b"{}") for day in days])
    code, report = audited(topics, "--since", "2023-11-17", "--until", "2023-11-19T12:00:00Z")
    assert (code, report["missing"]) == (1, [f"{raw}:0:2", f"{raw}:0:3"])
    write_fates(topics, [Fate(raw, 0, offset, FateKind.PUBLISHED) for offset in (2, 3)])
    assert audited(topics, "--since", "2023-11-17T22:13:20", "--until", "2023-11-19T22:13:20Z")[0] == 0
    assert audited(topics, "--since", "1h")[1]["inputs"] == 0
