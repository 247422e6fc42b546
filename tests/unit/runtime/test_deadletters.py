import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.unit.runtime.fakes import published
from worker.core import headers
from worker.core.errors import PoisonPage
from worker.core.model import Fate, FateKind, Message, Topic
from worker.runtime.deadletters import DeadShare, TooManyDead, dead_letter

ERROR = PoisonPage("timeout", "not done after 20 s")
PAGE = Message("dev.pages.raw", 3, 42, 1_700_000_000_000, b"key", b"\x00raw", (("url", b"u"), ("url", b"v")))


def test_the_message_is_kept_whole() -> None:
    """Key, value, timestamp and headers, repeated names and order included, are untouched."""
    (letter,) = dead_letter(PAGE, ERROR, "clean").outputs
    assert letter.topic is Topic.PAGES_DEAD
    assert (letter.key, letter.value, letter.timestamp) == (PAGE.key, PAGE.value, PAGE.timestamp)
    assert letter.headers[:2] == PAGE.headers


def test_the_error_is_written_as_kafka_connect_does() -> None:
    """Names and forms of DeadLetterQueueReporter, and the page's origin."""
    (letter,) = dead_letter(PAGE, ERROR, "clean").outputs
    assert dict(letter.headers[2:]) == {
        "__connect.errors.topic": b"dev.pages.raw",
        "__connect.errors.partition": b"3",
        "__connect.errors.offset": b"42",
        "__connect.errors.connector.name": b"dateline",
        "__connect.errors.task.id": b"0",
        "__connect.errors.stage": b"clean",
        "__connect.errors.class.name": b"worker.stages.clean",
        "__connect.errors.exception.class.name": b"timeout",
        "__connect.errors.exception.message": b"not done after 20 s",
        headers.ORIGIN: b"dev.pages.raw:3:42",
        headers.ORIGIN_TIME: b"1700000000000",
    }


@given(st.text(st.characters(exclude_categories=()), max_size=400))
def test_any_error_text_fits_a_header(text: str) -> None:
    """At most 200 characters of UTF-8, whatever a library puts into its exceptions."""
    (letter,) = dead_letter(PAGE, PoisonPage("exception", text), "clean").outputs
    written = headers.as_dict(letter.headers)["__connect.errors.exception.message"]
    assert len(written) == min(200, len(text))


def test_a_page_cannot_lie_about_its_origin() -> None:
    """On `pages.raw` an origin header is a stranger's word: the record's own coordinates come behind it and win."""
    liar = Message(
        "pages.raw", 0, 7, 1, None, b"x", ((headers.ORIGIN, b"pages.raw:9:9"), (headers.REPLAY_ID, b"r"))
    )
    outcome = dead_letter(liar, ERROR, "clean")
    assert headers.as_dict(outcome.outputs[0].headers)[headers.ORIGIN] == "pages.raw:0:7"
    assert outcome.fate == Fate("pages.raw", 0, 7, FateKind.DEAD, "timeout", stage="clean")


def test_between_the_stages_the_fate_is_the_input_pages() -> None:
    """A message of `articles.unique` ends the page it descends from; its origin headers aren't written twice."""
    own = ((headers.ORIGIN, b"pages.raw:1:2"), (headers.ORIGIN_TIME, b"5"))
    outcome = dead_letter(Message("articles.unique", 0, 99, 6, b"a", b"{}", own), ERROR, "tag")
    assert outcome.fate == Fate("pages.raw", 1, 2, FateKind.DEAD, "timeout", stage="tag")
    assert [name for name, _ in outcome.outputs[0].headers].count(headers.ORIGIN) == 1


def test_a_retraction_that_dies_leaves_its_page_the_fate_it_has() -> None:
    """Dedupe called the page a copy when it sent the retraction: a second fate would contradict that."""
    own = (
        (headers.ORIGIN, b"pages.raw:1:2"),
        (headers.ORIGIN_TIME, b"5"),
        (headers.KIND, headers.RETRACTED.encode()),
    )
    outcome = dead_letter(Message("articles.unique", 0, 99, 6, b"a", b"{}", own), ERROR, "tag")
    assert [output.topic for output in outcome.outputs] == [Topic.PAGES_DEAD]
    assert outcome.fate is None


def test_a_replayed_page_is_named_by_its_replay() -> None:
    """Its fate has the coordinates on `pages.replay`, with origin and replay id beside them."""
    own = ((headers.ORIGIN, b"pages.raw:1:2"), (headers.ORIGIN_TIME, b"5"), (headers.REPLAY_ID, b"r1"))
    outcome = dead_letter(Message("pages.replay", 0, 99, 6, None, b"x", own), ERROR, "clean")
    assert outcome.fate == Fate(
        "pages.replay", 0, 99, FateKind.DEAD, "timeout", stage="clean", origin="pages.raw:1:2", replay_id="r1"
    )


def test_a_message_that_lost_its_origin_is_still_a_dead_letter() -> None:
    """Nobody knows whose fate to write, but the message is kept."""
    outcome = dead_letter(Message("articles.clean", 0, 1, 1, None, b"x"), ERROR, "identify")
    assert len(outcome.outputs) == 1
    assert outcome.fate is None


def test_a_message_with_a_broken_replay_is_still_a_dead_letter() -> None:
    """Stages tell its fate by where it came again; of one that says it wrongly nobody knows whose fate to write."""
    own = ((headers.ORIGIN, b"pages.raw:1:2"), (headers.ORIGIN_TIME, b"5"), (headers.REPLAY_AT, b"somewhere"))
    outcome = dead_letter(Message("articles.clean", 0, 1, 1, None, b"x", own), ERROR, "identify")
    assert len(outcome.outputs) == 1
    assert outcome.fate is None


def test_a_redriven_page_that_dies_again_names_its_last_death() -> None:
    """Error headers of an earlier death stay; the last of a name is the one that readers take."""
    (letter,) = dead_letter(PAGE, ERROR, "clean").outputs
    again = Message(PAGE.topic, 3, 50, 1, letter.key, letter.value, letter.headers)
    (second,) = dead_letter(again, PoisonPage("crash", "signal 11"), "clean").outputs
    assert headers.as_dict(second.headers)["__connect.errors.exception.class.name"] == "crash"
    assert headers.as_dict(second.headers)["__connect.errors.offset"] == "50"


DEAD = dead_letter(PAGE, ERROR, "clean")


def test_single_dead_pages_are_the_pages_fault() -> None:
    """Half of the pages may be dead for ever."""
    share = DeadShare(0.5)
    for number in range(1000):
        share.count(DEAD if number % 2 else published(number))


def test_mostly_dead_pages_are_the_workers_fault() -> None:
    """The page with which the share is passed raises, before it is acknowledged."""
    share = DeadShare(0.5, window=10, least=4)
    for outcome in [published(0)] * 10 + [DEAD] * 5:
        share.count(outcome)
    with pytest.raises(TooManyDead, match="6 of the last 10 pages are dead"):
        share.count(DEAD)


def test_a_worker_that_kills_every_page_stops_at_the_twentieth() -> None:
    """It doesn't bury a hundred pages first."""
    share = DeadShare(0.5)
    for _ in range(19):
        share.count(DEAD)
    with pytest.raises(TooManyDead, match="20 of the last 20"):
        share.count(DEAD)
