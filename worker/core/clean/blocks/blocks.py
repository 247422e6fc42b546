"""A page as a list of text blocks, in the page's order, with what its tree says about each; `walk.read` makes them.

A block is the text between two block-level boundaries: a paragraph, a heading, a list item, a table cell. Its marks come from the elements
around it (their names, and the words in their classes and ids), which is what sites write for themselves: they know what is a sidebar.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import IntFlag
from functools import cached_property

import msgspec
import numpy as np
from numpy.typing import NDArray

from worker.core.clean.blocks.marks import Mark

KINDS = tuple("p li h1 h2 h3 h4 h5 h6 td th blockquote pre figcaption dt dd caption summary button".split())
MAX_BLOCKS = 20_000
Counts = NDArray[np.int64]


class Apart(IntFlag):
    """How an element sets apart what stands in it, by what it is and by its attributes, whatever its names are."""

    HIDDEN = 1
    BESIDE = 2  # navigation, what stands beside the story, what asks the reader something


class Container(msgspec.Struct, gc=False):
    """An element that holds blocks."""

    number: int  # in `Blocks.containers`
    parent: "Container | None"
    marks: int  # of `Mark`, its ancestors' included; a plain number, because flags are slow to add
    signature: str  # its name and class: what repeats for a list of cards
    kind: str
    depth: int
    end: int = 0  # the number after those of all that stand in it
    pictures: int = 0  # how many of the page stand before it
    apart: int = 0  # of `Apart`, its ancestors' included
    article: int = 0  # the number of the nearest <article>: its own, or of one around it; 0 without one


class Block(msgspec.Struct, gc=False):
    """One piece of text. `words` counts a run of unspaced script by two characters a word."""

    text: str
    container: Container
    kind: str
    words: int
    linked: int  # words that are links
    stressed: int  # words in bold or italics
    anchors: int  # links
    row: int  # which table row it stands in, 0 outside
    pictures: int  # how many of the page stand before it
    href: str = ""  # where its first link leads, or the link around it


@dataclass(frozen=True)
class Blocks:
    """All blocks of a page, and the elements around them, each after its parent."""

    blocks: list[Block]
    containers: list[Container]

    @property
    def is_whole(self) -> bool:
        """Whether the whole page was read: its blocks aren't too many."""
        return len(self.blocks) < MAX_BLOCKS

    @cached_property
    def places(self) -> Counts:
        """The number of each block's container."""
        return np.array([block.container.number for block in self.blocks], dtype=np.int64)

    @cached_property
    def parents(self) -> Counts:
        """The number of each container's parent; the last row, -1, stands for what is above the body."""
        above = [-1 if node.parent is None else node.parent.number for node in self.containers]
        return np.array([*above, -1], dtype=np.int64)


def span(blocks: Sequence[Block], node: Container, at: int, most: int = MAX_BLOCKS) -> range:
    """The numbers of the blocks that stand in an element, of which one is known to; of those before it and behind it so many at most."""
    start, end = at, at + 1
    while start > max(0, at - most) and node.number <= blocks[start - 1].container.number < node.end:
        start -= 1
    last = min(len(blocks), at + most + 1)
    while end < last and node.number <= blocks[end].container.number < node.end:
        end += 1
    return range(start, end)


def holds(node: Container, block: Block) -> bool:
    """Whether a block stands in an element."""
    return node.number <= block.container.number < node.end


def lineage(container: Container | None, levels: int) -> Iterator[Container]:
    """The container and those around it, at most so many."""
    while container is not None and levels > 0:
        yield container
        container, levels = container.parent, levels - 1


def is_called(container: Container, mark: Mark, levels: int) -> bool:
    """Whether one of the nearest so many elements has a mark that what stands around them hasn't."""
    *_, above = lineage(container, levels + 1)
    return bool(container.marks & mark.value) and not above.marks & mark.value
