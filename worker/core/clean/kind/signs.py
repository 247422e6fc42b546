"""The signs by which a page's kind is told: how its text is spread, what it declares, what its titles and buttons say."""

import re
from collections.abc import Iterable, Sequence

import msgspec
import re2
from lxml.html import HtmlElement

from worker.core.clean.blocks.blocks import Block, Blocks
from worker.core.clean.kind.outline import CAPTION, PROSE, Outline, outline
from worker.core.clean.kind.rules import PageKind, PageRules, Place
from worker.core.clean.metadata.metadata import Metadata
from worker.core.clean.metadata.sources import SOURCE_LD, SOURCE_META, SOURCE_MICRODATA, SOURCE_OG
from worker.core.clean.page.htmltree import finder
from worker.core.clean.text.words import word_count

ONE_PIECE = 60  # words of text in one piece; an article has more, a teaser less
LITTLE = 40  # words of text beside a form or a notice
LABEL = 5  # words of a block that may be a button; sites make them of links, too
ASKED = 6  # words of a block that asks for consent
MOST_TITLES = 12  # titles and parts of titles looked at
_DECLARED = frozenset({SOURCE_LD, SOURCE_OG, SOURCE_META, SOURCE_MICRODATA})
_ARTICLE = re2.compile(r"(?:\w*Article|BlogPosting|LiveBlogPosting|Report|Review)")
_CAPTIONS = finder(".//figcaption[not(.//a)][ancestor::figure[.//img]]")
_SOURCES = ("src", "data-src", "data-lazy-src")
_PARTS = re.compile(r"\s+[|–—·•»«:-]+\s+")


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
    players: int = 0  # what plays a recording in it
    labels: tuple[str, ...] = ()  # short blocks of a page that asks for consent

    @property
    def declares_article(self) -> bool:
        """Whether its JSON-LD calls the page an article."""
        return declares_article(self.metadata)

    @property
    def is_dated(self) -> bool:
        """Whether it declares its day of publication to machines."""
        return is_dated(self.metadata)

    @property
    def says_article(self) -> bool:
        """Whether the page declares an article, there or by type and date in its <meta>."""
        return says_article(self.metadata)

    def has_piece(self, words: int = ONE_PIECE) -> bool:
        """Whether so many words of text stand in one piece."""
        return self.outline.piece >= words


def declares_article(metadata: Metadata) -> bool:
    """Whether its JSON-LD calls a page an article: Open Graph's `article` is what systems write on all of theirs."""
    return any(_ARTICLE.fullmatch(kind) for kind in metadata.kinds)


def is_dated(metadata: Metadata) -> bool:
    """Whether a page declares its day of publication to machines."""
    return metadata.sources.get("published") in _DECLARED


def says_article(metadata: Metadata) -> bool:
    """Whether a page declares an article: by its type in JSON-LD, or by type and date in its <meta>."""
    return declares_article(metadata) or (metadata.og_type == "article" and is_dated(metadata))


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
    if consent and not is_voiced((block.text for block in blocks.blocks if block.words >= ASKED), rules):
        consent = 0
    return Page(
        outline=outline(blocks.blocks, metadata.title),
        metadata=metadata,
        titles=tuple(dict.fromkeys(part for part in parts if part))[:MOST_TITLES],
        address=address(url),
        buttons=tuple(text for text in buttons if text)[:100],
        maker=next(makers, ""),
        passwords=sum(
            1 for element in tree.iter("input") if (element.get("type") or "").lower() == "password"
        ),
        moments=len({element.get("datetime") for element in tree.iter("time")} - {None}),
        consent=consent,
        guard=_words_of(PageKind.ERROR, blocks.blocks, rules, PROSE),
        pictures=_pictures(tree),
        players=_players(tree, rules),
        labels=tuple(block.text for block in blocks.blocks if consent >= PROSE and block.words <= LABEL),
    )


def _pictures(tree: HtmlElement) -> int:
    """The figures with a caption of a headline's length that leads nowhere."""
    captions = _CAPTIONS(tree)
    return sum(word_count(" ".join("".join(caption.itertext()).split())) >= CAPTION for caption in captions)


def _players(tree: HtmlElement, rules: PageRules) -> int:
    """The video elements, and the frames that play one, with their address or the one that a script will set."""
    frames = (
        " ".join(value for name in _SOURCES if (value := frame.get(name))) for frame in tree.iter("iframe")
    )
    played = sum(rules.tell(PageKind.VIDEO, Place.PLAYER, source) for source in frames if source)
    return played + sum(1 for _ in tree.iter("video"))


def address(url: str | None) -> str | None:
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


def is_voiced(texts: Iterable[str], rules: PageRules) -> bool:
    """Whether one of the texts asks for consent and says "we" or "you": a story tells of others."""
    consent = PageKind.CONSENT
    return any(
        rules.tell(consent, Place.TEXT, text) and rules.tell(consent, Place.VOICE, text) for text in texts
    )
