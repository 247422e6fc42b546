"""What tells the article's blocks from the site's, as a table of numbers: one row a block, one column a feature.

Only counts, and quotients of counts: the same on every machine. Nothing here knows a language: what a block says counts only by how long it is,
how it ends, and how far it repeats the title, the publisher's own articleBody or another block.
"""

import re
from collections import Counter
from collections.abc import Set
from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import NDArray

from worker.core.clean.blocks.blocks import KINDS, Block, Blocks, Counts
from worker.core.clean.blocks.surroundings import (
    MANY,
    BlockCounts,
    Table,
    around,
    containers,
    marks,
    repeated,
    totals,
)
from worker.core.clean.blocks.witness import WHOLE, Witness

_END = re.compile(r"""([.!…。！।؟?？:：])["'”’»)\]]*$""")
_ENDS = {"…": 2.0, "?": 3.0, "？": 3.0, "؟": 3.0, ":": 4.0, "：": 4.0}
_PAUSES = re.compile("[,;、，،؛]")
_WORD = re.compile(r"\w+")
_LAST_SIGN = 0x1FFFF  # behind it stand no capitals and no digits
_AFTER_STRESSED = 5  # of the columns
_KIND_CODES = {kind: float(code + 1) for code, kind in enumerate(KINDS)}
HEADINGS = frozenset(KINDS[2:8])
Triple = tuple[str, str, str]  # letters
FAR = 30  # blocks; what is farther is simply far
OPENING = 200  # characters of a block whose capitals and digits are counted
SIMILAR = 40  # percent of common letter triples from which a heading is the title in other words


@dataclass(frozen=True)
class Hints:
    """What the page declares about its article: title and body."""

    title: str | None = None
    body: Witness | None = None


def features(page: Blocks, hints: Hints) -> Table:
    """The table of the page's blocks, from its tree alone."""
    blocks = page.blocks
    counts = BlockCounts.of(page)
    local = _local(blocks, hints)
    columns = [local, *(_shifted(local[:, _NEIGHBOUR], by) for by in (-2, -1, 1, 2, 3))]
    columns += [
        _around(counts),
        _placed(blocks, local),
        containers(page, counts),
        repeated(page, counts),
        marks(page),
    ]
    return np.concatenate(columns, axis=1)


def witnessed(page: Blocks, seen: Witness) -> Table:
    """More columns for the same rows: what another extractor's reading has of each block, and of what stands around it."""
    kept = np.array([seen.has(block.text) for block in page.blocks], dtype=np.int64)
    words = np.array([block.words for block in page.blocks], dtype=np.int64)
    share = (kept[:, None] / WHOLE).astype(np.float32)
    held = 2 * kept > WHOLE
    before, all_words = _sums(kept * words), _sums(words)
    columns = [
        since(held),
        since(held[::-1])[::-1],
        before[:-1] / max(1, before[-1]),
        np.full(len(kept), before[-1] / max(1, WHOLE * all_words[-1])),
        *(part.of(before) / (WHOLE * part.of(all_words).clip(1)) for part in _windows(len(kept))),
    ]
    within = totals(page, np.stack([words, kept * words], 1))
    shares = within[:, 1:] / (WHOLE * within[:, :1].clip(1))
    shifted = [_shifted(share, by) for by in (-2, -1, 1, 2, 3)]
    return np.concatenate([share, *shifted, np.stack(columns, axis=1), *around(page, shares)], axis=1).astype(
        np.float32
    )


def _local(blocks: list[Block], hints: Hints) -> Table:
    times = Counter(block.text for block in blocks)
    triples = _triples(hints.title or "")
    beside = {
        text: (min(FAR, often), _told(text, hints.body), _likeness(text, hints.title, triples))
        for text, often in times.items()
    }
    table = np.array([(*_counted(block), *beside[block.text]) for block in blocks], dtype=np.float32)
    parts = table[:, :_AFTER_STRESSED], _opening_shares(blocks), table[:, _AFTER_STRESSED:]
    return np.concatenate(parts, axis=1)


def _opening_shares(blocks: list[Block]) -> Table:
    """What share of each block's opening is capitals, and digits; counted for all blocks at once."""
    openings = [block.text[:OPENING] for block in blocks]
    points = np.frombuffer("".join(openings).encode("utf-32-le", "surrogatepass"), dtype=np.uint32)
    sizes = np.fromiter(map(len, openings), dtype=np.int64, count=len(openings))
    signs = _signs()[points.clip(max=_LAST_SIGN)]
    counts = np.add.reduceat(signs, sizes.cumsum() - sizes, axis=0, dtype=np.int64)
    return (counts / sizes[:, None]).astype(np.float32)


@cache
def _signs() -> NDArray[np.bool_]:
    """Whether each character is a capital, and whether it is a digit."""
    every = [chr(point) for point in range(_LAST_SIGN + 1)]
    return np.array([(sign.isupper(), sign.isdigit()) for sign in every])


def _counted(block: Block) -> tuple[float, ...]:
    text = block.text
    words = max(1, block.words)
    end = _END.search(text[-6:])
    return (
        block.words,
        block.linked / words,
        _KIND_CODES.get(block.kind, 0.0),
        _ENDS.get(end[1], 1.0) if end else 0.0,
        block.stressed / words,
        float("©" in text or "@" in text or "http" in text),
        float(block.row > 0),
        block.anchors,
        len(text) / words,
        _pauses(text) / words,
        text.count("\n"),
    )


def _pauses(text: str) -> int:
    return text.count(",") + text.count(";") if text.isascii() else len(_PAUSES.findall(text))


def _told(text: str, body: Witness | None) -> float:
    return -1.0 if body is None else body.has(text) / WHOLE


def _likeness(text: str, title: str | None, triples: Set[Triple]) -> float:
    """How much of the letter triples of the title and the block are common to both, in percent."""
    if not title or not len(title) / 3 <= len(text) <= 3 * len(title):
        return 0.0
    own = _triples(text)
    common = len(own & triples)
    return 100 * common // max(1, len(own) + len(triples) - common)


def repeats(text: str, title: str | None) -> bool:
    """Whether a block is the title again, but for punctuation and case."""
    if not title or abs(len(text) - len(title)) > 20:
        return False
    words = _WORD.findall(title.casefold())
    return bool(words) and words == _WORD.findall(text.casefold())


def _triples(text: str) -> Set[Triple]:
    bare = "".join(_WORD.findall(text.casefold()))
    return set(zip(bare, bare[1:], bare[2:], strict=False))


_NEIGHBOUR = [0, 1, 2, 3, 4]  # of `_counted`: words, links, kind, how it ends, stressed


def _shifted(table: Table, by: int) -> Table:
    """The rows of the blocks that stand so many after each; -1 beyond the page's ends."""
    found = np.full_like(table, -1.0)
    if by > 0:
        found[:-by] = table[by:]
    else:
        found[-by:] = table[:by]
    return found


def _sums(counts: Counts) -> Counts:
    """Running sums with a 0 before the first."""
    return np.concatenate([[0], np.cumsum(counts)])


def _around(counts: BlockCounts) -> Table:
    """How much stands before a block and on the page, and of what kind the ten blocks around it are."""
    words, linked, prose = map(_sums, (counts.words, counts.linked, counts.prose))
    columns = [
        words[:-1] / max(1, words[-1]),
        prose[:-1] / max(1, prose[-1]),
        np.full(len(counts.words), min(MANY, words[-1])),
        np.full(len(counts.words), min(MANY, prose[-1])),
    ]
    for part in _windows(len(counts.words)):
        inside = part.of(words).clip(1)
        columns += [part.of(linked) / inside, part.of(prose) / inside]
    return np.stack(columns, axis=1).astype(np.float32)


@dataclass(frozen=True)
class _Window:
    """For each block, the stretch of blocks from `start` up to `end`."""

    start: Counts
    end: Counts

    def of(self, sums: Counts) -> Counts:
        """What running sums rise by over each stretch."""
        return np.subtract(sums[self.end], sums[self.start])


def _windows(count: int) -> tuple[_Window, _Window]:
    """The five blocks before each, and the five after it."""
    number = np.arange(count)
    return (
        _Window((number - 5).clip(0), number),
        _Window(number + 1, (number + 6).clip(0, count)),
    )


def since(flags: NDArray[np.bool_]) -> Counts:
    """How many blocks ago the last flagged one was, before each; FAR where there is none that near."""
    number = np.arange(len(flags))
    last = np.maximum.accumulate(np.where(flags, number, -FAR - 1))
    before: Counts = np.minimum(FAR, number - np.concatenate([[-FAR - 1], last[:-1]]))
    return before


def _placed(blocks: list[Block], local: Table) -> Table:
    """Where a block stands after the title, and among headings and pictures."""
    heading = np.array([block.kind in HEADINGS for block in blocks])
    titled = np.array([block.kind == "h1" for block in blocks]) | (local[:, -1] >= SIMILAR)
    pictures = np.array([block.pictures for block in blocks])
    pictured = np.diff(pictures, prepend=0) > 0
    columns = [
        since(titled),
        np.cumsum(titled) - titled,
        since(titled[::-1])[::-1],
        since(heading),
        since(heading[::-1])[::-1],
        np.where(pictured, 0, since(pictured)),
        since(np.roll(pictured, -1)[::-1])[::-1],
    ]
    return np.stack(columns, axis=1).astype(np.float32)
