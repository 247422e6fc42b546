"""`dateline load`: files into `pages.raw`."""

import time
from collections import Counter
from itertools import islice
from typing import TYPE_CHECKING

import click

from worker.cli import common

if TYPE_CHECKING:
    from worker.kafka.loading import Loaded
    from worker.settings import Settings
    from worker.sources import Row


@click.command()
@click.argument("paths", nargs=-1, required=True, metavar="PATH…")
@click.option("--limit", type=click.IntRange(min=1), help="Load no more than so many rows.")
def load(paths: tuple[str, ...], limit: int | None) -> int:
    r"""Put the pages of files into pages.raw, keyed by URL.

    PATH is a file, a folder (read whole, in order) or "-" for JSONL on stdin. Files are JSONL, WARC, HTML or plain
    text, each also gzipped. A JSONL row is the JSON that pages.raw takes: {"url", "html" or "text", "fetched_at", …}.

    Every page is confirmed by Kafka before it counts. A row that is broken or larger than a page may be is named on
    stderr and skipped.

    Exit code 0 where every row was loaded, 1 where one was skipped.

    \b
    Examples:
      dateline load samples/
      dateline load crawl-2024-*.warc.gz
      zcat pages.jsonl.gz | dateline load -
    """
    from worker import sources

    settings = common.read_settings()
    files = sources.find(paths)
    started = time.monotonic()
    confirmed: Counter[str] = Counter()
    try:
        loaded = common.with_kafka(settings, _load(settings, files, limit, confirmed))
    except KeyboardInterrupt:
        common.say(
            f"stopped; {common.counted(confirmed.total(), 'page')} loaded: one that comes again is `unchanged`"
        )
        raise
    seconds = time.monotonic() - started
    common.say(_result(loaded.pages, loaded.skipped, seconds))
    return 1 if loaded.skipped else 0


def _result(pages: int, skipped: int, seconds: float) -> str:
    rest = f"; {common.counted(skipped, 'row')} skipped, named above" if skipped else ""
    rate = f" in {seconds:.1f} s ({common.paced(pages / seconds)})" if pages else ""
    return f"loaded {common.counted(pages, 'page')}{rate}{rest}"


async def _load(
    settings: "Settings", files: list[str], limit: int | None, confirmed: Counter[str]
) -> "Loaded":
    from worker import sources
    from worker.cli.feed import feed
    from worker.cli.progress import progress, size_of
    from worker.kafka import loading

    with progress("page", size_of(files)) as bar:

        def done() -> None:
            confirmed["pages"] += 1
            bar.more(1)

        def skipped(row: "Row", reason: str) -> None:
            bar.tell(_named(row, reason))

        rows = islice(sources.read(files, click.get_binary_stream("stdin"), bar.seen), limit)
        return await loading.load(settings, feed(rows), skipped, done)


def _named(row: "Row", reason: str) -> str:
    return common.printable(f"{row.place}: {reason}")
