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
from worker.core.clean.text.words import word_count

ONE_PIECE = 60  # words of text in one piece; an article has more, a teaser less
LITTLE = 40  # words of text beside a form or a notice
LABEL = 5  # words of a block that may be a button; sites make them of links, too
ASKED = 6  # words of a block that asks for consent
MOST_TITLES = 12  # titles and parts of titles looked at
_DECLARED = frozenset({SOURCE_LD, SOURCE_OG, SOURCE_META, SOURCE_MICRODATA})
_ARTICLE = re2.compile(r"(?:\w*Article|BlogPosting|LiveBlogPosting|Report|Review)")
_SOURCES = ("src", "data-src", "data-lazy-src")
_NAMES = ("title", "h1", "button", "meta", "input", "time", "figcaption", "video", "iframe")
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
    named = _named(tree)
    titles = (_text(element) for name in ("title", "h1") for element in named[name])
    parts = (
        part for title in (metadata.title or "", *titles) for part in (title, *_PARTS.split(title[:500]))
    )
    buttons = map(_text, named["button"])
    makers = (
        meta.get("content") or "" for meta in named["meta"] if (meta.get("name") or "").lower() == "generator"
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
        passwords=sum((element.get("type") or "").lower() == "password" for element in named["input"]),
        moments=len({element.get("datetime") for element in named["time"]} - {None}),
        consent=consent,
        guard=_words_of(PageKind.ERROR, blocks.blocks, rules, PROSE),
        pictures=sum(map(_is_captioned, named["figcaption"])),
        players=len(named["video"]) + sum(_is_player(frame, rules) for frame in named["iframe"]),
        labels=tuple(block.text for block in blocks.blocks if consent >= PROSE and block.words <= LABEL),
    )


def _named(tree: HtmlElement) -> dict[str, list[HtmlElement]]:
    """The elements of a few names, each name's in the page's order: walked to once."""
    found: dict[str, list[HtmlElement]] = {name: [] for name in _NAMES}
    for element in tree.iter(*_NAMES):
        found[element.tag].append(element)
    return found


def _text(element: HtmlElement) -> str:
    return " ".join("".join(element.itertext()).split())


def _is_captioned(caption: HtmlElement) -> bool:
    """Whether it is the caption of a picture in a figure, of a headline's length, that leads nowhere."""
    figures = (around for around in caption.iterancestors("figure") if _has(around, "img"))
    return (
        not _has(caption, "a") and next(figures, None) is not None and word_count(_text(caption)) >= CAPTION
    )


def _has(element: HtmlElement, name: str) -> bool:
    return element.find(f".//{name}") is not None


def _is_player(frame: HtmlElement, rules: PageRules) -> bool:
    """Whether a frame plays a video, by its address or the one that a script will set."""
    source = " ".join(value for name in _SOURCES if (value := frame.get(name)))
    return bool(source) and rules.tell(PageKind.VIDEO, Place.PLAYER, source)


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
