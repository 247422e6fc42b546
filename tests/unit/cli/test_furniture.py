"""`dateline furniture`: learn a file, try it, and what the worker's settings make of it."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from tests.support.sites import FOLDER, records
from worker.cli import main

ENGLISH = FOLDER / "english-html" / "expected.toml"


def run(*args: str, **environ: str) -> Result:
    return CliRunner().invoke(main, args, env={"DATELINE_CHILDREN": "1", **environ})


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> str:
    file = tmp_path_factory.mktemp("furniture") / "pages.jsonl"
    file.write_bytes(
        b"\n".join([*records("english-html"), b"{broken", b'{"text": "No address here at all."}'])
    )
    return str(file)


def test_a_file_is_learned_and_what_was_left_is_said(pages: str, tmp_path: Path) -> None:
    out = tmp_path / "furniture.toml"
    result = run("furniture", "learn", pages, "--out", str(out), DATELINE_FURNITURE_RULES=str(ENGLISH))
    assert result.exit_code == 0, result.stderr
    assert (out.read_text("utf-8"), result.stdout) == (ENGLISH.read_text("utf-8"), "")
    assert result.stderr.splitlines()[-1] == (
        "dateline: 12 articles of 1 site (2 other pages): 3 blocks; "
        "recurring but left: 1 reading or standing as a part of the story"
    )


def test_a_file_in_a_folder_that_is_not_there_is_refused_before_the_work(pages: str, tmp_path: Path) -> None:
    result = run("furniture", "learn", pages, "--out", str(tmp_path / "none" / "furniture.toml"))
    assert result.exit_code == 2
    assert f"'--out': there is no folder {tmp_path / 'none'}" in result.stderr


def test_higher_demands_learn_less(pages: str) -> None:
    result = run("furniture", "learn", pages, "--days", "60")
    assert "[[block]]" not in result.stdout
    assert result.stdout.endswith("format = 1\n")
    assert "4 over too few days" in result.stderr


def test_a_trial_says_what_would_go_from_how_many_pages(pages: str) -> None:
    result = run("furniture", "check", str(ENGLISH), pages)
    assert result.exit_code == 0, result.stderr
    assert [line.split("\t")[0] for line in result.stdout.splitlines()] == ["12", "12", "12"]
    assert result.stderr.splitlines()[-1] == "dateline: 12 of 12 pages would be cut"


def test_a_trial_that_would_cut_most_of_a_page_fails_and_names_it(tmp_path: Path) -> None:
    row = {
        "url": "https://lune-post.example/x",
        "text": "Short news from the quay.\n\nPrinted in Oldport, read by the whole river",
    }
    (tmp_path / "p.jsonl").write_text(json.dumps(row))
    result = run("furniture", "check", str(ENGLISH), str(tmp_path / "p.jsonl"))
    assert result.exit_code == 1
    assert "https://lune-post.example/x would lose more than half of its words" in result.stderr


def test_a_file_alone_is_read_as_the_worker_reads_it(pages: str, tmp_path: Path) -> None:
    assert run("furniture", "check", str(ENGLISH)).stderr.startswith("dateline: 3 blocks, version ")
    (tmp_path / "f.toml").write_text(ENGLISH.read_text("utf-8").replace('place = "tail"', 'place = "foot"'))
    for args in (
        ["furniture", "check", str(tmp_path / "f.toml")],
        ["explain", pages],
        ["process", "samples/"],
    ):
        result = run(*args, DATELINE_FURNITURE_RULES=str(tmp_path / "f.toml"))
        assert result.exit_code == 2
        said = result.stderr.splitlines()[-1]
        assert (
            "f.toml, line 6, block 'furniture.lune-post.example.04ba3dab': Invalid enum value 'foot'" in said
        )


def test_explain_names_the_block_that_cut(pages: str) -> None:
    result = run("explain", pages, "--json", DATELINE_FURNITURE_RULES=str(ENGLISH))
    assert result.exit_code == 0, result.stderr
    found = json.loads(result.stdout)
    cut = {
        item["rule"]: item["why"]
        for item in found["passages"]
        if item.get("rule", "").startswith("furniture.")
    }
    assert len(cut) == 3
    assert all(why.startswith("stands ") for why in cut.values())
    assert found["versions"]["furniture"] not in ("none", "")
    assert [item["rule"] for item in found["removed"] if item["rule"] in cut] == list(cut)


@pytest.mark.parametrize("command", [["learn"], ["check", str(ENGLISH)]])
def test_a_range_is_not_for_files(command: list[str], pages: str) -> None:
    result = run("furniture", *command, pages, "--since", "1d")
    assert result.exit_code == 2
    assert "--since and --until are for pages.raw" in result.stderr


def test_nothing_to_learn_from_is_one_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("worker.cli.progress.PLAIN_EVERY", 1e9)  # however slow the machine is
    (tmp_path / "p.jsonl").write_text('{"text": "No address here."}')
    result = run("furniture", "learn", str(tmp_path))
    assert result.exit_code == 1
    assert result.stderr == "dateline: no article with an address among 1 page; nothing to learn from\n"
