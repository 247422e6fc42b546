"""`dateline process`: pages to events without Kafka."""

import asyncio
from dataclasses import replace
from typing import TYPE_CHECKING

import click

from worker.cli import common
from worker.settings import MOST_CHILDREN

if TYPE_CHECKING:
    from worker.core.errors import PoisonPage
    from worker.settings import Settings
    from worker.stages.read import ReadPage


@click.command()
@click.argument("paths", nargs=-1, metavar="[PATH…|-]")
@click.option(
    "--jobs", type=click.IntRange(1, MOST_CHILDREN), help="Pages worked on at a time; by default one a core."
)
@click.option("--no-dedupe", is_flag=True, help="Take every page by itself: no versions, no copies.")
def process(paths: tuple[str, ...], jobs: int | None, *, no_dedupe: bool) -> int:
    r"""Turn pages into events without Kafka: one JSON line a page on stdout, in input order.

    PATH is a file, a folder (read whole, in order) or "-", the default, for JSONL on stdin. Files are JSONL, WARC,
    HTML or plain text, each also gzipped. A JSONL row is the JSON that pages.raw takes: {"url", "html" or "text", …}.

    A line has the page's fate (published, replaced, unchanged, stale, copy, rejected, dead) and the body of its
    tagged event: title, text, language, what was removed, countries, leaders. A rejected page's line has the text
    and tags that could be made. A page whose fetched_at isn't given has no event time here.

    Exit code 0 when every row got its line, whatever its fate. After more than one, how many had which fate stands on stderr.

    \b
    Examples:
      dateline process samples/ | jq -r '[.fate, .title] | @tsv'
      dateline process --jobs 2 --no-dedupe pages.jsonl.gz > events.jsonl
      zcat pages.jsonl.gz | dateline process - | jq 'select(.fate == "rejected")'
    """
    if not paths and click.get_text_stream("stdin").isatty():
        raise click.UsageError("name files or folders, or pipe JSONL in")
    settings = common.read_settings()
    settings = replace(settings, children=jobs or settings.children)
    asyncio.run(_process(settings, paths or ("-",), dedupe=not no_dedupe))
    return 0


async def _process(settings: "Settings", paths: tuple[str, ...], *, dedupe: bool) -> None:
    from worker import sources
    from worker.cli.feed import feed
    from worker.cli.lines import Lines
    from worker.cli.progress import progress, size_of
    from worker.cli.work import message_of, results
    from worker.stages import jobs

    files = sources.find(paths)
    lines, out = Lines(dedupe=dedupe), click.get_binary_stream("stdout")
    with progress("page", size_of(files), beside_data=True) as bar:
        rows = feed(sources.read(files, click.get_binary_stream("stdin"), bar.seen))
        async for done in results(settings, jobs.PAGE, rows, message_of):
            out.write(lines.line(done.item, await _read(done.result)) + b"\n")
            out.flush()
            bar.more(1)
    if not lines.count:
        common.say("there were no pages: nothing was read, or only empty lines")
    elif lines.count > 1:  # of one its line says all
        common.say(lines.told())


async def _read(result: "asyncio.Future[bytes] | None") -> "ReadPage | PoisonPage | None":
    from worker.core.codec import unpack
    from worker.core.errors import PoisonPage
    from worker.stages.read import ReadPage

    try:
        return None if result is None else unpack(await result, ReadPage)
    except PoisonPage as error:
        return error
