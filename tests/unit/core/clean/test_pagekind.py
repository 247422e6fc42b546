"""What tells a page's kind, and that an article's text in one piece outweighs words."""

import json

import pytest

from worker.core.clean import extract, pagekind
from worker.core.clean.blocks import blocks
from worker.core.clean.metadata import metadata
from worker.core.clean.pagekind import Verdict
from worker.core.clean.pagerules import PageKind
from worker.rules import pages

RULES = pages.load()
TEXT = "<p>" + "The council met on Monday and talked for hours about the bridge. " * 8 + "</p>"
TEASERS = "".join(f'<h3><a href="/{n}">Story number {n} has a headline</a></h3>' for n in range(10))
PASSWORD = '<form><input type="password"></form>'


def verdict(head: str, body: str, url: str | None = "https://a.example/x") -> Verdict | None:
    tree = extract.parse(f"<html><head>{head}</head><body>{body}</body></html>").tree
    assert tree is not None
    found = blocks.read(tree)
    declared = metadata.read(tree, found, RULES.bylines, url)
    return pagekind.judge(pagekind.read(tree, found, declared, url, RULES), RULES)


def ld(kind: str) -> str:
    return f'<script type="application/ld+json">{json.dumps({"@type": kind, "headline": "Story"})}</script>'


@pytest.mark.parametrize(
    "head, body, url",
    [
        ("<title>404</title>", TEXT, "https://a.example/x"),
        ("<title>Log in</title>", TEXT + PASSWORD, "https://a.example/login"),
        ("<title>Cookies</title>", TEXT + "<button>Accept all</button>", "https://a.example/x"),
        ("", TEXT * 3 + TEASERS, "https://a.example/tag/bridges/"),
        ("", TEXT + TEASERS, "https://a.example/search?q=x"),
        ("", "<p>A short report of some twenty words, which stands alone above all that the site has to offer beside it.</p>" + TEASERS, None),
        (ld("NewsArticle"), TEASERS, "https://a.example/"),
        (ld("NewsArticle") + ld("Product"), "<button>Add to cart</button>", "https://a.example/x"),
        ('<meta property="og:type" content="article"><meta property="article:published_time" content="2026-03-14">', TEASERS, None),
    ],
)  # fmt: skip
def test_these_are_articles(head: str, body: str, url: str | None) -> None:
    found = verdict(head, body, url)
    assert found is None or found.why is None


def test_an_address_alone_says_nothing() -> None:
    assert verdict("", "<p>A few words.</p>", "https://a.example/tag/bridges/") is None


@pytest.mark.parametrize(
    "head, body, url, kind",
    [
        (ld("LiveBlogPosting"), TEXT, None, "live_blog"),
        ("", "".join(f'<time datetime="2026-03-14T0{n}:00"></time>' for n in range(3)) + TEXT, "https://a.example/live/vote", "live_blog"),
        (ld("ImageGallery"), TEXT, None, "gallery"),
        ('<meta property="og:type" content="video.movie">', TEXT, None, "video"),
    ],
)  # fmt: skip
def test_special_articles_are_marked(head: str, body: str, url: str | None, kind: str) -> None:
    found = verdict(head, body, url)
    assert found == Verdict(PageKind(kind))


def test_a_mark_on_the_whole_page_hides_no_text() -> None:
    """A wrapper named after its consent overlay holds the article, too."""
    tree = extract.parse(f'<div class="cookie-page"><h1>A bridge</h1>{TEXT}</div>').tree
    assert tree is not None
    assert pagekind.outline(blocks.read(tree).blocks).piece > pagekind.ONE_PIECE
