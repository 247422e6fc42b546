"""The headline of a plain text below what a site puts at its top: its name and motto, its sections a line each, a trail, the day and the weather.

A headline shares its words with the text below it; what a site says of itself, on every page, does so by chance only. Of those that do the one above
the writer's name or the day is the surest, and the highest: the line below it may sum up the story as well.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence, Set
from itertools import islice
from typing import NamedTuple

from worker.core.clean.text import sentences
from worker.core.clean.text.words import DENSE, weight

LABELS = 3  # lines above a headline that only a site's top has
MOST = 150  # lines above a text
LABEL_WORDS, LABEL_CHARS = 2, 25
HEADLINE_CHARS, TITLE_CHARS = 12, 160  # of a headline, in characters of an alphabet
NAME_WEIGHT = 36  # of a person's name beside the day, in a script without capitals
SENTENCE, PARAGRAPH = 25, 60  # characters of what may be the text's first line, and of what is compared
LEAST = 2  # words that are shared
READ = 30  # paragraphs that are compared
STEM = 5  # letters by which two forms of a word are one
SHARED, SHARED_SIGNED = (
    0.4,
    0.2,
)  # of a headline's words that the text has, at least: by itself, and where the writer or the day is told below it
SIGNED, BELOW = 0.3, 4  # what that adds, told by one of so many lines below
FEW = 4  # words by which a line of few counts for less
CLOSE, FAR = (
    0.3,
    8,
)  # what the line above the text has more than one far up, and how many lines up it has half of it
NEARLY = 0.1  # how much less than the best the highest may have
_ITEM = re.compile(r"\s*(?:[-*•·–—‣▪]\s|\d{1,3}[.)]\s)")
_TRAIL = re.compile(r"\S\s*[>»›→]\s*\S|\S\s*[|•]\s*\S.*[|•]")
_TELEPHONE = re.compile(r"[:：]\s*[\d\s()+./-]{5,}$")  # a label and its number
_SENTENCES = re.compile(
    r"[^\W\d_]{4}[.!?] \S|[\uac00-\ud7a3]{2}\. \S|[。！？]\S"
)  # one and another's beginning
_WORD = re.compile(r"[^\W\d_]{4,}|\d{2,}")
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
    """The number of the headline's line; None where it can't be told. It is the line that repeats the `title`, or the likeliest of those that may be one."""
    head, start = _head(lines, says)
    if title:
        return next((number for number in head if _letters(lines[number]) == _letters(title)), None)
    shown = [*head, *range(start, min(start + BELOW, len(lines)))]
    signing = {number for number in shown if says.is_date(lines[number]) or says.is_sign(lines[number])}
    names = {
        one
        for at, number in enumerate(shown)
        if number in signing
        for one in shown[max(0, at - 1) : at + 2]
        if _may_be_name(lines[one])
    }
    may_be = [
        number
        for at, number in enumerate(head)
        if number not in names
        and _may_be_headline(lines[number], says)
        and not _is_above_menu([lines[one] for one in head[at + 1 : at + 1 + LABELS]], says, is_first=at == 0)
    ]
    if not may_be:
        return None
    text = _words(islice((line for line in lines[start:] if _is_told(line, PARAGRAPH)), READ))
    found = _of_the_text(lines, shown, may_be, text, signing)
    return _below_labels(lines, head, may_be, signing) if found is None else found


def _of_the_text(
    lines: Sequence[str], shown: Sequence[int], may_be: Sequence[int], text: frozenset[str], signing: Set[int]
) -> int | None:
    """The likeliest of the lines that share enough of their words with the text."""
    points: dict[int, float] = {}
    nearest = {max((one for one in may_be if one < number), default=-1) for number in signing}
    for number in may_be:
        at = shown.index(number)
        is_signed = not signing.isdisjoint(shown[at + 1 : at + 1 + BELOW])
        share, words = _share(lines[number], text), len(_words([lines[number]]))
        is_enough = share * words >= LEAST or number in nearest
        if is_enough and share >= (SHARED_SIGNED if is_signed else SHARED):
            near = CLOSE * FAR / (FAR + len(shown) - at)
            points[number] = share * words / (words + FEW) + SIGNED * is_signed + near
    best = max(points.values(), default=0)
    return next((number for number, point in points.items() if point >= best - NEARLY), None)


def _below_labels(
    lines: Sequence[str], head: Sequence[int], may_be: Sequence[int], signing: Set[int]
) -> int | None:
    """The line above the last one on the writer or the day, or the only one there is, below some that only a site's top has."""
    last = max((number for number in head if number in signing), default=-1)
    above = [number for number in may_be if number < last]
    found = above[-1] if above else may_be[0] if len(may_be) == 1 else None
    labels = (number for number in head if found is not None and number < found and _is_label(lines[number]))
    return found if sum(1 for _ in labels) >= LABELS else None


def _head(lines: Sequence[str], says: Says) -> tuple[list[int], int]:
    """The numbers of the written lines above the text, and of its first, which is a sentence and none of the site's: no headline stands below one. Below a menu a short one tells the day and the weather. None where no text begins."""
    head: list[int] = []
    labels = 0
    for number, line in enumerate(lines):
        if _is_told(line, SENTENCE if labels < LABELS else PARAGRAPH) and not says.is_sites(line):
            return head, number
        if line.strip():
            head.append(number)
            labels += _is_label(line)
        if len(head) > MOST:
            break
    return [], len(lines)


def _is_told(line: str, least: int) -> bool:
    """Whether a line reads as a sentence of some length."""
    size = sentences.size(line)
    return size >= least and sentences.is_prose(line, size)


def _may_be_headline(line: str, says: Says) -> bool:
    """Whether a line may be a headline: no label, no sentence, and not the site's name."""
    size = weight(line)
    return (
        HEADLINE_CHARS <= size <= TITLE_CHARS
        and not says.is_name(line)
        and _ITEM.match(line) is None
        and _SENTENCES.search(line) is None
        and not _is_label(line)
        and not says.is_date(line)
        and not says.is_sign(line)
        and not sentences.is_prose(line, sentences.size(line))
        and not says.is_sites(line)
    )


def _is_above_menu(below: Sequence[str], says: Says, *, is_first: bool) -> bool:
    """Whether nothing but labels follows a line: it is the name of a site, above its sections. What a rule takes stands below a headline as often, to share it, but for a page's first line."""
    labels = (line for line in below if _is_label(line) and not (says.is_date(line) or says.is_sign(line)))
    return sum(is_first or not says.is_sites(line) for line in labels) == LABELS


def _may_be_name(line: str) -> bool:
    """Whether a line of a script without capitals is short enough for a name."""
    return line.upper() == line.lower() and weight(line) <= NAME_WEIGHT


def _is_label(line: str) -> bool:
    is_short = len(line.split()) <= LABEL_WORDS and weight(line) <= LABEL_CHARS
    return is_short or _TRAIL.search(line) is not None or _TELEPHONE.search(line) is not None


def _share(line: str, below: frozenset[str]) -> float:
    """The share of a line's words that are among those below."""
    words = _words([line])
    return len(words & below) / len(words) if words else 0.0


def _words(lines: Iterable[str]) -> frozenset[str]:
    """The words of lines, without their endings; of scripts that write without spaces each two letters that stand together."""
    return frozenset(word for line in lines for word in _stems(line))


def _stems(line: str) -> Iterator[str]:
    for word in _WORD.findall(line.casefold()):
        if DENSE.search(word):
            yield from (word[at : at + 2] for at in range(len(word) - 1))
        else:
            yield word[:STEM]


def _letters(text: str) -> str:
    return "".join(_LETTERS.findall(text.casefold()))
