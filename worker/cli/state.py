"""`dateline state`: what identify and dedupe remember on this machine."""

from typing import TYPE_CHECKING

import click

from worker.cli import common
from worker.cli.times import shown

if TYPE_CHECKING:
    from worker.state.survey import Surveyed


@click.command()
@click.option("--json", "as_json", is_flag=True, help="One JSON object an index, a line each.")
def state(*, as_json: bool) -> int:
    r"""Show the local state of identify and dedupe: size, age, memory, and what is held by language.

    Reads the indexes in DATELINE_STATE_DIR, also beside a running worker. They are made from the state topics and may be
    deleted: a worker reads the topics anew.

    Exit code 0 where each index can be used, 1 where one can't, or where there is none.

    \b
    Examples:
      dateline state
      dateline state --json | jq -r '.languages[] | [.lang, .sketches] | @tsv'
    """
    from worker.core.errors import Unavailable
    from worker.state.survey import survey

    folder = common.read_settings().state_dir
    found = survey(folder)
    if not found:
        raise Unavailable(
            f"there is no state in {folder}: `dateline run` makes it from its topics; DATELINE_STATE_DIR names the folder"
        )
    for one in found:
        _as_json(one) if as_json else _as_text(one)
    return 1 if any(one.problem for one in found) else 0


def _as_json(one: "Surveyed") -> None:
    from worker.core.codec import to_json

    click.echo(to_json(one))


def _as_text(one: "Surveyed") -> None:
    click.echo(f"{one.name}  {one.disk / 1e6:,.1f} MB on disk")
    if one.problem:
        click.echo(f"  {one.problem}")
        return
    click.echo(
        f"  at most {one.memory / 1e6:,.1f} MB of a worker's own memory; the rest is read where the system keeps it"
    )
    click.echo(
        f"  the log of cluster {one.cluster} up to offset {one.offset:,}, pages up to {_time(one.arrived)}"
    )
    click.echo("  " + ", ".join(f"{count:,} {table}" for table, count in one.entries.items()))
    for held in one.languages:
        click.echo(
            f"  {held.lang:<4}{held.sketches:>11,} sketches {held.bytes / 1e6:>9,.1f} MB"
            f"  kept by time {_time(held.oldest)} – {_time(held.newest)}"
        )


def _time(millis: int) -> str:
    return shown(millis)[:16] if millis > 0 else "-"
