"""Passages and sentences of our own in up to 42 languages, written before anybody looked at what the tagger makes of them."""

import json
from pathlib import Path
from typing import Any

import pytest

from tests.quality import tagscore
from tests.quality.test_tags import FLOORS
from tests.support import released
from worker.core.tags.tagger import Tagger

EXAMS = sorted((Path(__file__).parent / "exams").glob("*.jsonl"))


@pytest.fixture(scope="module")
def tagger() -> Tagger:
    """The tagger with the data of this release."""
    return released.tagger()


def _passages(path: Path) -> list[tagscore.Row]:
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()]


@pytest.mark.parametrize("path", EXAMS, ids=lambda path: path.stem)
def test_an_exam_is_passed(tagger: Tagger, path: Path, record_property: Any) -> None:
    """Countries, what the passage is about, leaders and their status: none under the floor of this exam."""
    passages, floors = _passages(path), FLOORS["exams"][path.stem]
    assert ("about" in floors) == any(row["about"] for row in passages)  # where it is labelled
    scored = tagscore.score(tagger, passages).figures()
    figures = {key: value for key, value in scored.items() if key in floors or key != "about"}
    record_property(f"exam {path.stem}", {key: round(value, 3) for key, value in figures.items()})
    assert {key: value for key, value in figures.items() if value < floors[key]} == {}


@pytest.mark.parametrize("path", EXAMS, ids=lambda path: path.stem)
def test_an_exam_is_well_formed(path: Path) -> None:
    """No id stands twice, what a passage is about is mentioned or implied, and nothing that may be is what must not be."""
    passages = _passages(path)
    assert len({row["id"] for row in passages}) == len(passages)
    for row in passages:
        mentioned, implied, optional = (set(row[key]) for key in ("mentioned", "implied", "optional"))
        assert set(row["about"]) <= mentioned | implied, row["id"]
        assert len(row["about"]) <= 3, row["id"]
        assert not mentioned & (implied | optional), row["id"]


@pytest.mark.parametrize("part", ["fitted", "held"])
def test_what_news_of_all_kinds_is_about(tagger: Tagger, part: str, record_property: Any) -> None:
    """Our own texts on sport, science, courts, trade …, two thirds of which the table of salience is fitted on."""
    chosen = [row for row in tagscore.about_texts() if tagscore.held_out(row) == (part == "held")]
    figure = tagscore.about(tagger, chosen).f1
    record_property(f"texts {part}", round(figure, 3))
    assert figure >= FLOORS["texts"][part]
