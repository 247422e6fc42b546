"""A page's tree as a list of text blocks, in the page's order, with what the tree says about each.

A block is the text between two block-level boundaries: a paragraph, a heading, a list item, a table cell. Its marks come from the elements
around it (their names, and the words in their classes and ids), which is what sites write for themselves: they know what is a sidebar.
"""

import re
from collections import Counter
from dataclasses import dataclass, field
from enum import IntFlag
from functools import lru_cache

import re2
from lxml.html import HtmlElement

SKIPPED = frozenset(
    {
        "script",
        "style",
        "noscript",
        "template",
        "svg",
        "math",
        "iframe",
        "object",
        "embed",
        "canvas",
        "audio",
        "video",
        "map",
    }
    | {
        "select",
        "option",
        "datalist",
        "input",
        "textarea",
        "head",
        "title",
        "meta",
        "link",
        "base",
        "img",
        "source",
        "picture",
    }
)
INLINE = frozenset(
    {
        "a",
        "abbr",
        "acronym",
        "b",
        "bdi",
        "bdo",
        "big",
        "cite",
        "code",
        "data",
        "del",
        "dfn",
        "em",
        "font",
        "i",
        "ins",
        "kbd",
        "label",
    }
    | {
        "mark",
        "q",
        "rp",
        "rt",
        "ruby",
        "s",
        "samp",
        "small",
        "span",
        "strike",
        "strong",
        "sub",
        "sup",
        "time",
        "tt",
        "u",
        "var",
        "wbr",
    }
)
KINDS = (
    "p",
    "li",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "td",
    "th",
    "blockquote",
    "pre",
    "figcaption",
    "dt",
    "dd",
    "caption",
    "summary",
    "button",
)
BREAK = "\x01"  # stands for <br> while a block is collected; pages have no control characters left
MAX_DEPTH = 220  # elements; the parser cuts deeper trees, too
MAX_BLOCKS = 20_000


class Mark(IntFlag):
    """What the elements around a block say about it."""

    ARTICLE = 1
    MAIN = 1 << 1
    BODY = 1 << 2  # marked as the article's body, or named as content
    NAV = 1 << 3
    ASIDE = 1 << 4
    FOOTER = 1 << 5
    HEADER = 1 << 6
    FORM = 1 << 7
    FIGURE = 1 << 8
    TABLE = 1 << 9
    HIDDEN = 1 << 10
    COMMENT = 1 << 11
    RELATED = 1 << 12
    SHARE = 1 << 13
    SIGNUP = 1 << 14
    BYLINE = 1 << 15
    TAGS = 1 << 16
    AD = 1 << 17
    CONSENT = 1 << 18
    CAPTION = 1 << 19
    CARD = 1 << 20
    QUOTE = 1 << 21


TAG_MARKS = {
    "article": Mark.ARTICLE, "main": Mark.MAIN, "nav": Mark.NAV, "aside": Mark.ASIDE, "footer": Mark.FOOTER, "header": Mark.HEADER,
    "form": Mark.FORM, "button": Mark.FORM, "dialog": Mark.CONSENT, "figure": Mark.FIGURE, "figcaption": Mark.CAPTION, "table": Mark.TABLE,
    "blockquote": Mark.QUOTE, "menu": Mark.NAV,
}  # fmt: skip
NAME_MARKS = (
    (Mark.BODY, r"article-?_?body|articlebody|(?:entry|post|article|story|page|main|node|rich|blog)[-_]*(?:content|body|text)|story-?body|richtext|wysiwyg|field-name-body|prose\b|markdown|post-?single"),
    (Mark.NAV, r"\bnav|navi?gation|\bmenu|breadcrumb|pagination|pager|toc\b|table-of-contents|skip-?link|sitemap"),
    (Mark.ASIDE, r"side-?bar|\baside|widget|right-?col|rail\b|seitenleiste"),
    (Mark.FOOTER, r"foot(?:er|note)|copyright|colophon|disclaimer|legal|imprint|impressum"),
    (Mark.HEADER, r"(?:site|page|main|top)-?_?head|masthead|top-?bar|toolbar|banner"),
    (Mark.COMMENT, r"comment|disqus|discussion|kommentar|repl(?:y|ies)\b|feedback|reviews?-list"),
    (Mark.RELATED, r"relat|recommend|recirc|more-?(?:from|stories|news|articles)|read-?(?:more|next|also)|also-?(?:like|read)|trending|popular|most-?(?:read|viewed)|latest|teaser|similar|suggest|further|outbrain|taboola|next-?(?:post|article|up)|prev|upsell|cross-?sell|siblings|weitere"),
    (Mark.SHARE, r"shar(?:e|ing)|social|follow|addthis|sociable|print\b|tools\b|bookmark"),
    (Mark.SIGNUP, r"newsletter|subscri|sign-?up|signin|log-?in|regist|paywall|premium|donat|member|cta\b|call-to-action|promo|download-?app|lead-?gen|hbspt"),
    (Mark.BYLINE, r"byline|author|\bbio\b|contributor|dateline|post-?meta|entry-?meta|meta-?data|publish|timestamp|posted|read(?:ing)?-?time|\bdate\b|\bmeta\b"),
    (Mark.TAGS, r"tag(?:s|list|-?cloud|-links)\b|keywords|topics?\b|categor|labels\b"),
    (Mark.AD, r"\bad[sv]?\b|advert|sponsor|werbung|anzeige|publicidad|dfp|commercial|affiliate|disclosure"),
    (Mark.CONSENT, r"cookie|consent|gdpr|modal|popup|overlay|lightbox|toast|alert|notice\b|onetrust"),
    (Mark.CAPTION, r"caption|credit|image-?info|photo-?info|wp-caption|legend"),
    (Mark.CARD, r"\bcard|tile|grid-?item|slide|carousel|swiper|accordion|gallery|product"),
    (Mark.HIDDEN, r"hidden|invisible|sr-only|visually-?hidden|screen-?reader|d-none|offscreen|no-?print"),
)  # fmt: skip
_NAME_VALUES = tuple(mark.value for mark, _ in NAME_MARKS)
_TAGS = {tag: mark.value for tag, mark in TAG_MARKS.items()}
_HIDING_STYLE = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden")
_SPACES = re.compile(r"\s+")
NAME_LIMIT = 300


def _names() -> "re2.Set":
    """All names in one automaton: a page has hundreds of classes, and each would be searched for each pattern."""
    names = re2.Set.SearchSet()
    for _, pattern in NAME_MARKS:
        names.Add(pattern)
    names.Compile()
    return names


_NAMES = _names()


@dataclass(slots=True)
class Container:
    """An element that holds blocks, with sums over all of them."""

    parent: "Container | None"
    marks: int  # of `Mark`, its ancestors' included; a plain number, because flags are slow to add
    signature: str  # its name and class: what repeats for a list of cards
    kind: str
    depth: int
    words: int = 0
    linked: int = 0
    kept: float = 0.0
    blocks: int = 0


@dataclass(slots=True)
class Block:
    """One piece of text. `words` counts a run of unspaced script by two characters a word."""

    text: str
    container: Container
    kind: str
    words: int
    linked: int
    row: int  # which table row it stands in, 0 outside
    starts_item: bool = False


@dataclass
class _Walk:
    blocks: list[Block] = field(default_factory=list)
    parts: list[str] = field(default_factory=list)
    linked: list[str] = field(default_factory=list)
    rows: int = 0
    links: int = 0  # <a> elements around the walk
    signatures: Counter[str] = field(default_factory=Counter)


@dataclass(frozen=True)
class Blocks:
    """All blocks of a page, and how often each kind of container occurs."""

    blocks: list[Block]
    signatures: Counter[str]


def read(tree: HtmlElement) -> Blocks:
    """The blocks of a parsed page."""
    body = tree.find("body") if tree.tag == "html" else None
    root = tree if body is None else body
    walk = _Walk()
    container = Container(None, 0, "body", "body", 0)
    _enter(root, container, walk, 0)
    _flush(walk, container, 0)
    _sum(walk.blocks)
    return Blocks(walk.blocks, walk.signatures)


def word_count(text: str) -> int:
    """Words, and half the characters of scripts that write without spaces."""
    dense = (
        0
        if text.isascii()
        else sum(1 for char in text if "\u2e80" <= char <= "\uffef" or "\u0e00" <= char <= "\u0eff")
    )
    return len(text.split()) + dense // 2


def _enter(element: HtmlElement, container: Container, walk: _Walk, row: int) -> None:
    _add(element.text, walk)
    for child in element:
        tag = child.tag
        if isinstance(tag, str) and tag not in SKIPPED and len(walk.blocks) < MAX_BLOCKS:
            _child(child, tag, container, walk, row)
        _add(child.tail, walk)


def _child(child: HtmlElement, tag: str, container: Container, walk: _Walk, row: int) -> None:
    if tag == "br":
        _break(walk, container, row)
    elif tag == "a":
        walk.links += 1
        _enter(child, container, walk, row)
        walk.links -= 1
    elif tag in INLINE or container.depth >= MAX_DEPTH:
        if not _is_hidden(child):
            _enter(child, container, walk, row)
    else:
        _block_level(child, tag, container, walk, row)


def _break(walk: _Walk, container: Container, row: int) -> None:
    """A line break; a second one in a row ends the block, as sites without paragraphs write."""
    last = next((part for part in reversed(walk.parts) if part.strip(" \t\r\n")), "")
    if last == BREAK:
        _flush(walk, container, row)
    elif last:
        walk.parts.append(BREAK)


def _block_level(child: HtmlElement, tag: str, container: Container, walk: _Walk, row: int) -> None:
    _flush(walk, container, row)
    if tag == "tr":
        walk.rows += 1
        row = walk.rows
    inner = _container(child, tag, container)
    walk.signatures[inner.signature] += 1
    _enter(child, inner, walk, row)
    _flush(walk, inner, row)


def _container(element: HtmlElement, tag: str, parent: Container) -> Container:
    attributes = element.attrib
    marks = parent.marks | _TAGS.get(tag, 0)
    if not attributes:
        return Container(parent, marks, tag, tag, parent.depth + 1)
    own = attributes.get("class", "")
    name = " ".join(
        (own, attributes.get("id", ""), attributes.get("role", ""), attributes.get("itemprop", ""))
    )
    marks |= _named(name[:NAME_LIMIT])
    if _is_hidden(element):
        marks |= Mark.HIDDEN.value
    return Container(parent, marks, f"{tag}.{own[:80]}", tag, parent.depth + 1)


@lru_cache(maxsize=4096)
def _named(name: str) -> int:
    found = 0
    for index in _NAMES.Match(name.lower()) or ():
        found |= _NAME_VALUES[index]
    return found


def _is_hidden(element: HtmlElement) -> bool:
    style = element.get("style")
    hiding = style is not None and _HIDING_STYLE.search(style[:NAME_LIMIT]) is not None
    return hiding or element.get("hidden") is not None or element.get("aria-hidden") == "true"


def _add(text: str | None, walk: _Walk) -> None:
    if not text:
        return
    if text.isspace():
        if walk.parts:
            walk.parts.append(" ")
        return
    walk.parts.append(text)
    if walk.links:
        walk.linked.append(text)


def _flush(walk: _Walk, container: Container, row: int) -> None:
    if not walk.parts:
        return
    text = _collapsed("".join(walk.parts), container.kind)
    linked = word_count(" ".join(walk.linked)) if walk.linked else 0
    walk.parts.clear()
    walk.linked.clear()
    if text:
        kind = next((node.kind for node in _lineage(container, 3) if node.kind in KINDS), container.kind)
        words = word_count(text)
        walk.blocks.append(Block(text, container, kind, words, min(linked, words), row))


def _collapsed(text: str, kind: str) -> str:
    """Spaces collapsed; line breaks of <br> kept, of the source only in <pre>."""
    if kind == "pre":
        return text.replace(BREAK, "\n").strip("\n").rstrip()
    return "\n".join(line for part in text.split(BREAK) if (line := _SPACES.sub(" ", part).strip()))


def _lineage(container: Container | None, levels: int) -> list[Container]:
    found: list[Container] = []
    while container is not None and len(found) < levels:
        found.append(container)
        container = container.parent
    return found


def _sum(blocks: list[Block]) -> None:
    for block in blocks:
        node: Container | None = block.container
        while node is not None:
            node.words += block.words
            node.linked += block.linked
            node.blocks += 1
            node = node.parent
