"""On the day of a handover who leaves is in office no more: the day belongs to the successor."""

from collections import defaultdict
from collections.abc import Iterable

import msgspec

from worker.core.tags.lexicon.nouns import Office, Person
from worker.rules.registry.offices import rank, role

WHOLE = len("2014-05-02")  # of a day that is told to the day

Post = tuple[str, str, str]  # country, kind, rank or role


def marked(persons: Iterable[Person]) -> list[Person]:
    """The persons, each term marked on whose last day another person's in the same post begins."""
    everyone = list(persons)
    begun: dict[tuple[Post, str], set[int]] = defaultdict(set)
    for number, person in enumerate(everyone):
        for office in person.offices:
            begun[_post(office), office.start or ""].add(number)
    return [_marked(person, number, begun) for number, person in enumerate(everyone)]


def _marked(person: Person, number: int, begun: dict[tuple[Post, str], set[int]]) -> Person:
    offices = tuple(
        msgspec.structs.replace(office, handed_over=True)
        if len(office.end or "") == WHOLE and begun.get((_post(office), office.end or ""), set()) - {number}
        else office
        for office in person.offices
    )
    return msgspec.structs.replace(person, offices=offices)


def _post(office: Office) -> Post:
    return office.country, office.kind, rank(office.office) or role(office.office)
