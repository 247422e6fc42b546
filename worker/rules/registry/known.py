"""What we know ourselves: `known.tsv`, put over what the sources say."""

from collections.abc import Iterable
from pathlib import Path

import msgspec

from worker.core.errors import SettingsError
from worker.core.tags.nouns import Office, Person
from worker.rules.registry.sources import name_key

CELLS = 7


def over(persons: Iterable[Person], path: Path) -> list[Person]:
    """The persons with our own entries over them: found by id, else by country and name; new ones are added.

    A line: `country, id or -, name, other names, short forms, fame or -, offices`; names parted by `|`, offices by `;`,
    each `kind: office, first day..last day`. Offices given replace the sources' ones; none given leaves them. What the
    sources have once more under another name of such an entry, without an id, is left out.
    """
    result = list(persons)
    by_id = {person.id: number for number, person in enumerate(result) if person.id}
    by_name: dict[tuple[str, str], int] = {}
    twice: set[int] = set()  # entries of a source that are one of ours under another spelling
    for number, person in enumerate(result):
        for name in (person.name, *person.names):
            by_name.setdefault((person.offices[0].country, name_key(name)), number)
    for entry in read(path):
        country = entry.offices[0].country
        names = (entry.name, *entry.names)
        place = by_id.get(entry.id) if entry.id else None
        if place is None:
            place = next(
                (
                    by_name[(country, name_key(name))]
                    for name in names
                    if (country, name_key(name)) in by_name
                ),
                None,
            )
        if place is None:
            by_name |= {(country, name_key(name)): len(result) for name in names}
            result.append(entry)
            continue
        result[place] = _merged(result[place], entry)
        if _real(entry):
            found = {by_name.get((country, name_key(name)), place) for name in names}
            twice |= {number for number in found - {place} if not result[number].id}
            by_name |= {(country, name_key(name)): place for name in names}
    kept = (person for number, person in enumerate(result) if number not in twice)
    return [msgspec.structs.replace(person, offices=real) for person in kept if (real := _real(person))]


def _real(person: Person) -> tuple[Office, ...]:
    return tuple(office for office in person.offices if office.office)


def _merged(old: Person, new: Person) -> Person:
    given = tuple(office for office in new.offices if office.office)
    heads = tuple(office for office in old.offices if not any(_same(office, mine) for mine in given))
    return msgspec.structs.replace(
        old,
        name=new.name,
        id=new.id or old.id,
        names=tuple(
            dict.fromkeys((*new.names, *(name for name in (old.name, *old.names) if name != new.name)))
        ),
        short=tuple(dict.fromkeys((*new.short, *old.short))) if not new.short else new.short,
        fame=max(old.fame, new.fame),
        offices=given + heads,
    )


def _same(office: Office, mine: Office) -> bool:
    """An office of the sources that one of ours speaks of: the same kind, days that overlap."""
    if office.kind != mine.kind:
        return False
    return (office.start or "") <= (mine.end or "9999") and (mine.start or "") <= (office.end or "9999")


def read(path: Path) -> list[Person]:
    """The entries of `known.tsv`. Raises SettingsError naming the line."""
    lines = enumerate(path.read_text("utf-8").splitlines(), 1)
    return [
        _entry(line, f"{path}, line {number}") for number, line in lines if line and not line.startswith("#")
    ]


def _entry(line: str, where: str) -> Person:
    cells = [cell.strip() for cell in line.split("\t")]
    cells += [""] * (CELLS - len(cells))
    country, qid, name, names, short, fame, offices = cells[:CELLS]
    try:
        terms = [_office(country, text) for text in offices.split(";") if text.strip()]
    except ValueError as error:
        raise SettingsError(f"{where}, offices: {error}") from error
    return Person(
        name=name,
        offices=tuple(terms) or (Office(country, "", "head"),),
        id=qid if qid.startswith("Q") else None,
        names=tuple(filter(None, names.split("|"))),
        short=tuple(filter(None, short.split("|"))),
        fame=int(fame) if fame.isdigit() else 0,
    )


def _office(country: str, text: str) -> Office:
    """`head: President, 2017-01-20..2021-01-20`."""
    kind, _, rest = text.strip().partition(": ")
    title, _, days = rest.rpartition(", ")
    start, dots, end = days.partition("..")
    if kind not in ("head", "minister") or not title or not dots:
        raise ValueError(f"{text!r} is not `kind: office, first..last`")
    return Office(country, title, kind, start or None, end or None, sources=("known",))
