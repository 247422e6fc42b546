"""What a page sets apart from its story goes where the story says it, or where it is none of it: pulled quotes, a recipe, the section above the headline."""

import pytest
from lxml import html

from worker.core.clean.blocks import walk
from worker.core.clean.body import selection
from worker.core.clean.body.plaintext import below_title
from worker.core.clean.body.selection import Seen
from worker.core.clean.metadata.metadata import Metadata
from worker.core.clean.text.passages import BOX, QUOTE

STORY = (
    "<p>The harbour office of Oldport said on Friday: “The ferry over the Lune will run until the end of autumn. "
    "We had one wish, and that was to be here on Monday when the water comes.”</p>"
)


def cut(body: str, rule: str) -> list[str]:
    """What this rule leaves out of an article, all of whose blocks the model takes."""
    found = walk.read(html.fromstring(f"<html><body><article>{body}</article></body></html>")).blocks
    passages = selection.kept(found, [1000] * len(found), Seen(Metadata()))
    return [block.text for block, passage in zip(found, passages, strict=True) if passage.rule == rule]


@pytest.mark.parametrize(
    "apart, said",
    [
        ("<aside><p>{}</p></aside>", "“The ferry over the Lune will run until the end of autumn.”"),
        (
            "<blockquote><span>{}</span></blockquote>",
            "The ferry over the Lune will run until the end of autumn. Ann Oak, pilot",
        ),
        ('<div class="PullQuote_text"><p>{}</p></div>', "We had one wish. It was to be here on Monday."),
    ],
)
def test_a_quotation_set_apart_goes_where_the_story_says_it(apart: str, said: str) -> None:
    assert cut(STORY + apart.format(said) + STORY, QUOTE) == [said]


@pytest.mark.parametrize(
    "apart",
    [
        "<aside><p>The ferry over the Clyde ran in spring, and nobody took it.</p></aside>",
        "<aside>We had one wish. It was to be here on Monday.</aside>",
        "<p>The ferry over the Lune will run until the end of autumn.</p>",
        "<blockquote>The ferry.</blockquote>",
        "<blockquote>We had one wish, and that was to be here on Monday. The pilot looked at the river for a while.</blockquote>",
    ],
)
def test_what_is_said_but_here_stays(apart: str) -> None:
    assert cut(STORY + apart + STORY, QUOTE) == []


RECIPE = '<div class="{}"><h3>The pie</h3><p>Serves 4</p><ul><li>500g trout</li><li>2 leeks</li></ul></div>'


def test_a_recipe_within_a_story_is_a_box() -> None:
    assert cut(STORY * 2 + RECIPE.format("recipe-box") + STORY * 2, BOX) == [
        "The pie",
        "Serves 4",
        "500g trout",
        "2 leeks",
    ]
    assert cut(STORY * 2 + RECIPE.format("story-list") + STORY * 2, BOX) == []
    assert cut(STORY * 2 + RECIPE.format("recipe-box"), BOX) == []
    long = RECIPE.format("recipe-box").replace("<li>2 leeks</li>", "<li>2 leeks</li>" * 60)
    assert cut(STORY + long + STORY, BOX) == []


def test_a_section_above_the_repeated_headline_goes_with_it() -> None:
    assert below_title("LOCAL NEWS\nThe keys\nA story.", "The keys") == "A story."
    for text in (
        "He said it.\nThe keys\nA story.",
        "A\nB\nThe keys\nA story.",
        "A line of a poem that is as long\nThe keys\nA",
    ):
        assert below_title(text, "The keys") == text
