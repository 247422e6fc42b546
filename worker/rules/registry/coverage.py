"""How many countries have a known holder of an office in a year: `dateline registry check --coverage`."""

from collections import defaultdict
from collections.abc import Iterable
from typing import NamedTuple

from worker.core.tags.calendar import day, status
from worker.core.tags.nouns import Person
from worker.rules.countries import COUNTRIES
from worker.rules.registry.offices import SINGLE, role

HEADS = "head"
OFFICES = (HEADS, "foreign", "defence", "interior", "finance")


class Year(NamedTuple):
    """A year's countries with a holder in office on 30 June, by office."""

    year: int
    held: dict[str, frozenset[str]]

    def lacking(self, office: str) -> list[str]:
        """The countries whose holder isn't known."""
        return sorted(set(COUNTRIES) - self.held[office])


def coverage(persons: Iterable[Person], years: Iterable[int]) -> list[Year]:
    """Who is known to hold the offices that count most, year by year."""
    everyone = list(persons)
    return [_year(everyone, year) for year in years]


def _year(persons: list[Person], year: int) -> Year:
    at = day(f"{year}-06-30") or 0
    held: dict[str, set[str]] = defaultdict(set)
    for person in persons:
        for office in person.offices:
            name = HEADS if role(office.office) in SINGLE else role(office.office)
            if name in OFFICES and status(office, at) == "current":
                held[name].add(office.country)
    return Year(year, {name: frozenset(held[name] & set(COUNTRIES)) for name in OFFICES})
