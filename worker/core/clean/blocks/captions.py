"""What stands with a picture: its caption and its credit, not the story's text."""

import re
from collections.abc import Sequence

from worker.core.clean.blocks.blocks import KINDS, Block, Container, holds, is_called, lineage
from worker.core.clean.blocks.marks import Mark
from worker.core.clean.blocks.model import SCALE

CAPTION = 40  # words; a longer text in a figure is told there
PICTURED = 25  # words of a caption outside of a figure; a longer text is likelier to be the story's
CREDIT = 15  # words of what stands in a figure, in no caption and no paragraph: a credit, a button
LEVELS = 4  # elements around a block in which its figure is looked for
NEAR = 2  # elements around it whose names say that it is a caption
_FIGURE, _DATA = frozenset({"figure", "figcaption"}), frozenset({"blockquote", "table", "pre", "ul", "ol"})
_TEXTS = frozenset(KINDS)
_ENDS = frozenset('.!?…:。！？।؟："”»')
# Elements of which a picture's may be the only text: a list of one picture, as old content systems set it, and a table that only sets it in place.
_SETTING = {"dt": "dl", "dd": "dl", "td": "table"}
_PICTURED = re.compile(r"gallery|photo|image|picture|media|figure|\bimg|foto|bild|thumb", re.IGNORECASE)


def captions(blocks: Sequence[Block], scores: Sequence[int]) -> frozenset[int]:
    """The numbers of the short blocks that stand with pictures, but for quotes, tables and code; none where they hold more of the page's text than the rest does."""
    asked = (number for number in range(len(blocks)) if scores[number] > -SCALE)  # the others don't stay
    found = frozenset(number for number in asked if is_caption(blocks, number))
    words = sum(block.words for block, score in zip(blocks, scores, strict=True) if score > 0)
    captioned = sum(blocks[number].words for number in found if scores[number] > 0)
    return found if 2 * captioned < words else frozenset()


def is_caption(blocks: Sequence[Block], number: int) -> bool:
    """Whether a block is short, and in a figure, called a caption, or alone with a picture."""
    block = blocks[number]
    if block.words > CAPTION:
        return False
    if block.words <= PICTURED and _is_set_in(blocks, number):
        return True
    around = {node.kind for node in lineage(block.container, LEVELS)}
    if not around.isdisjoint(_DATA):
        return False
    if not around.isdisjoint(_FIGURE):
        return "figcaption" in around or (block.words <= CREDIT and block.kind != "p")
    return block.words <= PICTURED and (_is_outside_figures(blocks, number) or _is_of_player(blocks, number))


def _is_of_player(blocks: Sequence[Block], number: int) -> bool:
    """Whether a block is no sentence, and all the text of an element that is called a video or a player, by a name that what stands around it hasn't."""
    block = blocks[number]
    if block.text[-1:] in _ENDS or not is_called(block.container, Mark.EMBED, NEAR):
        return False
    *_, node = (one for one in lineage(block.container, NEAR) if one.marks & Mark.EMBED.value)
    return block.kind in {"p", "div", "span"} and _is_alone(blocks, number, node)


def _is_outside_figures(blocks: Sequence[Block], number: int) -> bool:
    """Whether a block in no figure is called a caption, or stands alone with a picture; but most paragraphs that do are the story's, unless the site calls what holds them a picture."""
    block = blocks[number]
    if is_called(block.container, Mark.CAPTION, NEAR):
        return True
    node = None if block.kind in _TEXTS - {"p"} else _alone_with_picture(blocks, number)
    return node is not None and (block.kind != "p" or _PICTURED.search(node.signature) is not None)


def _is_set_in(blocks: Sequence[Block], number: int) -> bool:
    """Whether the block is all the text of a table or a list of terms that holds a picture."""
    wanted = _SETTING.get(blocks[number].kind)
    if wanted is None:
        return False
    node = next((node for node in lineage(blocks[number].container, LEVELS + 1) if node.kind == wanted), None)
    return node is not None and _is_alone(blocks, number, node) and blocks[number].pictures > node.pictures


def _alone_with_picture(blocks: Sequence[Block], number: int) -> Container | None:
    """The nearest element that holds a picture, this block, and no other."""
    for node in lineage(blocks[number].container, LEVELS):
        if not _is_alone(blocks, number, node):
            return None
        if blocks[number].pictures > node.pictures:
            return node
    return None


def _is_alone(blocks: Sequence[Block], number: int, node: Container) -> bool:
    beside = (at for at in (number - 1, number + 1) if 0 <= at < len(blocks))
    return not any(holds(node, blocks[at]) for at in beside)
