"""Who came after whom: terms that no source closed, or that reach into a successor's, end where the next one begins."""

from collections import defaultdict
from typing import NamedTuple

import msgspec

from worker.core.tags.calendar import day
from worker.core.tags.nouns import Office, Person
from worker.rules.registry.offices import SHARED, SINGLE, fame, role

SLACK = 45  # days by which two sources may differ on a day and still agree
LONG_OPEN = 372 * 5
OLD = frozenset(("wd22", "ci12"))
STOOD_IN = {"ci12": 366, "known": 0}  # days, by the only source; of the others:
BRIEF = 100


class Holder(NamedTuple):
    """Who began to hold an office when, until when, and the days up to which that may have been standing in for another."""

    start: str
    name: str
    end: str
    stays: int


Holders = dict[tuple[str, str], list[Holder]]


def succeeded(persons: list[Person]) -> list[Person]:
    """Terms that reach into a successor's end where it begins, in offices that one person holds at a time."""
    holders: Holders = defaultdict(list)
    for person in persons:
        for office in person.offices:
            if _single(office) and office.start and len(office.start) == 10:
                stays = STOOD_IN.get(office.sources[0], BRIEF) if len(office.sources) == 1 else 0
                held_by = Holder(office.start, person.name, office.end or "9999", stays)
                holders[office.country, role(office.office)].append(held_by)
    for terms in holders.values():
        terms.sort()
    return [
        msgspec.structs.replace(
            person, offices=tuple(_cut(person, office, holders) for office in _unbroken(person, holders))
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


def _single(office: Office) -> bool:
    """True for an office that one person holds at a time; a minister at the prime minister's office is none."""
    return office.kind == "head" and role(office.office) in SINGLE and office.country not in SHARED


def _left_with(person: Person, office: Office) -> Office:
    """A ministry without an end: it ended as the person came to head the country; begun while heading it, with that."""
    heads = [one for one in person.offices if one.country == office.country and fame(one) > 1]
    opened = office.end is None and office.kind == "minister" and office.sources != ("known",)
    start = office.start or "9999"
    before = any((one.start or "9999") <= start <= (one.end or "9999") for one in heads)
    rose = [one.start for one in heads if one.start and one.start > start]
    if opened and rose and not before and set(office.sources) <= OLD and office.country not in SHARED:
        return msgspec.structs.replace(office, end=min(rose), seen=None)
    ends = [one.end for one in heads if one.end]
    if opened and ends and all(one.end for one in heads) and (office.start or "") < max(ends):
        return msgspec.structs.replace(office, end=max(ends), seen=None)
    if opened and (last := _left_since(person, office)):
        return msgspec.structs.replace(office, end=last, seen=None, doubt="no source tells the last day")
    return office


def _left_since(person: Person, office: Office) -> str | None:
    """The end of the last of the later offices, for a ministry that old sources never closed in all those years."""
    long_open = (day(office.seen) or 0) - (day(office.start) or 0) > LONG_OPEN
    later = [one for one in person.offices if (one.start or "") >= (office.start or "9999")]
    last = max((one.end for one in later if one.end), default="9999")
    still = any(one.end is None and (one.start or "") >= last for one in later)
    return last if long_open and last < "9999" and set(office.sources) <= OLD and not still else None


def _cut(person: Person, office: Office, holders: Holders) -> Office:
    office = _left_with(person, office)
    if office.sources == ("known",) or not office.start or not _single(office):
        return office
    for holder in holders.get((office.country, role(office.office)), ()):
        later = (day(holder.start) or 0) - (day(office.start) or 0) > SLACK
        ends = office.end is None or holder.start < office.end
        if later and ends and holder.name != person.name and not _within(holder, office):
            return msgspec.structs.replace(office, end=holder.start, seen=None)
    return office


def _within(holder: Holder, office: Office) -> bool:
    """True for one who stood in for some days or months, as one source alone tells, in a term that more of them tell."""
    short = (day(holder.end) or 10**6) - (day(holder.start) or 0) < holder.stays
    return short and len(office.sources) > 1 and holder.end < (office.end or "")
