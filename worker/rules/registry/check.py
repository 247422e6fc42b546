"""What looks wrong in a registry: overlaps, gaps, impossible days, shared ids, two people in one entry, one person in two."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import pairwise
from typing import NamedTuple

from worker.core.tags.lexicon.calendar import day
from worker.core.tags.lexicon.nouns import Office, Person
from worker.core.tags.text.folding import fold
from worker.rules.countries import DISSOLVED
from worker.rules.registry.crowds import crowds
from worker.rules.registry.eastern import TITLED
from worker.rules.registry.lives import doubts
from worker.rules.registry.names import name_key
from worker.rules.registry.offices import SHARED, SINGLE, rank, role

GRACE = 31  # days two holders of one office may overlap, or the office stand empty: sources count handovers differently
LONG_GAP = 372 * 2
LONGEST = 372 * 72  # no term is longer than the longest reign
LATELY = "2024"  # year of the last look from which on a term without an end is one of today
SECOND = frozenset(("deputy", "vice president", "heir"))
SHORTEST = {True: 2}  # letters of a short form in Latin script; one sign of another may be a name
ONE_CAREER = 372 * 15  # years between terms of one office that one person may have held


class Finding(NamedTuple):
    """One thing to look at: `fault` must be mended, `doubt` is for a person to judge.

    `entries` are the places of the persons concerned among those checked; `field` is where it stands in the last of them.
    """

    level: str
    kind: str
    where: str
    text: str
    entries: tuple[int, ...] = ()
    field: str = ""


class Term(NamedTuple):
    """One term in an office that one person holds at a time."""

    start: int
    end: int | None
    name: str
    entry: int
    field: str


def check(persons: Iterable[Person]) -> list[Finding]:
    """All findings, faults first."""
    everyone = list(persons)
    found = [finding for rule in RULES for finding in rule(everyone)]
    return sorted(found, key=lambda finding: (finding.level != "fault", finding.kind, finding.where))


def _impossible(persons: list[Person]) -> Iterator[Finding]:
    for number, person in enumerate(persons):
        for place, office in enumerate(person.offices):
            start, end = day(office.start), day(office.end, last=True)
            where = f"{office.country} {person.name}"
            at = ((number,), f"offices[{place}].end")
            told = f"{office.office}: {office.start} to {office.end}"
            if start and end and end < start:
                yield Finding("fault", "impossible days", where, told, *at)
            if start and end and end - start > LONGEST:
                yield Finding("doubt", "very long term", where, told, *at)


def _shared_ids(persons: list[Person]) -> Iterator[Finding]:
    """An id that stands on two entries: two people of one country, or, of two, perhaps one who served both."""
    by_id: dict[str, list[int]] = defaultdict(list)
    for number, person in enumerate(persons):
        if person.id:
            by_id[person.id].append(number)
    for shared, found in by_id.items():
        countries = [persons[number].offices[0].country for number in found]
        if len(found) > 1:
            level = "doubt" if len(set(countries)) == len(found) else "fault"
            where = f"{'/'.join(dict.fromkeys(countries))} {shared}"
            names = ", ".join(persons[number].name for number in found)
            yield Finding(level, "two people on one id", where, names, tuple(found), "id")


def _two_in_one(persons: list[Person]) -> Iterator[Finding]:
    for number, person in enumerate(persons):
        where = f"{person.offices[0].country} {person.name}"
        for doubt in doubts(person):
            yield Finding(doubt.level, "two people in one", where, doubt.text, (number,), doubt.field)


def _one_in_two(persons: list[Person]) -> Iterator[Finding]:
    """Two entries of one name that held one office within some years: one person under two ids, or with and without one."""
    holders: dict[tuple[str, str, str], list[int]] = defaultdict(list)
    for number, person in enumerate(persons):
        ranks = {(one.country, role(one.office)) for one in person.offices if one.kind == "head"}
        for name in {name_key(name) for name in (person.name, *person.names) if not TITLED.search(name)}:
            for country, held in sorted(ranks):
                holders[country, held, name].append(number)
    told: set[tuple[int, int]] = set()
    for (country, held, _), found in holders.items():
        for pair in pairwise(found):
            both = [persons[number] for number in pair]
            if _apart(*both) <= ONE_CAREER and pair not in told:
                told.add(pair)
                names = " and ".join(f"{person.name} ({person.id or 'no id'})" for person in both)
                yield Finding("doubt", "one person in two", f"{country} {held}", names, pair, "name")


def _apart(one: Person, other: Person) -> int:
    """Days between the offices of two persons, the nearest of them."""
    spans = [
        [(day(office.start) or 0, day(office.end) or 10**6) for office in person.offices]
        for person in (one, other)
    ]
    return min(max(0, start - last, first - end) for first, last in spans[0] for start, end in spans[1])


def _terms(persons: list[Person]) -> dict[tuple[str, str], list[Term]]:
    terms: dict[tuple[str, str], list[Term]] = defaultdict(list)
    for number, person in enumerate(persons):
        for place, office in enumerate(person.offices):
            rank, start = role(office.office), day(office.start)
            if office.kind == "head" and rank in SINGLE and start and office.country not in SHARED:
                term = Term(start, day(office.end), person.name, number, f"offices[{place}]")
                terms[office.country, rank].append(term)
    return {key: sorted(found, key=lambda term: term.start) for key, found in terms.items()}


def _overlaps(persons: list[Person]) -> Iterator[Finding]:
    for (country, office), terms in _terms(persons).items():
        for one, other in pairwise(terms):
            if one.name != other.name and one.end is not None and one.end - other.start > GRACE:
                told = f"{one.name} and {other.name}, {one.end - other.start} days"
                at = ((one.entry, other.entry), f"{other.field}.start")
                yield Finding("doubt", "overlap", f"{country} {office}", told, *at)


def _gaps(persons: list[Person]) -> Iterator[Finding]:
    """Long times in which nobody is known; a term within a longer one of another holder ends nothing."""
    for (country, office), terms in _terms(persons).items():
        last = terms[0]
        for term in terms[1:]:
            if last.end is None:
                break
            if term.start - last.end > LONG_GAP:
                months = (term.start - last.end) // 31
                told = f"nobody between {last.name} and {term.name}, {months} months"
                at = ((last.entry, term.entry), f"{term.field}.start")
                yield Finding("doubt", "gap", f"{country} {office}", told, *at)
            if term.end is None or term.end > last.end:
                last = term


def _stale(persons: list[Person]) -> Iterator[Finding]:
    """Terms without an end, though somebody else has held the office since."""
    for (country, office), terms in _terms(persons).items():
        latest = terms[-1]
        for term in terms[:-1]:
            if term.end is None and latest.start > term.start and term.name != latest.name:
                told = f"{term.name}, before {latest.name}"
                at = ((latest.entry, term.entry), f"{term.field}.end")
                yield Finding("doubt", "no end", f"{country} {office}", told, *at)


def _crowded(persons: list[Person]) -> Iterator[Finding]:
    """Ministries with many holders at once: so stand the ministers of a country's states under the country's code."""
    for crowd in crowds(persons):
        at = (crowd.entries, crowd.field)
        yield Finding("doubt", "crowded office", crowd.office, crowd.text, *at)


def _namesakes(persons: list[Person]) -> Iterator[Finding]:
    """Leaders of one country under one name; those of two are told apart by the country."""
    by_name: dict[tuple[str, str], list[int]] = defaultdict(list)
    for number, person in enumerate(persons):
        by_name[person.offices[0].country, fold(person.name).strip()].append(number)
    for (country, _), found in by_name.items():
        if len(found) > 1:
            first = sorted(min(one.start or "" for one in persons[number].offices) for number in found)
            where = f"{country} {persons[found[0]].name}"
            yield Finding("doubt", "namesakes", where, f"since {' and '.join(first)}", tuple(found), "name")


def _rivals(persons: list[Person]) -> Iterator[Finding]:
    """Two who head one state or government today, under titles that differ, neither with an end."""
    heads: dict[tuple[str, str], list[Open]] = defaultdict(list)
    for found in _open_heads(persons):
        led = rank(found.office.office)
        if led and found.office.country not in SHARED:
            heads[found.office.country, led].append(found)
    for (country, led), rivals in heads.items():
        for one, other in pairwise(rivals):
            if one.entry != other.entry and role(one.office.office) != role(other.office.office):
                told = " and ".join(f"{persons[of.entry].name} ({of.office.office})" for of in (one, other))
                at = ((one.entry, other.entry), f"{other.field}.end")
                yield Finding("doubt", "two in office", f"{country} head of {led}", told, *at)


def _unranked(persons: list[Person]) -> Iterator[Finding]:
    """Heads of today by a title of which nobody can say what it is the head of, a deputy's or an heir's left out."""
    for found in _open_heads(persons):
        title, name = found.office.office, persons[found.entry].name
        if rank(title) is None and role(title) not in SECOND:
            where = f"{found.office.country} {name}"
            yield Finding("doubt", "no rank", where, title, (found.entry,), f"{found.field}.office")


class Open(NamedTuple):
    """A headship without an end, whose it is, and where it stands there."""

    office: Office
    entry: int
    field: str


def _open_heads(persons: list[Person]) -> Iterator[Open]:
    for number, person in enumerate(persons):
        for place, office in enumerate(person.offices):
            if office.kind == "head" and office.end is None and (office.seen or LATELY) >= LATELY:
                yield Open(office, number, f"offices[{place}]")


def _twice(persons: list[Person]) -> Iterator[Finding]:
    """One person in one office by two terms at one time."""
    for number, person in enumerate(persons):
        terms: dict[tuple[str, str, str], list[Term]] = defaultdict(list)
        for place, office in enumerate(person.offices):
            start, end = day(office.start) or 0, day(office.end or office.seen)
            post = (office.country, office.kind, role(office.office))
            terms[post].append(Term(start, end, office.office, number, f"offices[{place}]"))
        for (country, _, _), found in terms.items():
            for one, other in pairwise(sorted(found, key=lambda term: term.start)):
                if one.end is None or min(one.end, other.end or one.end) - other.start > GRACE:
                    told = f"{one.name} and {other.name} at one time"
                    at = ((number,), f"{other.field}.start")
                    yield Finding("doubt", "one office twice", f"{country} {person.name}", told, *at)


def _called_abroad(persons: list[Person]) -> Iterator[Finding]:
    """Leaders of two countries under one name; those of a state that is no more are its successors', too."""
    by_name: dict[str, list[int]] = defaultdict(list)
    for number, person in enumerate(persons):
        if person.offices[0].country not in DISSOLVED:
            by_name[fold(person.name).strip()].append(number)
    for found in by_name.values():
        countries = sorted({persons[number].offices[0].country for number in found})
        if len(countries) > 1:
            where = "/".join(countries)
            yield Finding("doubt", "namesakes", where, persons[found[0]].name, tuple(found), "name")


def _everyday_words(persons: list[Person]) -> Iterator[Finding]:
    """Short forms that say nobody: a letter, or a small word that is no word of the name."""
    for number, person in enumerate(persons):
        words = {word for name in (person.name, *person.names) for word in fold(name).split()}
        for place, short in enumerate(person.short):
            strange = short[:1].islower() and words.isdisjoint(fold(short).split())
            if strange or len(short) < SHORTEST.get(short[:1].isascii(), 1):
                where = f"{person.offices[0].country} {person.name}"
                told = f"{short!r} alone may be anything"
                yield Finding("doubt", "ambiguous name", where, told, (number,), f"short[{place}]")


RULES = (
    _impossible,
    _shared_ids,
    _two_in_one,
    _one_in_two,
    _overlaps,
    _gaps,
    _stale,
    _rivals,
    _unranked,
    _twice,
    _crowded,
    _namesakes,
    _called_abroad,
    _everyday_words,
)
