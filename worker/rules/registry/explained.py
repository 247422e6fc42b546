"""Findings of `check` that a person has looked at, each with why it stands: `explained.tsv`."""

from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

from worker.core.errors import SettingsError
from worker.rules import lines
from worker.rules.registry import HERE
from worker.rules.registry.check import Finding

CELLS = 4
TABLE = HERE / "explained.tsv"


class Explained(NamedTuple):
    """What a finding says, and why it stands: it holds while kind and place are the same and the text begins so."""

    kind: str
    where: str
    text: str
    why: str

    def holds(self, finding: Finding) -> bool:
        """True for the finding that was looked at."""
        return (self.kind, self.where) == (finding.kind, finding.where) and finding.text.startswith(self.text)


def read(path: Path = TABLE) -> list[Explained]:
    """The table. Raises SettingsError naming a wrong line."""
    found = []
    for number, line in lines.numbered(path, lines.read(path)):
        if not line.startswith("#"):
            cells = [cell.strip() for cell in line.split("\t")]
            if len(cells) != CELLS or not all(cells):
                raise SettingsError(f"{path}, line {number}: not {CELLS} cells, none of them empty")
            found.append(Explained(*cells))
    return found


def why(finding: Finding, table: Iterable[Explained]) -> str | None:
    """Why a finding stands; None where nobody has looked at it. A fault has no excuse."""
    if finding.level == "fault":
        return None
    return next((line.why for line in table if line.holds(finding)), None)
