"""Whether a date is the article's by its place and form, where no word says whose it is.

Below the headline stand by-lines, but also captions, standfirsts and headings, and above it the site's clock. So a date without a label counts where nothing else
is said in its part of the line, where the site calls the element a by-line's, or where it is a `<time>`; above the headline only right over it. A caption's never counts.
"""

import re
from collections.abc import Sequence

from worker.core.clean.blocks import captions
from worker.core.clean.blocks.blocks import Block, Container, is_called, lineage
from worker.core.clean.blocks.features import HEADINGS
from worker.core.clean.blocks.marks import Mark
from worker.core.clean.metadata import clocks, prose, writtendates
from worker.core.clean.metadata.pagelines import TEASER_WORDS, Lines

NEAR = 2  # elements around a date whose names say that it is a by-line's
OVER = 3  # blocks above the headline in which its date stands
LINKS = 2  # blocks that link, between a date and the headline; so many are the site's menu
SAID = 5  # words beside a date that make an element another's
TOLD = 12  # words of a paragraph beside another
LITTLE = 2  # small words with a date: its weekday, "on"
WIDE = 40  # elements around a block; no page nests its blocks deeper where this matters
_WHOLE = frozenset({"html", "body"})
_PICTURE = (Mark.CAPTION | Mark.FIGURE).value
_PARTS = re.compile(r"[|•·⋅∙●‧»,،、，;()（）\[\]【】\n]|\s[–—/-]\s|[–—]|\.\s")
_WORD = re.compile(r"[^\W\d_]+")


def is_caption(page: Lines, number: int) -> bool:
    """Whether a block is a picture's caption by its element: in a figure, or in what the site calls a caption."""
    return page.is_others(page.blocks[number], _PICTURE)


def is_pictured(page: Lines, number: int) -> bool:
    """Whether a block that no element calls a caption stands as one does, alone with a picture. So do by-lines with a portrait, and days with a calendar's sign."""
    block = page.blocks[number]
    is_day = writtendates.alone(block.text, page.tag) is not None
    return not (is_day or is_called(block.container, Mark.BYLINE, NEAR)) and captions.is_caption(
        page.blocks, number
    )


def is_articles(page: Lines, number: int, line: str, start: int, end: int) -> bool:
    """Whether a date at these places of a line of the block is the article's, by its form and by where it stands."""
    return is_over(page, number) and is_shown(page, number, line, start, end)


def is_shown(page: Lines, number: int, line: str, start: int, end: int) -> bool:
    """Whether a date is set as a by-line's is: apart in its line, in a `<time>`, or in what the site calls a by-line."""
    block = page.blocks[number]
    if is_pictured(page, number) or _is_others(page, number):
        return False
    if is_apart(line, start, end, page.tag):
        return True
    if block.kind in HEADINGS:
        return False
    return line[start:end] in page.moments or is_called(block.container, Mark.BYLINE, NEAR)


def is_over(page: Lines, number: int) -> bool:
    """Whether a block stands below the headline, or so close above that it is no part of the site's head."""
    if number >= page.at:
        return True
    between = page.blocks[number + 1 : page.at]
    holder = _holding(page.blocks[number], page.blocks[page.at])
    return (
        len(between) < OVER
        and holder is not None
        and holder.kind not in _WHOLE
        and sum(block.anchors > 0 for block in between) < LINKS
        and not is_in_head(page, number)
    )


def is_in_head(page: Lines, number: int) -> bool:
    """Whether a block stands in the site's head, which the headline is not in."""
    return page.is_others(page.blocks[number], Mark.HEADER.value)


def may_be(page: Lines, number: int, line: str, start: int, end: int) -> bool:
    """Whether a date that nothing says to be the article's may be it at all: not in a heading's words, nor with a picture, nor in the site's head."""
    if is_pictured(page, number) or is_in_head(page, number) or _is_others(page, number):
        return False
    is_heading = page.blocks[number].kind in HEADINGS and line[start:end] not in page.moments
    return not is_heading or is_apart(line, start, end, page.tag)


def _is_others(page: Lines, number: int) -> bool:
    """Whether a date below a sentence of the text stands on one line with a link to another story, or below two in what has a text of its own: a comment."""
    block, above = page.blocks[number], page.blocks[page.at + 1 : number]
    is_linked = block.linked >= TEASER_WORDS and block.linked * 2 > block.words
    sentences = sum(prose.ends(one.text) for one in above)
    return (is_linked and block.kind not in HEADINGS and sentences > 0) or (
        sentences > 1 and not is_own(page, number)
    )


def is_in_story(page: Lines, number: int) -> bool:
    """Whether a block stands between two paragraphs of one element, in no other type than they."""
    block, *beside = (
        page.blocks[at] for at in (number, number - 1, number + 1) if 0 <= at < len(page.blocks)
    )
    return (
        len(beside) == len((number - 1, number + 1))
        and block.stressed * 2 < block.words
        and len({id(one.container.parent) for one in (block, *beside)}) == 1
        and all(one.words >= TOLD and one.linked * 2 < one.words and prose.ends(one.text) for one in beside)
    )


def is_own(page: Lines, number: int) -> bool:
    """Whether a block, wherever it stands, is no part of something else with a text of its own: a comment, a box, a teaser."""
    block = page.blocks[number]
    for node in lineage(block.container, WIDE):
        if holds(node, page.blocks[page.at]):
            return True
        if _words(page.blocks, node, number) - block.words >= SAID:
            return False
    return True


def is_apart(line: str, start: int, end: int, tag: str | None) -> bool:
    """Whether nothing but a weekday, a time of day and small words stand with a date in its part of a line."""
    before, after = _PARTS.split(line[:start])[-1], _PARTS.split(clocks.without(line[end:]))[0]
    return _is_little(before, tag) and _is_little(after, tag)


def _is_little(text: str, tag: str | None) -> bool:
    said = _WORD.findall(clocks.without(text))
    return len(said) <= LITTLE and all(writtendates.is_little(word, tag) for word in said)


def holds(node: Container, block: Block) -> bool:
    """Whether a block stands in an element."""
    return node.number <= block.container.number < max(node.end, node.number + 1)


def _holding(block: Block, other: Block) -> Container | None:
    """The nearest element that holds both blocks."""
    return next((node for node in lineage(block.container, WIDE) if holds(node, other)), None)


def _words(blocks: Sequence[Block], node: Container, number: int) -> int:
    """The words in an element around a block."""
    first = last = number
    while first and holds(node, blocks[first - 1]):
        first -= 1
    while last + 1 < len(blocks) and holds(node, blocks[last + 1]):
        last += 1
    return sum(block.words for block in blocks[first : last + 1])
