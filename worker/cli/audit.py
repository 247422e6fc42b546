"""`dateline audit`: prove that every page has exactly one fate."""

from typing import TYPE_CHECKING

import click

from worker.cli import common
from worker.cli.times import TIME, check_range

if TYPE_CHECKING:
    from worker.kafka.audit import Report
    from worker.settings import Settings

NAMED = 20  # coordinates of a kind that are listed for people; --json lists all


@click.command()
@click.option(
    "--since", type=TIME, help="From this record time on: 2024-06-20, 2024-06-20T10:00:00Z, 30m, 12h, 7d."
)
@click.option("--until", type=TIME, help="Up to this record time, without it.")
@click.option("--json", "as_json", is_flag=True, help="The whole report as one JSON object.")
def audit(since: int | None, until: int | None, *, as_json: bool) -> int:
    r"""Prove that every input page has exactly one fate.

    Compares the records of pages.raw and pages.replay (all that are there now, or those of a range of record time)
    with pages.fates. A page that was dead and later got another fate, by a redelivery or a replay, is listed as
    superseded.

    Exit code 0 only if every input has exactly one fate; otherwise 1, and the inputs that lack one, or have two, are
    named as topic:partition:offset.

    \b
    Examples:
      dateline audit
      dateline audit --since 24h --json | jq .missing
    """
    check_range(since, until)
    settings = common.read_settings()
    report = common.with_kafka(settings, _audit(settings, since, until))
    if as_json:
        _as_json(report)
    else:
        _as_text(report)
    return 0 if report.proven else 1


async def _audit(settings: "Settings", since: int | None, until: int | None) -> "Report":
    from worker.cli.progress import progress
    from worker.kafka import audit as auditing

    with progress("fate", None) as bar:
        return await auditing.audit(settings, since, until, bar.more)


def _as_json(report: "Report") -> None:
    import dataclasses

    from worker.core.codec import to_json

    click.echo(to_json({"proven": report.proven, **dataclasses.asdict(report)}))


def _as_text(report: "Report") -> None:
    click.echo(f"inputs      {report.inputs:>9,}")
    for kind, count in report.fates.items():
        click.echo(f"{kind:<11} {count:>9,}")
    _list("dead", report.dead, "`dateline dead list` says why")
    _list("dead first, then otherwise", report.superseded, "")
    _list("records of pages.fates that are no fates", report.unreadable, "does somebody else write there?")
    _list("WITHOUT A FATE", report.missing, "is a worker running? `dateline watch pages.fates`")
    twice = [f"{name} ({', '.join(kinds)})" for name, kinds in report.contradicted.items()]
    _list("WITH TWO FATES", twice, "a fault of Dateline: keep the topics, and report it")
    click.echo(_verdict(report), err=not report.proven)


def _verdict(report: "Report") -> str:
    if not report.inputs:
        return "there are no inputs in this range"
    return (
        "every input has exactly one fate" if report.proven else "NOT PROVEN: inputs lack a fate, or have two"
    )


def _list(what: str, names: list[str], hint: str) -> None:
    if not names:
        return
    click.echo(f"{what}: {len(names):,}" + (f" ({hint})" if hint else ""))
    for name in names[:NAMED]:
        click.echo(f"  {name}")
    if len(names) > NAMED:
        click.echo(f"  … and {len(names) - NAMED:,} more; --json lists all")
