"""Every input page against the fates: what `dateline audit` proves."""

from collections import Counter
from collections.abc import AsyncIterator, Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from worker.core.codec import from_json
from worker.core.headers import parse_origin
from worker.core.ledger import Ledger, Status
from worker.core.model import FateKind, Message, Topic
from worker.kafka import clients
from worker.kafka.ranges import Stretch, scan, stretches
from worker.settings import Settings
from worker.topics import real_name

GAP = 50  # offsets with a fate that are read again rather than sought past
MARGIN_MS = 3_600_000  # fates are looked for from so long before the range: clocks differ


@dataclass(frozen=True, slots=True)
class Report:
    """What an audit found. Coordinates are `topic:partition:offset`."""

    inputs: int
    fates: dict[str, int]  # inputs by fate; a later one, or a replay's, counts instead of `dead`
    missing: list[str]  # inputs without a fate
    contradicted: dict[str, list[str]]  # inputs with more than one fate, and which
    superseded: list[str]  # dead first, then otherwise, by a later fate or a replay
    dead: list[str]
    unreadable: list[str] = field(default_factory=list)  # records of `pages.fates` that are no fates

    @property
    def proven(self) -> bool:
        """Every input has exactly one fate."""
        return not self.missing and not self.contradicted


class Books:
    """The ledgers of some stretches of input, filled from the records of `pages.fates`."""

    def __init__(self, inputs: Iterable[Stretch]) -> None:
        self.inputs = list(inputs)
        self.unreadable: list[str] = []
        self._ledgers = {(item.topic, item.partition): Ledger(item.start, item.end) for item in self.inputs}

    def enter(self, record: Message) -> None:
        """Enter one record of `pages.fates`."""
        try:
            fate = from_json(record.value or b"")
            place, kind = (fate["topic"], fate["partition"]), FateKind(fate["fate"])
            offset, origin = int(fate["offset"]), fate.get("origin")
            replayed = parse_origin(origin, 0) if origin else None
        except (ValueError, KeyError, TypeError, AttributeError):
            self.unreadable.append(record.coordinates)
            return
        if place in self._ledgers:
            self._ledgers[place].fate(offset, kind)
        if replayed and (replayed.topic, replayed.partition) in self._ledgers:
            self._ledgers[replayed.topic, replayed.partition].replayed(replayed.offset, kind)

    def open(self) -> Iterator[Stretch]:
        """Stretches that hold every offset without a fate: of inputs that lack one, or of no record at all."""
        for (topic, partition), ledger in self._ledgers.items():
            for start, end in _runs(ledger.offsets(Status.OPEN)):
                yield Stretch(topic, partition, start, end)

    def is_open(self, record: Message) -> bool:
        """Whether this input has no fate."""
        return self._ledgers[record.topic, record.partition].status(record.offset) is Status.OPEN

    def report(self, missing: Sequence[str]) -> Report:
        """The result, once it is known which of the open offsets hold a record."""
        fates: Counter[FateKind] = Counter()
        for ledger in self._ledgers.values():
            fates += ledger.fates()
        contradicted = {
            f"{topic}:{partition}:{offset}": [kind.value for kind in ledger.kinds(offset)]
            for (topic, partition), ledger in self._ledgers.items()
            for offset in ledger.offsets(Status.CONTRADICTED)
        }
        return Report(
            inputs=sum(fates.values()) + len(contradicted) + len(missing),
            fates={kind.value: fates[kind] for kind in FateKind if fates[kind]},
            missing=list(missing),
            contradicted=contradicted,
            superseded=self._named(Status.SUPERSEDED),
            dead=self._named(Status.DEAD),
            unreadable=self.unreadable,
        )

    def _named(self, status: Status) -> list[str]:
        return [
            f"{topic}:{partition}:{offset}"
            for (topic, partition), ledger in self._ledgers.items()
            for offset in ledger.offsets(status)
        ]


async def audit(
    settings: Settings, since: int | None, until: int | None, seen: Callable[[int], None] = lambda _: None
) -> Report:
    """Account for every input of `pages.raw` and `pages.replay` in that range of record time, ms since the epoch.

    The end is fixed at the start: what arrives meanwhile isn't asked for. `seen` is told each batch of fates read.
    """
    partitions = await clients.require(settings, Topic.PAGES_RAW, Topic.PAGES_REPLAY, Topic.PAGES_FATES)
    fates = real_name(settings.prefix, Topic.PAGES_FATES)
    async with clients.consumer(settings) as consumer:
        inputs = [
            stretch
            for topic, count in partitions.items()
            if topic != fates
            for stretch in await stretches(consumer, topic, count, since, until)
        ]
        count = partitions[fates]
        start = None if since is None else since - MARGIN_MS
        books = await _books(consumer, inputs, await stretches(consumer, fates, count, start), seen)
        if start is not None and any(books.open()):  # perhaps the clocks differ by more
            books = await _books(consumer, inputs, await stretches(consumer, fates, count), seen)
        return books.report([name async for name in _records(consumer, books)])


async def _books(
    consumer: Any, inputs: list[Stretch], fates: list[Stretch], seen: Callable[[int], None]
) -> Books:
    books = Books(inputs)
    async for batch in scan(consumer, fates):
        for record in batch:
            books.enter(record)
        seen(len(batch))
    return books


async def _records(consumer: Any, books: Books) -> AsyncIterator[str]:
    """The names of the open offsets that hold a record: the others are no inputs."""
    for stretch in list(books.open()):
        async for batch in scan(consumer, [stretch]):
            for record in filter(books.is_open, batch):
                yield record.coordinates


def _runs(offsets: Iterable[int]) -> Iterator[tuple[int, int]]:
    """Runs that hold all these offsets, as start and end (without it); across a small gap it is cheaper to read on."""
    start, end = -1, -1
    for offset in offsets:
        if start >= 0 and offset - end > GAP:
            yield start, end
            start = -1
        start = offset if start < 0 else start
        end = offset + 1
    if start >= 0:
        yield start, end
