import io
import json
import logging
from collections.abc import Iterator
from dataclasses import fields
from pathlib import Path

import pytest
import structlog
from prometheus_client import CollectorRegistry, generate_latest

from worker.telemetry import Metrics, make_metrics, metrics_table, minute_line, set_up_logging, totals

REPO = Path(__file__).parents[2]


class Terminal(io.StringIO):
    """A stream that a person reads."""

    def isatty(self) -> bool:
        return True


@pytest.fixture(autouse=True)
def _restored_logging() -> Iterator[None]:
    """Leave logging as it was found."""
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    yield
    logging.captureWarnings(False)
    structlog.reset_defaults()
    root.handlers[:] = handlers
    root.setLevel(level)


def test_a_log_line_is_json_where_no_person_reads() -> None:
    """One object a line, with time, level, logger and what was given."""
    stream = io.StringIO()
    set_up_logging("auto", stream)
    structlog.get_logger("dateline").info("assigned", partitions=4)
    line = json.loads(stream.getvalue())
    assert line.pop("timestamp").endswith("Z")
    assert line == {"event": "assigned", "level": "info", "logger": "dateline", "partitions": 4}


def test_a_terminal_gets_readable_lines() -> None:
    """`auto` looks at the stream; `json` and `console` don't."""
    terminal, piped = Terminal(), io.StringIO()
    set_up_logging("auto", terminal)
    structlog.get_logger("dateline").info("assigned", partitions=4)
    assert not terminal.getvalue().startswith("{")
    assert "assigned" in terminal.getvalue()
    set_up_logging("json", terminal := Terminal())
    structlog.get_logger("dateline").info("assigned")
    assert terminal.getvalue().startswith("{")
    set_up_logging("console", piped)
    structlog.get_logger("dateline").info("assigned")
    assert not piped.getvalue().startswith("{")


def test_a_client_that_repeats_itself_is_heard_once_in_ten_seconds(monkeypatch: pytest.MonkeyPatch) -> None:
    """Then it says how often it wanted to speak. What another line of code says is another matter."""
    stream, now = io.StringIO(), [100.0]
    monkeypatch.setattr("time.monotonic", lambda: now[0])
    set_up_logging("json", stream)
    for now[0] in (100.0, 100.1, 109.9, 110.1):
        logging.getLogger("aiokafka").error("Unable connect to node with id %d", 1)
    logging.getLogger("aiokafka").error("Unable to update metadata")
    assert [json.loads(line)["event"] for line in stream.getvalue().splitlines()] == [
        "Unable connect to node with id 1",
        "Unable connect to node with id 1 (and 2 more since the last)",
        "Unable to update metadata",
    ]


@pytest.mark.parametrize("name", ["dateline", "faust.app", "mode.services"])
def test_nobody_else_is_cut_short(name: str) -> None:
    """An agent that crashes after another says so."""
    stream = io.StringIO()
    set_up_logging("json", stream)
    for number in range(3):
        logging.getLogger(name).error("crashed: %d", number)
    assert len(stream.getvalue().splitlines()) == 3


@pytest.mark.parametrize("name", ["aiokafka.consumer", "faust.app", "mode.services"])
def test_the_libraries_are_quiet_but_heard(name: str) -> None:
    """Their warnings come through the same door, their chatter doesn't, and costs nothing."""
    stream = io.StringIO()
    set_up_logging("json", stream)
    logging.getLogger(name).info("chatter")
    logging.getLogger(name).warning("lost %s", "a node")
    (line,) = stream.getvalue().splitlines()
    assert json.loads(line)["event"] == "lost a node"
    assert not logging.getLogger(name).isEnabledFor(logging.INFO)


@pytest.mark.parametrize("form", ["json", "console"])
def test_a_traceback_holds_no_variables(form: str) -> None:
    """Pages and passwords stay out of the log."""
    stream = io.StringIO()
    set_up_logging(form, stream)
    try:
        _log_in("hunter2" + "!")
    except ValueError:
        structlog.get_logger("dateline").exception("failing")
    assert "ValueError: broken" in stream.getvalue()
    assert "hunter2!" not in stream.getvalue()


def _log_in(password: str) -> None:
    raise ValueError("broken")


def test_every_metric_of_the_table_is_on_the_page() -> None:
    """Name, kind and meaning as documented; made afresh on each registry."""
    registry = CollectorRegistry()
    make_metrics(registry)
    make_metrics(CollectorRegistry())
    page = generate_latest(registry).decode()
    for name, kind, _, meaning in metrics_table():
        assert f"# HELP {name} {meaning}" in page
        assert f"# TYPE {name} {kind}" in page


def test_the_line_of_a_minute() -> None:
    """Rates over the time between, counts since, levels now."""
    metrics = make_metrics(CollectorRegistry())
    metrics.messages.labels("clean").inc(1000)
    metrics.fates.labels("clean", "rejected", "empty").inc(5)
    before = totals(metrics, at=100.0)
    metrics.messages.labels("clean").inc(90)
    metrics.messages.labels("tag").inc(30)
    metrics.fates.labels("tag", "published", "").inc(28)
    metrics.fates.labels("clean", "rejected", "too_short").inc(2)
    metrics.child_restarts.labels("crash").inc()
    metrics.lag.labels("pages.raw").set(12)
    metrics.in_flight.labels("clean").set(64)
    assert minute_line(before, totals(metrics, at=160.0)) == {
        "per_second": {"clean": 1.5, "tag": 0.5},
        "fates": {"rejected": 2, "published": 28},
        "restarts": {"crash": 1},
        "lag": {"pages.raw": 12},
        "in_flight": {"clean": 64},
    }


def test_what_a_library_mends_by_itself_is_no_error() -> None:
    """The group's first start finds no coordinator for a moment: information. Anything else of it stays an error."""
    stream = io.StringIO()
    set_up_logging("json", stream)
    logger = logging.getLogger("aiokafka.consumer.group_coordinator")
    logger.error("Group Coordinator Request failed: %s", "[Error 15] not available")
    logger.error("Unexpected error")
    lines = [json.loads(line) for line in stream.getvalue().splitlines()]
    assert [(line["level"], line["event"]) for line in lines] == [
        ("info", "Group Coordinator Request failed: [Error 15] not available"),
        ("error", "Unexpected error"),
    ]


def test_every_metric_is_set_somewhere() -> None:
    """One that is only described would show 0 for ever, and an alert on it would never come."""
    sources = [path.read_text() for path in (REPO / "worker").rglob("*.py") if path.name != "telemetry.py"]
    names = [field.name for field in fields(Metrics)]
    assert [name for name in names if not any(f"etrics.{name}." in source for source in sources)] == []
