"""What a judgement block by block leaves of a block of links below the text, of which it left out the rest.

A list of other stories is judged link by link, and a headline or two of it may come out as the article's. Below the last paragraph nothing speaks for one that stands
alone among what was left out. Above it a list of links may be the article itself (a guide's chapters, a list of courses), so that nothing is told there (docs/decisions/0085).
"""

from collections.abc import Iterator, Sequence
from itertools import groupby

from worker.core.clean.blocks.blocks import Block
from worker.core.clean.blocks.features import HEADINGS
from worker.core.clean.blocks.surroundings import PROSE

WORDS = 25  # of a headline
RUN = 3  # headlines in a row; more are a list that was judged to be the text


def leftovers(found: Sequence[Block], rules: Sequence[str | None]) -> Iterator[int]:
    """The numbers of such blocks, by the rules that leave blocks out (None where one is kept)."""
    paragraphs = (
        number
        for number in reversed(range(len(found)))
        if rules[number] is None and _is_paragraph(found[number])
    )
    at = next(paragraphs, len(found)) + 1
    for is_kept, run in groupby(range(at, len(found)), lambda number: rules[number] is None):
        numbers = list(run)
        is_apart = numbers[0] > at and len(numbers) <= RUN
        if is_kept and is_apart and all(_is_headline(found[number]) for number in numbers):
            yield from numbers


def _is_paragraph(block: Block) -> bool:
    return block.words >= PROSE and 2 * block.linked < block.words


def _is_headline(block: Block) -> bool:
    return block.linked == block.words <= WORDS and not block.row and block.kind not in HEADINGS
