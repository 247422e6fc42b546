"""The app of Faust, kept to the subset that loses nothing, and its four agents.

Faust brings partitions, their messages and the commits. Everything that could lose a page is ours: events are taken
un-acked, in order, and acknowledged by the lanes. What is set here, and why:

- bytes in, bytes out: decoding belongs into the handlers, because Faust acks what it can't decode;
- a transport of our own: see `worker.kafka.transport`;
- a poll interval of weeks: the check is local, and its only effect is to leave the group for good.
"""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable, Mapping
from pathlib import Path
from typing import Any, NamedTuple, Protocol

import faust
import faust.streams
import mode
from faust.exceptions import ProducerSendError
from faust.types import TP

from worker.core.errors import SettingsError
from worker.core.headers import believable
from worker.core.model import Message, Topic
from worker.kafka.clients import ssl_context
from worker.kafka.publisher import Record, refused_by_kafka
from worker.kafka.transport import POLL_RECORDS, Producer, Transport
from worker.runtime.lease import Lease
from worker.settings import Settings
from worker.topics import DEAD_LIMIT, real_name

POLL_INTERVAL = 2_000_000.0  # seconds; see above
BUFFERED_EVENTS = 256  # events of a stage that wait for their lane, over all partitions


class Take(Protocol):
    """What a stage does with a message: put it into its lane. Returns as soon as the lane has room for it."""

    async def __call__(self, message: Message, generation: int, ack: Callable[[], None]) -> None:
        """Take it in."""


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
    app.transport = Transport(app, lease, pace)
    if not isinstance(app.producer, Producer):
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
        believable(round(record.timestamp * 1000)),
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


async def flush(app: faust.App) -> None:
    """Wait until the broker has, or has refused, all that was given to the producer."""
    await app.producer.flush()


async def serve(app: faust.App) -> None:
    """Run the app until it is stopped. Raises what crashed it: Unavailable where that is an error of Kafka's."""
    await app.start()
    await app.wait_until_stopped()
    if error := app.crash_reason:
        raise refused_by_kafka(error)


class Departure(NamedTuple):
    """How a worker left: what it abandoned, and what kept it from leaving in order; "" where nothing did."""

    abandoned: int
    trouble: str


async def leave(app: faust.App, finish: float, depart: float, abandon: Callable[[], None]) -> Departure:
    """Stop the app: no new events, `finish` seconds for those in hand, commit, leave the group within `depart` seconds.

    What isn't done after `finish` is abandoned: `abandon` is called, and it comes again elsewhere.
    """
    stopping = asyncio.ensure_future(app.stop())
    await asyncio.wait([stopping], timeout=finish)
    if stopping.done():
        await stopping
        return Departure(0, "")
    abandon()
    abandoned = len(app.consumer.unacked)
    app.consumer.unacked.clear()  # Faust would wait for them for ever
    await asyncio.wait([stopping], timeout=depart)
    return Departure(abandoned, _trouble(stopping, depart))


def _trouble(stopping: "asyncio.Future[None]", depart: float) -> str:
    if not stopping.done():
        return f"not done {depart:g} s after what was in hand was given up"
    if stopping.cancelled():
        return "cancelled"
    error = stopping.exception()
    return repr(error) if error else ""


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
