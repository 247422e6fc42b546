"""Fixtures for all tests: a Kafka for the session, and Kafkas that a test may break."""

import asyncio
import os
import signal
from collections.abc import Iterator, Mapping
from contextlib import ExitStack
from typing import Any, NoReturn, Protocol
from uuid import uuid4

import pytest
from hypothesis import settings

from tests.support import workers
from tests.support.broker import Broker, BrokerUnavailable, Kafka, open_kafka
from tests.support.deployment import Deployment
from tests.support.shares import Shares
from tests.support.verify import invalid
from tests.support.warm import Warm
from worker.kafka import admin
from worker.settings import Settings


class MakeBroker(Protocol):
    """Makes a broker of so many nodes, with Kafka settings of its own."""

    def __call__(self, nodes: int, settings: Mapping[str, str] | None = None) -> Broker:
        """Make it."""


# A property that holds slowly on a busy machine still holds.
settings.register_profile("dateline", deadline=None)
settings.load_profile("dateline")


# A shell that starts us in the background has Ctrl-C ignored, and what we start would inherit that.
signal.signal(signal.SIGINT, signal.default_int_handler)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """What needs Kafka comes first: it waits half of its time, and what is after it fills the cores meanwhile."""
    items.sort(key=lambda item: item.get_closest_marker("integration") is None)


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> Shares | None:
    """Of several processes each gets the tests of whole modules, and two of them what needs Kafka."""
    return Shares(config, log) if config.getoption("dist") == "loadfile" else None


@pytest.fixture(scope="session", autouse=True)
def warmed() -> Iterator[None]:
    """Tests fork their workers from one process, which is started with the first of them."""
    workers.warm = Warm()
    yield
    workers.warm.close()
    workers.warm = None


@pytest.fixture
def started_cold(monkeypatch: pytest.MonkeyPatch) -> None:
    """For tests of the start itself: workers are started as users start them."""
    monkeypatch.setattr(workers, "warm", None)


@pytest.fixture(scope="session")
def kafka() -> Iterator[Kafka]:
    """The Kafka of the session: the one at KAFKA_BOOTSTRAP_SERVERS, else one of our own. Not to be stopped."""
    with ExitStack() as stack:
        try:
            found = stack.enter_context(open_kafka(os.environ))
        except BrokerUnavailable as error:
            give_up(str(error))
        yield found


@pytest.fixture
def make_broker() -> Iterator[MakeBroker]:
    """Makes brokers of so many nodes that the test may stop, kill and restart; they end with the test."""
    with ExitStack() as stack:

        def make(nodes: int, settings: Mapping[str, str] | None = None) -> Broker:
            try:
                return stack.enter_context(Broker(nodes=nodes, settings=settings))
            except BrokerUnavailable as error:
                give_up(str(error))

        yield make


@pytest.fixture
def broker_of_my_own(make_broker: MakeBroker) -> Broker:
    """A broker of one node that the test may stop, kill and restart."""
    return make_broker(1)


@pytest.fixture
def topics(kafka: Broker, request: pytest.FixtureRequest) -> Deployment:
    """A deployment with its topics made, under a prefix of its own."""
    name = request.node.name.removeprefix("test_")[:30].strip("_[]")
    made = Deployment(kafka.bootstrap, f"{name}-{uuid4().hex[:8]}.")
    asyncio.run(admin.create(Settings.from_env(made.environ)))
    return made


@pytest.fixture
def deployment(topics: Deployment) -> Iterator[Deployment]:
    """The same for tests in which workers write: whatever they wrote must be valid."""
    yield topics
    assert invalid(topics.ledger()) == []


def give_up(reason: str) -> NoReturn:
    """Skip for this reason; where CI=true, fail: there nothing may be left untried."""
    if os.environ.get("CI") == "true":
        pytest.fail(reason)
    pytest.skip(reason)
