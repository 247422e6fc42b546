"""How a page's text is spread over it: in one piece, between headlines that lead elsewhere, under times of day, under pictures."""

import re
from collections.abc import Sequence
from itertools import pairwise

import msgspec

from worker.core.clean.blocks import features
from worker.core.clean.blocks.blocks import Block
from worker.core.clean.blocks.marks import Mark
from worker.core.clean.kind import listing
from worker.core.clean.kind.listing import Listing

HEADLINE = 4  # words of a link that may be a headline
FREE = 3  # blocks after a headline link in which its summary may stand
PROSE = 15  # words of a block that is text
POST = 8  # of a post of a live blog
CAPTION, MOST_CAPTION = 4, 40  # of what stands below a picture
CLOCK_WORDS = 6  # of a block that is nothing but a time of day, perhaps with its day
ENTRY = 3  # blocks below a time of day in which its entry's text begins
_BESIDE = tuple(mark.value for mark in (Mark.COMMENT, Mark.CONSENT, Mark.FOOTER, Mark.FORM, Mark.HIDDEN))
_INSIDE = (Mark.BODY | Mark.ARTICLE).value
_ELSEWHERE = (Mark.COMMENT | Mark.RELATED | Mark.NAV | Mark.FOOTER).value
_UNDER_PICTURE = "figcaption"  # of whatever length: no text of its own
_HEADINGS = frozenset({"h1", "h2", "h3", "h4"})
_CLOCK = re.compile(r"(?<![\d:.])(\d{1,2})[:.h](\d{2})(?![\d:])")
_OPENING = re.compile(
    r"\W{0,3}(?:kl\.?\s|um\s|às\s|ore\s|ora\s|a las\s|alle\s|at\s)?(\d{1,2})\s?[:.h时時시]\s?(\d{2})(?![\d.]|:\d|\s?%|\s?\d)",
    re.IGNORECASE,
)  # of a post: 16:42 –
_COUNTER = re.compile(
    r"\W*(?:[^\W\d_]+\W+){0,2}(\d{1,3})\s?(?:/|de|of|von|sur|di|van|av|af|z|из|od|/)\s?(\d{1,3})\W*"
)


class Outline(msgspec.Struct, frozen=True):
    """How a page's text is spread."""

    piece: int  # words of the longest stretch of text that no headline link breaks
    pieces: int  # how many stretches there are
    free: int  # those before which no headline link stands: an article's own text is one
    prose: int  # words of all of them
    teasers: int  # links with a headline's words
    headed: int  # those of them that are headings
    entries: tuple[
        int, ...
    ] = ()  # the minutes of the day that have a text of their own below them, or open one, in the page's order
    counted: int = 0  # the pictures that a counter (`3/12`) numbers
    posts: tuple[int, ...] = ()  # the same as `entries`, of texts of a line or more
    captioned: int = 0  # the pictures right below which a line of text stands that leads nowhere
    listing: Listing = Listing()


def is_kept_by_the_clock(entries: Sequence[int]) -> bool:
    """Whether entries go through the day one way, as those of a report that grows do."""
    steps = [later - earlier for earlier, later in pairwise(entries)]
    turns = min(sum(step > 0 for step in steps), sum(step < 0 for step in steps))
    return turns <= 1  # midnight


def outline(blocks: Sequence[Block], title: str | None = None) -> Outline:
    """The outline of a page's blocks, without those that it marks as something beside its text."""
    beside = _beside(blocks)
    piece = longest = prose = pieces = free = 0
    since = FREE  # blocks since the last teaser
    teasers: dict[str, bool] = {}
    inside = [
        block for block in blocks if block.container.marks & _INSIDE or not block.container.marks & beside
    ]
    for block in inside:
        if _is_teaser(block) and not features.repeats(block.text, title):  # a headline may lead to itself
            piece = since = 0
            teasers |= {block.text: block.kind in _HEADINGS} if block.linked >= HEADLINE else {}
            continue
        if _is_prose(block) and block.kind != _UNDER_PICTURE:
            pieces += not piece
            free += not piece and since >= FREE
            prose, piece = prose + block.words, piece + block.words
            longest = max(longest, piece)
        since += 1
    clocks = _clocks(blocks)
    return Outline(
        longest,
        pieces,
        free,
        prose,
        len(teasers),
        sum(teasers.values()),
        _entries(blocks, clocks, PROSE) or _opened(blocks),
        _counted(blocks),
        _entries(blocks, clocks, POST) or _opened(blocks),
        _captioned(blocks),
        listing.read(inside, title),
    )


def _beside(blocks: Sequence[Block]) -> int:
    """The marks of what stands beside a text; one that most of the page carries says nothing."""
    words = sum(block.words for block in blocks)
    carried = {mark: sum(block.words for block in blocks if block.container.marks & mark) for mark in _BESIDE}
    return sum(mark for mark, share in carried.items() if share * 2 <= words)


def _is_teaser(block: Block) -> bool:
    """Whether a block is a link with a headline's words, or a heading that is one; text may follow the link."""
    if block.linked >= block.words:
        return block.words >= HEADLINE or block.kind in _HEADINGS
    return block.linked >= HEADLINE and block.linked * 3 >= block.words


def _is_prose(block: Block) -> bool:
    return _is_text(block, PROSE)


def _is_text(block: Block, words: int) -> bool:
    return block.words >= words and block.linked * 3 < block.words


def _captioned(blocks: Sequence[Block]) -> int:
    """How many blocks of a caption's length stand right below a picture."""
    below = (block for last, block in pairwise(blocks) if block.pictures > last.pictures)
    return sum(CAPTION <= block.words <= MOST_CAPTION and not block.linked for block in below)


def _clocks(blocks: Sequence[Block]) -> dict[int, int]:
    """The numbers of the blocks that are a time of day, and its minute."""
    return {number: minute for number, block in enumerate(blocks) if (minute := _minute(block)) is not None}


def _entries(blocks: Sequence[Block], clocks: dict[int, int], words: int) -> tuple[int, ...]:
    """The times of day, each on a line of its own, that a text of their own follows: a block of at least so many words."""
    told = (
        minute
        for number, minute in clocks.items()
        if any(_is_text(block, words) for block in _until_next(blocks, number, clocks))
    )
    return tuple(dict.fromkeys(told))


def _opened(blocks: Sequence[Block]) -> tuple[int, ...]:
    """The times of day that texts of a post's length begin with, in the page's order."""
    texts = (block for block in blocks if not block.container.marks & _ELSEWHERE and _is_text(block, POST))
    found = (_OPENING.match(block.text) for block in texts)
    minutes = ((int(clock[1]), int(clock[2])) for clock in found if clock)
    return tuple(dict.fromkeys(hour * 60 + minute for hour, minute in minutes if hour < 24 and minute < 60))


def _until_next(blocks: Sequence[Block], number: int, clocks: dict[int, int]) -> Sequence[Block]:
    end = next((n for n in range(number + 1, number + ENTRY + 1) if n in clocks), number + ENTRY + 1)
    return blocks[number + 1 : end]


def _minute(block: Block) -> int | None:
    if block.words > CLOCK_WORDS or block.container.marks & _ELSEWHERE:
        return None
    found = _CLOCK.findall(block.text)
    if len(found) != 1 or not (int(found[0][0]) < 24 and int(found[0][1]) < 60):
        return None
    return int(found[0][0]) * 60 + int(found[0][1])


def _counted(blocks: Sequence[Block]) -> int:
    """How many pictures are numbered by counters of one total."""
    seen: dict[int, set[int]] = {}
    for block in blocks:
        found = _COUNTER.fullmatch(block.text) if block.words <= CLOCK_WORDS else None
        if found and 0 < int(found[1]) <= int(found[2]):
            seen.setdefault(int(found[2]), set()).add(int(found[1]))
    return max(map(len, seen.values()), default=0)
