"""Invented articles as messages on `articles.clean`, and a flow through identify and dedupe without a broker."""

from collections import defaultdict, deque
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Any
from zlib import crc32

from tests.support.texts import ENGLISH, lines
from worker.core import codec, headers, identity
from worker.core.copies import rule as copies
from worker.core.copies.candidates import Candidate, SketchIndex
from worker.core.copies.sketch import from_text, to_text
from worker.core.copies.sketching import Beside, sketch
from worker.core.decisions import Ruling, Table, facts_of
from worker.core.digest import copy_digest
from worker.core.model import Fate, Message, Origin, Outcome, Output, Topic
from worker.core.times import from_millis
from worker.stages import dedupe, identify

START = 1_767_225_600_000  # 2026-01-01, ms
HOUR = 3_600_000
PARTITIONS = {"en": 0, "fr": 1, "de": 0}  # en and de share a partition


def page(
    offset: int,
    article: str,
    text: str,
    lang: str = "en",
    *,
    hour: int | None = None,
    origin: int | None = None,
    more: Mapping[str, str] | None = None,
) -> Message:
    """The article `article` with the text `text`, as clean sends it: at this offset, and of the page at `origin`.

    `hour` is its event time, in hours from START; by default they go up with the origin; it arrives then at the earliest. `T1~` is a text with a
    word of `T1` changed, `T1+` one that goes on after it: near copies of `T1`, as it is of them; with `@` it credits
    an agency and stands on another site, and they are wire copies.
    """
    number = offset if origin is None else origin
    event = number if hour is None else hour
    time = from_millis(START + event * HOUR)
    content = f"content-{lang}-{text}"
    values = {
        headers.CE_ID: f"{article}-{content}-{time}",
        headers.CE_TYPE: "dateline.article.clean.v1",
        headers.CE_TIME: time,
        headers.CE_SUBJECT: article,
        headers.ORIGIN: str(Origin("pages.raw", 0, number, 0)),
        headers.ORIGIN_TIME: str(START + max(number, event) * HOUR),
        headers.LANG: lang,
        headers.CONTENT_HASH: content,
        headers.TEXT_HASH: f"text-{lang}-{text}",
        headers.COPY_HASH: f"copy-{text.lower()}",
        headers.DEDUPE_KEY: lang,
        headers.SKETCH: sketched(text.lower(), lang),
        **(more or {}),
    }
    body = codec.to_json({"article_id": article, "text": text, "time": time})
    return Message("articles.clean", 0, offset, START, article.encode(), body, headers.encode(values))


@cache
def sketched(text: str, lang: str, title: str = "") -> str:
    """The sketch of the text of this name."""
    base = lines(ENGLISH, 8, seed=crc32(text.rstrip("~+@").encode()))
    words = base.replace(base.split()[40], "altered", 1) if "~" in text else base
    more = lines(ENGLISH, 4, seed=7) if "+" in text else ""
    beside = Beside("wire.example", ("reuters",)) if "@" in text else Beside("news.example")
    told = sketch(f"{words}\n{more}", copy_hash=copy_digest(text), lang=lang, title=title, beside=beside)
    return to_text(told)


@dataclass
class Book:
    """What a stage remembers, in dicts."""

    rows: dict[tuple[str, str], Any] = field(default_factory=dict)
    index: SketchIndex = field(default_factory=SketchIndex)

    def __call__(self, table: Table, key: str, /) -> Any:
        return self.rows.get((table.value, key))

    def near(self, keys: Sequence[int], /) -> list[Candidate]:
        return self.index.near(keys)

    def keep(self, ruling: Ruling[Any]) -> None:
        for write in ruling.writes:
            self.rows[write.table.value, write.key] = write.value
            if write.table is Table.SKETCHES:
                self.index.put(write.key, None if write.value is None else from_text(write.value))


@dataclass
class Flow:
    """Both stages in one place. Outputs and fates are kept as they come."""

    versions: Book = field(default_factory=Book)
    texts: dict[int, Book] = field(default_factory=lambda: defaultdict(Book))
    queues: dict[int, deque[Message]] = field(default_factory=lambda: defaultdict(deque))
    offsets: dict[int, int] = field(default_factory=lambda: defaultdict(int))
    events: list[Output] = field(default_factory=list)
    fates: list[Fate] = field(default_factory=list)
    now: int = START

    def bring(self, *messages: Message) -> "Flow":
        """Take messages through identify and dedupe, each to its end."""
        for message in messages:
            self.identify(message)
            self.settle()
        return self

    def identify(self, message: Message) -> None:
        facts = facts_of(message)
        ruling = identity.rule(self.versions, facts, self.now)
        self.versions.keep(ruling)
        self._take(identify.outcome(message, facts, ruling))

    def settle(self, choose: Callable[[Sequence[int]], int] = min) -> None:
        """Let dedupe work until nothing waits; `choose` says which partition goes next."""
        while waiting := [partition for partition, queue in self.queues.items() if queue]:
            self.dedupe(choose(waiting))

    def dedupe(self, partition: int) -> None:
        message = self.queues[partition].popleft()
        book, facts = self.texts[partition], facts_of(message)
        ruling = copies.rule(book, facts, self.now)
        book.keep(ruling)
        self._take(dedupe.outcome(message, facts, ruling))

    def _take(self, outcome: Outcome) -> None:
        for output in outcome.outputs:
            self.events.append(output)
            if output.topic is Topic.ARTICLES_IDENTIFIED:
                self._queue(output)
        if outcome.fate:
            self.fates.append(outcome.fate)

    def _queue(self, output: Output) -> None:
        assert output.key
        partition = PARTITIONS[output.key.decode()]
        offset = self.offsets[partition]
        self.offsets[partition] += 1
        record = Message(output.topic, partition, offset, START, output.key, output.value, output.headers)
        self.queues[partition].append(record)

    def story(self) -> list[str]:
        """What the readers and the fates see, in order: `A new T1`, `B copy of A`, `A retracted`, `A unchanged`."""
        return [line for line in map(told, self.events) if line]

    def ends(self) -> dict[int, str]:
        """How each page ends, by its origin's offset."""
        ends = {fate.offset: fate.fate.value for fate in self.fates}
        for event in self.events:
            values = headers.as_dict(event.headers)
            if event.topic is Topic.ARTICLES_UNIQUE and values[headers.KIND] != "retracted":
                ends[int(values[headers.ORIGIN].split(":")[2])] = values[headers.KIND]
        return dict(sorted(ends.items()))

    def shown(self) -> dict[str, str]:
        """What readers who upsert by key hold in the end: article to text, without what was retracted."""
        return shown(self.events)


def told(output: Output) -> str | None:
    """An output in words; None for what only passes on."""
    values = headers.as_dict(output.headers)
    article = values[headers.CE_SUBJECT]
    if output.topic is Topic.ARTICLES_COPIES:
        return f"{article} copy of {values[headers.COPY_OF]}"
    if output.topic is not Topic.ARTICLES_UNIQUE:
        return None
    if values[headers.KIND] == "retracted":
        return f"{article} retracted"
    return f"{article} {values[headers.KIND]} {codec.from_json(output.value or b'')['text']}"


def kin(content: str) -> str:
    """What a content hash has in common with that of a copy, exact or near."""
    return content.lower().rstrip("~+@")


def shown(events: Sequence[Output]) -> dict[str, str]:
    """What readers who upsert by key hold after these events: article to its content hash."""
    held: dict[str, str] = {}
    for event in events:
        values = headers.as_dict(event.headers)
        if event.topic is not Topic.ARTICLES_UNIQUE:
            continue
        if values[headers.KIND] == "retracted":
            held.pop(values[headers.CE_SUBJECT], None)
        else:
            held[values[headers.CE_SUBJECT]] = values[headers.CONTENT_HASH]
    return held
