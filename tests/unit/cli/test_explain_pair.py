"""`dateline explain A B`: why two pages are copies, or aren't, for a person and as JSON."""

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from worker.cli import main
from worker.cli.pair import WHY
from worker.core.copies.compare import Verdict

STORY = (
    "GENEVA (AP) - The lake steamer that has crossed between the two old towns since 1911 will sail again in May, the "
    "company said on Monday. Its boiler was taken out in three pieces and mended by a foundry in Bern, which found the "
    "drawings in its cellar. Captain Lucie Favre, who learnt to steer on it, will take the first crossing with children of "
    "both harbour schools on board."
)
MATCH = "In the first match of the year Northam beat Westby by three goals to two on the meadow behind the harbour."
PAGES = {
    "first": {"url": "https://a.example/1", "title": "Steamer sails again", "text": STORY, "lang": "en"},
    "update": {
        "url": "https://b.example/2",
        "title": "Old steamer is back",
        "text": f"{STORY} Tickets cost 18 francs and are sold out until Whitsun.",
        "lang": "en",
    },
    "frame": {
        "url": "https://c.example/3",
        "title": "Steamer sails again",
        "text": STORY.replace("1911", "1926"),
        "lang": "en",
    },
    "match": {
        "url": "https://e.example/5",
        "title": "Northam beat Westby",
        "text": f"{MATCH}\n{STORY}",
        "lang": "en",
    },
    "swapped": {
        "url": "https://e.example/6",
        "title": "Westby beat Northam",
        "text": f"{MATCH.replace('Northam', '?').replace('Westby', 'Northam').replace('?', 'Westby')}\n{STORY}",
        "lang": "en",
    },
    "other": {
        "url": "https://d.example/4",
        "text": "A choir of two hundred sang in the square at noon, and the bakers gave away what was left. The mayor thanked them.",
    },
    "none": {"text": "1234"},
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name, body in PAGES.items():
        (tmp_path / f"{name}.jsonl").write_text(json.dumps(body) + "\n")
    (tmp_path / "all.jsonl").write_text("".join(json.dumps(body) + "\n" for body in PAGES.values()))
    return tmp_path


def run(folder: Path, first: str, second: str, *more: str) -> Result:
    return CliRunner().invoke(
        main, ["explain", str(folder / f"{first}.jsonl"), str(folder / f"{second}.jsonl"), *more]
    )


def found(result: Result) -> dict[str, Any]:
    assert result.exit_code == 0, result.stderr
    told: dict[str, Any] = json.loads(result.stdout)
    return told


def test_a_copy_is_told_with_its_evidence(folder: Path) -> None:
    told = found(run(folder, "first", "update", "--json"))
    assert (told["copy"], told["kind"], told["verdict"]) == (True, "wire", "extends")
    assert told["first"]["agencies"] == ["ap"]
    assert told["overlap"]["of_held"] == 1
    assert told["only_second"]["numbers"] == ["18"]
    (passage,) = told["only_second"]["passages"]
    assert passage["text"].endswith("are sold out until Whitsun")
    assert PAGES["update"]["text"][passage["start"] : passage["end"]] == passage["text"]
    assert told["only_first"]["passages"] == []


def test_names_in_other_places_are_told(folder: Path) -> None:
    told = found(run(folder, "match", "swapped", "--json"))
    assert (told["copy"], told["verdict"]) == (False, "other-names")
    assert told["sentences"] == {"places": 1, "names": 0}
    assert told["only_first"]["names"] == told["only_second"]["names"] == []
    assert "1 the same with their names in other places" in run(folder, "match", "swapped").stdout


@pytest.mark.parametrize(
    "second, verdict", [("other", "other-text"), ("first", "same-page"), ("frame", "other-numbers")]
)
def test_what_is_no_copy_says_why(folder: Path, second: str, verdict: str) -> None:
    told = found(run(folder, "first", second, "--json"))
    assert (told["copy"], told["kind"], told["verdict"]) == (False, None, verdict)
    assert told["why"]


def test_rows_of_one_file(folder: Path) -> None:
    told = found(run(folder, "all", "all", "--line", "1", "--line", "2", "--json"))
    assert told["verdict"] == "extends"


def test_a_person_reads_it(folder: Path) -> None:
    result = run(folder, "first", "update")
    assert result.exit_code == 0, result.stderr
    assert result.stdout.startswith(
        "The second page is a copy (wire) of the first: the first stands in the second"
    )
    assert "100% of the first in the second" in result.stdout
    assert "only here     numbers: 18" in result.stdout
    assert "sold out until Whitsun" in result.stdout


def test_a_page_without_an_article_is_said(folder: Path) -> None:
    result = run(folder, "first", "none")
    assert result.exit_code == 1
    assert "none.jsonl:1 holds no article: too_short" in result.stderr
    assert run(folder, "first", "update", "--line", "1", "--line", "1", "--line", "1").exit_code == 2


def test_each_verdict_says_why() -> None:
    assert set(WHY) == set(Verdict)
