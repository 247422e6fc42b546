"""Another reading of a page's text (an extractor's, or what its publisher declares), to be asked whether it has a block."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

_TOKEN = re.compile(r"\w+")
SHINGLE = 4
OPENING = 20_000  # characters of a block that a witness is asked about
WHOLE = 64  # what `has` gives for a block that stands in the text as it is


@dataclass(frozen=True)
class Witness:
    """A text by its 4-word shingles and its short lines."""

    shingles: frozenset[tuple[str, ...]]
    lines: frozenset[tuple[str, ...]]

    def has(self, text: str) -> int:
        """How much of the block's shingles the text has, in 64ths; a shorter block has to be one of its lines."""
        tokens = _TOKEN.findall(text[:OPENING])
        if len(tokens) < SHINGLE:
            return WHOLE * (tuple(tokens) in self.lines) if tokens else 0
        found = sum(map(self.shingles.__contains__, _shingles(tokens)))
        return WHOLE * found // (len(tokens) - SHINGLE + 1)


def of(text: str) -> Witness:
    """The witness of a text, a paragraph a line."""
    lines = [_TOKEN.findall(line) for line in text.split("\n")]
    every = [token for line in lines for token in line]
    return Witness(
        frozenset(_shingles(every)), frozenset(tuple(line) for line in lines if len(line) < SHINGLE)
    )


def _shingles(tokens: Sequence[str]) -> Iterator[tuple[str, ...]]:
    return zip(*(tokens[start:] for start in range(SHINGLE)), strict=False)
