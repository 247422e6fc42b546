"""Builds the registry: the terms of all sources as persons, what two sources agree on, and the doubt on the rest.

`held.tsv` and `known.tsv` beside this file are ours. The first is one more source: who held which office, an office a line. The
second stands over all sources: names in other scripts, usual short forms, corrections.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path

import msgspec

from worker.core.tags.lexicon.calendar import day
from worker.core.tags.lexicon.nouns import FAMILY_FIRST, Office, Person
from worker.core.tags.text.folding import bare, fold
from worker.rules import gazetteer
from worker.rules.registry import (
    HERE,
    attested,
    baltic,
    called,
    described,
    eastern,
    eastslavic,
    greek,
    handovers,
    held,
    identity,
    known,
    monarchs,
    patronymic,
    serbian,
    sources,
    spelled,
    wikidata,
    written,
)
from worker.rules.registry.iberian import first_surname, without_second_surname
from worker.rules.registry.names import family_first, name_key
from worker.rules.registry.offices import fame, rank, role
from worker.rules.registry.sources import Term
from worker.rules.registry.succession import SLACK, succeeded

CODES = {
    "oda-2026-08": "oda26",
    "wikidata-2022": "wd22",
    "factbook": "cia",
    "countryinfo-2012": "ci12",
    held.SOURCE: "held",
}
FIRST_MINISTER_YEAR = "1995"  # ministers whose term ended before are left out
DAYS_OF_BREAKS = identity.OWN_IDS | {held.SOURCE}  # sources of which two terms are two, though days apart
ACTING = re.compile(r"(acting|interim|caretaker)\b", re.IGNORECASE)
LONG_SURNAME = 5  # letters from which on another spelling of it is nobody else's
LAST_LOOK = "2026-01-22"  # of the Factbook: no list of all countries looks at later days
LATER = 366 // 2  # days before the last end in which another source's end is of the same term


def build(reference: Path, newer: Iterable[Term] = ()) -> list[Person]:
    """The registry's persons from the reference folder and newer terms, ordered by country and name."""
    terms = [term for term in sources.read(reference / "leaders.csv.gz") if _wanted(term)]
    terms += [*held.read(HERE / "held.tsv"), *newer]
    tables = gazetteer.load(homes=False).given
    given = frozenset(bare(name) for lang in ("es", "pt") for name in tables[lang])
    spellings = list(spelled.read(HERE / "spelled.tsv"))
    usual = frozenset(names[0] for names in spellings)
    groups = identity.persons(terms, spellings)
    persons = [_as_in_the_press(person, given) for group in groups if (person := _person(group, usual))]
    whole = len("2014-05-02")
    told = {(term.country, term.end) for term in terms if term.exact and len(term.end or "") == whole}
    everyone = succeeded(known.over(persons, HERE / "known.tsv"), told)
    everyone = called.over(written.over(everyone, HERE / "written"), HERE / "called.tsv")
    everyone = greek.over(eastslavic.over(serbian.over(everyone)))
    everyone = monarchs.over(baltic.over(everyone), HERE / "monarchs.tsv")
    everyone = attested.attested(patronymic.over(everyone), terms, CODES, LAST_LOOK)
    everyone = handovers.marked(eastern.over(described.over(everyone, HERE), HERE / "eastern.tsv"))
    return sorted(everyone, key=lambda person: (person.offices[0].country, person.name))


def write(persons: Iterable[Person], path: Path) -> None:
    """One person a line, fields in the order of the model."""
    path.write_bytes(b"".join(msgspec.json.encode(person) + b"\n" for person in persons))


def _wanted(term: Term) -> bool:
    if term.kind == "head":
        return (term.end or "9999") >= "1945"
    return (term.end or term.seen or "9999") >= FIRST_MINISTER_YEAR


def _person(group: list[Term], usual: frozenset[tuple[str, str]]) -> Person | None:
    offices = tuple(sorted(_offices(group), key=lambda office: (office.start or "", office.office)))
    if _unsure(group, offices) or _no_name(group):
        return None
    name = _usual_name([term for term in group if (term.country, name_key(term.name)) in usual] or group)
    short = {
        one for one in _short(name, group) if len(one) > 1 or not one.isascii()
    }  # E, O: a letter is nobody
    names = {text for term in group for text in (term.name, *term.aliases)} - {name}
    ids = _ids(group)
    return Person(
        name=name,
        offices=offices,
        id=ids[0] if len(ids) == 1 else None,
        names=tuple(sorted(text for text in names if len(text.split()) > 1)),
        short=tuple(sorted(short.union(_spellings(short, group)))),
        fame=max(fame(office) for office in offices),
        checked=max((office.seen or office.end or "" for office in offices), default=None) or None,
    )


def _as_in_the_press(person: Person, given: frozenset[str]) -> Person:
    """The person with the names that leave a second surname out."""
    country = person.offices[0].country
    names = {without_second_surname(name, country, given) for name in (person.name, *person.names)}
    surnames = {first_surname(name, country, given) for name in (person.name, *person.names)}
    return msgspec.structs.replace(
        person,
        names=tuple(
            sorted({*person.names, *filter(None, names), *family_first(person.name, country)} - {person.name})
        ),
        short=tuple(sorted({*person.short, *filter(None, surnames)})),
    )


def _ids(group: list[Term]) -> list[str]:
    """Wikidata's own id of the person, else those that were looked up by name."""
    own = {term.qid for term in group if term.qid and term.source in identity.OWN_IDS}
    return sorted(own or {term.qid for term in group if term.qid})


def _no_name(group: list[Term]) -> bool:
    """True for what is left of a cell without a person's name: one word, in an office no monarch holds."""
    return all(" " not in term.name and term.source != held.SOURCE for term in group) and not any(
        role(term.office) == "head of state" for term in group
    )


def _unsure(group: list[Term], offices: tuple[Office, ...]) -> bool:
    """True for a minister of a lesser office whom one old source alone names."""
    return not any(term.source != "countryinfo-2012" for term in group) and max(map(fame, offices)) == 0


def _usual_name(group: list[Term]) -> str:
    """Wikidata's label where there is one: it has the accents and no middle names."""
    order = ("oda-2026-08", wikidata.SOURCE, "wikidata-2022", held.SOURCE, "factbook", "countryinfo-2012")
    return min(group, key=lambda term: (order.index(term.source), len(term.name), term.name)).name


def _short(name: str, group: list[Term]) -> Iterator[str]:
    """What stands for the person alone: the surname."""
    words = name.split()
    country = group[0].country
    if len(words) == 1:
        yield name
    if " of " in name:  # Henri of Luxembourg, Harald V of Norway: the last word is a country
        regnal = name.partition(" of ")[0]
        yield from (regnal,) if " " in regnal else ()
    if len(words) == 1 or " of " in name:
        return
    surname = next((term.surname for term in group if term.surname), None)
    if country in FAMILY_FIRST:
        yield words[-1] if country in ("VN", "KH", "LA", "MM") else words[0] if country != "SG" else words[-1]
    elif words[-1].isupper():  # Felipe VI
        yield name
    else:
        yield surname if surname and fold(surname) in fold(name) else words[-1]
        for particle in ("al-", "Al-", "el-", "El-"):
            if words[-1].startswith(particle):
                yield words[-1][len(particle) :]


def _spellings(surnames: set[str], group: list[Term]) -> Iterator[str]:
    """The surname of a head as other sources spell it: Groysman, Hroysman."""
    for term in group:
        last = term.name.split()[-1]
        whole = term.kind == "head" and " " in term.name and " of " not in term.name
        if whole and len(last) >= LONG_SURNAME and any(identity.spelled_alike(last, one) for one in surnames):
            yield last


def _offices(group: list[Term]) -> Iterator[Office]:
    """One office a role and stretch of time, from all sources that saw it."""
    roles: dict[tuple[str, str], list[Term]] = defaultdict(list)
    for term in group:
        roles[term.kind, _role(term, group)].append(term)
    for terms in roles.values():
        stretch: list[Term] = []
        for term in sorted(terms, key=lambda term: (term.start or term.end or "", term.end or "9999")):
            if stretch and not _overlaps(stretch, term):
                yield _office(stretch)
                stretch = []
            stretch.append(term)
        yield _office(stretch)


def _role(term: Term, group: list[Term]) -> str:
    """The role of a term; one without a title of its own is of what the person headed then."""
    if term.kind != "head" or term.office not in sources.UNTITLED.values():
        return role(term.office)
    of = ("state",) if term.office == sources.UNTITLED["head_of_state"] else ("government", "state")
    headed = (
        one
        for led in of
        for one in group
        if one.kind == "head" and rank(one.office) == led and one.office != term.office
    )
    return role(next((one.office for one in headed if identity.together(one, term)), term.office))


def _overlaps(stretch: list[Term], term: Term) -> bool:
    """True where a term goes on what others tell; one without an end says nothing of the days after its source looked."""
    if _is_confirmed(stretch, term):
        return False
    last = max(day(one.end) or day(one.seen) or 10**6 for one in stretch)
    if any(one.source == term.source and term.source in DAYS_OF_BREAKS for one in stretch):
        return (day(term.start) or 0) < last  # a break of days between terms is real there
    return (day(term.start) or 0) <= last + SLACK


def _is_confirmed(stretch: list[Term], term: Term) -> bool:
    """True for the term of one who had stood in for months before: another term, under another title."""
    stood_in = all(ACTING.match(one.office) for one in stretch) and not ACTING.match(term.office)
    begun = max(day(one.start) or 0 for one in stretch)
    return stood_in and (day(term.start) or 0) - begun > SLACK


def _office(terms: list[Term]) -> Office:
    """The term that several sources tell: days of the one that knows them best, all sources, the doubt."""
    order = (wikidata.SOURCE, "wikidata-2022", "oda-2026-08", held.SOURCE, "factbook", "countryinfo-2012")
    best = sorted(terms, key=lambda term: (order.index(term.source), not term.exact))
    start = _start(best)
    named = sorted({term.source for term in terms})
    end = _end(terms)
    if start and end and end < start[: len(end)]:
        start = end  # the sources contradict each other: the office was held about then, no more is sure
    seen = None if end else max((term.seen or "" for term in terms), default="") or None
    if named == ["factbook"] and (looked := sources.last_seen(start or "", end or "")):
        end, seen = None, looked
    return Office(
        country=best[0].country,
        office=next((one.office for one in best if _is_full_title(one.office)), best[0].office),
        kind=best[0].kind,
        start=start,
        end=end,
        seen=seen,
        sources=tuple(CODES[name] for name in named),
        doubt=_doubt(terms),
    )


def _is_full_title(office: str) -> bool:
    """False where a source tells no title, or that somebody stood in."""
    return office not in sources.UNTITLED.values() and not ACTING.match(office)


def _start(best: list[Term]) -> str | None:
    """The first day that the best source tells; a much earlier one where two others agree on it: that one tells the last of several cabinets."""
    told = [term for term in best if term.start and term.exact]
    if not told:
        return best[0].start
    earliest = min(day(term.start) or 0 for term in told)
    early = [term for term in told if (day(term.start) or 0) - earliest <= SLACK]
    return early[0].start if len({term.source for term in early}) > 1 else told[0].start


def _end(terms: list[Term]) -> str | None:
    """The last day: open where the source that looked last saw the office held; else that of an exact source.

    What a source of 2012 calls open is ended by any later one that tells the end: it looked after that day. Of a source
    without days of its own the end is the day it looked again, years later at times: a day that another tells goes before.
    """
    later = [term for term in terms if term.source != "countryinfo-2012"]
    told = later if any(term.end for term in later) else terms
    latest = max(told, key=lambda term: term.end or term.seen or "")
    if latest.end is None:
        return None
    if not latest.exact and (day_told := _last_told(terms)):
        return day_told
    exact = [
        term.end
        for term in terms
        if term.end and term.exact and abs((day(term.end) or 0) - (day(latest.end) or 0)) < LATER
    ]
    return min(exact) if exact else latest.end


def _last_told(terms: list[Term]) -> str | None:
    """The last day that sources with days of their own tell, where no term begins after it."""
    told = sorted(
        term.end for term in terms if term.end and term.exact and len(term.end) == len("2014-05-02")
    )
    if not told or any((day(term.start) or 0) > (day(told[-1]) or 0) for term in terms):
        return None
    return min(end for end in told if (day(told[-1]) or 0) - (day(end) or 0) <= SLACK)


def _doubt(terms: list[Term]) -> str | None:
    names = {term.source for term in terms}
    if names == {held.SOURCE} and min(term.start or "" for term in terms) > LAST_LOOK:
        return attested.LATE
    if len(names) == 1:
        return attested.SINGLE
    starts = [day(term.start) or 0 for term in terms if term.start and term.exact]
    return attested.DIFFER if starts and max(starts) - min(starts) > SLACK else None
