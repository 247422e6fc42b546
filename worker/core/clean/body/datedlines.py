"""What a line at the head of a plain text says of days: when the text was published, and when it was changed.

It says so with a label (“Published …”, “입력 …”), behind "by" and a name, or by nothing but a date; beside that may stand who publishes it, how long it
takes to read and a later time, parted by bars. Two days without a label are none: they tell from when until when something is.
"""

import re
import unicodedata
from collections.abc import Sequence
from enum import Enum, auto
from itertools import pairwise
from typing import NamedTuple

from worker.core.clean.body import headnames
from worker.core.clean.metadata import clocks, datelines, prose, writtendates
from worker.core.clean.metadata.bylinewords import BylineWords
from worker.core.clean.metadata.clocks import Written
from worker.core.clean.text.words import weight

LINE_LIMIT = 120  # characters of a line of the head
NAME_WORDS = 5  # of a name beside a date
NAME_WEIGHT = (
    24  # of one in a script without capitals, where a letter of a script without spaces weighs three
)
CHANGED_WORDS = 3  # of what says that the text was changed, beside the time
PARTICLE = 3  # letters of a word in a name that has no capital: El Faro del Puerto
DEGREE = "°"
_BARS = re.compile(r"\s/\s|[|•·⋅∙●‧»›]")
_PARTED = re.compile(rf"{_BARS.pattern}|[,،，()（）]|\s[–—-]\s")
_DASH = re.compile(r"\s[–—-]\s*$")  # between a name and the date behind it
_SOURCE = re.compile(r"^[\s,|]*[^\s:：]{2,12}[:：]")  # behind a date: "来源：…"
_ENDED = re.compile(r"[.!?…。！？।۔؟]['\"’”»)\]」』）]*\s*$")
_SPACES = " ,，、،;-–—"
_ENDS = _SPACES + ":：()（）[]"


class Told(NamedTuple):
    """A day or an instant, and whether it is a change's."""

    date: str
    is_change: bool = False


class _Label(Enum):
    """What stands before a date."""

    NONE = auto()
    PUBLISHED = auto()  # or who wrote it
    CHANGED = auto()
    OTHER = auto()


class _Dated(NamedTuple):
    """A date in a line, from the end of the date before it on, and its label."""

    start: int
    date: Written
    label: _Label


def told(line: str, tag: str | None, words: BylineWords) -> tuple[Told, ...]:
    """What a line of the head says of days; nothing where it tells of something else, or is a sentence."""
    alone = writtendates.alone(line, tag)
    if alone or len(line) > LINE_LIMIT or _is_sentence(line, tag):
        return (Told(alone),) if alone else ()
    shown = unicodedata.normalize("NFC", " ".join(line.split()))
    found = writtendates.find(line, tag) if len(writtendates.folded(line)) == len(shown) else ()
    starts = (0, *(written.end for written in found))
    dated = [
        _Dated(start, written, _label(shown[start : written.start], shown[written.end :], tag, words))
        for start, written in zip(starts, found, strict=False)
    ]
    said = (
        _labelled(shown, dated, words)
        if dated and dated[0].label != _Label.NONE
        else _bare(shown, dated, tag, words)
    )
    is_new = said and not any(one.is_change for one in said)
    return (*said, *_later(shown[found[-1].end :], said[0].date[:10], tag, words)) if is_new else said


def _is_sentence(line: str, tag: str | None) -> bool:
    """Whether a line is a sentence, and doesn't only end with a time, as one with “11:30 a.m.” at its end."""
    return prose.is_sentence(line, tag) and prose.is_sentence(clocks.without(line), tag)


def _label(head: str, behind: str, tag: str | None, words: BylineWords) -> _Label:
    """What the text between the date before and a date says of it: with its times, or without, which may part a label."""
    said = [_last(head), _last(clocks.without(head))]
    if words.is_event(said[0], behind):
        return _Label.OTHER
    if any(map(words.is_update, said)):
        return _Label.CHANGED
    if any(words.is_publication(label) or words.is_sign(label) for label in said):
        return _Label.PUBLISHED
    own = datelines.parts(head)[-1].strip(_ENDS)
    is_parted = own.upper() == own.lower() or head.rstrip().endswith(",")
    # A newspaper's name; in scripts without capitals often no sign parts it from the date.
    is_bare = not _said(own, tag) or (is_parted and words.is_beside(own))
    return _Label.NONE if is_bare else _Label.OTHER


def _last(head: str) -> str:
    """The last part of a text that says something, in small letters."""
    parts = (part.strip(_SPACES) for part in datelines.parts(writtendates.folded(head)))
    return next((part for part in reversed([*parts]) if part), "")


def _labelled(shown: str, dated: Sequence[_Dated], words: BylineWords) -> tuple[Told, ...]:
    """The days of a line whose first has a label: all with one, up to a day that has none of these."""
    said: list[Told] = []
    for one, after in pairwise((*dated, None)):
        if one is None or one.label not in {_Label.PUBLISHED, _Label.CHANGED}:
            break
        is_change = one.label == _Label.CHANGED
        end = one.date.end if after and after.label in {_Label.PUBLISHED, _Label.CHANGED} else len(shown)
        tells = words.is_update if is_change else words.is_publication
        head = clocks.without(shown[one.start : one.date.start])
        segment, stop = head + shown[one.date.start : end], len(head) + one.date.end - one.date.start
        if not datelines.is_line(segment, len(head), stop, tells, words.is_sign):
            break
        said.append(Told(one.date.date, is_change))
    return tuple(said)


def _bare(shown: str, dated: Sequence[_Dated], tag: str | None, words: BylineWords) -> tuple[Told, ...]:
    """The day of a line that has no label before the first, and the changes that it tells behind it."""
    if not dated or any(one.label != _Label.CHANGED for one in dated[1:]):
        return ()
    first = dated[0].date
    behind = shown[first.end : dated[1].date.start if len(dated) > 1 else len(shown)]
    has_source = _SOURCE.match(clocks.without(behind)) is not None and not shown[: first.start].strip()
    if not (has_source or _is_beside(shown[: first.start], behind, tag, words)):
        return ()
    stamp = _said(behind, tag)
    is_change = len(dated) == 1 and words.is_stamp(stamp) and words.is_update(stamp)
    return (Told(first.date, is_change), *(Told(one.date.date, is_change=True) for one in dated[1:]))


def _is_beside(before: str, behind: str, tag: str | None, words: BylineWords) -> bool:
    """Whether nothing stands around a date but names, times, and how long it takes to read the text."""
    *names, near = _BARS.split(before if _named(before, tag, words) == () else "")
    right, *more = _BARS.split(behind)
    own = (part for side in (near, right) for part in datelines.parts(side))
    return all(_is_little(part, tag, words) or words.is_beside(part.strip(_ENDS)) for part in own) and all(
        _is_little(part, tag, words) or _is_name(part) for part in (*names, *more)
    )


def names(line: str, tag: str | None, words: BylineWords) -> tuple[str, ...]:
    """The persons that stand before a bar or a dash and a date, and nothing else."""
    shown = " ".join(line.split())
    found = writtendates.find(line, tag) if len(writtendates.folded(line)) == len(shown) else ()
    return _named(shown[: found[0].start], tag, words) if found else ()


def _named(before: str, tag: str | None, words: BylineWords) -> tuple[str, ...]:
    """The persons that what stands before a date names, up to its first bar or a dash at its end."""
    parts = [part for part in _BARS.split(_DASH.sub("|", before)) if not _is_little(part, tag, words)]
    is_apart = len(parts) == 1 and parts[0] != before and _is_name(parts[0])
    return headnames.names_of(parts[0].strip(), tag, words) if is_apart else ()


def _is_little(part: str, tag: str | None, words: BylineWords) -> bool:
    """Whether a part of a line says no more than a date does, or who wrote the text, that it was changed, how long it is."""
    said = _said(part, tag)
    is_change = words.is_stamp(said) or (words.is_update(said) and len(said.split()) <= CHANGED_WORDS)
    return not said or is_change or words.is_length(part.strip(_ENDS)) or is_signature(part.strip(), words)


def _said(part: str, tag: str | None) -> str:
    """What a part of a line says beside weekdays and times, in small letters."""
    rest = writtendates.without_little(part, tag).strip(_ENDS)
    return " ".join(rest.split()) if any(map(str.isalpha, rest)) else ""


def _is_name(part: str) -> bool:
    """Whether a part of a line has the form of a name: a newspaper's, a section's, a person's."""
    names = part.split()
    if not names or ":" in part or "：" in part or _ENDED.search(part) or any(map(str.isdigit, part)):
        return False
    if part.upper() == part.lower():
        return weight(part.strip()) <= NAME_WEIGHT
    has_capitals = all(name[0].isupper() or len(name) <= PARTICLE for name in names)
    return len(names) <= NAME_WORDS and has_capitals and names[0][0].isupper() and names[-1][0].isupper()


def _later(behind: str, day: str, tag: str | None, words: BylineWords) -> tuple[Told, ...]:
    """The change on the same day that is told by its time alone: “| Updated 4:15 pm”."""
    for part in _PARTED.split(behind):
        changed = clocks.on(day, part, tag) if words.is_update(part.casefold()) else None
        if changed:
            return (Told(changed, is_change=True),)
    return ()


def is_of_the_text(line: str, tag: str | None, words: BylineWords) -> bool:
    """Whether a line tells a day as only a text's own does, wherever it stands: with a label, or by itself and without the weekday or the weather that the day of a site's top has."""
    if not told(line, tag, words) or writtendates.has_weekday(line, tag) or DEGREE in line:
        return False
    return writtendates.is_alone(line, tag) or words.is_publication(line.casefold())


def is_signature(line: str, words: BylineWords) -> bool:
    """Whether a line is a "by" with names behind it, and no sentence."""
    return words.is_sign(line) and not _ENDED.search(line) and len(line.split()) <= 2 * NAME_WORDS
