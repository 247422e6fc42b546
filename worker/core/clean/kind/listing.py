"""Short headlines of one form that each lead to another page: what a section's page is made of where its headlines have too few words to be told from buttons.

Menus have short links, too. So the page is such a list only if it says hardly anything else. What stands below a headline once is its teaser, where other
headlines have one of the same form; all other text is the page's own.
"""

from collections import defaultdict
from collections.abc import Sequence

import msgspec

from worker.core.clean.blocks import features
from worker.core.clean.blocks.blocks import Block
from worker.core.clean.blocks.features import HEADINGS
from worker.core.clean.blocks.marks import Mark
from worker.core.clean.blocks.surroundings import pairs

HEADLINE = 2  # words of a link that may be a short headline
ALIKE = 8  # of one form
TEASERS = 3  # texts of one form below headlines, at least
TEXT = 4  # words of a block that says something
SUMMARY = 45  # words of a teaser; an entry of an article has more
_MENUS = (Mark.NAV | Mark.SHARE | Mark.TAGS).value
_ASKED = ("#", "javascript:", "mailto:", "tel:")  # addresses of what is no page


class Listing(msgspec.Struct, frozen=True):
    """What a page lists."""

    headlines: int = 0  # short ones of one form, each with an address and words of its own
    own: int = 0  # words of the text that is neither theirs nor their teasers'


def read(blocks: Sequence[Block], title: str | None) -> Listing:
    """What a page lists, of blocks without those beside its text."""
    headlines = _headlines(blocks, title)
    return Listing(len(headlines), _own(blocks, pairs(blocks), headlines)) if headlines else Listing()


def _headlines(blocks: Sequence[Block], title: str | None) -> frozenset[int]:
    leading = [number for number, block in enumerate(blocks) if _may_lead(block)]
    if len(leading) < ALIKE:
        return frozenset()
    found: defaultdict[int, list[int]] = defaultdict(list)
    for number, form in zip(leading, pairs([blocks[number] for number in leading]), strict=True):
        if not features.repeats(blocks[number].text, title):
            found[form].append(number)
    lists = (alike for alike in found.values() if _are_different([blocks[number] for number in alike]))
    return frozenset(number for alike in lists for number in alike)


def _are_different(links: Sequence[Block]) -> bool:
    """Whether enough links lead to different pages in different words: "Read more" below each teaser doesn't."""
    return min(len({link.href for link in links}), len({link.text for link in links})) >= ALIKE


def _may_lead(block: Block) -> bool:
    """Whether a block is a link of two words or more, in no menu, and no cell of a table: those of a result lead to teams."""
    leads = bool(block.href) and not block.href.startswith(_ASKED) and not block.container.marks & _MENUS
    return leads and not block.row and block.words >= HEADLINE and block.linked == block.words


def _own(blocks: Sequence[Block], forms: Sequence[int], headlines: frozenset[int]) -> int:
    below: defaultdict[int, list[int]] = defaultdict(list)  # the words of texts of each form
    since: set[int] | None = None  # the forms of what stood below the last headline; None above the first
    own = 0
    for number, (block, form) in enumerate(zip(blocks, forms, strict=True)):
        if number in headlines:
            since = set()
        elif not _says(block):
            continue
        elif since is None or form in since or block.words > SUMMARY:
            own += block.words
        else:
            since.add(form)
            below[form].append(block.words)
    return own + sum(sum(words) for words in below.values() if len(words) < TEASERS)


def _says(block: Block) -> bool:
    return block.words >= TEXT and block.linked * 3 < block.words and block.kind not in HEADINGS
