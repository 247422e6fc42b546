"""From scores block by block to what is kept of a page: blocks that are laid out alike are judged together, and so much is kept as promises the best F1.

A block's score is its log-odds of being the article's. Keeping those above even odds gets most blocks right; but a text is measured by precision and recall of
its words, and for that a page whose paragraphs are all in doubt is better kept than lost. Labels and headlines of other stories, which are short, gain nothing
by it. Measured in docs/decisions/0085.
"""

import math
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from worker.core.clean.blocks.blocks import Block
from worker.core.clean.blocks.model import SCALE
from worker.core.clean.blocks.surroundings import PROSE, pairs

ALIKE = 3  # blocks of one layout from which on they say something of each other
SHARE = 3  # tenths of a block's score that are its likes'
CERTAIN = 4 * SCALE  # more than this is no more
MOST_WORDS = 60  # of a block that count in the mean of its likes
LOWEST = -2 * SCALE  # of a page's bar
FEW_WORDS = 80  # of a page; one with less may hold no article at all, so that its bar is even odds or more
SENTENCE = 8  # words of a block from which on the bar is its own
STEP = SCALE // 100
_REACH = 600  # steps to each side of even odds
ONE = 1 << 20  # a probability of 1
# Whole numbers, so that every machine decides alike: the probability at each step of log-odds.
_CHANCES = np.array(
    [round(ONE / (1 + math.exp(-step * STEP / SCALE))) for step in range(-_REACH, _REACH + 1)], dtype=np.int64
)
Scores = NDArray[np.int64]


def decided(found: Sequence[Block], scores: Sequence[int]) -> list[int]:
    """The scores above 0 where a block is to be kept."""
    if not found:
        return []
    words = np.array([block.words for block in found], dtype=np.int64)
    together = _together(np.array(scores, dtype=np.int64), words, np.array(pairs(found)))
    bars = np.where(words >= SENTENCE, _bar(together, words.clip(1)), 0)
    decisions: list[int] = (together - bars).tolist()
    return decisions


def _together(scores: Scores, words: Scores, layout: NDArray[np.int64]) -> Scores:
    """The scores, those of paragraphs with a share of the mean over all blocks of their layout."""
    clear = scores.clip(-CERTAIN, CERTAIN)
    weights = words.clip(0, MOST_WORDS) + 1
    count, total, weight = (np.zeros(layout.max() + 1, dtype=np.int64) for _ in range(3))
    np.add.at(count, layout, 1)
    np.add.at(total, layout, weights * clear)
    np.add.at(weight, layout, weights)
    mixed = ((10 - SHARE) * clear + SHARE * (total // weight)[layout]) // 10
    return np.where((words >= PROSE) & (count[layout] >= ALIKE), mixed, scores)


def _bar(scores: Scores, words: Scores) -> int:
    """The log-odds that a block must exceed: half of the best F1 that can be expected of this page, as a probability."""
    chances = _CHANCES[(scores // STEP).clip(-_REACH, _REACH) + _REACH]
    order = np.argsort(-scores, kind="stable")
    right, kept = (words * chances)[order].cumsum(), words[order].cumsum()
    best = (
        right / (ONE * kept + right[-1])
    ).max()  # half of F1: right words over the mean of kept and wanted
    lowest = LOWEST if kept[-1] >= FEW_WORDS else 0
    return max(lowest, (int(np.searchsorted(_CHANCES, best * ONE)) - _REACH) * STEP)
