"""Which blocks are the article's: small ensembles of decision trees over `worker.core.clean.blocks.features`.

Two of them: `alone` judges by the tree of the page, `witnessed` by what another extractor kept as well. Leaves are whole numbers (the log-odds times
10,000), so that a sum, and with it the decision, is the same on every machine. How they were trained: docs/decisions/0013 and 0016.
"""

from dataclasses import dataclass
from functools import cached_property

import msgspec
import numpy as np
from numpy.typing import NDArray

from worker.core.clean.blocks.surroundings import Table

SCALE = 10_000
CHUNK = 2000  # blocks judged at once: bounds the memory of a huge page


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
    """An ensemble laid out for walking all trees of all blocks at once; a leaf's next node is itself."""

    feature: NDArray[np.intp]
    threshold: NDArray[np.float32]
    following: NDArray[np.intp]  # node 2n: where its feature is at most the threshold; 2n+1: where it is more
    value: NDArray[np.int64]
    roots: NDArray[np.intp]
    depth: int

    @classmethod
    def of(cls, forest: Forest) -> "Judge":
        """The judge of an ensemble."""
        roots = np.cumsum([0] + [len(tree.feature) for tree in forest.trees])[:-1]
        features, thresholds, following, values = [], [], [], []
        for root, tree in zip(roots.tolist(), forest.trees, strict=True):
            for node, feature in enumerate(tree.feature):
                leaf = feature < 0
                features.append(max(0, feature))
                thresholds.append(tree.threshold[node])
                following += [
                    root + (node if leaf else tree.left[node]),
                    root + (node if leaf else tree.right[node]),
                ]
                values.append(tree.value[node])
        return cls(
            np.array(features, dtype=np.intp),
            np.array(thresholds, dtype=np.float32),
            np.array(following, dtype=np.intp),
            np.array(values, dtype=np.int64),
            roots.astype(np.intp),
            max(map(_depth, forest.trees)),
        )

    def scores(self, table: Table) -> list[int]:
        """The log-odds of each block, times SCALE; above 0 it is the article's."""
        found: list[int] = []
        for start in range(0, len(table), CHUNK):
            found += self._walked(np.ascontiguousarray(table[start : start + CHUNK])).tolist()
        return found

    def _walked(self, table: Table) -> NDArray[np.int64]:
        columns = table.shape[1]
        base = (np.arange(len(table)) * columns)[:, None]
        flat = table.ravel()
        nodes = np.broadcast_to(self.roots, (len(table), len(self.roots)))
        for _ in range(self.depth):
            above = flat.take(base + self.feature.take(nodes)) > self.threshold.take(nodes)
            nodes = self.following.take(2 * nodes + above)
        summed: NDArray[np.int64] = self.value.take(nodes).sum(axis=1)
        return summed


def _depth(tree: Tree) -> int:
    depths = [0] * len(tree.feature)
    for node, feature in enumerate(tree.feature):
        if feature >= 0:
            depths[tree.left[node]] = depths[tree.right[node]] = depths[node] + 1
    return max(depths)
