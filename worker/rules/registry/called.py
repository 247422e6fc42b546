"""By what leaders are called without the rest of their name, where no rule tells it: `called.tsv`, put onto the persons it names."""

from collections.abc import Iterable
from pathlib import Path

import msgspec

from worker.core.errors import SettingsError
from worker.core.tags.lexicon.nouns import Person
from worker.rules.lines import rows
from worker.rules.registry.written import Who

CELLS = 4


def over(persons: Iterable[Person], path: Path) -> list[Person]:
    """The persons with what else stands for them: `country, name, whole names, short forms`, parted by `|`; a line adds to what is known.

    Raises SettingsError for a wrong line, or one that is nobody's.
    """
    result = list(persons)
    who = Who(result)
    for where, cells in rows(path):
        if len(cells) != CELLS or not (cells[2] or cells[3]):
            raise SettingsError(
                f"{where}: country, name, whole names and short forms, one of these two at least"
            )
        place = who.is_called(where, cells[0], cells[1])
        person = result[place]
        result[place] = msgspec.structs.replace(
            person, names=_with(person.names, cells[2]), short=_with(person.short, cells[3])
        )
    return result


def _with(names: tuple[str, ...], cell: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys((*names, *filter(None, cell.split("|")))))
