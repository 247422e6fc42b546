"""A page through all that reads its text, in one go: what `dateline process` and `dateline explain` do with it.

The body is made by the same handlers as the stream's, so the same page gives the same bytes.
"""

from collections.abc import Iterable
from dataclasses import dataclass

import msgspec

from worker.core import codec, headers
from worker.core.clean import clean
from worker.core.codec import to_json
from worker.core.model import Article, Message, RawPage, Reason, Rejection, Topic
from worker.core.page import parse_page
from worker.stages.clean import CleanHandler
from worker.stages.tag import TagHandler

NOWHERE = "-:0:0"  # the origin of a page that came from no topic


class ReadPage(msgspec.Struct, frozen=True, kw_only=True):
    """What one page comes to, before anyone asks whether it is new or a copy."""

    body: bytes  # the JSON of a tagged event; of a page that can't be read, its fields as far as known
    article: Article | None = None
    ce_id: str | None = None
    reason: Reason | None = None  # only where the page is rejected
    detail: str | None = None


@dataclass(frozen=True)
class PageHandler:
    """Clean and tag in one."""

    cleaner: CleanHandler
    tagger: TagHandler

    def handle(self, message: Message) -> ReadPage:
        """What a page of a file comes to. Its event time is `fetched_at` or None: no record's time, no clock."""
        page = parse_page(message)
        made = page if isinstance(page, Rejection) else self._clean(page)
        article = made.article if isinstance(made, Rejection) else made
        rejected = made if isinstance(made, Rejection) else None
        reason, detail = (rejected.reason, rejected.detail) if rejected else (None, None)
        if article is None:
            return ReadPage(
                body=to_json(unread(message.value or b"", message.headers)), reason=reason, detail=detail
            )
        ce_id, body = self._tag(article)
        return ReadPage(body=body, article=article, ce_id=ce_id, reason=reason, detail=detail)

    def _clean(self, page: RawPage) -> Article | Rejection:
        return clean(page, page.fetched_at, self.cleaner.rules, self.cleaner.versions)

    def _tag(self, article: Article) -> tuple[str | None, bytes]:
        values = {
            headers.KIND: "new",
            headers.ORIGIN: NOWHERE,
            headers.ORIGIN_TIME: "0",
            headers.CE_TIME: article.event_time,
        }
        message = Message(
            Topic.ARTICLES_UNIQUE,
            0,
            0,
            -1,
            article.article_id.encode(),
            to_json(article),
            headers.encode(values),
        )
        outcome = self.tagger.handle(message)
        return outcome.fate.ce_id if outcome.fate else None, outcome.outputs[0].value or b""


def unread(value: bytes, given: Iterable[tuple[str, bytes]]) -> dict[str, object]:
    """The fields of a page that no article could be made of: those it names itself by, the others empty."""
    named: dict[str, object] = {"id": None, "url": headers.as_dict(given).get("url")}
    try:
        page = codec.from_json(value)
    except ValueError:
        page = None
    if isinstance(page, dict):
        named = {name: page[name] if isinstance(page.get(name), str) else None for name in named}
    return {**named, **EMPTY}


EMPTY: dict[str, object] = {
    "article_id": None,
    "title": None,
    "text": "",
    "lang": None,
    "published": None,
    "removed": [],
    "countries": [],
    "leaders": [],
}
