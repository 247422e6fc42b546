"""The log of a stage's decisions: its records, which of them count, and the Protocol of what keeps them.

A partition of a state topic holds JSON records of two forms:

    {"v": 1, "claim": writer, "at": ms}
    {"v": 1, "by": writer, "at": ms, "time": ms, "arrived": ms, "writes": [[table, key, value], …]}

**A decision counts if the latest claim before it is by its own writer.** An owner claims the partition, reads the log
up to its claim, and sends decisions from then on; one that another owner has followed finds that owner's claim before
its own decision. Where the log's start has been trimmed away and no claim was seen yet, a writer's first decision is
taken as its claim. The first decision on a page counts, a later one doesn't: the first write of a record is that
under its page's key.

A record holds the writes themselves and not what led to them, so that a later version of the rules reads it the same.
"""

from collections.abc import AsyncGenerator, Awaitable, Sequence
from typing import Any, Protocol

import msgspec

from worker.core import codec
from worker.core.decisions import Facts, Write
from worker.core.errors import SettingsError

FORMAT = 1
CLAIM_KEY = b"claim"


class LogRecord(msgspec.Struct, frozen=True):
    """One record of the log as it was read. `timestamp` in ms since the epoch."""

    offset: int
    timestamp: int
    key: bytes | None
    value: bytes | None


class Bounds(msgspec.Struct, frozen=True):
    """The offset of the log's first record, and the one after its last."""

    start: int
    end: int


class Log(Protocol):
    """One partition of a state topic. Errors of the broker are raised as they come."""

    async def cluster_id(self) -> str:
        """The id of the cluster that the log is on."""

    async def bounds(self) -> Bounds:
        """Where the log begins and ends now."""

    async def append(self, key: bytes, value: bytes, timestamp: int) -> Awaitable[object]:
        """Hand a record over: this call returns when the producer has taken it, in order of the calls.

        The awaitable ends when all replicas have it, and raises where it can't be delivered.
        """

    def tail(self, offset: int) -> AsyncGenerator[Sequence[LogRecord], None]:
        """The records from an offset on, in order, in batches, then those that come: it never ends by itself.

        An offset that no record has (any more) stands for the next one that exists.
        """


class Claim(msgspec.Struct, frozen=True):
    """A writer takes the partition over."""

    claim: str
    at: int  # ms, the writer's clock
    v: int = FORMAT

    @property
    def writer(self) -> str:
        """Who."""
        return self.claim


class Decided(msgspec.Struct, frozen=True):
    """A decision as plain writes, with the times that say how long they are remembered."""

    by: str
    at: int  # ms, the writer's clock
    time: int  # the page's event time, ms
    arrived: int  # the origin record's timestamp, but never later than `at`
    writes: tuple[tuple[str, str, Any], ...]  # table, key, value
    v: int = FORMAT

    @property
    def writer(self) -> str:
        """Who decided."""
        return self.by


class Holder(msgspec.Struct, frozen=True):
    """Who holds the partition at a point of the log."""

    writer: str | None = None
    implied: tuple[str, ...] = ()  # writers seen before any claim, in a log whose start was trimmed away

    def claimed_by(self, writer: str) -> "Holder":
        """After a claim."""
        return Holder(writer)

    def after(self, writer: str) -> "Holder":
        """After a decision by this writer."""
        if (self.writer is not None and not self.implied) or writer in self.implied:
            return self
        return Holder(writer, (*self.implied, writer))


def decided(writer: str, facts: Facts, writes: tuple[Write, ...], at: int) -> Decided:
    """The record of a ruling. A page dated in the future is taken to be of its arrival, one from the future of now."""
    arrived = min(facts.origin.timestamp, at)
    time = arrived if facts.event_time is None else min(facts.event_time, arrived)
    return Decided(writer, at, time, arrived, tuple((w.table.value, w.key, w.value) for w in writes))


def encode(record: Claim | Decided) -> bytes:
    """The record's JSON."""
    return codec.to_json(record)


def decode(value: bytes | None) -> Claim | Decided:
    """The record of a JSON. Raises ValueError where it isn't one, SettingsError where it is of a later format."""
    fields = codec.from_json(value or b"")
    if not isinstance(fields, dict):
        raise ValueError("no record of decisions")  # noqa: TRY004 - what was read is a value, not an argument
    if fields.get("v", FORMAT) != FORMAT:
        raise SettingsError(f"the state topic has records of format {fields['v']}: run a newer Dateline")
    return codec.convert(fields, Claim) if "claim" in fields else codec.convert(fields, Decided)
