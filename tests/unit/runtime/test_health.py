import json
import socket
from collections.abc import Iterator
from http.client import HTTPConnection

import pytest
from prometheus_client import CollectorRegistry

from worker.core.errors import SettingsError, Unavailable
from worker.runtime import health
from worker.runtime.health import HealthServer, application
from worker.runtime.vitals import Pulse, Timeouts, Vitals
from worker.telemetry import make_metrics

LOOPBACK = "127.0.0.1"


class Served:
    """A health server on a free port, with vitals whose clock the test sets."""

    def __init__(self) -> None:
        self.now = 0.0
        self.vitals = Vitals(Timeouts(beat=5, page=50, progress=150, rebalance=60), lambda: self.now)
        self.registry = CollectorRegistry()
        self.server = HealthServer(f"{LOOPBACK}:{free_port()}", application(self.vitals, self.registry))
        self.server.start()

    def get(self, path: str) -> tuple[int, str]:
        """Status and body of a page."""
        connection = HTTPConnection(self.server.address, timeout=30)
        try:
            connection.request("GET", path)
            response = connection.getresponse()
            return response.status, response.read().decode()
        finally:
            connection.close()


def free_port() -> int:
    """A port that is free now."""
    with socket.create_server((LOOPBACK, 0)) as probe:
        return int(probe.getsockname()[1])


@pytest.fixture
def served() -> Iterator[Served]:
    """A running server, stopped at the end."""
    served = Served()
    yield served
    served.server.stop()


def test_livez_says_what_hangs(served: Served) -> None:
    """200 with every check while the loop beats; 503 with the reason when it doesn't."""
    status, body = served.get("/livez")
    assert status == 200
    assert json.loads(body)["ok"] is True
    served.now = 9.0  # nobody beats any more: the loop hangs
    status, body = served.get("/livez")
    answer = json.loads(body)
    assert status == 503
    assert answer["failed"] == ["loop: the event loop last beat 9.0 s ago (limit 5 s)"]
    assert set(answer["checks"]) == {"loop", "page", "rebalance", "progress"}
    assert answer["checks"]["page"] == {"ok": True, "found": "nothing going on"}


def test_readyz_waits_for_the_group_and_the_producer(served: Served) -> None:
    """A worker that starts is alive before it is ready."""
    assert served.get("/livez")[0] == 200
    assert served.get("/readyz")[0] == 503
    served.vitals.beat(Pulse(at=0, assigned=True, producing=True))
    assert served.get("/readyz")[0] == 200


def test_metrics_are_prometheus_text(served: Served) -> None:
    """What is counted on the registry is on the page."""
    make_metrics(served.registry).messages.labels("clean").inc(3)
    status, body = served.get("/metrics")
    assert status == 200
    assert 'dateline_messages_total{stage="clean"} 3.0' in body.splitlines()


def test_another_path_says_which_there_are(served: Served) -> None:
    """404 with the paths."""
    status, body = served.get("/")
    assert status == 404
    assert json.loads(body) == {"paths": ["/livez", "/readyz", "/metrics"]}


def test_a_client_that_says_nothing_holds_up_nobody(served: Served) -> None:
    """Each connection has its own thread."""
    host, port = served.server.address.split(":")
    with socket.create_connection((host, int(port))):
        assert served.get("/livez")[0] == 200


def test_a_taken_port_gives_the_next_free_one(served: Served) -> None:
    """Two workers on one machine both have their pages."""
    second = HealthServer(served.server.address, application(served.vitals, served.registry))
    try:
        port, asked = (int(address.split(":")[1]) for address in (second.address, served.server.address))
        assert asked < port < asked + health.PORTS
    finally:
        second.stop()


def test_ports_that_are_all_taken_are_told(served: Served, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing is wrong with the setting, but it has to be another one."""
    monkeypatch.setattr(health, "PORTS", 1)
    with pytest.raises(Unavailable, match="set DATELINE_HEALTH_ADDRESS to one that is free"):
        HealthServer(served.server.address, application(served.vitals, served.registry))


@pytest.mark.parametrize("host", ["192.0.2.1", "no.such.host.invalid"])
def test_an_address_of_another_machine_is_a_wrong_setting(host: str) -> None:
    vitals = Vitals(Timeouts(beat=5, page=50, progress=150, rebalance=60), lambda: 0.0)
    with pytest.raises(
        SettingsError, match=f"^DATELINE_HEALTH_ADDRESS={host}:8080 is no address of this mach"
    ):
        HealthServer(f"{host}:8080", application(vitals, CollectorRegistry()))
