"""Killed at any step, a worker's successor ends with the decisions of a run that nothing disturbed."""

import os
import tempfile
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.support.stories import kin, page, shown
from tests.unit.state.world import Broker, Process, fate_of
from worker.core import headers
from worker.core.errors import Fenced
from worker.core.model import Message, Output, Topic
from worker.state.log import Claim, Decided, Holder, LogRecord, decode

STORY = [
    page(0, "B", "T2", "fr"),
    page(1, "C", "T9", "en"),
    page(2, "A", "T1", "en"),
    page(3, "D", "T1~", "en"),  # a near copy of A
    page(4, "A", "T1", "en"),  # unchanged
    page(5, "E", "T5", "de"),
    page(6, "D", "T6", "en"),  # the copy gets a text of its own
    page(7, "E", "T5b", "de"),
    page(8, "E", "T5", "de", origin=5),  # the same page a second time, behind a newer version
    page(9, "C", "T9", "en", hour=0),  # stale
    page(10, "D", "T1+", "en"),  # published, now a copy: retracted
    page(11, "A", "T3", "en"),  # leaves T1
    page(12, "F", "T1~", "en"),  # which is F's now
    page(13, "A", "T1", "en"),  # and A comes back as a copy of F
    page(14, "F", "T1~", "en", origin=12),  # the same page a second time
    page(15, "G", "T7", "en"),
    page(16, "G", "T7f", "fr"),  # a flip
    page(17, "G", "T8", "en"),  # and back, all on their way at once
    page(18, "H", "T2", "fr"),  # a copy of B
    page(19, "I", "T11", "en"),
    page(20, "I", "T2+", "fr"),  # a flip into a near copy
    page(21, "B", "T2", "fr"),  # unchanged
    page(22, "G", "T8d", "de"),
    page(23, "C", "T9", "en", origin=1),
    page(24, "K", "T11+", "en"),  # nearly the text that I left
    page(25, "L", "T9~@", "en"),  # an agency's version of C, on another site
    page(26, "L", "T9~@", "en", origin=25),  # the same page a second time
]


MEMORY = Path("/dev/shm") if os.access("/dev/shm", os.W_OK) else None
PASSING = ("offset", "standing")


def broker_with(story: list[Message]) -> Broker:
    broker = Broker()
    for message in story:
        broker.bring(message, 0)
    return broker


def ends(broker: Broker) -> dict[str, set[str]]:
    """How each page ends, by origin: exactly one way, or something is wrong."""
    found = defaultdict(set)
    for fate in map(fate_of, broker.fates):
        found[f"{fate.topic}:{fate.partition}:{fate.offset}"].add(str(fate.fate))
    for event in broker.events:
        values = headers.as_dict(event.headers)
        if event.topic is Topic.ARTICLES_UNIQUE and values[headers.KIND] != "retracted":
            found[values[headers.ORIGIN]].add(values[headers.KIND])
    return dict(found)


def decisions(broker: Broker) -> dict[tuple[str, str], Any]:
    """The decisions that count, of all logs, but for what hangs on when which partition worked.

    That is the offset of a message, and what an earlier hop could tell of the version before.
    """
    found = {}
    for (stage, _), records in broker.logs.items():
        for entry in counting(records):
            _, key, decision = entry.writes[0]
            assert (stage, key) not in found, "decided twice"
            found[stage, key] = {name: value for name, value in decision.items() if name not in PASSING}
    return found


def counting(records: list[LogRecord]) -> Iterator[Decided]:
    """The decisions of a log that count."""
    holder = Holder()
    for record in records:
        entry = decode(record.value)
        if isinstance(entry, Claim):
            holder = holder.claimed_by(entry.writer)
        elif (holder := holder.after(entry.writer)).writer == entry.writer:
            yield entry


def last_events(broker: Broker) -> dict[bytes, tuple[str, str]]:
    last = {}
    for event in broker.events:
        if event.topic is Topic.ARTICLES_UNIQUE and event.key:
            values = headers.as_dict(event.headers)
            last[event.key] = (values[headers.KIND], values[headers.CONTENT_HASH])
    return last


def check_same_bytes(events: list[Output]) -> None:
    """Events of one id, topic and kind are the same to the byte."""
    seen: dict[Any, Output] = {}
    for event in events:
        values = headers.as_dict(event.headers)
        identity = (
            event.topic,
            values[headers.CE_ID],
            values[headers.ORIGIN],
            values[headers.KIND] == "retracted",
        )
        assert seen.setdefault(identity, event) == event


async def undisturbed(story: list[Message], folder: Path) -> tuple[Broker, int]:
    broker = broker_with(story)
    process = Process(broker, folder)
    await process.run()
    await process.kill()
    assert process.failure is None
    return broker, process.steps


def check(broker: Broker, expected: Broker) -> None:
    assert {origin: sorted(kinds) for origin, kinds in ends(broker).items()} == {
        origin: sorted(kinds) for origin, kinds in ends(expected).items()
    }
    assert all(len(kinds) == 1 for kinds in ends(broker).values())
    assert decisions(broker) == decisions(expected)
    check_same_bytes(broker.events)


async def killed(story: list[Message], at: int, folder: Path, heir: Path) -> Broker:
    """Kill a worker at a step; its successor, with this folder, does the rest."""
    broker = broker_with(story)
    first = Process(broker, folder, at)
    await first.run()
    await first.kill()
    second = Process(broker, heir)
    await second.run()
    await second.kill()
    assert second.failure is None
    return broker


@pytest.fixture
def folder() -> Iterator[Path]:
    """A folder in memory where there is one: hundreds of new databases are made, each synced to its disk."""
    with tempfile.TemporaryDirectory(dir=MEMORY) as name:
        yield Path(name)


async def test_the_story_tells_all(folder: Path) -> None:
    """The story has every case in it, so that the kills fall between all of them."""
    broker, steps = await undisturbed(STORY, folder)
    told = [kind for kinds in ends(broker).values() for kind in kinds]
    assert {kind: told.count(kind) for kind in set(told)} == {
        "new": 8,
        "replaced": 6,
        "unchanged": 2,
        "stale": 1,
        "copy": 6,
    }
    copies = [headers.as_dict(e.headers) for e in broker.events if e.topic is Topic.ARTICLES_COPIES]
    assert {told[headers.COPY_KIND] for told in copies} == {"exact", "near", "wire"}
    retracted = [e for e in broker.events if headers.as_dict(e.headers)[headers.KIND] == "retracted"]
    assert len(retracted) == 3
    assert steps > 200


@pytest.mark.parametrize("disk", ["kept", "empty"])
async def test_killed_at_every_step(folder: Path, disk: str) -> None:
    """No page lost, none with two ends, the same decisions, the newest version last."""
    expected, steps = await undisturbed(STORY, folder / "undisturbed")
    for at in range(1, steps + 1):
        own = folder / str(at)
        broker = await killed(STORY, at, own, own if disk == "kept" else folder / f"{at}-empty")
        check(broker, expected)
        assert last_events(broker) == last_events(expected)


async def test_frozen_at_every_step_while_another_takes_over(folder: Path) -> None:
    """The one that wakes up finds itself fenced, and has decided nothing that counts."""
    expected, steps = await undisturbed(STORY, folder / "undisturbed")
    for at in range(1, steps + 1):
        broker = broker_with(STORY)
        first = Process(broker, folder / str(at), at, freezes=True)
        await first.run()
        second = Process(broker, folder / str(at))
        await second.run()
        first.thaw()
        await broker.until(lambda one=first, other=second: bool(one.failure or other.failure))  # type: ignore[misc]
        assert isinstance(first.failure or second.failure, Fenced)
        await first.kill()
        await second.kill()
        check(broker, expected)


crawls = st.lists(
    st.tuples(
        st.sampled_from("ABC"),
        st.sampled_from(("T1", "t1", "T1~", "T2")),
        st.sampled_from(("en", "fr", "de")),
    ),
    min_size=1,
    max_size=9,
)
stops = st.lists(st.tuples(st.integers(1, 90), st.booleans(), st.booleans()), min_size=1, max_size=3)


@settings(max_examples=60, deadline=None)
@given(crawls, stops)
async def test_any_story_with_any_stops(
    story: list[tuple[str, str, str]], stops: list[tuple[int, bool, bool]]
) -> None:
    """Killed or frozen again and again, with the disk kept or not: every page ends once, the newest version is last.

    Who is first of two articles with one text may hang on which partition of dedupe worked first, but no text is
    shown twice, and what is shown of an article is its newest version.
    """
    broker = broker_with([page(n, *crawl) for n, crawl in enumerate(story)])
    with tempfile.TemporaryDirectory(dir=MEMORY) as name:
        frozen = []
        for number, (at, freezes, kept) in enumerate(stops):
            process = Process(broker, Path(name) / ("kept" if kept else str(number)), at, freezes=freezes)
            await process.run()
            if process.freezes and process.stopped:
                frozen.append(process)
            else:
                await process.kill()
        last = Process(broker, Path(name) / "kept")
        await last.run()
        for process in [*frozen, last]:
            await process.kill()
    assert last.failure is None
    found = ends(broker)
    assert len(found) == len(story)
    assert all(len(kinds) == 1 for kinds in found.values())
    check_same_bytes(broker.events)
    check_shown(broker)


def check_shown(broker: Broker) -> None:
    """Readers hold no text twice, and of an article the version that identify holds."""
    newest = {}
    for (stage, _, table, key), value in remembered(broker).items():
        if (stage, table) == ("identify", "articles"):
            newest[key] = value["content_hash"]
    held = shown(broker.events)
    assert held.items() <= newest.items()
    texts = [kin(content) for content in held.values()]
    assert len(set(texts)) == len(texts)


def remembered(broker: Broker) -> dict[tuple[str, int, str, str], Any]:
    """All that the logs' decisions that count have written."""
    rows = {}
    for (stage, number), records in broker.logs.items():
        for entry in counting(records):
            for table, key, value in entry.writes:
                rows[stage, number, table, key] = value
    return rows
