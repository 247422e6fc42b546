"""On generated newsrooms the learner finds what each site says on all of its pages, and nothing that a story says."""

import json
from dataclasses import replace
from datetime import date, timedelta
from functools import cache

import pytest

from tests.support import released
from tests.support.newsrooms import AGAIN, FOLLOW_UPS, NEWSROOMS, STORIES, Newsroom, paragraphs, records
from worker.core import codec
from worker.core.clean.article import clean
from worker.core.clean.boilerplate.furniture import Block, Furniture, Stand, masked
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


FIRST = "Amber Cedar Dusty Ebony Fudge Ginger Hazel".split()
SECOND = "Indigo Jasper Kipper Lemon Magpie Nutmeg Olive Pebble Quince Rocket Saffron".split()
THIRD = "gallops hums stumbles whistles yawns".split()
MOTTO = "Printed by the river, read by the whole coast"


def plain(number: int) -> RawPage:
    """A story of the first newsroom as a plain text below the site's motto: nothing but a blank line tells the headline, whose words are its own. Three in four are on their own; the rest are a column's, with its name alone."""
    told = paragraphs(NEWSROOMS[0], number)
    head = (
        "Letters to the editor"
        if number % 4 == 0
        else f"{FIRST[number % 7]} {SECOND[number % 11]} {THIRD[number % 5]}"
    )
    lines = [head, *told] if number % 4 == 0 else [MOTTO, head, *told]
    at = date(2024, 1, 3) + timedelta(days=2 * number)
    url = f"https://plain.example/{('town', 'sport')[number // 4 % 2]}/{number}"
    return RawPage(url=url, text="\n\n".join(lines), fetched_at=f"{at}T06:00:00Z")


def test_the_motto_above_plain_texts_is_learned_and_no_title_then() -> None:
    """The first line of each is taken for its title before; that of a column has no other below it, and stays one."""
    pages = [plain(number) for number in range(STORIES) if number not in AGAIN]
    look = PageLinesHandler(released.cleaner()).handle
    records = (
        codec.to_json({"url": page.url, "text": page.text, "fetched_at": page.fetched_at}) for page in pages
    )
    blocks = learn([look(Message("", 0, 0, -1, None, record)) for record in records], Demands()).blocks
    assert [(block.text, block.place) for block in blocks] == [(MOTTO, Stand.HEAD)]
    rules = replace(released.RULES, furniture=Furniture(tuple(blocks)))
    for page in pages[:8]:
        assert page.text is not None
        head, *told = [line for line in page.text.split("\n\n") if line != MOTTO]
        made = clean(page, page.fetched_at, rules, {})
        assert isinstance(made, Article)
        assert (made.title, made.text.split("\n\n")) == (head, told)
