"""What is told of an office beside its term: what its holder sees to, and how long before it the holder is known."""

import re
from collections.abc import Iterable
from pathlib import Path

import msgspec

from worker.core.errors import SettingsError
from worker.core.tags.lexicon.calendar import appointed
from worker.core.tags.lexicon.nouns import Office, Person
from worker.core.tags.text.folding import fold
from worker.rules.countries import PLACES
from worker.rules.lines import rows
from worker.rules.registry.offices import role

CELLS = 3
VOTES = 5  # cells of a line of votes
YEARS = re.compile(r"(\d{4})\.\.(\d{4})|-")
LEADING = {
    "state": ("president", "vice president"),
    "government": ("head of government",),
}  # whom a line is of: roles
CABINET = 80  # days: nobody names a cabinet longer ahead
FOUR = frozenset(("foreign", "defence", "interior", "finance"))
SECRETARY = "secretary of state"  # without more: who sees to foreign affairs in one country, a junior minister elsewhere
ABROAD_BY_NAME = frozenset(("US",))
TREASURIES = frozenset(("AR",))  # where the ministry of the economy is that of finance
STAND_INS = frozenset(("vice president", "deputy"))


class Tables(msgspec.Struct, frozen=True):
    """`portfolios.tsv`: patterns in order; `voted.tsv`: votes, by country."""

    portfolios: tuple[tuple[str, re.Pattern[str]], ...]
    voted: dict[str, list["Vote"]]


class Vote(msgspec.Struct, frozen=True):
    """How many days before the first one it is known who will hold an office, of terms that begin in these years."""

    led: str
    first: str
    last: str
    days: int


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
    return msgspec.structs.replace(told, ahead=_ahead(told, tables.voted.get(office.country, ())))


def _ahead(office: Office, votes: Iterable[Vote]) -> int | None:
    """The days the table tells; ministers are known as early where a president elect names them, but no cabinet longer ahead than some weeks."""
    year, held = (office.start or "")[:4], role(office.office)
    if office.kind == "minister":
        if appointed(office):
            return office.ahead
        days = next(
            (vote.days for vote in votes if vote.led == "state" and vote.first <= year <= vote.last), None
        )
        return office.ahead if days is None else min(days, CABINET)
    return next(
        (vote.days for vote in votes if held in LEADING[vote.led] and vote.first <= year <= vote.last),
        office.ahead,
    )


def portfolio(office: Office, table: Iterable[tuple[str, re.Pattern[str]]]) -> str | None:
    """What a minister sees to, or `deputy`; None for a head, and where the office's words don't say."""
    rank = role(office.office)
    if office.kind == "head":
        return "deputy" if rank in STAND_INS else None
    if rank in FOUR and (office.country in ABROAD_BY_NAME or fold(office.office).strip() != SECRETARY):
        return rank
    if office.country in TREASURIES and "economy" in office.office.lower():
        return "finance"
    title = f" {fold(office.office).strip()} "
    return next((name for name, words in table if words.search(title)), None)


def _portfolios(path: Path) -> Iterable[tuple[str, re.Pattern[str]]]:
    for where, name, words in _rows(path):
        beginnings = [fold(word).lstrip() for word in words.split("|")]
        if not all(word.strip() for word in beginnings):
            raise SettingsError(f"{where}, words: an empty word")
        yield name, re.compile(rf"\b(?:{'|'.join(map(re.escape, beginnings))})")


def _voted(path: Path) -> dict[str, list[Vote]]:
    voted: dict[str, list[Vote]] = {}
    for where, written in rows(path):
        country, led, years, days, _ = _whole(where, written, VOTES)
        if country not in PLACES:
            raise SettingsError(f"{where}, country: {country!r} is no country's code")
        if led not in LEADING:
            raise SettingsError(f"{where}, whom: {led!r} is not one of {', '.join(LEADING)}")
        span = YEARS.fullmatch(years)
        if not span:
            raise SettingsError(f"{where}, years: {years!r} is not `2012..2018` or -")
        if not days.isdecimal():
            raise SettingsError(f"{where}, days: {days!r} is no number of days")
        voted.setdefault(country, []).append(Vote(led, span[1] or "0000", span[2] or "9999", int(days)))
    return voted


def _rows(path: Path) -> Iterable[tuple[str, str, str]]:
    for where, written in rows(path):
        cells = _whole(where, written, CELLS)
        yield where, cells[0], cells[1]


def _whole(where: str, written: list[str], number: int) -> list[str]:
    cells = [cell.strip() for cell in written]
    if len(cells) != number or not all(cells):
        raise SettingsError(f"{where}: not {number} cells, none of them empty")
    return cells
