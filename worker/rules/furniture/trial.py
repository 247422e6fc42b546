"""What a file of learned furniture would cut from pages."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from worker.core.clean.boilerplate.furniture import Block, Furniture, cut
from worker.core.clean.text.passages import Passage, Placed
from worker.core.clean.text.words import word_count
from worker.rules.furniture.pages import PageLines

HALF = 0.5


@dataclass(frozen=True)
class Trial:
    """How many pages were tried and touched, each block with the pages it is cut from, and the pages that lose most of their text."""

    pages: int
    touched: int
    cut: tuple[tuple[Block, int], ...]
    halved: tuple[str, ...]


def tried(furniture: Furniture, pages: Iterable[PageLines]) -> Trial:
    """The blocks in the order of the file, those that cut nothing too."""
    counts: Counter[str] = Counter()
    count = touched = 0
    halved: list[str] = []
    for page in pages:
        count += 1
        gone = _gone(furniture, page)
        counts.update({passage.rule for passage in gone if passage.rule})
        touched += bool(gone)
        if _words(gone) > HALF * sum(word_count(line.text) for line in page.lines):
            halved.append(page.url)
    blocks = tuple((block, counts[block.id]) for block in furniture.blocks)
    return Trial(count, touched, blocks, tuple(sorted(halved)))


def _gone(furniture: Furniture, page: PageLines) -> list[Passage]:
    lines = [Placed(number, Passage(line.text)) for number, line in enumerate(page.lines)]
    return [item.passage for item in cut(lines, furniture.of(page.url)) if item.passage.rule]


def _words(passages: Iterable[Passage]) -> int:
    return sum(word_count(passage.text) for passage in passages)
