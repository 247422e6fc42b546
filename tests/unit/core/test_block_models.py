"""The ensembles' quick way says what walking down each tree says."""

import random

import numpy as np

from tests.support.released import RULES
from worker.core.clean.blocks.model import SETTLED, Forest, Judge, Tree

COLUMNS = 12


def grown(rng: random.Random, leaves: int) -> Tree:
    """A tree of any shape with so many leaves, its thresholds among the values that blocks have."""
    feature, threshold, left, right, value = [-1], [0.0], [0], [0], [rng.randint(-9999, 9999)]
    open_leaves = [0]
    while len(open_leaves) < leaves:
        at = open_leaves.pop(rng.randrange(len(open_leaves)))
        feature[at], threshold[at] = rng.randrange(COLUMNS), rng.randint(-3, 3) / 2
        left[at], right[at] = len(feature), len(feature) + 1
        open_leaves += [left[at], right[at]]
        for _ in range(2):
            feature.append(-1)
            threshold.append(0.0)
            left.append(0)
            right.append(0)
            value.append(rng.randint(-9999, 9999))
    return Tree(tuple(feature), tuple(threshold), tuple(left), tuple(right), tuple(value))


def walked(tree: Tree, row: list[float]) -> int:
    at = 0
    while tree.feature[at] >= 0:
        at = (tree.right if row[tree.feature[at]] > tree.threshold[at] else tree.left)[at]
    return tree.value[at]


def judged(forest: Forest, row: list[float]) -> int:
    """The sum over all trees, but of a block that the first quarter has settled the sum over these."""
    values = [walked(tree, row) for tree in forest.trees]
    first = sum(values[: len(values) // 4])
    return first if first < SETTLED else sum(values)


def test_scores_are_the_sums_of_the_leaves_that_walks_end_at() -> None:
    """For trees of one leaf to 64, and for values that are equal to a threshold."""
    rng = random.Random(7)
    for most in (1, 2, 16, 33, 64):
        forest = Forest((*tuple(grown(rng, rng.randint(1, most)) for _ in range(20)), grown(rng, most)))
        rows = [[rng.randint(-4, 4) / 2 for _ in range(COLUMNS)] for _ in range(50)]
        expected = [judged(forest, row) for row in rows]
        assert Judge.of(forest).scores(np.array(rows, dtype=np.float32)) == expected


def test_the_shipped_models_too() -> None:
    models = RULES.blocks
    assert models is not None
    rng = random.Random(8)
    for forest, judge in ((models.alone, models.by_tree), (models.witnessed, models.by_witness)):
        columns = 1 + max(max(tree.feature) for tree in forest.trees)
        table = np.array(
            [[rng.choice([-1, 0, 1, 5, 30]) for _ in range(columns)] for _ in range(30)], dtype=np.float32
        )
        rows = table.tolist()
        assert judge.scores(table) == [judged(forest, row) for row in rows]


def test_some_blocks_are_settled_early_and_some_are_not() -> None:
    rng = random.Random(9)
    forest = Forest(tuple(grown(rng, 16) for _ in range(64)))
    rows = [[rng.randint(-4, 4) / 2 for _ in range(COLUMNS)] for _ in range(200)]
    whole = [sum(walked(tree, row) for tree in forest.trees) for row in rows]
    scores = Judge.of(forest).scores(np.array(rows, dtype=np.float32))
    equal = sum(score == every for score, every in zip(scores, whole, strict=True))
    assert 20 < equal < 180


def test_a_forest_of_few_trees_asks_them_all() -> None:
    rng = random.Random(10)
    forest = Forest(tuple(grown(rng, 8) for _ in range(3)))
    rows = [[rng.randint(-4, 4) / 2 for _ in range(COLUMNS)] for _ in range(20)]
    assert Judge.of(forest).scores(np.array(rows, dtype=np.float32)) == [
        sum(walked(tree, row) for tree in forest.trees) for row in rows
    ]
