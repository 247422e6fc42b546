"""What our parts of Faust are set to, without a broker."""

import pytest
from aiokafka import AIOKafkaConsumer
from faust.transport.drivers.aiokafka import AIOKafkaConsumerThread

from worker.kafka import transport
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
