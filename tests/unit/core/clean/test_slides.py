"""Slide shows set into an article are another story: their captions are no paragraphs of it."""

from lxml import html

from worker.core.clean.blocks import walk
from worker.core.clean.body import selection
from worker.core.clean.body.selection import Seen
from worker.core.clean.metadata.metadata import Metadata
from worker.core.clean.text.passages import SLIDE

STORY = "<p>The harbour office of Oldport said on Friday that the ferry over the Lune will run until the end of autumn.</p>"
CAPTION = (
    "A crowd stands on the quay of Samoa where the first mail boat of the year came in late in the evening."
)


def slide(name: str, own: str, caption: str = CAPTION) -> str:
    """One slide as sites write it: the show's name, its own heading, its caption."""
    return f"<div><h4>{name}</h4><h2>{own}</h2><p>{caption}</p></div>"


def cut(*parts: str) -> int:
    """How many blocks of an article of these parts are told to be a slide show's."""
    found = walk.read(
        html.fromstring(f"<html><body><article>{''.join(parts)}</article></body></html>")
    ).blocks
    passages = selection.kept(found, [1000] * len(found), Seen(Metadata()))
    return sum(passage.rule == SLIDE for passage in passages)


def show(name: str, caption: str = CAPTION) -> str:
    """A show of three slides."""
    return "".join(slide(name, own, caption) for own in ("The quay", "The mail", "The way back"))


def test_pieces_under_one_name_are_a_show() -> None:
    assert cut(STORY * 3, show("Mail boats of the South Seas"), STORY * 3) == 9


def test_a_show_that_is_most_of_the_page_is_the_article() -> None:
    assert cut(STORY, show("Mail boats of the South Seas")) == 0


def test_parts_of_an_article_that_begin_alike_are_no_show() -> None:
    """Short headings, two pieces alone, and pieces without a paragraph are the article's own."""
    assert cut(STORY * 6, show("Our verdict")) == 0
    assert (
        cut(STORY * 6, *(slide("Mail boats of the South Seas", own) for own in ("The quay", "The mail"))) == 0
    )
    assert cut(STORY * 6, show("Comparing the boats of this year", "From 200 euros")) == 0
