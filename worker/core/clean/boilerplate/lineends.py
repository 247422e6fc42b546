"""What stands at the end of a line: crumbs of where a text is from, and the credits of pictures, alone or with the caption that they close."""

import re
from collections.abc import Mapping

from worker.core.clean.boilerplate.linerules import LineEnds, Rule
from worker.core.clean.text.passages import Passage, Placed

CRUMB_WINDOW = 300  # characters at a line's end in which a crumb is looked for
CRUMBS = 10  # at the end of one line; more are no crumbs
CAPTION = 200  # characters of its line
LEAST = 120  # characters of a text beside its captions
BETWEEN = re.compile(r"(?<=[.!?।؟])\s+|(?<=[。！？])\s*(?=\S)")  # sentences
# Of a sentence, at which a credit's pattern may begin; not three dots.
_ENDING = re.compile(r"[.!?。！？।؟][”»]?(?=\s*[\w(\[])|[”»](?=\s*[(\[])")
BLANK = " \t\u00a0\u3000\u200b\ufeff"  # what a line without text is made of


def without_crumbs(
    lines: list[str], ends: LineEnds, whole: Mapping[int, tuple[Rule, ...]]
) -> tuple[list[str], list[Placed]]:
    """The lines without what the rules find at their ends, but for those that go as a whole."""
    kept: list[str] = []
    cut: list[Placed] = []
    for number, line in enumerate(lines):
        rest, crumbs = (line, []) if number in whole else _without_crumb(line, ends)
        cut.extend(Placed(number, crumb) for crumb in crumbs)
        kept.append(rest)
    return kept, cut


def _without_crumb(line: str, ends: LineEnds) -> tuple[str, list[Passage]]:
    cut: list[Passage] = []
    for _ in range(CRUMBS):
        found = _crumb(line, ends)
        if found is None:
            break
        start, rule = found
        if end := _ENDING.match(line, start):  # the sentence keeps it
            start = end.end()
        cut.insert(0, Passage(line[start:].strip(), rule.id))
        line = line[:start].rstrip()
    return line, cut


def _crumb(line: str, ends: LineEnds) -> tuple[int, Rule] | None:
    offset = max(0, len(line) - CRUMB_WINDOW)
    found = ends.first(line[offset:])
    return (offset + found[0], found[1]) if found else None


def credited(line: str, captions: LineEnds) -> tuple[Rule, ...]:
    """The rule by which a short line ends with the credit of the picture that it describes."""
    found = _crumb(line, captions) if len(line) <= CAPTION else None
    return (found[1],) if found else ()


def described(lines: list[str], captions: LineEnds) -> dict[int, tuple[Rule, ...]]:
    """The lines of a text whose blocks nobody judged that are a caption with its credit: one short sentence, in a text that has more than that."""
    sizes = list(map(len, lines))
    total = sum(sizes)
    return {
        number: (found[1],)
        for number, line in enumerate(lines)
        if 0 < sizes[number] <= min(CAPTION, total - LEAST)
        and (found := _crumb(line, captions))
        and len(BETWEEN.split(line[: found[0]].strip(BLANK))) == 1
        and line[: found[0]].strip(BLANK)
    }
