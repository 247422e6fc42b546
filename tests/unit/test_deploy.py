"""What stands in deploy/ agrees with the rest."""

import http.server
import json
import re
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click
import pytest
import yaml

from tests.support.broker.jars import COORDINATES
from worker import settings
from worker.cli import main
from worker.core import errors
from worker.runtime import deadletters, vitals, watchdog
from worker.telemetry import metrics_table

REPO = Path(__file__).parents[2]
DOCKERFILE = (REPO / "deploy/Dockerfile").read_text()
SERVICES: dict[str, dict[str, Any]] = yaml.safe_load((REPO / "deploy/compose.yaml").read_text())["services"]
RUNBOOK = (REPO / "deploy/runbook.md").read_text()
VARIABLES = {variable for variable, _, _ in settings.table()}


def test_every_setting_in_the_compose_file_and_the_image_is_one_of_ours() -> None:
    named = {name for service in ("topics", "worker") for name in SERVICES[service]["environment"]}
    named |= set(re.findall(r"DATELINE_[A-Z_]+", DOCKERFILE))
    assert named <= VARIABLES
    assert "KAFKA_BOOTSTRAP_SERVERS" in named


def test_the_compose_file_runs_the_kafka_that_the_tests_run() -> None:
    version = re.search(r"kafka_2\.13:([\d.]+)", COORDINATES)
    assert version is not None
    assert SERVICES["kafka"]["image"] == f"apache/kafka:{version[1]}"


def test_workers_start_after_their_topics_and_have_time_to_stop() -> None:
    worker = SERVICES["worker"]
    assert worker["depends_on"] == {"topics": {"condition": "service_completed_successfully"}}
    assert worker["command"] == ["run"]
    assert int(worker["stop_grace_period"].removesuffix("s")) > settings.Settings().shutdown_deadline


def test_nothing_but_the_mounts_is_written() -> None:
    for name in ("topics", "worker"):
        assert SERVICES[name]["read_only"] is True
        assert SERVICES[name]["tmpfs"] == ["/tmp"]
    assert SERVICES["worker"]["volumes"] == ["/var/lib/dateline"]


def test_the_image_is_made_of_what_the_lock_names_and_runs_without_root() -> None:
    installs = re.findall(r"install .*", DOCKERFILE)
    assert all("--require-hashes" in line or "--no-index --no-deps" in line for line in installs)
    last_stage = DOCKERFILE.rpartition("FROM ")[2]
    assert re.search(r"^USER 10001:10001$", last_stage, re.MULTILINE)
    assert not re.search(r"^RUN ", last_stage, re.MULTILINE)


def test_the_runbook_names_settings_metrics_and_commands_that_exist() -> None:
    assert set(re.findall(r"(?:DATELINE|KAFKA)_[A-Z_]+", RUNBOOK)) <= VARIABLES
    exported = {name for name, *_ in metrics_table()}
    assert set(re.findall(r"dateline_\w+", RUNBOOK)) <= exported
    commands = main.list_commands(click.Context(main))
    assert set(re.findall(r"`dateline ([a-z]+)", RUNBOOK)) <= set(commands)


def test_the_runbook_knows_how_a_worker_ends() -> None:
    codes = re.findall(r"^\| (\d+) \|", RUNBOOK, re.MULTILINE)
    assert codes == ["0", "1", "2", str(watchdog.EXIT_CODE), "137"]
    named = set(re.findall(r"error `(\w+)`", RUNBOOK))
    assert named == {deadletters.TooManyDead.__name__, errors.Fenced.__name__}
    timeouts = vitals.Timeouts(beat=1, page=1, progress=1, rebalance=1)
    checks = {check.name for check in vitals.living(vitals.Pulse(at=0), timeouts, 0)}
    assert set(re.findall(r"reason `(\w+)`", RUNBOOK)) == checks


ALERTS = [
    rule
    for group in yaml.safe_load((REPO / "deploy/alerts.yaml").read_text())["groups"]
    for rule in group["rules"]
]
PANELS = json.loads((REPO / "deploy/dashboards/dateline.json").read_text())["panels"]
QUERIES = [rule["expr"] for rule in ALERTS] + [
    target["expr"] for panel in PANELS for target in panel["targets"]
]


@pytest.mark.parametrize("query", QUERIES)
def test_a_query_asks_for_metrics_and_labels_that_exist(query: str) -> None:
    """`le` is a histogram's own label, `instance` is Prometheus's."""
    labels = {name: set(listed.split(", ")) | {"instance"} for name, _, listed, _ in metrics_table()}
    labels |= {
        f"{name}_bucket": labels[name] | {"le"} for name, kind, *_ in metrics_table() if kind == "histogram"
    }
    asked = re.findall(r"dateline_\w+", query)
    known = set.union(*(labels[name] for name in asked))
    grouped = {
        label.strip() for listed in re.findall(r"by \(([^)]*)\)", query) for label in listed.split(",")
    }
    chosen = set(re.findall(r"[{,]\s*(\w+)!?=", query))
    assert (grouped | chosen) - known == set()
    assert query.count("(") == query.count(")")


def test_every_alert_is_in_the_runbook_and_no_other() -> None:
    assert set(re.findall(r"`(Dateline\w+)`", RUNBOOK)) == {rule["alert"] for rule in ALERTS}


@pytest.fixture
def worker_health() -> Iterator[str]:
    """A stand-in for the worker's health server: live but not ready. Its address."""

    class Answers(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            live = self.path == "/livez"
            self.send_response(200 if live else 503)
            self.end_headers()
            self.wfile.write(b"ok" if live else b"no partitions yet")

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the base class names it so
            """Say nothing."""

    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Answers) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"127.0.0.1:{server.server_address[1]}"
        server.shutdown()


def check(address: str, *args: str) -> tuple[int, str]:
    """Run the image's health check as the image does."""
    done = subprocess.run(
        [sys.executable, REPO / "deploy/healthcheck.py", *args],
        env={"DATELINE_HEALTH_ADDRESS": address},
        capture_output=True,
        text=True,
        timeout=30,
        check=False,
    )
    return done.returncode, done.stdout.strip()


def test_the_health_check_asks_whether_the_worker_is_live(worker_health: str) -> None:
    assert check(worker_health) == (0, "ok")


def test_the_health_check_finds_a_worker_that_listens_everywhere(worker_health: str) -> None:
    port = worker_health.rpartition(":")[2]
    assert check(f"0.0.0.0:{port}") == (0, "ok")


def test_the_health_check_tells_why_not(worker_health: str) -> None:
    assert check(worker_health, "/readyz") == (1, "no partitions yet")


def test_the_health_check_fails_where_nobody_answers() -> None:
    code, said = check("127.0.0.1:1")
    assert code == 1
    assert "127.0.0.1:1" in said
