"""`dateline registry`: check the registry of leaders, or build it and the gazetteer's generated tables."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from worker.core.errors import SettingsError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from worker.core.tags.lexicon.nouns import Person
    from worker.rules.registry import Placed
    from worker.rules.registry.check import Finding

FIRST_YEAR, LAST_YEAR = 1960, 2026


@click.group()
def registry() -> None:
    """Check or build the registry of leaders."""


@registry.command()
@click.argument("file", required=False, type=click.Path(path_type=Path))
@click.option(
    "--all", "everything", is_flag=True, help="List what was looked at already too, each with why it stands."
)
@click.option(
    "--coverage",
    "covered",
    is_flag=True,
    help="Count who is known: countries by office and year, and what the gazetteer lacks.",
)
def check(file: Path | None, *, everything: bool, covered: bool) -> int:
    r"""Look for faults and doubts in the registry.

    Read as the worker does: overlaps, gaps, impossible days, ids that stand twice, namesakes, two people in one entry.
    Each with its reason and where it stands: file, lines and field.

    FILE is a file of your own (JSON Lines, see worker/rules/registry/README.md) to check over the released entries.
    Listed are faults, and doubts that nobody has looked at yet.
    Exit 0: it can be loaded and has no fault; 1: a fault; 2: a line is wrong, and the worker wouldn't start with it.

    \b
    Examples:
      dateline registry check
      dateline registry check my-leaders.jsonl
      dateline registry check --coverage
    """
    from collections import Counter

    from worker.rules import registry as rules
    from worker.rules.registry import explained
    from worker.rules.registry.check import check as look

    places, version = rules.placed(file)
    persons, table = [one.person for one in places], explained.read()
    findings = [(finding, explained.why(finding, table)) for finding in look(persons)]
    for finding, why in findings:
        if everything or not why:
            cells = [finding.level, finding.kind, finding.where, finding.text, _place(finding, places)]
            click.echo("\t".join([*cells, why] if why else cells))
    if covered:
        _coverage(persons)
    kinds = Counter(finding.kind for finding, why in findings if not why)
    told = (
        ", ".join(f"{number} × {kind}" for kind, number in sorted(kinds.items())) or "nothing new to look at"
    )
    known = sum(why is not None for _, why in findings)
    click.echo(
        f"{len(persons)} persons, version {version}: {told}, {known} findings explained",
        err=True,
    )
    return 1 if any(finding.level == "fault" for finding, _ in findings) else 0


def _place(finding: "Finding", places: "Sequence[Placed]") -> str:
    """`leaders.jsonl, line 12; mine.jsonl, line 3, names[1]`: where the persons of a finding stand, and the field of the last."""
    lines = [f"{places[number].path.name}, line {places[number].line}" for number in finding.entries]
    return "; ".join(lines) + (f", {finding.field}" if finding.field else "")


def _coverage(persons: "Sequence[Person]") -> None:
    """Countries by office and year, since when each one's heads are known, then the gaps of the gazetteer, a line each."""
    from worker.rules import gazetteer
    from worker.rules.countries import COUNTRIES
    from worker.rules.gazetteer.coverage import LANGUAGES, missing
    from worker.rules.registry.coverage import OFFICES, coverage, since

    click.echo("\t".join(("year", *OFFICES, f"of {len(COUNTRIES)} countries")))
    for year in coverage(persons, range(FIRST_YEAR, LAST_YEAR + 1)):
        click.echo("\t".join(map(str, (year.year, *(len(year.held[office]) for office in OFFICES)))))
    click.echo("heads known since\teither\tof state\tof government\tdays between, neither known")
    for known in since(persons):
        click.echo("\t".join(map(str, known)))
    for lack in missing(gazetteer.load(), LANGUAGES):
        click.echo(f"gazetteer lacks\t{lack}")


@registry.command()
@click.option(
    "--reference",
    required=True,
    type=click.Path(path_type=Path),
    help="The folder with leaders.csv.gz and newsmap/.",
)
@click.option(
    "--wikidata",
    type=click.Path(path_type=Path),
    help="SPARQL results in JSON as one more source (README.md has the query).",
)
@click.option("--looked", metavar="DAY", help="The day the export was made: open terms were held then.")
@click.option(
    "--out",
    type=click.Path(path_type=Path),
    help="Write the files into this folder instead of into the package; made where it isn't there.",
)
def build(reference: Path, wikidata: Path | None, looked: str | None, out: Path | None) -> int:
    r"""Build the registry, and the gazetteer's generated tables.

    Made of the reference folder and the packages: leaders.jsonl, generated.tsv and what stands beside it.

    \b
    Example:
      dateline registry build --reference ../shared/reference
      dateline registry build --reference ../shared/reference --wikidata leaders.json --looked 2026-11-26
    """
    from worker.rules.gazetteer import HERE as GAZETTEER
    from worker.rules.gazetteer import build as forms
    from worker.rules.gazetteer import givens, homes, named
    from worker.rules.registry import BUILT
    from worker.rules.registry import build as leaders
    from worker.rules.registry import wikidata as export

    if not (reference / "leaders.csv.gz").is_file():
        raise SettingsError(f"--reference {reference}: there is no leaders.csv.gz in it")
    if wikidata and not looked:
        raise SettingsError("--wikidata needs --looked DAY: say when the export was made")
    try:
        (out or BUILT.parent).mkdir(parents=True, exist_ok=True)  # before the work, which takes half a minute
    except OSError as error:
        raise SettingsError(f"--out {out}: {error.strerror}") from error
    newer = export.read(wikidata, looked) if wikidata and looked else ()
    persons = leaders.build(reference, newer)
    leaders.write(persons, out / BUILT.name if out else BUILT)
    table = forms.build(reference)
    forms.write(table, (out or GAZETTEER) / "generated.tsv")
    names = givens.build()
    givens.write(names, (out or GAZETTEER) / givens.BUILT)
    homes.write(homes.build(named(), names), (out or GAZETTEER) / homes.BUILT)
    click.echo(f"{len(persons)} persons, {len(table)} forms of places", err=True)
    return 0
