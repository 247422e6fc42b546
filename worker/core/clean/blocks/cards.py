"""Cards of other stories set into the page's own: an element beside its paragraphs with a headline that leads to another page of the site, perhaps a label above and a teaser below.

Its label and its headline are told line by line; its teaser is a sentence like any other and belongs to them by nothing but the element. So a card goes as a whole.
Elements of one form on end are told by `others`; as many as one to three paragraphs are the article's entries, and stay.
"""

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator
from functools import cached_property

from worker.core.clean.blocks.blocks import Block, Container, holds, lineage, span
from worker.core.clean.blocks.features import HEADINGS
from worker.core.clean.blocks.marks import Mark
from worker.core.clean.blocks.others import Scored
from worker.core.clean.blocks.surroundings import PROSE

MOST = 60  # words of a card
LABEL = 8  # words of a line above its headline: what it is, a section, a date
TEASERS = 2  # texts below its headline, at most
SHARE = 3  # paragraphs of the story for each card, at least
LEVELS = 6  # elements around a headline
_OWN = (Mark.PULL | Mark.QUOTE | Mark.SUMMARY | Mark.LEAD | Mark.CAPTION | Mark.FIGURE).value
_ENTRIES = frozenset({"li", "dt", "dd", "td", "th", "pre", "blockquote"})


def cards(page: Scored) -> Iterator[int]:
    """The numbers of the blocks in such cards."""
    story = _Story(page)
    below = (at for at in sorted(page.headlines) if story.paragraphs and at > story.paragraphs[0])
    found = {node.number: (_form(node), inside) for at in below for node, inside in story.card(at)}
    forms = Counter(map(_form, page.elements)) if found else Counter()
    alike = Counter(form for form, _ in found.values())
    told = [inside for form, inside in found.values() if alike[form] == forms[form]]
    beside = sum(not any(at in inside for inside in told) for at in story.paragraphs)
    if SHARE * len(told) <= beside:
        yield from (at for inside in told for at in inside)


def _form(node: Container) -> tuple[int, str]:
    """The element that one stands in, what it is, and the first of its classes: entries of a list may be numbered in the others."""
    return (node.parent.number if node.parent else 0, node.signature.partition(" ")[0])


def _part(block: Block, flow: Container) -> Container:
    """The element right in the flow that a block stands in; the flow itself, of a block without one."""
    around = lineage(block.container, block.container.depth + 1)
    return next((node for node in around if node.parent is flow), flow)


class _Story:
    """A page's paragraphs, and what stands beside them."""

    def __init__(self, page: Scored) -> None:
        self.page = page

    @cached_property
    def paragraphs(self) -> list[int]:
        """The paragraphs that would be kept."""
        scored = zip(self.page.blocks, self.page.scores, strict=True)
        is_own = (
            score > 0 and block.words >= PROSE and 3 * block.linked < block.words for block, score in scored
        )
        return [at for at, is_kept in enumerate(is_own) if is_kept]

    def card(self, at: int) -> Iterator[tuple[Container, range]]:
        """The card that a headline below the first paragraph stands in, and its blocks; nothing where it stands in none."""
        node = self._beside(at)
        if node is None or node.marks & ~(node.parent.marks if node.parent else 0) & _OWN:
            return
        inside = span(self.page.blocks, node, at, MOST)
        if self._is_card(inside, at) and self._is_set_in(node, inside):
            yield node, inside

    def _beside(self, at: int) -> Container | None:
        """The element around a headline that stands beside the paragraph above."""
        blocks = self.page.blocks
        above = blocks[self.paragraphs[bisect_left(self.paragraphs, at) - 1]]
        around = lineage(blocks[at].container, LEVELS)
        return next((node for node in around if node.parent and holds(node.parent, above)), None)

    def _is_card(self, inside: range, at: int) -> bool:
        """Whether these blocks are short lines, the headline below them, and what it leads to in a sentence or two."""
        page = self.page
        labels, teaser = range(inside.start, at), range(at + 1, inside.stop)
        if len(inside) < 2 or page.size(inside) > MOST or not page.titles.isdisjoint(inside):
            return False
        if any(page.blocks[number].kind in _ENTRIES for number in inside):
            return False
        texts = [number for number in teaser if page.blocks[number].words > LABEL]
        is_labelled = all(page.blocks[number].words <= LABEL for number in labels)
        return (
            is_labelled
            and len(texts) <= TEASERS
            and all(self._is_of(page.blocks[at], number) for number in teaser)
        )

    def _is_of(self, headline: Block, number: int) -> bool:
        """Whether what stands below a headline is no other one, and has no link within its text."""
        block = self.page.blocks[number]
        if not block.linked:
            return block.kind not in HEADINGS
        return block.linked == block.words and (block.href == headline.href or block.words <= LABEL)

    def _is_set_in(self, node: Container, inside: range) -> bool:
        """Whether what stands right above is a text of the story that announces nothing, and the story goes on below or has each paragraph in an element of its own."""
        blocks, flow = self.page.blocks, node.parent
        kept = (blocks[at] for at in reversed(range(inside.start)) if self.page.scores[at] > 0)
        above = next(kept, None)
        if flow is None or above is None or above.kind in HEADINGS or above.text.endswith((":", "：")):
            return False
        first = bisect_left(self.paragraphs, inside.start)
        before, below = (
            self.paragraphs[:first][-2:],
            self.paragraphs[bisect_left(self.paragraphs, inside.stop) :][:1],
        )
        part = _part(blocks[before[-1]], flow)
        is_last_of_many = len(before) > 1 and part is not flow and holds(part, blocks[before[0]])
        return not is_last_of_many or any(holds(flow, blocks[at]) for at in below)
