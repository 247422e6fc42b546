"""The lexicon beside the code: as good as its data, never of others, never half of one."""

import json
from pathlib import Path

import msgspec
import pytest

from tests.support import released
from worker.core.tags.leaders.sounds import Keys
from worker.core.tags.lexicon.nouns import ANY, Entry, Gazetteer, Office, Person, Registry, Suffixes
from worker.core.tags.lexicon.packed import Lexicon, pack, unpack
from worker.core.tags.tagger import Tagger
from worker.rules import gazetteer, prepared, registry, versions

EXAM = Path(__file__).parents[2] / "quality" / "exams" / "first.jsonl"
OTHERS = 4  # every fourth text of the exam, in all of its languages


def places() -> Gazetteer:
    """Two forms, one of them for two countries."""
    entries = (
        Entry("Norland", "NO", "name", ("en", "de"), "name:en", stem=True, weight=4_000),
        Entry("Norland", "SE", "city", (ANY,), "city:generated", weight=3),
        Entry("نرلند", "NO", "name", ("ar",), "name:ar", exact=True),
    )
    endings = {"ar": Suffixes("", "", ("ال",)), "en": Suffixes("s", "s", ())}
    titles: dict[str, tuple[str, ...]] = {"en:head": ("president ",)}
    words = {"home:en": frozenset(("NO",))}
    return Gazetteer(entries, endings, (), titles, {}, {}, {"en": ("Ann",)}, words, "places")


def leaders() -> Registry:
    """One person, with an office that is over and one that is not."""
    office = Office("NO", "President", "head", "2020-01-01")
    person = Person(
        "Ann Norder",
        (Office("SE", "Minister", "minister", "2010", "2012"), office),
        fame=2,
        short=("Norder",),
    )
    return Registry((person,), "leaders")


def nothing() -> Gazetteer:
    """In place of a loader that must not be asked."""
    raise AssertionError("loaded anew")


def test_what_is_unpacked_is_what_was_packed() -> None:
    """Every entry, person and table, though the entries and persons are made one by one."""
    made = Lexicon.of(places(), leaders())
    found = unpack(pack(made))
    assert tuple(found.gazetteer.entries) == made.gazetteer.entries
    assert found.gazetteer.entries[-1] == made.gazetteer.entries[-1]
    assert found.gazetteer.entries[:2] == list(made.gazetteer.entries[:2])
    assert msgspec.structs.replace(found.gazetteer, entries=()) == msgspec.structs.replace(
        made.gazetteer, entries=()
    )
    assert tuple(found.registry.persons) == made.registry.persons
    assert found.registry.version == made.registry.version
    assert found.tables[1:] == made.tables[1:]
    assert [dict(table) for table in found.tables.forms[3:]] == [
        dict(table) for table in made.tables.forms[3:]
    ]
    assert found.tables.forms[1:3] == made.tables.forms[1:3]
    with pytest.raises(IndexError):
        found.registry.persons[1]


def test_the_released_data_tag_the_same_from_both() -> None:
    """The same bytes for texts of all languages, whether the data are loaded or read from the file."""
    loaded, read = Tagger(gazetteer.load(), registry.load()), released.tagger()
    texts = [json.loads(line) for line in EXAM.read_text("utf-8").splitlines()][::OTHERS]
    assert len({one["lang"] for one in texts}) > 1
    for one in texts:
        asked = (one.get("title"), one["text"], one["lang"], one["date"], "published")
        assert msgspec.json.encode(loaded.tag(*asked)) == msgspec.json.encode(read.tag(*asked))


def test_it_is_made_once(tmp_path: Path) -> None:
    """The second start loads nothing, and takes nothing but the file."""
    made = prepared.lexicon(places, leaders, folder=tmp_path)
    (file,) = tmp_path.iterdir()
    assert file.stat().st_mode & 0o444 == 0o444  # an image is built by another user than runs it
    again = prepared.lexicon(nothing, leaders, folder=tmp_path)
    assert tuple(again.gazetteer.entries) == tuple(made.gazetteer.entries) == places().entries


@pytest.mark.parametrize("left", [0, 3, 1_000, -1])
def test_half_a_file_is_none(tmp_path: Path, left: int) -> None:
    """A file that was cut off is made anew; neither does a wrong byte in it pass."""
    prepared.lexicon(places, leaders, folder=tmp_path)
    (file,) = tmp_path.iterdir()
    whole = file.read_bytes()
    file.write_bytes(whole[:left])
    prepared.lexicon(places, leaders, folder=tmp_path)
    assert file.read_bytes() == whole
    file.write_bytes(whole[:50] + bytes([whole[50] ^ 1]) + whole[51:])
    prepared.lexicon(places, leaders, folder=tmp_path)
    assert file.read_bytes() == whole


def test_none_is_of_other_data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An operator's file that is there, is changed, or is the other one of the two has a digest of its own; so has other code."""
    own = tmp_path / "own.tsv"
    own.write_text("Norland\tNO\tname\n")
    assert prepared.key() == prepared.key(None, None)  # the image's is the worker's
    keys = [prepared.key(), prepared.key(own, None), prepared.key(None, own)]
    own.write_text("Norland\tSE\tname\n")
    keys.append(prepared.key(own, None))
    own.unlink()
    keys.append(prepared.key(own, None))
    monkeypatch.setattr(versions, "code", lambda: "other")
    keys.append(prepared.key())
    assert len(set(keys)) == len(keys)
    assert prepared.key() == keys[-1]


def test_where_nothing_can_be_written_it_is_made_every_time(tmp_path: Path) -> None:
    """In a container with an operator's own file, say."""
    folder = tmp_path / "file"
    folder.write_text("a file where the folder would be")
    for _ in range(2):
        assert len(prepared.lexicon(places, leaders, folder=folder).registry.persons) == 1
    assert [one.name for one in tmp_path.iterdir()] == ["file"]


def test_few_files_stay(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Those of data that were changed since go, and what a killed start left; the newest stay."""
    (tmp_path / "tmphalf").write_bytes(b"half")
    for number in range(prepared.KEPT + 2):
        monkeypatch.setattr(prepared, "key", lambda *_own, number=number: f"{number}")
        prepared.lexicon(places, leaders, folder=tmp_path)
    assert len(list(tmp_path.iterdir())) == prepared.KEPT
    assert (tmp_path / f"{prepared.KEPT + 1}{prepared.SUFFIX}").exists()


def test_how_names_sound_is_in_it(tmp_path: Path) -> None:
    """What takes longest to work out is read, too, and is the same."""
    made = prepared.lexicon(places, leaders, folder=tmp_path)
    packed, keys = made.tables.sounds, Keys.of(leaders().persons)
    assert packed is not None
    assert Keys.unpacked(packed) == keys
    assert keys.whole
    assert keys.surname


def test_an_image_is_made_with_it_or_not_at_all(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The build makes the file that a worker with the same settings looks for, wherever it has its own data; it fails where it can't."""
    own = tmp_path / "own.tsv"
    own.write_text("Norland\tNO\tname\n")
    monkeypatch.setenv("DATELINE_GAZETTEER_ADDITIONS", str(own))
    monkeypatch.setattr(gazetteer, "load", lambda _file: places())
    monkeypatch.setattr(registry, "load", lambda _file: leaders())
    prepared.main(tmp_path / "made")
    elsewhere = tmp_path / "elsewhere" / own.name
    elsewhere.parent.mkdir()
    elsewhere.write_bytes(own.read_bytes())
    assert prepared.lexicon(nothing, leaders, elsewhere, None, folder=tmp_path / "made").gazetteer.entries
    with pytest.raises(SystemExit, match="nothing could be written"):
        prepared.main(own)
