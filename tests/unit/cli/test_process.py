"""`dateline process`: every row one line, in order, whatever the row is."""

import base64
import gzip
import json
import re
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from worker.cli import main
from worker.core import headers
from worker.core.codec import to_json
from worker.core.model import Message, Topic
from worker.rules import boilerplate
from worker.stages import children, jobs

TEXT = (
    "The finance ministers of Portugal and Norway signed an agreement on tidal power in Lisbon on Tuesday. "
    "It runs for twelve years and covers four coastal sites. Fishing crews had asked for wider corridors."
)
OTHER = (
    "Heavy rain closed the mountain road between the two valleys for a third day. "
    "Engineers in Switzerland said the bridge would be checked before buses return."
)
LONG = (
    "A choir of two hundred sang in the square at noon, and the bakers gave away what they had left. "
    "Children from the island schools came by ferry. The mayor thanked the musicians and promised a second concert "
    "in autumn, when the harvest is in and the hall has its new roof."
)
A, B = "https://news.example/tidal", "https://other.example/copied"
PAGES = [
    {"url": A, "title": "Tidal power", "text": TEXT, "fetched_at": "2024-03-01T10:00:00Z"},
    "{broken",
    {"url": B, "text": TEXT, "title": "Copied", "fetched_at": "2024-03-01T11:00:00Z"},
    {"url": A, "title": "Tidal power", "text": TEXT, "fetched_at": "2024-03-02T10:00:00Z"},
    {"url": A, "title": "Tidal power", "text": OTHER, "fetched_at": "2024-03-03T10:00:00Z"},
    {"url": A, "title": "Tidal power", "text": OTHER + " Late.", "fetched_at": "2024-02-01T10:00:00Z"},
    {"id": "none", "url": "https://news.example/none"},
    {"text": "1234"},
    {"html": f"<html><body><article><h1>Rain</h1><p>{LONG}</p></article></body></html>"},
]


def run(*args: str, stdin: bytes = b"") -> Result:
    return CliRunner().invoke(main, ["process", "--jobs", "1", *args], input=stdin)


def lines(result: Result) -> list[dict[str, Any]]:
    assert result.exit_code == 0, result.stderr
    return [json.loads(line) for line in result.stdout.splitlines()]


def jsonl(pages: Iterable[object]) -> bytes:
    return b"".join((page if isinstance(page, str) else json.dumps(page)).encode() + b"\n" for page in pages)


@pytest.fixture(scope="module")
def made() -> list[dict[str, Any]]:
    """The lines of all pages, from stdin."""
    return lines(run("-", stdin=jsonl(PAGES)))


def test_the_fates_are_counted_beside_the_lines() -> None:
    """On stderr, and only of more pages than one."""
    result = run("--no-dedupe", "-", stdin=jsonl([PAGES[0], PAGES[1], PAGES[6], PAGES[7], PAGES[8]]))
    told = [json.loads(line)["fate"] for line in result.stdout.splitlines()]
    assert told == ["published", "rejected", "rejected", "rejected", "published"]
    assert result.stderr.splitlines()[-1] == (
        "dateline: 5 pages: 3 rejected (1 empty, 1 malformed, 1 too_short), 2 published"
    )
    assert "pages:" not in run("-", stdin=jsonl(PAGES[:1])).stderr


def test_every_row_gets_its_line_in_input_order(made: list[dict[str, Any]]) -> None:
    assert [line["source"] for line in made] == [f"stdin:{number}" for number in range(1, len(PAGES) + 1)]
    assert [line["url"] for line in made] == [
        page.get("url") if isinstance(page, dict) else None for page in PAGES
    ]


def test_fates_are_those_of_the_stream(made: list[dict[str, Any]]) -> None:
    assert [(line["fate"], line.get("reason")) for line in made] == [
        ("published", None),
        ("rejected", "malformed"),
        ("copy", None),
        ("unchanged", None),
        ("replaced", None),
        ("stale", None),
        ("rejected", "empty"),
        ("rejected", "too_short"),
        ("published", None),
    ]


def test_a_file_that_was_taken_for_a_page_is_rejected_and_says_why() -> None:
    """A gzip in Latin-1, a PDF with U+FFFD, a picture in base64: as a crawler hands them in that keeps any answer."""
    gzipped = gzip.compress(LONG.encode(), mtime=0)
    pages = [
        {"url": A, "html": gzipped.decode("latin-1")},
        {"url": A, "text": "%PDF-1.7\n4 0 obj << /Filter /FlateDecode >> stream\n" + gzipped.decode("utf-8", "replace")},
        {"url": A, "text": base64.b64encode(gzipped).decode()},
        {"url": A, "text": LONG.replace("ferry", "f\ufffdrry")},
    ]  # fmt: skip
    found = lines(run("-", stdin=jsonl(pages)))
    assert [(line["fate"], line.get("reason")) for line in found] == [
        ("rejected", "unknown_encoding")
    ] * 3 + [("published", None)]
    assert [line["detail"] for line in found[:3]] == [
        "bytes that are no text: control characters, or such as no script has",
        "the bytes of a PDF",
        "bytes coded in letters, as in base64",
    ]


def test_where_there_are_no_pages_a_line_says_so(tmp_path: Path) -> None:
    (tmp_path / "p.jsonl").write_bytes(b"\n\n")
    result = run(str(tmp_path / "p.jsonl"))
    assert (result.exit_code, result.stdout) == (0, "")
    assert result.stderr.startswith("dateline: there were no pages")


def test_a_copy_names_the_article_it_copies(made: list[dict[str, Any]]) -> None:
    assert (made[2]["copy_of"], made[2]["copy_kind"]) == (made[0]["article_id"], "exact")


def test_a_near_copy_is_marked_with_its_evidence() -> None:
    edited = LONG.replace("at noon", "in the morning") + " Nobody knows yet who will conduct it."
    first, second = lines(run("-", stdin=jsonl([{"id": "1", "text": LONG}, {"id": "2", "text": edited}])))
    assert (second["fate"], second["copy_of"], second["copy_kind"]) == ("copy", first["article_id"], "near")
    likeness = second["likeness"]
    assert likeness["how"] == "extends"
    assert "ending" in likeness["differs"]
    assert 0.6 < likeness["jaccard"] < likeness["of_held"] < 1
    told = [edited[start:end] for start, end in likeness["passages"]]
    assert "in the morning" in told[0]
    assert told[-1].endswith("who will conduct it")


def test_a_line_has_text_and_tags_with_spans(made: list[dict[str, Any]]) -> None:
    first = made[0]
    assert first["text"] == TEXT
    assert {country["code"] for country in first["countries"]} == {"PT", "NO"}
    span = first["countries"][0]["spans"][0]
    assert first[span.get("field", "text")][span["start"] : span["end"]] in ("Portugal", "Norway", "Lisbon")


def test_a_rejected_page_keeps_what_could_be_made_of_it(made: list[dict[str, Any]]) -> None:
    assert (made[6]["id"], made[6]["text"], made[6]["countries"]) == ("none", "", [])
    assert made[7]["text"] == "1234"


def test_without_fetched_at_there_is_no_event_time(made: list[dict[str, Any]]) -> None:
    assert made[8]["event_time"] is None
    assert made[0]["event_time"] == "2024-03-01T10:00:00Z"


def test_the_line_ends_with_the_bytes_that_the_stream_publishes(tmp_path: Path) -> None:
    """The body of a tagged event, made by the stream's handlers one after the other, stands verbatim in the line."""
    value = to_json(PAGES[0])
    raw = Message("pages.raw", 0, 7, 1_700_000_000_000, A.encode(), value)
    handlers = children.handlers(jobs.Config())
    (clean,) = handlers["clean"].handle(raw).outputs
    unique = Message(
        Topic.ARTICLES_UNIQUE, 0, 0, 0, clean.key, clean.value, (*clean.headers, (headers.KIND, b"new"))
    )
    (event,) = handlers["tag"].handle(unique).outputs
    (tmp_path / "p.jsonl").write_bytes(value + b"\n")
    result = run(str(tmp_path / "p.jsonl"))
    assert (event.value or b"")[1:] in result.stdout_bytes
    assert lines(result)[0]["ce_id"] == headers.as_dict(event.headers)[headers.CE_ID]


def test_no_dedupe_takes_every_page_by_itself() -> None:
    found = lines(run("--no-dedupe", "-", stdin=jsonl([PAGES[0], PAGES[2], PAGES[3]])))
    assert [line["fate"] for line in found] == ["published"] * 3


def test_a_page_that_kills_its_child_twice_is_dead_and_its_neighbours_come_through(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(jobs, "FACTORY", "tests.unit.cli.poison:build")
    monkeypatch.setenv("DATELINE_PAGE_DEADLINE", "2")
    pages = [{"text": text, "id": text} for text in ("one", "crash", "two", "hang", "three")]
    found = lines(run("-", stdin=jsonl(pages)))
    assert [line["fate"] for line in found] == ["published", "dead", "published", "dead", "published"]
    assert [found[1]["reason"], found[3]["reason"]] == ["crash", "timeout"]
    assert [line["text"] for line in found] == ["one", "", "two", "", "three"]
    assert found[1]["id"] == "crash"


def test_a_wrong_rule_file_is_one_line_and_exit_code_2(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATELINE_BOILERPLATE_RULES", "/nowhere/rules.toml")
    result = run("-", stdin=jsonl([PAGES[0]]))
    assert result.exit_code == 2
    assert "/nowhere/rules.toml" in result.stderr
    assert len(result.stderr.strip().splitlines()) == 1


def test_an_id_that_one_of_our_rules_has_is_refused_with_its_file(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    own = tmp_path / "own.toml"
    ours = (boilerplate.FOLDER / "ca.toml").read_text(encoding="utf-8")
    own.write_text(ours, encoding="utf-8")
    monkeypatch.setenv("DATELINE_BOILERPLATE_RULES", str(own))
    result = run("-", stdin=jsonl([PAGES[0]]))
    assert result.exit_code == 2
    (line,) = result.stderr.strip().splitlines()
    assert re.search(r"DATELINE_BOILERPLATE_RULES: own\.toml, rule 'ca\.[^']+', field 'id'", line)
