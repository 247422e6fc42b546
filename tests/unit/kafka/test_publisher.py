"""The outbox of a worker: what leaves when, in which order, and what becomes of a record that isn't taken."""

import asyncio
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass, field

import pytest
from aiokafka.errors import (
    InvalidTimestampError,
    KafkaTimeoutError,
    MessageSizeTooLargeError,
    ProducerFenced,
    TopicAuthorizationFailedError,
)

from worker.core.errors import Fenced, PoisonPage, Unavailable
from worker.core.model import Output, Topic
from worker.kafka import publisher
from worker.kafka.publisher import Publisher, Record

NAMES = {topic: f"t.{topic}" for topic in Topic}
LONG = 3600.0  # a pace that no test waits for


@dataclass
class Producer:
    """A producer that the test confirms; it refuses the values in `refused` at once."""

    given: list[Record] = field(default_factory=list)
    deliveries: list["asyncio.Future[object]"] = field(default_factory=list)
    refused: dict[bytes, Exception] = field(default_factory=dict)
    arrived: asyncio.Event = field(default_factory=asyncio.Event)

    async def __call__(self, record: Record) -> "asyncio.Future[object]":
        if error := self.refused.get(record.value or b""):
            raise error
        self.given.append(record)
        self.arrived.set()
        self.deliveries.append(asyncio.get_running_loop().create_future())
        return self.deliveries[-1]

    @property
    def values(self) -> list[bytes | None]:
        return [record.value for record in self.given]


@dataclass
class World:
    """A publisher whose pump runs, on a producer that the test controls."""

    producer: Producer = field(default_factory=Producer)
    pace: float = 0.0
    confirmed: list[tuple[str, int]] = field(default_factory=list)
    refusals: list[str] = field(default_factory=list)

    @asynccontextmanager
    async def publisher(self) -> AsyncIterator[Publisher]:
        made = Publisher(self.producer, NAMES, lambda: self.pace, self._confirm, self.refusals.append)
        pump = asyncio.create_task(made.pump())
        try:
            yield made
        finally:
            pump.cancel()

    def _confirm(self, topic: str, size: int) -> None:
        self.confirmed.append((topic, size))


async def turns(count: int = 20) -> None:
    """Let the loop run what is ready; no time goes by."""
    for _ in range(count):
        await asyncio.sleep(0)


def out(value: bytes | None, key: bytes | None = b"k", timestamp: int | None = None) -> Output:
    return Output(Topic.ARTICLES_CLEAN, key, value, (("ce_id", b"1"),), timestamp)


async def test_an_output_leaves_as_it_is_under_its_topics_real_name() -> None:
    world = World()
    async with world.publisher() as publish:
        await publish(out(b"body", timestamp=7))
        await turns()
    assert world.producer.given == [
        Record("t.articles.clean", b"k", b"body", None, 7, (("ce_id", b"1"),)),
    ]


async def test_a_decision_goes_to_the_partition_that_it_belongs_to() -> None:
    world = World()
    async with world.publisher() as publish:
        await publish.append(Topic.DEDUPE_STATE, 3, b"origin", b"{}", 9)
        await turns()
    assert world.producer.given == [Record("t.dedupe.state", b"origin", b"{}", 3, 9, ())]


async def test_records_leave_in_the_order_in_which_they_were_handed_over() -> None:
    """Outputs and decisions share one order, also across two pauses."""
    world = World()
    async with world.publisher() as publish:
        for turn in range(2):
            for number in range(50):
                await publish(out(b"%d-%d" % (turn, number)))
                await publish.append(Topic.IDENTIFY_STATE, 0, b"k", b"state %d-%d" % (turn, number), 0)
            await turns()
    pairs = [(b"%d-%d" % (turn, number)) for turn in range(2) for number in range(50)]
    assert world.producer.values == [value for pair in pairs for value in (pair, b"state " + pair)]


async def test_what_is_handed_over_within_a_pause_leaves_together() -> None:
    world = World(pace=0.02)
    async with world.publisher() as publish:
        await publish(out(b"first"))
        await publish(out(b"second"))
        await turns()
        assert world.producer.given == []
        await asyncio.wait_for(world.producer.arrived.wait(), 5)
        await turns()
    assert world.producer.values == [b"first", b"second"]


async def test_what_is_dropped_never_leaves() -> None:
    """As at a rebalance: who waits for it is told. What comes later leaves as ever."""
    world = World(pace=0.02)
    async with world.publisher() as publish:
        dropped = await publish.append(Topic.DEDUPE_STATE, 3, b"claim", b"{}", 9)
        await publish.discard()
        assert isinstance(dropped, asyncio.Future)
        assert dropped.cancelled()
        await publish(out(b"later"))
        await asyncio.wait_for(world.producer.arrived.wait(), 5)
        await turns()
    assert world.producer.values == [b"later"]


@dataclass
class Slow(Producer):
    """One that takes nothing until it may."""

    taking: asyncio.Event = field(default_factory=asyncio.Event)

    async def __call__(self, record: Record) -> "asyncio.Future[object]":
        await self.taking.wait()
        return await super().__call__(record)


async def test_what_comes_after_two_drops_is_sent() -> None:
    """The second drops what the pump had seen before it waited for its turn."""
    slow = Slow()
    world = World(producer=slow)

    async def drop_twice(publish: Publisher) -> None:
        await publish.discard()
        await publish.discard()

    async with world.publisher() as publish:
        await publish(out(b"first"))
        await turns()
        dropping = asyncio.ensure_future(drop_twice(publish))
        await turns()
        await publish(out(b"second"))
        slow.taking.set()
        await asyncio.wait_for(dropping, 5)
        await publish(out(b"third"))
        await turns()
    assert slow.values == [b"first", b"third"]


async def test_dropping_waits_for_what_is_on_its_way_to_the_producer() -> None:
    """Once it returns, nothing that was handed over before can come to the producer any more."""
    slow = Slow()
    taking = slow.taking
    world = World(producer=slow)
    async with world.publisher() as publish:
        await publish(out(b"first")), await publish(out(b"second"))
        await turns()
        dropping = asyncio.ensure_future(publish.discard())
        await turns()
        assert not dropping.done()
        taking.set()
        await asyncio.wait_for(dropping, 5)
        assert world.producer.values == [b"first"]
        await turns()
    assert world.producer.values == [b"first"]


async def test_a_delivery_is_done_when_the_broker_has_the_record() -> None:
    """Each by itself, also where the broker confirms a later one first; it is counted then, with its bytes."""
    world = World()
    async with world.publisher() as publish:
        first, second = await publish(out(b"1")), await publish(out(b"22"))
        await turns()
        world.producer.deliveries[1].set_result("offset 1")
        assert await asyncio.wait_for(asyncio.ensure_future(second), 5) == "offset 1"
        assert world.confirmed == [("t.articles.clean", 3)]
        waiting = asyncio.ensure_future(first)
        await turns()
        assert not waiting.done()
        world.producer.deliveries[0].set_result("offset 0")
        assert await asyncio.wait_for(waiting, 5) == "offset 0"
    assert world.confirmed == [("t.articles.clean", 3), ("t.articles.clean", 2)]
    assert world.refusals == []


# ── what isn't taken ────────────────────────────────────────────────────────────────────────────────────────

AT_FAULT = [MessageSizeTooLargeError("17 MiB"), InvalidTimestampError("the year 2100")]
KAFKAS_OWN = [KafkaTimeoutError("no answer"), TopicAuthorizationFailedError("t.x")]


@pytest.fixture(params=["at once", "by the broker"])
def at_once(request: pytest.FixtureRequest) -> bool:
    """Whether the producer refuses the record itself, or takes it and the broker refuses it."""
    return bool(request.param == "at once")


async def refused(world: World, error: Exception, *, at_once: bool) -> BaseException | None:
    """What the delivery of a record fails with that is refused by this error, between two that are taken."""
    if at_once:
        world.producer.refused[b"bad"] = error
    async with world.publisher() as publish:
        waiting = [asyncio.ensure_future(await publish(out(value))) for value in (b"one", b"bad", b"two")]
        await turns()
        for record, delivery in zip(world.producer.given, world.producer.deliveries, strict=True):
            if record.value == b"bad":
                delivery.set_exception(error)
            else:
                delivery.set_result(None)
        await asyncio.wait(waiting, timeout=5)
    assert waiting[0].exception() is None
    assert waiting[2].exception() is None
    assert [size for _, size in world.confirmed] == [4, 4]
    return waiting[1].exception()


@pytest.mark.parametrize("error", AT_FAULT, ids=lambda error: type(error).__name__)
async def test_a_record_that_is_itself_at_fault_is_a_poison_page(error: Exception, *, at_once: bool) -> None:
    """Its page ends in a dead letter that names the error; the refusal is counted; its neighbours are delivered."""
    world = World()
    found = await refused(world, error, at_once=at_once)
    assert isinstance(found, PoisonPage)
    assert found.error == "undeliverable"
    assert type(error).__name__ in found.detail
    assert world.refusals == ["t.articles.clean"]


async def test_a_record_whose_timestamp_is_refused_goes_without_it() -> None:
    """A dead letter has its page's own, and a topic may refuse that of a page which another topic took."""
    world, error = World(), InvalidTimestampError("the year 2100")
    async with world.publisher() as publish:
        waiting = asyncio.ensure_future(await publish(out(b"late", timestamp=4_102_444_800_000)))
        await turns()
        assert [record.timestamp for record in world.producer.given] == [4_102_444_800_000]
        world.producer.deliveries[0].set_exception(error)
        await turns()
        assert [record.timestamp for record in world.producer.given[1:]] == [None]
        assert not waiting.done()
        world.producer.deliveries[1].set_result(None)
        await asyncio.wait_for(waiting, 5)
    assert world.refusals == []
    assert [topic for topic, _ in world.confirmed] == ["t.articles.clean"]


@pytest.mark.parametrize("error", KAFKAS_OWN, ids=lambda error: type(error).__name__)
async def test_a_broker_that_refuses_or_is_gone_is_told_in_a_line(error: Exception, *, at_once: bool) -> None:
    """It must end the process un-acked, without a stack trace: nothing is counted as refused."""
    world = World()
    found = await refused(world, error, at_once=at_once)
    assert isinstance(found, Unavailable)
    assert str(found) == f"Kafka: {error}"
    assert world.refusals == []


async def test_a_lost_lease_is_told_by_its_reason(*, at_once: bool) -> None:
    """Whoever hears of it first, the delivery or the task that watches: the worker ends with the same error."""
    world = World()
    found = await refused(world, ProducerFenced("put out"), at_once=at_once)
    assert isinstance(found, Fenced)
    assert str(found) == "put out"
    assert world.refusals == []


async def test_any_other_error_comes_as_it_is(*, at_once: bool) -> None:
    """It must end the process un-acked: nothing is counted as refused."""
    world, error = World(), RuntimeError("odd")
    assert await refused(world, error, at_once=at_once) is error
    assert world.refusals == []


async def test_a_delivery_that_the_producer_gives_up_is_cancelled() -> None:
    world = World()
    async with world.publisher() as publish:
        waiting = asyncio.ensure_future(await publish(out(b"x")))
        await turns()
        world.producer.deliveries[0].cancel()
        await asyncio.wait([waiting], timeout=5)
    assert waiting.cancelled()
    assert world.confirmed == []


async def test_nobody_has_to_wait_for_a_delivery() -> None:
    """A lane that was closed gives its deliveries up; the record leaves all the same, and is counted."""
    world = World()
    async with world.publisher() as publish:
        given_up = asyncio.ensure_future(await publish(out(b"x")))
        given_up.cancel()
        await turns()
        world.producer.deliveries[0].set_result(None)
        await turns()
    assert world.confirmed == [("t.articles.clean", 2)]


async def test_a_record_without_key_and_value_is_sent_with_an_empty_value() -> None:
    """The client refuses to send one without either; a tombstone, which has a key, stays one."""
    world = World()
    async with world.publisher() as publish:
        await publish(out(None, key=None))
        await publish(out(None))
        await turns()
    assert [(record.key, record.value) for record in world.producer.given] == [(None, b""), (b"k", None)]


# ── limits ──────────────────────────────────────────────────────────────────────────────────────────────────


@contextmanager
def small_outbox(monkeypatch: pytest.MonkeyPatch, size: int) -> Iterator[None]:
    """An outbox of so many bytes."""
    with monkeypatch.context() as patch:
        patch.setattr(publisher, "OUTBOX", size)
        yield


async def test_a_full_outbox_is_sent_at_once_and_handing_over_waits(monkeypatch: pytest.MonkeyPatch) -> None:
    """However long the pause: what waits is bounded in bytes, and handing over goes on when there is room."""
    world = World(pace=LONG)
    with small_outbox(monkeypatch, 100):
        async with world.publisher() as publish:
            await publish(out(b"x" * 50))
            await turns()
            assert world.producer.given == []
            await asyncio.wait_for(publish(out(b"y" * 60)), 5)
            assert world.producer.values == [b"x" * 50, b"y" * 60]


async def test_handing_over_waits_while_the_producer_takes_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    """The bound holds where the producer's own buffer is full; order stays as it was."""
    world = World(pace=LONG)
    open_again = asyncio.Event()
    give = world.producer.__call__

    async def slow(record: Record) -> "asyncio.Future[object]":
        await open_again.wait()
        return await give(record)

    made = Publisher(slow, NAMES, lambda: LONG, lambda *_: None, lambda _: None)
    with small_outbox(monkeypatch, 100):
        pump = asyncio.create_task(made.pump())
        handing = [asyncio.create_task(made(out(b"%d" % number * 60))) for number in range(4)]
        await turns()
        assert [task.done() for task in handing] == [True, False, False, False]
        open_again.set()
        await asyncio.wait_for(asyncio.gather(*handing), 5)
        pump.cancel()
    assert world.producer.values == [b"%d" % number * 60 for number in range(4)]


async def test_one_record_larger_than_the_outbox_gets_through(monkeypatch: pytest.MonkeyPatch) -> None:
    world = World(pace=LONG)
    with small_outbox(monkeypatch, 100):
        async with world.publisher() as publish:
            await asyncio.wait_for(publish(out(b"x" * 500)), 5)
    assert world.producer.values == [b"x" * 500]


async def test_records_refused_at_once_make_room_too(monkeypatch: pytest.MonkeyPatch) -> None:
    """A run of oversized records must not leave the outbox full for good."""
    world = World(pace=LONG)
    world.producer.refused[b"x" * 90] = MessageSizeTooLargeError("too large")
    with small_outbox(monkeypatch, 100):
        async with world.publisher() as publish:
            async with asyncio.timeout(5):
                waiting = [await publish(out(b"x" * 90)) for _ in range(20)]
                await publish(out(b"y" * 90))
                await publish(out(b"z" * 90))
    assert world.producer.values == [b"y" * 90, b"z" * 90]
    for delivery in waiting:
        with pytest.raises(PoisonPage):
            await delivery
