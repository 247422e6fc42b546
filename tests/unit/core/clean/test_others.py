"""Other stories on a page are told by form: articles beside its own, and teasers that lead on."""

import pytest
from lxml import html

from worker.core.clean.blocks import walk
from worker.core.clean.body import selection
from worker.core.clean.body.selection import Seen
from worker.core.clean.metadata.metadata import Metadata
from worker.core.clean.text.passages import BOX, BYLINE, CAPTION, LINKS, OTHER

TITLE = "Ferry over the Lune runs until autumn"
STORY = "<p>The harbour office of Oldport said on Friday that the ferry over the Lune will run until the end of autumn.</p>"
TEXT = "A baker from Mill Lane has sold his last loaf after forty years, and the queue went round the corner twice."
URL = "https://www.oldport.example/ferry"


def cut(body: str, rule: str = OTHER, is_live: bool = False) -> list[str]:
    """What the rule leaves out of a page whose blocks a model would all keep."""
    found = walk.read(html.fromstring(f"<html><body>{body}</body></html>")).blocks
    seen = Seen(Metadata(title=TITLE), URL, is_live)
    return [
        passage.text for passage in selection.kept(found, [1000] * len(found), seen) if passage.rule == rule
    ]


def article(title: str, name: str = "h1", extra: str = "", paragraphs: int = 3) -> str:
    return f"<article><{name}>{title}</{name}>{extra}{STORY * paragraphs}</article>"


def teaser(number: int, text: str = TEXT) -> str:
    return f'<div class="t"><a href="/story-{number}">Baker of Mill Lane sells his last loaf {number}</a><p>{text}</p></div>'


def test_the_next_story_below_is_another_one() -> None:
    """It has a first headline, a headline that leads to it, or a date of its own."""
    for other in (
        article("Baker sells his last loaf"),
        article('<a href="/baker">Baker sells his last loaf</a>', "h2"),
        article("Baker sells his last loaf", "h2", "<p>3 March 2026</p>"),
    ):
        assert len(cut(article(TITLE) + other)) >= 4
        assert len(cut(article(TITLE) + other + other.replace("Baker", "Cook"))) >= 8


def test_an_article_in_several_pieces_is_one() -> None:
    """Pieces with a heading have neither, and without the page's headline in one of them nothing tells which is the page's own."""
    piece = article("The long way back", "h2")
    assert cut(article(TITLE) + piece * 2) == []
    assert cut(f"<h1>{TITLE}</h1>" + article("The long way back") * 3) == []


def test_posts_of_a_live_report_are_its_own() -> None:
    post = article("Ferry turns round", "h3", "<p>14:05, 2 March 2026</p>")
    assert cut(article(TITLE) + post * 4, is_live=True) == []
    assert cut(f"<article><h1>{TITLE}</h1>{STORY}{post * 4}</article>") == []


def test_teasers_lead_on() -> None:
    own = f"<h1>{TITLE}</h1><div>{STORY * 6}</div>"
    assert len(cut(own + teaser(1) + teaser(2))) == 4


def test_teasers_may_be_more_than_a_short_story() -> None:
    """Where the story stands in an element without them."""
    own = f"<h1>{TITLE}</h1><div>{STORY * 3}</div>"
    assert len(cut(own + "".join(map(teaser, range(9))))) == 18


def test_entries_of_an_article_stay() -> None:
    """They lead to other sites or to places in the page, say more than a teaser, or are most of the text they stand in."""
    own = f"<h1>{TITLE}</h1><div>{STORY * 6}</div>"
    away = teaser(1).replace('"/', '"https://cook.example/')
    below = teaser(1).replace('"/', '"#')
    assert cut(own + away + away.replace("1", "2")) == []
    assert cut(own + below + below.replace("1", "2")) == []
    assert cut(own + teaser(1, TEXT * 6) + teaser(2, TEXT * 6)) == []
    assert cut(f"<h1>{TITLE}</h1><div>{STORY}{''.join(map(teaser, range(4)))}</div>") == []


def test_a_heading_and_a_text_that_breaks_off_before_a_link_are_a_teaser() -> None:
    """Two or more of them; a text with a link that goes on itself is the article's."""
    own = f"<h1>{TITLE}</h1><div>{STORY * 6}</div>"
    broken = (
        f'<div class="t"><h4>Baker sells his last loaf</h4><div>{TEXT[:70]}… <a href="/x">»</a></div></div>'
    )
    assert len(cut(own + broken * 2)) == 4
    assert cut(own + broken) == []
    assert cut(own + broken.replace("…", ",").replace("»", "later") * 2) == []


def test_the_days_next_stories_in_elements_of_its_form_are_others() -> None:
    """However much they say; parts of a story, with headings that lead nowhere, are its own."""
    entry = '<div class="entry">{}' + STORY * 5 + "</div>"
    own = entry.format(f"<h1>{TITLE}</h1>")
    assert (
        len(cut(own + entry.format('<h2><a href="/x">Baker of Mill Lane sells his last loaf</a></h2>') * 2))
        == 12
    )
    assert len(cut(own + entry.format("<h1>Baker sells his last loaf</h1>"))) == 6
    assert cut(own + entry.format("<h2>The long way back</h2>") * 2) == []
    assert cut(own + entry.format('<p><a href="/x">Baker of Mill Lane sells his last loaf</a></p>')) == []
    assert (
        cut(
            own
            + entry.format(
                f'<h2><a href="/x">Baker of Mill Lane sells his last loaf</a></h2><h2>{TITLE}</h2>'
            )
        )
        == []
    )
    assert cut(own + entry.format("<h2>The long way back</h2><p>2 March 2026</p>") * 2) == []


def test_what_stands_in_a_figure_is_its_caption() -> None:
    """But for quotes, tables and code, for a long text, and where the figures hold most of what the page says."""
    figure = "<figure><img src='a.jpg'>{}</figure>"
    assert cut(STORY * 3 + figure.format("<figcaption>Workers on the quay</figcaption>"), CAPTION) == [
        "Workers on the quay"
    ]
    assert cut(STORY * 3 + figure.format("<div><span>Tom Reed</span></div>"), CAPTION) == ["Tom Reed"]
    for kept in (
        f"<blockquote>{STORY}</blockquote>",
        "<table><tr><td>Lune</td></tr></table>",
        f"<figcaption>{STORY * 3}</figcaption>",
    ):
        assert cut(STORY * 4 + figure.format(kept.replace("</p><p>", " ")), CAPTION) == []
    assert (
        cut(
            STORY
            + figure.format("<figcaption>Workers on the quay of Oldport early on Monday morning</figcaption>")
            * 4,
            CAPTION,
        )
        == []
    )


@pytest.mark.parametrize(
    "beside",
    [
        '<div class="photo"><img src="a.jpg"><span class="x">{}</span></div>',
        '<div class="photo"><a href="/p"><img src="a.jpg"></a><div><em>{}</em></div></div>',
        '<p class="wp-caption-text">{}</p>',
        '<div class="imgDescr"><p>{}</p></div>',
        '<section class="articleGallery"><a><img src="a.jpg"></a><p>{}</p></section>',
        '<dl class="spip_documents"><dt><img src="a.jpg"></dt><dt><b>{}</b></dt></dl>',
        '<table align="right"><tr><td><img src="a.jpg"><br><font><i>{}</i></font></td></tr></table>',
        '<p><span class="photo_org"><div><img src="a.jpg"></div><em class="img_desc">{}</em></span><br><br>It runs on.</p>',
    ],
)
def test_what_stands_alone_with_a_picture_or_is_called_so_is_its_caption(beside: str) -> None:
    shown = "Workers on the quay early on Monday"
    assert cut(STORY * 3 + beside.format(shown) + STORY, CAPTION) == [shown]


@pytest.mark.parametrize(
    "beside",
    [
        '<div><img src="a.jpg"><p>{}</p></div>',
        '<ul><li><img src="a.jpg">{}</li></ul>',
        '<div><img src="a.jpg"><div>{}</div><div>The harbour office is closed on Monday.</div></div>',
        '<img src="a.jpg"><div>{}</div>',
        '<div class="captions"><div><div><p>{}</p></div></div></div>',
        '<dl><dt><img src="a.jpg"></dt><dt>{}</dt><dd>They were there until noon.</dd></dl>',
        '<table><tr><td><img src="a.jpg"></td><td>{}</td></tr><tr><td>Lune</td><td>12</td></tr></table>',
        '<p>The ferry <em class="img_desc">{}</em> ran on.</p>',
    ],
)
def test_a_paragraph_or_an_item_with_a_picture_is_none(beside: str) -> None:
    assert cut(STORY * 3 + beside.format("Workers on the quay early on Monday") + STORY, CAPTION) == []


def test_a_note_on_an_author_is_set_apart_and_begins_with_the_name() -> None:
    found = walk.read(
        html.fromstring(f"<body>{STORY}<p><em>Jane Roe has written on ferries since 2011.</em></p></body>")
    ).blocks
    for authors, rule in ((("Jane Roe",), BYLINE), (("Ann Oak",), None), ((), None)):
        kept = selection.kept(found, [1000] * 2, Seen(Metadata(title=TITLE, authors=authors)))
        assert kept[-1].rule == rule
    assert selection.kept(found[:1], [1000], Seen(Metadata(authors=("The harbour",))))[0].rule is None
    asked = walk.read(
        html.fromstring("<body><p><b>Jane Roe: Where does the ferry go from here?</b></p></body>")
    ).blocks
    assert selection.kept(asked, [1000], Seen(Metadata(authors=("Jane Roe",))))[0].rule is None


def test_one_that_leads_on_alone_stays() -> None:
    assert cut(f"<h1>{TITLE}</h1><div>{STORY * 6}</div>" + teaser(1)) == []


def test_teasers_of_one_block_have_a_date_or_a_picture() -> None:
    own = f"<h1>{TITLE}</h1><div>{STORY * 9}</div>"
    row = (
        '<p class="n">{}<a href="/baker">Baker of Mill Lane sells his last loaf</a><br>He will be missed.</p>'
    )
    assert len(cut(own + row.format("01.03.2026 ") * 3)) == 3
    assert len(cut(own + row.format('<img src="a.jpg">') * 3)) == 3
    assert cut(own + row.format("") * 3) == []
    assert cut(own + row.format("01.03.2026 ") * 2) == []


def box(button: str, lines: str = "<p>The morning letter</p><p>Five stories before breakfast.</p>") -> str:
    return f"<div>{lines}<button>{button}</button></div>"


def test_a_few_lines_above_a_button_are_a_box() -> None:
    own = f"<div>{STORY * 3}"
    assert len(cut(own + box("Count me in") + STORY, BOX)) == 3


def test_what_only_stands_beside_a_button_is_no_box() -> None:
    """An answer below its question, a headline with a button in it, code, entries with a button each, what stands above the text."""
    own = f"<div>{STORY * 3}"
    assert cut(own + "<div><button>Why so late?</button><p>The pier was closed.</p></div>", BOX) == []
    assert cut(own + "<h2>The long way back<button>#</button></h2>", BOX) == []
    assert cut(own + box("Copy", "<pre>make test</pre>"), BOX) == []
    assert cut(own + box("Read more") * 3, BOX) == []
    assert cut(box("Count me in") + STORY * 3, BOX) == []


def test_a_row_of_links_is_the_sites() -> None:
    """A list's items, code and a table's cells may be links alone."""
    row = '<{0}>More: <a href="/a">Bread rolls</a> <a href="/b">Ferry times</a> <a href="/c">Tram line vote</a></{0}>'
    assert len(cut(STORY + row.format("p"), LINKS)) == 1
    for name in ("li", "pre", "h3", "dd"):
        assert cut(STORY + row.format(name), LINKS) == []
    assert (
        cut(STORY + row.format("p").replace("More:", "More of this is told in these other pieces:"), LINKS)
        == []
    )


@pytest.mark.parametrize("name", ["infinite-next", "c-next-article c-wide", "NextStory_root"])
def test_what_the_page_calls_the_next_story_is_another_one(name: str) -> None:
    other = f"<span>Up next</span><h2>Baker of Mill Lane sells his last loaf</h2><div>Ann Oak</div><p>{TEXT}</p><p>{TEXT}</p>"
    page = f'<article><h1>{TITLE}</h1>{STORY * 4}<div class="{{}}">{other}</div></article>'
    assert len(cut(page.format(name))) == 5
    assert cut(page.format("box")) == []
    assert cut(page.format("next-steps")) == []
