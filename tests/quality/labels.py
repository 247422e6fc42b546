"""Which blocks of a page are its article's, told from what the shared pages come with: a gold text, or snippets that stay and that go."""

import re
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from typing import Any

import numpy as np
from numpy.typing import NDArray

from worker.core.clean.blocks.blocks import Block

Labels = NDArray[np.int8]
_TOKEN = re.compile(r"\w+")
RUN = 3  # words in a row that tie a place of the page to one of the gold text
GAP = 40_000  # pairs of words between two such runs up to which single words are compared, too


def by_gold(gold: str, found: Sequence[Block]) -> Labels:
    """1 for a block if more than half of its words stand in the gold text, in the page's order; else 0.

    In order, because a text alone decides nothing: the cells of a table hold a word or two, which stand on the page often,
    and a paragraph may stand in a teaser as well.
    """
    words = [_TOKEN.findall(block.text) for block in found]
    held = _aligned(_TOKEN.findall(gold), [word for block in words for word in block])
    ends = np.cumsum([0] + [len(block) for block in words])
    sums = np.concatenate([[0], np.cumsum(held)])
    return np.array(2 * (sums[ends[1:]] - sums[ends[:-1]]) > np.diff(ends), dtype=np.int8)


def _aligned(gold: Sequence[str], page: Sequence[str]) -> NDArray[np.bool_]:
    """Which of the page's words have a partner in the gold text."""
    held = np.zeros(len(page), dtype=np.bool_)
    gold_end = page_end = 0
    for gold_start, page_start, length in _runs(gold, page):
        _fill(held, gold[gold_end:gold_start], page[page_end:page_start], page_end)
        if length:
            gold_end, page_end = gold_start + length, page_start + length
            held[page_start:page_end] = True
    return held


def _runs(gold: Sequence[str], page: Sequence[str]) -> Iterator[tuple[int, int, int]]:
    """Where runs of words common to both begin, and how long they are; last the ends of both, with nothing."""
    tied = SequenceMatcher(None, _in_rows(gold), _in_rows(page), autojunk=False).get_matching_blocks()
    yield from ((run.a, run.b, run.size + RUN - 1) for run in tied if run.size)
    yield len(gold), len(page), 0


def _in_rows(words: Sequence[str]) -> list[tuple[str, ...]]:
    return list(zip(*(words[start:] for start in range(RUN)), strict=False))


def _fill(held: NDArray[np.bool_], gold: Sequence[str], page: Sequence[str], start: int) -> None:
    """Mark the single words between two runs that both have."""
    if 0 < len(gold) * len(page) <= GAP:
        for run in SequenceMatcher(None, gold, page, autojunk=False).get_matching_blocks():
            held[start + run.b : start + run.b + run.size] = True


def by_snippets(page: dict[str, Any], found: Sequence[Block]) -> Labels:
    """1 for a block that has a snippet which must stay, 0 for one with a snippet that must go, -1 for all others."""
    stay, go = ([" ".join(snippet.split()) for snippet in page[side]] for side in ("with", "without"))
    return np.array(
        [_snippet_label(" ".join(block.text.split()), stay, go) for block in found], dtype=np.int8
    )


def _snippet_label(line: str, stay: list[str], go: list[str]) -> int:
    if any(snippet in line or (len(line) > 30 and line in snippet) for snippet in stay):
        return 1
    return 0 if any(snippet in line for snippet in go) else -1
