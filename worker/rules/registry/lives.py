"""Entries that hold two people: names that don't hang together, more years than a life has, a king with a later ministry."""

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from worker.core.tags.lexicon.calendar import day
from worker.core.tags.lexicon.nouns import Office, Person
from worker.rules.registry.names import differ, initials, name_key
from worker.rules.registry.offices import SINGLE, role

YEAR = 372  # days, a month as 31
LIFE = 75 * YEAR  # years in office: whoever began before thirty would be over a hundred
BETWEEN = 25 * YEAR  # years out of office that hardly anybody comes back from
MONARCHS = re.compile(r"^(king|queen|monarch|emperor|pope)\b", re.IGNORECASE)
LATIN = re.compile(r"[^\u0250-\u1dff\u1f00-\U0010ffff]*")
# What stands before a name in its place, and where it is from: King Hassan, Henri of Luxembourg.
RANK = re.compile(
    r"^(?:king|kung|queen|prince|erbprinz|sultan|emir|(?:grand )?duke|pope|papa|cardinal|archbishop|lord|commodore|mrs|tan sri) |"
    r" of (?:the )?[A-Z].*$",
    re.IGNORECASE,
)


class Doubt(NamedTuple):
    """Why an entry may be two people's: `fault` or `doubt`, the field that says so, and what it says."""

    level: str
    field: str
    text: str


def doubts(person: Person) -> Iterator[Doubt]:
    """All that speaks for two people in one entry."""
    yield from _years(person.offices)
    yield from _initials(person)
    yield from _names(person)
    yield from _crowned(person.offices)


def _years(offices: tuple[Office, ...]) -> Iterator[Doubt]:
    """More years in office than a life has; terms that lie a career apart."""
    terms = sorted(
        (start, day(one.end or one.seen or one.start, last=True) or start, number)
        for number, one in enumerate(offices)
        if (start := day(one.start))
    )
    if not terms:
        return
    last, _, number = max(((end, start, number) for start, end, number in terms), key=lambda term: term[0])
    if last - terms[0][0] > LIFE:
        years = (last - terms[0][0]) // YEAR
        yield Doubt("fault", f"offices[{number}]", f"in office over {years} years")
    reached = terms[0][1]
    for start, end, number in terms[1:]:
        if start - reached > BETWEEN:
            yield Doubt("doubt", f"offices[{number}].start", f"after {(start - reached) // YEAR} years")
        reached = max(reached, end)


def _initials(person: Person) -> Iterator[Doubt]:
    """Two names that are the same but for the first of their initials."""
    first: dict[str, str] = {}
    for number, name in enumerate((person.name, *person.names)):
        other = first.setdefault(name_key(name), name) if initials(name) else name
        if initials(other)[:1] != initials(name)[:1]:
            level = "fault" if _headed_twice(person) else "doubt"
            yield Doubt(level, _field(number), f"called {other} and {name}")
            return


def _names(person: Person) -> Iterator[Doubt]:
    """Names in Latin letters that fall into groups, each with a word of its own: Ojo Maduekwe, Diezani Alison-Madueke."""
    names = dict.fromkeys(name for name in (person.name, *person.names) if LATIN.fullmatch(name))
    first, *others = _groups(names) or [[person.name]]
    for group in others:
        number = (person.name, *person.names).index(group[0])
        yield Doubt("doubt", _field(number), f"called {first[0]} and {group[0]}")


def _groups(names: Iterable[str]) -> list[list[str]]:
    """The names, those together that tell of one person, directly or over a third; in the order of their first."""
    groups: list[list[str]] = []
    for name in names:
        near = [group for group in groups if not all(differ(_plain(name), _plain(one)) for one in group)]
        together = [one for group in near for one in group] + [name]
        place = groups.index(near[0]) if near else len(groups)
        groups = [group for group in groups if group not in near]
        groups.insert(place, together)
    return groups


def _plain(name: str) -> str:
    """A name without rank and land, where anything is left of it."""
    return RANK.sub("", RANK.sub("", name)) or name


def _crowned(offices: tuple[Office, ...]) -> Iterator[Doubt]:
    crowned = [day(one.start) or 0 for one in offices if MONARCHS.match(one.office) and one.kind == "head"]
    for number, one in enumerate(offices):
        if crowned and one.kind == "minister" and (day(one.start) or 0) > min(crowned):
            yield Doubt("doubt", f"offices[{number}]", "a monarch with a later ministry")
            return


def _headed_twice(person: Person) -> bool:
    """True for two terms in one office that one person holds at a time."""
    ranks = [(one.country, role(one.office)) for one in person.offices if one.kind == "head"]
    return any(rank in SINGLE and ranks.count((country, rank)) > 1 for country, rank in ranks)


def _field(number: int) -> str:
    """Where the n-th of all names stands, the usual one first."""
    return f"names[{number - 1}]" if number else "name"
