"""What must hold after any run, however rough: every page has one fate, every fate its event, every event its bytes."""

import json
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import dropwhile
from typing import Any

from tests.support.kafka import read_each
from tests.support.scenario import Expected
from worker.core import headers
from worker.core.model import Message, Topic
from worker.schemas import validate

PUBLISHED = ("published", "replaced")
EVIDENCE = (
    headers.COPY_OF,
    headers.COPY_KIND,
    headers.SIMILARITY,
    headers.COVERAGE,
    headers.JACCARD,
    headers.CHANGE,
    headers.DIFFERS,
    headers.EVIDENCE,
    headers.PASSAGES,
)


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
    Topic.PAGES_REPLAY,
    Topic.ARTICLES_CLEAN,
    Topic.ARTICLES_IDENTIFIED,
    Topic.ARTICLES_UNIQUE,
    Topic.ARTICLES_TAGGED,
    Topic.ARTICLES_COPIES,
    Topic.PAGES_DEAD,
    Topic.PAGES_FATES,
)

INPUTS = (Topic.PAGES_RAW, Topic.PAGES_REPLAY)


def _values(message: Message) -> dict[str, str]:
    return headers.as_dict(message.headers)


def ledger(bootstrap: str, prefix: str) -> Ledger:
    """Read all topics but the worker's own state."""
    held = read_each(bootstrap, [prefix + topic.value for topic in CHECKED])
    found = Ledger({topic: held[prefix + topic.value] for topic in CHECKED})
    for message in found.topics[Topic.PAGES_FATES]:
        record = json.loads(message.value or b"")
        found.fates[f"{record['topic']}:{record['partition']}:{record['offset']}"].append(record)
    for message in found.topics[Topic.ARTICLES_TAGGED]:
        found.events[_values(message)["ce_id"]].append(message)
    return found


def problems(found: Ledger) -> list[str]:
    """Everything that is wrong, a line each; empty when nothing was lost, doubled or changed."""
    looks = (_fates, _events, _decisions, _bytes, _last_events, _schemas)
    return [problem for look in looks for problem in look(found)]


def origins(found: Ledger) -> list[str]:
    """The coordinates of every page on `pages.raw`."""
    return [page.coordinates for page in found.topics[Topic.PAGES_RAW]]


def _inputs(found: Ledger) -> set[str]:
    """The same, and of every page that came again on `pages.replay`."""
    return {page.coordinates for topic in INPUTS for page in found.topics.get(topic, ())}


def _fates(found: Ledger) -> list[str]:
    """One each; another may follow `dead`, where the letter was redriven."""
    wrong = []
    for origin in origins(found):
        records = found.fates.get(origin, [])
        alive = list(dropwhile(lambda record: record["fate"] == "dead", records))
        told = {(record["fate"], record.get("ce_id") or "") for record in alive or records}
        if len(told) != 1:
            wrong.append(f"{origin} has {len(told)} fates: {sorted(told)}")
    strays = set(found.fates) - _inputs(found)
    return wrong + [f"{origin} has a fate but is no page" for origin in sorted(strays)]


def _events(found: Ledger) -> list[str]:
    copies = {_values(message)["ce_id"] for message in found.topics[Topic.ARTICLES_COPIES]}
    return [
        f"{origin} is {record['fate']}, but its event {record['ce_id']} is not there"
        for origin, records in found.fates.items()
        for record in records
        if (record["fate"] in PUBLISHED and record["ce_id"] not in found.events)
        or (record["fate"] == "copy" and record["ce_id"] not in copies)
    ]


def _decisions(found: Ledger) -> list[str]:
    """A page is decided on once: however often its copy is sent, it is of the same article, on the same evidence."""
    told: dict[str, set[tuple[str, ...]]] = defaultdict(set)
    for message in found.topics[Topic.ARTICLES_COPIES]:
        values = _values(message)
        told[values["ce_origin"]].add(tuple(values.get(name, "") for name in EVIDENCE))
    return [
        f"{origin} is a copy in {len(ways)} ways: {sorted(ways)}"
        for origin, ways in told.items()
        if len(ways) > 1
    ]


def _bytes(found: Ledger) -> list[str]:
    bodies: dict[str, set[bytes]] = defaultdict(set)
    for topic in (Topic.ARTICLES_CLEAN, Topic.ARTICLES_TAGGED, Topic.ARTICLES_COPIES):
        for message in found.topics[topic]:
            bodies[f"{topic} {_values(message)['ce_id']}"].add(message.value or b"")
    return [
        f"{name} has {len(values)} different bodies" for name, values in bodies.items() if len(values) > 1
    ]


def _last_events(found: Ledger) -> list[str]:
    """The last event of each key must be the newest version's, or its retraction where that one became a copy."""
    last = {
        (message.key or b"").decode(): _values(message) for message in found.topics[Topic.ARTICLES_TAGGED]
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
        for values in (_values(message) for message in found.topics[topic])
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


def invalid(found: Ledger) -> list[str]:
    """What a worker wrote that its schema doesn't allow, a line each."""
    return _schemas(Ledger({**found.topics, Topic.PAGES_RAW: []}, found.fates))


def _schemas(found: Ledger) -> list[str]:
    broken = {place for place in _inputs(found) if found.fates.get(place, [{}])[-1].get("fate") == "rejected"}
    return [
        f"{place}: {problem}"
        for topic, messages in found.topics.items()
        for message in messages
        if (place := message.coordinates) not in broken
        for problem in validate(topic, message.value, message.headers, message.key)
    ][:20]


def wrong_fates(found: Ledger, pages: Sequence[Expected]) -> list[str]:
    """Pages of a scenario whose fate isn't one of those expected, and pairs of which not one is the other's copy."""
    wanted = {(p.row.url, p.row.fetched_at): p for p in pages}
    wrong = []
    pairs: dict[int, list[_Ended]] = defaultdict(list)
    for message, origin in zip(found.topics[Topic.PAGES_RAW], origins(found), strict=True):
        row = json.loads(message.value or b"")
        expected = wanted.pop((row["url"], row["fetched_at"]), None)
        if expected is None:
            continue
        ended = _Ended(expected, found.fate(origin))
        if ended.fate not in expected.fates:
            wrong.append(f"{row['url']} of {row['fetched_at']}: {ended.fate}, not {expected.fates}")
        if expected.pair is not None:
            pairs[expected.pair].append(ended)
    wrong += [f"{url} of {fetched} is not there" for url, fetched in wanted]
    kinds = _kinds(found)
    return wrong + [problem for pair in pairs.values() for problem in _wrong_pair(pair, kinds)]


@dataclass(frozen=True)
class _Ended:
    """A page of the scenario and the record of its fate."""

    expected: Expected
    record: dict[str, Any]

    @property
    def fate(self) -> str:
        return str(self.record["fate"])


def _wrong_pair(pair: Sequence[_Ended], kinds: Mapping[str, str]) -> list[str]:
    """What is wrong with two pages of which one is the other's copy, of the kind that is expected."""
    told = " and ".join(f"{one.expected.row.url} {one.fate}" for one in pair)
    copies = [one for one in pair if one.fate == "copy"]
    shown = [one for one in pair if one.fate in PUBLISHED]
    if (len(copies), len(shown)) != (1, 1):
        return [f"a pair of copies: {told}"]
    copy, original = copies[0], shown[0]
    problems = []
    if copy.record["copy_of"] != original.record["article_id"]:
        problems.append(f"{told}: the copy is of {copy.record['copy_of']}")
    if kinds.get(copy.record["ce_id"]) != copy.expected.kind:
        problems.append(f"{told}: {kinds.get(copy.record['ce_id'])}, not {copy.expected.kind}")
    return problems


def _kinds(found: Ledger) -> dict[str, str]:
    events = map(_values, found.topics[Topic.ARTICLES_COPIES])
    return {values["ce_id"]: values["ce_copykind"] for values in events}
