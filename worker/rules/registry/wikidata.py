"""A Wikidata export as one more source: the JSON that its query service hands out, one row a person and term.

The query names its columns `person`, `personLabel`, `officeLabel`, `country` (two letters), `start`, `end` and, if wanted,
`names` (other names, parted by `|`); README.md has one. Nothing here asks the network.
"""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec

from worker.core.errors import SettingsError
from worker.rules.registry import sources
from worker.rules.registry.names import tidy
from worker.rules.registry.sources import Term

SOURCE = "wikidata"
NEEDED = ("person", "personLabel", "officeLabel", "country")


def read(path: Path, looked: str) -> Iterator[Term]:
    """The terms of an export made on the day `looked`. Raises SettingsError naming the row and the column."""
    try:
        rows = msgspec.json.decode(path.read_bytes())["results"]["bindings"]
    except (OSError, msgspec.DecodeError, KeyError, TypeError) as error:
        raise SettingsError(f"{path}: no SPARQL results in JSON ({error})") from error
    for number, row in enumerate(rows, 1):
        cells = {name: str(cell.get("value", "")) for name, cell in row.items()}
        for column in NEEDED:
            if not cells.get(column):
                raise SettingsError(f"{path}, row {number}, {column}: empty")
        yield from _terms(cells, looked, f"{path}, row {number}")


def _terms(cells: dict[str, Any], looked: str, where: str) -> Iterator[Term]:
    if not re.fullmatch(r"[A-Z]{2}", cells["country"]):
        raise SettingsError(f"{where}, country: {cells['country']!r} is no two-letter country code")
    end = sources.iso_day(cells.get("end", "")[:10])
    for office, kind in sources.offices_in(cells["officeLabel"]):
        yield Term(
            source=SOURCE,
            country=cells["country"],
            kind=kind,
            office=office,
            name=tidy(cells["personLabel"]),
            aliases=tuple(name for name in cells.get("names", "").split("|") if " " in name),
            surname=None,
            qid=cells["person"].rpartition("/")[2],
            start=sources.iso_day(cells.get("start", "")[:10]),
            end=end,
            seen=None if end else looked,
            exact=True,
        )
