"""What stands below a heading that says what it is, where the page's blocks alone don't tell: the article in a few points, and lists of other stories.

A summary stands above the first paragraph: its heading says that a machine made it or that it is the news in brief, or it is what opens a part that folds.
Its points are a list's items, or paragraphs in one element with the heading and not with the story; or a note stands below them in such an element, that a machine made them. Of other stories the heading was left out already, and
the headlines below it are links, or each begins with a time of day, as a ticker's do.
"""

import re
from collections.abc import Callable, Iterator, Sequence

import msgspec

from worker.core.clean.text import sentences
from worker.core.clean.text.passages import MODEL, OTHER, SUMMARY, Passage
from worker.core.clean.text.words import word_count

HEADING = 80  # characters of a heading
NOTE = 200  # of a note below a summary
LEAST = 2  # points or headlines below it
MOST = 12  # of them
POINT = 45  # words of one
ABOVE = 1  # paragraphs that may stand above a summary: a standfirst
_ITEM = "- "
_TIMED = re.compile(r"- \d{1,2}[:.h]\d\d\s")


class Words(msgspec.Struct, frozen=True):
    """What rules of the language tell of a line."""

    is_summary: Callable[[str], bool]  # the heading of one
    opens_list: Callable[[str], bool]  # the heading of a list of other stories
    is_note: Callable[[str], bool]  # below a summary: what made it


def without(passages: Sequence[Passage], words: Words) -> tuple[Passage, ...]:
    """The passages of a page with what stands below such headings cut."""
    marked, paragraphs, end = list(passages), 0, 0
    kept = [number for number, one in enumerate(passages) if one.rule is None]
    story = next((_around(passages[at]) for at in reversed(kept) if _is_paragraph(passages[at])), "")
    # Most of a page was left out already: only what stands near a kept passage can head one, or be a note below one.
    for number in _near(kept, len(passages)):
        passage = passages[number]
        if number < end:
            continue
        in_story = paragraphs > ABOVE
        if _may_head(passage, in_story=in_story) and (
            rule := _rule(passages, number, story, words, in_story=in_story)
        ):
            start = number if rule is SUMMARY else number + 1
            end = _end(passages, number, story if rule is SUMMARY else _around(passage))
            cut = (msgspec.structs.replace(one, rule=one.rule or rule) for one in passages[start:end])
            marked[start:end] = cut
        elif _is_paragraph(passage):
            paragraphs += 1
        start = _start(passages, number, story) if len(passage.text) <= NOTE else number
        noted = passages[start : number + 1] if start < number else ()
        if any(one.rule is None for one in noted) and words.is_note(passage.text):
            marked[start : number + 1] = (
                msgspec.structs.replace(one, rule=one.rule or SUMMARY) for one in noted
            )
    return tuple(marked)


def _near(kept: Sequence[int], count: int) -> Iterator[int]:
    """The numbers of the passages up to MOST before a kept one or behind it, in order."""
    start = 0
    for number in kept:
        end = min(count, number + MOST + 1)
        yield from range(max(start, number - MOST), end)
        start = end


def _may_head(passage: Passage, *, in_story: bool) -> bool:
    """Whether a line may head anything: no summary stands within the story, and the heading of other stories was left out already."""
    return len(passage.text) <= HEADING and (passage.rule == MODEL or not in_story)


def _start(passages: Sequence[Passage], number: int, story: str) -> int:
    """Where the points above a note begin, which stand in its element or in the one around it, but not in the story's; its own number where there are none."""
    note = passages[number]
    within = {_around(note), note.where.rpartition(" > ")[2]} - {story}
    start = number
    while start and number - start < MOST and _around(passages[start - 1]) in within:
        start -= 1
    is_summary = all(word_count(one.text) <= POINT for one in passages[start:number])
    return start if is_summary else number


def _rule(
    passages: Sequence[Passage], number: int, story: str, words: Words, *, in_story: bool
) -> str | None:
    """By which rule the lines below this one go; None where it heads nothing of the kind."""
    below = passages[number + 1 : _end(passages, number, story)]
    points = [one for one in below if one.rule is None]
    rule = _told(passages[number], points, words, in_story=in_story) if points else None
    # All of the rest is looked at for the few lines that may be headings, not for every short one.
    return rule if rule and _size(points) <= _size(passages[number + 1 + len(below) :]) else None


def _told(heading: Passage, points: Sequence[Passage], words: Words, *, in_story: bool) -> str | None:
    """By which rule these points below a line go, by its words and their form."""
    if not in_story and words.is_summary(heading.text):
        return SUMMARY
    if len(points) < LEAST or not all(one.text.startswith(_ITEM) for one in points):
        return None
    if not in_story and _own(heading) == "summary" and all(one.bare for one in points):
        return SUMMARY
    is_other = not any(one.bare for one in points) or all(_TIMED.match(one.text) for one in points)
    return OTHER if is_other and heading.rule == MODEL and words.opens_list(heading.text) else None


def _end(passages: Sequence[Passage], number: int, story: str) -> int:
    """Where the points below a heading end."""
    around = _around(passages[number])
    end = min(number + 1 + MOST, len(passages))
    for at in range(number + 1, end):
        one = passages[at]
        if one.rule is None and not (_is_point(one, around, story) and word_count(one.text) <= POINT):
            return at
    return end


def _is_point(passage: Passage, around: str, story: str) -> bool:
    """Whether a passage is an item of a list, or a paragraph in an element that isn't the story's."""
    return passage.text.startswith(_ITEM) or (around != story and _around(passage) == around)


def _size(passages: Sequence[Passage]) -> int:
    return sum(word_count(one.text) for one in passages if one.rule is None)


def _is_paragraph(passage: Passage) -> bool:
    return passage.rule is None and sentences.is_prose(passage.text, sentences.size(passage.text))


def _around(passage: Passage) -> str:
    """The element around a passage's own, with its classes."""
    return passage.where.rpartition(" > ")[0]


def _own(passage: Passage) -> str:
    """The name of a passage's own element."""
    return passage.where.rpartition(" > ")[2].partition(".")[0]
