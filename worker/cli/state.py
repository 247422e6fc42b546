"""`dateline state`: what identify and dedupe remember on this machine."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

import click

from worker.cli import common
from worker.cli.times import shown

if TYPE_CHECKING:
    from worker.state.survey import Language, Surveyed


@click.command()
@click.option("--json", "as_json", is_flag=True, help="One JSON object an index, a line each.")
def state(*, as_json: bool) -> int:
    r"""Show what is remembered here, by language: articles, age, disk and memory.

    Reads the indexes in DATELINE_STATE_DIR, also beside a running worker. They are made from the state topics and may be
    deleted: a worker reads the topics anew. Memory is what a worker keeps of an index itself, at most; the rest is read
    where the system keeps the file. A language's share of both is that of its rows. Decisions on pages, whose a text is and
    what is known of copies are of no language ("-").

    Exit code 0 where each index can be used, 1 where one can't, or where there is none.

    \b
    Examples:
      dateline state
      dateline state --json | jq -r '.languages[] | [.lang, .articles, .bytes, .memory] | @tsv'
    """
    from worker.core.errors import Unavailable
    from worker.state.retention import Retention
    from worker.state.survey import survey, together

    settings = common.read_settings()
    folder = settings.state_dir
    found = survey(folder, Retention(articles=settings.identity_days, texts=settings.copy_days))
    if not found:
        raise Unavailable(
            f"there is no state in {folder}: `dateline run` makes it from its topics; DATELINE_STATE_DIR names the folder"
        )
    for one in found:
        _as_json(one) if as_json else _as_text(one)
    if not as_json and len(found) > 1:
        _table("all indexes", together(found))
    return 1 if any(one.problem for one in found) else 0


def _as_json(one: "Surveyed") -> None:
    from worker.core.codec import to_json

    click.echo(to_json(one))


def _as_text(one: "Surveyed") -> None:
    click.echo(f"{one.name}  {one.disk / 1e6:,.2f} MB on disk")
    if one.problem:
        click.echo(f"  {one.problem}")
        return
    click.echo(
        f"  the log of cluster {one.cluster} up to offset {one.offset:,}, pages up to {_time(one.arrived)}"
    )
    click.echo("  " + ", ".join(f"{count:,} {table}" for table, count in one.entries.items()))
    _table("by language", one.languages)


def _table(title: str, languages: "Sequence[Language]") -> None:
    """Languages, a row each, and what they come to."""
    from worker.state.survey import total

    click.echo(f"  {title:<12}{'articles':>12}{'sketches':>12}{'disk':>13}{'memory':>13}  kept by time")
    for one in languages:
        _row(one.lang or "-", one)
    if languages:
        _row("total", total(languages))


def _row(name: str, one: "Language") -> None:
    sizes = "".join(f"{size / 1e6:>10,.2f} MB" for size in (one.bytes, one.memory))
    click.echo(
        f"  {name:<12}{one.articles:>12,}{one.sketches:>12,}{sizes}  {_time(one.oldest)} – {_time(one.newest)}"
    )


def _time(millis: int) -> str:
    return shown(millis)[:16] if millis > 0 else "-"
