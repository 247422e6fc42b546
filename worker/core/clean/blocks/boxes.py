"""Boxes set into the story: those that ask the reader for something, a few lines and below them the button or a link as one; recipes; and others, of which rules for their lines have to tell."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from worker.core.clean.blocks.blocks import Block, Container, lineage, span
from worker.core.clean.blocks.marks import Mark
from worker.core.clean.blocks.others import Scored
from worker.core.clean.blocks.surroundings import PROSE

MOST = 45  # words of a box, its button's included
BUTTON = 6  # words of a button; a longer one is a question that opens its answer
SMALL = 12  # words of a line in small print below the button
LINK = 4  # words of a link that is one
FLOW = 3  # paragraphs of the story that an element holds, at least; what else stands in it may be a box
LEVELS = 4  # elements around a button that may be its box
ABOVE = 30  # words of the article above a box; what stands at its head is its own
ALIKE = 2  # boxes of one form; more are entries of the article, each with a button
DEEP = 12  # elements around a recipe of which none is one
RECIPE = 200  # words of a recipe between two paragraphs of a story
_RECIPE = re.compile(r"(?:^|[ ._-])recipe-?_?(?:box|card)(?![\w-])", re.IGNORECASE)
_WORD = re.compile(r"\w+")
_BOXES = frozenset({"div", "section", "aside", "center"})
_OWN = (Mark.PULL | Mark.QUOTE | Mark.SUMMARY | Mark.LEAD | Mark.CAPTION | Mark.FIGURE).value
_VERBATIM = frozenset({"pre", "td", "th", "h1"})  # code has a button to copy it
_ENTRIES = _VERBATIM | {"li", "dt", "dd"}
_QUOTES = frozenset("\"'“”„‚‘«»‹›「『")


@dataclass(frozen=True)
class _Box:
    form: str  # its button's name and class
    span: range


def boxes(blocks: Sequence[Block], scores: Sequence[int]) -> frozenset[int]:
    """The numbers of the blocks in such boxes. What stands below its button, as an answer does, is no box's."""
    kept = [score > 0 for score in scores]
    found = [
        box for at in _buttons(blocks) if (box := _box(blocks, at)) and _is_below_text(blocks, scores, box)
    ] + [box for box in _set_in(blocks, kept) if _ends_with_link(blocks, box)]
    forms = Counter(box.form for box in found)
    return frozenset(number for box in found if forms[box.form] <= ALIKE for number in box.span)


def set_in(blocks: Sequence[Block], rules: Sequence[str | None]) -> frozenset[int]:
    """The numbers of those kept blocks that stand in boxes: short elements beside the story's paragraphs with a name or a style of their own, which calls them no quotation, summary, standfirst or caption; few of one form."""
    found = _set_in(blocks, [rule is None for rule in rules])
    forms = Counter(box.form for box in found)
    return frozenset(number for box in found if forms[box.form] <= ALIKE for number in box.span)


def _set_in(blocks: Sequence[Block], kept: Sequence[bool]) -> list[_Box]:
    flow = _flows(
        block for block, is_kept in zip(blocks, kept, strict=True) if is_kept and block.words >= PROSE
    )
    found: list[_Box] = []
    for at, block in enumerate(blocks):
        if not kept[at] or (found and at in found[-1].span):
            continue
        node = _beside_paragraphs(block, flow)
        if node is None or node.kind not in _BOXES or node.signature == node.kind:
            continue
        inside = span(blocks, node, at, MOST)
        own = node.marks & ~(node.parent.marks if node.parent else 0)
        if sum(blocks[number].words for number in inside) <= MOST and not own & _OWN:
            found.append(_Box(node.signature, inside))
    return found


def _flows(paragraphs: Iterable[Block]) -> Counter[int]:
    """How many paragraphs stand in each element, by its number: those of its text, and those in an element of their own right in it."""
    flow: Counter[int] = Counter()
    own: set[int] = set()  # elements that hold a paragraph and are none
    for block in paragraphs:
        node = block.container
        flow[node.number] += node.kind != "p"
        if node.parent and (node.kind == "p" or node.number not in own):
            flow[node.parent.number] += 1
        own.add(node.number)
    return flow


def _beside_paragraphs(block: Block, flow: Counter[int]) -> Container | None:
    """The element around a block, or its own, that stands beside paragraphs of the story."""
    nodes = lineage(block.container, LEVELS)
    return next((node for node in nodes if node.parent and flow[node.parent.number] >= FLOW), None)


def _ends_with_link(blocks: Sequence[Block], box: _Box) -> bool:
    """Whether a box says something and ends with a short link: a button by its place."""
    *said, last = (blocks[number] for number in box.span)
    is_button = last.linked == last.words <= LINK and last.kind not in _ENTRIES
    return is_button and bool(said) and not any(map(_is_told, said))


def _is_told(block: Block) -> bool:
    """Whether a block is an entry of something, or a quotation."""
    return block.kind in _ENTRIES or block.text[:1] in _QUOTES


def recipes(page: Scored) -> Iterator[int]:
    """The numbers of the blocks in a recipe that is set into a story: prose goes on below it, there is more of it than of the recipe, and the page's title is another."""
    if not any("ecipe" in node.signature for node in page.elements):
        return
    blocks, scores = page.blocks, page.scores
    named = {
        node.number: at
        for at, block in enumerate(blocks)
        for node in lineage(block.container, LEVELS)
        if "ecipe" in node.signature and _RECIPE.search(node.signature)
    }
    for number, at in named.items():
        node = next(node for node in lineage(blocks[at].container, LEVELS) if node.number == number)
        inside = span(blocks, node, at)
        size = sum(blocks[one].words for one in inside)
        beside = (range(inside.start), range(inside.stop, len(blocks)))
        prose = [
            sum(blocks[one].words for one in part if scores[one] > 0 and blocks[one].words >= PROSE)
            for part in beside
        ]
        if node.parent is not None and any("recipe" in one.signature for one in lineage(node.parent, DEEP)):
            continue  # a part of one
        if _is_of(page.title, blocks[inside.start].text):
            continue
        if size <= RECIPE and min(prose) >= ABOVE and sum(prose) > 2 * size:
            yield from inside


def _is_of(title: str | None, name: str) -> bool:
    """Whether half of a name's words are the title's."""
    words = set(_WORD.findall(name.casefold()))
    return 2 * len(words & set(_WORD.findall((title or "").casefold()))) >= len(words)


def _buttons(blocks: Sequence[Block]) -> Iterator[int]:
    for at, block in enumerate(blocks):
        if block.kind == "button" and block.words <= BUTTON and any(map(str.isalpha, block.text)):
            yield at


def _box(blocks: Sequence[Block], at: int) -> _Box | None:
    """The widest element of few words that ends with this button, or with a line of small print below it."""
    found = None
    for node in lineage(blocks[at].container, LEVELS):
        around = span(blocks, node, at, MOST)
        inside = [blocks[number] for number in around]
        is_last = around[-1] == at or (around[-1] == at + 1 and around[0] < at and inside[-1].words <= SMALL)
        if node.parent is None or not is_last or sum(block.words for block in inside) > MOST:
            break
        if any(block.kind in _VERBATIM for block in inside):
            break
        found = _Box(blocks[at].container.signature, around)
    return found if found and len(found.span) > 1 else None


def _is_below_text(blocks: Sequence[Block], scores: Sequence[int], box: _Box) -> bool:
    above = (blocks[number].words for number in range(box.span.start) if scores[number] > 0)
    return sum(above) >= ABOVE
