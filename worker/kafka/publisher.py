"""Everything a worker sends: kept in order, sent together a few times a second.

A page makes seven small records on its way through the stages. Sent as they come, nearly each would be a request of its
own, and a request costs us and the broker as much CPU as handling ten records. So what is handed over within a pause is
sent in one request.
"""

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, replace

from aiokafka.errors import InvalidTimestampError, KafkaError, MessageSizeTooLargeError, ProducerFenced

from worker.core.errors import Fenced, PoisonPage, Unavailable
from worker.core.model import Headers, Output, Topic
from worker.runtime.pace import rest

OUTBOX = 32 << 20  # bytes that may wait; beyond, handing over waits
UNDELIVERABLE = (MessageSizeTooLargeError, InvalidTimestampError)


@dataclass(frozen=True, slots=True)
class Record:
    """One record as the producer takes it. `timestamp` in ms since the epoch; partition None: by key."""

    topic: str
    key: bytes | None
    value: bytes | None
    partition: int | None
    timestamp: int | None
    headers: Headers

    @property
    def size(self) -> int:
        """Bytes of key and value."""
        return len(self.key or b"") + len(self.value or b"")


# Gives a record to the producer: returns once it is taken; what it returns is done when the broker has it.
Send = Callable[[Record], Awaitable["asyncio.Future[object]"]]


class Publisher:
    """The outbox of a worker.

    What is handed over within `pace()` seconds leaves together. `on_delivery` is told of each record that the broker
    has confirmed, `on_refusal` of each that it never will.
    """

    def __init__(
        self,
        send: Send,
        names: Mapping[Topic, str],
        pace: Callable[[], float],
        on_delivery: Callable[[str, int], None],
        on_refusal: Callable[[str], None],
    ) -> None:
        self._give, self._names, self._pace = send, names, pace
        self._on_delivery, self._on_refusal = on_delivery, on_refusal
        self._outbox: deque[tuple[Record, asyncio.Future[object]]] = deque()
        self._waiting = 0  # bytes
        self._begun = 0.0  # when the first record that waits came, by the loop's clock
        self._due = asyncio.Event()
        self._room = asyncio.Event()
        self._posting = asyncio.Lock()

    async def __call__(self, output: Output) -> Awaitable[object]:
        """Hand over one output, in the order of the calls; the returned future is its delivery.

        A record whose timestamp the topic refuses is sent once more without it, as are those that stood in one batch with it.
        The delivery fails with PoisonPage("undeliverable") where the record itself is at fault (its size);
        any other error (Unavailable for one of Kafka's) means that the broker can't be reached or refuses, and must
        end the process un-acked.
        """
        name, key = self._names[output.topic], output.key
        # Kafka knows records without key and value, aiokafka refuses to send one: this is the nearest.
        value = b"" if key is None and output.value is None else output.value
        return await self._hand_over(Record(name, key, value, None, output.timestamp, output.headers))

    async def append(
        self, topic: Topic, partition: int, key: bytes, value: bytes, timestamp: int
    ) -> Awaitable[object]:
        """The same for a record that belongs to a partition of its own choosing: a decision, to its stage's log."""
        return await self._hand_over(Record(self._names[topic], key, value, partition, timestamp, ()))

    async def pump(self) -> None:
        """Send what is handed over, for good. Must run for anything to be delivered."""
        while True:
            await self._due.wait()
            self._due.clear()
            while self._outbox:
                async with self._posting:
                    if self._outbox:  # it may have been dropped while the lock was waited for
                        await self._post(*self._outbox.popleft())
            self._room.set()

    async def discard(self) -> None:
        """Drop what waits here; whoever still waits for its delivery is cancelled.

        Returns when the producer has all that it will ever get of what was handed over before.
        """
        while self._outbox:
            record, delivery = self._outbox.popleft()
            self._waiting -= record.size
            delivery.cancel()
        self._room.set()
        async with self._posting:
            pass

    async def _hand_over(self, record: Record) -> Awaitable[object]:
        delivery: asyncio.Future[object] = asyncio.get_running_loop().create_future()
        if not self._outbox:
            self._begun = asyncio.get_running_loop().time()
            self._look()
        self._outbox.append((record, delivery))
        self._waiting += record.size
        while self._waiting > OUTBOX:
            self._room.clear()
            self._due.set()
            await self._room.wait()
        return delivery

    def _look(self) -> None:
        """Say that what waits is due, or look again later."""
        loop = asyncio.get_running_loop()
        if seconds := rest(self._pace, self._begun, loop.time()):
            loop.call_later(seconds, self._look)
        else:
            self._due.set()

    async def _post(self, record: Record, delivery: "asyncio.Future[object]") -> None:
        try:
            sent = await self._give(record)
        except Exception as error:  # noqa: BLE001 - it belongs to whoever waits for this record
            self._refused(record, delivery, error)
        else:
            sent.add_done_callback(lambda done: self._settle(record, delivery, done))
        self._waiting -= record.size

    def _settle(
        self, record: Record, delivery: "asyncio.Future[object]", done: "asyncio.Future[object]"
    ) -> None:
        if done.cancelled():
            delivery.cancel()
        elif error := done.exception():
            self._refused(record, delivery, error)
        else:
            self._on_delivery(record.topic, record.size)
            if not delivery.done():
                delivery.set_result(done.result())

    def _refused(self, record: Record, delivery: "asyncio.Future[object]", error: BaseException) -> None:
        if isinstance(error, InvalidTimestampError) and record.timestamp is not None:
            self._outbox.append((replace(record, timestamp=None), delivery))
            self._waiting += record.size
            self._due.set()
            return
        if isinstance(error, UNDELIVERABLE):
            self._on_refusal(record.topic)
        if not delivery.done():
            delivery.set_exception(_in_our_terms(error))


def _in_our_terms(error: BaseException) -> BaseException:
    """What a delivery fails with."""
    if isinstance(error, UNDELIVERABLE):
        return PoisonPage("undeliverable", f"{type(error).__name__}: {error}")
    return refused_by_kafka(error)


def refused_by_kafka(error: BaseException) -> BaseException:
    """Fenced for a lost lease, Unavailable in place of any other error of Kafka's; what isn't one as it is."""
    if isinstance(error, ProducerFenced):  # as `worker.kafka.fencing` raised it
        return Fenced(str(error.args[0]))
    if isinstance(error, KafkaError):
        return Unavailable(f"Kafka: {error}")
    return error
