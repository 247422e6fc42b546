"""Whether a date with its label is a line about the page, or part of a sentence that tells when something else came out.

“Published on 3 March 2015 by Jane Roe” is such a line. “The Long Road, published on 3 March 2015, was her first” isn't, nor is “Posted on 3 March 2015,
a video drew four million views”: their label has a subject before it, or more than a few words of prose behind the date. A sentence that names the article
itself (“This story was first published on …”) is about the page, whatever else it says.
"""

import re
from collections.abc import Callable

from worker.core.clean.metadata import clocks, prose

HEAD_WORDS = 6  # between a line's start, or a sign that parts it, and the date
TAIL_WORDS, ENDED_TAIL_WORDS = (
    3,
    1,
)  # words in small letters behind a date: "in", "by"; the second where a full stop ends the line
LABEL_WORDS = 5  # before a colon
DENSE = (
    "\u0e00"  # Thai's block and those above it hold the scripts without spaces, and scripts without capitals
)
DENSE_LETTERS = 3  # of those count as a word
_PARTS = re.compile(r"\s[–—/-]\s|[|•·⋅∙●‧»()\[\]]|[.。]\s+")
_LABELS = re.compile(
    r"[|•·]|[:：]"
)  # behind a date: what follows them is another thing's label, or its value
_QUOTE = re.compile("[“”„«»「」『』《》]")
_WORD = re.compile(r"[^\W\d_](?:[\w’'.-]*\w)?")


def is_line(
    line: str, start: int, end: int, tells: Callable[[str], bool], is_sign: Callable[[str], bool]
) -> bool:
    """Whether the date at these places of a line (as it is shown) stands there with its label alone.

    `tells` finds the label in small letters; `is_sign` says whether a text begins with "by" and names.
    """
    head = _PARTS.split(line[:start])[-1].strip()
    tail = clocks.without(line[end:])
    is_ended = prose.ends(line)
    few = ENDED_TAIL_WORDS if is_ended else TAIL_WORDS
    return _small(_LABELS.split(tail)[0]) <= few and _is_label(head, tells, is_sign, is_ended=is_ended)


def parts(text: str) -> list[str]:
    """The parts of a line between bars, dashes with spaces, brackets and full stops."""
    return _PARTS.split(text)


def _is_label(
    head: str, tells: Callable[[str], bool], is_sign: Callable[[str], bool], *, is_ended: bool
) -> bool:
    """Whether nothing stands before the date but its label, perhaps behind names."""
    words = head.split()
    if _QUOTE.search(head) or len(words) > 2 * HEAD_WORDS:
        return False
    before, comma, label = head.rpartition(",")
    if comma and label.strip() and _small(before) and not is_sign(before):
        return False
    words = (label if comma and label.strip() else head).split()
    if head.endswith((":", "：")) and len(words) <= LABEL_WORDS:
        return True
    at = next((at for at in range(len(words)) if tells(" ".join(words[: at + 1]).casefold())), 0)
    at = max((one for one in range(at + 1) if tells(" ".join(words[one : at + 1]).casefold())), default=at)
    subject = " ".join(words[:at])
    return len(words) <= HEAD_WORDS and (
        (at <= 1 and (at == 0 or not is_ended)) or not _small(subject) or is_sign(subject)
    )


def _small(text: str) -> int:
    """How many words of a text are no names: they have no capital; of scripts without capitals, and without spaces, in proportion."""
    count = 0
    for word in _WORD.findall(text):
        if word[0] >= DENSE:
            count += max(1, len(word) // DENSE_LETTERS)
        elif word == word.casefold() and len(word) > 1:
            count += 1
    return count
