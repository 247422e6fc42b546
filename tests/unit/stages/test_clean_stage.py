"""The clean stage: headers, origins, fates, and the same bytes twice."""

import json

import pytest

from tests.support.released import RULES
from worker.core import headers, languages
from worker.core.codec import pack, unpack
from worker.core.model import FateKind, Headers, Message, Outcome, Reason, Topic
from worker.rules import agencies, numerals
from worker.rules.versions import of_clean
from worker.runtime.lane import fate_record
from worker.schemas import validate
from worker.stages.clean import CleanHandler

AGENCIES = agencies.load()
NUMERALS = numerals.load()
HANDLER = CleanHandler(RULES, of_clean(RULES, AGENCIES, NUMERALS), AGENCIES, NUMERALS)
PAGE = {
    "url": "https://a.example/x?utm_source=feed",
    "text": "The council met on Monday and talked about the bridge again.",
}
ORIGIN_HEADERS = (
    (headers.ORIGIN, b"dev.pages.raw:3:99"),
    (headers.ORIGIN_TIME, b"1600000000000"),
    (headers.REPLAY_ID, b"r1"),
)


def record(value: bytes, topic: str = "dev.pages.raw", extra: Headers = ()) -> Message:
    return Message(topic, 1, 42, 1_700_000_000_123, b"key", value, extra)


def handle(page: object, topic: str = "dev.pages.raw", extra: Headers = ()) -> Outcome:
    return HANDLER.handle(record(json.dumps(page).encode(), topic, extra))


def header(outcome: Outcome, name: str) -> str | None:
    return headers.as_dict(outcome.outputs[0].headers).get(name)


def test_a_header_without_a_value_is_none() -> None:
    """Kafka allows it, and tracing libraries write some: the page goes to a child as any other, and is no worse for it."""
    extra: Headers = (("trace", None), ("content-type", b"text/plain"), ("url", None))
    message = record(b"The council met on Monday and talked about the bridge again.", extra=extra)
    assert unpack(pack(message), Message) == message
    (output,) = HANDLER.handle(message).outputs
    assert "trace" not in headers.as_dict(output.headers)


def test_a_page_becomes_an_event_keyed_by_its_article() -> None:
    outcome = handle(PAGE)
    (output,) = outcome.outputs
    body = json.loads(output.value or b"")
    assert outcome.fate is None
    assert output.topic is Topic.ARTICLES_CLEAN
    assert output.key == body["article_id"].encode()
    assert header(outcome, headers.CE_SUBJECT) == body["article_id"]
    assert header(outcome, headers.CE_TIME) == body["event_time"] == "2023-11-14T22:13:20.123Z"
    assert header(outcome, headers.CE_TYPE) == "dateline.article.clean.v1"
    assert header(outcome, headers.CONTENT_TYPE) == "application/json"
    assert header(outcome, headers.ORIGIN) == "dev.pages.raw:1:42"
    assert header(outcome, headers.ORIGIN_TIME) == "1700000000123"
    assert header(outcome, headers.CONTENT_HASH) == body["content_hash"]
    assert header(outcome, headers.DEDUPE_KEY) == header(outcome, headers.LANG) == "en"
    assert header(outcome, headers.REPLAY_ID) is None


def test_the_same_record_gives_the_same_bytes() -> None:
    assert handle(PAGE) == handle(PAGE)
    assert HANDLER.handle(record(b"{")) == HANDLER.handle(record(b"{"))


def test_event_time_is_the_crawl_s_where_it_is_known() -> None:
    outcome = handle(PAGE | {"fetched_at": "2024-06-20T10:00:00+02:00"})
    assert header(outcome, headers.CE_TIME) == "2024-06-20T08:00:00Z"


def test_a_new_event_time_alone_leaves_the_content_hash() -> None:
    one, other = handle(PAGE), handle(PAGE | {"fetched_at": "2024-06-20"})
    assert header(one, headers.CONTENT_HASH) == header(other, headers.CONTENT_HASH)
    assert header(one, headers.CE_ID) != header(other, headers.CE_ID)


@pytest.mark.parametrize(
    "change",
    [{"title": "New"}, {"published": "2024-06-20"}, {"lang": "fr", "text": "?! 1 a"}, {"meta": {"a": 1}}],
)
def test_any_field_of_the_page_changes_the_content_hash(change: dict[str, object]) -> None:
    assert header(handle(PAGE), headers.CONTENT_HASH) != header(handle(PAGE | change), headers.CONTENT_HASH)


def test_attributes_on_a_raw_page_are_not_believed() -> None:
    assert handle(PAGE, extra=ORIGIN_HEADERS) == handle(PAGE)


def test_a_replayed_page_keeps_its_origin_and_event_time() -> None:
    outcome = handle(PAGE, "dev.pages.replay", ORIGIN_HEADERS)
    assert header(outcome, headers.ORIGIN) == "dev.pages.raw:3:99"
    assert header(outcome, headers.REPLAY_ID) == "r1"
    assert header(outcome, headers.REPLAY_AT) == "dev.pages.replay:1:42"
    assert header(outcome, headers.CE_TIME) == "2020-09-13T12:26:40Z"


def test_a_rejected_page_has_its_fate_at_its_own_coordinates() -> None:
    fate = handle({"text": "12 34"}).fate
    assert fate is not None
    assert (fate.topic, fate.partition, fate.offset, fate.fate) == ("dev.pages.raw", 1, 42, FateKind.REJECTED)
    assert (fate.reason, fate.stage, fate.origin) == (Reason.TOO_SHORT, "clean", None)


def test_a_rejected_replay_names_both_places() -> None:
    fate = handle({}, "dev.pages.replay", ORIGIN_HEADERS).fate
    assert fate is not None
    assert (fate.topic, fate.offset, fate.origin, fate.replay_id) == (
        "dev.pages.replay",
        42,
        "dev.pages.raw:3:99",
        "r1",
    )


NO_ORIGINS = {
    "none": (None, "1"),
    "another form": ("nonsense", "1"),
    "no topic": (":3:99", "1"),
    "a topic that Kafka can't have": ("dev pages:3:99", "1"),
    "a topic of any length": ("t" * 250 + ":3:99", "1"),
    "below the first partition": ("pages.raw:-3:99", "1"),
    "below the first offset": ("pages.raw:3:-99", "1"),
    "past the last offset": ("pages.raw:3:" + "9" * 19, "1"),
    "digits of another script": ("pages.raw:٣:99", "1"),
    "no time": ("pages.raw:3:99", None),
    "a time that is none": ("pages.raw:3:99", "yesterday"),
    "a time of no clock": ("pages.raw:3:99", "-" + "9" * 30),
}


@pytest.mark.parametrize("place, time", NO_ORIGINS.values(), ids=NO_ORIGINS)
def test_a_replay_without_an_origin_is_malformed(place: str | None, time: str | None) -> None:
    """Its fate has the coordinates of the replay, and is one that the schema of `pages.fates` allows."""
    extra = headers.encode({headers.ORIGIN: place, headers.ORIGIN_TIME: time, headers.REPLAY_ID: "r1"})
    fate = handle(PAGE, "dev.pages.replay", extra).fate
    assert fate is not None
    assert (fate.reason, fate.offset, fate.origin) == (Reason.MALFORMED, 42, None)
    record = fate_record(fate)
    assert validate(record.topic, record.value, record.headers) == []


@pytest.mark.parametrize("name", ["", "r" * 250])
def test_a_replay_whose_name_no_fate_can_hold_has_none(name: str) -> None:
    extra = (*ORIGIN_HEADERS[:2], (headers.REPLAY_ID, name.encode()))
    assert header(handle(PAGE, "dev.pages.replay", extra), headers.REPLAY_ID) is None
    fate = handle({}, "dev.pages.replay", extra).fate
    assert fate is not None
    assert (fate.origin, fate.replay_id) == ("dev.pages.raw:3:99", None)


KINDRED = {
    "hr": "Gradsko vijeće je u srijedu odobrilo obnovu starog mosta. Radovi počinju u svibnju i traju do jeseni, a promet će ići preko skele.",
    "id": "Dewan kota pada hari Rabu menyetujui perbaikan jembatan tua di atas sungai. Pekerjaan dimulai bulan depan.",
    "da": "Byrådet vedtog onsdag at sætte den gamle bro i stand. Arbejdet begynder i maj, og trafikken går over broen til efteråret.",
    "cs": "Rada v noci na most nedala auta. Most je starý a doprava stojí.",
}


@pytest.mark.parametrize("key, declared", [(kin[0], lang) for kin in languages.KINDRED for lang in kin])
def test_kindred_languages_have_one_dedupe_key_whatever_the_page_declares(key: str, declared: str) -> None:
    """Or the same words, on two pages that declare two of them, would be published twice."""
    outcome = handle({"text": KINDRED[key], "lang": declared})
    assert header(outcome, headers.DEDUPE_KEY) == key


def test_a_language_that_only_the_page_declares_is_no_dedupe_key() -> None:
    outcome = handle({"text": "OK", "lang": "de-AT"})
    assert header(outcome, headers.LANG) == "de"
    assert header(outcome, headers.DEDUPE_KEY) == "und"
