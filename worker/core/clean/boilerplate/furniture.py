"""Furniture that only many pages of a site show, out of a text: blocks that were learned beforehand, by site.

What is learned, and why a story's own paragraph isn't: `worker.rules.furniture.learn`. Here a line of the text goes where it is
a known block of its site, in the place where the block was found to stand.
"""

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

import msgspec

from worker.core import urls
from worker.core.clean.text.passages import Passage, Placed
from worker.core.clean.text.words import word_count

PROSE_WORDS = 13  # of a line that is taken for a paragraph of the story
_NUMBER = re.compile(r"\d+(?:[.,:/'’-]\d+)*")
_UNSEEN = re.compile("[\u00ad\u200b-\u200f\u2060\ufeff]")


class Stand(StrEnum):
    """Where on a page a block may be taken for furniture."""

    HEAD = "head"  # before the story's first paragraph
    TAIL = "tail"  # after its last
    ANYWHERE = "anywhere"


class Numbers(StrEnum):
    """Whether the numbers in a block are part of it."""

    EXACT = "exact"
    ANY = "any"


class Block(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """One learned block of a site: what is cut and where, then the evidence it was learned on."""

    id: str
    site: str  # the registrable domain
    text: str
    numbers: Numbers
    place: Stand
    why: str
    pages: int  # pages it stands on
    stories: int  # distinct stories among them: copies of one another count as one
    share: float  # of the site's stories, two decimals
    sections: int
    first_seen: str | None = None  # event time of the first and the last page, ISO 8601 UTC
    last_seen: str | None = None
    examples: tuple[str, ...] = ()  # addresses of pages


@dataclass(frozen=True)
class Furniture:
    """The learned blocks of a run with the digest that names them."""

    blocks: tuple[Block, ...] = ()
    version: str = "none"
    _by_site: dict[str, dict[str, Block]] = field(default_factory=dict, init=False, compare=False)

    def __post_init__(self) -> None:
        for block in self.blocks:
            key = masked(block.text) if block.numbers is Numbers.ANY else normal(block.text)
            self._by_site.setdefault(block.site, {})[key] = block

    def why(self, rule_id: str) -> str | None:
        """Why the block of this id is cut, for people; None where there is none."""
        return next((block.why for block in self.blocks if block.id == rule_id), None)

    def of(self, url: str | None) -> Mapping[str, Block]:
        """The blocks of a page's site by their keys."""
        address = urls.normalize(url) if self.blocks else None
        site = urls.registrable_domain(address) if address else None
        return self._by_site.get(site, {}) if site else {}


NONE = Furniture()


def normal(text: str) -> str:
    """What two writings of a block have in common: case, width and spaces don't tell them apart."""
    return " ".join(unicodedata.normalize("NFKC", _UNSEEN.sub("", text)).casefold().split())


def masked(text: str) -> str:
    """The normal form with every number as `#`."""
    return _NUMBER.sub("#", normal(text))


def is_prose(line: str) -> bool:
    """Whether a line is long enough for a paragraph of a story."""
    return word_count(line) >= PROSE_WORDS


def cut(lines: Sequence[Placed], known: Mapping[str, Block]) -> tuple[Placed, ...]:
    """The lines with those cut that are known blocks in their place."""
    found = [_known(item.passage, known) for item in lines]
    own = [
        number
        for number, item in enumerate(lines)
        if found[number] is None and item.passage.rule is None and is_prose(item.passage.text)
    ]
    first, last = (own[0], own[-1]) if own else (len(lines), -1)
    return tuple(_cut(lines, found, first, last))


def _cut(lines: Sequence[Placed], found: Sequence[Block | None], first: int, last: int) -> Iterator[Placed]:
    for number, (item, block) in enumerate(zip(lines, found, strict=True)):
        if block is not None and _stands(block.place, number, first, last):
            yield Placed(item.line, msgspec.structs.replace(item.passage, rule=block.id))
        else:
            yield item


def _stands(place: Stand, number: int, first: int, last: int) -> bool:
    return {Stand.HEAD: number < first, Stand.TAIL: number > last, Stand.ANYWHERE: True}[place]


def is_above(line: str, known: Mapping[str, Block]) -> bool:
    """Whether a line is a known block that stands above stories, and so none of a story's own headline."""
    block = _block(line, known) if known else None
    return block is not None and block.place is not Stand.TAIL


def _known(passage: Passage, known: Mapping[str, Block]) -> Block | None:
    if passage.rule is not None or not passage.text.strip():
        return None
    return _block(passage.text, known)


def _block(text: str, known: Mapping[str, Block]) -> Block | None:
    return known.get(normal(text)) or known.get(masked(text))
