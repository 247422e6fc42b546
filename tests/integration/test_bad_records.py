"""Records that Kafka takes and no client of ours would write: each has its fate, and the worker stays up."""

import json
from pathlib import Path
from typing import Any

import pytest
from aiokafka.errors import InvalidTimestampError

from tests.chaos import poison
from tests.support.deployment import Deployment
from tests.support.kafka import produce_sends, set_configs
from tests.support.names import ForeignName, foreign_names
from tests.support.pages import page
from tests.support.verify import Ledger, invalid
from tests.support.workers import Worker, wait_for
from worker.core import headers
from worker.core.model import Topic
from worker.topics import MESSAGE_LIMIT

pytestmark = pytest.mark.integration

POISONED = ("tests.chaos.poison", "run")  # a worker whose children obey the magic words in a page
FOREIGN = ForeignName(b"caf\xe9")
TIMES = (2**63 - 1, 10**15, 4_102_444_800_000, 1_773_477_000_001, 0, -1)  # the first three are in the future
LONG = b"9" * 30
ORIGIN, TIME = (headers.ORIGIN, b"elsewhere.pages.raw:0:7"), (headers.ORIGIN_TIME, b"1773477000000")


def sent(number: int, *given: tuple[str, bytes | None], words: bytes = b"", **more: Any) -> dict[str, Any]:
    """A page as the producer's arguments; magic words make it one that kills its reader."""
    row = json.loads(page(number).value())
    row |= {"text": f"{row['text']} {words.decode()}.", "fetched_at": None}
    return {"value": json.dumps(row).encode(), "headers": list(given), "key": b"k"} | more


PUBLISHED = [
    *(sent(10 + number, timestamp_ms=at) for number, at in enumerate(TIMES)),
    sent(1),
    sent(2, (FOREIGN, b"1")),
    sent(3, ("", b"1"), ("x", None), ("x", b"\xff\xfe")),
    sent(4, (ForeignName(b"content-type\xff"), b"text/html"), (ForeignName(b"\xed\xa0\x80"), None)),
    sent(5, *((f"h{number}", b"v") for number in range(20_000))),
    sent(6, key=b"\xff" * 1_000_000),
    sent(7, (headers.ORIGIN, b"x"), (headers.ORIGIN_TIME, LONG), (headers.REPLAY_AT, b"y")),
]
DEAD = [  # each costs two starts of a child; a topic as Kafka makes it refuses the second's time
    sent(30, (FOREIGN, None), ("", None), words=poison.RAISE, timestamp_ms=TIMES[3]),
    sent(31, words=poison.RAISE, timestamp_ms=TIMES[2]),
    sent(32, (headers.ORIGIN, b"x"), (headers.REPLAY_ID, b"r" * 2_000_000), words=poison.RAISE),
]
MALFORMED = [
    sent(60),
    sent(61, ORIGIN, (headers.ORIGIN_TIME, b"-" + LONG)),
    sent(62, (headers.ORIGIN, b":0:7"), TIME),
    sent(63, (headers.ORIGIN, b"pages.raw:-1:-7"), TIME),
    sent(64, (headers.ORIGIN, b"t" * 3_000_000 + b":0:7"), TIME),
]
REPLAYED = [
    sent(70, ORIGIN, TIME, (headers.REPLAY_ID, b"")),
    sent(71, (headers.ORIGIN, b"elsewhere.pages.raw:0:8"), TIME, (headers.REPLAY_ID, b"r" * 2_000_000)),
    sent(72, (headers.ORIGIN, b"elsewhere.pages.raw:0:9"), TIME, (FOREIGN, b"1")),
]


def test_no_record_stops_the_worker(topics: Deployment, tmp_path: Path) -> None:
    """Names that are no text, times of no clock, origins that can't be: a fate each, and all that is written is valid."""
    raw, replay = topics.name(Topic.PAGES_RAW), topics.name(Topic.PAGES_REPLAY)
    any_time = {"message.timestamp.after.max.ms": str(2**63 - 1), "retention.ms": "-1"}
    set_configs(topics.bootstrap, raw, any_time | {"max.message.bytes": str(MESSAGE_LIMIT)})
    with foreign_names():
        # The first is of the far future: it is taken as soon as the broker keeps to its new settings.
        wait_for(lambda: taken(topics.bootstrap, raw, PUBLISHED[0]), 30)
        produce_sends(topics.bootstrap, raw, PUBLISHED[1:] + DEAD)
        produce_sends(topics.bootstrap, replay, MALFORMED + REPLAYED)
    count = len(PUBLISHED + DEAD + MALFORMED + REPLAYED)
    worker = Worker(tmp_path, "worker", topics.environ, module=POISONED).start()
    try:
        wait_for(lambda: not worker.alive() or topics.fates() >= count, 180, worker.tail)
        assert worker.alive(), worker.tail()
        assert worker.stop() == 0, worker.tail()
    finally:
        if worker.alive():
            worker.kill()
    topics.dateline("audit")
    found = topics.ledger()
    assert fates(found, raw) == ["published"] * len(PUBLISHED) + ["exception"] * len(DEAD)
    assert fates(found, replay) == ["malformed"] * len(MALFORMED) + ["published"] * len(REPLAYED)
    assert [problem for problem in invalid(found) if not problem.startswith(replay)] == []
    assert [letter.value for letter in found.topics[Topic.PAGES_DEAD]] == [record["value"] for record in DEAD]


def taken(bootstrap: str, topic: str, record: dict[str, Any]) -> bool:
    """Whether the topic takes a record of this time; one that it refuses isn't there."""
    try:
        produce_sends(bootstrap, topic, [record])
    except InvalidTimestampError:
        return False
    return True


def fates(found: Ledger, topic: str) -> list[str]:
    """The reason, or where there is none the fate, of each record of partition 0."""
    records = [found.fates[place] for place in found.fates if place.startswith(f"{topic}:0:")]
    assert all(len(same) == 1 for same in records)
    ordered = sorted((record for (record,) in records), key=lambda record: record["offset"])
    return [record.get("reason") or record["fate"] for record in ordered]
