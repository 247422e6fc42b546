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
    """The last event of each key must be the newest version that was published (or its retraction)."""
    newest: dict[str, tuple[str, int, str]] = {}
    for origin in origins(found):
        if origin not in found.fates:
            continue
        record = found.fate(origin)
        if record["fate"] in PUBLISHED:
            event = found.events[record["ce_id"]][0]
            time = headers.as_dict(event.headers)["ce_time"]
            offset = int(origin.rsplit(":", 1)[1])
            newest[record["article_id"]] = max(
                newest.get(record["article_id"], ("", -1, "")), (time, offset, record["ce_id"])
            )
    last = {
        (message.key or b"").decode(): headers.as_dict(message.headers)
        for message in found.topics[Topic.ARTICLES_TAGGED]
    }
    return [
        f"{article}: the last event is {last[article]['ce_id']} of {last[article]['ce_time']}, not {wanted} of {time}"
        for article, (time, _, wanted) in newest.items()
        if last[article]["ce_id"] != wanted and ".retracted." not in last[article]["ce_type"]
    ]


def _schemas(found: Ledger) -> list[str]:
    wrong = []
    for topic, messages in found.topics.items():
        if topic is Topic.PAGES_RAW:
            continue  # other people's, and broken on purpose
        for message in messages:
            wrong += [
                f"{message.topic}:{message.partition}:{message.offset}: {problem}"
                for problem in validate(topic, message.value, message.headers, message.key)
            ]
    return wrong[:20]


def wrong_fates(found: Ledger, pages: Sequence[Expected]) -> list[str]:
    """Pages of a scenario whose fate isn't one of those expected, and pairs of copies that aren't one of each."""
    wanted = {(p.row.url, p.row.fetched_at): p.fates for p in pages}
    wrong = []
    pairs: dict[str, list[str]] = {}
    for message, origin in zip(found.topics[Topic.PAGES_RAW], origins(found), strict=True):
        row = json.loads(message.value or b"")
        fate = found.fate(origin)["fate"]
        expected = wanted.get((row["url"], row["fetched_at"]))
        if expected is None:
            continue
        if fate not in expected:
            wrong.append(f"{row['url']} of {row['fetched_at']}: {fate}, not {expected}")
        if "copy" in expected:
            pairs.setdefault(row["text"], []).append(fate)
    return wrong + [
        f"a pair of copies became {fates}"
        for fates in pairs.values()
        if sorted(fates) != ["copy", "published"]
    ]
