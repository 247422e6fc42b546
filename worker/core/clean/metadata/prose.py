"""Whether a line around the headline is a sentence of the story, whose dates are what happened, not when it was told."""

import re

from worker.core.clean.metadata import writtendates

_END = re.compile(r"[.!?…。．！？।۔؟]['\"’”»)\]]*\s*$")
_TIME = re.compile(  # with the small word before it
    r"(?:\b[^\W\d_]{1,3}\s)?\b\d{1,2}(?:[:.h]\d{2}){1,2}(?:\s?(?:[ap]\.?\s?m\b|uhr|hrs?\b|h\b)\.?)?",
    re.IGNORECASE,
)
_WORD = re.compile(r"[^\W\d_]{2,}")
CLAUSE = 6  # letters of a script without capitals that stand together: more than a weekday has


def is_sentence(line: str, tag: str | None = None) -> bool:
    """Whether a line ends as a sentence does and says more than names, weekdays and times beside its dates."""
    if not _END.search(line):
        return False
    said = set(_WORD.findall(_TIME.sub(" ", _without_dates(line, tag))))
    small = [word for word in _WORD.findall(line) if word == word.casefold() and word in said]
    return bool(small) and (len(said) > 1 or _is_clause(small[0]))


def ends(line: str) -> bool:
    """Whether a line ends as a sentence does."""
    return _END.search(line) is not None


def without_times(text: str) -> str:
    """A text without its times of day and the small words before them."""
    return _TIME.sub(" ", text)


def _is_clause(word: str) -> bool:
    return len(word) >= CLAUSE and word == word.upper()


def _without_dates(line: str, tag: str | None) -> str:
    text = writtendates.folded(line)
    for written in reversed(writtendates.find(line, tag)):
        text = text[: written.start] + " " + text[written.end :]
    return text
