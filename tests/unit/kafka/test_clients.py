"""How the clients are told to reach the cluster, and what becomes of one whose fetching dies."""

import asyncio
import ssl
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from aiokafka.consumer.fetcher import Fetcher
from aiokafka.consumer.subscription_state import SubscriptionState

from worker.core.errors import SettingsError, Unavailable
from worker.kafka import clients, stream, transport
from worker.kafka.clients import check_fetching, connection
from worker.runtime.lease import Lease
from worker.settings import Settings


def test_a_plain_cluster_needs_only_its_addresses() -> None:
    told = connection(Settings(bootstrap_servers="one:9092, two:9092"))
    assert told["bootstrap_servers"] == ["one:9092", "two:9092"]
    assert (told["security_protocol"], told["ssl_context"]) == ("PLAINTEXT", None)


@pytest.mark.parametrize("protocol", ["SSL", "SASL_SSL"])
def test_ssl_checks_certificates(protocol: str) -> None:
    context = connection(Settings(security_protocol=protocol))["ssl_context"]
    assert context.verify_mode is ssl.CERT_REQUIRED
    assert context.check_hostname


def test_sasl_hands_on_who_we_are() -> None:
    settings = Settings(
        security_protocol="SASL_PLAINTEXT",
        sasl_mechanism="SCRAM-SHA-512",
        sasl_username="u",
        sasl_password="p",
    )
    told = connection(settings)
    assert (told["sasl_mechanism"], told["sasl_plain_username"], told["sasl_plain_password"]) == (
        "SCRAM-SHA-512",
        "u",
        "p",
    )


@pytest.mark.parametrize("content", [None, "no certificate"])
def test_a_wrong_file_of_authorities_is_a_wrong_setting(tmp_path: Path, content: str | None) -> None:
    file = tmp_path / "ca.pem"
    if content:
        file.write_text(content)
    with pytest.raises(SettingsError, match=r"DATELINE_SSL_CAFILE=.*ca\.pem"):
        connection(Settings(security_protocol="SSL", ssl_cafile=str(file)))


def test_the_worker_refuses_a_wrong_file_of_authorities_as_the_commands_do(tmp_path: Path) -> None:
    settings = Settings(security_protocol="SASL_SSL", ssl_cafile=str(tmp_path / "none.pem"))
    with pytest.raises(SettingsError, match=r"DATELINE_SSL_CAFILE=.*none\.pem"):
        stream.build(
            settings, tmp_path, Lease(settings.session_timeout, settings.rebalance_timeout), lambda: 0.0
        )


async def fetcher(monkeypatch: pytest.MonkeyPatch, error: Exception | None) -> Any:
    """A fetcher of aiokafka's whose loop has died of `error`, or waits."""

    async def routine(_: Fetcher) -> None:
        if error:
            raise error
        await asyncio.Event().wait()

    monkeypatch.setattr(Fetcher, "_fetch_requests_routine", routine)
    client: Any = SimpleNamespace(_loop=asyncio.get_running_loop(), _metadata_max_age_ms=1_000)
    made: Any = Fetcher(client, SubscriptionState())
    await asyncio.sleep(0)
    return made


@pytest.mark.filterwarnings("ignore:Unclosed AIOKafkaConsumer")
async def test_a_consumer_whose_fetching_has_died_fails(monkeypatch: pytest.MonkeyPatch) -> None:
    """It would wait for ever for what nobody fetches, with nothing in hand that the watchdog could see."""
    dead = await fetcher(monkeypatch, RuntimeError("the handler is closed"))
    consumer = clients._Consumer()
    consumer._fetcher = dead
    with pytest.raises(Unavailable, match="fetching ended"):
        await consumer.getmany(timeout_ms=0)
    thread = object.__new__(transport.ConsumerThread)  # the agents' own, which reads past the consumer
    with pytest.raises(Unavailable, match="fetching ended"):
        await thread._fetch_records(consumer, set(), timeout=0.0)
    assert str(dead._fetch_task.exception()) == "the handler is closed"


async def test_a_consumer_that_fetches_or_was_closed_does_not(monkeypatch: pytest.MonkeyPatch) -> None:
    alive = await fetcher(monkeypatch, None)
    check_fetching(alive)
    await alive.close()
    check_fetching(alive)
