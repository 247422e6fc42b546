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
    """An index of dedupe's that its worker still has open: two English articles, a French one and a copy."""
    opened = Index(folder, "dedupe.state-0", "cluster-1", Retention())
    for number, lang in enumerate(("en", "fr", "en", None)):
        time, text = START + number * HOUR, f"{lang}:{number:032x}" if lang else None
        writes: list[tuple[str, str, Any]] = [("origins", f"p{number}", {"action": "publish", "offset": 1})]
        writes.append(("articles", f"A{number}", {"origin": "m", **({"text": text} if text else {})}))
        if text:
            sketch = to_text(to_hold(from_text(sketched(f"t{number}", str(lang)))))
            writes += [("texts", text, f"A{number}"), ("sketches", f"A{number}", sketch)]
        opened.apply(Decided("w", time, time, time, tuple(writes)))
    opened.commit(17, "", Holder("w"))
    yield opened
    opened.close()


@pytest.fixture
def pages(folder: Path) -> Any:
    """An index of identify's: a page that is English now, and one in French."""
    opened = Index(folder, "identify.state-0", "cluster-1", Retention())
    for number, route in enumerate((["fr", "en"], ["fr"])):
        time = START + number * HOUR
        version = {
            "origin": "p",
            "kind": "new",
            "text_hash": "t",
            "content_hash": "c",
            "route": route,
            "turned": 0,
        }
        writes = (
            ("origins", f"p{number}", {"kind": "new", "offset": 1}),
            ("articles", f"A{number}", version),
        )
        opened.apply(Decided("w", time, time, time, writes))
    opened.commit(2, "", Holder("w"))
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
        START + 3 * HOUR,
    )
    assert told["entries"] == {"origins": 4, "articles": 4, "texts": 3, "sketches": 3}
    assert told["disk"] >= (folder / "dedupe.state-0.0.sqlite").stat().st_size


@pytest.mark.usefixtures("index")
def test_size_age_and_memory_are_told_by_language() -> None:
    """A copy holds no text, and is of no language; nor are decisions, and whose a text is."""
    told = json.loads(run("--json").stdout)
    languages = told["languages"]
    counts = [(one["lang"], one["articles"], one["sketches"]) for one in languages]
    assert counts == [("en", 2, 2), ("fr", 1, 1), (None, 1, 0)]
    english, french, _ = languages
    assert (english["oldest"], english["newest"]) == (START, START + 2 * HOUR)
    assert french["oldest"] == french["newest"] == START + HOUR
    for size, whole in (("bytes", "disk"), ("memory", "memory")):
        assert sum(one[size] for one in languages) == told[whole] > 0
        assert english[size] == pytest.approx(2 * french[size], rel=0.2)


@pytest.mark.usefixtures("pages")
def test_a_page_is_of_the_language_of_its_last_version() -> None:
    told = json.loads(run("--json").stdout)
    assert [(one["lang"], one["articles"]) for one in told["languages"]] == [("en", 1), ("fr", 1), (None, 0)]
    assert sum(one["bytes"] for one in told["languages"]) == told["disk"]


@pytest.mark.usefixtures("index", "pages")
def test_what_all_indexes_hold_is_added_up() -> None:
    lines = run().stdout.splitlines()
    both = lines[next(number for number, line in enumerate(lines) if "all indexes" in line) :]
    assert [line.split()[:3] for line in both[1:]] == [
        ["en", "3", "2"],
        ["fr", "2", "1"],
        ["-", "1", "0"],
        ["total", "6", "3"],
    ]


def test_an_empty_index_takes_what_its_file_takes(folder: Path) -> None:
    Index(folder, "dedupe.state-0", "cluster-1", Retention()).close()
    told = json.loads(run("--json").stdout)
    assert [(one["lang"], one["bytes"]) for one in told["languages"]] == [(None, told["disk"])]


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
    assert [(one["lang"], one["sketches"]) for one in told] == [("en", 3), (None, 0)]


@pytest.mark.usefixtures("index")
def test_a_person_reads_it(folder: Path) -> None:
    result = run()
    assert result.exit_code == 0, result.stderr
    assert "up to offset 17, pages up to 2026-01-01 03:00" in result.stdout
    french = next(line for line in result.stdout.splitlines() if line.startswith("  fr "))
    assert french.split()[:3] == ["fr", "1", "1"]
    assert french.count(" MB") == 2
    assert french.endswith("2026-01-01 01:00 – 2026-01-01 01:00")


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


def test_an_index_that_was_never_finished_is_said(folder: Path) -> None:
    """A worker that died between making the file and its first commit leaves one without an identity."""
    with sqlite3.connect(folder / "begun-0.0.sqlite") as db:
        db.execute("CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT)")
    db.close()
    result = run()
    assert result.exit_code == 1
    assert "can't be read" in result.stdout


@pytest.mark.usefixtures("index")
def test_an_index_of_other_settings_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    """The worker throws it away, so it is no state that can be used."""
    monkeypatch.setenv("DATELINE_COPY_DAYS", "7")
    result = run()
    assert result.exit_code == 1
    assert "made for 90 and 14 days, not 90 and 7" in result.stdout


@pytest.mark.parametrize("lang", ["en", "und"])
def test_the_language_stands_where_it_is_looked_for(lang: str) -> None:
    assert lang_of(to_bytes(from_text(sketched("t1", lang)))[4:8]) == lang
