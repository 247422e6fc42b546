"""What `dateline furniture` looks at: pages of files or of a range of `pages.raw`, cleaned, as the learner sees them."""

import asyncio
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, TypeVar

import click

from worker.cli import settings as cli

if TYPE_CHECKING:
    from worker.core.model import Message
    from worker.rules.furniture.seen import Seen
    from worker.settings import Settings

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Pages:
    """Which pages: files, or without any a range of `pages.raw` (ms since the epoch)."""

    paths: tuple[str, ...] = ()
    since: int | None = None
    until: int | None = None

    def checked(self) -> "Pages":
        """These pages, if they can be meant. Raises UsageError otherwise."""
        if self.paths and (self.since is not None or self.until is not None):
            raise click.UsageError("--since and --until are for pages.raw; without PATH they say which range")
        return self


@dataclass
class Looked:
    """The pages that are articles of a known site, and how many others there were."""

    seen: list["Seen"] = field(default_factory=list)
    others: int = 0


def look(settings: "Settings", pages: Pages) -> Looked:
    """Read and clean these pages, without the furniture that was learned before."""
    settings = replace(settings, furniture_rules=None)
    if pages.paths:
        return asyncio.run(_of_files(settings, pages.paths))
    return cli.with_kafka(settings, _of_topic(settings, pages))


async def _of_files(settings: "Settings", paths: tuple[str, ...]) -> Looked:
    from worker import sources
    from worker.cli.feed import feed
    from worker.cli.progress import progress, size_of
    from worker.cli.work import message_of

    files = sources.find(paths)
    with progress("pages", size_of(files)) as bar:
        rows = feed(sources.read(files, click.get_binary_stream("stdin"), bar.seen))
        return await _looked(settings, rows, message_of, bar.more)


async def _of_topic(settings: "Settings", pages: Pages) -> Looked:
    from worker.cli.progress import progress
    from worker.kafka import pages as topic

    wanted = await topic.of_range(settings, pages.since, pages.until)
    with progress("pages", sum(map(len, wanted))) as bar:
        count = 0

        def more(number: int) -> None:
            nonlocal count
            count += number
            bar.seen(count)
            bar.more(number)

        return await _looked(settings, topic.read(settings, wanted), lambda message: message, more)


async def _looked(
    settings: "Settings",
    items: AsyncIterator[T],
    message: "Callable[[T], Message | None]",
    more: Callable[[int], None],
) -> Looked:
    from worker.cli.work import results
    from worker.stages import jobs

    looked = Looked()
    async for done in results(settings, jobs.SIGHT, items, message):
        page = None if done.result is None else await _read(done.result)
        if page is not None and page.site:
            looked.seen.append(page)
        else:
            looked.others += 1
        more(1)
    return looked


async def _read(result: "asyncio.Future[bytes]") -> "Seen | None":
    from worker.core.codec import unpack
    from worker.core.errors import PoisonPage
    from worker.rules.furniture.seen import Seen

    try:
        return unpack(await result, Seen)
    except PoisonPage:
        return None
