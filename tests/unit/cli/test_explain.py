"""`dateline explain`: what was cut and why, each tag with the words that carry it."""

import gzip
import io
import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from rich.console import Console

from worker.cli import main
from worker.cli.report import Report

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
    assert "Page: 2 passages kept, 1 cut" in result.stdout
    assert "\n- Write a Comment\n" in result.stdout
    assert "FR France  " in result.stdout
    assert "current at 2023-05-04, the day it was published" in result.stdout
    assert "\x1b[" not in result.stdout  # no colours but on a terminal


HTML = """<html lang="en"><head><title>Norway lands a deal</title></head><body>
<nav><a href="/">Front page</a> <a href="/fish">Everything about fish</a></nav><article><h1>Norway lands a deal</h1>
<p>The fishing crews of the north met in Oslo on Thursday to talk about how much cod there is to be caught next year.</p>
<p>The talks went on into the night, and nobody who came out of the room in the morning wanted to say what had been agreed.</p>
<div class="related"><h3>More about fish</h3><ul><li><a href="/p">Vladimir Putin opens a cannery in Peru</a></li></ul></div>
<p>A year ago the crews had gone home without a paper, and the boats had stayed in the harbour for the better part of the spring.</p>
<p>Write a Comment</p></article><footer>The Fish Post is printed in Bergen.</footer></body></html>"""


@pytest.fixture(scope="module")
def passages(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    page = tmp_path_factory.mktemp("explain") / "p.html"
    page.write_text(HTML)
    found: dict[str, Any] = json.loads(run(str(page), "--json").stdout)
    return found


def test_all_text_of_a_page_is_there_in_its_order(passages: dict[str, Any]) -> None:
    """From the navigation to the footer, each passage either with its place in the text or with the rule that cut it."""
    told = [(passage["text"].split()[0], passage.get("rule", "-")) for passage in passages["passages"]]
    assert told == [
        ("Front", "blocks.model"), ("Norway", "blocks.title"), ("The", "-"), ("The", "-"), ("More", "blocks.model"),
        ("Vladimir", "blocks.model"), ("A", "-"), ("Write", "en.comment-form"), ("The", "blocks.model"),
    ]  # fmt: skip
    kept = [passage for passage in passages["passages"] if "rule" not in passage]
    assert [passages["text"][item["start"] : item["end"]] for item in kept] == [item["text"] for item in kept]
    assert all(passage["why"] for passage in passages["passages"] if "rule" in passage)


def test_on_a_terminal_what_was_cut_is_red_and_what_carries_a_tag_is_marked(passages: dict[str, Any]) -> None:
    out = io.StringIO()
    Report(Console(file=out, force_terminal=True, color_system="standard", soft_wrap=True)).show(passages)
    assert "\x1b[31m- Write a Comment\x1b[0m" in out.getvalue()
    assert "met in \x1b[1;36mOslo\x1b[0m on Thursday" in out.getvalue()


def test_what_was_left_out_makes_no_tag(passages: dict[str, Any]) -> None:
    assert any("Putin" in item["text"] for item in passages["removed"])
    assert passages["leaders"] == []
    assert [tag["code"] for tag in passages["countries"]] == ["NO"]


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


def test_a_folder_of_many_files_is_asked_which(tmp_path: Path) -> None:
    for name in ("b.txt", "a.txt"):
        (tmp_path / name).write_text("Talks in Peru went on.")
    result = run(str(tmp_path))
    assert result.exit_code == 2
    assert f"name one of them, such as {tmp_path / 'a.txt'}" in result.stderr


def test_an_address_gives_no_orders_to_a_terminal() -> None:
    result = run(
        "-", stdin=json.dumps({"url": "https://a.example/\x1b]0;x\x07", "text": "Talks in Peru."}).encode()
    )
    assert result.exit_code == 0
    assert "\x1b" not in result.stdout


@pytest.mark.parametrize(
    "stdin",
    [
        json.dumps(PAGE).encode(),
        b"Talks in Peru went on.",
        b"<html><body><article><p>Talks in Peru went on until the night, and then for a day.</p></article></body></html>",
        gzip.compress(json.dumps(PAGE).encode()),
    ],
)
def test_a_dead_letter_s_value_is_explained_whatever_form_its_page_has(stdin: bytes) -> None:
    """What `dateline dead show 0:17 --raw` writes goes into `dateline explain -`."""
    result = run("-", stdin=stdin)
    assert result.exit_code == 0, result.stderr
    assert "Countries" in result.stdout
