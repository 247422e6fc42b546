"""Every folder under `furniture/` is a site: its pages in `site.toml`, and the file that is learned of them in `expected.toml`.

A page is the site's `html` or `text` with a story's title and paragraphs in it, and a number that differs from page to page.
A site needs no code.
"""

from dataclasses import replace

import pytest

from tests.support import released
from tests.support.sites import FOLDER, SITES, records, site
from worker.core.clean.article import clean
from worker.core.clean.page.page import parse_page
from worker.core.model import Article, Message, RawPage
from worker.rules import furniture
from worker.rules.furniture.doubts import Demands
from worker.rules.furniture.learn import learn
from worker.rules.furniture.pages import PageLines
from worker.stages.pagelines import PageLinesHandler


def message(value: bytes) -> Message:
    return Message("", 0, 0, -1, None, value)


def seen(name: str) -> list[PageLines]:
    look = PageLinesHandler(released.cleaner()).handle
    return [look(message(value)) for value in records(name)]


@pytest.mark.parametrize("name", SITES)
def test_the_file_of_each_site(name: str) -> None:
    learned = furniture.write(learn(seen(name), Demands()).blocks)
    assert learned == (FOLDER / name / "expected.toml").read_text("utf-8")


@pytest.mark.parametrize("name", SITES)
def test_with_its_file_a_site_s_stories_are_left_alone(name: str) -> None:
    """What is kept of each page is its story: each paragraph, and nothing that stands on every page."""
    rules = replace(released.RULES, furniture=furniture.load(FOLDER / name / "expected.toml"))
    for value, story in zip(records(name), site(name)["story"], strict=True):
        page = parse_page(message(value))
        assert isinstance(page, RawPage)
        made = clean(page, page.fetched_at, rules, {})
        assert isinstance(made, Article)
        assert [line for line in made.text.split("\n") if line] == story["text"]


def test_there_are_sites_in_three_languages() -> None:
    assert len(SITES) >= 3
