"""The Kafka to use: the one that the environment names, else one of our own."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Protocol

from tests.support.broker.cluster import Broker

VARIABLE = "KAFKA_BOOTSTRAP_SERVERS"


class Kafka(Protocol):
    """What every test may rely on; only a `Broker` can be stopped."""

    @property
    def bootstrap(self) -> str:
        """Addresses of its nodes, comma separated."""


@dataclass(frozen=True, slots=True)
class FoundBroker:
    """A Kafka that somebody else runs."""

    bootstrap: str


@contextmanager
def open_kafka(environ: Mapping[str, str]) -> Iterator[Kafka]:
    """The Kafka at KAFKA_BOOTSTRAP_SERVERS, else a broker of one node that ends with the block."""
    if found := environ.get(VARIABLE):
        yield FoundBroker(found)
        return
    with Broker() as broker:
        yield broker
