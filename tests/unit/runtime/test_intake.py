"""A stage's intake: what is counted, what becomes a dead letter, and when the worker itself is at fault."""

import asyncio
from dataclasses import dataclass, field
from functools import partial

from tests.unit.runtime.fakes import FakeProducer, message, published, settle
from worker.core import headers
from worker.core.errors import PoisonPage
from worker.core.model import Message, Outcome, Topic
from worker.runtime.deadletters import DeadShare, TooManyDead
from worker.runtime.intake import Intake, Shared
from worker.telemetry import by_label, make_metrics, new_registry


@dataclass
class Post:
    """An intake of the stage `tag` whose pages end as their value says, and what came of it."""

    acked: list[int] = field(default_factory=list)
    failures: list[Exception] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.producer = FakeProducer(at_once=True)
        self.metrics = make_metrics(new_registry())
        shared = Shared(self.producer.publish, self.failures.append, self.metrics, DeadShare(0.5))
        self.intake = Intake("tag", self._work, shared, items=100, size=1_000_000)

    async def _work(self, page: Message) -> Outcome:
        if page.value == b"hang":
            await asyncio.Event().wait()
        if page.value == b"poison":
            raise PoisonPage("crash", "signal 11")
        return published(page.offset)

    async def take(self, *values: bytes) -> None:
        """Take pages of these values in, and let what can happen happen."""
        for offset, value in enumerate(values):
            await self.intake.take(message(offset, value), 1, partial(self.acked.append, offset))
        await settle()

    async def take_back(self, count: int) -> None:
        """Take so many retractions in, each of which kills its reader."""
        own = ((headers.KIND, headers.RETRACTED.encode()),)
        for offset in range(count):
            retraction = Message("articles.unique", 0, offset, 6, b"a", b"poison", own)
            await self.intake.take(retraction, 1, partial(self.acked.append, offset))
        await settle()


async def test_every_page_is_counted_and_acknowledged() -> None:
    """Fates by kind and reason, messages by stage."""
    post = Post()
    await post.take(b"good", b"poison", b"good")
    assert post.acked == [0, 1, 2]
    assert by_label(post.metrics.fates, "fate") == {"published": 2, "dead": 1}
    assert by_label(post.metrics.messages, "stage") == {"tag": 3}
    assert post.producer.keys(Topic.PAGES_FATES) == [f"pages.raw:0:{offset}" for offset in range(3)]
    post.intake.close()


async def test_a_dead_page_is_kept_whole() -> None:
    """Its letter has its value; its neighbours' events are sent."""
    post = Post()
    await post.take(b"poison", b"good")
    (letter,) = [output for output in post.producer.taken if output.topic is Topic.PAGES_DEAD]
    assert letter.value == b"poison"
    assert post.producer.keys(Topic.ARTICLES_TAGGED) == ["1"]
    post.intake.close()


async def test_a_dead_retraction_is_counted_though_its_page_has_no_further_fate() -> None:
    """Readers keep an article that was taken back, and `audit` can't show it: an operator must see it here."""
    post = Post()
    await post.take_back(1)
    await post.take(b"poison", b"good")
    assert by_label(post.metrics.dead_letters, "what") == {"retraction": 1, "page": 1}
    assert by_label(post.metrics.fates, "fate") == {"dead": 1, "published": 1}
    post.intake.close()


async def test_what_can_die_is_told_from_the_start() -> None:
    """A counter that is first seen at 1 is no rise: an alert would miss the first death."""
    post = Post()
    assert by_label(post.metrics.dead_letters, "what") == {"retraction": 0, "page": 0}
    post.intake.close()


async def test_dead_retractions_stop_the_worker_as_dead_pages_do() -> None:
    """They have no fate, but count as dead all the same."""
    post = Post()
    await post.take_back(30)
    (failure,) = post.failures
    assert isinstance(failure, TooManyDead)
    assert len(post.acked) < 20


async def test_too_many_dead_stop_the_worker_un_acked() -> None:
    """The letter that is one too many is never sent, and nothing behind it is acknowledged."""
    post = Post()
    await post.take(*[b"poison"] * 30)
    (failure,) = post.failures
    assert isinstance(failure, TooManyDead)
    assert post.acked == list(range(len(post.acked)))
    assert len(post.acked) < 20
    assert len(post.producer.keys(Topic.PAGES_DEAD)) < 20


async def test_what_is_in_hand_is_measured_until_it_is_given_up() -> None:
    """A page that hangs counts, and stalls its stage; after `close` nothing is in hand."""
    post = Post()
    idle = post.intake.stalled_since(None)
    await post.take(b"hang", b"good")
    post.intake.measure(post.metrics)
    assert by_label(post.metrics.in_flight, "stage") == {"tag": 2}
    assert by_label(post.metrics.in_flight_bytes, "stage") == {"tag": len(b"hanggood")}
    assert (idle, post.intake.stalled_since(None) is None) == (None, False)
    post.intake.close()
    post.intake.measure(post.metrics)
    assert by_label(post.metrics.in_flight, "stage") == {"tag": 0}
    assert post.acked == []
