"""The headline of a plain text below what a site puts at its top: its name and motto, its sections a line each, a trail, the day and the weather."""

import re
from collections.abc import Callable, Sequence
from typing import NamedTuple

from worker.core.clean.body import plainhead
from worker.core.clean.text import sentences

LABELS = 3  # lines above a headline that only a site's top has
MOST = 40  # lines of such a top
LABEL_WORDS, LABEL_CHARS = 3, 25
HEADLINE_WORDS, HEADLINE_CHARS = 4, 20  # of a headline at least, in words or characters of an alphabet
TITLE_CHARS = 160
PARAGRAPH = 100  # characters of a paragraph
_TRAIL = re.compile(r"\S\s*[>»›→]\s*\S")
_TELEPHONE = re.compile(r"[:：]\s*[\d\s()+./-]{5,}$")  # a label and its number
_LETTERS = re.compile(r"[^\W_]+")


class Says(NamedTuple):
    """What is asked of a line."""

    is_sites: Callable[[str], bool]  # whether a rule takes it above a headline
    is_date: Callable[[str], bool]
    is_sign: Callable[[str], bool]  # whether it begins with "by"
    is_name: Callable[[str], bool] = lambda _: (
        False
    )  # whether it is the site's name, or learned to stand above


def headline(lines: Sequence[str], says: Says, title: str | None = None) -> int | None:
    """The number of the headline's line; None where no such top stands above one, or it can't be told.

    It is the line that repeats the `title`, or stands above the last line on the writer or the day before the first paragraph; else one that an earlier
    line repeats with the site's name, or the only line that may be one.
    """
    head = _head(lines)
    found = _told(lines, head, says, title)
    if found is None:
        return None
    above = [lines[number] for number in head if number < found]
    # What a rule takes stands below a headline as often: to share it, to listen to it.
    return (
        found if sum(_is_label(line, says) and not says.is_sites(line) for line in above) >= LABELS else None
    )


def _told(lines: Sequence[str], head: Sequence[int], says: Says, title: str | None) -> int | None:
    if title:
        return next((number for number in head if _letters(lines[number]) == _letters(title)), None)
    may_be = [number for number in head if _may_be_headline(lines[number], says)]
    signing = [number for number in head if says.is_date(lines[number]) or says.is_sign(lines[number])]
    for number in reversed(signing):
        found = _above(lines, head[: head.index(number)], says)
        if found in may_be:
            return found
    repeated = (
        number
        for at, number in enumerate(may_be)
        if any(_letters(lines[number]) in _letters(lines[other]) for other in may_be[:at])
    )
    return next(repeated, may_be[0] if len(may_be) == 1 else None)


def _head(lines: Sequence[str]) -> list[int]:
    """The numbers of the written lines above the first paragraph; none where there is no paragraph."""
    head: list[int] = []
    for number, line in enumerate(lines):
        size = sentences.size(line)
        if size >= PARAGRAPH and sentences.is_prose(line, size):
            return head
        if line.strip():
            head.append(number)
        if len(head) > MOST:
            break
    return []


def _above(lines: Sequence[str], above: Sequence[int], says: Says) -> int | None:
    """The nearest line above that is no writer's, no date, no sentence, and none of the site's."""
    for number in reversed(above):
        line = lines[number]
        is_beside = says.is_date(line) or says.is_sign(line) or says.is_sites(line) or says.is_name(line)
        if not (is_beside or plainhead.is_named(line) or sentences.is_prose(line, sentences.size(line))):
            return number
    return None


def _may_be_headline(line: str, says: Says) -> bool:
    size = plainhead.weight(line)
    is_long = len(line.split()) >= HEADLINE_WORDS or (line.upper() == line.lower() and size >= HEADLINE_CHARS)
    return (
        is_long
        and HEADLINE_CHARS <= size <= TITLE_CHARS
        and not _is_label(line, says)
        and not says.is_sign(line)
        and not sentences.is_prose(line, sentences.size(line))
    )


def _is_label(line: str, says: Says) -> bool:
    is_short = len(line.split()) <= LABEL_WORDS and plainhead.weight(line) <= LABEL_CHARS
    return (
        is_short
        or _TRAIL.search(line) is not None
        or _TELEPHONE.search(line) is not None
        or says.is_date(line)
        or says.is_sites(line)
        or says.is_name(line)
    )


def _letters(text: str) -> str:
    return "".join(_LETTERS.findall(text.casefold()))
