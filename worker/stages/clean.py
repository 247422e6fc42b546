"""The clean stage: a record of `pages.raw` or `pages.replay` to a clean article, or to its rejection."""

from collections.abc import Mapping
from dataclasses import dataclass

import msgspec

from worker.core import codec, digest, headers, times
from worker.core.clean.article import clean
from worker.core.clean.boilerplate.linerules import BoilerplateRules
from worker.core.clean.page.page import parse_page
from worker.core.copies.agencies import Agencies
from worker.core.copies.numberwords import Numerals
from worker.core.copies.sketch import Sketch, to_text
from worker.core.copies.sketching import sketch_of
from worker.core.languages import kin
from worker.core.model import (
    Article,
    Fate,
    FateKind,
    Message,
    Origin,
    Outcome,
    Output,
    RawPage,
    Reason,
    Rejection,
    Topic,
)

STAGE = "clean"
TYPE = "dateline.article.clean.v1"
UNDETERMINED = "und"  # ISO 639-2's code for an undetermined language


@dataclass(frozen=True)
class CleanHandler:
    """Bytes in, one article or one fate out. Knows nothing but its rules and their versions."""

    rules: BoilerplateRules
    versions: Mapping[str, str]
    agencies: Agencies
    numerals: Numerals

    def sketch(self, article: Article) -> Sketch:
        """What an article's near copies are known by."""
        return sketch_of(article, dedupe_key(article), self.agencies, self.numerals)

    def article(self, message: Message) -> Article | Rejection:
        """The article of a page of a file, or why there is none. Its event time is `fetched_at` or None."""
        page = parse_page(message)
        if isinstance(page, Rejection):
            return page
        return clean(page, page.fetched_at, self.rules, self.versions)

    def handle(self, message: Message) -> Outcome:
        """The outcome of one input page. The same record gives the same bytes."""
        try:
            source = _source(message)
        except ValueError as error:
            source = Source(_own(message), None)
            return _rejected(message, source, Rejection(Reason.MALFORMED, f"replay headers: {error}"))
        page = parse_page(_as_given(message))
        if isinstance(page, Rejection):
            return _rejected(message, source, page)
        made = clean(page, _event_time(page, source.origin), self.rules, self.versions)
        if isinstance(made, Rejection):
            return _rejected(message, source, made)
        return Outcome(outputs=(_output(message, source, made, self.sketch(made)),))


@dataclass(frozen=True)
class Source:
    """Where a page first came in, and the replay that brought it again, if one did."""

    origin: Origin
    replay_id: str | None
    replayed: bool = False


def _own(message: Message) -> Origin:
    return Origin(message.topic, message.partition, message.offset, message.timestamp)


def _source(message: Message) -> Source:
    """On `pages.replay` the headers tell; on `pages.raw` a record is its own origin, whatever its headers say."""
    if not message.topic.endswith(Topic.PAGES_REPLAY):
        return Source(_own(message), None)
    replay_id = headers.replay_id_in(headers.as_dict(message.headers))
    return Source(headers.origin_of(message), replay_id, replayed=True)


def _as_given(message: Message) -> Message:
    """The message without attributes that are ours to set."""
    kept = tuple((name, value) for name, value in message.headers if not name.startswith("ce_"))
    return msgspec.structs.replace(message, headers=kept)


def _event_time(page: RawPage, origin: Origin) -> str:
    return page.fetched_at or times.from_millis(origin.timestamp)


def _rejected(message: Message, source: Source, rejection: Rejection) -> Outcome:
    at = _own(message)
    fate = Fate(
        at.topic,
        at.partition,
        at.offset,
        FateKind.REJECTED,
        reason=rejection.reason,
        article_id=rejection.article.article_id if rejection.article else None,
        stage=STAGE,
        origin=str(source.origin) if source.replayed else None,
        replay_id=source.replay_id,
    )
    return Outcome(fate=fate)


def dedupe_key(article: Article) -> str:
    """The language that an article's text tells by itself: only what shares it can be a copy.

    Kindred languages have one key, since equal words may be taken for either by what their pages declare.
    """
    if article.lang is None or article.lang_source != "text":
        return UNDETERMINED
    return kin(article.lang)[0]


def _output(message: Message, source: Source, article: Article, sketch: Sketch) -> Output:
    event = digest.ce_id(article.article_id, article.content_hash, article.event_time, article.versions)
    values = {
        headers.CE_SPECVERSION: "1.0",
        headers.CE_ID: event,
        headers.CE_SOURCE: headers.SOURCE,
        headers.CE_TYPE: TYPE,
        headers.CE_TIME: article.event_time,
        headers.CE_SUBJECT: article.article_id,
        headers.CONTENT_TYPE: "application/json",
        headers.ORIGIN: str(source.origin),
        headers.ORIGIN_TIME: str(source.origin.timestamp),
        headers.REPLAY_ID: source.replay_id,
        headers.REPLAY_AT: str(_own(message)) if source.replayed else None,
        headers.LANG: article.lang,
        headers.CONTENT_HASH: article.content_hash,
        headers.TEXT_HASH: article.text_hash,
        headers.COPY_HASH: article.copy_hash,
        headers.SKETCH: to_text(sketch),
        headers.DEDUPE_KEY: dedupe_key(article),
    }
    return Output(
        Topic.ARTICLES_CLEAN, article.article_id.encode(), codec.to_json(article), headers.encode(values)
    )
