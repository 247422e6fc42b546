"""Who else tells of a term of ours: two sources that agree, or the doubt is written on the entry."""

from collections import defaultdict
from collections.abc import Iterable, Mapping

import msgspec

from worker.core.tags.lexicon.calendar import day
from worker.core.tags.lexicon.nouns import Office, Person
from worker.rules.registry.names import name_key
from worker.rules.registry.offices import role
from worker.rules.registry.sources import Term
from worker.rules.registry.succession import KNOWN, SLACK

SINGLE = "single"
LATE = "single, and later than any other source looked"
DIFFER = "sources differ on the first day"
Told = Mapping[tuple[str, str], list[Term]]  # by country and key of the name


def attested(
    persons: Iterable[Person], terms: Iterable[Term], codes: Mapping[str, str], last_look: str
) -> list[Person]:
    """The persons; each office that only `known.tsv` stands on with the other sources that tell the same term, or its doubt.

    `codes` are the short names of the sources; `last_look` is the day after which none of them looked at all countries.
    """
    told: dict[tuple[str, str], list[Term]] = defaultdict(list)
    for term in terms:
        for key in {name_key(name) for name in (term.name, *term.aliases)}:
            told[term.country, key].append(term)
    return [_attested(person, told, codes, last_look) for person in persons]


def _attested(person: Person, told: Told, codes: Mapping[str, str], last_look: str) -> Person:
    if all(office.sources != KNOWN for office in person.offices):
        return person
    keys = {name_key(name) for name in (person.name, *person.names)}
    offices = tuple(
        _looked_up(
            office,
            [term for key in sorted(keys) for term in told.get((office.country, key), ())],
            codes,
            last_look,
        )
        if office.sources == KNOWN
        else office
        for office in person.offices
    )
    return msgspec.structs.replace(person, offices=offices)


def _looked_up(office: Office, terms: list[Term], codes: Mapping[str, str], last_look: str) -> Office:
    same = [term for term in terms if role(term.office) == role(office.office) and term.start]
    agreeing = {codes[term.source] for term in same if _begun_together(term, office)}
    if agreeing:
        return msgspec.structs.replace(office, sources=tuple(sorted({*KNOWN, *agreeing})))
    late = (office.start or "") > last_look
    doubt = DIFFER if any(_at_one_time(term, office) for term in same) else LATE if late else SINGLE
    return msgspec.structs.replace(office, doubt=doubt)


def _begun_together(term: Term, office: Office) -> bool:
    return abs((day(term.start) or 0) - (day(office.start) or 0)) <= SLACK


def _at_one_time(term: Term, office: Office) -> bool:
    first, last = day(term.start) or 0, day(term.end) or day(term.seen) or 10**6
    return first <= (day(office.end) or 10**6) and (day(office.start) or 0) <= last
