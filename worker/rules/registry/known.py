"""What we know ourselves: `known.tsv`, put over what the sources say."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path

import msgspec

from worker.core.errors import SettingsError
from worker.core.tags.lexicon.calendar import day
from worker.core.tags.lexicon.nouns import Office, Person
from worker.rules.lines import rows
from worker.rules.registry.identity import CALLED, HANDOVER, SAME_DAYS, spelled_alike
from worker.rules.registry.names import name_key
from worker.rules.registry.offices import role

CELLS = 7
LOOKED = "2025-10"  # the month of the last look at the whole table: what it has open was held then


def over(persons: Iterable[Person], path: Path) -> list[Person]:
    """The persons with our own entries over them: found by id, else by country and name; new ones are added.

    A line: `country, id or -, name, other names, short forms, fame or -, offices`; names parted by `|`, offices by `;`,
    each `kind: office, first day..last day`. Offices given replace the sources' ones; none given leaves them. Of namesakes
    it is the one with an office that ours tells of. What the sources have once more under another name of such an entry,
    without an id and not a lifetime apart, is left out.
    """
    people = People(persons)
    entries = read(path)
    for entry in entries:
        people.put(entry)
    return people.without_doubles(entries)


class People:
    """The persons of the sources, with ours over them."""

    def __init__(self, persons: Iterable[Person]) -> None:
        self.all = list(persons)
        self.by_id = {person.id: number for number, person in enumerate(self.all) if person.id}
        self.called: dict[tuple[str, str], list[int]] = defaultdict(list)
        self.ours: dict[int, str] = {}  # whose line stands over an entry: two names are two persons
        for number, person in enumerate(self.all):
            self._call(number, person)

    def put(self, entry: Person) -> None:
        """One entry of ours: over the person it speaks of, or a new one."""
        place = self._place(entry)
        if place is None:
            place = len(self.all)
            self.all.append(entry)
        else:
            self.all[place] = _merged(self.all[place], entry)
        self.ours[place] = entry.name
        self._call(place, entry)

    def without_doubles(self, entries: Iterable[Person]) -> list[Person]:
        """All who have an office, without what a source has once more under another spelling of one of ours."""
        twice = {
            number
            for entry in entries
            if _real(entry)
            for number in self._bearers(entry)
            if number not in self.ours and not self.all[number].id and _of_one_life(self.all[number], entry)
        }
        kept = (person for number, person in enumerate(self.all) if number not in twice)
        return [_looked_at(person, real) for person in kept if (real := _real(person))]

    def _place(self, entry: Person) -> int | None:
        if entry.id and entry.id in self.by_id:
            return self.by_id[entry.id]
        bearers = [*self._bearers(entry)] or [*self._spelled_otherwise(entry)]
        free = [number for number in bearers if self.ours.get(number, entry.name) == entry.name]
        return min(free, key=lambda number: not _told(self.all[number], entry), default=None)

    def _bearers(self, entry: Person) -> dict[int, None]:
        country = entry.offices[0].country
        names = (entry.name, *entry.names)
        return dict.fromkeys(
            number for name in names for number in self.called.get((country, name_key(name)), ())
        )

    def _spelled_otherwise(self, entry: Person) -> Iterator[int]:
        """Who began the same headship on the same day under a name spelled much alike: `Dina Ercilia Boluarte Zegarra`."""
        country = entry.offices[0].country
        for number, person in enumerate(self.all):
            alike = person.offices[0].country == country and spelled_alike(person.name, entry.name)
            if alike and any(
                _begun_together(office, mine) for office in person.offices for mine in _real(entry)
            ):
                yield number

    def _call(self, number: int, person: Person) -> None:
        for name in (person.name, *person.names):
            bearers = self.called[person.offices[0].country, name_key(name)]
            if number not in bearers:
                bearers.append(number)


def _told(person: Person, entry: Person) -> bool:
    """True where the sources tell of one of an entry's offices."""
    return any(_same(office, mine) for office in person.offices for mine in _real(entry))


def _begun_together(office: Office, mine: Office) -> bool:
    """True for one headship of which two sources tell the same first day, or nearly."""
    if office.kind != "head" or mine.kind != "head" or role(office.office) != role(mine.office):
        return False
    return (
        bool(office.start and mine.start)
        and abs((day(office.start) or 0) - (day(mine.start) or 0)) <= SAME_DAYS
    )


def _of_one_life(person: Person, entry: Person) -> bool:
    """False where all offices of the two lie too far apart to be one person's."""
    mine, its = (
        [(day(one.start) or 0, day(one.end) or 10**6) for one in of.offices] for of in (entry, person)
    )
    return any(start - CALLED <= end and first - CALLED <= last for start, last in mine for first, end in its)


def _looked_at(person: Person, offices: tuple[Office, ...]) -> Person:
    """The person with the day of the last look: of the offices that only we tell of, the day of ours at the table."""
    seen = tuple(
        msgspec.structs.replace(office, seen=LOOKED) if office.end is None and office.seen is None else office
        for office in offices
    )
    return msgspec.structs.replace(
        person,
        offices=seen,
        checked=person.checked or max(office.seen or office.end or "" for office in seen) or None,
    )


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
        offices=tuple(_seen(office, old) for office in given) + heads,
    )


def _seen(office: Office, old: Person) -> Office:
    """An open office of ours, with the day on which we or a source last saw it held."""
    seen = (one.seen for one in old.offices if one.seen and one.end is None and _same(one, office))
    return office if office.end else msgspec.structs.replace(office, seen=max([LOOKED, *seen]))


def _same(office: Office, mine: Office) -> bool:
    """An office of the sources that one of ours speaks of: the same kind, days that overlap by more than a handover."""
    if office.kind != mine.kind:
        return False
    first, start = day(office.start) or 0, day(mine.start) or 0
    last, end = (day(one.end, last=True) or 10**6 for one in (office, mine))
    shared = min(last, end) - max(first, start)
    return shared > HANDOVER or (shared >= 0 and min(last - first, end - start) <= HANDOVER)


def read(path: Path) -> list[Person]:
    """The entries of `known.tsv`. Raises SettingsError naming the line."""
    return [_entry(cells, where) for where, cells in rows(path)]


def _entry(written: list[str], where: str) -> Person:
    cells = [cell.strip() for cell in written]
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
