"""The types of deciding: the facts of a message, what a stage remembers, what it rules.

A rule (`identity.rule`, `copies.rule`) is a pure function of what is remembered and of one message's facts. It gives a
decision, and all that must be remembered of it as plain writes. The stream keeps the writes in a log (`worker.state`),
`dateline process` in a dict (`worker.stages.batch`): the same rules, so the same decisions.
"""

from base64 import b64encode
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from hashlib import blake2b
from typing import Any, Generic, Protocol, TypeVar

import msgspec

from worker.core import codec, headers
from worker.core.copies.candidates import Candidate
from worker.core.copies.sketch import Sketch, from_text
from worker.core.model import Message, Origin

HOP_SEPARATOR = ","
OPTIONAL = (headers.KIND, headers.ROUTE, headers.STANDING, headers.SKETCH)
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


class Table(StrEnum):
    """What a stage remembers, each with its own time to live."""

    ORIGINS = "origins"  # page and hop: the decision on that message
    ARTICLES = "articles"  # article id: the version held (identify), its standing (dedupe)
    TEXTS = "texts"  # dedupe key and copy hash: the article that publishes the text
    SKETCHES = "sketches"  # article id: the sketch of the text that it publishes, found by its keys too


class Standing(StrEnum):
    """What an article's last version became at dedupe."""

    PUBLISHED = "published"
    COPY = "copy"


class Kind(StrEnum):
    """What identify says of a page."""

    NEW = "new"
    REPLACED = "replaced"
    UNCHANGED = "unchanged"
    STALE = "stale"


class Facts(msgspec.Struct, frozen=True, kw_only=True):
    """All that the rules know of a message; they never see a body."""

    origin: Origin
    offset: int  # of this message in the stage's input: a redelivery has the same, a repeated send another
    article_id: str
    content_hash: str
    text_hash: str
    copy_hash: str
    dedupe_key: str
    event_time: int | None  # ms since the epoch; None only without Kafka, and then nothing is late
    replayed: bool = False  # sent once more by a replay or a redrive
    kind: Kind | None = None  # dedupe only, as all that follow
    route: tuple[str, ...] = ()
    hop: int = 0
    standing: Standing | None = None
    sketch: Sketch | None = None  # None only of a message that an earlier release cleaned

    @property
    def time(self) -> int | None:
        """When the page was as it is, beside other versions: its event time, but never after it arrived (0, in a batch: unknown)."""
        arrived = self.origin.timestamp
        late = self.event_time is not None and 0 < arrived < self.event_time
        return arrived if late else self.event_time

    @property
    def page(self) -> str:
        """Who the input page is: its coordinates, and its time lest a topic made anew pass for the old one."""
        return f"{self.origin}@{self.origin.timestamp}"

    @property
    def mark(self) -> str:
        """A short name of the page, where it only has to be told from another."""
        return b64encode(blake2b(self.page.encode(), digest_size=9).digest()).decode("ascii")

    @property
    def key(self) -> str:
        """What a decision on this message is remembered under."""
        return f"{self.page}#{self.hop}"

    @property
    def last_hop(self) -> bool:
        """Whether this is where dedupe decides, and not a place that the page's versions pass through."""
        return self.hop >= len(self.route) - 1


class Write(msgspec.Struct, frozen=True):
    """One thing to remember: a JSON value under a key of a table, or None to forget it."""

    table: Table
    key: str
    value: Any


D = TypeVar("D")


class Read(Protocol):
    """What is remembered."""

    def __call__(self, table: Table, key: str, /) -> Any:
        """The JSON value under a key of a table, or None."""

    def near(self, keys: Sequence[int], /) -> Sequence[Candidate]:
        """The articles under `SKETCHES` that may be the same story as one with these keys, first in the log first."""


@dataclass(frozen=True, slots=True)
class Ruling(Generic[D]):
    """A decision and what must be remembered of it.

    `known`: the message's origin was decided before, and this is that decision, verbatim; nothing is written.
    `overtaken`: it is known, came once more behind its first coming, and its article has moved on since. What it
    led to was sent at its first coming: sent again now it would stand behind the newer version.
    """

    decision: D
    writes: tuple[Write, ...] = ()
    known: bool = False
    overtaken: bool = False


class Rule(Protocol[D]):
    """A stage's rule: what is remembered, the facts, and the present time (ms; for routes alone) to a ruling."""

    def __call__(self, read: Read, facts: Facts, now: int, /) -> Ruling[D]:
        """Decide."""


def facts_of(message: Message) -> Facts:
    """The facts in a message's headers. Raises ValueError where one is missing or broken."""
    values = headers.as_dict(message.headers)
    try:
        return _facts(message, values)
    except KeyError as error:
        raise ValueError(f"header {error} is missing") from error


def _facts(message: Message, values: dict[str, str]) -> Facts:
    kind, route, standing, sketch = (values.get(name) for name in OPTIONAL)
    return Facts(
        origin=headers.origin_in(values),
        offset=message.offset,
        article_id=values[headers.CE_SUBJECT],
        content_hash=values[headers.CONTENT_HASH],
        text_hash=values[headers.TEXT_HASH],
        copy_hash=values[headers.COPY_HASH],
        dedupe_key=values[headers.DEDUPE_KEY],
        event_time=millis(values[headers.CE_TIME]),
        replayed=headers.replay_at_in(values) is not None or headers.replay_id_in(values) is not None,
        kind=Kind(kind) if kind else None,
        route=tuple(route.split(HOP_SEPARATOR)) if route else (),
        hop=int(values.get(headers.HOP, "0")),
        standing=Standing(standing) if standing else None,
        sketch=from_text(sketch) if sketch else None,
    )


def recall(read: Read, table: Table, key: str, kind: type[D]) -> D | None:
    """What is remembered there, as `kind`."""
    value = read(table, key)
    return None if value is None else codec.convert(value, kind)


def remember(table: Table, key: str, value: Any) -> Write:
    """The write of a struct, or of None."""
    return Write(table, key, msgspec.to_builtins(value))


def millis(text: str) -> int:
    """An event time (ISO 8601 with its zone) in ms since the epoch. Raises ValueError on anything else."""
    moment = datetime.fromisoformat(text)
    if moment.tzinfo is None:
        raise ValueError(f"event time {text!r} has no zone")
    return (moment - _EPOCH) // timedelta(milliseconds=1)
