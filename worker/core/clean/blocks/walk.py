"""The walk over a page's tree that reads its blocks: where one ends, what of it is linked or stressed, and what stands around it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

import msgspec
from lxml.etree import Comment, Entity, ProcessingInstruction
from lxml.html import HtmlElement

from worker.core.clean.blocks import attributes, blocks
from worker.core.clean.blocks.blocks import KINDS, Block, Blocks, Container
from worker.core.clean.blocks.marks import NAME_LIMIT, Mark, named
from worker.core.clean.text.words import word_count

SKIPPED = frozenset(
    "script style noscript template svg math iframe object embed canvas audio video map select option datalist input textarea"
    " head title meta link base img source picture rt rp".split()  # <rt> spells a word again, in other letters
)
PICTURES = frozenset({"img", "picture", "video", "iframe", "svg", "object"})
INLINE = frozenset(
    "a abbr acronym b bdi bdo big cite code data del dfn em font i ins kbd label"
    " mark q ruby s samp small span strike strong sub sup time tt u var wbr".split()
)
STRESSING = frozenset({"b", "strong", "em", "i"})
# How the walk takes an element by its name, looked up once for each; all others are of block level. What is no element has a function for a name.
_SKIP, _BREAK, _INLINE, _BLOCK = range(4)
_TAKEN: Mapping[object, int] = {
    **dict.fromkeys((*SKIPPED, Comment, Entity, ProcessingInstruction), _SKIP),
    **dict.fromkeys(INLINE, _INLINE),
    "br": _BREAK,
}
_KINDS = frozenset(KINDS)
_NO_CAPTION = _KINDS - {"p"}
_NONE: Iterator[HtmlElement] = iter(())  # what an element without children goes on with
BREAK = "\x01"  # stands for <br> while a block is collected; pages have no control characters left
SOFT_HYPHEN = "\xad"  # where a browser may break a word; a reader sees none


class _Open(msgspec.Struct, gc=False):
    """An element that the walk is in: its children that are still to come, and what stands behind it."""

    children: Iterator[HtmlElement]
    tail: str | None
    container: Container  # itself; of an inline element the one around it
    row: int
    is_inline: bool = False
    link: bool = False
    stress: bool = False
    is_placed: bool = False  # what the site sets apart from what stands behind it


@dataclass(slots=True)
class _Walk:
    blocks: list[Block] = field(default_factory=list)
    containers: list[Container] = field(default_factory=list)
    parts: list[str] = field(default_factory=list)
    linked: list[str] = field(default_factory=list)
    stressed: list[str] = field(default_factory=list)
    rows: int = 0
    links: int = 0  # <a> elements around the walk
    stresses: int = 0  # <b> and the like around the walk
    anchors: int = 0
    pictures: int = 0
    href: str = ""


def read(tree: HtmlElement) -> Blocks:
    """The blocks of a parsed page."""
    body = tree.find("body") if tree.tag == "html" else None
    root = tree if body is None else body
    walk = _Walk()
    container = Container(0, None, 0, "body", "body", 0)
    walk.containers.append(container)
    _add(root.text or "", walk)
    _through(_Open(iter(root), None, container, 0), walk)
    return Blocks(walk.blocks, walk.containers)


def _through(start: _Open, walk: _Walk) -> None:
    """Walk all that stands in an element. A page may nest deeper than functions may call each other."""
    path = [start]
    while path:
        here = path[-1]
        for child in here.children:
            inner = _opened(child, here, walk)
            if inner is None:
                if tail := child.tail:
                    _add(tail, walk)
            elif inner.children is not _NONE:
                path.append(inner)
                break
            else:
                _close(inner, walk)
        else:
            _close(path.pop(), walk)


def _opened(child: HtmlElement, here: _Open, walk: _Walk) -> _Open | None:
    """The child, entered; None where nothing in it is read."""
    tag = child.tag
    taken = _TAKEN.get(tag, _BLOCK)
    if len(walk.blocks) >= blocks.MAX_BLOCKS:
        return None
    if taken == _SKIP:
        walk.pictures += tag in PICTURES
        return None
    if taken == _BREAK:
        _break(walk, here)
        return None
    if taken == _BLOCK or _opens_caption(child, here, walk):
        return _block_level(child, tag, here, walk)
    said = dict(child.items())
    name = said.get("class", "")
    if said and (attributes.is_hidden(said) or (name and attributes.is_read_aloud(name))):
        return None
    inner = _inline(child, tag, said.get("href", ""), here, walk)
    inner.is_placed = bool(name) and attributes.is_placed(name)
    return inner


def _close(opened: _Open, walk: _Walk) -> None:
    if opened.is_inline:
        walk.links -= opened.link
        walk.stresses -= opened.stress
        if opened.is_placed and walk.parts and (not opened.tail or opened.tail[0].isalnum()):
            walk.parts.append(" ")
    else:
        if walk.parts:
            _flush(walk, opened.container, opened.row)
        opened.container.end = len(walk.containers)
    if opened.tail:
        _add(opened.tail, walk)


def _opens_caption(child: HtmlElement, here: _Open, walk: _Walk) -> bool:
    """Whether an inline element stands right behind a picture and is called a caption: the story may go on below it without an element of its own."""
    if walk.parts or walk.links or walk.pictures == (walk.blocks[-1].pictures if walk.blocks else 0):
        return False
    name = "" if here.container.kind in _NO_CAPTION else child.get("class", "")
    return bool(name) and named(name[:NAME_LIMIT]) & Mark.CAPTION.value != 0


def _inline(child: HtmlElement, tag: str, href: str, here: _Open, walk: _Walk) -> _Open:
    link, stress = tag == "a", tag in STRESSING
    walk.links += link
    walk.anchors += link
    if link and not (walk.href and walk.linked):
        walk.href = href
    walk.stresses += stress
    if text := child.text:
        _add(text, walk)
    return _Open(
        _children(child), child.tail, here.container, here.row, is_inline=True, link=link, stress=stress
    )


def _break(walk: _Walk, here: _Open) -> None:
    """A line break; a second one in a row ends the block, as sites without paragraphs write."""
    last = next((part for part in reversed(walk.parts) if part.strip(" \t\r\n")), "")
    if last == BREAK:
        _flush(walk, here.container, here.row)
    elif last:
        walk.parts.append(BREAK)


def _block_level(child: HtmlElement, tag: str, here: _Open, walk: _Walk) -> _Open:
    if walk.parts:
        _flush(walk, here.container, here.row)
    row = here.row
    if tag == "tr":
        walk.rows += 1
        row = walk.rows
    inner = _container(child, tag, here.container, len(walk.containers), walk.pictures)
    walk.containers.append(inner)
    if text := child.text:
        _add(text, walk)
    return _Open(_children(child), child.tail, inner, row)


def _children(element: HtmlElement) -> Iterator[HtmlElement]:
    return iter(element) if len(element) else _NONE


def _container(element: HtmlElement, tag: str, parent: Container, number: int, pictures: int) -> Container:
    marks, apart, signature = attributes.read(tag, element.items())
    article = number if tag == "article" else parent.article
    return Container(
        number,
        parent,
        marks | parent.marks,
        signature,
        tag,
        parent.depth + 1,
        0,
        pictures,
        apart | parent.apart,
        article,
    )


def _add(text: str, walk: _Walk) -> None:
    if text.isspace():
        if walk.parts:
            walk.parts.append(" ")
        return
    walk.parts.append(text)
    if walk.links:
        walk.linked.append(text)
    if walk.stresses:
        walk.stressed.append(text)


def _flush(walk: _Walk, container: Container, row: int) -> None:
    text = _collapsed("".join(walk.parts).replace(SOFT_HYPHEN, ""), container.kind)
    if text:
        words = word_count(text)
        linked, stressed = _words(walk.linked, walk, words), _words(walk.stressed, walk, words)
        href = walk.href if linked else ""
        kind = _kind(container)
        walk.blocks.append(
            Block(text, container, kind, words, linked, stressed, walk.anchors, row, walk.pictures, href)
        )
    walk.parts.clear()
    walk.linked.clear()
    walk.stressed.clear()
    walk.anchors = 0
    if not walk.links:
        walk.href = ""


def _kind(container: Container) -> str:
    """What a block in this element is: the kind of the nearest of three that has one, else the element's name."""
    node: Container | None = container
    for _ in range(3):
        if node is None:
            break
        if node.kind in _KINDS:
            return node.kind
        node = node.parent
    return container.kind


def _words(parts: list[str], walk: _Walk, most: int) -> int:
    """The words of some of a block's parts; where they are all of them, the block's."""
    if not parts or parts == walk.parts:
        return most if parts else 0
    return min(word_count(" ".join(parts)), most)


def _collapsed(text: str, kind: str) -> str:
    """Spaces collapsed; line breaks of <br> kept, of the source only in <pre>."""
    if kind == "pre":
        return text.replace(BREAK, "\n").strip("\n").rstrip()
    if BREAK not in text:
        return " ".join(text.split())
    return "\n".join(line for part in text.split(BREAK) if (line := " ".join(part.split())))
