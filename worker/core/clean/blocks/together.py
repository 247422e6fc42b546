"""What belongs to blocks that are kept: the head of a table to its rows, who said it to a quotation. By itself neither looks like a piece of the article."""

from collections import Counter
from collections.abc import Iterator, Sequence

from worker.core.clean.blocks.blocks import Block, Container, lineage

ROWS = 2  # of a table that are kept, at least
SAYER = 20  # words of the line that says who is quoted
LEVELS = 6  # elements around a cell or a quotation's line


def together(blocks: Sequence[Block], rules: Sequence[str | None]) -> Iterator[int]:
    """The numbers of the blocks left out that belong to kept ones."""
    yield from _heads(blocks, rules)
    for at in range(1, len(blocks)):
        quote = _around(blocks[at], "blockquote") if rules[at] and not rules[at - 1] else None
        if quote and blocks[at].words <= SAYER and _around(blocks[at - 1], "blockquote") is quote:
            yield at


def _heads(blocks: Sequence[Block], rules: Sequence[str | None]) -> Iterator[int]:
    """The heads of tables: first rows of nothing but head cells, with rows below them that are kept."""
    heads = [at for at, block in enumerate(blocks) if rules[at] and block.kind == "th" and block.row]
    if not heads:
        return
    tables: dict[int, int] = {}  # of each row
    first: dict[int, int] = {}
    for block in blocks:
        table = _around(block, "table") if block.row and block.row not in tables else None
        if table:
            tables[block.row] = table.number
            first.setdefault(table.number, block.row)
    kept = {block.row for block, rule in zip(blocks, rules, strict=True) if rule is None and block.row}
    rows = Counter(tables[row] for row in kept if row in tables)
    mixed = {block.row for block in blocks if block.row and block.kind != "th"}
    for at in heads:
        row = blocks[at].row
        number = tables.get(row, -1)
        if rows[number] >= ROWS and first[number] == row and row not in mixed:
            yield at


def _around(block: Block, kind: str) -> Container | None:
    """The nearest element of a kind around a block."""
    return next((node for node in lineage(block.container, LEVELS) if node.kind == kind), None)
