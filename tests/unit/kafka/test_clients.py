"""How the clients are told to reach the cluster."""

import ssl
from pathlib import Path

import pytest

from worker.core.errors import SettingsError
from worker.kafka import stream
from worker.kafka.clients import connection
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
        stream.build(settings, tmp_path, Lease(settings.session_timeout), lambda: 0.0)
