"""A page for `dateline furniture`: the lines that cleaning keeps, with the elements they stood in, and what it cuts."""

from dataclasses import dataclass

from worker.core import times, urls
from worker.core.clean.article import Cleaned, judged, read
from worker.core.clean.page.page import parse_page
from worker.core.model import Article, Message, RawPage, Rejection
from worker.rules.furniture.pages import LONGEST, Line, PageLines
from worker.stages.clean import CleanHandler

NO_ARTICLE = PageLines(article_id="", url="", site="", time=None, section=None, lines=())


@dataclass(frozen=True)
class PageLinesHandler:
    """Clean without what was learned before, so that a file learned anew is complete."""

    cleaner: CleanHandler

    def handle(self, message: Message) -> PageLines:
        """The page; `NO_ARTICLE` where it is no article, or has no address that names its site."""
        page = parse_page(message)
        if isinstance(page, Rejection):
            return NO_ARTICLE
        cleaned = read(page, self.cleaner.rules)
        made = judged(page, cleaned, page.fetched_at, self.cleaner.versions)
        url = urls.normalize(page.url)
        site = urls.registrable_domain(url) if url else None
        if isinstance(made, Rejection) or url is None or site is None:
            return NO_ARTICLE
        return PageLines(
            article_id=made.article_id,
            url=url,
            site=site,
            time=_time(made, message),
            section=made.section,
            lines=(*_headline(page, cleaned), *_lines(cleaned)),
            cut=_cut(cleaned),
        )


def _headline(page: RawPage, cleaned: Cleaned) -> tuple[Line, ...]:
    """The line that a plain text's title was found in: it may be the site's motto."""
    title = cleaned.body.metadata.title
    found = title if page.html is None and page.title is None else None
    return (Line(found[: LONGEST + 1], headline=True),) if found else ()


def _lines(cleaned: Cleaned) -> tuple[Line, ...]:
    kept = (item for item in cleaned.passages if item.rule is None and item.text.strip())
    return tuple(Line(item.text[: LONGEST + 1], item.where) for item in kept)


def _cut(cleaned: Cleaned) -> tuple[str, ...]:
    left = (item.text.strip() for item in cleaned.passages if item.rule is not None)
    return tuple(text for text in left if text and len(text) <= LONGEST)


def _time(article: Article, message: Message) -> str | None:
    """When the page was there: its event time; without one, the day it was published."""
    if article.event_time:
        return article.event_time
    if message.timestamp >= 0:
        return times.from_millis(message.timestamp)
    return times.utc(article.published) if article.published else None
