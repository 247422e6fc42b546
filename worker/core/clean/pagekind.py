"""What kind of page this is: an article, or one of those that carry none.

Structure speaks first: how much text stands in one piece, how many links with headlines break it, what the page declares itself to be. Words (of its title,
its URL, its buttons) only add to that, and are data. A page with an article's text in one piece is never turned away for its words.
"""

import re
from collections.abc import Iterable, Iterator, Sequence

import msgspec
import re2
from lxml.html import HtmlElement

from worker.core.clean.blocks.blocks import Block, Blocks, word_count
from worker.core.clean.htmltree import finder
from worker.core.clean.metadata.metadata import Metadata
from worker.core.clean.metadata.sources import SOURCE_LD, SOURCE_META, SOURCE_OG
from worker.core.clean.outline import CAPTION, PROSE, Outline, is_kept_by_the_clock, outline
from worker.core.clean.pagerules import PageKind, PageRules, Place, bare

ONE_PIECE = 60  # words of text in one piece; an article has more, a teaser less
LONG_PIECE = 120  # the same for a page that says it is a list
TEASERS, FEW_TEASERS = 8, 3  # links with a headline's words
SUMMARIES = 5  # stretches of text between linked headings; a short article beside teasers is one or two
LITTLE = 40  # words of text beside a form or a notice
GUARD_LIMIT = 3000  # characters of a plain text that may be a guard's
LABEL = 5  # words of a block that may be a button; sites make them of links, too
ASKED = 6  # words of a block that asks for consent
SHORT = 8  # letters of a title that may be a story's too: Contact, About
MOST_TITLES = 12  # titles and parts of titles looked at
MOMENTS = 3  # times that the posts of a live blog have, where its title or URL says what it is
MANY_MOMENTS = 6  # the same where nothing says so
PICTURES, MANY_PICTURES = 4, 8  # with captions, of a gallery; in the same way
_ARTICLE = re2.compile(r"(?:\w*Article|BlogPosting|LiveBlogPosting|Report|Review)")
_CAPTIONS = finder(".//figcaption[not(.//a)][ancestor::figure[.//img]]")
# A match is reported on under its own declaration.
_EVENT = re2.compile(
    r"(?:Business|Childrens|Comedy|Dance|Education|Exhibition|Food|Literary|Music|Social|Theater|VisualArts)?Event|EventSeries|Festival"
)
_PARTS = re.compile(r"\s+[|–—·•»«:-]+\s+")
_LISTS = frozenset({"CollectionPage", "SearchResultsPage", "ProfilePage", "ItemList"})
_FORUMS = frozenset({"DiscussionForumPosting", "QAPage"})
_PRODUCTS = frozenset({"Product", "ProductGroup"})


class Page(msgspec.Struct, frozen=True):
    """What a kind is told from."""

    outline: Outline
    metadata: Metadata
    titles: tuple[str, ...]
    address: str | None
    buttons: tuple[str, ...]
    maker: str
    passwords: int
    moments: int
    consent: int  # words of text that is about consent
    guard: int  # words of text with which a guard in front of the page speaks to its visitor
    pictures: int  # with captions
    labels: tuple[str, ...] = ()  # short blocks of a page that asks for consent


class Verdict(msgspec.Struct, frozen=True):
    """A kind, and in words why the page is no article; None where it is one."""

    kind: PageKind
    why: str | None = None


def read(tree: HtmlElement, blocks: Blocks, metadata: Metadata, url: str | None, rules: PageRules) -> Page:
    """What a parsed page tells about its kind."""
    titles = (
        " ".join("".join(element.itertext()).split())
        for name in ("title", "h1")
        for element in tree.iter(name)
    )
    parts = (
        part for title in (metadata.title or "", *titles) for part in (title, *_PARTS.split(title[:500]))
    )
    buttons = (" ".join("".join(element.itertext()).split()) for element in tree.iter("button"))
    makers = (
        meta.get("content") or ""
        for meta in tree.iter("meta")
        if (meta.get("name") or "").lower() == "generator"
    )
    consent = _words_of(PageKind.CONSENT, blocks.blocks, rules, ASKED)
    if consent and not _is_voiced((block.text for block in blocks.blocks if block.words >= ASKED), rules):
        consent = 0
    return Page(
        outline=outline(blocks.blocks, metadata.title),
        metadata=metadata,
        titles=tuple(dict.fromkeys(part for part in parts if part))[:MOST_TITLES],
        address=_address(url),
        buttons=tuple(text for text in buttons if text)[:100],
        maker=next(makers, ""),
        passwords=sum(
            1 for element in tree.iter("input") if (element.get("type") or "").lower() == "password"
        ),
        moments=len({element.get("datetime") for element in tree.iter("time")} - {None}),
        consent=consent,
        guard=_words_of(PageKind.ERROR, blocks.blocks, rules, PROSE),
        pictures=_pictures(tree),
        labels=tuple(block.text for block in blocks.blocks if consent >= PROSE and block.words <= LABEL),
    )


def _pictures(tree: HtmlElement) -> int:
    """The figures with a caption of a headline's length that leads nowhere."""
    captions = _CAPTIONS(tree)
    return sum(word_count(" ".join("".join(caption.itertext()).split())) >= CAPTION for caption in captions)


def _address(url: str | None) -> str | None:
    """Path and query of a URL, without the first slash."""
    host, _, rest = (url or "").partition("://")[2].partition("/")
    return rest if host else None


def _words_of(kind: PageKind, blocks: Sequence[Block], rules: PageRules, least: int) -> int:
    """The words of text that speaks as a page of this kind does, in blocks of so many words at least; 0 where too much else is said: of a story that is told by its first paragraphs."""
    told = rest = 0
    for block in blocks:
        if block.words < least or block.linked * 2 >= block.words:
            continue
        if rules.tell(kind, Place.TEXT, block.text):
            told += block.words
        elif block.words >= PROSE and block.linked * 3 < block.words:
            rest += block.words
            if rest >= LITTLE:
                return 0
    return told


def _is_voiced(texts: Iterable[str], rules: PageRules) -> bool:
    """Whether one of the texts asks for consent and says "we" or "you": a story tells of others."""
    consent = PageKind.CONSENT
    return any(
        rules.tell(consent, Place.TEXT, text) and rules.tell(consent, Place.VOICE, text) for text in texts
    )


def judge(page: Page, rules: PageRules) -> Verdict | None:
    """The page's kind; None for an article like any other."""
    for kind, tell in _KINDS.items():
        why = tell(page, rules)
        if why:
            return Verdict(kind, why)
    if _is_live_blog(page, rules):
        return Verdict(PageKind.LIVE_BLOG)
    if _is_gallery(page, rules):
        return Verdict(PageKind.GALLERY)
    return Verdict(PageKind.VIDEO) if _is_video(page) else None


def _says_article(page: Page) -> bool:
    """Whether the page declares an article: by its type in JSON-LD, or by type and date in its <meta>."""
    if _is_declared(page):
        return True
    return page.metadata.og_type == "article" and _is_dated(page)


def _is_dated(page: Page) -> bool:
    return page.metadata.sources.get("published") in {SOURCE_LD, SOURCE_OG, SOURCE_META}


def _has_piece(page: Page, words: int = ONE_PIECE) -> bool:
    return page.outline.piece >= words


def _error(page: Page, rules: PageRules) -> str | None:
    return _titled_error(page, rules) or _guarded(page)


def _titled_error(page: Page, rules: PageRules) -> str | None:
    if _has_piece(page) or _says_article(page) or _is_dated(page):
        return None
    told = any(rules.tell(PageKind.ERROR, Place.TITLE, title) for title in page.titles)
    return "its title is an error's, and it has no text in one piece" if told else None


def _guarded(page: Page) -> str | None:
    rest = page.outline.prose - page.guard
    if page.guard < PROSE or rest >= LITTLE or page.outline.teasers >= TEASERS:
        return None
    if _says_article(page) or _is_dated(page):
        return None
    return "nearly all of its text is a guard's in front of the page"


def _login(page: Page, rules: PageRules) -> str | None:
    if not page.passwords or page.outline.prose >= LITTLE or _says_article(page) or _is_dated(page):
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
        or _says_article(page)
        or _is_dated(page)
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
    if not (declared or named) or _has_piece(page, longest) or _says_article(page) or _is_dated(page):
        return None
    is_list = declared or page.outline.teasers >= FEW_TEASERS or page.outline.prose < LITTLE
    return "it lists what a search found" if is_list else None


def _index(page: Page, rules: PageRules) -> str | None:
    if _says_article(page):
        return None
    if _LISTS.intersection(page.metadata.kinds) and not _has_piece(page, LONG_PIECE):
        return "it declares itself a list, and has no text in one piece"
    if page.metadata.og_type == "article" or _is_dated(page):
        return None
    named = rules.tell(PageKind.INDEX, Place.URL, page.address)
    if named and page.outline.teasers >= FEW_TEASERS and not _has_piece(page, LONG_PIECE):
        return "its URL is a section's, and it is made of teasers"
    summarised = min(page.outline.pieces, page.outline.headed) >= SUMMARIES
    if (summarised or not page.outline.free) and page.outline.teasers >= TEASERS and not _has_piece(page):
        return f"{page.outline.teasers} headlines that lead elsewhere, and no text in one piece"
    return None


def _product(page: Page, rules: PageRules) -> str | None:
    if _says_article(page) or _is_dated(page):
        return None
    declared = _PRODUCTS.intersection(page.metadata.kinds) or "product" in page.metadata.og_type
    sold = any(rules.tell(PageKind.PRODUCT, Place.BUTTON, button) for button in page.buttons)
    if declared and (sold or page.metadata.og_type != "article"):
        return "it declares itself a product"
    return "it sells something, and has no text in one piece" if sold and not _has_piece(page) else None


def _about(page: Page, rules: PageRules) -> str | None:
    """A story may be called as such a page is where one short word is all of the title; then the URL has to say so, too."""
    title = page.metadata.title
    if _is_declared(page) or not rules.tell(PageKind.ABOUT, Place.TITLE, title):
        return None
    name = bare(title or "")
    is_word = len(name) <= SHORT and " " not in name and name.lower() != name.upper()
    if is_word and not rules.tell(PageKind.ABOUT, Place.URL, page.address):
        return None
    return "its title is a page's on the site itself"


def _service(page: Page, rules: PageRules) -> str | None:
    if _is_declared(page) or _is_dated(page) or _has_piece(page):
        return None
    told = rules.tell(PageKind.SERVICE, Place.TITLE, page.metadata.title)
    return "its title is a service's, and it has no text in one piece" if told else None


def _job(page: Page, _rules: PageRules) -> str | None:
    is_job = "JobPosting" in page.metadata.kinds and not _is_declared(page)
    return "it declares itself an offer of a job" if is_job else None


def _event(page: Page, _rules: PageRules) -> str | None:
    is_event = any(_EVENT.fullmatch(kind) for kind in page.metadata.kinds)
    if not is_event or _says_article(page) or _has_piece(page, LONG_PIECE):
        return None
    return "it declares itself an event's, and has no long text in one piece"


def _is_declared(page: Page) -> bool:
    """Whether its JSON-LD calls the page an article: Open Graph's `article` is what systems write on all of theirs."""
    return any(_ARTICLE.fullmatch(kind) for kind in page.metadata.kinds)


def _forum(page: Page, rules: PageRules) -> str | None:
    if _is_declared(page):
        return None
    if _FORUMS.intersection(page.metadata.kinds):
        return "it declares itself a forum's"
    made = rules.tell(PageKind.FORUM, Place.MAKER, page.maker)
    return "it is made by a forum's software" if made and not _is_dated(page) else None


def _video(page: Page, _rules: PageRules) -> str | None:
    return (
        "it declares itself a video, and has no text in one piece"
        if _is_video(page) and not _has_piece(page)
        else None
    )


def _is_video(page: Page) -> bool:
    video = page.metadata.og_type.startswith("video") or "VideoObject" in page.metadata.kinds
    return video and page.metadata.og_type != "article" and not _says_article(page)


def _is_live_blog(page: Page, rules: PageRules) -> bool:
    if "LiveBlogPosting" in page.metadata.kinds:
        return True
    addressed = rules.tell(PageKind.LIVE_BLOG, Place.URL, page.address)
    if addressed and page.moments >= MOMENTS:
        return True
    named = addressed or any(rules.tell(PageKind.LIVE_BLOG, Place.TITLE, title) for title in page.titles)
    posts, least = (page.outline.posts, MOMENTS) if named else (page.outline.entries, MANY_MOMENTS)
    return len(posts) >= least and is_kept_by_the_clock(posts)


def _is_gallery(page: Page, rules: PageRules) -> bool:
    if {"ImageGallery", "MediaGallery"}.intersection(page.metadata.kinds):
        return True
    if _has_piece(page):
        return False
    if rules.tell(PageKind.GALLERY, Place.URL, page.address):
        return True
    pictures = max(page.pictures, page.outline.counted)
    if any(rules.tell(PageKind.GALLERY, Place.TITLE, title) for title in page.titles):
        return max(pictures, page.outline.captioned) >= PICTURES
    return pictures >= MANY_PICTURES and page.outline.prose < ONE_PIECE


def of_plain(title: str | None, text: str, rules: PageRules) -> Verdict | None:
    """The kind of a plain text that says hardly more than what tells it: an error's, by its title or first line or as a guard speaks; one that asks for consent, as it speaks and by its button; else None."""
    if _asks(text, rules):
        return Verdict(PageKind.CONSENT, "nearly all of it asks for consent")
    guard = sum(map(word_count, _guards(text, rules)))
    if word_count(text) - guard >= LITTLE:
        return None
    if guard >= PROSE:
        return Verdict(PageKind.ERROR, "nearly all of it is a guard's in front of a page")
    first = text.lstrip().partition("\n")[0]
    told = any(rules.tell(PageKind.ERROR, Place.TITLE, line) for line in (title, first) if line)
    why = "its title is an error's, and it says hardly more"
    return Verdict(PageKind.ERROR, why) if told else None


def _asks(text: str, rules: PageRules) -> bool:
    """Whether a short text asks for consent, has a line that is the button for it, and says hardly more."""
    if len(text) > GUARD_LIMIT:
        return False
    lines = [(line, word_count(line)) for line in text.split("\n") if line.strip()]
    said = [
        words for line, words in lines if words >= ASKED and rules.tell(PageKind.CONSENT, Place.TEXT, line)
    ]
    rest = sum(words for _, words in lines if words >= ASKED) - sum(said)
    if sum(said) < PROSE or rest >= LITTLE or not _is_voiced((line for line, _ in lines), rules):
        return False
    return any(words <= LABEL and rules.tell(PageKind.CONSENT, Place.BUTTON, line) for line, words in lines)


def _guards(text: str, rules: PageRules) -> Iterator[str]:
    """The paragraphs in which a guard speaks; a long text is none's."""
    if len(text) <= GUARD_LIMIT:
        yield from (line for line in text.split("\n") if rules.tell(PageKind.ERROR, Place.TEXT, line))


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
