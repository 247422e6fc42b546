"""The captions of a page that is known to be a gallery: there they are the text, which the model, taught by articles, takes for what stands beside one."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence

from worker.core.clean.blocks.blocks import Apart, Block, is_called, lineage
from worker.core.clean.blocks.marks import Mark

ALIKE = 3  # captions of one layout, at least: a single one may be an advertisement's
WORDS = 4  # of one of them, at least; less is a counter, a name, a button
HEADLINE = 4  # words of a link below a picture that makes it another story's
LEVELS = 3  # elements around a caption whose names make up its layout
NEAR = 4  # elements around it that may say that it is no piece of the gallery
_BESIDE = (
    Mark.RELATED | Mark.NAV | Mark.FOOTER | Mark.COMMENT | Mark.SHARE | Mark.AD | Mark.SIGNUP | Mark.CONSENT
)
Layout = tuple[str, ...]


def captions(blocks: Sequence[Block]) -> Iterator[int]:
    """The numbers of the blocks below a gallery's pictures: of one layout, each below a picture of its own, and its words nowhere else on the page. Where headlines that are links stand below most of these pictures, they are teasers."""
    elsewhere = {block.pictures for block in blocks if _leads_on(block)}
    often = Counter(block.text for block in blocks)
    alike: defaultdict[Layout, list[int]] = defaultdict(list)
    for number, block in enumerate(blocks):
        if block.pictures and often[block.text] == 1 and _may_be_caption(block):
            alike[_layout(block)].append(number)
    for numbers in alike.values():
        pictures = {blocks[number].pictures for number in numbers}
        is_told_apart = len(pictures) >= ALIKE and 2 * len(pictures) > len(numbers)
        if is_told_apart and 2 * len(pictures & elsewhere) < len(pictures):
            yield from numbers


def _may_be_caption(block: Block) -> bool:
    if 2 * block.linked >= block.words or block.words < WORDS or block.container.apart & Apart.BESIDE:
        return False
    return not is_called(block.container, _BESIDE, NEAR)


def _leads_on(block: Block) -> bool:
    return block.linked >= HEADLINE and 2 * block.linked >= block.words


def _layout(block: Block) -> Layout:
    return tuple(node.signature for node in lineage(block.container, LEVELS))
