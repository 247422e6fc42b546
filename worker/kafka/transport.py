"""Faust's way to Kafka, where its own would lose a page, send one twice or wait too long, and has no setting for it.

- an idempotent producer with acks=all that survives a record which is refused, and a consumer's thread, both of which
  keep to the lease: see `worker.kafka.fencing`;
- a consumer that wakes as soon as a buffer has room (the stock one sleeps a whole second), and lets records gather;
- partitions that are taken away while the app stops, and a client that is closed by its own thread alone: see `Consumer`;
- a look at a partition whose offset isn't known yet, which ends the worker: see `ConsumerThread.verify_event_path`;
- partitions without a committed offset, whose first records a rebalance would skip: see `ConsumerThread.seek_to_committed`;
- fetches that wait half a second for records, not one and a half: see `FETCH_WAIT`;
- records whose header names are not UTF-8: see `worker.kafka.records`.
"""

import asyncio
import logging
import math
from collections.abc import Callable, Mapping
from typing import Any

import faust
from aiokafka.structs import TopicPartition
from faust.transport.drivers import aiokafka as driver
from faust.types import TP
from mode.services import WaitResults

from worker.kafka.clients import FETCH_WAIT, check_fetching, stopped
from worker.kafka.fencing import attend, leash
from worker.kafka.publisher import UNDELIVERABLE
from worker.kafka.records import read_any_name
from worker.runtime.lane import drop
from worker.runtime.lease import Lease
from worker.runtime.pace import gathered

POLL_RECORDS = 64  # records taken from a partition at once: raw pages are large
PAUSED_POLL = 0.05  # seconds that a fetch of the other partitions may hold up a buffer that has room again

LOG = logging.getLogger("faust.dateline")  # these are to be as quiet as the rest of Faust


class Producer(driver.Producer):
    """Loses and repeats nothing, and sends nothing without the lease."""

    logger = LOG
    transport: "Transport"

    def _settings_extra(self) -> Mapping[str, Any]:
        return {"acks": "all", "enable_idempotence": True}

    async def on_start(self) -> None:
        """Start it on the leash."""
        await super().on_start()
        producer = self._ensure_producer()
        leash(producer.client, self.transport.lease)
        count_delivered(producer._sender)  # noqa: SLF001 - the numbers are nobody else's


def count_delivered(sender: Any) -> None:
    """Have a producer's sender number the records of a partition without those that the broker refused.

    aiokafka counts them, too. To the broker the next record would be out of order, and the producer is lost with it.
    """
    send = sender._send_produce_req  # noqa: SLF001 - it has no other place that knows what was refused

    async def counted(node: int, batches: Mapping[Any, Any]) -> None:
        await send(node, batches)  # at its end, before another batch of these partitions may be numbered
        for part, batch in batches.items():
            if _refused(batch.future):
                sender._txn_manager.increment_sequence_number(part, -batch.record_count)  # noqa: SLF001

    sender._send_produce_req = counted  # noqa: SLF001


def _refused(delivery: "asyncio.Future[Any]") -> bool:
    settled = delivery.done() and not delivery.cancelled()
    return settled and isinstance(delivery.exception(), UNDELIVERABLE)


class ConsumerThread(driver.AIOKafkaConsumerThread):
    """Its fetches wait no longer than those of our other consumers, and end the worker where they end. It tells the lease."""

    logger = LOG
    transport: "Transport"

    async def on_start(self) -> None:
        """Start it; it subscribes, and joins the group, only then."""
        await super().on_start()
        attend(self._ensure_consumer()._coordinator, self.transport.lease)  # noqa: SLF001 - as below

    def _create_worker_consumer(self, transport: driver.Transport) -> Any:
        read_any_name()
        consumer = super()._create_worker_consumer(transport)
        consumer._fetch_max_wait_ms = FETCH_WAIT  # noqa: SLF001 - Faust has no setting for it
        return consumer

    async def _fetch_records(self, consumer: Any, *args: Any, **options: Any) -> Any:
        check_fetching(consumer._fetcher)  # noqa: SLF001 - Faust reads past the consumer as well
        return await super()._fetch_records(consumer, *args, **options)

    def verify_event_path(self, now: float, tp: TP) -> None:
        """Look whether a partition moves, once it is known where it stands.

        Right after a rebalance its offset is still being asked for. aiokafka asserts one, and Faust's look, which does nothing but log, would end the worker.
        """
        subscription = self._ensure_consumer()._subscription.subscription  # noqa: SLF001 - as above
        part = TopicPartition(tp.topic, tp.partition)
        held = subscription.assignment if subscription else None
        if held is not None and part in held.tps and held.state_value(part).has_valid_position:
            super().verify_event_path(now, tp)

    async def seek_to_committed(self) -> Mapping[TP, int]:
        """Go back to what is committed, and where nothing is, to the beginning.

        What is fetched between an assignment and its start Faust throws away, because it comes here after that. aiokafka
        leaves a partition without a committed offset where it stands then: behind up to `POLL_RECORDS` that nobody has seen,
        and whose successors' acks would commit them.
        """
        committed: Mapping[TP, int] = await self.call_thread(self._seek_back)
        return committed

    async def _seek_back(self) -> Mapping[TP, int]:
        consumer = self._ensure_consumer()
        committed: Mapping[TP, int] = await consumer.seek_to_committed()
        if at_beginning := [tp for tp, offset in committed.items() if not offset]:
            await consumer.seek_to_beginning(*at_beginning)
        return committed

    def close(self) -> None:
        """Do nothing: Faust would close the client from another thread, with offsets to commit and a group to leave."""

    async def on_thread_stop(self) -> None:
        """Stop the client, also where its broker is gone."""
        await stopped(super().on_thread_stop)


class Consumer(driver.Consumer):
    """Waits for room in a full buffer instead of sleeping, looks often while one is full, and lets records gather.

    A few records at a time would be a request of their own each: after a fetch that brought little the next one waits
    for as long as the worker's pace says.

    What is in hand is finished, or given up, before the group may give its partitions away, also where the app stops.
    """

    logger = LOG
    transport: "Transport"

    def __post_init__(self) -> None:
        super().__post_init__()
        self._room = asyncio.Event()
        self._fetched = -math.inf  # when few records came, by the loop's clock

    def _new_consumer_thread(self) -> ConsumerThread:
        return ConsumerThread(self, loop=self.loop, beacon=self.beacon)

    async def wait_first(self, *coros: Any, timeout: Any = None) -> Any:  # noqa: ASYNC109 - Faust's signature
        """Wait as Faust does, but look first whether the first one need not wait.

        A message that finds room in its buffer, as nearly all do, costs one task so, not four and the wait for them.
        """
        if not asyncio.iscoroutine(coros[0]):
            return await super().wait_first(*coros, timeout=timeout)
        first, others = asyncio.ensure_future(coros[0]), coros[1:]
        try:
            await asyncio.sleep(0)  # it runs until it is done or has to wait
        except asyncio.CancelledError:
            for wait in (first, *others):
                drop(wait)
            raise
        if not first.done():
            return await super().wait_first(first, *others, timeout=timeout)
        for other in others:
            drop(other)
        return WaitResults([coros[0]], [first.result()], stopped=False)

    async def on_partitions_revoked(self, revoked: set[TP]) -> None:
        """Hand the partitions back. Faust tells nobody of that while it stops, and lets the group go on at once."""
        if self.app.should_stop and not self.should_stop:
            await self.wait_empty()
            await self.app.on_partitions_revoked.send(revoked)
        await super().on_partitions_revoked(revoked)

    def on_buffer_drop(self, tp: TP) -> None:
        """A buffer has room again."""
        super().on_buffer_drop(tp)
        self._room.set()

    async def _wait_next_records(self, timeout: float) -> Any:  # noqa: ASYNC109 - Faust's signature
        await gathered(self.transport.pace, self._fetched)
        records, active = await self._next_records(timeout)
        few = sum(map(len, (records or {}).values())) < POLL_RECORDS
        self._fetched = self.loop.time() if few else -math.inf
        return records, active

    async def _next_records(self, timeout: float) -> Any:  # noqa: ASYNC109 - as above
        self._room.clear()
        if not self._buffered_partitions:
            return await super()._wait_next_records(timeout)
        if self.flow_active and not self._get_active_partitions():
            await self.wait_first(self._room.wait(), timeout=timeout)
            return {}, set()
        return await super()._wait_next_records(PAUSED_POLL)


class Transport(driver.Transport):
    """Makes these. `pace()` is in seconds."""

    Producer = Producer
    Consumer = Consumer

    def __init__(self, app: faust.App, lease: Lease, pace: Callable[[], float]) -> None:
        super().__init__(app.conf.broker, app)
        self.lease, self.pace = lease, pace
