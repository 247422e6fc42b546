"""On generated newsrooms the learner finds what each site says on all of its pages, and nothing that a story says."""

import json
from dataclasses import replace
from functools import cache

import pytest

from tests.support import released
from tests.support.newsrooms import AGAIN, FOLLOW_UPS, NEWSROOMS, STORIES, Newsroom, paragraphs, records
from worker.core.clean.article import clean
from worker.core.clean.boilerplate.furniture import Block, masked
from worker.core.clean.page.page import parse_page
from worker.core.model import Article, Message, RawPage
from worker.rules.furniture import load, write
from worker.rules.furniture.doubts import Demands
from worker.rules.furniture.learn import learn
from worker.stages.pagelines import PageLinesHandler


@cache
def learned() -> tuple[Block, ...]:
    look = PageLinesHandler(released.cleaner()).handle
    seen = [look(Message("", 0, 0, -1, None, value)) for room in NEWSROOMS for value in records(room)]
    return tuple(learn(seen, Demands()).blocks)


def of(room: Newsroom) -> set[str]:
    return {masked(block.text) for block in learned() if room.host.endswith(block.site)}


@pytest.mark.parametrize("room", NEWSROOMS, ids=lambda room: room.host)
def test_what_stands_on_every_page_of_a_site_is_found(room: Newsroom) -> None:
    assert of(room) == {masked(text.replace("NUMBER", "1")) for text in room.furniture}


@pytest.mark.parametrize("room", NEWSROOMS, ids=lambda room: room.host)
def test_no_paragraph_of_a_story_is(room: Newsroom) -> None:
    """Not of the one published again under other addresses, not the background of the follow-ups."""
    assert len(AGAIN) >= 5
    assert len(FOLLOW_UPS) >= 10
    told = {masked(line) for number in range(STORIES) for line in paragraphs(room, number)}
    assert of(room).isdisjoint(told)


@pytest.mark.parametrize("room", NEWSROOMS, ids=lambda room: room.host)
def test_with_the_file_a_page_is_its_story(room: Newsroom, tmp_path_factory: pytest.TempPathFactory) -> None:
    file = tmp_path_factory.mktemp("learned") / "furniture.toml"
    file.write_text(write(learned()), "utf-8")
    rules = replace(released.RULES, furniture=load(file))
    for number, value in list(enumerate(records(room)))[::5]:
        page = parse_page(Message("", 0, 0, -1, None, value))
        assert isinstance(page, RawPage)
        made = clean(page, page.fetched_at, rules, {})
        assert isinstance(made, Article), json.loads(value)["url"]
        assert made.text.split("\n") == paragraphs(room, number)
