"""The registry of leaders: who held which office from when to when. README.md beside this file says the format."""

import hashlib
import re
from collections.abc import Iterator
from pathlib import Path

import msgspec

from worker.core.errors import SettingsError
from worker.core.tags.nouns import Office, Person, Registry

HERE = Path(__file__).parent
BUILT = HERE / "leaders.jsonl"
DAY = re.compile(r"\d{4}(-\d\d(-\d\d)?)?")
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
        raise SettingsError(f"{where}: {error}") from error
    for field, reason in _faults(person):
        raise SettingsError(f"{where}, {field}: {reason}")
    return person


def _faults(person: Person) -> Iterator[tuple[str, str]]:
    if not any(letter.isalpha() for letter in person.name):
        yield "name", f"{person.name!r} has no letter"
    if not person.offices:
        yield "offices", "a leader has at least one"
    if person.id is not None and not re.fullmatch(r"Q\d+", person.id):
        yield "id", f"{person.id!r} is no Wikidata id"
    for name in (*person.names, *person.short):
        if not any(letter.isalpha() for letter in name):
            yield "names", f"{name!r} has no letter"
    for number, office in enumerate(person.offices):
        for field, reason in _office_faults(office):
            yield f"offices[{number}].{field}", reason


def _office_faults(office: Office) -> Iterator[tuple[str, str]]:
    if not re.fullmatch(r"[A-Z]{2}", office.country):
        yield "country", f"{office.country!r} is no two-letter country code"
    if office.kind not in KINDS:
        yield "kind", f"{office.kind!r} is neither head nor minister"
    for field, value in (("start", office.start), ("end", office.end), ("seen", office.seen)):
        if value is not None and not _is_day(value):
            yield field, f"{value!r} is no day (2014, 2014-05 or 2014-05-02)"
    if office.start and office.end and office.end < office.start[: len(office.end)]:
        yield "end", f"{office.end} lies before the start, {office.start}"


def _is_day(value: str) -> bool:
    if not DAY.fullmatch(value):
        return False
    parts = [int(part) for part in value.split("-")]
    return all(1 <= part <= limit for part, limit in zip(parts[1:], (12, 31), strict=False))
