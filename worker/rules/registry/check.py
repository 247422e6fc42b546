"""What looks wrong in a registry: overlaps, gaps, impossible days, shared ids, two people in one entry, one person in two."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import pairwise
from typing import NamedTuple

from worker.core.tags.calendar import day
from worker.core.tags.folding import fold
from worker.core.tags.nouns import Person
from worker.rules.registry.names import initials, name_key
from worker.rules.registry.offices import SHARED, SINGLE, role

GRACE = 31  # days two holders of one office may overlap, or the office stand empty: sources count handovers differently
LONG_GAP = 372 * 2
LONGEST = 372 * 72  # no term is longer than the longest reign
LIFE = 372 * 75  # nor any life in office
ONE_CAREER = 372 * 15  # years between terms of one office that one person may have held
MONARCHS = re.compile(r"^(king|queen|monarch|emperor|pope)\b", re.IGNORECASE)


class Finding(NamedTuple):
    """One thing to look at: `fault` must be mended, `doubt` is for a person to judge."""

    level: str
    kind: str
    where: str
    text: str


def check(persons: Iterable[Person]) -> list[Finding]:
    """All findings, faults first."""
    everyone = list(persons)
    rules = (_impossible, _shared_ids, _two_in_one, _one_in_two, _overlaps, _gaps, _stale, _namesakes)
    found = [finding for rule in rules for finding in rule(everyone)]
    return sorted(found, key=lambda finding: (finding.level != "fault", finding.kind, finding.where))


def _impossible(persons: list[Person]) -> Iterator[Finding]:
    for person in persons:
        for office in person.offices:
            start, end = day(office.start), day(office.end, last=True)
            where = f"{office.country} {person.name}"
            if start and end and end < start:
                yield Finding(
                    "fault", "impossible days", where, f"{office.office}: {office.start} to {office.end}"
                )
            if start and end and end - start > LONGEST:
                yield Finding(
                    "doubt", "very long term", where, f"{office.office}: {office.start} to {office.end}"
                )


def _shared_ids(persons: list[Person]) -> Iterator[Finding]:
    by_id: dict[str, list[Person]] = defaultdict(list)
    for person in persons:
        if person.id:
            by_id[person.id].append(person)
    for number, found in by_id.items():
        if len({person.offices[0].country for person in found}) < len(found):
            names = ", ".join(person.name for person in found)
            yield Finding("fault", "two people on one id", f"{found[0].offices[0].country} {number}", names)


def _two_in_one(persons: list[Person]) -> Iterator[Finding]:
    """Entries that hold two people: more years in office than a life has, names that differ in their initials, a monarch with a later ministry."""
    for person in persons:
        where = f"{person.offices[0].country} {person.name}"
        starts = [start for office in person.offices if (start := day(office.start))]
        ends = [end for office in person.offices if (end := day(office.end or office.start, last=True))]
        if starts and ends and max(ends) - min(starts) > LIFE:
            years = (max(ends) - min(starts)) // 372
            yield Finding("fault", "two people in one", where, f"in office over {years} years")
        if apart := _initials_apart((person.name, *person.names)):
            level = "fault" if _headed_twice(person) else "doubt"
            yield Finding(level, "two people in one", where, f"called {' and '.join(apart)}")
        crowned = [
            day(one.start) or 0 for one in person.offices if MONARCHS.match(one.office) and one.kind == "head"
        ]
        served = [day(one.start) or 0 for one in person.offices if one.kind == "minister"]
        if crowned and served and max(served) > min(crowned):
            yield Finding("doubt", "two people in one", where, "a monarch with a later ministry")


def _headed_twice(person: Person) -> bool:
    """True for two terms in one office that one person holds at a time."""
    ranks = [(one.country, role(one.office)) for one in person.offices if one.kind == "head"]
    return any(rank in SINGLE and ranks.count((country, rank)) > 1 for country, rank in ranks)


def _initials_apart(names: Iterable[str]) -> list[str]:
    """Two of the names that are the same but for the first of their initials; none where all agree."""
    first: dict[str, str] = {}
    for name in names:
        if initials(name):
            other = first.setdefault(name_key(name), name)
            if initials(other)[0] != initials(name)[0]:
                return [other, name]
    return []


def _one_in_two(persons: list[Person]) -> Iterator[Finding]:
    """Two entries of one name that held one office within some years: one person under two ids, or with and without one."""
    holders: dict[tuple[str, str, str], list[Person]] = defaultdict(list)
    for person in persons:
        ranks = {(one.country, role(one.office)) for one in person.offices if one.kind == "head"}
        for name in {name_key(name) for name in (person.name, *person.names)}:
            for country, rank in sorted(ranks):
                holders[country, rank, name].append(person)
    told: set[tuple[int, int]] = set()
    for (country, rank, _), found in holders.items():
        for one, other in pairwise(found):
            if _apart(one, other) <= ONE_CAREER and (id(one), id(other)) not in told:
                told.add((id(one), id(other)))
                names = " and ".join(f"{person.name} ({person.id or 'no id'})" for person in (one, other))
                yield Finding("doubt", "one person in two", f"{country} {rank}", names)


def _apart(one: Person, other: Person) -> int:
    """Days between the offices of two persons, the nearest of them."""
    spans = [
        [(day(office.start) or 0, day(office.end) or 10**6) for office in person.offices]
        for person in (one, other)
    ]
    return min(max(0, start - last, first - end) for first, last in spans[0] for start, end in spans[1])


def _terms(persons: list[Person]) -> dict[tuple[str, str], list[tuple[int, int | None, str]]]:
    terms: dict[tuple[str, str], list[tuple[int, int | None, str]]] = defaultdict(list)
    for person in persons:
        for office in person.offices:
            start = day(office.start)
            if (
                office.kind == "head"
                and role(office.office) in SINGLE
                and start
                and office.country not in SHARED
            ):
                terms[office.country, role(office.office)].append((start, day(office.end), person.name))
    return {key: sorted(found, key=lambda term: term[:1]) for key, found in terms.items()}


def _overlaps(persons: list[Person]) -> Iterator[Finding]:
    for (country, office), terms in _terms(persons).items():
        for (_, end, name), (start, _, other) in pairwise(terms):
            if name != other and end is not None and end - start > GRACE:
                yield Finding(
                    "doubt", "overlap", f"{country} {office}", f"{name} and {other}, {end - start} days"
                )


def _gaps(persons: list[Person]) -> Iterator[Finding]:
    """Long times in which nobody is known; a term within a longer one of another holder ends nothing."""
    for (country, office), terms in _terms(persons).items():
        last, holder = terms[0][1], terms[0][2]
        for start, end, name in terms[1:]:
            if last is None:
                break
            if start - last > LONG_GAP:
                yield Finding(
                    "doubt",
                    "gap",
                    f"{country} {office}",
                    f"nobody between {holder} and {name}, {(start - last) // 31} months",
                )
            if end is None or end > last:
                last, holder = end, name


def _stale(persons: list[Person]) -> Iterator[Finding]:
    """Terms without an end, though somebody else has held the office since."""
    for (country, office), terms in _terms(persons).items():
        latest, successor = terms[-1][0], terms[-1][2]
        for start, end, name in terms[:-1]:
            if end is None and latest > start and name != successor:
                yield Finding("doubt", "no end", f"{country} {office}", f"{name}, before {successor}")


def _namesakes(persons: list[Person]) -> Iterator[Finding]:
    """Leaders of one country under one name; those of two are told apart by the country."""
    by_name: dict[tuple[str, str], list[Person]] = defaultdict(list)
    for person in persons:
        by_name[person.offices[0].country, fold(person.name).strip()].append(person)
    for (country, _), found in by_name.items():
        if len(found) > 1:
            first = sorted(min(office.start or "" for office in person.offices) for person in found)
            yield Finding("doubt", "namesakes", f"{country} {found[0].name}", f"since {' and '.join(first)}")
