"""Subheads: short blocks without a link in the flow of the story's paragraphs, each right above a paragraph or a list.

Judged alone such a block may come out as the site's, the more so right below a box; and a rule for a list of other stories would take it as the list's last headline.
Its place tells it from both: it stands in the story's flow, as the paragraph below it does, and what it stands below is a link, an item or in a box.
"""

import re
from bisect import bisect
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from worker.core.clean.blocks.blocks import Block, Container, lineage, span
from worker.core.clean.blocks.features import HEADINGS
from worker.core.clean.blocks.marks import Mark
from worker.core.clean.blocks.surroundings import PROSE

WORDS = 15  # of a subhead
FLOW = 3  # paragraphs of the story that its flow holds, at least
LEVELS = 6  # elements around a paragraph in which its flow is looked for
HEADED, STRESSED = 2, 3  # paragraphs below one in a heading's element, and below one all in bold or called so
MOST = 40  # blocks of an element that are looked at
# What sites call their subheads; a heading's element and one all in bold say it without a name.
_NAMED = re.compile(
    r"sub-?(?:head|title)|(?:cross|mid)-?head|inter-?tit|list-?title|zwischen-?(?:titel|ueberschrift)|mellanrubrik|tussenkop|midashi|ladillo|sottotitolo",
    re.IGNORECASE,
)
_SITES = (
    Mark.RELATED
    | Mark.NAV
    | Mark.SHARE
    | Mark.TAGS
    | Mark.FOOTER
    | Mark.CAPTION
    | Mark.FIGURE
    | Mark.AD
    | Mark.SIGNUP
    | Mark.CARD
    | Mark.EMBED
).value


@dataclass(frozen=True)
class Subheads:
    """The subheads of a page, of whose blocks the rules that leave them out are known (None where one is kept)."""

    blocks: Sequence[Block]
    rules: Sequence[str | None]

    def lost(self, rule: str) -> Iterator[int]:
        """The blocks that this rule left out, which are subheads by their place and by what they are called."""
        for at in range(1, len(self.blocks) - 1):
            is_left_out = self.rules[at] == rule and self.rules[at + 1] is None
            if is_left_out and self._heads(at, at + 1) and self._is_said(at):
                yield at

    def below_others(self) -> frozenset[int]:
        """The kept ones right below something that isn't of the story's flow: a link, an item, a box."""
        kept = [at for at, rule in enumerate(self.rules) if rule is None]
        near = zip(kept, kept[1:], kept[2:], strict=False)
        return frozenset(
            at
            for above, at, below in near
            if self._heads(at, below) and any(self._is_other(one, at) for one in range(above, at))
        )

    def _heads(self, at: int, below: int) -> bool:
        """Whether a block below the story's first paragraph is short, has no link, opens its part of the flow, and a paragraph or a list of the same flow stands below it."""
        block = self.blocks[at]
        if block.words > WORDS or block.linked or block.row or block.kind == "li" or not self._tells(below):
            return False
        flow = self._flow(at) if at >= self._first else None
        if flow is None or self._flow(below) is not flow:
            return False
        part = self._part(at, flow)
        return part is flow or span(self.blocks, part, at, MOST)[0] == at

    def _is_said(self, at: int) -> bool:
        """Whether a block's element says that it is a heading, none below the flow that it is the site's, and more of the story stands below than who wrote it."""
        block, flow = self.blocks[at], self._flow(at)
        if flow is None or block.container.marks & ~flow.marks & _SITES:
            return False
        below = len(self._story) - bisect(self._story, at)
        if block.kind in HEADINGS:
            return below >= HEADED
        if _NAMED.search(block.container.signature):
            return below >= STRESSED or self.blocks[at + 1].kind == "li"
        return below >= STRESSED and block.stressed == block.words

    def _is_other(self, above: int, at: int) -> bool:
        """Whether what stands above a block is a link, an item or a part of a box."""
        block, flow = self.blocks[above], self._flow(at)
        if block.linked or block.kind == "li" or flow is None or self._flow(above) is not flow:
            return True
        part = self._part(above, flow)
        return part is not flow and len(span(self.blocks, part, above, MOST)) > 1

    def _tells(self, at: int) -> bool:
        """Whether a block is a paragraph of the story, or an item of its list."""
        block = self.blocks[at]
        return 2 * block.linked < block.words and (block.words >= PROSE or block.kind == "li")

    def _flow(self, at: int) -> Container | None:
        """The nearest element around a block that holds some of the story's paragraphs."""
        around = lineage(self.blocks[at].container, LEVELS)
        return next((node for node in around if self._paragraphs[node.number] >= FLOW), None)

    def _part(self, at: int, flow: Container) -> Container:
        """The element around a block that stands right in its flow; the flow itself, of a block without one."""
        around = list(lineage(self.blocks[at].container, LEVELS))
        return around[max(0, around.index(flow) - 1)]

    @cached_property
    def _story(self) -> list[int]:
        """The story's paragraphs."""
        return [
            at
            for at, (block, rule) in enumerate(zip(self.blocks, self.rules, strict=True))
            if rule is None and block.words >= PROSE and 2 * block.linked < block.words
        ]

    @property
    def _first(self) -> int:
        """The story's first paragraph."""
        return self._story[0] if self._story else len(self.blocks)

    @cached_property
    def _paragraphs(self) -> Counter[int]:
        """How many paragraphs stand near below each element."""
        return Counter(
            [node.number for at in self._story for node in lineage(self.blocks[at].container, LEVELS)]
        )
