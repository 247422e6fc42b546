"""A Kafka that doesn't let everybody in: the worker and the commands get in with what the settings say."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.conftest import give_up
from tests.support.broker import Broker, BrokerUnavailable
from tests.support.broker.secured import Secured, secured
from tests.support.deployment import Deployment
from tests.support.pages import page
from tests.support.workers import wait_for, workers

pytestmark = pytest.mark.integration


ENTRANCES = [
    ("SASL_PLAINTEXT", "PLAIN"),
    ("SSL", "PLAIN"),
    ("SASL_SSL", "SCRAM-SHA-256"),
    ("SASL_SSL", "SCRAM-SHA-512"),
]


@pytest.fixture(params=ENTRANCES, ids="-".join)
def entrance(request: pytest.FixtureRequest, tmp_path: Path) -> Secured:
    """The settings of a broker that speaks this protocol, and those of its clients."""
    protocol, mechanism = request.param
    return secured(protocol, mechanism, tmp_path)


@pytest.fixture
def guarded(entrance: Secured) -> Iterator[Broker]:
    """That broker."""
    try:
        with Broker(settings=entrance.broker, logins=entrance.logins) as broker:
            yield broker
    except BrokerUnavailable as error:
        give_up(str(error))


def test_a_page_goes_through_a_broker_that_asks_who_is_there(
    entrance: Secured, guarded: Broker, tmp_path: Path
) -> None:
    """Topics are made, a page is loaded, comes out, is audited and read; without the settings nobody gets in."""
    made = Deployment(guarded.bootstrap, "safe.", **entrance.client)
    source = tmp_path / "page.jsonl"
    source.write_bytes(page(1).value() + b"\n")
    made.dateline("topics", "create")
    made.dateline("load", str(source))
    with workers(tmp_path, made.environ) as crew:
        wait_for(lambda: made.dateline("audit", check=False).returncode == 0, 120, crew[0].tail, 1)
        assert crew[0].stop() == 0, crew[0].tail()
    shown = made.dateline("watch", "articles.tagged", "--from-beginning", "--limit", "1", "--json")
    assert page(1).title in shown.stdout
    stranger = Deployment(guarded.bootstrap, "safe.", DATELINE_BROKER_WAIT="1")
    refused = stranger.dateline("audit", check=False)
    assert refused.returncode == 1
    assert guarded.bootstrap in refused.stderr
