"""A page through all that reads its text, in one go: what `dateline process` and `dateline explain` do with it.

The body is made by the same handlers as the stream's, so the same page gives the same bytes.
"""

from dataclasses import dataclass

from worker.core import headers
from worker.core.clean.article import read
from worker.core.clean.page.page import parse_page
from worker.core.clean.text.passages import Passage
from worker.core.codec import to_json
from worker.core.copies.sketch import Sketch
from worker.core.decisions import Facts, millis
from worker.core.headers import parse_origin
from worker.core.model import Article, Message, Rejection, Topic
from worker.stages.clean import CleanHandler, dedupe_key
from worker.stages.read import ReadPage, placeholder
from worker.stages.tag import TagHandler

NOWHERE = "-:0:0"  # the origin of a page that came from no topic


@dataclass(frozen=True)
class PageHandler:
    """Clean and tag in one."""

    cleaner: CleanHandler
    tagger: TagHandler

    def handle(self, message: Message) -> ReadPage:
        """What a page of a file comes to. Its event time is `fetched_at` or None: no record's time, no clock."""
        made = self.cleaner.article(message)
        article = made.article if isinstance(made, Rejection) else made
        rejected = made if isinstance(made, Rejection) else None
        reason, detail = (rejected.reason, rejected.detail) if rejected else (None, None)
        if article is None:
            return ReadPage(
                body=to_json(placeholder(message.value or b"", message.headers)), reason=reason, detail=detail
            )
        ce_id, body = self._tag(article)
        facts = None if rejected else _facts(article, self.cleaner.sketch(article))
        return ReadPage(body=body, facts=facts, ce_id=ce_id, reason=reason, detail=detail)

    def passages(self, message: Message) -> tuple[Passage, ...]:
        """All text of a page in its order, kept or cut by a rule; nothing of what is no page."""
        page = parse_page(message)
        return () if isinstance(page, Rejection) else read(page, self.cleaner.rules).passages

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


def _facts(article: Article, sketch: Sketch) -> Facts:
    """What identify and dedupe know of an article from its headers; its origin is for the caller to say."""
    return Facts(
        origin=parse_origin(NOWHERE, 0),
        offset=0,
        article_id=article.article_id,
        content_hash=article.content_hash,
        text_hash=article.text_hash,
        copy_hash=article.copy_hash,
        dedupe_key=dedupe_key(article),
        event_time=millis(article.event_time) if article.event_time else None,
        sketch=sketch,
    )
