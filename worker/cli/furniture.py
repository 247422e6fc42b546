"""`dateline furniture`: blocks that recur on many pages of a site, learned into a file, and what such a file would cut."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import click

from worker.cli import common
from worker.cli.corpus import Selection, collect
from worker.cli.times import TIME

if TYPE_CHECKING:
    from worker.rules.furniture.learn import Learned
    from worker.rules.furniture.trial import Trial

SHOWN = 100  # characters of a block that are shown in a line
NAMED = 20  # pages that are named
Command = TypeVar("Command", bound=Callable[..., int])


def _pages(command: Command) -> Command:
    """The pages that a command looks at: PATH…, else a range of pages.raw."""
    options = (
        click.argument("paths", nargs=-1, metavar="[PATH…]"),
        click.option(
            "--since", type=TIME, help="Of pages.raw: from this record time on: 2024-06-20, 30m, 12h, 7d."
        ),
        click.option("--until", type=TIME, help="Of pages.raw: up to this record time, without it."),
    )
    for option in reversed(options):
        command = option(command)
    return command


def _in_a_folder(_: click.Context, __: click.Parameter, file: Path | None) -> Path | None:
    """Refuse a file that can't be written before hours of work go into it."""
    if file is not None and not file.parent.is_dir():
        raise click.BadParameter(f"there is no folder {file.parent}; make it first")
    return file


@click.group()
def furniture() -> None:
    """Learn the blocks that recur on many pages of a site, or try a file of them.

    The worker cuts what the file named by DATELINE_FURNITURE_RULES holds, with the blocks' ids as rules in `removed`.
    """


@furniture.command()
@_pages
@click.option(
    "--out",
    type=click.Path(dir_okay=False, path_type=Path),
    callback=_in_a_folder,
    help="Write the file there, not to stdout.",
)
@click.option(
    "--stories",
    type=click.IntRange(min=2),
    default=5,
    show_default=True,
    help="Distinct stories a block must stand on.",
)
@click.option(
    "--days",
    type=click.IntRange(min=0),
    default=7,
    show_default=True,
    help="Days from the first to the last of them. 0: pages without a time will do.",
)
@click.option(
    "--share",
    type=click.FloatRange(0, 1),
    default=0.1,
    show_default=True,
    help="Share of the site's stories that they must be.",
)
def learn(
    paths: tuple[str, ...],
    since: int | None,
    until: int | None,
    out: Path | None,
    *,
    stories: int,
    days: int,
    share: float,
) -> int:
    r"""Find blocks that recur on many pages of one site.

    They are written as a file of rules, to be reviewed by a person.

    The pages are those of files as `process` takes them (PATH: a file, a folder, "-" for JSONL on stdin), or without
    PATH those of pages.raw, all or a range. They need an address; their event time (without one, the day they were
    published) tells over which days a block recurs.

    The same paragraph republished, quoted in follow-ups or opening a series is no furniture: a block must stand on
    distinct stories that have nothing else in common, over days and sections, in one place of the page. stderr says
    how many recurring blocks were left, and why. The same pages give the same file, in whatever order they come.

    \b
    Examples:
      dateline furniture learn --since 30d --out furniture.toml
      dateline furniture learn crawl/ > furniture.toml
      dateline furniture check furniture.toml --since 1d
      DATELINE_FURNITURE_RULES=furniture.toml dateline run
    """
    from worker.core.errors import Unavailable
    from worker.rules import furniture as rules
    from worker.rules.furniture.doubts import Demands
    from worker.rules.furniture.learn import learn as learned

    corpus = collect(common.read_settings(), Selection(paths, since, until).checked())
    if not corpus.articles:
        pages = common.counted(corpus.others, "page")
        raise Unavailable(f"no article with an address among {pages}; nothing to learn from")
    found = learned(corpus.articles, Demands(stories, days, share))
    text = rules.write(found.blocks)
    if out is None:
        click.echo(text, nl=False)
    else:
        out.write_text(text, encoding="utf-8")
    common.say(_result(found, corpus.others))
    return 0


@furniture.command()
@click.argument("file", type=click.Path(path_type=Path))
@_pages
def check(file: Path, paths: tuple[str, ...], since: int | None, until: int | None) -> int:
    r"""Check a file of learned furniture.

    Read as the worker does; with pages, what it would cut from them is shown.

    Pages are named as for `learn`: files, or a range of pages.raw by --since and --until. Each block is a line: the
    pages it would be cut from, its id, its beginning.

    Exit code 0; 1: a page would lose more than half of its words, and is named; 2: the file is wrong.

    \b
    Examples:
      dateline furniture check furniture.toml
      dateline furniture check furniture.toml crawl/
      dateline furniture check furniture.toml --since 1d
    """
    from worker.rules import furniture as rules
    from worker.rules.furniture.trial import tried

    loaded = rules.load(file)
    common.say(f"{common.counted(len(loaded.blocks), 'block')}, version {loaded.version}")
    pages = Selection(paths, since, until).checked()
    if pages == Selection():
        return 0
    return _told(tried(loaded, collect(common.read_settings(), pages).articles))


def _result(found: "Learned", others: int) -> str:
    read = f"{common.counted(found.pages, 'article')} of {common.counted(found.sites, 'site')}"
    rest = f" ({common.counted(others, 'other page')})" if others else ""
    left = ", ".join(f"{count} {reason}" for reason, count in sorted(found.left.items()))
    left = f"; recurring but left: {left}" if left else ""
    return f"{read}{rest}: {common.counted(len(found.blocks), 'block')}{left}"


def _told(trial: "Trial") -> int:
    for block, pages in trial.cut:
        text = block.text if len(block.text) <= SHOWN else block.text[: SHOWN - 1] + "…"
        click.echo(f"{pages}\t{block.id}\t{text}")
    for url in trial.halved[:NAMED]:
        common.say(f"{url} would lose more than half of its words")
    rest = f"; {len(trial.halved):,} would lose more than half" if trial.halved else ""
    common.say(f"{trial.touched:,} of {trial.pages:,} pages would be cut{rest}")
    return 1 if trial.halved else 0
