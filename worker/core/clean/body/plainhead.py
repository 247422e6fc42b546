"""The head of a plain text: whether a line stands above those on the writer and the day, or above a text, as a headline does, and which lines have a name's form."""

import itertools
import re
from collections.abc import Sequence

from worker.core.clean.body import datedlines, sitetop
from worker.core.clean.metadata.bylinewords import BylineWords
from worker.core.clean.text.words import weight

LINES = 6  # looked at above the first paragraph
LINE_LIMIT = 120  # characters of a line of the head
NAME_WEIGHT = 15  # of a name in a script that writes without spaces
NAME_PARTS = 3  # words of what has a name's form
NAME_WORDS = 5  # of a line that may be a name between a headline and a date
TITLE_CHARS = 110  # of a headline right above a text, where no blank line tells it
PARAGRAPH_CHARS = 40  # and of a paragraph below it; of a script without spaces a third
MOST = 0.5  # of what stands below it that is paragraphs
_ENDED = re.compile(r"[.!?…。！？।۔؟]['\"’”»)\]」』）]*\s*$")


def is_headed(lines: Sequence[str], tag: str | None, words: BylineWords) -> bool:
    """Whether the first of these lines, which no blank one follows, is a headline: lines on the writer and the day stand below it, or a text."""
    if weight(lines[0]) > LINE_LIMIT or words.is_sign(lines[0]):
        return False
    below = list(itertools.takewhile(str.strip, lines[1 : LINES + 1]))
    first = next((line for line in below if not _may_be_name(line)), "")
    dated = [bool(datedlines.told(line, tag, words)) for line in below[:2]]
    if (
        any(dated[:1])
        or (any(dated) and _may_be_name(below[0]))
        or (below and datedlines.is_signature(below[0], words))
    ):
        return True
    return bool(first) and first is below[0] and _is_text(lines, words)


def is_named(line: str) -> bool:
    """Whether a line has the form of a name: two or three words with capitals, or a few letters of a script that writes without spaces."""
    words = line.split()
    if line.upper() == line.lower():
        return weight(line) <= NAME_WEIGHT
    return 2 <= len(words) <= NAME_PARTS and all(word[0].isupper() for word in words)


def _may_be_name(line: str) -> bool:
    return len(line.split()) <= NAME_WORDS and weight(line) < PARAGRAPH_CHARS and not _ENDED.search(line)


def _is_text(lines: Sequence[str], words: BylineWords) -> bool:
    """Whether a paragraph stands right below the first line, which is neither one nor a section's name, and paragraphs are most of what follows: parts' headings, a list and an agency's line stand among them. Below a word or two, which may be the first part's heading, nothing else stands."""
    below = [line.strip() for line in lines[1:] if line.strip()]
    told = [_is_paragraph(line) for line in below]
    share = sum(weight(line) for line, is_one in zip(below, told, strict=True) if is_one)
    least = 1.0 if sitetop.is_label(lines[0]) else MOST
    return (
        len(below) > 1
        and told[0]
        and weight(lines[0]) <= TITLE_CHARS
        and not words.is_beside(lines[0].strip())
        and share >= least * sum(map(weight, below))
    )


def _is_paragraph(line: str) -> bool:
    """Whether a line is long, and begins and ends as a sentence does."""
    return weight(line) >= PARAGRAPH_CHARS and _ENDED.search(line) is not None and not line[0].islower()
