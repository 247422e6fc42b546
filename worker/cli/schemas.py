"""`dateline schemas`: check the message schemas and their examples."""

from pathlib import Path

import click

from worker.core.codec import to_json
from worker.schemas.check import Report, check
from worker.schemas.folder import shipped


@click.group()
def schemas() -> None:
    """Check the message schemas and their examples."""


@schemas.command("check")
@click.argument("folder", required=False, type=click.Path(path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="One JSON object on stdout instead of lines.")
def check_command(folder: Path | None, *, as_json: bool) -> int:
    """Check the schemas of a folder.

    By default of those that came with Dateline. Each schema must follow the rules of house-rules.json (closed objects, no unknown keyword, every field described), its
    examples must be as right or as wrong as they say, and within a version only optional fields may have been added.

    Exit code 0: all in order. 1: something isn't; each line names the file, the place in it and the reason.
    """
    report = check(folder or shipped())
    click.echo(to_json(report).decode() if as_json else _lines(report))
    return 1 if report.findings else 0


def _lines(report: Report) -> str:
    seen = f"{report.schemas} schemas and {report.examples} examples"
    if not report.findings:
        return f"{seen}: all in order"
    found = "\n".join(str(finding) for finding in report.findings)
    count = len(report.findings)
    return f"{found}\n{count} finding{'s' if count > 1 else ''} in {seen}; schemas/compatibility.md has the rules"
