"""The head of a plain text: which lines above the first paragraph say when it was published, and whether a line stands above such lines or a text as a headline does."""

import itertools
import re
from collections.abc import Sequence

from worker.core.clean.metadata import authors, datelines, prose, writtendates
from worker.core.clean.metadata.bylinewords import BylineWords
from worker.core.clean.text.words import DENSE

LINES = 6  # looked at above the first paragraph
LINE_LIMIT = 120  # characters of a line of the head
NAME_WEIGHT = 15  # of a name in a script that writes without spaces
NAME_PARTS = 3  # words of what has a name's form
NAME_WORDS = 5  # of a line that may be a name between a headline and a date
TITLE_CHARS = 110  # of a headline right above a text, where no blank line tells it
PARAGRAPH_CHARS = 40  # and of each line below it; of a script without spaces a third
_SOURCE = re.compile(r"^[\s,|]*[^\s:：]{2,12}[:：]")  # behind a date: "来源：…"
_ENDED = re.compile(r"[.!?…。！？।۔؟]['\"’”»)\]」』）]*\s*$")


def weight(text: str) -> int:
    """The characters of a text, those of scripts that write without spaces as three."""
    return len(text) if text.isascii() else len(text) + 2 * len(DENSE.findall(text))


def date_of(line: str, tag: str | None, words: BylineWords) -> tuple[str, bool] | None:
    """The date that a line of the head says, and whether it is a change's; None where it says none, or is a sentence."""
    alone = writtendates.alone(line, tag) or _with_time(line, tag)
    if alone or len(line) > LINE_LIMIT or prose.is_sentence(line, tag):
        return (alone, False) if alone else None
    shown = " ".join(line.split())
    for found in writtendates.find(line, tag)[:1] if len(writtendates.folded(line)) == len(shown) else ():
        label, behind = shown[: found.start].strip().casefold(), shown[found.end :]
        if words.is_event(label, behind):
            return None
        is_change = words.is_update(label)
        tells = words.is_update if is_change else words.is_publication
        is_line = datelines.is_line(shown, found.start, found.end, tells, lambda text: is_sign(text, words))
        has_source = not label and _SOURCE.match(prose.without_times(behind)) is not None
        if (is_line and (tells(label) or is_sign(label, words))) or has_source:
            return found.date, is_change
    return None


def _with_time(line: str, tag: str | None) -> str | None:
    """The date of a line that says nothing else but a time of day: `11 October 2025, 9:00am`."""
    found = writtendates.find(line, tag) if len(line) <= LINE_LIMIT else ()
    rest = writtendates.folded(line)
    for written in reversed(found):
        rest = rest[: written.start] + " " + rest[written.end :]
    rest = writtendates.without_days(prose.without_times(rest), tag)
    return found[0].date if len(found) == 1 and not any(map(str.isalpha, rest)) else None


def is_sign(line: str, words: BylineWords) -> bool:
    """Whether a line begins with "by"."""
    return words.after_by(f"{line} ") is not None


def is_headed(lines: Sequence[str], tag: str | None, words: BylineWords) -> bool:
    """Whether the first of these lines, which no blank one follows, is a headline: lines on the writer and the day stand below it, or nothing but paragraphs."""
    if weight(lines[0]) > LINE_LIMIT or is_sign(lines[0], words):
        return False
    below = list(itertools.takewhile(str.strip, lines[1 : LINES + 1]))
    first = next((line for line in below if not _may_be_name(line)), "")
    dated = [date_of(line, tag, words) is not None for line in below[:2]]
    if any(dated[:1]) or (any(dated) and _may_be_name(below[0])) or (below and is_signature(below[0], words)):
        return True
    return bool(first) and first is below[0] and _is_text(lines)


def is_named(line: str) -> bool:
    """Whether a line has the form of a name: two or three words with capitals, or a few letters of a script that writes without spaces."""
    words = line.split()
    if line.upper() == line.lower():
        return weight(line) <= NAME_WEIGHT
    return 2 <= len(words) <= NAME_PARTS and all(word[0].isupper() for word in words)


def names_of(line: str, tag: str | None, words: BylineWords) -> tuple[str, ...]:
    """The persons that a line of the head beside a date names, and nothing else; no place, weekday, section or newspaper. Of scripts without capitals none: a section looks the same."""
    found = authors.plain(line, words)
    is_all = bool(found) and " ".join(found) == " ".join(line.split())
    if not is_all or line.upper() == line.lower() or words.is_job(line) or words.is_desk(line):
        return ()
    is_day = writtendates.without_days(line, tag) != writtendates.folded(line)
    return () if is_day or any(map(words.is_beside, found)) else found


def is_signature(line: str, words: BylineWords) -> bool:
    """Whether a line is a "by" with names behind it, and no sentence."""
    return is_sign(line, words) and not _ENDED.search(line) and len(line.split()) <= 2 * NAME_WORDS


def _may_be_name(line: str) -> bool:
    return len(line.split()) <= NAME_WORDS and weight(line) < PARAGRAPH_CHARS and not _ENDED.search(line)


def _is_text(lines: Sequence[str]) -> bool:
    """Whether each line below the first is a paragraph: long, beginning as a sentence does, and ended as one. The first is neither."""
    below = [line.strip() for line in lines[1:] if line.strip()]
    return (
        len(below) > 1
        and weight(lines[0]) <= TITLE_CHARS
        and all(
            weight(line) >= PARAGRAPH_CHARS and _ENDED.search(line) and not line[0].islower()
            for line in below
        )
    )
