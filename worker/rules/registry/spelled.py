"""Who stands under several names in the sources though no rule can tell: `spelled.tsv`, one person a line."""

from collections.abc import Iterator
from pathlib import Path

from worker.core.errors import SettingsError
from worker.rules import lines
from worker.rules.countries import DISSOLVED, PLACES
from worker.rules.registry.identity import Called
from worker.rules.registry.names import name_key


def read(path: Path) -> Iterator[Called]:
    """The names of each, with the country: `country, names` parted by `|`, the usual one first. Raises SettingsError naming the line."""
    for number, line in lines.numbered(path, lines.read(path)):
        if not line.startswith("#"):
            country, _, cell = line.partition("\t")
            names = [name.strip() for name in cell.split("|")]
            if country not in PLACES | DISSOLVED:
                raise SettingsError(f"{path}, line {number}, country: {country!r} is no country's code")
            if not all(names):
                raise SettingsError(f"{path}, line {number}, names: {cell!r} has an empty name")
            yield tuple((country, name_key(name)) for name in names)
