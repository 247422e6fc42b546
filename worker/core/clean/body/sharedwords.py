"""Which of a line's words a text has: a headline shares its words with the text below it, in any language; what a site says of itself on every page does so by chance only."""

import re
from collections.abc import Iterable, Iterator

from worker.core.clean.text.words import DENSE

STEM = 5  # letters by which two forms of a word are one
_WORD = re.compile(r"[^\W\d_]{4,}|\d{2,}")


def words(lines: Iterable[str]) -> frozenset[str]:
    """The words of lines, without their endings; of scripts that write without spaces each two letters that stand together."""
    return frozenset(word for line in lines for word in _stems(line))


def share(line: str, below: frozenset[str]) -> float:
    """The share of a line's words that are among those below."""
    own = words([line])
    return len(own & below) / len(own) if own else 0.0


def _stems(line: str) -> Iterator[str]:
    for word in _WORD.findall(line.casefold()):
        if DENSE.search(word):
            yield from (word[at : at + 2] for at in range(len(word) - 1))
        else:
            yield word[:STEM]
