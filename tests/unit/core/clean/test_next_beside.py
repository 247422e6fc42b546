"""The next story in an element beside the page's own, where headlines are no headings; and boxes beside paragraphs that are no `<p>`."""

import pytest
from lxml import html

from worker.core.clean.blocks import walk
from worker.core.clean.body import selection
from worker.core.clean.body.selection import Seen
from worker.core.clean.metadata.metadata import Metadata
from worker.core.clean.text.passages import OTHER, Passage

TOLD = "The harbour office of Oldport said on Friday that the ferry over the Lune will run until the end of autumn."
TITLE = "The ferry runs until the end of autumn"


def kept(body: str) -> tuple[Passage, ...]:
    """The blocks of a page with this title, all of which the model would keep."""
    found = walk.read(html.fromstring(f"<html><body>{body}</body></html>")).blocks
    return selection.kept(found, [1000] * len(found), Seen(Metadata(title=TITLE)))


def story(title: str, paragraphs: int, state: str = "", tag: str = "div") -> str:
    """A story in an element, its headline in one called so."""
    text = f"<div class='text'>{TOLD}</div>" * paragraphs
    return f"<div class='item{state}'><{tag} class='article__title'>{title}</{tag}><div class='body'>{text}</div></div>"


def other(body: str) -> int:
    """How many blocks are told to be another story's."""
    return sum(passage.rule == OTHER for passage in kept(body))


@pytest.mark.parametrize("state", ["", " m-active", " is-first seen"])
@pytest.mark.parametrize("paragraphs", [1, 3])
def test_the_next_story_beside_the_own_goes(state: str, paragraphs: int) -> None:
    assert other(story(TITLE, 4, state) + story("A museum of sledges opens", paragraphs)) == paragraphs + 1


def test_parts_of_the_story_stay() -> None:
    """They stand in the story's element, or it in theirs, or have headings, or are called otherwise."""
    part = f"<div class='article__title'>How it came about</div><div class='text'>{TOLD}</div>"
    assert other(f"<div class='item'><div class='article__title'>{TITLE}</div>{part * 3}</div>") == 0
    assert (
        other(story(TITLE, 1) + story("How it came about", 3)) == 0
    )  # longer than what would be the own story
    assert other(story(TITLE, 4, tag="h2") + story("How it came about", 1, tag="h2")) == 0
    assert other(story(TITLE, 4) + story("How it came about", 1).replace("item", "annex")) == 0


def test_a_box_beside_paragraphs_in_elements_of_their_own_is_one() -> None:
    box = "<div class='tide'><p>Every Thursday, the tides that matter</p></div>"
    paragraph = f"<div class='text'>{TOLD}</div>"
    found = kept(f"<div class='body'>{paragraph * 3}{box}{paragraph}</div>")
    assert [one.text for one in found if one.boxed] == ["Every Thursday, the tides that matter"]
