"""`dateline state`: what the local indexes hold, also beside a running worker, and what can't be used."""

import json
import sqlite3
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from tests.support.stories import START, sketched
from tests.support.texts import ENGLISH, lines
from worker.cli import main
from worker.core.copies.sketch import from_text, lang_of, to_bytes, to_hold, to_text
from worker.core.copies.sketching import sketch
from worker.state.index import Index
from worker.state.log import Decided, Holder
from worker.state.retention import Retention

HOUR = 3_600_000


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("DATELINE_STATE_DIR", str(tmp_path))
    return tmp_path


@pytest.fixture
def index(folder: Path) -> Any:
    """An index that its worker still has open, with two English texts and a French one."""
    opened = Index(folder, "dedupe.state-0", "cluster-1", Retention())
    for number, lang in enumerate(("en", "fr", "en")):
        time = START + number * HOUR
        sketch = to_text(to_hold(from_text(sketched(f"t{number}", lang))))
        writes = (("origins", f"p{number}", "x"), ("sketches", f"A{number}", sketch))
        opened.apply(Decided("w", time, time, time, writes))
    opened.commit(17, "", Holder("w"))
    yield opened
    opened.close()


def run(*args: str) -> Result:
    return CliRunner().invoke(main, ["state", *args])


@pytest.mark.usefixtures("index")
def test_an_index_in_use_is_told(folder: Path) -> None:
    result = run("--json")
    assert result.exit_code == 0, result.stderr
    told = json.loads(result.stdout)
    assert (told["name"], told["cluster"], told["offset"], told["arrived"]) == (
        "dedupe.state-0.0",
        "cluster-1",
        17,
        START + 2 * HOUR,
    )
    assert told["entries"] == {"origins": 3, "articles": 0, "texts": 0, "sketches": 3}
    assert told["disk"] >= (folder / "dedupe.state-0.0.sqlite").stat().st_size
    assert [(one["lang"], one["sketches"]) for one in told["languages"]] == [("en", 2), ("fr", 1)]
    english = told["languages"][0]
    assert (english["oldest"], english["newest"]) == (START, START + 2 * HOUR)
    assert english["bytes"] > 200


def test_a_language_is_one_however_long_its_texts_are(folder: Path) -> None:
    """The size of a text stands right behind a language of two letters."""
    opened = Index(folder, "dedupe.state-0", "cluster-1", Retention())
    for number, count in enumerate((10, 40, 160)):
        one = to_text(
            to_hold(sketch(lines(ENGLISH, count, seed=number), copy_hash=f"{number:032x}", lang="en"))
        )
        opened.apply(
            Decided(
                "w", START, START, START, (("origins", f"p{number}", "x"), ("sketches", f"A{number}", one))
            )
        )
    opened.commit(3, "", Holder("w"))
    opened.close()
    told = json.loads(run("--json").stdout)["languages"]
    assert [(one["lang"], one["sketches"]) for one in told] == [("en", 3)]


@pytest.mark.usefixtures("index")
def test_a_person_reads_it(folder: Path) -> None:
    result = run()
    assert result.exit_code == 0, result.stderr
    assert "up to offset 17, pages up to 2026-01-01 02:00" in result.stdout
    assert "  fr            1 sketches" in result.stdout


def test_no_state_says_what_to_do(folder: Path) -> None:
    result = run()
    assert result.exit_code == 1
    assert "`dateline run` makes it" in result.stderr


def test_what_cannot_be_used_is_said(folder: Path) -> None:
    (folder / "broken-0.0.sqlite").write_bytes(b"no database at all, but as long as one is" * 100)
    with sqlite3.connect(folder / "old-0.0.sqlite") as db:
        db.execute("CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT)")
        db.execute("""INSERT INTO meta VALUES ('identity', '[1,"cluster",{}]')""")
    db.close()
    result = run()
    assert result.exit_code == 1
    assert "can't be read" in result.stdout
    assert "of another release (format 1)" in result.stdout


@pytest.mark.parametrize("lang", ["en", "und"])
def test_the_language_stands_where_it_is_looked_for(lang: str) -> None:
    assert lang_of(to_bytes(from_text(sketched("t1", lang)))[4:8]) == lang
