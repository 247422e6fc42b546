"""What the elements around a page's blocks tell of them, as columns of the table of features: counts and their quotients."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from worker.core.clean.blocks.blocks import Block, Blocks, Container, Counts, lineage
from worker.core.clean.blocks.marks import Mark

Table = NDArray[np.float32]
_PROSE_KINDS = frozenset(
    {"p", "div", "td", "pre", "blockquote", "section", "article", "main", "body", "span"}
)
PROSE = 12  # words of a block that may be a paragraph
FAR = 30  # elements; what is farther is simply far
MANY = 4000  # words; what is longer is simply long, so that a page of a size never seen is judged like a long one
CROWD, OFTEN = 150, 100  # likewise of blocks in an element, and of elements of one name
LEVELS = 4  # elements around a block that are looked at
NEAR = 3  # elements around a block whose marks count double


@dataclass(frozen=True)
class BlockCounts:
    """Block by block: words, linked words, words of paragraphs."""

    words: Counts
    linked: Counts
    prose: Counts

    @classmethod
    def of(cls, page: Blocks) -> "BlockCounts":
        """The counts of a page's blocks."""
        words = np.array([block.words for block in page.blocks], dtype=np.int64)
        linked = np.array([block.linked for block in page.blocks], dtype=np.int64)
        is_prose = np.array([block.kind in _PROSE_KINDS for block in page.blocks])
        prose = np.where(is_prose & (words >= PROSE) & (2 * linked < words), words - linked, 0)
        return cls(words, linked, prose)


def containers(page: Blocks, counts: BlockCounts) -> Table:
    """The nearest elements around each block, and how it stands to the one that holds most paragraphs."""
    within = totals(
        page, np.stack([counts.words, counts.linked, counts.prose, np.ones_like(counts.words)], 1)
    )
    words, linked, prose, blocks = within.T
    shares = linked / words.clip(1), prose / max(1, int(prose[0]))
    table = np.stack([words.clip(0, MANY), *shares, blocks.clip(0, CROWD)], 1)
    steps = _steps(page.containers, _densest(page, counts))
    deep = [[steps[block.container.number], block.container.depth] for block in page.blocks]
    return np.concatenate([*around(page, table), np.array(deep)], axis=1).astype(np.float32)


def totals(page: Blocks, counts: Counts) -> Counts:
    """The sums of the blocks' counts within each container; a row a container."""
    own = np.zeros((len(page.containers) + 1, counts.shape[1]), dtype=np.int64)
    np.add.at(own, page.places + 1, counts)
    sums = own.cumsum(axis=0)
    ends = np.array([container.end for container in page.containers])
    found: Counts = sums[ends] - sums[:-1]  # what stands in a container is numbered from it on without a gap
    return found


def around(page: Blocks, table: NDArray[np.float64]) -> list[NDArray[np.float64]]:
    """The containers' rows for the elements around each block, one table a level, the nearest first; -1 above the page's body."""
    parents = page.parents
    padded = np.concatenate([table, np.full((1, table.shape[1]), -1.0)])
    node = page.places
    levels = []
    for _ in range(LEVELS):
        levels.append(padded[node])
        node = parents[node]
    return levels


def _densest(page: Blocks, counts: BlockCounts) -> Container:
    """The container that has most paragraphs close below it."""
    parents = page.parents
    found = np.zeros(len(parents), dtype=np.int64)
    number = page.places
    is_paragraph = np.array([block.kind == "p" for block in page.blocks])
    node = np.where(is_paragraph, parents[number], number)
    for weight in (4, 2, 1):
        np.add.at(found, node, weight * counts.prose)
        node = parents[node]
    return page.containers[int(found[:-1].argmax())]


def _steps(every: list[Container], target: Container) -> list[int]:
    """For each container, how many elements up from it the first is that holds the target; -1 inside the target."""
    holding = {container.number for container in lineage(target, target.depth + 1)}
    steps: list[int] = []
    for container in every:  # a container stands after its parent
        above = steps[container.parent.number] if container.parent else 0
        if container is target or above < 0:
            steps.append(-1)
        else:
            steps.append(0 if container.number in holding else min(above + 1, FAR))
    return steps


def repeated(page: Blocks, counts: BlockCounts) -> Table:
    """How often the block's kind of element occurs on the page, and what stands in all of them."""
    kinds = Counter(container.signature for container in page.containers)
    often = np.array([[float(kinds[container.signature])] for container in page.containers])
    levels = np.concatenate(around(page, often), axis=1)
    layout = pairs(page.blocks)
    sums = np.zeros((max(layout) + 1, 3), dtype=np.int64)
    np.add.at(sums, layout, np.stack([counts.words, counts.linked, np.ones_like(counts.words)], 1))
    words, linked, blocks = sums[layout].T
    often_at_most = [count.clip(-1, OFTEN) for count in (levels.max(axis=1), levels[:, 0], blocks)]
    columns = [*often_at_most, linked / words.clip(1), words / blocks]
    return np.stack(columns, axis=1).astype(np.float32)


def pairs(blocks: Sequence[Block]) -> list[int]:
    """A number a block: the same for blocks whose two nearest elements have the same names and classes."""
    known: dict[tuple[str, str], int] = {}
    found = []
    for block in blocks:
        above = block.container.parent
        key = (block.container.signature, above.signature if above else "")
        found.append(known.setdefault(key, len(known)))
    return found


def marks(page: Blocks) -> Table:
    """One column a mark: 0 without, 1 from an element far around the block, 2 from one of the nearest three."""
    every = np.array([container.marks for container in page.containers] + [0])
    parents = page.parents
    near = page.places
    far = near
    for _ in range(NEAR):
        far = parents[far]
    places = np.arange(len(Mark))
    own, outer = (every[number][:, None] >> places & 1 for number in (near, far))
    found: Table = (own * 2 - outer).astype(np.float32)
    return found
