"""A real Apache Kafka for the tests, the demo and `make broker`: fetched once, run on free loopback ports.

    with Broker(nodes=3) as broker:
        ... broker.bootstrap ...
        broker.kill(2)      # kill -9
        broker.restart(2)   # same ports, same data

Nothing outlives the process that started it, however that process ends.
"""

from tests.support.broker.cluster import Broker
from tests.support.broker.errors import BrokerUnavailable
from tests.support.broker.found import FoundBroker, Kafka, open_kafka

__all__ = ["Broker", "BrokerUnavailable", "FoundBroker", "Kafka", "open_kafka"]
