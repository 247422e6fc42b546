"""Headlines of other stories between the paragraphs of the page's own, without a heading that says so: a link that is all of its element, alone or with one more, perhaps below a label.

A list of links is the story's where it is longer or where a colon leads to it; and where a short line stands above nearly every paragraph, these are
its entries. So are links that are headings.
"""

import re
from collections.abc import Iterator, Sequence
from enum import Enum
from itertools import groupby, pairwise

from worker.core.clean.blocks.blocks import Block, Container, lineage
from worker.core.clean.blocks.features import HEADINGS
from worker.core.clean.blocks.others import HEADLINE, LETTERS, Scored
from worker.core.clean.blocks.surroundings import PROSE
from worker.core.clean.text import sentences

RUN = 2  # such headlines in a row, at most
SHARE = 3  # paragraphs of the story for each place where short lines stand between them, at least
LABEL = 4  # words of a line above them, which rules know or not
LEVELS = 2  # elements around such a link that the paragraphs beside it don't share
_DECORATED = re.compile(r"[^\w\s\"'“”„«»(]{1,2}\s")  # a bullet or an arrow before the link


class _Kind(Enum):
    PARAGRAPH = 1
    LINK = 2
    LINKS = 3  # headlines line by line in one block
    LINE = 4  # a short one, as may stand above each entry
    HEADING = 5
    ELSE = 6


_Told = tuple[int, _Kind]  # a block's number, and what it is


def between(page: Scored) -> Iterator[int]:
    """The numbers of such blocks, of those that would be kept."""
    told = [(number, _kind(page, number)) for number, score in enumerate(page.scores) if score > 0]
    runs = [list(run) for _, run in groupby(told, lambda one: one[1] is _Kind.PARAGRAPH)]
    gaps = [run for run in runs if run[0][1] is not _Kind.PARAGRAPH]
    paragraphs = len(told) - sum(map(len, gaps))
    yield from _lists(page, told, paragraphs)
    if SHARE * sum(_has_short(gap) for gap in gaps) > paragraphs:
        return
    for upper, gap, lower in zip(runs, runs[1:], runs[2:], strict=False):
        links = _links(page.blocks, gap)
        if links and _is_in_story(page.blocks, [upper[-1][0], *links, lower[0][0]]):
            yield from links


def _lists(page: Scored, told: Sequence[_Told], paragraphs: int) -> list[int]:
    """The blocks of several headlines right below a paragraph that doesn't lead to them; none where they are many."""
    lists = [
        number
        for (upper, above), (number, kind) in pairwise(told)
        if kind is _Kind.LINKS and above is _Kind.PARAGRAPH and not _announces(page.blocks[upper])
    ]
    return lists if SHARE * len(lists) <= paragraphs else []


def _has_short(gap: Sequence[_Told]) -> bool:
    return any(kind in {_Kind.LINK, _Kind.LINKS, _Kind.LINE} for _, kind in gap)


def _links(blocks: Sequence[Block], gap: Sequence[_Told]) -> list[int]:
    """The links of a gap between paragraphs that has nothing else, but for a label above them or, of several without one, a heading below; else none."""
    is_labelled = gap[0][1] is _Kind.LINE and blocks[gap[0][0]].words <= LABEL
    is_headed = not is_labelled and gap[-1][1] is _Kind.HEADING
    links = gap[is_labelled : len(gap) - is_headed]
    is_such = is_headed < len(links) <= RUN and all(kind is _Kind.LINK for _, kind in links)
    return [number for number, _ in links] if is_such else []


def _kind(page: Scored, number: int) -> _Kind:
    block = page.blocks[number]
    if block.kind in HEADINGS and not block.linked:
        return _Kind.HEADING
    if block.kind in HEADINGS or block.row:
        return _Kind.ELSE
    if _is_list(page, block):
        return _Kind.LINKS
    if block.words >= PROSE and 3 * block.linked < block.words:
        return _Kind.PARAGRAPH
    return _Kind.LINK if _leads(page, block, number) else _Kind.LINE


def _leads(page: Scored, block: Block, number: int) -> bool:
    """Whether a block is a headline that leads to another page of the site, perhaps behind an arrow, and no sentence."""
    is_pointed = block.linked == block.words - 1 >= HEADLINE and _DECORATED.match(block.text) is not None
    if number not in page.headlines and not (is_pointed and page.leads_on(block.href)):
        return False
    return not sentences.is_prose(block.text, sentences.size(block.text))


def _is_list(page: Scored, block: Block) -> bool:
    """Whether a block is two headlines or more that lead on, a line each, perhaps behind bullets."""
    lines = block.text.split("\n")
    if not 1 < len(lines) == block.anchors or not page.leads_on(block.href):
        return False
    is_all = block.linked >= block.words - len(lines)
    return is_all and all(_may_be_headline(line) for line in lines)


def _may_be_headline(line: str) -> bool:
    return (len(line.split()) > HEADLINE or len(line) >= LETTERS) and not sentences.is_prose(
        line, sentences.size(line)
    )


def _announces(block: Block) -> bool:
    return block.text.endswith((":", "："))


def _is_in_story(blocks: Sequence[Block], numbers: Sequence[int]) -> bool:
    """Whether links stand in the element that holds the paragraphs above and below them, which are no items of a list and lead to none."""
    upper, *links, lower = (blocks[number] for number in numbers)
    story = upper.container.parent
    is_text = upper.kind != "li" and lower.container.parent is story and not _announces(upper)
    return is_text and all(_stands_in(link, story) for link in links)


def _stands_in(block: Block, story: Container | None) -> bool:
    around = lineage(block.container.parent, LEVELS + 1)
    return story is not None and any(node is story for node in around)
