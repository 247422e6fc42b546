"""The corpus that `dateline furniture` works on: the pages of files or of a range of `pages.raw`, cleaned in children."""

import asyncio
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, TypeVar

import click

from worker.cli import common
from worker.cli.times import check_range

if TYPE_CHECKING:
    from worker.core.model import Message
    from worker.rules.furniture.pages import PageLines
    from worker.settings import Settings

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Selection:
    """Which pages: those of files, or without any those of a range of `pages.raw` (ms since the epoch)."""

    paths: tuple[str, ...] = ()
    since: int | None = None
    until: int | None = None

    def checked(self) -> "Selection":
        """This selection. Raises UsageError where it names both files and a range, or a range of nothing."""
        if self.paths and (self.since is not None or self.until is not None):
            raise click.UsageError("--since and --until are for pages.raw; without PATH they say which range")
        check_range(self.since, self.until)
        return self


@dataclass
class Corpus:
    """The pages that are articles of a known site, and how many others there were."""

    articles: list["PageLines"] = field(default_factory=list)
    others: int = 0


def collect(settings: "Settings", pages: Selection) -> Corpus:
    """Read and clean these pages, without the furniture that was learned before."""
    settings = replace(settings, furniture_rules=None)
    if pages.paths:
        return asyncio.run(_of_files(settings, pages.paths))
    return common.with_kafka(settings, _of_topic(settings, pages))


async def _of_files(settings: "Settings", paths: tuple[str, ...]) -> Corpus:
    from worker import sources
    from worker.cli.feed import feed
    from worker.cli.progress import progress, size_of
    from worker.cli.work import message_of

    files = sources.find(paths)
    with progress("page", size_of(files)) as bar:
        rows = feed(sources.read(files, click.get_binary_stream("stdin"), bar.seen))
        return await _collected(settings, rows, message_of, bar.more)


async def _of_topic(settings: "Settings", pages: Selection) -> Corpus:
    from worker.cli.progress import progress
    from worker.kafka import pages as topic

    wanted = await topic.of_range(settings, pages.since, pages.until)
    with progress("page", sum(map(len, wanted))) as bar:
        count = 0

        def more(number: int) -> None:
            nonlocal count
            count += number
            bar.seen(count)
            bar.more(number)

        return await _collected(settings, topic.read(settings, wanted), lambda message: message, more)


async def _collected(
    settings: "Settings",
    items: AsyncIterator[T],
    message: "Callable[[T], Message | None]",
    more: Callable[[int], None],
) -> Corpus:
    from worker.cli.work import results
    from worker.stages import jobs

    corpus = Corpus()
    async for done in results(settings, jobs.LINES, items, message):
        page = None if done.result is None else await _read(done.result)
        if page is not None and page.site:
            corpus.articles.append(page)
        else:
            corpus.others += 1
        more(1)
    return corpus


async def _read(result: "asyncio.Future[bytes]") -> "PageLines | None":
    from worker.core.codec import unpack
    from worker.core.errors import PoisonPage
    from worker.rules.furniture.pages import PageLines

    try:
        return unpack(await result, PageLines)
    except PoisonPage:
        return None
