"""What an element sets apart from the story by what it is: hidden, beside, asking, another article."""

import pytest
from lxml import html

from worker.core.clean.blocks import walk
from worker.core.clean.body import selection
from worker.core.clean.body.selection import Seen
from worker.core.clean.metadata.metadata import Metadata
from worker.core.clean.text.passages import APART

TITLE = "The ferry over the Lune runs until autumn"
HEADLINE = f"<h1>{TITLE}</h1>"
STORY = "<p>The harbour office of Oldport said on Friday that the ferry over the Lune will run until the end of autumn.</p>"
OTHER = "<p>Fishermen of Samoa have asked their government for a larger quay, because the mail boat can no longer land there.</p>"
LEADS = '<h3><a href="/samoa">Samoa asks for a larger quay</a></h3>'


def cut(*parts: str, is_live: bool = False) -> int:
    """How many blocks of an article of these parts, all of which the model would keep, are set apart."""
    page = html.fromstring(f"<html><body><article>{HEADLINE}{''.join(parts)}</article></body></html>")
    found = walk.read(page).blocks
    passages = selection.kept(found, [1000] * len(found), Seen(Metadata(title=TITLE), None, is_live))
    return sum(passage.rule == APART for passage in passages)


@pytest.mark.parametrize(
    "part",
    [
        f"<div hidden>{OTHER}</div>",
        f'<div style="display: none">{OTHER}</div>',
        f'<div aria-hidden="true"><div>{OTHER}</div></div>',
        f"<nav>{OTHER}</nav>",
        f'<div role="complementary">{OTHER}</div>',
        f'<div role="dialog"><section>{OTHER}</section></div>',
        f"<form>{OTHER}</form>",
        f"<article>{OTHER}</article>",
    ],
)
def test_what_an_element_sets_apart_is_left_out(part: str) -> None:
    assert cut(STORY * 3, part) == 1


def test_an_aside_is_left_out_at_the_end_of_a_story_and_where_it_leads_on() -> None:
    assert cut(STORY * 3, f"<aside>{OTHER}</aside>") == 1
    assert cut(STORY * 3, f"<aside>{LEADS}{OTHER}</aside>", STORY) == 2


def test_an_aside_between_two_paragraphs_is_the_storys_own_box() -> None:
    assert cut(STORY * 3, f"<aside><h3>What the ferry costs</h3>{OTHER}</aside>", STORY) == 0


@pytest.mark.parametrize("label", ["<h3>Where can I land?</h3>", "<button><p>Where can I land?</p></button>"])
def test_what_folds_out_below_a_heading_or_a_button_is_the_storys_own(label: str) -> None:
    assert cut(STORY * 3, label, f'<div hidden aria-hidden="true">{OTHER * 2}</div>') == 0


@pytest.mark.parametrize("element", ["aside", "form", "div hidden", "article"])
def test_a_story_that_stands_in_such_an_element_is_kept(element: str) -> None:
    assert cut(STORY, f"<{element}>{OTHER * 2}</{element.split(maxsplit=1)[0]}>") == 0


def test_the_posts_of_a_live_report_are_no_other_articles() -> None:
    post = f"<article>{OTHER}</article>"
    assert cut(STORY * 6, post * 2) == 2
    assert cut(STORY * 6, post * 2, is_live=True) == 0


def test_an_article_beside_the_headlines_is_another() -> None:
    page = html.fromstring(
        f"<html><body><article>{HEADLINE}{STORY * 4}</article><article><h2>Samoa asks for a quay</h2>{OTHER}</article></body></html>"
    )
    found = walk.read(page).blocks
    passages = selection.kept(found, [1000] * len(found), Seen(Metadata(title=TITLE)))
    assert [passage.rule for passage in passages[-2:]] == [APART, APART]
    assert all(passage.rule is None for passage in passages[1:-2])
