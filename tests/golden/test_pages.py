"""Every pair of files under `pages/` is a case: a page as sites of its language make it (`.html` or `.txt`), and what is expected of it (`.json`).

`record` has other fields of the page. Of the text, `starts` and `ends` are its ends, `gone` what must not be in it, `keeps` what must. Every other key is
a field of the article, or `reason`. Each expectation is its own test; a case needs no code.
"""

import json
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from tests.support.released import RULES
from worker.core import codec
from worker.core.clean.article import clean
from worker.core.clean.page.page import parse_page
from worker.core.model import Message, RawPage, Rejection

PAGES = Path(__file__).parent / "pages"
FILES = {file.relative_to(PAGES).with_suffix("").as_posix(): file for file in sorted(PAGES.rglob("*.json"))}
ARTICLES, NOT_ARTICLES, LANGUAGES = 100, 45, 30  # at least


@cache
def expected(case: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(FILES[case].read_text("utf-8"))
    return found


@cache
def made(case: str) -> dict[str, Any]:
    html, text = FILES[case].with_suffix(".html"), FILES[case].with_suffix(".txt")
    content = {"html": html.read_text("utf-8")} if html.exists() else {"text": text.read_text("utf-8")}
    record = {**content, **expected(case).get("record", {})}
    page = parse_page(Message("pages.raw", 0, 0, 0, None, json.dumps(record).encode()))
    assert isinstance(page, RawPage)
    outcome = clean(page, page.fetched_at, RULES, {})
    article = outcome.article if isinstance(outcome, Rejection) else outcome
    fields: dict[str, Any] = codec.from_json(codec.to_json(article))
    return {**fields, "reason": outcome.reason.value if isinstance(outcome, Rejection) else None}


def cases(*keys: str) -> list[tuple[str, str]]:
    return [(case, key) for case in FILES for key in expected(case) if key in keys]


def fields() -> list[tuple[str, str]]:
    other = {"record", "starts", "ends", "gone", "keeps"}
    return [(case, key) for case in FILES for key in expected(case) if key not in other]


@pytest.mark.parametrize("case, key", fields())
def test_field(case: str, key: str) -> None:
    assert made(case)[key] == expected(case)[key]


@pytest.mark.parametrize("case, key", cases("starts"))
def test_the_text_starts(case: str, key: str) -> None:
    assert made(case)["text"][: len(expected(case)[key])] == expected(case)[key]


@pytest.mark.parametrize("case, key", cases("ends"))
def test_the_text_ends(case: str, key: str) -> None:
    assert made(case)["text"][-len(expected(case)[key]) :] == expected(case)[key]


@pytest.mark.parametrize("case, key", cases("gone"))
def test_furniture_is_gone(case: str, key: str) -> None:
    assert [passage for passage in expected(case)[key] if passage in made(case)["text"]] == []


@pytest.mark.parametrize("case, key", cases("keeps"))
def test_the_story_is_kept(case: str, key: str) -> None:
    assert [passage for passage in expected(case)[key] if passage not in made(case)["text"]] == []


def test_there_are_enough_of_all() -> None:
    """Articles, pages that are none, and languages; and no page without its expectations, or the other way round."""
    rejected = [case for case in FILES if expected(case).get("reason")]
    languages = {expected(case).get("lang") for case in FILES} - {None}
    assert len(FILES) - len(rejected) >= ARTICLES
    assert len(rejected) >= NOT_ARTICLES
    assert len(languages) >= LANGUAGES
    furnished = {case.removesuffix("/furnished") for case in FILES if case.endswith("/furnished")}
    assert (
        len(furnished) >= LANGUAGES
    )  # each with one page of plain text that has a line of every kind of furniture
    pages = {file.with_suffix("") for file in PAGES.rglob("*") if file.suffix in {".html", ".txt"}}
    assert pages == {file.with_suffix("") for file in FILES.values()}
