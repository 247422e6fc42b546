"""Who came after whom: terms that no source closed, or that reach into a successor's, end where the next one begins."""

from collections import defaultdict
from collections.abc import Container
from typing import NamedTuple

import msgspec

from worker.core.tags.lexicon.calendar import day
from worker.core.tags.lexicon.nouns import Office, Person
from worker.rules.registry.identity import FIRST_LOOK
from worker.rules.registry.offices import SHARED, SINGLE, fame, role

SLACK = 45  # days by which two sources may differ on a day and still agree
LONG_OPEN = 372 * 5
UNSEEN = 372 * 2  # days after the last look within which a later event still tells when a ministry ended
OLD = frozenset(("wd22", "ci12"))
LONGEST_STAY = 366  # days up to which one may have stood in for another
SHORT_STAY = {"ci12": 366}  # by the only source: days up to which that is sure; of other sources:
BRIEF = 100
KNOWN = ("known",)  # terms that stand over all sources: nobody stood in there


class Holder(NamedTuple):
    """Who began to hold an office when, until when, and by which sources."""

    start: str
    name: str
    end: str
    sources: tuple[str, ...]


Holders = dict[tuple[str, str], list[Holder]]
Told = Container[
    tuple[str, str | None]
]  # last days of offices that a source tells, by country: no successor's first day goes before them


def succeeded(persons: list[Person], told: Told) -> list[Person]:
    """Terms that no source closed, in offices that one person holds at a time: they end where a successor's begins."""
    holders: Holders = defaultdict(list)
    for person in persons:
        for office in person.offices:
            if office.start and _single(office) and _begins(office):
                held_by = Holder(office.start, person.name, office.end or "9999", office.sources)
                holders[office.country, role(office.office)].append(held_by)
    for terms in holders.values():
        terms.sort()
    return [
        msgspec.structs.replace(
            person,
            offices=tuple(_cut(person, office, holders, told) for office in _unbroken(person, holders)),
        )
        for person in persons
    ]


def _unbroken(person: Person, holders: Holders) -> list[Office]:
    """The offices, two terms as one where the first has no end and nobody else began between them."""
    offices: list[Office] = []
    for office in person.offices:
        before = next((one for one in reversed(offices) if _goes_on(person, one, office, holders)), None)
        if before is None:
            offices.append(office)
        else:
            both = tuple(sorted({*before.sources, *office.sources}))
            offices[offices.index(before)] = msgspec.structs.replace(
                before, end=office.end, seen=office.seen, sources=both
            )
    return offices


def _goes_on(person: Person, one: Office, other: Office, holders: Holders) -> bool:
    rank = (one.country, role(one.office))
    same = one.kind == other.kind and rank == (other.country, role(other.office))
    if not same or one.end or not one.start or not other.start or other.start < one.start:
        return False
    others = (holder.start for holder in holders.get(rank, ()) if holder.name != person.name)
    return not any(one.start < start < other.start for start in others)


def _begins(office: Office) -> bool:
    """True where the first day is one, and not that on which one source looked first."""
    looked = office.start == FIRST_LOOK and office.sources == ("ci12",)
    return len(office.start or "") == len(FIRST_LOOK) and not looked


def _single(office: Office) -> bool:
    """True for an office that one person holds at a time; a minister at the prime minister's office is none."""
    return office.kind == "head" and role(office.office) in SINGLE and office.country not in SHARED


def _left_with(person: Person, office: Office) -> Office:
    """A ministry without an end: it ended as the person came to head the country; begun while heading it, with that."""
    heads = [one for one in person.offices if one.country == office.country and fame(one) > 1]
    opened = office.end is None and office.kind == "minister" and office.sources != KNOWN
    opened &= office.country not in SHARED  # where ministers are president for a year
    start = office.start or "9999"
    before = any((one.start or "9999") <= start <= (one.end or "9999") for one in heads)
    rose = [one.start for one in heads if one.start and one.start > start]
    if opened and rose and not before and set(office.sources) <= OLD:
        return (
            msgspec.structs.replace(office, end=min(rose), seen=None)
            if _seen_near(office, min(rose))
            else office
        )
    ends = [one.end for one in heads if one.end]
    if opened and ends and all(one.end for one in heads) and (office.start or "") < max(ends):
        return msgspec.structs.replace(office, end=max(ends), seen=None)
    if opened and (last := _left_since(person, office)) and _seen_near(office, last):
        return msgspec.structs.replace(office, end=last, seen=None, doubt="no source tells the last day")
    return office


def _seen_near(office: Office, end: str) -> bool:
    """True where a source had still looked some time before; else the last day is anybody's guess, and the status is unknown.

    Without it Giorgia Meloni was minister of youth policy from 2008 on until she became prime minister.
    """
    return (day(end) or 0) - (day(office.seen) or 0) <= UNSEEN


def _left_since(person: Person, office: Office) -> str | None:
    """The end of the last of the later offices, for a ministry that old sources never closed in all those years."""
    long_open = (day(office.seen) or 0) - (day(office.start) or 0) > LONG_OPEN
    later = [one for one in person.offices if (one.start or "") >= (office.start or "9999")]
    last = max((one.end for one in later if one.end), default="9999")
    still = any(one.end is None and (one.start or "") >= last for one in later)
    return last if long_open and last < "9999" and set(office.sources) <= OLD and not still else None


def _cut(person: Person, office: Office, holders: Holders, told: Told) -> Office:
    office = _left_with(person, office)
    if (
        office.sources == KNOWN
        or not office.start
        or not _single(office)
        or (office.country, office.end) in told
    ):
        return office
    terms = holders.get((office.country, role(office.office)), [])
    for holder in terms:
        later = (day(holder.start) or 0) - (day(office.start) or 0) > SLACK
        ends = office.end is None or holder.start < office.end
        if later and ends and holder.name != person.name and not _stood_in(holder, person, office, terms):
            return msgspec.structs.replace(office, end=holder.start, seen=None)
    return office


def _stood_in(holder: Holder, person: Person, office: Office, terms: list[Holder]) -> bool:
    """True for one who held it for months within a term that several sources tell and that goes on after.

    Of very few months, or of one old source, that is sure; else nobody may have followed.
    """
    left = day(holder.end, last=True) or 0
    stay = left - (day(holder.start) or 0)
    goes_on = len(office.sources) > 1 and holder.end < (office.end or office.seen or "")
    if holder.sources == KNOWN or stay > LONGEST_STAY or not goes_on:
        return False
    if len(holder.sources) == 1 and stay < SHORT_STAY.get(holder.sources[0], BRIEF):
        return True
    others = (one for one in terms if one.name not in (person.name, holder.name))
    return not any((day(one.start) or 0) <= left + SLACK < (day(one.end) or 10**7) for one in others)
