"""The registry of leaders: who held which office from when to when. README.md beside this file says the format."""

import datetime as dt
import hashlib
import json
import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

import msgspec

from worker.core.errors import SettingsError
from worker.core.tags.lexicon.nouns import Office, Person, Registry
from worker.core.tags.text.folding import bare
from worker.rules import lines
from worker.rules.countries import DISSOLVED, PLACES

HERE = Path(__file__).parent
BUILT = HERE / "leaders.jsonl"
ID = re.compile(r"Q[1-9][0-9]*")
DAY = re.compile(r"[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?")
YEARS = range(
    1800, 2101
)  # in which a leader of this registry can be in office: another one is a slip of the pen
MOST_AHEAD = 372 * 2  # days
MOST_FAME = 3
COUNTRIES = PLACES | DISSOLVED
AT = re.compile(
    r"(?P<reason>.*?)(?: - at `\$\.?(?P<field>.*?)`)?", re.DOTALL
)  # where a wrong value stands, as msgspec says it
UNKNOWN = re.compile(r"contains unknown field `(?P<field>.*)`")
KINDS = ("head", "minister")


def load(extra: Path | None = None) -> Registry:
    """The registry of this release, with an operator's own file over it.

    An entry there with the id of a released one replaces it, or, where one of the two has no id, with its name and first
    country; others are added.
    Raises SettingsError naming the file, the line, the field and what is wrong with it.
    """
    places, version = placed(extra)
    return Registry(tuple(one.person for one in places), version)


class Placed(NamedTuple):
    """A person, and the line of the file that tells of him."""

    person: Person
    path: Path
    line: int


def placed(extra: Path | None = None) -> tuple[list[Placed], str]:
    """The persons of `load`, in its order, each with his place, and its version. Raises as it does."""
    digest = hashlib.sha256()
    persons = list(read(BUILT, digest))
    if extra:
        own = list(read(extra, digest, own=True))
        _check_replaced(own, persons)
        replaced = [one.person for one in own]
        persons = [one for one in persons if not _is_replaced(one.person, replaced)] + own
    return persons, digest.hexdigest()[:16]


def _check_replaced(own: Sequence[Placed], persons: Sequence[Placed]) -> None:
    """Raise SettingsError where an id is that of somebody called otherwise: a slip would take a leader out."""
    known = {one.person.id: one.person for one in persons if one.person.id}
    for one in own:
        other = known.get(one.person.id or "")
        if other and _words(one.person).isdisjoint(_words(other)):
            raise SettingsError(
                f"{one.path}, line {one.line}, id: {other.id} is {other.name}; give one of those names, too, if it is the same person"
            )


def _words(person: Person) -> set[str]:
    return {word for name in (person.name, *person.names) for word in bare(name).split()}


def _is_replaced(person: Person, own: list[Person]) -> bool:
    return any(
        one.id == person.id if one.id and person.id else _called(one) == _called(person) for one in own
    )


def _called(person: Person) -> tuple[str, str]:
    """What makes two entries one person where not both have an id: the first country and the name."""
    return person.offices[0].country, person.name


def read(path: Path, digest: "hashlib._Hash | None" = None, *, own: bool = False) -> Iterator[Placed]:
    """The persons of a JSON Lines file, checked; none twice in an operator's own. Raises SettingsError."""
    data = lines.read(path)
    if digest is not None:
        digest.update(path.name.encode() + b"\0" + data + b"\0")
    decoder = msgspec.json.Decoder(Person)
    told: dict[object, int] = {}
    for number, line in lines.numbered(path, data):
        where = f"{path}, line {number}"
        person = _person(decoder, line, where)
        for field, reason in _own_faults(line, person) if own else ():
            raise SettingsError(f"{where}, {field}: {reason}")
        if own and (first := told.setdefault(person.id or _called(person), number)) != number:
            raise SettingsError(f"{where}, {'id' if person.id else 'name'}: stands in line {first} already")
        yield Placed(person, path, number)


def _person(decoder: msgspec.json.Decoder[Person], line: str, where: str) -> Person:
    try:
        person = decoder.decode(line)
    except (msgspec.ValidationError, msgspec.DecodeError) as error:
        raise SettingsError(f"{where}{_field_and_reason(str(error))}") from error
    person = _looked_at(person)
    for field, reason in _faults(person):
        raise SettingsError(f"{where}, {field}: {reason}")
    return person


def _own_faults(line: str, person: Person) -> Iterator[tuple[str, str]]:
    """What is a slip of a hand alone: a field that a line tells twice, an office held since ever."""
    twice: list[str] = []
    json.loads(line, object_pairs_hook=lambda pairs: twice.extend(_twice(pairs)))
    yield from ((field, "stands twice in one object, and only one of the two would count") for field in twice)
    for number, office in enumerate(person.offices):
        if office.start is None:
            yield f"offices[{number}].start", "missing: the first day, the month or the year is needed"


def _twice(pairs: list[tuple[str, object]]) -> Iterator[str]:
    seen: set[str] = set()
    for key, _ in pairs:
        if key in seen:
            yield key
        seen.add(key)


def _looked_at(person: Person) -> Person:
    """The person with the day of the last look on each open office that has none of its own."""
    if all(office.end or office.seen for office in person.offices):
        return person
    seen = (
        office if office.end or office.seen else msgspec.structs.replace(office, seen=person.checked)
        for office in person.offices
    )
    return msgspec.structs.replace(person, offices=tuple(seen))


def _field_and_reason(error: str) -> str:
    """`, offices[0].end: Expected `str | null`, got `int``; of what is no JSON the line alone is named."""
    found = AT.fullmatch(error)
    field, reason = (found["field"] or "", found["reason"]) if found else ("", error)
    if unknown := UNKNOWN.search(reason):
        return f", {field}{'.' if field else ''}{unknown['field']}: no such field"
    return f", {field}: {reason}" if field else f": {reason}"


def _faults(person: Person) -> Iterator[tuple[str, str]]:
    if not person.offices:
        yield "offices", "a leader has at least one"
    if person.id is not None and not ID.fullmatch(person.id):
        yield "id", f"{person.id!r} is no Wikidata id"
    for field, names in (("name", (person.name,)), ("names", person.names), ("short", person.short)):
        for name in names:
            if reason := _no_name(name):
                yield field, reason
    if not 0 <= person.fame <= MOST_FAME:
        yield "fame", f"{person.fame} is none of 0 to {MOST_FAME}"
    if person.checked is not None and (reason := _no_day(person.checked)):
        yield "checked", reason
    for number, office in enumerate(person.offices):
        for field, reason in (*_office_faults(office), *_day_faults(office)):
            yield f"offices[{number}].{field}", reason


def _no_name(name: str) -> str | None:
    """Why a text is no name of anybody."""
    if not name[:1].isalpha() and not any(map(str.isalpha, name)):
        return f"{name!r} has no letter"
    return lines.spoiled(name)


def _office_faults(office: Office) -> list[tuple[str, str]]:
    """What is wrong with an office but for its days; a list, for there are tens of thousands without a fault."""
    found = []
    if office.country not in COUNTRIES:
        said = f"{office.country!r} is no country's code (ISO 3166-1 alpha-2, XK, or SU, YU, CS, DD)"
        found.append(("country", said))
    if reason := _no_office(office.office):
        found.append(("office", reason))
    if office.kind not in KINDS:
        found.append(("kind", f"{office.kind!r} is neither head nor minister"))
    if office.ahead is not None and not 0 <= office.ahead <= MOST_AHEAD:
        found.append(("ahead", f"{office.ahead} days are none of 0 to {MOST_AHEAD}"))
    return found


def _day_faults(office: Office) -> list[tuple[str, str]]:
    found = []
    days = (("start", office.start), ("end", office.end), ("seen", office.seen))
    for field, value in days:
        if value is not None and (reason := _no_day(value)):
            found.append((field, reason))
    for field, value in days[1:]:
        if office.start and value and value < office.start[: len(value)]:
            found.append((field, f"{value} lies before the start, {office.start}"))
    if not office.end and not office.seen:
        reason = (
            "an open office needs the day on which you last saw it held, here or as the person's `checked`"
        )
        found.append(("seen", reason))
    return found


_no_office = lru_cache(maxsize=20_000)(_no_name)  # names of offices come again and again, as days do


@lru_cache(maxsize=50_000)  # days come again and again
def _no_day(value: str) -> str | None:
    """Why a text is no day of the calendar."""
    if DAY.fullmatch(value):
        year, month, date = (int(part) for part in (value + "-01-01")[: len("2014-05-02")].split("-"))
        try:
            dt.date(year, month, date)
        except ValueError:
            return f"{value!r} is no day of the calendar"
        return None if year in YEARS else f"{value!r} lies outside the years {YEARS[0]} to {YEARS[-1]}"
    return f"{value!r} is no day of the calendar (2014, 2014-05 or 2014-05-02)"
