"""Boxes set into the story: those that ask the reader for something, a few lines and below them the button, and recipes. Told by form, in any language."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from worker.core.clean.blocks.blocks import Block, lineage, span
from worker.core.clean.blocks.surroundings import PROSE

MOST = 45  # words of a box, its button's included
BUTTON = 6  # words of a button; a longer one is a question that opens its answer
LEVELS = 4  # elements around a button that may be its box
ABOVE = 30  # words of the article above a box; what stands at its head is its own
ALIKE = 2  # boxes of one form; more are entries of the article, each with a button
DEEP = 12  # elements around a recipe of which none is one
RECIPE = 200  # words of a recipe between two paragraphs of a story
_RECIPE = re.compile(r"(?:^|[ ._-])recipe-?_?(?:box|card)(?![\w-])", re.IGNORECASE)
_WORD = re.compile(r"\w+")
_VERBATIM = frozenset({"pre", "td", "th", "h1"})  # code has a button to copy it


@dataclass(frozen=True)
class _Box:
    form: str  # its button's name and class
    span: range


def boxes(blocks: Sequence[Block], scores: Sequence[int]) -> frozenset[int]:
    """The numbers of the blocks in such boxes. What stands below its button, as an answer does, is no box's."""
    found = [
        box for at in _buttons(blocks) if (box := _box(blocks, at)) and _is_below_text(blocks, scores, box)
    ]
    forms = Counter(box.form for box in found)
    return frozenset(number for box in found if forms[box.form] <= ALIKE for number in box.span)


def recipes(blocks: Sequence[Block], scores: Sequence[int], title: str | None) -> Iterator[int]:
    """The numbers of the blocks in a recipe that is set into a story: prose goes on below it, there is more of it than of the recipe, and the page's title is another."""
    named = {
        node.number: at
        for at, block in enumerate(blocks)
        for node in lineage(block.container, LEVELS)
        if _RECIPE.search(node.signature)
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
        if _is_of(title, blocks[inside.start].text):
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
    """The widest element of few words that ends with this button."""
    found = None
    for node in lineage(blocks[at].container, LEVELS):
        around = span(blocks, node, at, MOST)
        inside = [blocks[number] for number in around]
        if node.parent is None or around[-1] != at or sum(block.words for block in inside) > MOST:
            break
        if any(block.kind in _VERBATIM for block in inside):
            break
        found = _Box(blocks[at].container.signature, around)
    return found if found and len(found.span) > 1 else None


def _is_below_text(blocks: Sequence[Block], scores: Sequence[int], box: _Box) -> bool:
    above = (blocks[number].words for number in range(box.span.start) if scores[number] > 0)
    return sum(above) >= ABOVE
