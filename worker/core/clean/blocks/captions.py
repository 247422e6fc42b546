"""What stands with a picture: its caption and its credit, not the story's text."""

from collections.abc import Sequence

from worker.core.clean.blocks.blocks import KINDS, Block, Container, is_called, lineage
from worker.core.clean.blocks.marks import Mark
from worker.core.clean.blocks.model import SCALE

CAPTION = 40  # words; a longer text in a figure is told there
PICTURED = 25  # words of a caption outside of a figure; a longer text is likelier to be the story's
CREDIT = 15  # words of what stands in a figure, in no caption and no paragraph: a credit, a button
LEVELS = 4  # elements around a block in which its figure is looked for
NEAR = 2  # elements around it whose names say that it is a caption
_FIGURE, _DATA = frozenset({"figure", "figcaption"}), frozenset({"blockquote", "table", "pre", "ul", "ol"})
_TEXTS = frozenset(KINDS)


def captions(blocks: Sequence[Block], scores: Sequence[int]) -> frozenset[int]:
    """The numbers of the short blocks that stand with pictures, but for quotes, tables and code; none where they hold more of the page's text than the rest does."""
    asked = (number for number in range(len(blocks)) if scores[number] > -SCALE)  # the others don't stay
    found = frozenset(number for number in asked if _is_caption(blocks, number))
    words = [0, 0]
    for number, block in enumerate(blocks):
        words[number in found] += block.words if scores[number] > 0 else 0
    return found if words[True] < words[False] else frozenset()


def _is_caption(blocks: Sequence[Block], number: int) -> bool:
    block = blocks[number]
    if block.words > CAPTION:
        return False
    around = {node.kind for node in lineage(block.container, LEVELS)}
    if not around.isdisjoint(_DATA):
        return False
    if not around.isdisjoint(_FIGURE):
        return "figcaption" in around or (block.words <= CREDIT and block.kind != "p")
    if block.words > PICTURED:
        return False
    is_called_so = is_called(block.container, Mark.CAPTION, NEAR)
    return is_called_so or (block.kind not in _TEXTS and _is_alone_with_picture(blocks, number))


def _is_alone_with_picture(blocks: Sequence[Block], number: int) -> bool:
    """Whether an element holds a picture, this block, and no other."""
    for node in lineage(blocks[number].container, LEVELS):
        if any(
            _holds(node, blocks[beside]) for beside in (number - 1, number + 1) if 0 <= beside < len(blocks)
        ):
            return False
        if blocks[number].pictures > node.pictures:
            return True
    return False


def _holds(node: Container, block: Block) -> bool:
    return node.number <= block.container.number < node.end
