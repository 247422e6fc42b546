"""The headline of a plain text below what a site puts at its top.

A headline shares its words with the text below it. Of the lines that do the one above the writer's name or the day is the surest, and the highest: the line
below it may sum up the story as well. How many sentences it has, and whether a stop ends it, says nothing against one that stands right above these lines.
"""

import re
from collections.abc import Sequence, Set
from itertools import islice
from typing import NamedTuple

from worker.core.clean.body import sharedwords, sitetop
from worker.core.clean.body.sitetop import LABELS, Says
from worker.core.clean.text import sentences
from worker.core.clean.text.words import weight

# Characters of an alphabet that a headline has, and one that ends as a sentence does.
HEADLINE_CHARS, TITLE_CHARS, SENTENCE_CHARS = 12, 160, 220
# Of a person's name beside the day, in a script without capitals.
NAME_WEIGHT = 36
# Paragraphs that are compared.
READ = 30
# Words that are shared, at least.
LEAST = 2
# Of a headline's words those that the text has, at least: by itself, and where the writer or the day is told below it.
SHARED, SHARED_SIGNED = 0.4, 0.2
# What that adds, told by one of so many lines below.
SIGNED, BELOW = 0.3, 4
# Words by which a line of few counts for less.
FEW = 4
# What the line above the text has more than one far up, and how many lines up it has half of it.
CLOSE, FAR = 0.3, 8
# How much less than the best the highest may have.
NEARLY = 0.1
_ITEM = re.compile(r"\s*(?:[-*•·–—‣▪]\s|\d{1,3}[.)]\s)")
_LETTERS = re.compile(r"[^\W_]+")


class _Top(NamedTuple):
    """The written lines above a text, with the first of it; which of them tell the writer or the day."""

    lines: Sequence[str]
    head: Sequence[int]
    start: int
    shown: Sequence[int]  # the head, and what may stand below a summary
    signing: Set[int]
    names: Set[int]  # beside these, of a script without capitals
    persons: Set[int]  # all that have a name's form there; so has a headline in capitals


def find(lines: Sequence[str], says: Says, title: str | None = None) -> int | None:
    """The number of the headline's line; None where it can't be told. It is the line that repeats the `title`, or the likeliest of those that may be one."""
    above, start = sitetop.head(lines, says)
    if title:
        return next((number for number in above if _letters(lines[number]) == _letters(title)), None)
    top = _read(lines, above, start, says)
    may_be = [
        number
        for at, number in enumerate(above)
        if number not in top.names
        and _may_be_headline(lines[number], says)
        and not sitetop.is_above_menu(
            [lines[one] for one in above[at + 1 : at + 1 + LABELS]], says, is_first=at == 0
        )
    ]
    text = sharedwords.words(
        islice((line for line in lines[start:] if sitetop.is_told(line, sitetop.PARAGRAPH)), READ)
    )
    found = _of_the_text(top, may_be, text)
    if found is None:
        found = _below_labels(top, may_be, says)
    return found if found is not None else _right_above(top, may_be, says)


def dated_above(lines: Sequence[str], at: int, says: Says) -> int:
    """The number of the line right above a headline that tells the text's day; the headline's own where none does. Where the lines below the headline tell one, that is the text's."""
    above = max((number for number in range(at) if lines[number]), default=at)
    below = [line for line in lines[at + 1 : at + 1 + 2 * BELOW] if line][:BELOW]
    is_own = above < at and says.is_of_the_text(lines[above])
    return above if is_own and not any(map(says.is_date, below)) else at


def _read(lines: Sequence[str], above: Sequence[int], start: int, says: Says) -> _Top:
    written = [number for number in range(start, min(start + 2 * BELOW, len(lines))) if lines[number]]
    shown = [*above, *written[:BELOW]]
    signing = {number for number in shown if says.is_signing(lines[number])}
    beside = {
        one
        for at, number in enumerate(shown)
        if number in signing
        for one in shown[max(0, at - 1) : at + 2]
        if one not in signing
    }
    names = {one for one in beside if _may_be_name(lines[one])}
    persons = names | {one for one in beside if says.is_person(lines[one])}
    return _Top(lines, above, start, shown, signing, names, persons)


def _of_the_text(top: _Top, may_be: Sequence[int], text: frozenset[str]) -> int | None:
    """The likeliest of the lines that share enough of their words with the text."""
    points: dict[int, float] = {}
    unnamed = [number for number in may_be if number not in top.persons]
    nearest = {max((one for one in unnamed if one < number), default=-1) for number in top.signing}
    for number in may_be:
        at, line = top.shown.index(number), top.lines[number]
        is_signed = not top.signing.isdisjoint(top.shown[at + 1 : at + 1 + BELOW])
        share, words = sharedwords.share(line, text), len(sharedwords.words([line]))
        is_enough = share * words >= LEAST or number in nearest
        if is_enough and share >= (SHARED_SIGNED if is_signed else SHARED):
            near = CLOSE * FAR / (FAR + len(top.shown) - at)
            points[number] = share * words / (words + FEW) + SIGNED * is_signed + near
    best = max(points.values(), default=0)
    return next((number for number, point in points.items() if point >= best - NEARLY), None)


def _below_labels(top: _Top, may_be: Sequence[int], says: Says) -> int | None:
    """The line above the last one on the writer or the day, or the only one there is, below a site's top."""
    last = max((number for number in top.head if number in top.signing), default=-1)
    unnamed = [number for number in may_be if number not in top.persons]
    above = [number for number in unnamed if number < last]
    found = above[-1] if above else unnamed[0] if len(unnamed) == 1 else None
    return found if found is not None and _is_below_top(top, found, says) else None


def _right_above(top: _Top, may_be: Sequence[int], says: Says) -> int | None:
    """The line right above the first that tell the writer or the day, where no other may be the headline: though it is a sentence, or a word or two that no rule knows. A site's top stands above it, or it is the first, and both are told."""
    below = [at for at, one in enumerate(top.shown) if one in top.signing or one in top.persons]
    if not below or not below[0]:
        return None
    number = top.shown[below[0] - 1]
    line = top.lines[number]
    is_first = below[0] == 1 and below[1:2] == [2] and not sitetop.is_label(line)
    is_free = (
        weight(line) <= SENTENCE_CHARS
        and _ITEM.match(line) is None
        and not (says.is_name(line) or says.is_sites(line) or says.is_caption(line) or says.is_section(line))
        and top.lines.count(line) == 1
    )
    is_only = not any(one < number for one in may_be)
    return number if is_free and is_only and (is_first or _is_below_top(top, number, says)) else None


def _is_below_top(top: _Top, number: int, says: Says) -> bool:
    """Whether a site's top stands above a line: labels enough, or nothing that a rule doesn't know."""
    above = [top.lines[one] for one in top.head if one < number]
    known = (says.is_name(line) or says.is_sites(line) or says.is_section(line) for line in above)
    return sum(map(sitetop.is_label, above)) >= LABELS or (bool(above) and all(known))


def _may_be_headline(line: str, says: Says) -> bool:
    """Whether a line may be a headline: no label, no line that ends as a sentence, no caption, and not the site's name."""
    return (
        HEADLINE_CHARS <= weight(line) <= TITLE_CHARS
        and not says.is_name(line)
        and _ITEM.match(line) is None
        and not sitetop.is_label(line)
        and not says.is_signing(line)
        and not says.is_caption(line)
        and not sentences.is_prose(line, sentences.size(line))
        and not says.is_sites(line)
    )


def _may_be_name(line: str) -> bool:
    """Whether a line of a script without capitals is short enough for a name."""
    return line.upper() == line.lower() and weight(line) <= NAME_WEIGHT


def _letters(text: str) -> str:
    return "".join(_LETTERS.findall(text.casefold()))
