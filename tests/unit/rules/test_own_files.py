"""An operator's own leaders and places: what is wrong in them is named with line, field and reason, and nothing starts on half of them."""

import json
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import msgspec
import pytest

from tests.support import released
from worker.core.errors import SettingsError
from worker.core.tags.lexicon.calendar import day, standing
from worker.core.tags.lexicon.nouns import Office, Person
from worker.rules import gazetteer, lines, registry
from worker.stages import children

KING = {"country": "NO", "office": "King", "kind": "head", "start": "2014", "end": "2015"}
PLACE = "Norland\tNO\tname\ten"


def _leader(office: dict[str, Any] | None = None, **person: object) -> bytes:
    """A line of a file of leaders; a field of the office that is None is left out."""
    held = {name: value for name, value in (KING | (office or {})).items() if value is not None}
    return json.dumps({"name": "A B", "offices": [held]} | person, ensure_ascii=False).encode() + b"\n"


WRONG_LEADERS = {
    "no office": (_leader(offices=[]), ", offices: a leader has at least one"),
    "offices no list": (_leader(offices={}), ", offices: Expected `array`"),
    "no id of Wikidata's": (_leader(id="P1"), ", id: 'P1' is no Wikidata id"),
    "id from nought": (_leader(id="Q0"), ", id: 'Q0'"),
    "id a number": (_leader(id=5), r", id: Expected `str \| null`, got `int`"),
    "country's name": (_leader({"country": "Norway"}), r", offices\[0\].country: 'Norway' is no country's"),
    "small letters": (_leader({"country": "no"}), r", offices\[0\].country: 'no' is no country's code"),
    "nobody's code": (_leader({"country": "ZZ"}), r", offices\[0\].country: 'ZZ' is no country's code"),
    "kind": (_leader({"kind": "boss"}), r", offices\[0\].kind: 'boss' is neither"),
    "kind with a capital": (_leader({"kind": "Head"}), r", offices\[0\].kind: 'Head' is neither"),
    "empty office": (_leader({"office": ""}), r", offices\[0\].office: '' has no letter"),
    "no office's name": (_leader({"office": None}), r", offices\[0\]: .*`office`"),
    "a word for a day": (_leader({"start": "soon"}), r", offices\[0\].start: 'soon' is no day"),
    "one digit": (_leader({"start": "2014-5-2"}), r", offices\[0\].start: '2014-5-2' is no day"),
    "31 February": (_leader({"start": "2014-02-31"}), r", offices\[0\].start: '2014-02-31' is no day"),
    "29 February": (_leader({"start": "2014-02-29"}), r", offices\[0\].start: '2014-02-29' is no day"),
    "month 13": (_leader({"start": "2014-13"}), r", offices\[0\].start: '2014-13' is no day"),
    "year 0": (_leader({"start": "0000"}), r", offices\[0\].start: '0000' is no day"),
    "year 3024": (_leader({"end": "3024"}), r", offices\[0\].end: '3024' lies outside the years"),
    "digits of another script": (_leader({"start": "٢٠١٤"}), r", offices\[0\].start: '٢٠١٤' is no day"),
    "day with a time": (_leader({"end": "2015-01-01T00:00"}), r", offices\[0\].end: "),
    "end before start": (_leader({"end": "2013"}), r", offices\[0\].end: 2013 lies before the start, 2014"),
    "seen before start": (
        _leader({"end": None, "seen": "2013"}),
        r", offices\[0\].seen: 2013 lies before the start",
    ),
    "open, never looked at": (
        _leader({"end": None}),
        r", offices\[0\].seen: an open office needs the day on which",
    ),
    "checked": (_leader(checked="lately"), ", checked: 'lately' is no day"),
    "fame 9": (_leader(fame=9), ", fame: 9 is none of 0 to 3"),
    "fame a half": (_leader(fame=0.5), ", fame: Expected `int`"),
    "ahead below nothing": (_leader({"ahead": -1}), r", offices\[0\].ahead: -1 days"),
    "ahead of all": (_leader({"ahead": 10**9}), r", offices\[0\].ahead: 1000000000 days"),
    "field of a person": (_leader(nick="C"), ", nick: no such field"),
    "field of an office": (_leader({"until": "2014"}), r", offices\[0\].until: no such field"),
    "no start": (_leader({"start": None}), r", offices\[0\].start: missing"),
    "a field twice": (
        _leader().replace(b'{"name"', b'{"name":"Anna Dahl","name"', 1),
        ", name: stands twice",
    ),
    "an office's field twice": (
        _leader().replace(b'"country"', b'"country":"SE","country"', 1),
        ", country: stands twice",
    ),
    "empty name": (_leader(name=""), ", name: '' has no letter"),
    "blank name": (_leader(name="  "), ", name: '  ' has no letter"),
    "name a number": (_leader(name=5), ", name: Expected `str`, got `int`"),
    "NUL in a name": (_leader(name="A\0B"), r", name: 'A\\x00B' holds the character U\+0000"),
    "tab in a name": (_leader(names=["A\tB"]), r", names: 'A\\tB' holds the character U\+0009"),
    "lost letter": (_leader(name="Andr\ufffd B"), r", name: .* holds the character U\+FFFD"),
    "name without end": (_leader(name="A" * 1000), ", name: 1,000 characters, at most 200"),
    "empty short form": (_leader(short=[""]), ", short: '' has no letter"),
    "names no list": (_leader(names="A B"), ", names: Expected `array`, got `str`"),
    "raw NUL": (b'{"name": "A\0B"}\n', ": JSON is malformed"),
    "Latin-1": ('{"name": "André"}\n'.encode("latin-1"), ": byte 15 isn't UTF-8"),
    "UTF-16": (_leader().decode().encode("utf-16"), ": byte 1 isn't UTF-8"),
    "gzip": (b"\x1f\x8b\x08\0", ": byte 2 isn't UTF-8"),
    "cut off": (_leader()[:-9], ": Input data was truncated"),
    "brace": (b"{\n", ": Input data was truncated"),
    "two on a line": (_leader().strip() + _leader(), ": JSON is malformed: trailing"),
    "one list": (b"[\n" + _leader() + b"]\n", ": Input data was truncated|: Expected `object`"),
    "null": (b"null\n", ": Expected `object`, got `null`"),
    "deep": (b"[" * 100_000, ": Expected `object`, got `array`"),
    "half a surrogate": (b'{"name": "\\ud800 A", "offices": []}', ": JSON is malformed"),
    "another table": (b"name,country\nA,NO\n", ": JSON is malformed"),
}
WRONG_PLACES = {
    "one cell": (b"Norland", ": 1 cells, not 3 to 5"),
    "spaces for tabs": (PLACE.replace("\t", " ").encode(), ": 1 cells, not 3 to 5"),
    "a tab missing": (PLACE.replace("\t", " ", 1).encode(), ", code: 'name' is no"),
    "six cells": (PLACE.encode() + b"\t4000\tmore", ": 6 cells, not 3 to 5"),
    "country's name": (b"Norland\tNorway\tname\ten", ", code: 'Norway' is no"),
    "nobody's code": (b"Norland\tZZ\tname\ten", ", code: 'ZZ' is no country's code"),
    "small letters": (b"Norland\tno\tname\ten", ", code: 'no' is no"),
    "dissolved state": (b"Union\tSU\tname\ten", ", code: 'SU' is no country's code"),
    "kind": (b"Norland\tNO\tland\ten", ", kind: 'land' is none of name, demonym"),
    "kind in capitals": (b"Norland\tNO\tNAME\ten", ", kind: 'NAME' is none"),
    "language's name": (b"Norland\tNO\tname\tnorsk", ", languages: 'norsk' is no language's code"),
    "language of nobody": (b"Norland\tNO\tname\txx", ", languages: 'xx' is no language's code"),
    "languages of nobody": (b"Norland\tNO\tname\ten,qqq", ", languages: 'qqq' is no language's code"),
    "empty language": (b"Norland\tNO\tname\ten,,fr", ", languages: '' is no language's code"),
    "language ~": (b"Norland\tNO\tname\t~", ", languages: '~' is no"),
    "no form": (b"\tNO\tname\ten", ", form: '' has no letter"),
    "marks alone": (b"***\tNO\tname\ten", ", form: '' has no letter"),
    "NUL": (b"Nor\0land\tNO\tname\ten", r", form: .* holds the character U\+0000"),
    "form without end": (b"N" * 1000 + b"\tNO\tname\ten", ", form: 1,000 characters"),
    "Latin-1": ("Nörland\tNO\tname\ten".encode("latin-1"), ": byte 2 isn't UTF-8"),
    "UTF-16": (PLACE.encode("utf-16"), ": byte 1 isn't UTF-8"),
    "JSON": (b'{"form": "Norland"}', ": 1 cells"),
}


@pytest.mark.parametrize("data, said", WRONG_LEADERS.values(), ids=WRONG_LEADERS)
def test_a_wrong_line_of_leaders_is_named(tmp_path: Path, data: bytes, said: str) -> None:
    """File, line, field and reason; what is wrong with the whole line names no field."""
    own = tmp_path / "own.jsonl"
    own.write_bytes(data)
    with pytest.raises(SettingsError, match=rf"own\.jsonl, line 1({said})"):
        list(registry.read(own, own=True))


@pytest.mark.parametrize("data, said", WRONG_PLACES.values(), ids=WRONG_PLACES)
def test_a_wrong_line_of_places_is_named(tmp_path: Path, data: bytes, said: str) -> None:
    """The same of a table of places; nothing of it is read."""
    own = tmp_path / "own.tsv"
    own.write_bytes(data + b"\n")
    with pytest.raises(SettingsError, match=rf"own\.tsv, line 1{said}"):
        gazetteer.load(own)


@pytest.mark.parametrize(
    "data", [b"# ours\n\n%s\n", b"\xef\xbb\xbf# ours\r\n\r\n%s\r\n"], ids=["plain", "BOM and CRLF"]
)
def test_what_editors_put_around_lines_is_no_fault(tmp_path: Path, data: bytes) -> None:
    """A mark of the byte order before the first line, other ends of lines, empty lines: the number of a line is the editor's."""
    own = tmp_path / "own.tsv"
    own.write_bytes(data % PLACE.encode())
    assert any(entry.form == "Norland" for entry in gazetteer.load(own).entries)
    own.write_bytes(data % b"Norland\tZZ\tname\ten")
    with pytest.raises(SettingsError, match="line 3, code"):
        gazetteer.load(own)
    leaders = data.replace(b"# ours", b"") % _leader().strip()
    (tmp_path / "own.jsonl").write_bytes(leaders)
    assert [one.person.name for one in registry.read(tmp_path / "own.jsonl", own=True)] == ["A B"]


@pytest.mark.parametrize(
    "second, field",
    [(_leader(id="Q5", name="C D"), "id"), (_leader(), "name")],
    ids=["one id", "one name and country"],
)
def test_nobody_stands_in_a_file_twice(tmp_path: Path, second: bytes, field: str) -> None:
    """One of the two lines would be lost, or both would hold."""
    own = tmp_path / "own.jsonl"
    own.write_bytes(_leader(id="Q5", name="E F") + _leader() + second)
    with pytest.raises(SettingsError, match=rf"line 3, {field}: stands in line [12] already"):
        list(registry.read(own, own=True))


def _sparse(path: Path) -> None:
    path.touch()
    os.truncate(path, 1 << 30)


UNREADABLE: dict[str, tuple[Callable[[Path], object], str]] = {
    "a folder": (Path.mkdir, "is a folder; name a file"),
    "nothing": (lambda path: None, "No such file"),
    "a pipe": (os.mkfifo, "is a device or a pipe"),
    "a device": (lambda path: path.symlink_to("/dev/zero"), "is a device or a pipe"),
    "a circle": (lambda path: path.symlink_to(path), "symbolic links"),
    "a gigabyte": (_sparse, "1,073,741,824 bytes, at most 50,000,000"),
}


@pytest.mark.parametrize("make, said", UNREADABLE.values(), ids=UNREADABLE)
def test_what_is_no_file_of_lines_is_refused(
    tmp_path: Path, make: Callable[[Path], object], said: str
) -> None:
    """At once, without waiting for a pipe or filling the memory."""
    path = tmp_path / "own"
    make(path)
    with pytest.raises(SettingsError, match=f"own: .*{said}"):
        lines.read(path)


def test_a_file_that_may_not_be_read_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """With the system's reason."""

    def denied(path: Path) -> bytes:
        raise PermissionError(13, "Permission denied", str(path))

    own = tmp_path / "own.tsv"
    own.touch()
    monkeypatch.setattr(Path, "read_bytes", denied)
    with pytest.raises(SettingsError, match=r"own\.tsv: Permission denied"):
        lines.read(own)


@pytest.mark.parametrize("setting", ["gazetteer_additions", "registry_additions"])
def test_the_setting_is_named(tmp_path: Path, setting: str) -> None:
    """Who reads the error knows the variable to change, not where in a deployment the path came from."""
    files = {"gazetteer_additions": None, "registry_additions": None, setting: tmp_path}
    with pytest.raises(SettingsError, match=f"DATELINE_{setting.upper()}: .*is a folder"):
        children.tagger(files["gazetteer_additions"], files["registry_additions"])


def _loaded(tmp_path: Path, person: Person) -> list[Person]:
    own = tmp_path / "own.jsonl"
    own.write_bytes(msgspec.json.encode(person))
    return [found for found in registry.load(own).persons if person.name in (found.name, *found.names)]


def test_an_operators_entry_replaces_ours(tmp_path: Path) -> None:
    """The same id; without one the same name and first country, whether the released entry has an id or not."""
    hermit = (Office("RU", "Hermit", "head", "2000-01-01", seen="2026-11-01"),)
    for id_ in ("Q7747", None):
        person = Person("Vladimir Putin", hermit, id_)
        assert _loaded(tmp_path, person) == [person]
    unknown = Person("Vladimir Putin", hermit, "Q999999999")  # a namesake: two ids are two persons
    assert len(_loaded(tmp_path, unknown)) == 2


def test_an_operators_file_changes_the_version(tmp_path: Path) -> None:
    """What shaped the tags is in it."""
    own = tmp_path / "own.jsonl"
    own.write_bytes(_leader())
    assert registry.load(own).version != released.leaders().version


@pytest.mark.parametrize("looked", [{"seen": "2026-01-10"}, {"checked": "2026-01-10"}], ids=str)
def test_an_open_office_is_held_until_long_after_the_last_look(
    tmp_path: Path, looked: dict[str, str]
) -> None:
    """The office's own day, or the person's; 400 days later nobody knows."""
    own = tmp_path / "own.jsonl"
    office = {"end": None} | ({"seen": looked["seen"]} if "seen" in looked else {})
    own.write_bytes(_leader(office, **({"checked": looked["checked"]} if "checked" in looked else {})))
    (person,) = (one.person for one in registry.read(own, own=True))
    status = [(found := standing(person, day(at))) and found.status for at in ("2026-11-20", "2027-12-01")]
    assert status == ["current", "unknown"]
