"""The next story, which a page appends to its own while the reader scrolls, in one element with it: a headline, who wrote it or when, and paragraphs.

Told by form, in any language: the lines below both headlines begin alike (By …, Von …), or each has a date. A story's own subheading has neither below it.
Or told by the page's own names: an element called `infinite-next` or `next-article` that a headline opens, with paragraphs below it.
A page of entries, each with its writer, has little text of its own above the first, and stays.
"""

import re
from collections.abc import Sequence

from worker.core.clean.blocks.blocks import Container, lineage, span
from worker.core.clean.blocks.features import HEADINGS
from worker.core.clean.blocks.others import DEPTH, HEADLINE, LABEL, LETTERS, Scored, has_date
from worker.core.clean.blocks.surroundings import PROSE

OWN = 50  # words of the page's own story above the next one's headline, at least
SHARE = 2  # times that the next story may be longer than the own, at most
SIGNS = 2  # lines below a headline that say who and when
SIGNED = 3  # words of a line that names who wrote it, at least: "By", and the name; "Best for" heads a list in a story
PARAGRAPHS = 2  # of a next story, at least
LEVELS = 4  # elements around a headline that may be called the next story
OPENING = 3  # blocks above its headline: that it is the next one, its section
_HEADLINES = frozenset({"h1", "h2"})
_NEXT = re.compile(
    r"(?:^|[ ._-])(?:infinite-?_?(?:next|story|article|post|scroll)|next-?_?(?:story|article|post)|(?:story|article|post)-?_?next)(?![a-z])",
    re.IGNORECASE,
)


def scrolled(page: Scored) -> range:
    """The blocks from the next story's headline on, as far as the element reaches that it shares with the page's own text."""
    own = min(page.titles, default=None)
    if own is None:
        return range(0)
    if named := _named(page, own) or _beside(page):
        return named
    said = _signs(page, own)
    alike = (
        at
        for at in (page.headings if said else ())
        if at > own and _is_headline(page, at) and _is_alike(said, _signs(page, at))
    )
    at = next(alike, None)
    if at is None:
        return range(0)
    around = page.blocks[at].container
    inside = span(page.blocks, around.parent or around, at)
    below = range(at, inside.stop)
    is_shared = any(page.blocks[number].words >= PROSE for number in inside if own < number < at)
    return below if is_shared and _is_next(page, range(own, at), below) else range(0)


def _named(page: Scored, own: int) -> range:
    """The blocks of an element that the page calls the next story, where a headline opens it and paragraphs follow."""
    for at in page.headings:
        node = (
            at > own
            and _is_headline(page, at)
            and next(
                (node for node in lineage(page.blocks[at].container, LEVELS) if _NEXT.search(node.signature)),
                None,
            )
        )
        inside = span(page.blocks, node, at) if node else range(0)
        is_opened = own < inside.start and at - inside.start <= OPENING if inside else False
        if is_opened and _is_next(page, range(own, inside.start), inside):
            return inside
    return range(0)


def _beside(page: Scored) -> range:
    """The blocks of an element beside the one that holds the headline and the story, both called alike, where a line in an element like the headline's opens it: of a page whose headlines are no headings."""
    for own in sorted(page.titles):
        headline = page.blocks[own].container
        if headline.signature == headline.kind or page.blocks[own].kind in HEADINGS:
            continue
        for at in range(own + 1, len(page.blocks)):
            if page.blocks[at].container.signature == headline.signature and at not in page.titles:
                return _sibling(page, own, at)
    return range(0)


def _sibling(page: Scored, own: int, at: int) -> range:
    """The blocks of the element that a line opens, where one beside it and called alike holds the headline and all of the story above."""
    holding = {node.number: node for node in lineage(page.blocks[own].container, DEPTH)}
    node = next(
        (
            node
            for node in lineage(page.blocks[at].container, DEPTH)
            if node.parent and node.parent.number in holding
        ),
        None,
    )
    if node is None or node.number in holding:
        return range(0)
    mine = next(one for one in holding.values() if one.parent is node.parent)
    inside, story = span(page.blocks, node, at), span(page.blocks, mine, own)
    is_opened = at - inside.start <= OPENING and story.stop <= inside.start and _called(mine) == _called(node)
    told = (one for one in range(own, at) if page.blocks[one].words >= PROSE and page.scores[one] > 0)
    is_whole = all(one in story for one in told) and page.words(story) >= OWN
    return inside if is_opened and is_whole and page.words(inside) <= SHARE * page.words(story) else range(0)


def _called(node: Container) -> str:
    """What an element is and the first of its classes: a state of it is named behind (`item m-active`)."""
    return node.signature.partition(" ")[0]


def _is_headline(page: Scored, at: int) -> bool:
    block = page.blocks[at]
    long = block.words >= HEADLINE or len(block.text) >= LETTERS
    return block.kind in _HEADLINES and long and at not in page.titles


def _signs(page: Scored, headline: int) -> list[str]:
    """The short lines right below a headline."""
    found: list[str] = []
    for block in page.blocks[headline + 1 : headline + 1 + SIGNS]:
        if block.words > LABEL or block.kind in _HEADLINES or block.text.rstrip()[-1:] in ".!?…。！？।":
            break
        found.append(block.text)
    return found


def _is_alike(own: Sequence[str], other: Sequence[str]) -> bool:
    """Whether the lines below two headlines say the same things: one begins with the same word, or each has a date."""
    firsts = {words[0].casefold() for words in map(str.split, own) if len(words) >= SIGNED}
    led = (words[0].casefold() for words in map(str.split, other) if len(words) >= SIGNED)
    return not firsts.isdisjoint(led) or (any(map(has_date, own)) and any(map(has_date, other)))


def _is_next(page: Scored, own: range, other: range) -> bool:
    """Whether what stands above is a story of its own, and what stands below is another."""
    words = page.words(own)
    paragraphs = sum(page.blocks[at].words >= PROSE and page.scores[at] > 0 for at in other)
    return paragraphs >= PARAGRAPHS and words >= OWN and page.words(other) <= SHARE * words
