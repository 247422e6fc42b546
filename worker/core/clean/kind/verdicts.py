"""What kind of page this is: an article, or one of those that carry none.

Structure speaks first: how much text stands in one piece, how many links with headlines break it, what the page declares itself to be. Words (of its title,
its URL, its buttons) only add to that, and are data. A page with an article's text in one piece is never turned away for its words.
"""

import msgspec
import re2

from worker.core.clean.kind.outline import PROSE
from worker.core.clean.kind.rules import PageKind, PageRules, Place, bare
from worker.core.clean.kind.shapes import is_gallery, is_live_blog, is_video
from worker.core.clean.kind.signs import LITTLE, ONE_PIECE, Page

LONG_PIECE = 120  # words of text in one piece, on a page that says it is a list
TEASERS, FEW_TEASERS = 8, 3  # links with a headline's words
SUMMARIES = 5  # stretches of text between linked headings; a short article beside teasers is one or two
SHORT = 8  # letters of a title that may be a story's too: Contact, About
# A match is reported on under its own declaration.
_EVENT = re2.compile(
    r"(?:Business|Childrens|Comedy|Dance|Education|Exhibition|Food|Literary|Music|Social|Theater|VisualArts)?Event|EventSeries|Festival"
)
_LISTS = frozenset({"CollectionPage", "SearchResultsPage", "ProfilePage", "ItemList"})
_FORUMS = frozenset({"DiscussionForumPosting", "QAPage"})
_PRODUCTS = frozenset({"Product", "ProductGroup"})


class Verdict(msgspec.Struct, frozen=True):
    """A kind, and in words why the page is no article; None where it is one."""

    kind: PageKind
    why: str | None = None


def judge(page: Page, rules: PageRules) -> Verdict | None:
    """The page's kind; None for an article like any other."""
    for kind, tell in _KINDS.items():
        why = tell(page, rules)
        if why:
            return Verdict(kind, why)
    if is_live_blog(page, rules):
        return Verdict(PageKind.LIVE_BLOG)
    if is_gallery(page, rules):
        return Verdict(PageKind.GALLERY)
    return Verdict(PageKind.VIDEO) if is_video(page, rules) else None


def _error(page: Page, rules: PageRules) -> str | None:
    return _titled_error(page, rules) or _guarded(page)


def _titled_error(page: Page, rules: PageRules) -> str | None:
    if page.has_piece() or page.says_article or page.is_dated:
        return None
    told = any(rules.tell(PageKind.ERROR, Place.TITLE, title) for title in page.titles)
    return "its title is an error's, and it has no text in one piece" if told else None


def _guarded(page: Page) -> str | None:
    rest = page.outline.prose - page.guard
    if page.guard < PROSE or rest >= LITTLE or page.outline.teasers >= TEASERS:
        return None
    if page.says_article or page.is_dated:
        return None
    return "nearly all of its text is a guard's in front of the page"


def _login(page: Page, rules: PageRules) -> str | None:
    if not page.passwords or page.outline.prose >= LITTLE or page.says_article or page.is_dated:
        return None
    named = any(rules.tell(PageKind.LOGIN, Place.TITLE, title) for title in page.titles)
    named = named or rules.tell(PageKind.LOGIN, Place.URL, page.address)
    return "it asks for a password, its title or URL says so, and it has hardly any text" if named else None


def _consented(page: Page, rules: PageRules) -> str | None:
    rest = page.outline.prose - page.consent
    if (
        page.consent < PROSE
        or rest >= LITTLE
        or page.outline.teasers >= TEASERS
        or page.says_article
        or page.is_dated
    ):
        return None
    buttons = (*page.buttons, *page.labels)
    asks = any(rules.tell(PageKind.CONSENT, Place.BUTTON, button) for button in buttons)
    titled = any(rules.tell(PageKind.CONSENT, Place.TITLE, title) for title in page.titles)
    return "nearly all of its text asks for consent" if asks or titled else None


def _search(page: Page, rules: PageRules) -> str | None:
    declared = "SearchResultsPage" in page.metadata.kinds
    named = rules.tell(PageKind.SEARCH, Place.URL, page.address) or any(
        rules.tell(PageKind.SEARCH, Place.TITLE, title) for title in page.titles
    )
    longest = LONG_PIECE if declared else ONE_PIECE
    if not (declared or named) or page.has_piece(longest) or page.says_article or page.is_dated:
        return None
    is_list = declared or page.outline.teasers >= FEW_TEASERS or page.outline.prose < LITTLE
    return "it lists what a search found" if is_list else None


def _index(page: Page, rules: PageRules) -> str | None:
    if page.says_article:
        return None
    if _LISTS.intersection(page.metadata.kinds) and not page.has_piece(LONG_PIECE):
        return "it declares itself a list, and has no text in one piece"
    if page.metadata.og_type == "article" or page.is_dated:
        return None
    named = rules.tell(PageKind.INDEX, Place.URL, page.address)
    if named and page.outline.teasers >= FEW_TEASERS and not page.has_piece(LONG_PIECE):
        return "its URL is a section's, and it is made of teasers"
    summarised = min(page.outline.pieces, page.outline.headed) >= SUMMARIES
    if (summarised or not page.outline.free) and page.outline.teasers >= TEASERS and not page.has_piece():
        return f"{page.outline.teasers} headlines that lead elsewhere, and no text in one piece"
    return _listed(page)


def _listed(page: Page) -> str | None:
    found = page.outline.listing
    if not found.headlines or found.own >= PROSE:
        return None
    return f"{found.headlines} short headlines that lead elsewhere, and hardly a word beside them"


def _product(page: Page, rules: PageRules) -> str | None:
    if page.says_article or page.is_dated:
        return None
    declared = _PRODUCTS.intersection(page.metadata.kinds) or "product" in page.metadata.og_type
    sold = any(rules.tell(PageKind.PRODUCT, Place.BUTTON, button) for button in page.buttons)
    if declared and (sold or page.metadata.og_type != "article"):
        return "it declares itself a product"
    return "it sells something, and has no text in one piece" if sold and not page.has_piece() else None


def _about(page: Page, rules: PageRules) -> str | None:
    """A story may be called as such a page is where one short word is all of the title; then the URL has to say so, too."""
    title = page.metadata.title
    if page.declares_article or not rules.tell(PageKind.ABOUT, Place.TITLE, title):
        return None
    name = bare(title or "")
    is_word = len(name) <= SHORT and " " not in name and name.lower() != name.upper()
    if is_word and not rules.tell(PageKind.ABOUT, Place.URL, page.address):
        return None
    return "its title is a page's on the site itself"


def _service(page: Page, rules: PageRules) -> str | None:
    if page.declares_article or page.is_dated or page.has_piece():
        return None
    told = rules.tell(PageKind.SERVICE, Place.TITLE, page.metadata.title)
    return "its title is a service's, and it has no text in one piece" if told else None


def _job(page: Page, _rules: PageRules) -> str | None:
    is_job = "JobPosting" in page.metadata.kinds and not page.declares_article
    return "it declares itself an offer of a job" if is_job else None


def _event(page: Page, _rules: PageRules) -> str | None:
    is_event = any(_EVENT.fullmatch(kind) for kind in page.metadata.kinds)
    if not is_event or page.says_article or page.has_piece(LONG_PIECE):
        return None
    return "it declares itself an event's, and has no long text in one piece"


def _forum(page: Page, rules: PageRules) -> str | None:
    if page.declares_article:
        return None
    if _FORUMS.intersection(page.metadata.kinds):
        return "it declares itself a forum's"
    made = rules.tell(PageKind.FORUM, Place.MAKER, page.maker)
    return "it is made by a forum's software" if made and not page.is_dated else None


def _video(page: Page, rules: PageRules) -> str | None:
    is_alone = is_video(page, rules) and not page.has_piece()
    return "it is a video's page, and has no text in one piece" if is_alone else None


_KINDS = {
    PageKind.ERROR: _error,
    PageKind.LOGIN: _login,
    PageKind.CONSENT: _consented,
    PageKind.SEARCH: _search,
    PageKind.FORUM: _forum,
    PageKind.PRODUCT: _product,
    PageKind.JOB: _job,
    PageKind.EVENT: _event,
    PageKind.ABOUT: _about,
    PageKind.SERVICE: _service,
    PageKind.INDEX: _index,
    PageKind.VIDEO: _video,
}
