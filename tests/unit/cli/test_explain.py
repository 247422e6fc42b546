"""`dateline explain`: what was cut and why, each tag with the words that carry it."""

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from worker.cli import main

PAGE = {
    "url": "https://news.example/fish",
    "title": "Norway lands a deal",
    "published": "2023-05-04",
    "text": "Emmanuel Macron met fishing crews in Oslo on Thursday.\n\nThe talks went on into the night.\n\nWrite a Comment\n",
}


def run(*args: str, stdin: bytes = b"") -> Result:
    return CliRunner().invoke(main, ["explain", *args], input=stdin)


@pytest.fixture(scope="module")
def explained() -> dict[str, Any]:
    result = run("-", "--json", stdin=json.dumps(PAGE).encode())
    assert result.exit_code == 0, result.stderr
    found: dict[str, Any] = json.loads(result.stdout)
    return found


def test_each_cut_names_its_rule_and_why(explained: dict[str, Any]) -> None:
    (removed,) = explained["removed"]
    assert removed["text"] == "Write a Comment"
    assert removed["why"]


def test_each_span_stands_with_the_words_around_it(explained: dict[str, Any]) -> None:
    (leader,) = explained["leaders"]
    assert (leader["name"], leader["status"]) == ("Emmanuel Macron", "current")
    assert leader["spans"][0]["around"] == ["", "Emmanuel Macron", " met fishing crews in Oslo on Thursday. "]
    around = [
        span["around"][1] for tag in explained["countries"] for span in tag["spans"] if tag["code"] == "NO"
    ]
    assert sorted(around) == ["Norway", "Oslo"]


def test_a_person_reads_sections(tmp_path: Path) -> None:
    (tmp_path / "p.jsonl").write_text("\n" + json.dumps({"text": "x y"}) + "\n" + json.dumps(PAGE) + "\n")
    result = run(str(tmp_path / "p.jsonl"), "--line", "3")
    assert result.exit_code == 0, result.stderr
    assert "Cut: 1 passages" in result.stdout
    assert "FR France  " in result.stdout
    assert "current at 2023-05-04, the day it was published" in result.stdout
    assert "\x1b[" not in result.stdout  # no colours but on a terminal


def test_a_rejected_page_says_why(tmp_path: Path) -> None:
    (tmp_path / "p.html").write_bytes(b"<script>1</script>")
    result = run(str(tmp_path / "p.html"))
    assert result.exit_code == 0
    assert result.stdout.startswith("rejected      no_text: ")


@pytest.mark.parametrize("line, error", [("1", "not JSON"), ("9", "no page at line 9")])
def test_what_is_no_page_is_one_line(tmp_path: Path, line: str, error: str) -> None:
    (tmp_path / "p.jsonl").write_text("{\n")
    result = run(str(tmp_path / "p.jsonl"), "--line", line)
    assert result.exit_code == 1
    assert error in result.stderr
    assert len(result.stderr.splitlines()) == 1
