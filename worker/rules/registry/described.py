"""What is told of an office beside its term: what its holder sees to, and how long before it the holder is known."""

import re
from collections.abc import Iterable
from pathlib import Path

import msgspec

from worker.core.errors import SettingsError
from worker.core.tags.calendar import appointed
from worker.core.tags.folding import fold
from worker.core.tags.nouns import Office, Person
from worker.rules.countries import PLACES
from worker.rules.lines import rows
from worker.rules.registry.offices import role

CELLS = 3
FOUR = frozenset(("foreign", "defence", "interior", "finance"))
STAND_INS = frozenset(("vice president", "deputy"))


class Tables(msgspec.Struct, frozen=True):
    """`portfolios.tsv`: patterns in order; `voted.tsv`: days ahead, by country."""

    portfolios: tuple[tuple[str, re.Pattern[str]], ...]
    voted: dict[str, int]


def over(persons: Iterable[Person], folder: Path) -> list[Person]:
    """The persons with portfolio and days ahead on their offices. Raises SettingsError naming a wrong line of the tables."""
    tables = Tables(tuple(_portfolios(folder / "portfolios.tsv")), _voted(folder / "voted.tsv"))
    return [
        msgspec.structs.replace(
            person, offices=tuple(_described(office, tables) for office in person.offices)
        )
        for person in persons
    ]


def _described(office: Office, tables: Tables) -> Office:
    told = msgspec.structs.replace(office, portfolio=portfolio(office, tables.portfolios))
    voted = office.kind == "head" and not appointed(told)
    ahead = tables.voted.get(office.country, office.ahead) if voted else office.ahead
    return msgspec.structs.replace(told, ahead=ahead)


def portfolio(office: Office, table: Iterable[tuple[str, re.Pattern[str]]]) -> str | None:
    """What a minister sees to, or `deputy`; None for a head, and where the office's words don't say."""
    rank = role(office.office)
    if office.kind == "head":
        return "deputy" if rank in STAND_INS else None
    if rank in FOUR:
        return rank
    title = f" {fold(office.office).strip()} "
    return next((name for name, words in table if words.search(title)), None)


def _portfolios(path: Path) -> Iterable[tuple[str, re.Pattern[str]]]:
    for where, name, words in _rows(path):
        beginnings = [fold(word).lstrip() for word in words.split("|")]
        if not all(word.strip() for word in beginnings):
            raise SettingsError(f"{where}, words: an empty word")
        yield name, re.compile(rf"\b(?:{'|'.join(map(re.escape, beginnings))})")


def _voted(path: Path) -> dict[str, int]:
    voted = {}
    for where, country, days in _rows(path):
        if country not in PLACES:
            raise SettingsError(f"{where}, country: {country!r} is no country's code")
        if not days.isdecimal():
            raise SettingsError(f"{where}, days: {days!r} is no number of days")
        voted[country] = int(days)
    return voted


def _rows(path: Path) -> Iterable[tuple[str, str, str]]:
    for where, written in rows(path):
        cells = [cell.strip() for cell in written]
        if len(cells) != CELLS or not all(cells):
            raise SettingsError(f"{where}: not {CELLS} cells, none of them empty")
        yield where, cells[0], cells[1]
