"""How many countries have a known holder of an office in a year, and since when each one's heads are: `dateline registry check --coverage`."""

from collections import defaultdict
from collections.abc import Iterable
from typing import NamedTuple

from worker.core.tags.lexicon.calendar import day, status
from worker.core.tags.lexicon.nouns import Person
from worker.rules.countries import COUNTRIES
from worker.rules.registry.offices import RANKS, SINGLE, role

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


EMPTY = 62  # days an office may stand empty, or two sources count a handover differently


class Since(NamedTuple):
    """From which day on, without a gap, a country's head of state, head of government, or either is known; "" for never.

    `unknown` are the days on which neither is, between the first and the last that are known, without handovers.
    """

    country: str
    either: str
    state: str
    government: str
    unknown: int


def since(persons: Iterable[Person]) -> list[Since]:
    """The countries with the days from which their heads are known to the last look."""
    terms: dict[tuple[str, str], list[tuple[int, int]]] = defaultdict(list)
    for person in persons:
        for office in person.offices:
            start, rank = day(office.start), role(office.office)
            if office.kind == "head" and start is not None and rank in SINGLE:
                terms[office.country, rank].append(
                    (start, day(office.end or office.seen, last=True) or 10**7)
                )
    return [_since(country, terms) for country in COUNTRIES]


def _since(country: str, terms: dict[tuple[str, str], list[tuple[int, int]]]) -> Since:
    found = {name: [span for rank in ranks for span in terms[country, rank]] for name, ranks in RANKS.items()}
    either = found["state"] + found["government"]
    return Since(
        country,
        _unbroken(either),
        _unbroken(found["state"]),
        _unbroken(found["government"]),
        _between(either),
    )


def _between(spans: list[tuple[int, int]]) -> int:
    """The days of the gaps between terms, a month as 31."""
    days, last = 0, 10**7
    for start, end in sorted(spans):
        days += start - last if start > last + EMPTY else 0
        last = end if last == 10**7 else max(last, end)
    return days


def _unbroken(spans: list[tuple[int, int]]) -> str:
    """The first day of the terms that follow one another up to the last."""
    ordered = sorted(spans)
    first = last = 0
    for start, end in ordered:
        if start > last + EMPTY:
            first = start
        last = max(last, end)
    return f"{first // 372}-{first % 372 // 31 + 1:02}-{first % 31 + 1:02}" if ordered else ""
