"""Whether a line around the headline is a sentence of the story, whose dates are what happened, not when it was told."""

import re

from worker.core.clean.metadata import clocks, writtendates

_END = re.compile(r"[.!?…。．！？।۔؟]['\"’”»)\]]*\s*$")
_WORD = re.compile(r"[^\W\d_]{2,}")
CLAUSE = 6  # letters of a script without capitals that stand together: more than a weekday has


def is_sentence(line: str, tag: str | None = None) -> bool:
    """Whether a line ends as a sentence does and says more than names, weekdays and times beside its dates."""
    if not _END.search(line):
        return False
    said = set(_WORD.findall(clocks.without(_without_dates(line, tag))))
    small = [word for word in _WORD.findall(line) if word == word.casefold() and word in said]
    return bool(small) and (len(said) > 1 or _is_clause(small[0]))


def ends(line: str) -> bool:
    """Whether a line ends as a sentence does."""
    return _END.search(line) is not None


def _is_clause(word: str) -> bool:
    return len(word) >= CLAUSE and word == word.upper()


def _without_dates(line: str, tag: str | None) -> str:
    text = writtendates.folded(line)
    for written in reversed(writtendates.find(line, tag)):
        text = text[: written.start] + " " + text[written.end :]
    return text
