"""The only file that knows Faust: its app, kept to the subset that loses nothing.

Faust brings partitions, their messages and the commits. Everything that could lose a page is ours: events are taken
un-acked, in order, and acknowledged by the lanes. What is set here, and why:

- bytes in, bytes out: decoding belongs into the handlers, because Faust acks what it can't decode;
- an idempotent producer with acks=all: Faust has no setting for it, so its transport is subclassed;
- a consumer that wakes as soon as a buffer has room: the stock one sleeps a whole second;
- fetches that wait half a second for records, not one and a half: see `FETCH_WAIT`;
- a poll interval of weeks: the check is local, and its only effect is to leave the group for good.
"""

import asyncio
import logging
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable, Mapping
from pathlib import Path
from typing import Any, Protocol

import faust
import faust.streams
import mode
from aiokafka.errors import ProducerFenced
from faust.exceptions import ProducerSendError
from faust.transport.drivers import aiokafka as driver
from faust.types import TP

from worker.core.errors import Fenced, SettingsError
from worker.core.model import Message, Topic
from worker.kafka.clients import FETCH_WAIT, ssl_context, stopped
from worker.kafka.publisher import Record
from worker.runtime.lease import Lease
from worker.settings import Settings
from worker.topics import DEAD_LIMIT, real_name

POLL_INTERVAL = 2_000_000.0  # seconds; see above
BUFFERED_EVENTS = 256  # events of a stage that wait for their lane, over all partitions
POLL_RECORDS = 64  # records taken from a partition at once: raw pages are large

FAUST = logging.getLogger("faust.dateline")  # our own parts of Faust are to be as quiet as the rest of it


class Take(Protocol):
    """What a stage does with a message: put it into its lane. Returns as soon as the lane has room for it."""

    async def __call__(self, message: Message, generation: int, ack: Callable[[], None]) -> None:
        """Take it in."""


class _Producer(driver.Producer):
    logger = FAUST

    def _settings_extra(self) -> Mapping[str, Any]:
        return {"acks": "all", "enable_idempotence": True}


def _transport(app: faust.App, lease: Lease, pace: Callable[[], float]) -> driver.Transport:
    class Leased(_Producer):
        """Asks for the lease before each request: what the producer still holds must not leave after a freeze."""

        logger = FAUST

        async def on_start(self) -> None:
            await super().on_start()
            client = self._ensure_producer().client
            send = client.send

            async def leased(*args: Any, **options: Any) -> Any:
                try:
                    lease.check()
                except Fenced as error:
                    raise ProducerFenced(str(error)) from error
                return await send(*args, **options)

            client.send = leased

    class Paced(_Consumer):
        """Waits between two fetches for as long as the worker's pace says."""

        logger = FAUST

        def pause(self) -> float:
            return pace()

    class Transport(driver.Transport):
        Producer = Leased
        Consumer = Paced

    return Transport(app.conf.broker, app)


class _Thread(driver.AIOKafkaConsumerThread):
    """Its fetches wait no longer than those of our other consumers."""

    logger = FAUST

    def _create_worker_consumer(self, transport: driver.Transport) -> Any:
        consumer = super()._create_worker_consumer(transport)
        consumer._fetch_max_wait_ms = FETCH_WAIT  # noqa: SLF001 - Faust has no setting for it
        return consumer

    async def on_thread_stop(self) -> None:
        await stopped(super().on_thread_stop)


class _Consumer(driver.Consumer):
    """Waits for room in a full buffer instead of sleeping, looks often while one is full, and lets records gather."""

    logger = FAUST
    # Seconds that a fetch of the other partitions may hold up a buffer that has room again.
    PAUSED_POLL = 0.05

    def __post_init__(self) -> None:
        super().__post_init__()
        self._room = asyncio.Event()
        self._gathered_at = 0.0

    def _new_consumer_thread(self) -> _Thread:
        return _Thread(self, loop=self.loop, beacon=self.beacon)

    def pause(self) -> float:
        """Seconds between two fetches of which the first brought little."""
        raise NotImplementedError

    def on_buffer_drop(self, tp: TP) -> None:
        super().on_buffer_drop(tp)
        self._room.set()

    async def _wait_next_records(self, timeout: float) -> Any:  # noqa: ASYNC109 - Faust's signature
        """A few records at a time would be a request of their own each: what comes within a pause is fetched together."""
        if (pause := self._gathered_at - self.loop.time()) > 0:
            await self.sleep(pause)
        records, active = await self._next_records(timeout)
        few = sum(map(len, (records or {}).values())) < POLL_RECORDS
        self._gathered_at = self.loop.time() + (self.pause() if few else 0.0)
        return records, active

    async def _next_records(self, timeout: float) -> Any:  # noqa: ASYNC109 - as above
        self._room.clear()
        if not self._buffered_partitions:
            return await super()._wait_next_records(timeout)
        if self.flow_active and not self._get_active_partitions():
            await self.wait_first(self._room.wait(), timeout=timeout)
            return {}, set()
        return await super()._wait_next_records(self.PAUSED_POLL)


def build(settings: Settings, data_dir: Path, lease: Lease, pace: Callable[[], float]) -> faust.App:
    """The app with the settings that are known to be safe.

    Raises SettingsError where Faust lacks its Cython build, and for a wrong file of certificate authorities.
    """
    if faust.streams._CStreamIterator is None:  # noqa: SLF001 - without it, events skipped in a rebalance are acked
        raise SettingsError("faust-streaming lacks its compiled extension here; install a wheel of it")
    app = faust.App(
        f"{settings.prefix}dateline",
        broker=[f"kafka://{address.strip()}" for address in settings.bootstrap_servers.split(",")],
        broker_credentials=_credentials(settings),
        datadir=data_dir,
        autodiscover=False,
        web_enabled=False,
        store="memory://",
        topic_disable_leader=True,
        topic_allow_declare=False,
        table_standby_replicas=0,
        consumer_auto_offset_reset="earliest",
        consumer_max_fetch_size=1 << 20,
        broker_max_poll_interval=POLL_INTERVAL,
        broker_max_poll_records=POLL_RECORDS,
        broker_session_timeout=settings.session_timeout,
        broker_heartbeat_interval=settings.session_timeout / 5,
        broker_rebalance_timeout=settings.rebalance_timeout,
        broker_request_timeout=settings.request_timeout,
        broker_commit_interval=1.0,
        stream_buffer_maxsize=BUFFERED_EVENTS,
        stream_wait_empty=True,
        producer_acks=-1,
        producer_linger=0.0,  # the publisher gathers records
        producer_max_batch_size=1 << 18,
        producer_max_request_size=DEAD_LIMIT,
        producer_compression_type="zstd",
        producer_request_timeout=settings.delivery_timeout,
        agent_supervisor=mode.CrashingSupervisor,
    )
    app.finalize()
    app.transport = _transport(app, lease, pace)
    if not isinstance(app.producer, _Producer):
        raise SettingsError("Faust did not take the idempotent producer")
    return app


def declare_agents(app: faust.App, prefix: str, takes: Mapping[str, Take]) -> None:
    """Declare one agent for each stage in `takes`: it hands every message it reads to the stage's `Take`."""

    def source(*topics: Topic) -> Any:
        names = [real_name(prefix, topic) for topic in topics]
        return app.topic(
            *names,
            key_type=bytes,
            value_type=bytes,
            key_serializer="raw",
            value_serializer="raw",
            internal=False,
        )

    if "clean" in takes:

        @app.agent(source(Topic.PAGES_RAW, Topic.PAGES_REPLAY), name="clean")
        async def clean(stream: Any) -> None:
            await _feed(stream, takes["clean"])

    if "identify" in takes:

        @app.agent(source(Topic.ARTICLES_CLEAN), name="identify")
        async def identify(stream: Any) -> None:
            await _feed(stream, takes["identify"])

    if "dedupe" in takes:

        @app.agent(source(Topic.ARTICLES_IDENTIFIED), name="dedupe")
        async def dedupe(stream: Any) -> None:
            await _feed(stream, takes["dedupe"])

    if "tag" in takes:

        @app.agent(source(Topic.ARTICLES_UNIQUE), name="tag")
        async def tag(stream: Any) -> None:
            await _feed(stream, takes["tag"])


async def _feed(stream: Any, take: Take) -> None:
    events: AsyncIterator[Any] = stream.noack().events()
    async for event in events:
        await take(_message(event.message), event.message.generation_id, event.ack)


def _message(record: Any) -> Message:
    """Faust's record as ours. Its timestamp is in seconds; headers keep repeated names (`event.headers` would not)."""
    return Message(
        record.topic,
        record.partition,
        record.offset,
        round(record.timestamp * 1000),
        record.key,
        record.value,
        tuple(record.headers or ()),
    )


async def give(app: faust.App, record: Record) -> "asyncio.Future[object]":
    """Give a record to the app's producer; what is returned is done when the broker has it."""
    seconds = None if record.timestamp is None else record.timestamp / 1000
    try:
        delivery = await app.producer.send(
            record.topic, record.key, record.value, record.partition, seconds, list(record.headers)
        )
    except ProducerSendError as error:
        raise error.__cause__ or error from error
    confirmed: asyncio.Future[object] = asyncio.ensure_future(delivery)
    return confirmed


def _credentials(settings: Settings) -> Any:
    if settings.security_protocol == "PLAINTEXT":
        return None
    context = ssl_context(settings)
    if settings.security_protocol == "SSL":
        return faust.SSLCredentials(context)
    return faust.SASLCredentials(
        username=settings.sasl_username,
        password=settings.sasl_password,
        mechanism=settings.sasl_mechanism,
        ssl_context=context,
    )


Partitions = Iterable[tuple[str, int]]


def on_rebalance(
    app: faust.App,
    assigned: Callable[[Partitions], Awaitable[None]],
    revoked: Callable[[Partitions], Awaitable[None]],
) -> None:
    """Have these called with (topic, partition) pairs.

    `revoked` comes once everything in hand is acked, `assigned` before the first message does.
    """

    @app.on_partitions_assigned.connect(weak=False)
    async def _on_assigned(_app: faust.App, assigned_: set[TP], **_: Any) -> None:
        await assigned((tp.topic, tp.partition) for tp in assigned_)

    @app.on_partitions_revoked.connect(weak=False)
    async def _on_revoked(_app: faust.App, revoked_: set[TP], **_: Any) -> None:
        await revoked((tp.topic, tp.partition) for tp in revoked_)


async def serve(app: faust.App) -> None:
    """Run the app until it is stopped. Raises what crashed it."""
    await app.start()
    await app.wait_until_stopped()
    if app.crash_reason:
        raise app.crash_reason


async def leave(app: faust.App, finish: float, depart: float, abandon: Callable[[], None]) -> int:
    """Stop the app: no new events, `finish` seconds for those in hand, commit, leave the group within `depart` seconds.

    What isn't done by then is abandoned (`abandon` is called, and it comes again elsewhere); returns how many that were.
    """
    stopping = asyncio.ensure_future(app.stop())
    await asyncio.wait([stopping], timeout=finish)
    if stopping.done():
        await stopping
        return 0
    abandon()
    abandoned = len(app.consumer.unacked)
    app.consumer.unacked.clear()  # Faust would wait for them for ever
    await asyncio.wait([stopping], timeout=depart)
    return abandoned


def lag(app: faust.App) -> dict[str, int]:
    """Records between the committed offset and the end, by topic, as far as this worker has fetched."""
    committed = app.monitor.tp_committed_offsets
    behind: dict[str, int] = {}
    for tp, end in app.monitor.tp_end_offsets.items():
        behind[tp.topic] = behind.get(tp.topic, 0) + max(0, (end or 0) - (committed.get(tp) or 0))
    return behind


def producing(app: faust.App) -> bool:
    """Whether the producer is connected."""
    return bool(app.producer.started and not app.producer.should_stop)


def rebalancing(app: faust.App) -> bool:
    """Whether the group is handing its partitions out right now."""
    return bool(app.rebalancing)
