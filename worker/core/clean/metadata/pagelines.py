"""The lines of a page around its headline, and elsewhere in it: where it says when it was published, and by whom."""

import re
from collections.abc import Iterator, Mapping, Sequence

import msgspec

from worker.core.clean.blocks import features
from worker.core.clean.blocks.blocks import Block, Blocks, Container
from worker.core.clean.blocks.marks import Mark
from worker.core.clean.metadata import prose, writtendates
from worker.core.clean.metadata.bylinewords import BylineWords

ABOVE, BELOW = 8, 24  # blocks of the zone on each side of the title
PARAGRAPH = 25  # words; with so many a block is text
LINE = 40  # words; a longer block holds no by-line
TEASER_WORDS = 4  # linked; the name of an author or a section has fewer
CARD = 5  # blocks on each side of a date among which the headline of its teaser stands
OTHERS = (Mark.COMMENT | Mark.RELATED | Mark.QUOTE).value
YEAR = re.compile(r"\d{4}")
_ELSEWHERE = (Mark.COMMENT | Mark.RELATED | Mark.QUOTE | Mark.CONSENT | Mark.NAV | Mark.FORM).value
_OWN = (Mark.ARTICLE | Mark.MAIN).value
OUTSIDE = (Mark.NAV | Mark.FOOTER).value  # of the site, not of its article


class Lines(msgspec.Struct, frozen=True):
    """The blocks, and what reading dates and names in them takes."""

    blocks: Sequence[Block]
    tag: str | None  # the declared language
    moments: Mapping[str, str]  # what <time> elements show, folded, and what they say to machines
    words: BylineWords
    at: int  # the headline's number
    host: str = ""  # of the page's address
    changes: frozenset[str] = (
        frozenset()
    )  # what is shown, folded, by <time> elements that are marked as a change's

    def is_others(self, block: Block, marks: int) -> bool:
        """Whether the site marks a block as one of these things, but not its headline: a mark around all of a page says nothing."""
        own = self.blocks[self.at].container.marks
        return block.container.marks & marks & ~own != 0


def lines(
    page: Blocks,
    tag: str | None,
    moments: Mapping[str, str],
    words: BylineWords,
    title: str | None,
    *,
    changes: frozenset[str] = frozenset(),
    host: str = "",
) -> Lines:
    """A page's lines. `moments` are its <time> elements: what they show, what they mean; `changes` what those show that are marked as a change's."""
    shown = {writtendates.folded(text): value for text, value in moments.items()}
    texts = (block.text for block in page.blocks if block.words <= LINE)
    tag = writtendates.settled(tag, texts)
    return Lines(
        page.blocks,
        tag,
        {text: value for text, value in shown.items() if text},
        words,
        _title_at(page.blocks, title),
        host,
        frozenset(map(writtendates.folded, changes)),
    )


def elsewhere(page: Lines, most: int) -> Iterator[tuple[int, Block]]:
    """The blocks of at most so many words with a year, but for other people's and for links, which tell of other pages."""
    for number, block in enumerate(page.blocks):
        if block.words > most or block.linked * 2 > block.words or not YEAR.search(block.text):
            continue
        is_own = not page.is_others(block, OTHERS) and not _is_foot(page, block)
        if is_own and not _is_teasers(page, number):
            yield number, block


def zone(page: Lines) -> Iterator[int]:
    """The numbers of the blocks around the headline, without those that the site marks as something else."""
    paragraphs, is_below_text = 0, False
    for number in range(max(0, page.at - ABOVE), min(len(page.blocks), page.at + BELOW)):
        block = page.blocks[number]
        if number > page.at and _is_paragraph(block):
            paragraphs += 1
        if paragraphs > 1:
            return
        is_own = not page.is_others(block, _ELSEWHERE) and not _is_foot(page, block)
        # What belongs to a headline may stand beside links; below a sentence begin other stories.
        if block.words <= LINE and is_own and not (is_below_text and _is_teasers(page, number)):
            yield number
        is_below_text = is_below_text or (number > page.at and prose.ends(block.text))


def _is_foot(page: Lines, block: Block) -> bool:
    """Whether a block stands in a footer that is not the article's own."""
    return page.is_others(block, Mark.FOOTER.value) and not block.container.marks & _OWN


def _is_teasers(page: Lines, number: int) -> bool:
    """Whether a block stands with a link to another story in one element, which the headline and the text are not in."""
    own = page.blocks[number].container
    for holder in (own, own.parent):
        if holder is None or _holds(holder, page.blocks[page.at]):
            return False
        around = [
            block for block in page.blocks[max(0, number - CARD) : number + CARD] if _holds(holder, block)
        ]
        if len(around) > CARD:
            return False
        kinds = [_is_headline_link(block) - _is_paragraph(block) * CARD for block in around]
        if any(kinds):
            return sum(kinds) > 0
    return False


def _holds(holder: Container, block: Block) -> bool:
    return holder.number <= block.container.number < max(holder.end, holder.number + 1)


def _is_headline_link(block: Block) -> bool:
    return block.linked >= TEASER_WORDS and block.linked * 4 >= block.words * 3


def _title_at(blocks: Sequence[Block], title: str | None) -> int:
    """The number of the block that is the headline: the heading that repeats the title, else the first one, else the text's start."""
    headings = [number for number, block in enumerate(blocks) if block.kind in {"h1", "h2"}]
    repeats = (number for number in headings if features.repeats(blocks[number].text, title))
    first = (number for number in headings if blocks[number].kind == "h1")
    text = (number for number, block in enumerate(blocks) if _is_paragraph(block))
    return next(repeats, next(first, next(text, 0)))


def _is_paragraph(block: Block) -> bool:
    return block.words >= PARAGRAPH and block.linked * 2 < block.words
