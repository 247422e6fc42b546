"""Hand-made fakes for the lanes: a producer whose deliveries the test decides, and messages."""

import asyncio
from dataclasses import dataclass, field

from worker.core.errors import PoisonPage
from worker.core.model import Fate, FateKind, Message, Outcome, Output, Topic
from worker.runtime.lane import Lane, Terms


def message(offset: int, value: bytes = b"page", partition: int = 0) -> Message:
    """A page as it comes from `pages.raw`."""
    return Message("pages.raw", partition, offset, 1_700_000_000_000, None, value)


def published(offset: int) -> Outcome:
    """One output that names the offset, and the fate published."""
    output = Output(Topic.ARTICLES_TAGGED, str(offset).encode(), b"{}")
    return Outcome((output,), Fate("pages.raw", 0, offset, FateKind.PUBLISHED))


def dead(message: Message, error: PoisonPage) -> Outcome:
    """A dead letter keyed by the offset, with the error as its body."""
    letter = Output(Topic.PAGES_DEAD, str(message.offset).encode(), error.error.encode())
    return Outcome((letter,), Fate("pages.raw", 0, message.offset, FateKind.DEAD, error.error))


@dataclass
class FakeProducer:
    """Takes records in order; `at_once` delivers them without being asked."""

    at_once: bool = False
    refuses: Topic | None = None  # no record of this topic is taken
    taken: list[Output] = field(default_factory=list)
    deliveries: list[asyncio.Future[object]] = field(default_factory=list)

    async def publish(self, output: Output) -> asyncio.Future[object]:
        """Take a record, or refuse it."""
        if output.topic is self.refuses:
            raise PoisonPage("undeliverable", "message too large")
        delivery: asyncio.Future[object] = asyncio.get_running_loop().create_future()
        self.taken.append(output)
        self.deliveries.append(delivery)
        if self.at_once:
            delivery.set_result(None)
        return delivery

    def deliver(self, index: int, error: Exception | None = None) -> None:
        """Say what became of the record that was taken as the `index`-th; one already decided stays as it is."""
        delivery = self.deliveries[index]
        if delivery.done():
            return
        if error:
            delivery.set_exception(error)
        else:
            delivery.set_result(None)

    def keys(self, topic: Topic) -> list[str]:
        """The keys of the records taken for a topic, in order."""
        return [(output.key or b"").decode() for output in self.taken if output.topic is topic]


class Bench:
    """A lane with a fake producer, a clock that the test sets, and all that came out of it."""

    def __init__(self, *, at_once: bool = False, items: int = 64, size: int = 1_000_000) -> None:
        self.producer = FakeProducer(at_once=at_once)
        self.now = 0.0
        self.acked: list[int] = []
        self.failures: list[Exception] = []
        self.done: list[tuple[int, Outcome, float]] = []
        self.terms = Terms(
            publish=self.producer.publish,
            dead_letter=dead,
            on_failure=self.failures.append,
            clock=lambda: self.now,
            on_done=lambda message, outcome, seconds: self.done.append((message.offset, outcome, seconds)),
            items=items,
            size=size,
        )
        self.lane = Lane(self.terms)

    async def submit(self, offset: int, value: bytes = b"page") -> asyncio.Future[Outcome]:
        """Submit the message of this offset with work that the test completes."""
        work: asyncio.Future[Outcome] = asyncio.get_running_loop().create_future()
        await self.lane.submit(message(offset, value), work, lambda: self.acked.append(offset))
        return work


async def settle(rounds: int = 40) -> None:
    """Let everything that can run now run."""
    for _ in range(rounds):
        await asyncio.sleep(0)
