"""Readers' comments that nothing but their order tells: below their heading, to the end of the text, a name and what its bearer wrote, in turn.

So they stand in a plain text, and in a page that makes every line a paragraph of one kind. A story's own part on comments has no name in a line of its own
above each of its paragraphs, or it quotes those whom it names.
"""

import re
from collections.abc import Callable, Sequence

from worker.core.clean.text.words import word_count

LEAST = 2  # comments
NAME_WORDS, NAME_CHARS = 4, 40  # of who wrote one
WHEN_WORDS = 8  # of when it was
LABELS = 3  # lines between a name and what its bearer wrote: when, "Reply", how many like it
MOST = 800  # characters of a comment's paragraph
EXTRA = (
    2  # paragraphs more than comments, and none below the last: a story goes on below each of its headings
)
_QUOTES = "\"'“”„«»‘’「『"
_STOPS = ".!?…。！？।؟۔;；"
_SAYS = re.compile(r"\s*(?:[,|·•–—-]|\bon\b|\bam\b|\ble\b)?\s*[(\[]?\d.*$")  # when, behind a name
_NUMBER = re.compile(r"\d")
_PARTICLES = frozenset(
    "van von de der den da del della di do dos la le el al bin ibn ter ten zu af av ve i y".split()
)

IsHeading = Callable[[int], bool]
IsLabel = Callable[[str], bool]


def end(texts: Sequence[str], heading: int, is_label: IsLabel, ends: IsHeading) -> int:
    """Where the comments below the heading of this number end; right below it where there are none.

    `is_label` tells of a line whether it is a button beside a comment, `ends` of a number whether something else begins there.
    """
    units = more = own = 0
    is_counted = _NUMBER.search(texts[heading]) is not None
    at = last = heading + 1

    def is_next(text: str) -> bool:
        return is_name(text, is_counted=is_counted) and not is_label(text)

    while (at := _written(texts, at, ends)) < len(texts) and is_name(texts[at], is_counted=is_counted):
        name, at = texts[at], at + 1
        labels = 0
        while (at := _written(texts, at, ends)) < len(texts) and _is_beside(texts[at], is_label):
            labels, at = labels + 1, at + 1
        first, at = at, _said(texts, at, ends, is_next)
        if labels > LABELS or first == at or _is_quoted(texts[first], name):
            break
        own = sum(bool(text.strip()) and not is_label(text) for text in texts[first + 1 : at])
        more, units, last = more + own, units + 1, at
    is_rest = _written(texts, last, ends) >= len(texts) or ends(_written(texts, last, lambda _: False))
    return last if units >= LEAST and is_rest and more <= EXTRA and not own else heading + 1


def is_name(text: str, *, is_counted: bool) -> bool:
    """Whether a line may say who wrote a comment, and when: a name or a nickname; of two words in small letters, too, where the heading counts the comments."""
    said = _SAYS.sub("", text.strip()).strip()
    is_led = said.endswith((":", "："))
    name = said.rstrip(":：").strip()
    if not name or len(name) > NAME_CHARS or name[0] in _QUOTES or "," in name or not name[0].isalnum():
        return False
    words = name.split()
    if len(words) > NAME_WORDS + is_led or (name[-1] in _STOPS and not _is_short_form(words)):
        return False
    return is_led or len(words) <= 1 + is_counted or all(map(_is_part, words))


def _is_part(word: str) -> bool:
    return not word[0].islower() or word in _PARTICLES


def _is_short_form(words: Sequence[str]) -> bool:
    """Whether a name ends in a letter with its point."""
    return len(words) > 1 and len(words[-1]) <= 2 + 1 and words[-1][-1] == "."


def _is_beside(text: str, is_label: IsLabel) -> bool:
    """Whether a line stands between a name and what its bearer wrote: when it was, or a button."""
    is_when = word_count(text) <= WHEN_WORDS and _NUMBER.search(text) and text.strip()[-1] not in "!?。！？"
    return bool(is_when) or is_label(text)


def _said(texts: Sequence[str], start: int, ends: IsHeading, is_next: IsLabel) -> int:
    """Where what a commenter wrote ends: before the next name, or what else begins. The first line is theirs whatever it looks like."""
    at = start
    while at < len(texts) and not ends(at):
        text = texts[at]
        if len(text) > MOST or (at > start and text.strip() and is_next(text)):
            break
        at += 1
    return at


def _is_quoted(text: str, name: str) -> bool:
    """Whether a story quotes or tells of the one whom it names: in quotation marks, or by the name."""
    words = name.rstrip(":：").split()
    return text.strip()[0] in _QUOTES or (len(words) > 1 and words[-1] in text.split())


def _written(texts: Sequence[str], start: int, ends: IsHeading) -> int:
    """The first line from here on that isn't blank; the text's end where something else begins before."""
    for at in range(start, len(texts)):
        if ends(at):
            return len(texts)
        if texts[at].strip():
            return at
    return len(texts)
