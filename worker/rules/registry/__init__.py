"""The registry of leaders: who held which office from when to when. README.md beside this file says the format."""

import datetime as dt
import hashlib
import re
from collections.abc import Iterator
from pathlib import Path

import msgspec

from worker.core.errors import SettingsError
from worker.core.tags.nouns import Office, Person, Registry
from worker.rules.countries import DISSOLVED, PLACES

HERE = Path(__file__).parent
BUILT = HERE / "leaders.jsonl"
DAY = re.compile(r"\d{4}(-\d\d(-\d\d)?)?")
AT = re.compile(
    r"(?P<reason>.*?)(?: - at `\$\.?(?P<field>.*?)`)?", re.DOTALL
)  # where a wrong value stands, as msgspec says it
UNKNOWN = re.compile(r"contains unknown field `(?P<field>.*)`")
KINDS = ("head", "minister")


def load(extra: Path | None = None) -> Registry:
    """The registry of this release, with an operator's own file over it.

    An entry there with the id (or, without one, the name and first country) of a released one replaces it; others are added.
    Raises SettingsError naming the file, the line, the field and what is wrong with it.
    """
    digest = hashlib.sha256()
    persons = list(read(BUILT, digest))
    if extra:
        own = list(read(extra, digest))
        replaced = {key(person) for person in own}
        persons = [person for person in persons if key(person) not in replaced] + own
    return Registry(tuple(persons), digest.hexdigest()[:16])


def key(person: Person) -> str:
    """What makes two entries one person."""
    return person.id or f"{person.offices[0].country}:{person.name}"


def read(path: Path, digest: "hashlib._Hash | None" = None) -> Iterator[Person]:
    """The persons of a JSON Lines file, checked. Raises SettingsError."""
    try:
        data = path.read_bytes()
    except OSError as error:
        raise SettingsError(f"{path}: {error}") from error
    if digest is not None:
        digest.update(path.name.encode() + b"\0" + data + b"\0")
    decoder = msgspec.json.Decoder(Person)
    for number, line in enumerate(data.splitlines(), 1):
        if line.strip():
            yield _person(decoder, line, f"{path}, line {number}")


def _person(decoder: msgspec.json.Decoder[Person], line: bytes, where: str) -> Person:
    try:
        person = decoder.decode(line)
    except (msgspec.ValidationError, msgspec.DecodeError) as error:
        raise SettingsError(f"{where}, {_field_and_reason(str(error))}") from error
    for field, reason in _faults(person):
        raise SettingsError(f"{where}, {field}: {reason}")
    return person


def _field_and_reason(error: str) -> str:
    """`offices[0].end: Expected `str | null`, got `int``; what is no JSON is wrong as a line."""
    found = AT.fullmatch(error)
    field, reason = (found["field"] or "", found["reason"]) if found else ("", error)
    if unknown := UNKNOWN.search(reason):
        return f"{field}{'.' if field else ''}{unknown['field']}: no such field"
    return f"{field or 'line'}: {reason}"


def _faults(person: Person) -> Iterator[tuple[str, str]]:
    if not any(letter.isalpha() for letter in person.name):
        yield "name", f"{person.name!r} has no letter"
    if not person.offices:
        yield "offices", "a leader has at least one"
    if person.id is not None and not re.fullmatch(r"Q[1-9]\d*", person.id):
        yield "id", f"{person.id!r} is no Wikidata id"
    for name in (*person.names, *person.short):
        if not any(letter.isalpha() for letter in name):
            yield "names", f"{name!r} has no letter"
    if person.checked is not None and not _is_day(person.checked):
        yield "checked", f"{person.checked!r} is no day of the calendar (2014, 2014-05 or 2014-05-02)"
    for number, office in enumerate(person.offices):
        for field, reason in _office_faults(office):
            yield f"offices[{number}].{field}", reason


def _office_faults(office: Office) -> Iterator[tuple[str, str]]:
    if office.country not in PLACES | DISSOLVED:
        yield (
            "country",
            f"{office.country!r} is no country's code (ISO 3166-1 alpha-2, XK, or SU, YU, CS, DD)",
        )
    if not any(letter.isalpha() for letter in office.office):
        yield "office", f"{office.office!r} has no letter"
    if office.kind not in KINDS:
        yield "kind", f"{office.kind!r} is neither head nor minister"
    for field, value in (("start", office.start), ("end", office.end), ("seen", office.seen)):
        if value is not None and not _is_day(value):
            yield field, f"{value!r} is no day of the calendar (2014, 2014-05 or 2014-05-02)"
    if office.start and office.end and office.end < office.start[: len(office.end)]:
        yield "end", f"{office.end} lies before the start, {office.start}"
    if office.start and office.seen and office.seen < office.start[: len(office.seen)]:
        yield "seen", f"{office.seen} lies before the start, {office.start}"
    if office.ahead < 0:
        yield "ahead", f"{office.ahead} days are less than none"


def _is_day(value: str) -> bool:
    if not DAY.fullmatch(value):
        return False
    year, month, date = (value + "-01-01")[: len("2014-05-02")].split("-")
    try:
        dt.date(int(year), int(month), int(date))
    except ValueError:
        return False
    return True
