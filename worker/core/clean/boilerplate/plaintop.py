"""What a site puts above the headline of a plain text: labels, a neighbour's headline, a list of other stories."""

from collections.abc import Callable, Sequence
from enum import IntEnum

from worker.core.clean.text import sentences

OTHERS = 2  # headlines below a label that are a list of other stories
MOST = 40  # of them


class Above(IntEnum):
    """What of the lines from one on is the site's, where it stands above a headline."""

    NOTHING = 0
    LINE = 1  # the line alone
    NEIGHBOUR = 2  # the line, and the headline of another story below it
    LIST = 3  # the line, and headlines of other stories below it
    TICKER = 4  # the line with another story's headline in it, where the text's own stands below
    SITE = 5  # the site's name, where the text's headline stands below


IsTitle = Callable[[int], bool]  # of the line of this number
AreHeadline = Callable[
    [Sequence[str]], bool
]  # whether the first of these lines is a headline above its by-line


def below_list(
    lines: Sequence[str], label: int, is_title: IsTitle, is_headed: AreHeadline
) -> tuple[range, int]:
    """The headlines of other stories below a label, and the line of the text's own; no headlines where they can't be told from it.

    They are lines in a row, and the own headline stands behind the blank line below them; or each stands alone, and the own is the last before the text.
    """
    first = written(lines, label + 1)
    end = next((number for number in range(first, len(lines)) if not lines[number]), len(lines))
    if end - first >= OTHERS:
        own = written(lines, end)
        in_row = all(map(_may_be_headline, lines[first:end])) and own < len(lines) and is_title(own)
        return (range(first, end), own) if in_row else (range(0), label + 1)
    alone = [first]
    while len(alone) <= MOST and (after := written(lines, alone[-1] + 1)) < len(lines) and is_title(after):
        alone.append(after)
    if len(alone) > OTHERS and is_headed([lines[alone[-2]], lines[alone[-1]]]):
        alone.pop()
    others = range(first, alone[-1])
    return (others, alone[-1]) if len(alone) > OTHERS else (range(0), label + 1)


def _may_be_headline(line: str) -> bool:
    return not sentences.is_prose(line, sentences.size(line))


def written(lines: Sequence[str], start: int) -> int:
    """The first line from here on that isn't blank."""
    return next((number for number in range(start, len(lines)) if lines[number]), len(lines))
