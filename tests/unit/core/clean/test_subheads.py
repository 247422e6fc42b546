"""Subheads of a story right below something that isn't: the rules for lists of other stories don't take them, and one that the model left out comes back where its place and its element tell it."""

import pytest
from lxml import html

from tests.support.released import RULES
from worker.core.clean.blocks import walk
from worker.core.clean.body import selection
from worker.core.clean.body.selection import Seen
from worker.core.clean.boilerplate import boilerplate
from worker.core.clean.boilerplate.extents import JUDGED
from worker.core.clean.metadata.metadata import Metadata
from worker.core.clean.text import passages
from worker.core.clean.text.passages import Passage

TOLD = "The harbour office of Oldport said on Friday that the ferry over the Lune will run until the end of autumn."
STORY = f"<p>{TOLD}</p>"
LINKED = "<a href='/mill'>The mill at Farholm grinds again</a>"
OTHERS = (
    f"<div class='rel'><h4>{{label}}</h4><ul><li>{LINKED}</li></ul></div>",
    f"<h4>{{label}}</h4><ul><li>{LINKED}</li></ul>",
    f"<p>{{label}}</p><p>{LINKED}</p>",
    "<div class='rel'><h4>{label}</h4><ul><li>The mill at Farholm grinds again</li></ul></div>",
)
LABELS = {
    "en": "Read more",
    "de": "Lesen Sie auch",
    "es": "Más información",
    "fr": "Lire aussi",
    "it": "Leggi anche",
    "pl": "Czytaj także",
    "ru": "Читайте также",
    "tr": "İlgili haberler",
    "ar": "اقرأ أيضا",
    "hi": "ये भी पढ़ें",
    "ko": "관련기사",
    "ja": "関連記事",
}


def kept(body: str, left_out: str = "") -> tuple[Passage, ...]:
    """The blocks of an article, of which the model would keep all but one text, about which it is in doubt."""
    found = walk.read(html.fromstring(f"<html><body><article>{body}</article></body></html>")).blocks
    scores = [-8000 if block.text == left_out else 1000 for block in found]
    return selection.kept(found, scores, Seen(Metadata()))


def lines(body: str, lang: str) -> list[str]:
    """What rules leave of an article."""
    found = kept(body)
    reach = JUDGED.with_lines(
        passages.bare_lines(found), passages.boxed_lines(found), passages.opening_lines(found)
    )
    return boilerplate.strip(passages.text_of(found), RULES, lang, reach).text.split("\n")


@pytest.mark.parametrize("others", OTHERS)
@pytest.mark.parametrize("lang", LABELS)
def test_a_subhead_below_a_list_of_other_stories_stays_and_the_list_goes(lang: str, others: str) -> None:
    box = others.format(label=LABELS[lang])
    for subhead in ("<h2>Nine Boats</h2>", "<p><strong>Nine Boats</strong></p>", "<b>Nine Boats</b>"):
        assert lines(STORY * 3 + box + subhead + STORY * 2, lang) == [TOLD] * 3 + ["Nine Boats"] + [TOLD] * 2


def test_the_last_headline_of_a_list_goes_with_it() -> None:
    """It stands in the list's box, or below a label that it may belong to."""
    in_box = "<div class='rel'><h4>Read more</h4><p>The mill at Farholm grinds again</p></div>"
    assert lines(STORY * 3 + in_box + STORY, "en") == [TOLD] * 4
    below = f"<h4>Read more</h4><p>{LINKED}</p><p><a href='/weir'>Weir to be mended</a></p>"
    assert lines(STORY * 3 + below + STORY, "en") == [TOLD] * 4


@pytest.mark.parametrize(
    "subhead",
    [
        "<h3>Nine Boats</h3>",
        "<div><h2>Nine Boats</h2></div>",
        "<p><strong>Nine Boats</strong></p>",
        "<div><b>Nine Boats</b></div>",
        "<strong>Nine Boats</strong>",
        "<div class='article__subtitle'>Nine Boats</div>",
        "<p class='cross-head'>Nine Boats</p>",
    ],
)
def test_a_subhead_that_the_model_doubts_stays(subhead: str) -> None:
    found = kept(STORY * 2 + subhead + STORY * 3, "Nine Boats")
    assert [one.text for one in found if one.rule is None].count("Nine Boats") == 1


def test_the_heading_of_a_list_that_the_model_doubts_stays() -> None:
    items = "<ul><li>one by lot</li><li>two by vote</li></ul>"
    listed = f"<div><div class='article__list-title'>So far:</div>{items}</div>"
    found = kept(STORY * 4 + listed + STORY, "So far:")
    assert "So far:" in [one.text for one in found if one.rule is None]


@pytest.mark.parametrize(
    "other",
    [
        "<div class='ad'><span>Nine Boats</span></div>",
        "<p>Nine Boats</p>",
        "<h3><a href='/boats'>Nine Boats</a></h3>",
        "<div class='newsletter'><h3>Nine Boats</h3></div>",
        f"<div class='tide'><p>{LINKED}</p><h4>Nine Boats</h4></div>",
    ],
)
def test_what_the_model_left_out_stays_out_without_such_an_element(other: str) -> None:
    found = kept(STORY * 2 + other + STORY * 3, "Nine Boats")
    assert "Nine Boats" not in [one.text for one in found if one.rule is None]


def test_a_heading_over_the_last_paragraph_stays_out() -> None:
    """Who wrote the story stands there, or what else there is."""
    found = kept(STORY * 4 + "<h3>The author</h3>" + STORY, "The author")
    assert "The author" not in [one.text for one in found if one.rule is None]
