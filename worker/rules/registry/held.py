"""Who held which office as we know it ourselves: `held.tsv`, one more source beside those of the reference folder."""

from collections.abc import Iterator
from pathlib import Path

from worker.core.errors import SettingsError
from worker.rules.lines import rows
from worker.rules.registry.sources import Term

SOURCE = "held"
CELLS = 4


def read(path: Path) -> Iterator[Term]:
    """The terms of a table: `country, kind, office, holders`. Raises SettingsError naming the line.

    Holders are parted by `; `, each `name|other name, first..last`. `first..` is open; `first..?2025-06` was still held
    when we last looked; days may be `2014`, `2014-05` or `2014-05-02`.
    """
    for where, cells in rows(path):
        if len(cells) != CELLS:
            raise SettingsError(f"{where}: {len(cells)} cells, not {CELLS}")
        for holder in cells[3].split("; "):
            yield _term(cells, holder, f"{where}, holders")


def _term(cells: list[str], holder: str, where: str) -> Term:
    names, comma, days = holder.strip().rpartition(", ")
    start, dots, end = days.partition("..")
    if not comma or not dots or not names.strip():
        raise SettingsError(f"{where}: {holder!r} is not `name, first..last`")
    name, *others = names.split("|")
    last = "" if end.startswith("?") else end
    return Term(
        source=SOURCE,
        country=cells[0],
        kind=cells[1],
        office=cells[2],
        name=name,
        aliases=tuple(others),
        surname=None,
        qid=None,
        start=start or None,
        end=last or None,
        seen=end[1:] if end.startswith("?") else None,
        exact=min(len(start), len(last) or 10) == 10,
    )
