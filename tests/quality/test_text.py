"""A sample of the quality gate, the seeds, and the gate itself."""

import json
from pathlib import Path
from typing import Any

import pytest

from tests.quality import plaintexts, text
from tests.quality.__main__ import together
from tests.quality.textscore import CORPORA, SKIPPED, page_f1
from tests.support.released import RULES
from worker.core.clean.article import clean
from worker.core.clean.page.page import parse_page
from worker.core.model import Article, Message, RawPage

SEEDS = CORPORA.parent / "seeds"


def seeds() -> list[dict[str, Any]]:
    file = SEEDS / "expected.jsonl"
    return [json.loads(line) for line in file.read_text("utf-8").splitlines()] if file.is_file() else []


def cleaned(seed: dict[str, Any]) -> Article:
    body = {"text": (SEEDS / seed["file"]).read_text("utf-8"), "published": seed["published"]}
    page = parse_page(Message("pages.raw", 0, 0, 0, None, json.dumps(body).encode()))
    assert isinstance(page, RawPage)
    made = clean(page, None, RULES, {})
    assert isinstance(made, Article)
    return made


@pytest.mark.skipif(not SEEDS.is_dir(), reason="../shared is not there")
@pytest.mark.parametrize("seed", seeds(), ids=lambda seed: Path(seed["file"]).stem)
def test_each_seed_is_cut_exactly(seed: dict[str, Any]) -> None:
    article = cleaned(seed)
    assert article.text.startswith(seed["body_starts"])
    assert article.text.endswith(seed["body_ends"])
    assert [line for line in seed["removed"] if line in article.text] == []
    assert article.lang == "en"


@pytest.mark.skipif(not CORPORA.is_dir(), reason="../shared is not there")
def test_a_sample_of_the_pages_is_read_better_than_by_the_default() -> None:
    """Each fortieth page: a guard against a broken change, not a measurement; `make quality` measures."""
    table = text.measure(every=40)
    assert table["dateline"]["shingle_f1"] > table["trafilatura"]["shingle_f1"] - 0.005
    assert table["dateline"]["segment_left"] < table["trafilatura"]["segment_left"] + 0.005


def test_shortfalls_know_which_way_is_better() -> None:
    figures = {"shingle_f1": 0.9, "segment_left": 0.1}
    assert text.shortfalls(figures, {"shingle_f1": 0.9, "segment_left": 0.1}) == []
    assert len(text.shortfalls(figures, {"shingle_f1": 0.91, "segment_left": 0.09})) == 2


def test_the_measure_itself() -> None:
    assert page_f1("a b c d e", "a b c d e") == 1.0
    assert page_f1("a b c d e", "a b c d x") == 0.5
    assert page_f1("a b c d e", "") == 0.0


@pytest.mark.parametrize("measurement", [text, plaintexts], ids=["text", "plaintexts"])
def test_without_the_corpora_it_says_that_it_was_skipped(
    measurement: Any, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    """To who reads it and to who calls it, under CI=true and without."""
    monkeypatch.setattr(measurement, "CORPORA", tmp_path / "none")
    for ci in ("true", ""):
        monkeypatch.setenv("CI", ci)
        assert measurement.main([]) == SKIPPED
        assert capsys.readouterr().out.startswith("SKIPPED: ")


def test_a_part_that_was_skipped_hides_no_failure_and_is_no_success() -> None:
    assert [together(codes) for codes in ([0, 0], [0, SKIPPED], [SKIPPED, 1, 0], [0, 1, 2])] == [0, SKIPPED, 1, 2]  # fmt: skip


def test_a_page_as_plain_text_is_what_it_shows_a_line_for_each_element() -> None:
    html = "<head><title>T</title></head><body><nav><a>News</a></nav><p>One <b>bold</b> word.<br>Two.</p><script>x</script></body>"
    assert plaintexts.shown({"html": html}) == ["News", "One bold word.", "Two."]


def test_other_headlines_stand_in_a_gold_text_behind_its_second_paragraph() -> None:
    others = (
        "Ferries run late",
        "Nothing alike",
        "A ferries strike ends",
        "Ferries sold",
        "Late ferries again",
    )
    page = {
        "title": "Ferries stop",
        "author": "Jane Roe",
        "date": "2024-06-08",
        "text": "Ferries are late.\n\nTwo.\n\nThree.",
    }
    lines = plaintexts.Gold([page, *({"title": title} for title in others)]).lines(page)
    assert lines[:6] == [
        "Ferries stop",
        "By Jane Roe",
        "June 8, 2024",
        "Ferries are late.",
        "Two.",
        plaintexts.HEADING,
    ]
    assert lines[6:] == [
        "Ferries run late",
        "Late ferries again",
        "A ferries strike ends",
        "Ferries sold",
        "Three.",
    ]
