"""Slide shows set into an article: another story told in pictures, whose captions would pass for the article's paragraphs."""

from collections import Counter
from collections.abc import Iterator, Sequence

from worker.core.clean.blocks.blocks import KINDS, Block
from worker.core.clean.blocks.surroundings import PROSE

SLIDES = 3  # of one show, at least
NAME_WORDS = 4  # of the show's name; shorter headings are an article's own parts: `Pros`, `What to buy`
_HEADINGS = frozenset(KINDS[2:8])


def slides(blocks: Sequence[Block], scores: Sequence[int]) -> frozenset[int]:
    """The numbers of the blocks that stand in slide shows; none where they hold more of the page's text than the rest does.

    A slide is an element that begins with the show's name, the same heading in each, and goes on with the slide's own
    heading and its paragraph.
    """
    shown = frozenset(_shown(blocks))
    words = [
        sum(block.words for number, block in _taken(blocks, scores) if (number in shown) is there)
        for there in (True, False)
    ]
    return shown if words[0] < words[1] else frozenset()


def _taken(blocks: Sequence[Block], scores: Sequence[int]) -> Iterator[tuple[int, Block]]:
    return ((number, block) for number, block in enumerate(blocks) if scores[number] > 0)


def _shown(blocks: Sequence[Block]) -> Iterator[int]:
    pieces = {number: _piece(blocks, number) for number in range(len(blocks) - 1) if _opens(blocks, number)}
    told = {
        number: piece for number, piece in pieces.items() if any(blocks[one].words >= PROSE for one in piece)
    }
    often = Counter(blocks[number].text for number in told)
    for number, piece in told.items():
        if often[blocks[number].text] >= SLIDES:
            yield from piece


def _opens(blocks: Sequence[Block], number: int) -> bool:
    """Whether a heading stands over another one."""
    name, own = blocks[number], blocks[number + 1]
    return name.words >= NAME_WORDS and {name.kind, own.kind} <= _HEADINGS and name.text != own.text


def _piece(blocks: Sequence[Block], first: int) -> range:
    """The heading's block and those after it in the same element."""
    around = blocks[first].container.parent
    last = first
    while around and last < len(blocks) and around.number <= blocks[last].container.number < around.end:
        last += 1
    return range(first, last)
