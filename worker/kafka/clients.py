"""aiokafka's producers, consumers and admin clients as Dateline needs them, built nowhere else.

Each is a context manager: it waits for a broker, starts the client, and stops it whatever happens inside.
"""

import asyncio
import logging
import ssl
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager
from typing import Any, Protocol

from aiokafka import AIOKafkaConsumer, AIOKafkaProducer
from aiokafka.admin import AIOKafkaAdminClient
from aiokafka.client import AIOKafkaClient
from aiokafka.errors import KafkaError

from worker.core.errors import SettingsError, Unavailable
from worker.core.model import Topic
from worker.kafka.records import read_any_name
from worker.settings import Settings, variable_of
from worker.topics import DEAD_LIMIT, real_name

RETRY = 0.5  # seconds between two tries to reach a broker
PROBE = 5.0  # seconds that one try may take
LINGER_MS = 10
BATCH_BYTES = 1 << 18
FETCH_BYTES = 4 << 20  # of a partition at once: raw pages are large, and several partitions are read
# ms that a fetch waits at the broker for a first record. aiokafka leaves partitions whose records aren't taken yet out of a
# fetch and begins no second one before that has ended: a long wait would hold up what comes for them meanwhile.
FETCH_WAIT = 500

Tell = Callable[[str], None]  # where a line for a person goes


class Client(Protocol):
    """What all of aiokafka's clients share."""

    async def start(self) -> None:
        """Connect."""


def connection(settings: Settings) -> dict[str, Any]:
    """How to reach the cluster, as keyword arguments of any aiokafka client."""
    return {
        "bootstrap_servers": [address.strip() for address in settings.bootstrap_servers.split(",")],
        "request_timeout_ms": round(settings.request_timeout * 1000),
        "security_protocol": settings.security_protocol,
        "ssl_context": ssl_context(settings),
        "sasl_mechanism": settings.sasl_mechanism,
        "sasl_plain_username": settings.sasl_username or None,
        "sasl_plain_password": settings.sasl_password or None,
    }


async def reach(settings: Settings, wait: float, tell: Tell) -> None:
    """Return as soon as a broker answers. Says once that it waits; raises Unavailable after `wait` seconds."""
    deadline = time.monotonic() + wait
    waiting = False
    with _quiet():
        while not await _answers(settings):
            if time.monotonic() >= deadline:
                raise Unavailable(_absent(settings, wait))
            if not waiting:
                tell(f"no Kafka answers at {settings.bootstrap_servers} yet; trying for {wait:g} s")
                waiting = True
            await asyncio.sleep(min(RETRY, max(0.0, deadline - time.monotonic())))


async def require(settings: Settings, *topics: Topic) -> dict[str, int]:
    """The partitions of these topics, by real name.

    Raises Unavailable where one isn't there: sending to it, or reading it, would only hang.
    """
    names = [real_name(settings.prefix, topic) for topic in topics]
    async with admin(settings) as client:
        missing = sorted(set(names) - set(await client.list_topics()))
        if missing:
            them = "it" if len(missing) == 1 else "them"
            raise Unavailable(
                f"no topic {', '.join(missing)} on this cluster; make {them} with `dateline topics create`"
            )
        return {topic["topic"]: len(topic["partitions"]) for topic in await client.describe_topics(names)}


async def partitions_of(settings: Settings, topic: str) -> tuple[str, int]:
    """Real name and partitions of a topic given by its plain name, or by its full one. Raises Unavailable where it isn't there."""
    if topic in list(Topic):
        (found,) = (await require(settings, Topic(topic))).items()
        return found
    async with admin(settings) as client:
        described = await client.describe_topics([topic]) if topic in await client.list_topics() else []
    if not described:
        raise Unavailable(f"no topic {topic} on this cluster; plain names are {', '.join(Topic)}")
    return topic, len(described[0]["partitions"])


@asynccontextmanager
async def producer(settings: Settings) -> AsyncIterator[Any]:
    """A producer that loses and repeats nothing: acks=all, idempotent; zstd; large enough for any topic of ours."""
    client = AIOKafkaProducer(
        **connection(settings) | {"request_timeout_ms": round(settings.delivery_timeout * 1000)},
        acks="all",
        enable_idempotence=True,
        compression_type="zstd",
        linger_ms=LINGER_MS,
        max_batch_size=BATCH_BYTES,
        max_request_size=DEAD_LIMIT,
    )
    async with _started(client, client.stop):
        yield client


@asynccontextmanager
async def consumer(settings: Settings) -> AsyncIterator[Any]:
    """A consumer without a group: nothing is committed and nothing is left behind on the cluster."""
    read_any_name()
    client = _Consumer(
        **connection(settings),
        group_id=None,
        enable_auto_commit=False,
        auto_offset_reset="earliest",
        max_partition_fetch_bytes=FETCH_BYTES,
        fetch_max_wait_ms=FETCH_WAIT,
    )
    async with _started(client, client.stop):
        await asyncio.sleep(
            0
        )  # its tasks begin: one that is stopped before it has begun raises CancelledError
        yield client


@asynccontextmanager
async def admin(settings: Settings) -> AsyncIterator[Any]:
    """An admin client. It repeats a request that a broker didn't answer, so only idempotent ones may go through it."""
    client = _Admin(**connection(settings))
    with _quiet():
        async with _started(client, client.close):
            yield client


class _Consumer(AIOKafkaConsumer):
    """Fails once its fetching has."""

    async def getmany(self, *partitions: Any, **options: Any) -> Any:
        check_fetching(self._fetcher)
        return await super().getmany(*partitions, **options)


def check_fetching(fetcher: Any) -> None:
    """Raise Unavailable where aiokafka's loop of fetches has died: nothing comes any more, and nothing else says so."""
    if fetcher._fetch_task.done() and not fetcher._closed:  # noqa: SLF001 - it tells nobody
        raise Unavailable("Kafka: fetching ended with an error that the log has")


class _Admin(AIOKafkaAdminClient):
    """Asks another broker where one doesn't answer: the stock client takes one at random, one that has just died too."""

    async def _send_request(self, request: Any, node_id: int | None = None) -> Any:
        deadline = time.monotonic() + PROBE
        while True:
            try:
                return await super()._send_request(request, node_id)
            except KafkaError as error:
                if not error.retriable or time.monotonic() >= deadline:
                    raise
            await asyncio.sleep(RETRY)


@asynccontextmanager
async def _started(client: Client, stop: Callable[[], Awaitable[None]]) -> AsyncIterator[None]:
    try:
        await client.start()
        yield
    except KafkaError as error:
        raise Unavailable(f"Kafka: {error}") from error
    except TimeoutError as error:
        raise Unavailable("Kafka: a broker did not answer in time; are all of them up?") from error
    finally:
        await stopped(stop)


async def stopped(stop: Callable[[], Awaitable[None]]) -> None:
    """Stop a client. One whose broker is gone ends the task that waits to try again, and takes that for its own cancellation."""
    task = asyncio.current_task()
    try:
        await stop()
    except asyncio.CancelledError:
        if task and task.cancelling():
            raise


@contextmanager
def _quiet() -> Iterator[None]:
    """Without aiokafka's log line for every failed try: what matters is raised, and said once."""
    logger = logging.getLogger("aiokafka")
    level = logger.level
    logger.setLevel(logging.CRITICAL)
    try:
        yield
    finally:
        logger.setLevel(level)


async def _answers(settings: Settings) -> bool:
    client = AIOKafkaClient(**connection(settings))
    try:
        await asyncio.wait_for(client.bootstrap(), PROBE)
    except (KafkaError, TimeoutError):
        return False
    else:
        return True
    finally:
        await client.close()


def _absent(settings: Settings, wait: float) -> str:
    return (
        f"no Kafka answered at {settings.bootstrap_servers} for {wait:g} s; set KAFKA_BOOTSTRAP_SERVERS "
        "(and DATELINE_SECURITY_PROTOCOL, DATELINE_SASL_…), or start one: `make broker`"
    )


def ssl_context(settings: Settings) -> ssl.SSLContext | None:
    """What checks the brokers' certificates; None without SSL. Raises SettingsError for a wrong file of authorities."""
    if not settings.security_protocol.endswith("SSL"):
        return None
    try:
        return ssl.create_default_context(cafile=settings.ssl_cafile or None)
    except OSError as error:
        raise SettingsError(
            f"{variable_of('ssl_cafile')}={settings.ssl_cafile}: {error.strerror or error}"
        ) from error
