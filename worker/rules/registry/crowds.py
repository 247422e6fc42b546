"""Ministries that many hold at one time: the sign of a source that has a country's states under the country's code."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from worker.core.tags.lexicon.calendar import day
from worker.core.tags.lexicon.nouns import Person
from worker.core.tags.text.folding import fold

MANY = 4  # holders of one ministry at once from which they are of several governments
HANDOVER = 31  # days for which an office may have one holder more
# Titles that several bear in one cabinet.
SHARED_OUT = re.compile(
    r"without portfolio|department|senior minister|presiden|prime minister|office|^(minister|secretary)( of state)?$"
)


class Crowd(NamedTuple):
    """An office, who held it at once, their places among the persons, and where it stands in the last of them."""

    office: str
    text: str
    entries: tuple[int, ...]
    field: str


class Stay(NamedTuple):
    """One person's time in an office, in days."""

    start: int
    end: int
    name: str
    entry: int
    field: str


def crowds(persons: Iterable[Person]) -> Iterator[Crowd]:
    """The ministries of one country and title with at least `MANY` holders on some day."""
    held: dict[tuple[str, str], list[Stay]] = defaultdict(list)
    for number, person in enumerate(persons):
        for place, office in enumerate(person.offices):
            start, title = day(office.start), fold(office.office).strip()
            if office.kind == "minister" and start and not SHARED_OUT.search(title):
                end = day(office.end or office.seen) or 10**6
                held[office.country, title].append(
                    Stay(start, end, person.name, number, f"offices[{place}].office")
                )
    for (country, title), stays in held.items():
        most = max((_on(stays, stay.start) for stay in stays), key=len)
        names = sorted({stay.name for stay in most})
        if len(names) >= MANY:
            told = f"{len(names)} at once: {', '.join(names)}"
            yield Crowd(f"{country} {title}", told, tuple(stay.entry for stay in most), most[-1].field)


def _on(stays: list[Stay], start: int) -> list[Stay]:
    """Who is in office on a day, and for longer than a handover takes."""
    return [stay for stay in stays if stay.start <= start and stay.end > start + HANDOVER]
