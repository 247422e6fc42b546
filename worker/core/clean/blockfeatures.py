"""What tells the article's blocks from the site's, as numbers: one row a block, one column a feature."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate
from math import log1p

from worker.core.clean.blocks import KINDS, Block, Blocks, Container, Mark

Row = list[float]
_TOKEN = re.compile(r"\w+")
_END = re.compile(r"[.!?…。！？।؟][\"'”’»)\]]*$")
_KIND_CODES = {kind: float(code + 1) for code, kind in enumerate(KINDS)}
FAR = 30.0  # blocks; what is farther is simply far
SHINGLE = 4
OPENING = 20_000  # characters of a block that a witness is asked about


@dataclass(frozen=True)
class Witness:
    """Another extractor's text of the same page, to be asked whether it has a block."""

    shingles: frozenset[tuple[str, ...]]
    lines: frozenset[tuple[str, ...]]

    def has(self, text: str) -> float:
        """The share of the block's 4-word shingles in the text; a shorter block has to be one of its lines."""
        tokens = _TOKEN.findall(text[:OPENING])
        if len(tokens) < SHINGLE:
            return float(tuple(tokens) in self.lines) if tokens else 0.0
        found = sum(shingle in self.shingles for shingle in _shingles(tokens))
        return found / (len(tokens) - SHINGLE + 1)


NOBODY = Witness(frozenset(), frozenset())


def witness(text: str) -> Witness:
    """The witness of an extractor's text, a paragraph a line."""
    lines = [_TOKEN.findall(line) for line in text.split("\n")]
    every = [token for line in lines for token in line]
    return Witness(
        frozenset(_shingles(every)), frozenset(tuple(line) for line in lines if len(line) < SHINGLE)
    )


def features(page: Blocks, seen: Witness, title: str | None) -> list[Row]:
    """A row for each block of the page."""
    blocks = page.blocks
    kept = [0.0] * len(blocks) if seen is NOBODY else [seen.has(block.text) for block in blocks]
    _sum_kept(blocks, kept)
    local = [_local(block, share) for block, share in zip(blocks, kept, strict=True)]
    around = _around(blocks, kept)
    rows = []
    known: dict[int, Row] = {}
    for number, block in enumerate(blocks):
        row = local[number] + around[number]
        row += _neighbour(local, number - 1) + _neighbour(local, number + 1) + _neighbour(local, number + 2)
        row += _containers(block, page, known)
        row.append(float(repeats(block.text, title)))
        row += _marked(block.container.marks)
        rows.append(row)
    return rows


def _shingles(tokens: Sequence[str]) -> Iterator[tuple[str, ...]]:
    return zip(*(tokens[start:] for start in range(SHINGLE)), strict=False)


@lru_cache(maxsize=4096)
def _marked(marks: int) -> tuple[float, ...]:
    return tuple(float(marks >> place & 1) for place in range(len(Mark)))


def repeats(text: str, title: str | None) -> bool:
    """Whether a block is the title again, but for punctuation and case."""
    if not title or abs(len(text) - len(title)) > 20:
        return False
    tokens = [token.casefold() for token in _TOKEN.findall(title)]
    return bool(tokens) and tokens == [token.casefold() for token in _TOKEN.findall(text)]


def _sum_kept(blocks: list[Block], kept: list[float]) -> None:
    for block in blocks:  # a second reading starts anew
        node: Container | None = block.container
        while node is not None:
            node.kept = 0.0
            node = node.parent
    for block, share in zip(blocks, kept, strict=True):
        node = block.container
        while node is not None:
            node.kept += share * block.words
            node = node.parent


def _local(block: Block, kept: float) -> Row:
    text = block.text
    return [
        log1p(block.words),
        block.linked / max(1, block.words),
        kept,
        _KIND_CODES.get(block.kind, 0.0),
        float(_END.search(text[-6:]) is not None),
        sum(map(str.isupper, text[:200])) / min(200, max(1, len(text))),
        sum(map(str.isdigit, text[:200])) / min(200, max(1, len(text))),
        float("©" in text or "@" in text or "http" in text),
        float(block.row > 0),
    ]


_NEIGHBOUR = (0, 1, 2, 3, 4)


def _neighbour(local: list[Row], number: int) -> Row:
    return (
        [local[number][index] for index in _NEIGHBOUR]
        if 0 <= number < len(local)
        else [-1.0] * len(_NEIGHBOUR)
    )


def _around(blocks: list[Block], kept: list[float]) -> list[Row]:
    """Where a block stands among those that the witness has: by distance, and by words before and after."""
    sums = _Sums(
        list(accumulate((block.words for block in blocks), initial=0)),
        list(
            accumulate((block.words * share for block, share in zip(blocks, kept, strict=True)), initial=0.0)
        ),
        list(accumulate((block.linked for block in blocks), initial=0)),
    )
    total, held = sums.words[-1] or 1, sums.kept[-1] or 1.0
    behind, ahead = _distances(kept), _distances(kept[::-1])[::-1]
    page = [log1p(total), held / total, log1p(held)]
    return [
        [
            behind[number],
            ahead[number],
            sums.words[number] / total,
            sums.kept[number] / held,
            *page,
            *_window(sums, number, len(blocks)),
        ]
        for number in range(len(blocks))
    ]


def _distances(kept: list[float]) -> list[float]:
    found, distance = [], FAR
    for share in kept:
        found.append(distance)
        distance = 1.0 if share > 0.5 else min(FAR, distance + 1)
    return found


def _window(sums: "_Sums", number: int, count: int) -> Row:
    """The words' share that the witness has, and the links' share, in the five blocks on each side."""
    row: Row = []
    for start, end in ((max(0, number - 5), number), (number + 1, min(count, number + 6))):
        if start >= end:
            row += [0.0, 0.0]
            continue
        words = sums.words[end] - sums.words[start] or 1
        row += [(sums.kept[end] - sums.kept[start]) / words, (sums.linked[end] - sums.linked[start]) / words]
    return row


@dataclass(frozen=True)
class _Sums:
    """Running sums over the blocks, each with a 0 before the first."""

    words: list[int]
    kept: list[float]
    linked: list[int]


def _containers(block: Block, page: Blocks, known: dict[int, Row]) -> Row:
    """The nearest four elements around the block, how often the most frequent of them occurs, and the depth."""
    row: Row = []
    node: Container | None = block.container
    most = 0
    for _ in range(4):
        if node is None:
            row += [-1.0, -1.0, -1.0, -1.0]
            continue
        shares = known.get(id(node))
        if shares is None:
            words = max(1, node.words)
            shares = known[id(node)] = [
                log1p(node.words),
                node.linked / words,
                node.kept / words,
                log1p(node.blocks),
            ]
        row += shares
        most = max(most, page.signatures[node.signature])
        node = node.parent
    row.append(log1p(most))
    row.append(float(block.container.depth))
    return row
