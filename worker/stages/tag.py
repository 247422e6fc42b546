"""The tag stage: makes an event of an article to publish, or of the retraction of a published one."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import msgspec

from worker.core import codec, digest, headers
from worker.core.model import Article, FateKind, Message, Outcome, Output, Tags, Topic
from worker.core.tags.tagger import Tagger

STAGE = "tag"
FATES = {"new": FateKind.PUBLISHED, "replaced": FateKind.REPLACED}
# What an event takes over from the message it was made of.
HANDED_ON = (
    headers.ORIGIN,
    headers.ORIGIN_TIME,
    headers.REPLAY_ID,
    headers.REPLAY_AT,
    headers.PREDECESSOR,
    headers.LANG,
    headers.CONTENT_HASH,
    headers.COPY_OF,
)


@dataclass(frozen=True)
class TagHandler:
    """Bytes in, one event and one fate out. `versions` are those of the gazetteer and the registry, by name."""

    tagger: Tagger
    versions: Mapping[str, str]

    def handle(self, message: Message) -> Outcome:
        """The outcome of one message of `articles.unique`. The same message gives the same bytes.

        Raises ValueError where a header or the body isn't what dedupe sends.
        """
        facts = headers.as_dict(message.headers)
        body = codec.from_json(message.value or b"")
        kind = facts.get(headers.KIND, "new")
        if kind == headers.RETRACTED:
            return Outcome(outputs=(self._retraction(facts, body),))
        article = codec.convert(body, Article)
        versions = {**article.versions, **self.versions}
        event = digest.ce_id(article.article_id, article.content_hash, article.event_time, versions)
        tags = tag(self.tagger, article)
        values = _attributes(facts, f"dateline.article.{kind}.v1", event, article.article_id) | filters(tags)
        value = codec.to_json(tagged({**body, "versions": versions}, tags))
        output = Output(Topic.ARTICLES_TAGGED, article.article_id.encode(), value, headers.encode(values))
        fate = headers.fate_of(message, FATES[kind], STAGE, article_id=article.article_id, ce_id=event)
        return Outcome(outputs=(output,), fate=fate)

    def _retraction(self, facts: Mapping[str, str], body: Mapping[str, Any]) -> Output:
        """The event that takes a published article back. Its page has its fate already: dedupe called it a copy."""
        article = body["article_id"]
        event = digest.ce_id(article, facts[headers.CE_ID], "retracted", self.versions)
        value = {name: body.get(name) for name in ("article_id", "content_hash", "copy_of", "event_time")}
        values = _attributes(facts, "dateline.article.retracted.v1", event, article)
        return Output(
            Topic.ARTICLES_TAGGED,
            article.encode(),
            codec.to_json({**value, "versions": {**body.get("versions", {}), **self.versions}}),
            headers.encode(values),
        )


def tag(tagger: Tagger, article: Article) -> Tags:
    """The tags of an article, its leaders at the day it was published, else fetched."""
    date, source = (article.published, "published") if article.published else (article.event_time, "fetched")
    return tagger.tag(article.title, article.text, article.lang, date, source)


def tagged(body: Mapping[str, Any], tags: Tags) -> dict[str, Any]:
    """The body of an event: the article's fields, then the tags'."""
    found = msgspec.to_builtins(tags)
    return {
        **body,
        "countries": found["countries"],
        "leaders": found["leaders"],
        "evaluated": found["evaluated"],
        "tag_date": found["date"],
        "tag_date_source": found["date_source"],
    }


def filters(tags: Tags) -> dict[str, str | None]:
    """The headers a subscriber filters on: sorted comma lists, empty where none was found."""
    return {
        headers.COUNTRIES: ",".join(sorted(country.code for country in tags.countries)),
        headers.ABOUT: ",".join(
            sorted(country.code for country in tags.countries if country.relation == "about")
        ),
        headers.LEADERS: ",".join(
            sorted(leader.id or leader.name.replace(",", "") for leader in tags.leaders)
        ),
        headers.EVALUATED: ",".join(f"{tagger}={how}" for tagger, how in sorted(tags.evaluated.items())),
    }


def _attributes(facts: Mapping[str, str], kind: str, event: str, article: str) -> dict[str, str | None]:
    """CloudEvents' attributes, and what the message hands on."""
    return {
        headers.CE_SPECVERSION: "1.0",
        headers.CE_ID: event,
        headers.CE_SOURCE: headers.SOURCE,
        headers.CE_TYPE: kind,
        headers.CE_TIME: facts.get(headers.CE_TIME),
        headers.CE_SUBJECT: article,
        headers.CONTENT_TYPE: "application/json",
    } | {name: facts.get(name) for name in HANDED_ON}
