"""When a page was published and changed: its sources in the stated order, each looked at only where those before it have nothing."""

from collections.abc import Iterable, Iterator
from functools import cached_property

import msgspec
from lxml.html import HtmlElement

from worker.core import times, urls
from worker.core.clean.blocks.blocks import Blocks
from worker.core.clean.metadata import byline, dates, marked, metatags, pagelines, told
from worker.core.clean.metadata.byline import Byline
from worker.core.clean.metadata.bylinewords import BylineWords
from worker.core.clean.metadata.jsonld import Declared
from worker.core.clean.metadata.microdata import Microdata
from worker.core.clean.metadata.pagelines import Lines
from worker.core.clean.metadata.sources import (
    GUESSES,
    SOURCE_BYLINE,
    SOURCE_LD,
    SOURCE_MICRODATA,
    SOURCE_NEARBY,
    SOURCE_SCRIPT,
    SOURCE_TIME,
    SOURCE_UPDATED,
    SOURCE_URL,
    Sourced,
)

DAY = len("2024-05-05")  # characters of a day that is no instant


class DeclaringPage(msgspec.Struct, frozen=True, dict=True):
    """What the fields are read from."""

    tree: HtmlElement
    blocks: Blocks
    words: BylineWords
    meta: metatags.Meta
    ld: Declared
    micro: Microdata
    title: str | None
    url: str | None
    tag: str | None  # the declared language
    latest: str

    @cached_property
    def lines(self) -> Lines:
        """The page's lines; a page that declares all needs none."""
        moments, changes = marked.moments(self.tree), marked.changes(self.tree)
        host = urls.host(self.url) or ""
        return pagelines.lines(
            self.blocks, self.tag, moments, self.words, self.title, changes=changes, host=host
        )

    @cached_property
    def around(self) -> Byline:
        """What the page tells its readers around the headline."""
        return byline.read(self.lines) if self.blocks.blocks else Byline()

    @cached_property
    def said(self) -> str | None:
        """The day behind a word for publishing on a line anywhere in the page."""
        return told.said_elsewhere(self.lines)

    @cached_property
    def first(self) -> str | None:
        """The day on which the page says that its article was published, first or originally."""
        return told.said_of_itself(self.lines)


def published(page: DeclaringPage) -> Iterator[Sourced]:
    """The publication dates, most believed first. Each source is looked at only where those before it have none."""
    for source, time in _timed(_declared(page), page):
        yield from _shown_before(page, time)
        yield source, time
    changed = next((time[:10] for _, time in modified(page) if time), None)
    yield from (
        (source, time)
        for source, time in _timed(metatags.values(page.meta, metatags.DATE), page)
        if time[:10] != changed
    )
    shown = list(_timed(((SOURCE_TIME, value) for value in _unchanged(page)), page))
    shown += _timed(((SOURCE_BYLINE, page.around.published),), page)
    if shown:
        yield from _said_before(page, shown[0][1])
    yield from shown
    yield from _timed(((SOURCE_BYLINE, page.said),), page)
    yield from _timed(((SOURCE_BYLINE, told.stands_alone(page.lines)),), page)
    if not page.ld.others:  # whose dates stand in the scripts, too
        yield from _timed(((SOURCE_SCRIPT, dates.of_scripts(page.tree)),), page)
    guesses = ((SOURCE_UPDATED, value) for _, value in metatags.values(page.meta, metatags.DATE))
    yield from _timed(
        ((SOURCE_URL, dates.of_url(page.url, page.tag)), (SOURCE_NEARBY, page.around.nearby)),
        page,
    )
    yield from _timed(((SOURCE_NEARBY, told.stands_alone(page.lines, is_own=False)),), page)
    yield from _timed(((SOURCE_NEARBY, value) for value in marked.times_in_lines(page.tree)), page)
    yield from _timed(((SOURCE_UPDATED, page.around.modified), *guesses), page)


def _declared(page: DeclaringPage) -> Iterator[Sourced]:
    yield SOURCE_LD, page.ld.published
    yield from metatags.values(page.meta, metatags.OG_PUBLISHED)
    yield SOURCE_MICRODATA, page.micro.article.published
    yield from metatags.values(page.meta, metatags.PUBLISHED)


def _shown_before(page: DeclaringPage, stamp: str) -> Iterator[Sourced]:
    """The earlier day that the page shows its readers on a line of its own, where they see the declared one nowhere and it is no earlier than the last change: a system stamped both when it wrote the page anew."""
    change = next((time for _, time in _declared_changes(page)), None)
    if change is None or (times.utc(stamp) or "") < (times.utc(change) or ""):
        return
    if stamp[:10] in _seen(page):
        return
    for source, time in _timed(((SOURCE_BYLINE, byline.alone(page.lines)),), page):
        if time[:10] < stamp[:10]:
            yield source, time
    yield from _said_before(page, stamp)


def _seen(page: DeclaringPage) -> frozenset[str]:
    """The days that readers see around the headline, and those of <time> elements."""
    if not page.blocks.blocks:
        return frozenset()
    return byline.days(page.lines) | {value[:10] for value in marked.publication_times(page.tree)}


def _said_before(page: DeclaringPage, shown: str) -> Iterator[Sourced]:
    """The earlier day on which the page says that its article was published ("originally published on …"), where no line tells another."""
    first = page.first if page.first == page.said else None
    for source, time in _timed(((SOURCE_BYLINE, first),), page):
        if time[:10] < shown[:10]:
            yield source, time


def _unchanged(page: DeclaringPage) -> Iterator[str]:
    """The dates of <time> elements but for the day that the page calls the last change's."""
    changed = page.around.modified or "-"
    return (value for value in marked.publication_times(page.tree) if value[:10] != changed[:10])


def modified(page: DeclaringPage) -> Iterator[tuple[str, str]]:
    """The dates of the last change, most believed first."""
    yield from _declared_changes(page)
    yield from _timed(((SOURCE_BYLINE, page.around.modified),), page)


def modified_since(page: DeclaringPage, source: str, published: str | None) -> Iterator[Sourced]:
    """The dates of the last change, but for those before the publication, where this is no guess: nothing changes before it is there."""
    since = published if source not in GUESSES else None
    yield from (
        (source, time) for source, time in modified(page) if since is None or not _is_before(time, since)
    )


def _is_before(time: str, published: str) -> bool:
    if min(len(time), len(published)) == DAY:
        return time[:DAY] < published[:DAY]
    return (times.utc(time) or "") < (times.utc(published) or "")


def _declared_changes(page: DeclaringPage) -> Iterator[tuple[str, str]]:
    yield from _timed(((SOURCE_LD, page.ld.modified), *metatags.values(page.meta, metatags.MODIFIED)), page)
    yield from _timed(((SOURCE_MICRODATA, page.micro.article.modified),), page)


def _timed(values: Iterable[Sourced], page: DeclaringPage) -> Iterator[tuple[str, str]]:
    """The values that are times, written as such, but for those after the last possible day."""
    for source, value in values:
        time = dates.declared(value, page.tag) if value else None
        if time and time[:10] <= page.latest:
            yield source, time
