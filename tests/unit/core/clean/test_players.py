"""The title of a video that stands between paragraphs, in an element called a player: a caption."""

import pytest
from lxml import html

from worker.core.clean.blocks import walk
from worker.core.clean.body import selection
from worker.core.clean.body.selection import Seen
from worker.core.clean.metadata.metadata import Metadata
from worker.core.clean.text.passages import CAPTION

TOLD = "<p>The harbour office of Oldport said on Friday that the ferry over the Lune will run until the end of autumn.</p>"


def captions(box: str) -> int:
    """How many blocks of an article with this box, all of which the model would keep, are told to be captions."""
    page = html.fromstring(f"<html><body><article>{TOLD * 3}{box}{TOLD}</article></body></html>")
    found = walk.read(page).blocks
    return sum(one.rule == CAPTION for one in selection.kept(found, [1000] * len(found), Seen(Metadata())))


@pytest.mark.parametrize(
    "title",
    [
        "How the ferry crosses the Lune",
        "Zo steekt het pontje over",
        "So setzt die Fähre über",
        "Como o barco atravessa o rio",
        "Как паром пересекает реку",
        "Jak prom przepływa rzekę",
        "渡し船が川を渡る",
        "나룻배가 강을 건넌다",
    ],
)
def test_a_videos_title_is_a_caption(title: str) -> None:
    assert captions(f'<div class="sc-video"><div role="button"></div><p>{title}</p></div>') == 1


@pytest.mark.parametrize(
    "box",
    [
        '<div class="sc-video"><p>The ferry crosses the Lune nine times a day.</p></div>',  # a sentence
        '<div class="video"><h3>How it crosses</h3></div>',  # a heading
        f'<div class="video"><p>How it crosses</p>{TOLD}</div>',  # the story goes on in it
        '<div class="crossing"><p>How the ferry crosses</p></div>',
    ],
)
def test_what_only_stands_in_such_an_element_is_none(box: str) -> None:
    assert captions(box) == 0
