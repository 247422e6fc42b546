"""A story's own list below a line that heads lists of other stories as well: "Recommended", "Related", "See also".

It stands in the story's midst, a paragraph below it. In a page its items have no link. In a plain text, where no link can be seen, none of them reads as
a headline: a headline begins with a capital, has some words, and doesn't end as the part of a list does.
"""

import re
from collections.abc import Sequence
from typing import Protocol

LEAST = 2  # items of a list
HEADLINE_WORDS = 4  # of a headline at least
HEADLINE_CHARS = (
    24  # of one in a script that has no capitals: characters of an alphabet, a syllable's as three
)
_ITEM = re.compile(r"\s{0,8}[-*•·–]\s+(?=\S)")
_NUMBERED = re.compile(r"\s{0,8}(?:[-*•·–]|\d{1,2}[.)]?)\s+(?=\S)")
_PART = re.compile(
    r"[;,:；，、：]\s*$|\d+(?:[.,]\d+)?\s*(?:%|\S{1,3})?$"
)  # how an item goes on to the next, or tells how much


class Lines(Protocol):
    """The lines of a text, and which are paragraphs."""

    @property
    def lines(self) -> Sequence[str]:
        """All of them."""

    @property
    def prose(self) -> Sequence[bool]:
        """Whether each is a paragraph."""

    def size(self, number: int) -> int:
        """A line's length in characters of an alphabet."""


def heads(text: Lines, number: int, bare: frozenset[int] | None) -> bool:
    """Whether a line heads a list of the story's own. `bare` are the lines that are items without a link; None where nobody can tell."""
    items = _items(text.lines, number + 1)
    if len(items) < LEAST or not any(text.prose[items[-1] + 1 :]):
        return False
    if bare is not None:
        return bare.issuperset(items)
    return not any(is_headline(text, item) for item in items)


def is_item(line: str) -> bool:
    """Whether a line is an item of a list."""
    return _ITEM.match(line) is not None


def _items(lines: Sequence[str], start: int) -> list[int]:
    """The items from here on, up to the first other line."""
    items = []
    for number in range(start, len(lines)):
        if _ITEM.match(lines[number]):
            items.append(number)
        elif lines[number].strip():
            break
    return items


def is_headline(text: Lines, number: int, words: int = HEADLINE_WORDS, chars: int = HEADLINE_CHARS) -> bool:
    """Whether a line reads as another story's headline, of so many words at least, or characters in a script without capitals."""
    said = _NUMBERED.sub("", text.lines[number], count=1)
    if _PART.search(said) or text.prose[number]:
        return False
    if said[0].upper() == said[0].lower():
        return text.size(number) >= chars
    return said[0].isupper() and len(said.split()) >= words
