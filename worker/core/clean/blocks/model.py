"""Which blocks are the article's: small ensembles of decision trees over `worker.core.clean.blocks.features`.

Two of them: `alone` judges by the tree of the page, `witnessed` by what another extractor kept as well. Leaves are whole numbers (the log-odds times
10,000), so that a sum, and with it the decision, is the same on every machine. How they were trained: docs/decisions/0013, 0016, 0017 and 0082.
"""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

import msgspec
import numpy as np
from numpy.typing import NDArray

from worker.core.clean.blocks.surroundings import Table

SCALE = 10_000
SETTLED = (
    -5 * SCALE // 2
)  # of a block's sum over the first quarter of the trees, under which the others aren't asked
CHUNK = 256  # blocks judged at once: the tables of so many stay near the processor, and a huge page's memory is bounded


class Tree(msgspec.Struct, frozen=True):
    """One decision tree: node by node the feature (-1: a leaf), threshold, the next nodes, the leaf's value."""

    feature: tuple[int, ...]
    threshold: tuple[float, ...]
    left: tuple[int, ...]
    right: tuple[int, ...]
    value: tuple[int, ...]


class Forest(msgspec.Struct, frozen=True):
    """Trees whose values add up to a block's log-odds of being the article's."""

    trees: tuple[Tree, ...]


class BlockModels(msgspec.Struct, frozen=True, dict=True):
    """The two ensembles, as they stand in the rules' file."""

    alone: Forest
    witnessed: Forest

    @cached_property
    def by_tree(self) -> "Judge":
        """Judges a page by its tree alone."""
        return Judge.of(self.alone)

    @cached_property
    def by_witness(self) -> "Judge":
        """Judges a page with another extractor's text at hand."""
        return Judge.of(self.witnessed)


@dataclass(frozen=True)
class Judge:
    """An ensemble that asks all of its trees only about blocks which the first quarter of them leaves open.

    Most of a page's blocks are so clearly not the article's that the rest hardly ever turns them: of 122,843 blocks of labelled pages under SETTLED,
    14 would have ended above 0 (docs/decisions/0082). Such a block keeps the sum of its first trees.
    """

    first: "_Grove"
    rest: "_Grove | None"  # of an ensemble of less than four trees, none

    @classmethod
    def of(cls, forest: Forest) -> "Judge":
        """The judge of an ensemble, whose trees have at most 64 leaves."""
        quarter = len(forest.trees) // 4
        if not quarter:
            return cls(_Grove.of(forest.trees), None)
        return cls(_Grove.of(forest.trees[:quarter]), _Grove.of(forest.trees[quarter:]))

    def scores(self, table: Table) -> list[int]:
        """The log-odds of each block, times SCALE; above 0 it is the article's."""
        found: list[int] = []
        for start in range(0, len(table), CHUNK):
            found += self._summed(table[start : start + CHUNK]).tolist()
        return found

    def _summed(self, table: Table) -> NDArray[np.int64]:
        summed = self.first.summed(table)
        is_open = summed >= SETTLED
        if self.rest is not None and is_open.any():
            summed[is_open] += self.rest.summed(table[is_open])
        return summed


@dataclass(frozen=True)
class _Grove:
    """Trees laid out for asking every node of every tree about every block at once: four times as fast as walking down the trees.

    A tree's leaves are bits, the leftmost the lowest. A node whose feature is above its threshold rules out the leaves on its left; of those
    that no node rules out, the leftmost is the one that a walk would end at.
    """

    feature: NDArray[np.intp]  # of the first node of each tree, then of the second of each, …
    threshold: NDArray[np.float32]
    ruled_out: NDArray[np.unsignedinteger[Any]]
    value: NDArray[np.int64]  # a row a leaf, a column a tree

    @classmethod
    def of(cls, trees: tuple[Tree, ...]) -> "_Grove":
        """The layout of these trees."""
        laid = [_laid_out(tree) for tree in trees]
        most = max(len(nodes) for nodes, _ in laid)
        filled = ([*nodes, *[_NEVER] * (most - len(nodes))] for nodes, _ in laid)
        nodes = [node for row in zip(*filled, strict=True) for node in row]
        leaves = max(len(values) for _, values in laid)
        return cls(
            np.array([node.feature for node in nodes], dtype=np.intp),
            np.array([node.threshold for node in nodes], dtype=np.float32)[:, None],
            np.array([node.ruled_out for node in nodes], dtype=np.min_scalar_type(2**leaves - 1))[:, None],
            np.array([values + [0] * (leaves - len(values)) for _, values in laid], dtype=np.int64).T,
        )

    def summed(self, table: Table) -> NDArray[np.int64]:
        """The sum of the trees' values for each block."""
        trees = self.value.shape[1]
        is_above = np.ascontiguousarray(table.T)[self.feature] > self.threshold
        ruled_out = (is_above * self.ruled_out).reshape(-1, trees, len(table))
        left = ~np.bitwise_or.reduce(ruled_out, axis=0)
        leaf = np.bitwise_count((left & -left) - 1)  # the place of the lowest bit
        summed: NDArray[np.int64] = self.value[leaf, np.arange(trees)[:, None]].sum(axis=0)
        return summed


@dataclass(frozen=True)
class _Node:
    feature: int
    threshold: float
    ruled_out: int


_NEVER = _Node(0, float("inf"), 0)  # fills up trees of fewer nodes


def _laid_out(tree: Tree) -> tuple[list[_Node], list[int]]:
    """The tree's nodes, and the values of its leaves from left to right."""
    nodes: list[_Node] = []
    values: list[int] = []

    def visit(at: int) -> int:
        """The bits of the leaves below a node."""
        if tree.feature[at] < 0:
            values.append(tree.value[at])
            return 1 << (len(values) - 1)
        left, right = visit(tree.left[at]), visit(tree.right[at])
        nodes.append(_Node(tree.feature[at], tree.threshold[at], left))
        return left | right

    visit(0)
    return nodes, values
