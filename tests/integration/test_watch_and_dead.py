"""What reads topics back: watch and the dead letters, on a real Kafka."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.deployment import Deployment
from tests.support.kafka import counts, produce_at, produce_whole, read_all
from worker.core import headers
from worker.core.errors import PoisonPage
from worker.core.model import Message, Topic
from worker.runtime.deadletters import dead_letter

pytestmark = pytest.mark.integration
REPO = Path(__file__).parents[2]


EVENTS = [
    (
        f"{n}".encode(),
        json.dumps({"title": f"Story {n}"}).encode(),
        [("ce_countries", codes), ("ce_leaders", leaders), ("ce_type", b"dateline.article.new.v1")],
    )
    for n, (codes, leaders) in enumerate(
        [(b"FR,US", b"Q3052772"), (b"US", b""), (b"FR", b""), (b"", b"Q3052772,Q7747")]
    )
]


@pytest.fixture
def tagged(topics: Deployment) -> Deployment:
    """A deployment with some events."""
    produce_whole(topics.bootstrap, topics.name(Topic.ARTICLES_TAGGED), EVENTS)
    return topics


FILTERS = [
    (["--country", "fr", "--limit", "2"], {"Story 0", "Story 2"}),
    (["--leader", "Q3052772", "--limit", "2"], {"Story 0", "Story 3"}),
    (["--country", "FR", "--leader", "Q3052772", "--limit", "1"], {"Story 0"}),
]


def test_watch_filters_by_headers(tagged: Deployment) -> None:
    for options, titles in FILTERS:
        done = tagged.dateline("watch", "articles.tagged", "--from-beginning", "--json", *options)
        assert {json.loads(line)["body"]["title"] for line in done.stdout.splitlines()} == titles


def test_watch_shows_a_line_a_record(tagged: Deployment) -> None:
    lines = tagged.dateline(
        "watch", "articles.tagged", "--from-beginning", "--limit", "4"
    ).stdout.splitlines()
    assert [line.split()[-1] for line in sorted(lines, key=lambda line: line.split()[-1])] == [
        "0",
        "1",
        "2",
        "3",
    ]
    assert any("FR, US" in line and "new" in line for line in lines)


@pytest.fixture
def watching(tagged: Deployment) -> Iterator["subprocess.Popen[str]"]:
    """A watch that has shown four records and waits for the fifth."""
    environ = {**os.environ, **tagged.environ}
    command = [sys.executable, "-m", "worker", "watch", "articles.tagged", "--from-beginning"]
    process = subprocess.Popen(
        command, cwd=REPO, env=environ, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )
    try:
        assert process.stdout is not None
        for _ in range(4):
            assert process.stdout.readline()
        yield process
    finally:
        process.kill()
        process.communicate()


def test_watch_ends_cleanly_on_ctrl_c(watching: "subprocess.Popen[str]") -> None:
    watching.send_signal(signal.SIGINT)
    _, errors = watching.communicate(timeout=20)
    assert (watching.returncode, errors) == (0, "")


def test_watch_ends_cleanly_when_its_reader_goes_away(watching: "subprocess.Popen[str]") -> None:
    """Also when nothing more comes that would be written."""
    assert watching.stdout is not None
    assert watching.stderr is not None
    watching.stdout.close()
    assert watching.wait(timeout=20) == 0
    assert watching.stderr.read() == ""


# ── dead letters ────────────────────────────────────────────────────────────────────────────────────────────


def put_dead_letter(topics: Deployment, message: Message, error: str, stage: str) -> None:
    """Put a message on `pages.dead` as the worker does."""
    (letter,) = dead_letter(message, PoisonPage(error, f"{error} on purpose"), stage).outputs
    produce_whole(
        topics.bootstrap,
        topics.name(Topic.PAGES_DEAD),
        [(letter.key, letter.value, list(letter.headers))],
    )


@pytest.fixture
def with_letters(topics: Deployment) -> Deployment:
    """A deployment with a dead letter of clean and one of tag."""
    raw, unique = topics.name(Topic.PAGES_RAW), topics.name(Topic.ARTICLES_UNIQUE)
    page = Message(raw, 0, 3, 1_795_000_000_000, b"u", b"<p>raw\xff</p>", (("content-type", b"text/html"),))
    facts = (
        (headers.ORIGIN, f"{raw}:1:4".encode()),
        (headers.ORIGIN_TIME, b"1795000000001"),
        ("ce_kind", b"new"),
    )
    article = Message(unique, 1, 9, 1_795_000_000_002, b"article", b'{"title": "T"}', facts)
    put_dead_letter(topics, page, "timeout", "clean")
    put_dead_letter(topics, article, "crash", "tag")
    return topics


def test_dead_letters_are_listed_and_shown(with_letters: Deployment) -> None:
    raw = with_letters.name(Topic.PAGES_RAW)
    lines = [json.loads(line) for line in with_letters.dateline("dead", "list", "--json").stdout.splitlines()]
    found = {
        line["stage"]: (line["error"], line["message"], line["origin"], line["redriven"]) for line in lines
    }
    assert found == {
        "clean": ("timeout", "timeout on purpose", f"{raw}:0:3", None),
        "tag": ("crash", "crash on purpose", f"{raw}:1:4", None),
    }
    assert len(with_letters.dateline("dead", "list", "--error", "crash").stdout.splitlines()) == 1
    (place,) = [f"{line['partition']}:{line['offset']}" for line in lines if line["stage"] == "clean"]
    shown = with_letters.dateline("dead", "show", place).stdout
    assert "__connect.errors.exception.class.name: timeout" in shown
    raw_value = subprocess.run(
        [sys.executable, "-m", "worker", "dead", "show", place, "--raw"],
        cwd=REPO,
        env={**os.environ, **with_letters.environ},
        capture_output=True,
        check=True,
        timeout=60,
    ).stdout
    assert raw_value == b"<p>raw\xff</p>"
    missing = with_letters.dateline("dead", "show", "0:999", check=False)
    assert (missing.returncode, "no dead letter at" in missing.stderr) == (1, True)


def test_a_range_finds_letters_in_whatever_order_they_stand(topics: Deployment) -> None:
    """A letter has its message's time, not that of its death."""
    now, hour = time.time_ns() // 1_000_000, 3_600_000
    letters = [(now - hours * hour, f"{hours} hours".encode()) for hours in (5, 1, 3, 6)]
    produce_at(topics.bootstrap, topics.name(Topic.PAGES_DEAD), letters)
    for options, offsets in ((["--until", "2h"], [0, 2, 3]), (["--since", "4h", "--until", "2h"], [2])):
        lines = topics.dateline("dead", "list", "--json", *options).stdout.splitlines()
        assert [json.loads(line)["offset"] for line in lines] == offsets


def test_redrive_sends_each_letter_once_where_it_belongs(with_letters: Deployment) -> None:
    """A letter of clean comes through `pages.replay` with its origin, one of tag past identify and dedupe, as it was."""
    assert "would send 1" in with_letters.dateline("dead", "redrive", "--all", "--dry-run").stderr
    targets = [with_letters.name(topic) for topic in (Topic.PAGES_REPLAY, Topic.ARTICLES_CLEAN)]
    assert set(counts(with_letters.bootstrap, targets).values()) == {0}
    with_letters.dateline("dead", "redrive", "--error", "timeout")
    again = with_letters.dateline("dead", "redrive", "--all")
    assert "left out 1 redriven before" in again.stderr
    with_letters.dateline("dead", "redrive", "--all")
    (replayed,), (article,) = (read_all(with_letters.bootstrap, target) for target in targets)
    assert (replayed.key, replayed.value) == (b"u", b"<p>raw\xff</p>")
    values = headers.as_dict(replayed.headers)
    assert values.pop(headers.REPLAY_ID).startswith("redrive-")
    assert values == {
        "content-type": "text/html",
        headers.ORIGIN: f"{with_letters.name(Topic.PAGES_RAW)}:0:3",
        headers.ORIGIN_TIME: "1795000000000",
    }
    assert (article.key, article.value) == (b"article", b'{"title": "T"}')
    assert set(headers.as_dict(article.headers)) == {headers.ORIGIN, headers.ORIGIN_TIME, headers.REPLAY_ID}
    with_letters.dateline("dead", "redrive", "--all", "--again")
    assert set(counts(with_letters.bootstrap, targets).values()) == {2}


@pytest.fixture
def with_retraction(with_letters: Deployment) -> Deployment:
    """A dead retraction besides."""
    facts = ((headers.ORIGIN, b"x:0:1"), (headers.ORIGIN_TIME, b"1795000000001"), ("ce_kind", b"retracted"))
    unique = with_letters.name(Topic.ARTICLES_UNIQUE)
    message = Message(unique, 0, 7, 1_795_000_000_003, b"article", b'{"title": "T"}', facts)
    put_dead_letter(with_letters, message, "crash", "tag")
    return with_letters


def test_a_retraction_is_sent_again_only_where_it_is_named(with_retraction: Deployment) -> None:
    """Nobody knows whether its page was published anew meanwhile: it would take that back. The list tells it from a page."""
    listed = [
        json.loads(line) for line in with_retraction.dateline("dead", "list", "--json").stdout.splitlines()
    ]
    (place,) = [f"{line['partition']}:{line['offset']}" for line in listed if line["what"] == "retraction"]
    assert [line["what"] for line in listed].count("page") == 2
    lines = with_retraction.dateline("dead", "list").stdout.splitlines()
    (shown,) = (line for line in lines if " retraction " in line)
    assert shown.startswith(f"{place} ")
    targets = [with_retraction.name(topic) for topic in (Topic.ARTICLES_CLEAN, Topic.ARTICLES_UNIQUE)]
    for which in ("--all", "--error=crash"):
        said = with_retraction.dateline("dead", "redrive", which, "--again").stderr
        assert f"left out 1 retraction: {place}\n" in said
    assert list(counts(with_retraction.bootstrap, targets).values()) == [2, 0]
    with_retraction.dateline("dead", "redrive", place)
    (retraction,) = read_all(with_retraction.bootstrap, targets[1])
    assert headers.as_dict(retraction.headers)["ce_kind"] == "retracted"


@pytest.mark.parametrize("args", [[], ["nonsense"]])
def test_redrive_wants_to_know_which(args: list[str]) -> None:
    done = Deployment("127.0.0.1:9", "x.").dateline("dead", "redrive", *args, check=False)
    assert done.returncode == 2
    assert "PARTITION:OFFSET" in done.stderr
