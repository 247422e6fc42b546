"""A link to another story that stands alone between two paragraphs goes; the page's own entries, lists and headings stay."""

import pytest

from tests.support.released import RULES
from worker.core.clean.article import clean
from worker.core.model import Article, RawPage

SAID = (
    "The city of Oldport closed its river bridge on Monday after engineers found new cracks in two of its nine spans.",
    "Some forty thousand people cross it on each day of the week, and buses will have to go by the motorway until spring.",
    "A ferry is to run from the old pier every half hour from next week, and the state pays two thirds of what it costs.",
    "Shopkeepers on the east bank fear for the weeks before Christmas and ask the city council for a loan without interest.",
)
OTHER, ANOTHER = "Bakers of Oldport go on strike over pay", "Harbour fees rise for the third time this year"
LINK = '<a href="/a/1.html">Bakers of Oldport go on strike over pay</a>'
SECOND = '<a href="/a/2.html">Harbour fees rise for the third time this year</a>'


def text(*between: str, at: int = 2, wrap: str = "<p>{}</p>") -> str:
    """The text of a page with these elements behind so many of its paragraphs, all of which stay."""
    paragraphs = [wrap.format(said) for said in SAID]
    body = "".join([*paragraphs[:at], *between, *paragraphs[at:]])
    page = f"<html lang=en><body><h1>Oldport closes its bridge</h1><article>{body}</article></body></html>"
    found = clean(RawPage(html=page, url="https://post.example/town/bridge"), None, RULES, {})
    assert isinstance(found, Article)
    assert all(said in found.text for said in SAID)
    return found.text


@pytest.mark.parametrize(
    "teaser",
    [
        f"<p>{LINK}</p>",
        f"<p><strong>{LINK}</strong></p>",
        f"<p>► {LINK}</p>",
        f'<figure><a href="/a/1.html"><img src="/1.jpg"></a></figure><p>{LINK}</p>',
        f'<div class="c4"><div>{LINK}</div></div>',
        f"<blockquote>{LINK}</blockquote>",
        f"<p>{LINK}</p><p>{SECOND}</p>",
        f"<ul><li>{LINK}</li><li>{SECOND}</li></ul>",
        f"<p>• {LINK}<br>• {SECOND}</p>",
        f"<p><strong>{LINK}<br>{SECOND}</strong></p>",
        f"<p>• {LINK}<br>• {SECOND}</p><h2>What it will cost</h2>",
        f"<p><strong>{LINK}</strong></p><p><strong>{SECOND}</strong></p><h2>What it will cost</h2>",
    ],
)
def test_a_link_between_paragraphs_goes(teaser: str) -> None:
    said = text(teaser)
    assert OTHER not in said
    assert ANOTHER not in said


@pytest.mark.parametrize(
    "own",
    [
        f"<h3>{LINK}</h3>",
        f"<p>{LINK}.</p>",
        '<p><a href="/files/report.pdf">Bakers of Oldport go on strike over pay</a></p>',
        f"<p>He called it {LINK}</p>",
        LINK.join(("<p>", "</p>")).replace("/a/1.html", "https://elsewhere.example/a"),
        LINK.join(("<p>", "</p>")).replace("/a/1.html", "#pay"),
        f"<p>These are the papers that the council has laid out for all to read until the end of the year:</p><p>{LINK}</p>",
        f"<p>These are the papers that the council has laid out for all to read until the end of the year:</p><p>• {LINK}<br>• {SECOND}</p>",
        f"<p>• {LINK}, a report<br>• {SECOND}</p>",
        f"<h2>Papers</h2><p>• {LINK}<br>• {SECOND}</p>",
        f"<p>{LINK}</p><h2>What it will cost</h2>",
        "".join(f"<p>{LINK.replace('/1', f'/{number}')} {number}</p>" for number in range(4)),
    ],
)
def test_these_stay(own: str) -> None:
    """Headings, a sentence, a part of one, links off the site and within the page, what a colon or a heading leads to, lines with more than links, one link above a heading, longer lists."""
    assert OTHER in text(own)


def test_short_lines_above_each_paragraph_are_its_entries() -> None:
    entries = "".join(
        f'<p><a href="/a/{number}.html">Firm number {number} buys its neighbour</a></p><p>{SAID[0]} It is number {number}.</p>'
        for number in range(4)
    )
    assert text(entries).count("buys its neighbour") == 4


def test_lists_of_headlines_go_below_the_text_too() -> None:
    page = "".join(f"<p>{said}</p>" for said in SAID) + f"<p>• {LINK}<br>• {SECOND}</p>"
    raw = RawPage(
        html=f"<html lang=en><body><h1>Oldport closes its bridge</h1><article>{page}</article></body></html>",
        url="https://post.example/town/bridge",
    )
    found = clean(raw, None, RULES, {})
    assert isinstance(found, Article)
    assert found.text.endswith(SAID[-1])
