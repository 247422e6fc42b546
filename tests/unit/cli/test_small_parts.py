"""The small parts of the commands: times, rows read ahead, lines of records, what a redrive sends."""

import io
import json
import re
import threading
from collections.abc import Iterator
from datetime import UTC, datetime

import click
import pytest

from worker.cli.feed import feed
from worker.cli.progress import _Bar, _Plain, progress, size_of
from worker.cli.records import as_line, as_object, cut
from worker.cli.times import TIME, shown
from worker.core.model import Message, Topic
from worker.core.redrive import letter_of, send_again
from worker.kafka.audit import Books
from worker.kafka.ranges import Stretch

# ── times ───────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    "text, millis",
    [
        ("1970-01-02", 86_400_000),
        ("1970-01-01T00:00:01", 1000),
        ("1970-01-01T01:00:00+01:00", 0),
        ("1970-01-01T00:00:00.250Z", 250),
    ],
)
def test_a_time_without_a_zone_is_utc(text: str, millis: int) -> None:
    assert TIME.convert(text, None, None) == millis


def test_a_span_counts_back_from_now() -> None:
    now = datetime.now(UTC).timestamp() * 1000
    assert now - TIME.convert("2h", None, None) == pytest.approx(7_200_000, abs=60_000)


@pytest.mark.parametrize("text", ["", "soon", "h", "2024-13-01", "-3d", "²d", "99999999999d"])
def test_what_is_no_time_says_how_to_write_one(text: str) -> None:
    with pytest.raises(click.BadParameter, match="is no time; write 2024-06-20"):
        TIME.convert(text, None, None)


def test_a_time_is_shown_in_utc() -> None:
    assert shown(1_700_000_000_123) == "2023-11-14 22:13:20"


@pytest.mark.parametrize("millis", [-1, 10**17])
def test_a_record_without_a_usable_time_is_shown_all_the_same(millis: int) -> None:
    """Kafka takes any number for a timestamp."""
    assert shown(millis) == "1970-01-01 00:00:00"


# ── rows read ahead ─────────────────────────────────────────────────────────────────────────────────────────


async def test_rows_come_in_order_and_no_more_than_asked_are_read_ahead() -> None:
    read: list[int] = []
    stopped = threading.Event()

    def rows() -> Iterator[int]:
        for number in range(100):
            read.append(number)
            if number == 3:
                stopped.set()
            yield number

    fed = feed(rows(), ahead=3)
    assert await anext(fed) == 0
    assert stopped.wait(10)
    assert [number async for number in fed] == list(range(1, 100))
    assert read == list(range(100))


async def test_what_reading_raises_is_raised_where_the_rows_are_taken() -> None:
    def rows() -> Iterator[int]:
        yield 1
        raise ValueError("broken")

    fed = feed(rows())
    assert await anext(fed) == 1
    with pytest.raises(ValueError, match="broken"):
        await anext(fed)


# ── progress ────────────────────────────────────────────────────────────────────────────────────────────────


def test_plain_progress_is_a_line_now_and_then(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    now = [100.0]
    monkeypatch.setattr("worker.cli.progress.time.monotonic", lambda: now[0])
    plain = _Plain("page", 1000)
    for _ in range(25):
        now[0] += 1
        plain.seen(500)
        plain.more(4)
    assert capsys.readouterr().err.splitlines() == [
        "dateline: 40 pages (50% of the input), 4 a second",
        "dateline: 80 pages (50% of the input), 4 a second",
    ]


class Terminal(io.StringIO):
    """A stream that a person looks at."""

    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize(
    "stderr, stdout, beside_data, shown",
    [
        (Terminal, Terminal, False, _Bar),
        (Terminal, io.StringIO, True, _Bar),
        (Terminal, Terminal, True, _Plain),
        (io.StringIO, Terminal, False, _Plain),
    ],
)
def test_a_terminal_shows_a_bar_unless_data_runs_through_it(
    stderr: type[io.StringIO],
    stdout: type[io.StringIO],
    beside_data: bool,
    shown: type,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("sys.stderr", stderr())
    monkeypatch.setattr("sys.stdout", stdout())
    with progress("page", 1000, beside_data=beside_data) as bar:
        bar.seen(500)
        bar.more(4)
    assert isinstance(bar, shown)


@pytest.mark.parametrize("stderr", [Terminal, io.StringIO])
def test_a_line_for_a_person_stands_by_itself(
    stderr: type[io.StringIO], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Also beside a bar, which is drawn again below it."""
    screen = stderr()
    monkeypatch.setattr("sys.stderr", screen)
    with progress("page", 1000) as bar:
        bar.more(1)
        bar.tell("crawl.jsonl:3: [not] JSON")
    assert "crawl.jsonl:3: [not] JSON" in re.split(r"[\r\n]|\x1b\[[0-9;?]*[A-Za-z]", screen.getvalue())


def test_the_size_of_stdin_is_not_known() -> None:
    assert size_of(["-"]) is None
    assert (size_of([__file__]) or 0) > 1000


# ── records ─────────────────────────────────────────────────────────────────────────────────────────────────


def record(topic: str, value: bytes | None, **headers: str) -> Message:
    pairs = tuple((name, text.encode()) for name, text in headers.items())
    return Message(f"p.{topic}", 1, 2, 1_700_000_000_000, b"key", value, pairs)


@pytest.mark.parametrize(
    "message, parts",
    [
        (
            record(
                Topic.ARTICLES_TAGGED,
                b'{"title": "A\\ntitle"}',
                ce_type="dateline.article.replaced.v1",
                ce_countries="FR,US",
                ce_lang="fr",
                ce_time="2024-01-02T03:04:05Z",
            ),
            ["2024-01-02T03:04", "replaced", "fr", "FR, US", "A title"],
        ),
        (
            record(
                Topic.ARTICLES_TAGGED,
                b'{"article_id": "a1"}',
                ce_type="dateline.article.retracted.v1",
                ce_subject="a1",
            ),
            ["retracted", "a1"],
        ),
        (
            record(
                Topic.PAGES_FATES,
                b'{"topic": "t", "partition": 0, "offset": 7, "fate": "rejected", "reason": "empty"}',
            ),
            ["2023-11-14 22:13:20", "t:0:7", "rejected", "empty"],
        ),
        (record(Topic.PAGES_FATES, b"[]"), ["p.pages.fates:1:2", "[]"]),
        (record(Topic.PAGES_RAW, b"x" * 2000), ["p.pages.raw:1:2", "2,000 bytes", "key"]),
        (record("elsewhere", b"\xff words"), ["\ufffd words"]),
        (record("elsewhere", None), ["0 bytes"]),
    ],
)
def test_a_record_is_one_line_with_what_matters(message: Message, parts: list[str]) -> None:
    line = as_line(message)
    assert "\n" not in line
    for part in parts:
        assert part in line


def test_a_record_gives_no_orders_to_a_terminal() -> None:
    assert "\\x1b[2J" in as_line(record("elsewhere", b"\x1b[2J words"))
    assert "\x1b" not in as_line(record("elsewhere", b"\x1b[2J words"))


@pytest.mark.parametrize(
    "value, body", [(b'{"a": 1}', {"a": 1}), (b"<p>\xff", "<p>\ufffd"), (None, None), (b"", None)]
)
def test_a_record_as_json_has_any_body(value: bytes | None, body: object) -> None:
    found = json.loads(as_object(record("t", value, ce_lang="en")))
    assert (found["body"], found["headers"], found["key"]) == (body, {"ce_lang": "en"}, "key")


def test_long_text_is_cut_to_its_width() -> None:
    assert cut("ab " * 50, 10) == "ab ab ab …"


# ── redrive ─────────────────────────────────────────────────────────────────────────────────────────────────


ERRORS = {
    "__connect.errors.topic": "p.pages.raw",
    "__connect.errors.stage": "clean",
    "__connect.errors.offset": "1",
}


def test_a_page_that_came_through_a_replay_keeps_its_first_origin() -> None:
    headers = {**ERRORS, "__connect.errors.topic": "p.pages.replay"}
    headers |= {"ce_origin": "p.pages.raw:0:1", "ce_origintime": "5", "ce_replayid": "first", "url": "u"}
    sending = send_again(letter_of(record(Topic.PAGES_DEAD, b"v", **headers)), "p.", "second")
    assert sending.topic == "p.pages.replay"
    assert dict(sending.headers) == {
        "url": b"u",
        "ce_origin": b"p.pages.raw:0:1",
        "ce_origintime": b"5",
        "ce_replayid": b"second",
    }


@pytest.mark.parametrize(
    "stage, read_from, kind, sent_to",
    [
        ("identify", "articles.clean", None, "articles.clean"),
        ("dedupe", "articles.identified", "replaced", "articles.identified"),
        ("tag", "articles.unique", "replaced", "articles.clean"),
        ("tag", "articles.unique", "retracted", "articles.unique"),
    ],
)
def test_a_letter_goes_where_it_can_be_overtaken(
    stage: str, read_from: str, kind: str | None, sent_to: str
) -> None:
    """From tag there is no way to know of newer versions, so an article goes past identify and dedupe once more."""
    headers = {**ERRORS, "__connect.errors.topic": f"p.{read_from}", "__connect.errors.stage": stage}
    headers |= {"ce_origin": "p.pages.raw:0:1"} | ({"ce_kind": kind, "ce_predecessor": "0"} if kind else {})
    sending = send_again(letter_of(record(Topic.PAGES_DEAD, b"v", **headers)), "p.", "second")
    decided = {"ce_kind", "ce_predecessor"} if kind and sent_to == read_from else set()
    assert sending.topic == f"p.{sent_to}"
    assert dict(sending.headers).keys() == {"ce_origin", "ce_replayid"} | decided


@pytest.mark.parametrize(
    "stage, kind, retraction",
    [("tag", "retracted", True), ("tag", "new", False), ("tag", None, False), ("clean", "retracted", False)],
)
def test_a_retraction_is_told_from_a_page(stage: str, kind: str | None, *, retraction: bool) -> None:
    """What a page's own headers say, which clean failed on, is anybody's word."""
    headers = {**ERRORS, "__connect.errors.stage": stage} | ({"ce_kind": kind} if kind else {})
    assert letter_of(record(Topic.PAGES_DEAD, b"v", **headers)).retraction == retraction


@pytest.mark.parametrize(
    "headers, reason",
    [
        (ERRORS, "ce_origin is missing"),
        (
            {**ERRORS, "__connect.errors.stage": "tag", "__connect.errors.topic": "other.topic"},
            "none of this deployment",
        ),
        ({}, "no named topic"),
    ],
)
def test_a_letter_that_does_not_say_enough_is_not_sent(headers: dict[str, str], reason: str) -> None:
    with pytest.raises(ValueError, match=reason):
        send_again(letter_of(record(Topic.PAGES_DEAD, b"v", **headers)), "p.", "id")


# ── audit ───────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    "value", [None, b"", b"[]", b"{}", b'{"topic": "t", "partition": 0, "offset": 1, "fate": "lost"}']
)
def test_a_record_that_is_no_fate_is_listed_and_stops_nothing(value: bytes | None) -> None:
    books = Books([Stretch("t", 0, 0, 2)])
    books.enter(record(Topic.PAGES_FATES, value))
    report = books.report([])
    assert report.unreadable == ["p.pages.fates:1:2"]
    assert report.fates == {}


def test_open_stretches_hold_every_offset_without_a_fate_and_few_with_one() -> None:
    books = Books([Stretch("t", 0, 0, 1000), Stretch("t", 1, 5, 5)])
    lacking = {3, 4, 20, 700, 999}
    for offset in set(range(1000)) - lacking:
        fate = {"topic": "t", "partition": 0, "offset": offset, "fate": "published"}
        books.enter(record(Topic.PAGES_FATES, json.dumps(fate).encode()))
    assert [(item.start, item.end) for item in books.open()] == [(3, 21), (700, 701), (999, 1000)]
