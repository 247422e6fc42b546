"""What no schema can say: that headers, key and body tell the same, and that spans lie in the text.

Pure. A subscriber may filter on headers alone only because this holds.
"""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from worker.core import headers as names
from worker.core.model import Topic
from worker.schemas.validator import Problem

Body = Mapping[str, Any]


def _sorted_list(values: Iterable[str]) -> str:
    return ",".join(sorted(values))


# A header, the field of the body without which it says nothing of it, and its value by the body; None: no header.
AGREE: tuple[tuple[str, str, Callable[[Body], str | None]], ...] = (
    (names.CE_SUBJECT, "article_id", lambda body: body["article_id"]),
    (names.CE_TIME, "event_time", lambda body: body["event_time"]),
    (names.CONTENT_HASH, "content_hash", lambda body: body["content_hash"]),
    (names.TEXT_HASH, "text_hash", lambda body: body["text_hash"]),
    (names.COPY_HASH, "copy_hash", lambda body: body["copy_hash"]),
    (names.LANG, "lang", lambda body: body["lang"]),
    (names.COPY_OF, "copy_of", lambda body: body["copy_of"]),
    (names.COUNTRIES, "countries", lambda body: _sorted_list(item["code"] for item in body["countries"])),
    (names.ABOUT, "countries", lambda body: _sorted_list(_about(body))),
    (
        names.LEADERS,
        "leaders",
        lambda body: _sorted_list(map(_leader, body["leaders"])),
    ),
)
# Topics whose keys are their senders' choice, and those whose messages are no CloudEvents.
FREELY_KEYED = {Topic.PAGES_RAW, Topic.PAGES_REPLAY, Topic.PAGES_DEAD}
WITHOUT_ATTRIBUTES = FREELY_KEYED | {Topic.PAGES_FATES}
# Headers that only some topics have: the topic's header schema asks for them where they must be.
OPTIONAL = {names.TEXT_HASH, names.COPY_HASH, names.COPY_OF}


def disagreements(topic: Topic, body: Body, headers: Mapping[str, str], key: bytes | None) -> list[Problem]:
    """Where a message's headers or key say something else than its (valid) body; the key only where one is given."""
    wrong_headers = [] if topic in WITHOUT_ATTRIBUTES else _wrong_headers(body, headers)
    return wrong_headers + _wrong_key(topic, body, headers, key) + spans_outside(body)


def key_of(topic: Topic, body: Body, headers: Mapping[str, str]) -> str | None:
    """The key that a message must have; None where any will do."""
    if topic in FREELY_KEYED:
        return None
    if topic is Topic.PAGES_FATES:
        return str(body.get("origin") or "{topic}:{partition}:{offset}".format_map(body))
    if topic is Topic.ARTICLES_IDENTIFIED:
        return headers[names.ROUTE].split(",")[int(headers[names.HOP])]
    return str(body["article_id"])


def spans_outside(body: Body) -> list[Problem]:
    """Spans that are empty or don't lie in the field they point into."""
    return [
        Problem(
            f"value/{kind}/{index}/spans/{place}",
            f"[{span['start']}, {span['end']}) is no passage of the field",
        )
        for kind in ("countries", "leaders")
        for index, tag in enumerate(body.get(kind, ()))
        for place, span in enumerate(tag.get("spans", ()))
        if not span["start"] < span["end"] <= len(body[span.get("field", "text")] or "")
    ]


def _leader(leader: Body) -> str:
    return str(leader.get("id") or leader["name"].replace(",", ""))


def _wrong_headers(body: Body, headers: Mapping[str, str]) -> list[Problem]:
    return [
        Problem(f"headers/{name}", f"is {headers.get(name)!r}, the body says {value(body)!r}")
        for name, field, value in AGREE
        if field in body
        and headers.get(name) != value(body)
        and not (name in OPTIONAL and name not in headers)
    ]


def _about(body: Body) -> list[str]:
    return [item["code"] for item in body["countries"] if item["relation"] == "about"]


def _wrong_key(topic: Topic, body: Body, headers: Mapping[str, str], key: bytes | None) -> list[Problem]:
    expected = key_of(topic, body, headers)
    if key is None or expected is None or key == expected.encode():
        return []
    return [Problem("key", f"is {key!r}, must be {expected!r}")]
