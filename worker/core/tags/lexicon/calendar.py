"""Who held what on a day: the status of offices at an article's date."""

from functools import lru_cache
from typing import NamedTuple

from worker.core.tags.lexicon.nouns import Office, Person

NEVER = 10**6
RANK = {"current": 0, "designate": 1, "former": 2, "unknown": 3}
SURE = 400  # days after the last check in which an open office still counts as held

# Days before the first one in which it is known who will lead, where the registry doesn't say (`ahead`): a parliament votes, or a
# party, and the oath follows in days. Who is voted for months before has it in the registry (`voted.tsv`).
CHOSEN = 14
NAMED = 21  # days before their first in which ministers are known: a cabinet is named when it is agreed on
ELECTED = 76  # the same, of those whom a president elect names: the longest time that is usual
# Where a president is elected months before his day, and names ministers in between.
ELECTS = frozenset("US MX BR AR CL CO PE EC UY PY BO VE CR PA GT HN SV NI DO PH".split())


class Standing(NamedTuple):
    """The office of a person that counts most on a day, and its status there."""

    office: Office
    status: str


@lru_cache(maxsize=200_000)
def day(text: str | None, *, last: bool = False) -> int | None:
    """Days since year 0, roughly (for comparing): `2014`, `2014-05`, `2014-05-02`; the period's first or last day."""
    if not text:
        return None
    year, month, date = ([int(part) for part in text[:10].split("-")] + [0, 0])[:3]
    return year * 372 + ((month or (12 if last else 1)) - 1) * 31 + (date or (31 if last else 1)) - 1


def status(office: Office, at: int) -> str | None:
    """Current | former | designate, unknown where the sources end too early; None for an office far ahead."""
    start, end = day(office.start), day(office.end, last=True)
    if start is not None and at < start:
        return "designate" if start - at <= _ahead(office) else None
    if end is not None:
        return "current" if at < end or (at == end and not office.handed_over) else "former"
    return "current" if at <= _last(office) else "unknown"


def appointed(office: Office) -> bool:
    """True of ministers and the deputies that are named with them; not where a president elect names his months before."""
    named = office.kind == "minister" or (office.portfolio == "deputy" and "resident" not in office.office)
    return named and office.country not in ELECTS


def _ahead(office: Office) -> int:
    """Days before the first in which the holder is known: what the registry says, else what is usual."""
    if office.ahead is not None:
        return office.ahead
    if office.kind == "minister" and not appointed(office):
        return ELECTED
    return NAMED if appointed(office) else CHOSEN


def standing(person: Person, at: int | None) -> Standing | None:
    """The office that counts most: current before designate before former; heads first; then the latest. None: no leader yet."""
    if at is None:
        return Standing(
            max(person.offices, key=lambda office: (office.kind == "head", office.start or "")), "unknown"
        )
    found = [Standing(office, is_) for office in person.offices if (is_ := status(office, at))]
    return min(found, key=_order, default=None)


def _order(found: Standing) -> tuple[int, bool, int]:
    return RANK[found.status], found.office.kind != "head", -(day(found.office.start) or 0)


class Term(NamedTuple):
    """The first and the last day of one office."""

    start: int
    end: int


def terms(person: Person) -> tuple[Term, ...]:
    """The terms of a person."""
    return tuple(Term(day(office.start) or 0, _last(office)) for office in person.offices)


def _last(office: Office) -> int:
    """The last day; of an open office the last one on which it still counts as held."""
    end = day(office.end, last=True)
    if end is not None:
        return end
    seen = day(office.seen, last=True)
    return NEVER if seen is None else seen + SURE


def away(held: tuple[Term, ...], at: int) -> int:
    """Days between a date and the nearest day in office: 0 while in office, more the longer ago or ahead."""
    nearest = NEVER
    for start, end in held:
        if start <= at <= end:
            return 0
        nearest = min(nearest, start - at if at < start else at - end)
    return nearest


def distance(person: Person, at: int) -> int:
    """The same, of a person of whom it is asked once."""
    return away(terms(person), at)
