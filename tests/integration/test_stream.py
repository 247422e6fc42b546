"""The whole worker on a real Kafka: a page in, a tagged event out, one fate each."""

import base64
import json
import os
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import MakeBroker
from tests.support.deployment import TWO_CHILDREN, Deployment
from tests.support.kafka import Record, counts, produce, produce_whole
from tests.support.pages import many, page
from tests.support.scenario import scenario
from tests.support.verify import origins, problems, wrong_fates
from tests.support.workers import REPO, Worker, gone, wait_for, workers
from worker.core import headers
from worker.core.codec import to_json
from worker.core.model import Topic

pytestmark = pytest.mark.integration


def test_a_scenario_of_related_pages_comes_out_right(deployment: Deployment, tmp_path: Path) -> None:
    """Versions, copies, re-crawls and late pages each get the fate that the contract says, and valid events."""
    pages = list(scenario(30))
    with workers(tmp_path, deployment.environ | TWO_CHILDREN) as crew:
        produce(
            deployment.bootstrap,
            deployment.name(Topic.PAGES_RAW),
            [(p.row.key(), p.row.value()) for p in pages],
        )
        deployment.wait_for_fates(len(pages), crew)
        assert crew[0].stop() == 0, crew[0].tail()
    found = deployment.ledger()
    assert problems(found) == []
    assert wrong_fates(found, pages) == []
    assert deployment.dateline("audit").returncode == 0


def test_a_published_page_that_turns_into_a_copy_is_retracted(deployment: Deployment, tmp_path: Path) -> None:
    """The page's new text belongs to another article: fate copy, and readers get a retraction as its last event."""
    first, other = page(1), page(2)
    turned = page(1, text=2, day=11)
    raw = deployment.name(Topic.PAGES_RAW)
    with workers(tmp_path, deployment.environ) as crew:
        for number, row in enumerate((first, other, turned), start=1):
            produce(deployment.bootstrap, raw, [(row.key(), row.value())])
            deployment.wait_for_fates(number, crew)
        wait_for(
            lambda: counts(deployment.bootstrap, [deployment.name(Topic.ARTICLES_TAGGED)]).popitem()[1] == 3,
            30,
            crew[0].tail,
        )
    found = deployment.ledger()
    assert problems(found) == []
    assert sorted(records[0]["fate"] for records in found.fates.values()) == [
        "copy",
        "published",
        "published",
    ]
    retraction = headers.as_dict(found.topics[Topic.ARTICLES_TAGGED][-1].headers)
    types = [headers.as_dict(event.headers)["ce_type"] for event in found.topics[Topic.ARTICLES_TAGGED]]
    assert types.count("dateline.article.retracted.v1") == 1, (types, retraction)


LYING = """<html><head><title>Мост открыт</title></head><body><article><h1>Мост открыт</h1><p>Мост через реку открыли после
двух лет ремонта, и первый автобус прошёл по нему в полдень.</p><p>Жители обоих берегов собрались у воды и долго смотрели, как
рабочие убирают последние леса.</p></article></body></html>"""  # in a charset that isn't the one it claims
PICTURE = b"\xff\xd8\xff\xe0\x00\x10JFIF" + bytes(range(256)) * 20


def test_broken_pages_get_a_fate_and_their_neighbours_come_out(
    deployment: Deployment, tmp_path: Path
) -> None:
    """Anything on the topic ends in a counted fate; the worker stays up and the pages around it are published."""
    good: list[Record] = [(row.key(), row.value(), [("trace", None)]) for row in many(6)]
    html = [("content-type", b"text/html")]
    bad: list[Record] = [
        (None, b"not json", []),
        (None, b"[1, 2]", []),
        (None, b'{"html": 7}', []),
        (None, b'{"url": "https://news.example/none"}', []),
        (None, b"", []),
        (b"tombstone", None, []),
        (None, b"x" * 12_000_000, html),
        (None, b"<html>\x00\x00\x00</html>", html),
        (None, b"<script>var a = 1;</script>", html),
        (None, b"<div>" * 100_000, html),
        (None, "<p>Grüße</p>".encode("utf-16"), [*html, ("charset", b"klingon-8")]),
        (None, to_json({"html": PICTURE.decode("latin-1")}), []),
        (None, to_json({"text": base64.b64encode(PICTURE).decode()}), []),
    ]
    lying: Record = (b"lying", LYING.encode("cp1251"), [*html, ("charset", b"utf-8")])
    mixed = [lying, *(record for pair in zip(bad, good * 3, strict=False) for record in pair)]
    total = len(mixed)
    with workers(tmp_path, deployment.environ | TWO_CHILDREN) as crew:
        produce_whole(deployment.bootstrap, deployment.name(Topic.PAGES_RAW), mixed)
        deployment.wait_for_fates(total, crew)
        assert crew[0].alive()
    found = deployment.ledger()
    assert problems(found) == []
    fates = [found.fate(origin)["fate"] for origin in origins(found)]
    assert fates.count("published") == len(good) + 1
    assert fates.count("unchanged") == total - 1 - len(bad) - len(good)
    texts = [json.loads(event.value or b"")["text"] for event in found.topics[Topic.ARTICLES_TAGGED]]
    assert any(text.startswith("Мост через реку") for text in texts)
    assert set(fates) == {"published", "unchanged", "rejected"}
    assert all(record[0].get("reason") for record in found.fates.values() if record[0]["fate"] == "rejected")


def test_pages_of_nearly_ten_megabytes_come_through_or_are_kept_whole(
    deployment: Deployment, tmp_path: Path
) -> None:
    """The largest pages that are allowed, in letters of two bytes, and in a charset whose letters become two bytes.

    The article of that one is twice as large as its page, and too large for any topic.
    """
    text = cyrillic(9_900_000)
    row = {"url": page(1).url, "title": page(1).title, "text": cyrillic(5_300_000)}
    as_json = json.dumps(row, ensure_ascii=False).encode()
    as_bytes = text.encode("cp1251")
    told = [("content-type", b"text/plain"), ("charset", b"windows-1251"), ("trace", b"7")]
    assert all(9_700_000 < len(value) < 10_000_000 for value in (as_json, as_bytes))
    sent: list[Record] = [(b"1", as_json, []), (b"2", as_bytes, told), (b"3", page(3).value(), [])]
    with workers(tmp_path, deployment.environ | TWO_CHILDREN) as crew:
        produce_whole(deployment.bootstrap, deployment.name(Topic.PAGES_RAW), sent)
        deployment.wait_for_fates(3, crew)
        assert crew[0].alive()
    deployment.dateline("audit")
    found = deployment.ledger()
    assert problems(found) == []
    pages = zip(found.topics[Topic.PAGES_RAW], origins(found), strict=True)
    fates = {page.key: found.fate(origin) for page, origin in pages}
    assert fates[b"3"]["fate"] == "published"
    assert fates[b"2"]["fate"] == "dead"
    dead = {letter.key: letter for letter in found.topics[Topic.PAGES_DEAD]}
    assert {key for key, fate in fates.items() if fate["fate"] != "published"} == set(dead)
    for key, value, own in sent:
        if letter := dead.get(key):
            reason = headers.as_dict(letter.headers)["__connect.errors.exception.class.name"]
            assert reason == fates[key]["reason"]
            assert reason in ("undeliverable", "timeout")  # on a crowded machine
            assert letter.value == value
            assert list(letter.headers[: len(own)]) == own


def cyrillic(count: int) -> str:
    """So many letters, in long words and paragraphs, no two of these alike."""
    sentence = "Водохранилище {} расположено неподалёку железнодорожного переезда, говорят представители правительства."
    sentences = [sentence.format(number) for number in range(count // 100 + 1)]
    paragraphs = (" ".join(sentences[start : start + 8]) for start in range(0, len(sentences), 8))
    return "\n\n".join(paragraphs)[:count]


def test_process_gives_the_ids_and_bytes_of_the_stream(deployment: Deployment, tmp_path: Path) -> None:
    """`dateline process` over the rows of a topic makes the same event ids and the same tags, text and title."""
    rows = [row.value() for row in many(12)]
    source = tmp_path / "rows.jsonl"
    source.write_bytes(b"\n".join(rows) + b"\n")
    with workers(tmp_path, deployment.environ) as crew:
        deployment.dateline("load", str(source))
        deployment.wait_for_fates(len(rows), crew)
    events = {
        headers.as_dict(event.headers)["ce_id"]: json.loads(event.value or b"")
        for event in deployment.ledger().topics[Topic.ARTICLES_TAGGED]
    }
    lines = [json.loads(line) for line in deployment.dateline("process", str(source)).stdout.splitlines()]
    assert {line["ce_id"] for line in lines} == set(events)
    for line in lines:
        body = events[line["ce_id"]]
        assert {name: line[name] for name in body} == body


def test_an_idle_worker_takes_a_page_after_every_timeout(make_broker: MakeBroker, tmp_path: Path) -> None:
    """A worker that had nothing to do for longer than all its timeouts, and the broker's for idle connections, still works."""
    short = {
        "PAGE_DEADLINE": "6",
        "STUCK_AFTER": "43",
        "REBALANCE_TIMEOUT": "20",
        "REQUEST_TIMEOUT": "12",
        "DELIVERY_TIMEOUT": "12",
    }
    own = {
        "connections.max.idle.ms": "5000",
        "transactional.id.expiration.ms": "10000",
        "producer.id.expiration.ms": "10000",
    }
    broker = make_broker(1, own)
    idle = Deployment(
        broker.bootstrap, "idle.", **{f"DATELINE_{name}": value for name, value in short.items()}
    )
    idle.dateline("topics", "create")
    raw = idle.name(Topic.PAGES_RAW)
    with workers(tmp_path, idle.environ) as crew:
        produce(idle.bootstrap, raw, [(page(1).key(), page(1).value())])
        idle.wait_for_fates(1, crew)
        quiet_until = os.times().elapsed + 45
        wait_for(lambda: os.times().elapsed > quiet_until or not crew[0].alive(), 60)
        assert crew[0].alive(), crew[0].tail()
        produce(idle.bootstrap, raw, [(page(2).key(), page(2).value())])
        idle.wait_for_fates(2, crew, 90)
    assert problems(idle.ledger()) == []


@pytest.mark.usefixtures("started_cold")
def test_no_child_outlives_a_killed_worker(deployment: Deployment, tmp_path: Path) -> None:
    """`kill -9` of the parent alone ends its children at once, and another worker takes the pages over."""
    pages = list(scenario(40))
    raw = deployment.name(Topic.PAGES_RAW)
    with workers(tmp_path, deployment.environ | TWO_CHILDREN, 2) as crew:
        produce(deployment.bootstrap, raw, [(p.row.key(), p.row.value()) for p in pages])
        deployment.wait_for_fates(len(pages) // 3, crew)
        children = crew[0].kill()
        assert len(children) >= 3  # the template is one
        wait_for(lambda: gone(children), 10, lambda: str(children))
        deployment.wait_until_settled(crew[1:])
    found = deployment.ledger()
    assert problems(found) == []
    assert wrong_fates(found, pages) == []


def test_stages_in_processes_of_their_own(deployment: Deployment, tmp_path: Path) -> None:
    """Four workers with a stage each, in one group, do what one worker does."""
    pages = list(scenario(12))
    crew = [
        Worker(tmp_path, stage, deployment.environ, "--stages", stage)
        for stage in ("clean", "identify", "dedupe", "tag")
    ]
    try:
        for worker in crew:
            worker.start()
        produce(
            deployment.bootstrap,
            deployment.name(Topic.PAGES_RAW),
            [(p.row.key(), p.row.value()) for p in pages],
        )
        deployment.wait_for_fates(len(pages), crew)
    finally:
        for worker in crew:
            if worker.alive():
                worker.kill()
    found = deployment.ledger()
    assert problems(found) == []
    assert wrong_fates(found, pages) == []


SEEDS = REPO.parent / "shared" / "seeds"


def test_the_five_seeds_through_kafka(deployment: Deployment, tmp_path: Path) -> None:
    """Each of the five real pages comes out as expected: where its text begins and ends, what is gone, its tags."""
    if not SEEDS.exists():
        pytest.skip("../shared is not there")
    expected = [json.loads(line) for line in (SEEDS / "expected.jsonl").read_text().splitlines()]
    rows = [
        {"id": row["file"], "text": (SEEDS / row["file"]).read_text(), "published": row["published"]}
        for row in expected
    ]
    with workers(tmp_path, deployment.environ) as crew:
        raw = deployment.name(Topic.PAGES_RAW)
        produce(deployment.bootstrap, raw, [(None, json.dumps(row).encode()) for row in rows])
        deployment.wait_for_fates(len(rows), crew)
    found = deployment.ledger()
    assert problems(found) == []
    events = {
        body["id"]: body
        for event in found.topics[Topic.ARTICLES_TAGGED]
        for body in [json.loads(event.value or b"")]
    }
    assert [fault for row in expected for fault in seed_faults(row, events[row["file"]])] == []


def seed_faults(row: dict[str, Any], event: dict[str, Any]) -> list[str]:
    """In what an event isn't as its line of expected.jsonl says."""
    text, codes = event["text"], {country["code"] for country in event["countries"]}
    allowed = {*row["countries"], *row["countries_optional"]}
    leaders = {(leader["name"], leader["country"]) for leader in event["leaders"]}
    names = {name for name, _ in leaders}
    checks = {
        "begins": text.startswith(row["body_starts"]),
        "ends": text.endswith(row["body_ends"]),
        "removed": not [line for line in row["removed"] if line in text],
        "countries": set(row["countries"]) <= codes <= allowed,
        "forbidden countries": not codes & set(row["countries_forbidden"]),
        "leaders": {(leader["name"], leader["country"]) for leader in row["leaders"]} <= leaders,
        "forbidden leaders": not names & set(row["leaders_forbidden"]),
    }
    return [f"{row['file']}: {name}" for name, holds in checks.items() if not holds]
