"""What classes and ids say of an element, where their words mean something else than they seem to."""

import pytest

from tests.support.released import RULES
from worker.core.clean import article
from worker.core.clean.blocks import marks, walk
from worker.core.clean.blocks.marks import Mark
from worker.core.clean.page import htmltree
from worker.core.model import Article, RawPage


@pytest.mark.parametrize(
    "names",
    [
        "hidden", "p-4 hidden text-sm", "invisible", "sr-only", "visually-hidden", "visuallyhidden", "screen-reader-text", "d-none", "is-hidden", "u-hidden",
        "js-hidden", "offscreen", "off-screen", "Hidden", "tw-hidden", "hidden print:block", "sr-only focus:not-sr-only", "d-none d-print-block",
        "hidden group-hover:block",
    ],
)  # fmt: skip
def test_what_hides_an_element(names: str) -> None:
    assert marks.named(names) & Mark.HIDDEN


@pytest.mark.parametrize(
    "names",
    [
        "overflow-hidden", "overflow-x-hidden", "overflow-y-hidden md:overflow-visible", "backface-hidden", "lg:hidden", "md:hidden", "hidden-sm", "hidden-xs",
        "hidden-md-down", "is-hidden-mobile", "d-md-none", "d-none d-lg-block", "hidden md:block", "hidden lg:flex", "hidden xl:inline-block",
        "invisible lg:visible", "d-none d-sm-inline-flex", "sr-only sm:not-sr-only", "hidden-print", "no-print", "noprint", "not-sr-only", "sr-only-focusable",
        "unhidden", "hidden-gems", "story-hidden-figures", "d-nonexistent", "scroll-hidden", "text-hidden-overflow",
    ],
)  # fmt: skip
def test_what_does_not(names: str) -> None:
    assert not marks.named(names) & Mark.HIDDEN


STORY = [
    "The harbour of Old Quay will be closed for three weeks from Monday, its master said.",
    "Divers have found cracks in the eastern wall, which was built two hundred years ago.",
    "Ships of the island line will land in Newport meanwhile, and buses will bring the passengers back.",
    "The repairs cost four million, of which the province pays a half and the town the rest.",
    "Fishermen may leave and enter at high water, if the master allows it, but not at night.",
    "The town's council will talk about what the wall needs in the long run in its next session.",
]
TEASERS = "".join(
    f'<a href="/{word}" class="block py-2">{word} talks go on in the capital</a>'
    for word in ("Fish", "Steel", "Wine")
)
TAILWIND = """<html><head><title>Harbour closed</title></head><body class="antialiased overflow-x-hidden">
<header class="sticky top-0 hidden md:flex"><nav class="hidden lg:block"><a href="/">Home</a> <a href="/world">World</a> <a href="/sport">Sport</a></nav></header>
<div class="lg:hidden p-4"><a href="/">Home</a> <a href="/menu">All sections</a></div>
<main class="relative {wrapper}"><div class="max-w-prose mx-auto overflow-hidden rounded"><h1 class="text-3xl">Harbour closed</h1>{story}</div></main>
<div class="hidden xl:block w-64"><h2>More news</h2>{teasers}</div>
<footer class="overflow-hidden bg-gray-900"><a href="/about">About us</a> <a href="/imprint">Imprint</a></footer></body></html>"""
BOOTSTRAP = """<html><head><title>Harbour closed</title></head><body>
<nav class="navbar hidden-print"><a href="/">Home</a> <a href="/world">World</a></nav>
<div class="container"><div class="row overflow-hidden"><div class="col-md-8 {wrapper}"><h1>Harbour closed</h1>{story}</div>
<div class="col-md-4 d-none d-md-block hidden-sm hidden-xs"><h3>More news</h3>{teasers}</div></div></div>
<footer class="hidden-print"><a href="/about">About us</a> <a href="/imprint">Imprint</a></footer></body></html>"""


def lines_of(page: str, wrapper: str, opening: str) -> list[str]:
    """The lines of the article that a page has in an element of these classes."""
    story = "".join(f"{opening}{paragraph}</p>" for paragraph in STORY)
    made = article.clean(
        RawPage(html=page.format(wrapper=wrapper, story=story, teasers=TEASERS)), None, RULES, {}
    )
    assert isinstance(made, Article)
    return made.text.split("\n")


@pytest.mark.parametrize("page", [TAILWIND, BOOTSTRAP], ids=["tailwind", "bootstrap"])
@pytest.mark.parametrize(
    "wrapper", ["", "overflow-hidden", "hidden md:block", "d-none d-sm-block", "hidden-print", "xl:overflow-hidden"]
)  # fmt: skip
def test_an_article_in_what_only_looks_hidden_is_read_whole(page: str, wrapper: str) -> None:
    assert lines_of(page, wrapper, "<p class='mb-4'>") == STORY


@pytest.mark.parametrize(
    "names, mark",
    [
        ("AuthorBio_text__x7Kq", Mark.BYLINE), ("author_bio", Mark.BYLINE), ("author-bio--short", Mark.BYLINE), ("node__submitted", Mark.BYLINE),
        ("ResourcesCTA_box__1", Mark.SIGNUP), ("loginForm", Mark.SIGNUP), ("promo-box", Mark.SIGNUP), ("articleBody", Mark.BODY), ("article__body", Mark.BODY),
        ("elementor-widget elementor-widget-theme-post-content", Mark.BODY), ("elementor-widget-nav-menu", Mark.NAV), ("relatedPosts", Mark.RELATED),
        ("noticias-relacionadas", Mark.RELATED), ("a-lire-aussi", Mark.RELATED), ("post-preview", Mark.RELATED), ("prev-next", Mark.RELATED),
        ("hs_cos_wrapper widget-type-blog_comments", Mark.COMMENT), ("modal", Mark.CONSENT), ("modal-body", Mark.CONSENT), ("image-lightbox", Mark.CONSENT),
        ("CookieBanner", Mark.CONSENT), ("overlay", Mark.CONSENT), ("sidebar has-border", Mark.ASIDE), ("widget widget_text", Mark.ASIDE), ("productCard", Mark.CARD),
        ("tile_wide", Mark.CARD), ("sideAd", Mark.AD), ("ad-slot", Mark.AD), ("entradilla", Mark.LEAD), ("article__standfirst", Mark.LEAD), ("chapo", Mark.LEAD),
        ("story-highlights", Mark.SUMMARY), ("keyPoints", Mark.SUMMARY), ("pullQuote", Mark.PULL), ("videoPlayer", Mark.EMBED), ("category-list", Mark.TAGS),
        ("bildunterschrift", Mark.CAPTION),
    ],
)  # fmt: skip
def test_what_names_say(names: str, mark: Mark) -> None:
    assert marks.named(names) & mark


@pytest.mark.parametrize(
    "names",
    [
        "relative", "position-relative w-100", "post hentry status-publish category-advertising tag-newsletter author-mia-share", "has-comments", "no-sidebar",
        "with-sidebar", "use-lightbox", "grid-lightbox-story", "headroom", "roadmap", "elementor-widget", "elementor-widget elementor-widget-container",
        "widget-span widget-type-cell", "print:block print:overflow-visible", "bloginner", "reptile", "productivity", "unsponsored-post", "node--promoted",
        "headline", "leader", "shadow-lg", "gradient", "legendary",
    ],
)  # fmt: skip
def test_what_names_nothing(names: str) -> None:
    assert marks.named(names) == 0


def test_an_element_of_a_sites_own_is_read_by_its_name() -> None:
    """<related-stories> says what it holds as class="related-stories" would."""
    tree = htmltree.parse(
        "<body><p>One line.</p><related-stories><p>Another one.</p></related-stories></body>"
    ).tree
    assert tree is not None
    first, second = walk.read(tree).blocks
    assert not first.container.marks & Mark.RELATED
    assert second.container.marks & Mark.RELATED


@pytest.mark.parametrize(
    "names", ["grid-lightbox-story", "use-lightbox", "relative", "has-overlay", "no-modal", "roadmap"]
)
@pytest.mark.parametrize("page", [TAILWIND, BOOTSTRAP], ids=["tailwind", "bootstrap"])
def test_an_article_in_what_only_sounds_like_something_else_is_read_whole(page: str, names: str) -> None:
    assert lines_of(page, names, "<p>") == STORY
