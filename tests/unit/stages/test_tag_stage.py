"""The tag stage: one message in, one event and its fate out, valid against the schemas."""

import json
from typing import Any

import msgspec
import pytest

from tests.support import released
from worker.core import codec, digest, headers
from worker.core.model import Article, FateKind, Message, Outcome, Topic
from worker.schemas.folder import read, shipped
from worker.schemas.messages import Contract
from worker.stages.tag import TagHandler

HASH = "0" * 31
ARTICLE = Article(
    article_id=HASH + "1",
    url="https://news.example/a",
    canonical_url="https://news.example/a",
    id=None,
    site=None,
    title="Port talks in Lisbon",
    text="Angela Merkel came to Portugal.",
    lang="en",
    lang_source="text",
    authors=(),
    published="2019-05-01",
    published_source="json-ld",
    modified=None,
    section=None,
    image=None,
    partial=False,
    removed=(),
    notes=(),
    meta=None,
    event_time="2022-03-14T08:30:00Z",
    content_hash=HASH + "2",
    text_hash=HASH + "3",
    copy_hash=HASH + "4",
    versions={"code": "1", "rules": "2"},
)


@pytest.fixture(scope="module")
def handler() -> TagHandler:
    """The stage with the data of this release."""
    places, leaders = released.places(), released.leaders()
    return TagHandler(released.tagger(), {"gazetteer": places.version, "registry": leaders.version})


def _message(value: Any, kind: str, **more: str) -> Message:
    facts = {
        headers.CE_ID: HASH + "9",
        headers.CE_TIME: "2022-03-14T08:30:00Z",
        headers.CE_SUBJECT: ARTICLE.article_id,
        headers.ORIGIN: "pages.raw:3:1042",
        headers.ORIGIN_TIME: "1647246600000",
        headers.LANG: "en",
        headers.CONTENT_HASH: ARTICLE.content_hash,
        headers.KIND: kind,
    } | more
    return Message(Topic.ARTICLES_UNIQUE, 0, 7, 1, b"key", codec.to_json(value), headers.encode(facts))


def _event(outcome: Outcome) -> tuple[dict[str, str], dict[str, Any], list[Any]]:
    (output,) = outcome.outputs
    problems = Contract(read(shipped())).problems(output.topic, output.value, output.headers, output.key)
    assert output.value is not None
    return headers.as_dict(output.headers), json.loads(output.value), problems


@pytest.mark.parametrize("kind, fate", [("new", FateKind.PUBLISHED), ("replaced", FateKind.REPLACED)])
def test_an_article_becomes_an_event(handler: TagHandler, kind: str, fate: FateKind) -> None:
    """Type, id, filters and fate; valid against the schema; versions of the data in the body."""
    outcome = handler.handle(_message(ARTICLE, kind))
    facts, body, problems = _event(outcome)
    assert problems == []
    assert facts[headers.CE_TYPE] == f"dateline.article.{kind}.v1"
    assert (facts[headers.COUNTRIES], facts[headers.ABOUT], facts[headers.LEADERS]) == (
        "DE,PT",
        "DE,PT",
        "Q567",
    )
    assert facts[headers.EVALUATED] == "countries=full,leaders=full"
    assert set(body["versions"]) == {"code", "rules", "gazetteer", "registry"}
    assert body["tag_date"] == "2019-05-01"
    assert outcome.fate is not None
    assert (outcome.fate.fate, outcome.fate.offset, outcome.fate.ce_id) == (fate, 1042, facts[headers.CE_ID])
    assert facts[headers.CE_ID] == digest.ce_id(
        ARTICLE.article_id, ARTICLE.content_hash, ARTICLE.event_time, body["versions"]
    )


def test_the_same_message_gives_the_same_bytes(handler: TagHandler) -> None:
    """Each message twice."""
    message = _message(ARTICLE, "new")
    assert handler.handle(message) == handler.handle(message)


def test_without_a_publication_date_the_fetch_decides(handler: TagHandler) -> None:
    """The leaders' status is told for the event time, and the body says so."""
    undated = msgspec.structs.replace(ARTICLE, published=None, published_source=None)
    _, body, problems = _event(handler.handle(_message(undated, "new")))
    assert problems == []
    assert (body["tag_date_source"], body["leaders"][0]["status"]) == ("fetched", "former")


def test_removed_furniture_makes_no_tag(handler: TagHandler) -> None:
    """What was cut is in the body, and no country or leader in it is a tag."""
    furnished = msgspec.to_builtins(ARTICLE) | {
        "removed": [{"text": "More: Vladimir Putin in Peru", "rule": "more"}]
    }
    facts, _, problems = _event(handler.handle(_message(furnished, "new")))
    assert problems == []
    assert facts[headers.COUNTRIES] == "DE,PT"


def test_not_evaluated_is_not_none(handler: TagHandler) -> None:
    """A language that the data doesn't know says so in a header."""
    unknown = msgspec.structs.replace(ARTICLE, lang=None, lang_source="none", title=None, text="Xyz abc.")
    facts, _, _ = _event(handler.handle(_message(unknown, "new")))
    assert (facts[headers.COUNTRIES], facts[headers.EVALUATED]) == ("", "countries=partial,leaders=partial")


def test_a_retraction_takes_the_article_back(handler: TagHandler) -> None:
    """An event without a fate: the page's fate is dedupe's."""
    value = {
        "article_id": ARTICLE.article_id,
        "content_hash": ARTICLE.content_hash,
        "copy_of": HASH + "5",
        "event_time": ARTICLE.event_time,
    }
    outcome = handler.handle(_message(value, "retracted", ce_copyof=HASH + "5"))
    facts, body, problems = _event(outcome)
    assert problems == []
    assert facts[headers.CE_TYPE] == "dateline.article.retracted.v1"
    assert body["copy_of"] == HASH + "5"
    assert facts[headers.CE_ID] != HASH + "9"
    assert outcome.fate is None


def test_a_replayed_page_keeps_its_coordinates(handler: TagHandler) -> None:
    """Replay headers travel on, and the fate names the replay's record."""
    outcome = handler.handle(_message(ARTICLE, "new", ce_replayid="again", ce_replayat="pages.replay:1:5"))
    facts, _, _ = _event(outcome)
    assert facts[headers.REPLAY_ID] == "again"
    assert outcome.fate is not None
    assert (outcome.fate.topic, outcome.fate.offset, outcome.fate.origin) == (
        "pages.replay",
        5,
        "pages.raw:3:1042",
    )


def test_a_broken_body_is_an_error(handler: TagHandler) -> None:
    """What dedupe never sends raises; the page goes to the dead letters whole."""
    with pytest.raises(ValueError, match=r"title|text|missing"):
        handler.handle(_message({"article_id": "x"}, "new"))
