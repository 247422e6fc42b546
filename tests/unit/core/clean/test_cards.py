"""A card of another story that is set between the paragraphs goes as a whole, its teaser too; boxes and entries of the page's own stay."""

import pytest

from tests.unit.core.clean.test_between import SAID, text

HEADLINE, TEASER = (
    "Lifeboat crew rescues eleven from a sinking trawler",
    "The skipper said that the pumps had failed within a quarter of an hour.",
)
LINK = f'<a href="/news/11-lifeboat.html">{HEADLINE}</a>'
CARD = f"<h3>{LINK}</h3><p>{TEASER}</p>"
WITHIN = f'<img src="/1.jpg"><h4>{HEADLINE}</h4><p>{TEASER}</p>'


@pytest.mark.parametrize(
    "card",
    [
        f'<div class="related-article"><span>Read also</span>{CARD}</div>',
        f'<div class="readmore"><p class="label">Read also</p>{CARD}</div>',
        f'<div class="card">{CARD}</div>',
        f'<div class="box"><h4>Related stories</h4>{CARD}</div>',
        f'<div class="s1"><div>Read also</div><div>{LINK}</div><div>{TEASER}</div></div>',
        f'<div class="s1"><a href="/news/11-lifeboat.html">{WITHIN}</a></div>',
        f'<section class="t8"><time>12 March</time>{CARD}<a href="/news/11-lifeboat.html">Read on</a></section>',
    ],
)
@pytest.mark.parametrize("at", [2, 4])
@pytest.mark.parametrize("wrap", ["<p>{}</p>", '<div class="css-1"><p>{}</p></div>', "<div>{}</div>"])
def test_a_card_goes_as_a_whole(card: str, at: int, wrap: str) -> None:
    said = text(card, at=at, wrap=wrap)
    assert HEADLINE not in said
    assert TEASER not in said


@pytest.mark.parametrize(
    "own",
    [
        f'<div class="box"><h3>{HEADLINE}</h3><p>{TEASER}</p></div>',
        f'<div class="box"><h3>{LINK}</h3><ul><li>{TEASER}</li><li>It was built in 1931.</li></ul></div>',
        f'<div class="box"><h3>{LINK}</h3><p>{TEASER} He spoke of <a href="/p">the pumps of the year</a> and of the crew.</p></div>',
        f'<div class="box"><h3>{LINK}</h3><p>{TEASER}</p><p>{SAID[0]}</p><p>{SAID[1]}</p><p>{SAID[2]}</p></div>',
        f'<div class="pullquote"><h3>{LINK}</h3><p>{TEASER}</p></div>',
        f"<h2>{LINK}</h2><p>{TEASER}</p>",
        f'<h2>At sea</h2><div class="box"><h3>{LINK}</h3><p>{TEASER}</p></div>',
        f'<p>This is what the newspaper wrote of that night, and all of it was true, as the harbour master says now:</p><div class="box">{CARD}</div>',
        f'<div class="box"><h3>{LINK.replace("/news", "https://other.example")}</h3><p>{TEASER}</p></div>',
        f'<div class="part"><p>{SAID[0]}</p></div><div class="part">{CARD}</div>',
    ],
)
def test_these_stay(own: str) -> None:
    """Boxes without a link, of points, with a link within the text, of more words; what is called a quotation; a part of the story, below a heading or a colon, off the site, of the form of paragraphs."""
    assert TEASER in text(own)


def test_as_many_as_the_paragraphs_are_entries() -> None:
    entries = [
        f'<p>{said} So it was said.</p><div class="entry n{number}"><h3>{LINK.replace("11", str(number))}</h3><p>{TEASER} It is number {number}.</p></div>'
        for number, said in enumerate(SAID)
    ]
    assert text(*entries).count(TEASER) == 4
