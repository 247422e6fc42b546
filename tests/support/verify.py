"""What must hold after any run, however rough: every page has one fate, every fate its event, every event its bytes."""

import json
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from tests.support.kafka import read_all
from tests.support.scenario import Expected
from worker.core import headers
from worker.core.model import Message, Topic
from worker.schemas import validate

PUBLISHED = ("published", "replaced")


@dataclass
class Ledger:
    """All topics of one deployment after a run, read whole."""

    topics: dict[Topic, list[Message]]
    fates: dict[str, list[dict[str, Any]]] = field(default_factory=lambda: defaultdict(list))
    events: dict[str, list[Message]] = field(default_factory=lambda: defaultdict(list))

    def fate(self, origin: str) -> dict[str, Any]:
        """The fate that counts: the last one that isn't `dead`, else the last."""
        records = self.fates[origin]
        return next((record for record in reversed(records) if record["fate"] != "dead"), records[-1])

    def duplicates(self) -> int:
        """Events beyond the first of each id, on `articles.tagged`."""
        return sum(len(same) - 1 for same in self.events.values())


CHECKED = (
    Topic.PAGES_RAW,
    Topic.ARTICLES_CLEAN,
    Topic.ARTICLES_IDENTIFIED,
    Topic.ARTICLES_UNIQUE,
    Topic.ARTICLES_TAGGED,
    Topic.ARTICLES_COPIES,
    Topic.PAGES_DEAD,
    Topic.PAGES_FATES,
)


def ledger(bootstrap: str, prefix: str) -> Ledger:
    """Read all topics but the worker's own state."""
    found = Ledger({topic: read_all(bootstrap, prefix + topic.value) for topic in CHECKED})
    for message in found.topics[Topic.PAGES_FATES]:
        record = json.loads(message.value or b"")
        found.fates[f"{record['topic']}:{record['partition']}:{record['offset']}"].append(record)
    for message in found.topics[Topic.ARTICLES_TAGGED]:
        found.events[headers.as_dict(message.headers)["ce_id"]].append(message)
    return found


def problems(found: Ledger) -> list[str]:
    """Everything that is wrong, a line each; empty when nothing was lost, doubled or changed."""
    return [*_fates(found), *_events(found), *_bytes(found), *_last_events(found), *_schemas(found)]


def origins(found: Ledger) -> list[str]:
    """The coordinates of every page on `pages.raw`."""
    return [f"{page.topic}:{page.partition}:{page.offset}" for page in found.topics[Topic.PAGES_RAW]]


def _fates(found: Ledger) -> list[str]:
    wrong = []
    for origin in origins(found):
        kinds = {record["fate"] for record in found.fates.get(origin, ())}
        settled = kinds - {"dead"} or kinds
        if len(settled) != 1:
            wrong.append(f"{origin} has {len(settled)} fates: {sorted(settled)}")
    strays = set(found.fates) - set(origins(found))
    return wrong + [f"{origin} has a fate but is no page" for origin in sorted(strays)]


def _events(found: Ledger) -> list[str]:
    return [
        f"{origin} is {record['fate']}, but its event {record['ce_id']} is not there"
        for origin, records in found.fates.items()
        for record in records
        if record["fate"] in PUBLISHED and record["ce_id"] not in found.events
    ]


def _bytes(found: Ledger) -> list[str]:
    bodies: dict[str, set[bytes]] = defaultdict(set)
    for topic in (Topic.ARTICLES_CLEAN, Topic.ARTICLES_TAGGED, Topic.ARTICLES_COPIES):
        for message in found.topics[topic]:
            bodies[f"{topic} {headers.as_dict(message.headers)['ce_id']}"].add(message.value or b"")
    return [
        f"{name} has {len(values)} different bodies" for name, values in bodies.items() if len(values) > 1
    ]


def _last_events(found: Ledger) -> list[str]:
    """The last event of each key must be the newest version's, or its retraction where that one became a copy."""
    last = {
        (message.key or b"").decode(): headers.as_dict(message.headers)
        for message in found.topics[Topic.ARTICLES_TAGGED]
    }
    return [
        f"{article}: the last event is {last[article]['ce_type']} {last[article]['ce_id']}, not that of {record}"
        for article, record in _newest(found).items()
        if article in last and not _tells(last[article], record)
    ]


def _newest(found: Ledger) -> dict[str, dict[str, Any]]:
    """By article, the fate of its newest version: by event time, then by place in the log."""
    times = {
        values["ce_id"]: values["ce_time"]
        for topic in (Topic.ARTICLES_TAGGED, Topic.ARTICLES_COPIES)
        for values in (headers.as_dict(message.headers) for message in found.topics[topic])
    }
    newest: dict[str, tuple[tuple[str, int], dict[str, Any]]] = {}
    for origin in (origin for origin in origins(found) if origin in found.fates):
        record = found.fate(origin)
        if record["fate"] in (*PUBLISHED, "copy"):
            age = (times.get(record["ce_id"], ""), int(origin.rsplit(":", 1)[1]))
            before = newest.get(record["article_id"])
            if before is None or age > before[0]:
                newest[record["article_id"]] = (age, record)
    return {article: record for article, (_, record) in newest.items()}


def _tells(event: dict[str, str], record: dict[str, Any]) -> bool:
    if record["fate"] == "copy":
        return ".retracted." in event["ce_type"]
    return bool(event["ce_id"] == record["ce_id"])


def _schemas(found: Ledger) -> list[str]:
    broken = {
        origin for origin in origins(found) if found.fates.get(origin, [{}])[-1].get("fate") == "rejected"
    }
    return [
        f"{place}: {problem}"
        for topic, messages in found.topics.items()
        for message in messages
        if (place := f"{message.topic}:{message.partition}:{message.offset}") not in broken
        for problem in validate(topic, message.value, message.headers, message.key)
    ][:20]


def wrong_fates(found: Ledger, pages: Sequence[Expected]) -> list[str]:
    """Pages of a scenario whose fate isn't one of those expected, and pairs of copies that aren't one of each."""
    wanted = {(p.row.url, p.row.fetched_at): p for p in pages}
    wrong = []
    pairs: dict[int, list[str]] = {}
    for message, origin in zip(found.topics[Topic.PAGES_RAW], origins(found), strict=True):
        row = json.loads(message.value or b"")
        fate = found.fate(origin)["fate"]
        expected = wanted.get((row["url"], row["fetched_at"]))
        if expected is None:
            continue
        if fate not in expected.fates:
            wrong.append(f"{row['url']} of {row['fetched_at']}: {fate}, not {expected.fates}")
        if expected.pair is not None:
            pairs.setdefault(expected.pair, []).append(fate)
    return wrong + [
        f"a pair of copies ({pair}) became {fates}"
        for pair, fates in pairs.items()
        if sorted(fates) != ["copy", "published"]
    ]
