"""What stands in a figure: its caption and its credit, not the story's text."""

from collections.abc import Sequence

from worker.core.clean.blocks.blocks import Block, lineage

CAPTION = 40  # words; a longer text in a figure is told there
CREDIT = 15  # words of what stands in a figure, in no caption and no paragraph: a credit, a button
LEVELS = 4  # elements around a block in which its figure is looked for
_FIGURE, _DATA = frozenset({"figure", "figcaption"}), frozenset({"blockquote", "table", "pre", "ul", "ol"})


def captions(blocks: Sequence[Block], scores: Sequence[int]) -> frozenset[int]:
    """The numbers of the short blocks in figures, but for quotes, tables and code; none where they hold more of the page's text than the rest does."""
    found = frozenset(number for number, block in enumerate(blocks) if _is_caption(block))
    words = [0, 0]
    for number, block in enumerate(blocks):
        words[number in found] += block.words if scores[number] > 0 else 0
    return found if words[True] < words[False] else frozenset()


def _is_caption(block: Block) -> bool:
    around = {node.kind for node in lineage(block.container, LEVELS)}
    most = CAPTION if "figcaption" in around else CREDIT if block.kind != "p" else 0
    return block.words <= most and not around.isdisjoint(_FIGURE) and around.isdisjoint(_DATA)
