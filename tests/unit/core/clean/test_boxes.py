"""Boxes between the paragraphs: those that end with a link as a button, and those in which the site speaks of itself."""

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
from worker.core.clean.text.passages import BOX, Passage

STORY = "<p>The harbour office of Oldport said on Friday that the ferry over the Lune will run until the end of autumn.</p>"
LETTER = "<p>Tides, wrecks, gossip: every Thursday at six.</p>"


def kept(*parts: str) -> tuple[Passage, ...]:
    """The blocks of an article of these parts, all of which the model would keep."""
    page = html.fromstring(f"<html><body><article>{''.join(parts)}</article></body></html>")
    found = walk.read(page).blocks
    return selection.kept(found, [1000] * len(found), Seen(Metadata()))


def cut(*parts: str) -> int:
    """How many blocks of an article of these parts are told to be a box's."""
    return sum(passage.rule == BOX for passage in kept(*parts))


def test_a_box_that_ends_with_a_short_link_is_a_box_with_a_button() -> None:
    box = f'<div class="tide">{LETTER}<a href="/letter">I want it</a></div>'
    assert cut(STORY * 3, box, STORY) == 2


@pytest.mark.parametrize(
    "box",
    [
        f"<div>{LETTER}<a href='/letter'>I want it</a></div>",  # nothing but an element
        '<div class="tide"><p>“Tides, wrecks, gossip”</p><a href="/book">The Sea Book</a></div>',  # a quotation and its source
        '<div class="tide"><ul><li>Tides</li><li>Wrecks</li></ul><a href="/x">All of them</a></div>',  # entries
        f'<div class="tide">{LETTER}<a href="/letter">Everything that the port wrote on tides</a></div>',
        f'<div class="tide">{LETTER}{STORY * 2}<a href="/letter">I want it</a></div>',  # more than a box
    ],
)
def test_what_only_looks_like_such_a_box_stays(box: str) -> None:
    assert cut(STORY * 3, box, STORY) == 0


def test_three_boxes_of_one_form_are_entries_of_the_article() -> None:
    box = f'<div class="tide">{LETTER}<a href="/letter">Its page</a></div>'
    assert cut(STORY * 3, box, STORY, box, STORY, box) == 0


def left(lang: str, box: str) -> str:
    """What rules leave of an article with this box."""
    found = kept(STORY * 3, box, STORY)
    reach = JUDGED.with_lines(passages.bare_lines(found), passages.boxed_lines(found))
    return boilerplate.strip(passages.text_of(found), RULES, lang, reach).text


@pytest.mark.parametrize(
    "lang, text",
    [
        ("en", "Heard something odd on the quay? Our desk is all ears."),
        ("de", "Der Hafen und wir: jeden Donnerstag ein Brief."),
        ("nl", "Iets geks gehoord op de kade? Stuur ons een kaartje."),
        ("hu", "Írjon nekünk a rakpartról, és kap tőlünk egy képeslapot."),
        ("uk", "Чули щось дивне на причалі? Розкажіть нам."),
        ("ja", "岸壁の話題は、編集部の手紙で毎週お届け。"),
    ],
)
def test_in_a_box_we_is_the_site(lang: str, text: str) -> None:
    assert text not in left(lang, f'<div class="tide"><p>{text}</p></div>')
    assert text in left(lang, f"<p>{text}</p>")
    assert text in left(lang, f'<div class="pull-quote"><p>{text}</p></div>')
    assert f"“{text}”" in left(lang, f'<div class="tide"><p>“{text}”</p></div>')


def test_the_head_of_a_table_is_kept_with_its_rows_and_the_speaker_with_a_quotation() -> None:
    table = "<table><tr><th>Pier</th><th>Fare</th></tr><tr><td>Low Quay</td><td>3</td></tr><tr><td>Ferry House</td><td>4</td></tr></table>"
    quote = "<blockquote><p>We will land where we always landed, and at the same hour, whatever the board says of it.</p><footer>Ann Rivers, ferry master</footer></blockquote>"
    page = html.fromstring(f"<html><body><article>{STORY * 2}{table}{quote}{STORY}</article></body></html>")
    found = walk.read(page).blocks
    scores = [-1000 if block.kind == "th" or block.text.startswith("Ann") else 1000 for block in found]
    lines = [line.text for line in selection.kept(found, scores, Seen(Metadata())) if line.rule is None]
    assert "Pier | Fare" in lines
    assert "Ann Rivers, ferry master" in lines


def test_small_print_below_a_button_goes_with_its_box() -> None:
    box = f'<div class="tide">{LETTER}<button>I want it</button><p>It costs nothing and ends when you say so.</p></div>'
    assert cut(STORY * 3, box, STORY) == 3
    answer = f'<div class="tide"><button>What does it cost?</button>{LETTER}</div>'
    assert cut(STORY * 3, answer, STORY) == 0
