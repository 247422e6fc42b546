"""What our parts of Faust are set to, without a broker."""

import asyncio
from types import SimpleNamespace
from typing import Any

import pytest
from aiokafka import AIOKafkaConsumer
from aiokafka.consumer.subscription_state import SubscriptionState
from aiokafka.errors import GroupAuthorizationFailedError, InvalidTimestampError, MessageSizeTooLargeError
from aiokafka.producer.transaction_manager import TransactionManager
from aiokafka.structs import TopicPartition
from faust.transport.drivers import aiokafka as driver
from faust.transport.drivers.aiokafka import AIOKafkaConsumerThread
from faust.types import TP
from mode import Service

from worker.core.errors import Unavailable
from worker.kafka import stream, transport
from worker.kafka.clients import FETCH_WAIT


async def test_fetches_of_the_stages_end_soon_where_nothing_comes(monkeypatch: pytest.MonkeyPatch) -> None:
    """Faust fixes the wait in its code, so it is set on the consumer; this fails where a new version keeps it elsewhere."""
    made = AIOKafkaConsumer(fetch_max_wait_ms=1_234)
    monkeypatch.setattr(AIOKafkaConsumerThread, "_create_worker_consumer", lambda *_: made)
    thread = object.__new__(transport.ConsumerThread)  # it needs an app only to make the consumer
    try:
        assert made._fetch_max_wait_ms == 1_234
        assert thread._create_worker_consumer(None)._fetch_max_wait_ms == FETCH_WAIT
    finally:
        await made.stop()


@pytest.mark.parametrize(
    "seconds, millis",
    [(1_700_000_000.123, 1_700_000_000_123), (-0.001, -1), (2**63 / 1000, -1), (-(2**63) / 1000, -1)],
)
def test_a_time_that_no_clock_shows_is_none(seconds: float, millis: int) -> None:
    """It comes as seconds; past the bounds of Kafka's own number it could neither be kept nor sent."""
    record = SimpleNamespace(
        topic="t", partition=0, offset=1, timestamp=seconds, key=None, value=None, headers=None
    )
    assert stream._message(record).timestamp == millis


async def test_a_batch_that_was_given_up_is_counted() -> None:
    """Nobody knows whether the broker has it. It is no error of the sender's, which would send nothing further."""
    part, numbers = TopicPartition("t", 0), TransactionManager(None, 60_000)
    batch: Any = SimpleNamespace(future=asyncio.get_running_loop().create_future(), record_count=2)

    async def send(node: int, batches: dict[Any, Any]) -> None:
        batch.future.cancel()

    sender: Any = SimpleNamespace(_txn_manager=numbers, _send_produce_req=send)
    transport.count_delivered(sender)
    numbers.increment_sequence_number(part, batch.record_count)
    await sender._send_produce_req(0, {part: batch})
    assert numbers.sequence_number(part) == batch.record_count


@pytest.mark.parametrize(
    "error, following", [(None, 5), (InvalidTimestampError(), 3), (MessageSizeTooLargeError(), 3)]
)
async def test_records_that_the_broker_refused_are_not_counted(
    error: Exception | None, following: int
) -> None:
    """Of one partition the broker has taken three; the next record is the fourth to it, whatever became of two more."""
    part, numbers = TopicPartition("t", 0), TransactionManager(None, 60_000)
    batch: Any = SimpleNamespace(future=asyncio.get_running_loop().create_future(), record_count=2)

    async def send(node: int, batches: dict[Any, Any]) -> None:
        batch.future.set_exception(error) if error else batch.future.set_result(None)

    sender: Any = SimpleNamespace(_txn_manager=numbers, _send_produce_req=send)
    transport.count_delivered(sender)
    numbers.increment_sequence_number(part, 3 + batch.record_count)
    await sender._send_produce_req(0, {part: batch})
    assert numbers.sequence_number(part) == following


class Buffer:
    """What a message goes into."""

    def __init__(self) -> None:
        self.room, self.taken, self.given_up = asyncio.Event(), 0, 0

    async def take(self) -> str:
        """Wait for room."""
        try:
            await self.room.wait()
        except asyncio.CancelledError:
            self.given_up += 1
            raise
        self.taken += 1
        return "taken"


@pytest.fixture
def consumer() -> transport.Consumer:
    """One that can wait and does nothing else: the rest needs an app."""
    made = object.__new__(transport.Consumer)
    Service.__init__(made)
    return made


class Page:
    """A message in hand."""

    acked, refcount = False, 1


async def test_partitions_are_kept_until_a_worker_that_stops_has_finished_what_it_holds(
    consumer: transport.Consumer, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Only then does the group hear of it: what went out later would stand behind what another worker sends."""
    happened: list[str] = []

    def event(name: str) -> Any:
        async def happen(*_: Any, **__: Any) -> None:
            happened.append(name)

        return happen

    page = Page()
    app: Any = SimpleNamespace(
        should_stop=True, on_partitions_revoked=SimpleNamespace(send=event("given up"))
    )
    consumer.app, consumer._unacked_messages = app, {page}
    app.agents = SimpleNamespace(human_tracebacks=str)
    monkeypatch.setattr(consumer, "commit", event("committed"))
    monkeypatch.setattr(driver.Consumer, "on_partitions_revoked", event("handed back"))
    revoking = asyncio.ensure_future(consumer.on_partitions_revoked({TP("t", 0)}))
    await asyncio.sleep(0.01)
    assert set(happened) <= {"committed"}
    page.acked = True
    happened.clear()
    await asyncio.wait_for(revoking, 10)
    assert happened == ["committed", "given up", "handed back"]


def test_who_stops_while_the_group_changes_keeps_its_connection() -> None:
    """Faust would close it from another thread; offsets are to be committed over it, and the group is left."""
    thread = object.__new__(transport.ConsumerThread)
    client: Any = SimpleNamespace(_closed=False)
    thread._consumer = client
    thread.close()
    assert not client._closed


async def test_a_partition_whose_offset_is_not_known_yet_is_not_looked_at(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Aiokafka asserts the offset: right after a rebalance Faust's look at it would end the worker."""
    part, looked = TopicPartition("t", 0), []
    subscriptions = SubscriptionState()
    subscriptions.subscribe(topics={"t"})
    subscriptions.assign_from_subscribed({part})
    state = subscriptions.subscription.assignment.state_value(part)
    with pytest.raises(AssertionError):
        _ = state.position
    monkeypatch.setattr(AIOKafkaConsumerThread, "verify_event_path", lambda _, __, tp: looked.append(tp))
    thread = object.__new__(transport.ConsumerThread)
    client: Any = SimpleNamespace(_subscription=subscriptions)
    thread._consumer = client
    thread.verify_event_path(0.0, TP("t", 0))
    thread.verify_event_path(0.0, TP("taken away", 0))
    assert looked == []
    state.reset_to(7)
    thread.verify_event_path(0.0, TP("t", 0))
    assert looked == [TP("t", 0)]


async def test_a_message_that_finds_room_costs_one_task(
    consumer: transport.Consumer, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Faust's own wait isn't even begun."""
    monkeypatch.setattr(Service, "wait_first", None)
    buffer, suspended = Buffer(), asyncio.Event()
    buffer.room.set()
    tasks = len(asyncio.all_tasks())
    result = await consumer.wait_first(buffer.take(), suspended.wait())
    assert (result.results, result.stopped, buffer.taken) == (["taken"], False, 1)
    assert len(asyncio.all_tasks()) == tasks


async def test_a_message_that_finds_none_waits_until_the_flow_is_suspended(
    consumer: transport.Consumer,
) -> None:
    """As in a rebalance: the message is not taken then."""
    buffer, suspended = Buffer(), asyncio.Event()
    asyncio.get_running_loop().call_later(0.01, suspended.set)
    await consumer.wait_first(buffer.take(), suspended.wait())
    await asyncio.sleep(0)
    assert (buffer.taken, buffer.given_up) == (0, 1)


async def test_a_message_is_taken_once_there_is_room(consumer: transport.Consumer) -> None:
    buffer, suspended = Buffer(), asyncio.Event()
    asyncio.get_running_loop().call_later(0.01, buffer.room.set)
    await consumer.wait_first(buffer.take(), suspended.wait())
    assert (buffer.taken, buffer.given_up) == (1, 0)


async def test_the_error_of_a_message_comes_out(consumer: transport.Consumer) -> None:
    async def fails() -> None:
        raise ValueError("no such channel")

    with pytest.raises(ValueError, match="no such channel"):
        await consumer.wait_first(fails(), asyncio.Event().wait())


async def test_who_stops_the_fetcher_gives_the_message_up(consumer: transport.Consumer) -> None:
    buffer = Buffer()
    waiting = asyncio.ensure_future(consumer.wait_first(buffer.take(), asyncio.Event().wait()))
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    waiting.cancel()
    with pytest.raises(asyncio.CancelledError):
        await waiting
    await asyncio.sleep(0)
    assert (buffer.taken, buffer.given_up) == (0, 1)


async def test_events_are_waited_for_as_faust_does(consumer: transport.Consumer) -> None:
    event: Any = asyncio.Event()
    event.set()
    assert (await consumer.wait_first(event)).done == [event]


class Stopping:
    """An app with a page in hand, whose stop ends so once that is given up, or never."""

    def __init__(self, error: Exception | None, *, ends: bool) -> None:
        self.consumer = SimpleNamespace(unacked={"a page"})
        self._error, self._ends = error, ends

    async def stop(self) -> None:
        """Wait for the page."""
        while self.consumer.unacked or not self._ends:  # noqa: ASYNC110 - as Faust does
            await asyncio.sleep(0.001)
        if self._error:
            raise self._error


@pytest.mark.parametrize(
    "error, ends, told",
    [
        (None, True, ""),
        (None, False, "not done 0.1 s after what was in hand was given up"),
        (ValueError("no broker"), True, "ValueError('no broker')"),
    ],
    ids=["in order", "never", "with an error"],
)
async def test_what_became_of_a_departure_is_told(error: Exception | None, told: str, *, ends: bool) -> None:
    """Nobody takes a group that was not left for one that was."""
    app: Any = Stopping(error, ends=ends)
    given_up: list[bool] = []
    departure = await stream.leave(app, 0.01, 0.1 if not ends else 10, lambda: given_up.append(True))
    assert departure == (1, told)
    assert given_up == [True]


class Crashed:
    """An app that has crashed of this."""

    def __init__(self, error: Exception) -> None:
        self.crash_reason = error

    async def start(self) -> None:
        """Begin."""

    async def wait_until_stopped(self) -> None:
        """It has."""


@pytest.mark.parametrize(
    "error, told",
    [
        (GroupAuthorizationFailedError("dateline"), Unavailable),  # told in one line
        (ValueError("a fault of ours"), ValueError),  # with its stack
    ],
)
async def test_an_app_that_kafka_refuses_ends_with_a_line_that_says_so(
    error: Exception, told: type[Exception]
) -> None:
    app: Any = Crashed(error)
    with pytest.raises(told, match=str(error.args[0])):
        await stream.serve(app)
