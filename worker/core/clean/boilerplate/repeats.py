"""A story that stands in its page twice: for wide screens and for small ones, for print, hidden beside what is shown; and a standfirst that is the first paragraph, too.

A paragraph of a guide, a row or a line of code may well come twice. So a copy is told by several paragraphs in a row that stand above, in whatever order; at the
head of a text by one.
"""

from collections import Counter
from collections.abc import Iterator

from worker.core.clean.boilerplate.boilerplate import Stripped
from worker.core.clean.text import sentences
from worker.core.clean.text.passages import REPEATED
from worker.core.clean.text.words import word_count

PARAGRAPH = 12  # words of a line that hardly comes twice by chance
COPY = 3  # such paragraphs in a row that are a copy
HEAD = 4  # lines of a text within which one is, that comes once more


def without(stripped: Stripped) -> Stripped:
    """The text without the lines of such copies."""
    return stripped.without({number for run in _repeated(stripped) for number in run}, REPEATED)


def _repeated(stripped: Stripped) -> Iterator[list[int]]:
    """The numbers of the passages in each copy: those in a row that stood above."""
    lines = [(number, stripped.passages[number].passage.text.strip()) for number in stripped.written]
    times = Counter(text for _, text in lines)
    if len(times) == len(lines):
        return
    is_story = sum(map(_is_paragraph, times)) >= COPY
    told: set[str] = set()
    run: list[tuple[int, str]] = []
    for at, (number, text) in enumerate([*lines, (-1, "")]):
        if text in told:
            run.append((number, text))
            continue
        paragraphs = {one for _, one in run if _is_paragraph(one)}
        is_standfirst = is_story and at <= HEAD and len(run) == len(paragraphs) == 1 and times[run[0][1]] == 2
        if len(paragraphs) >= COPY or is_standfirst:
            yield [one for one, _ in run]
        told.add(text)
        run = []


def _is_paragraph(text: str) -> bool:
    return word_count(text) >= PARAGRAPH and sentences.is_prose(text, sentences.size(text))
