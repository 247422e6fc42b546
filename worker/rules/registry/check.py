"""What looks wrong in a registry: overlaps, gaps, impossible days, shared ids, names that several leaders bear."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import pairwise
from typing import NamedTuple

from worker.core.tags.calendar import day
from worker.core.tags.folding import fold
from worker.core.tags.nouns import Person
from worker.rules.registry.offices import SHARED, SINGLE, role

GRACE = 31  # days two holders of one office may overlap, or the office stand empty: sources count handovers differently
LONG_GAP = 372 * 2
LONGEST = 372 * 72  # no term is longer than the longest reign


class Finding(NamedTuple):
    """One thing to look at: `fault` must be mended, `doubt` is for a person to judge."""

    level: str
    kind: str
    where: str
    text: str


def check(persons: Iterable[Person]) -> list[Finding]:
    """All findings, faults first."""
    everyone = list(persons)
    rules = (_impossible, _shared_ids, _overlaps, _gaps, _stale, _namesakes)
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
    by_name: dict[str, list[Person]] = defaultdict(list)
    for person in persons:
        by_name[fold(person.name).strip()].append(person)
    for found in by_name.values():
        if len(found) > 1:
            countries = ", ".join(sorted(person.offices[0].country for person in found))
            yield Finding("doubt", "namesakes", found[0].name, f"{len(found)} leaders: {countries}")
