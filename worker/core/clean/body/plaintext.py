"""Plain-text pages, as crawlers often store them: title line, paragraphs, lists and tables kept as they stand."""

import itertools
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from worker.core.clean.body import headline, plainhead, sitetop
from worker.core.clean.boilerplate import plaintop
from worker.core.clean.boilerplate.plaintop import Above, written
from worker.core.clean.metadata import writtendates
from worker.core.clean.text.words import weight

TITLE_LIMIT = 160  # characters
LABEL_LIMIT = 30  # of a line right above a headline that the page repeats
SECTION_LIMIT = 12  # of a line above the headline that is a section's name, where a blank line parts them
WRAP_MIN, WRAP_MAX = 50, 90  # the widths at which mail and wire systems break lines
WRAP_LINES = 8  # fewer long lines tell nothing about wrapping
MOST_INDENT = 8  # spaces before a list's item
_SENTENCE_END = re.compile(r"[.!?…。！？।؟:;,]['\"”’»)\]]*$")
_ITEM = re.compile(r"\s*(?:[-*•·–]|\d{1,3}[.)])\s|.*\|.*\|")
_RUN = re.compile("[ \t 　]{3,}")
_CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\xad\ufeff\ufffe\uffff]")


@dataclass(frozen=True)
class PlainText:
    """A page's title line, where it has one, and its text without it and without other stories' headlines above it."""

    title: str | None
    text: str
    others: tuple[str, ...] = ()  # those headlines
    top: tuple[str, ...] = ()  # the lines of the site's above the title, its name and sections


def read(
    text: str,
    title: str | None = None,
    above: Callable[[str], Above] | None = None,
    is_headed: Callable[[Sequence[str]], bool] | None = None,
    says: sitetop.Says | None = None,
) -> PlainText:
    """The text with unified line ends, wrapped lines joined, and its title line (equal to `title`, or recognised) apart.

    `above` tells of a line what a site puts above a title from it on: it is no title, and stays in the text, but for other stories' headlines.
    `says` is asked of the lines of a site's top. `is_headed` tells of lines whether the first is a headline, though no blank line follows it.
    """
    lines = [line.rstrip() for line in clean(text).split("\n")]
    lines = [spaced(line) for line in unwrapped(lines)]
    at = headline.find(lines, says, title) if says else None
    if says and at is not None:
        told = headline.dated_above(lines, at, says)
        rest = "\n".join(lines[told:at] + lines[at + 1 :]).strip("\n")
        return PlainText(title or lines[at].strip(), rest, top=tuple(filter(None, lines[:told])))
    end = sitetop.menu_end(lines, says) if says and not title else 0
    menu, lines = tuple(filter(None, lines[:end])), lines[end:]
    first = next((number for number, line in enumerate(lines) if line), len(lines))
    upper = _below_furniture(lines, first, title, above, is_headed, says)
    start = _below_section(lines, upper.end, title, above, is_headed)
    is_writer = start < len(lines) and bool(menu) and says is not None and says.is_person(lines[start])
    if start < len(lines) and not is_writer and _is_title(lines, start, title, is_headed):
        gone = upper.others | upper.names
        kept = [line for number, line in enumerate(lines[:start]) if number >= first and number not in gone]
        rest = "\n".join(kept + lines[start + 1 :]).strip("\n")
        said, names = (
            tuple(lines[number] for number in sorted(numbers) if lines[number])
            for numbers in (upper.others, upper.names)
        )
        return PlainText(title or lines[start].strip(), rest, said, (*menu, *names))
    return PlainText(title, "\n".join(lines[first:]).rstrip(), top=menu)


def has_line(text: str, title: str) -> bool:
    """Whether a line of a text is its title."""
    return any(_squeezed(line) == _squeezed(title) for line in text.split("\n"))


def below_title(text: str, *titles: str | None) -> str:
    """The text without a first line that only repeats one of the titles, and a section's name above it: copies are told by the text, not by its headline."""
    known = {_squeezed(title) for title in titles if title}
    lines = text.split("\n", 2)
    at = next((number for number, line in enumerate(lines[:2]) if _squeezed(line) in known), None)
    if at is None or (at and (len(lines[0]) > LABEL_LIMIT or _SENTENCE_END.search(lines[0]))):
        return text
    rest = "\n".join(lines[at + 1 :])
    return rest.lstrip("\n") if rest.strip() else text


def clean(text: str) -> str:
    """The text with one kind of line end and without control characters and soft hyphens."""
    if text.isprintable():  # none of them is
        return text
    return _CONTROLS.sub(
        "", text.replace("\r\n", "\n").replace("\r", "\n").replace("\u2028", "\n").replace("\u2029", "\n")
    )


def spaced(line: str) -> str:
    """The line without the space that sets it in, but for a list's item, and with long runs of spaces as two, which still part a table's columns."""
    text = _RUN.sub("  ", line.strip())
    indent = min(len(line) - len(line.lstrip()), MOST_INDENT)
    return " " * indent + text if _ITEM.match(text) else text


def unwrapped(lines: list[str]) -> list[str]:
    """The lines with paragraphs joined where the text was broken at a fixed width."""
    if not _is_wrapped(lines):
        return lines
    joined: list[str] = []
    for line in lines:
        if joined and joined[-1] and line and not line[0].isspace() and not _ITEM.match(line):
            joined[-1] = f"{joined[-1]} {line}"
        else:
            joined.append(line)
    return joined


def _is_wrapped(lines: list[str]) -> bool:
    """Whether most lines within paragraphs are nearly as long as the longest and stop in mid-sentence.

    A paragraph ends before an empty line, or one that is set in, and its last line says nothing.
    """
    inner = [line for line, after in itertools.pairwise(lines) if line and after[:1].strip()]
    if len(inner) < WRAP_LINES or max(map(len, lines)) > WRAP_MAX:
        return False
    long = [line for line in inner if len(line) >= WRAP_MIN]
    open_ended = sum(1 for line in inner if not _SENTENCE_END.search(line))
    return len(long) * 3 >= len(inner) * 2 and open_ended * 3 >= len(inner) * 2


def _is_title(
    lines: list[str], number: int, title: str | None, is_headed: Callable[[Sequence[str]], bool] | None
) -> bool:
    """A first line that repeats the title, or (where none was handed in) a short one before a blank line and a text, or above lines that only stand below a headline."""
    line = lines[number].strip()
    if title:
        return _squeezed(line) == _squeezed(title)
    if len(line) > TITLE_LIMIT or _SENTENCE_END.search(line) or writtendates.is_alone(line):
        return False
    if number + 1 < len(lines) and not lines[number + 1]:
        return sum(map(weight, lines[number + 1 :])) > TITLE_LIMIT
    return is_headed is not None and not _ITEM.match(line) and is_headed(lines[number:])


class _Upper(NamedTuple):
    """The lines of the site's above a text: where they end, which are other stories' headlines, which its name."""

    end: int
    others: frozenset[int]
    names: frozenset[int]


def _below_furniture(
    lines: list[str],
    number: int,
    title: str | None,
    above: Callable[[str], Above] | None,
    is_headed: Callable[[Sequence[str]], bool] | None,
    says: sitetop.Says | None,
) -> _Upper:
    """What is the site's above the first line with text. What repeats the title is none."""
    others: frozenset[int] = frozenset()
    names: frozenset[int] = frozenset()
    while above and number < len(lines) and not (title and _squeezed(lines[number]) == _squeezed(title)):
        found = above(lines[number]) if lines[number] else Above.LINE
        if found == Above.NOTHING:
            break
        if found == Above.TICKER:
            below = written(lines, number + 1)
            if not _is_own_title(lines, below, title, is_headed):
                break
            others |= {number}
            number = below
        elif found == Above.SITE:
            below = written(lines, number + 1)
            is_beside = (
                below < len(lines) and says and (says.is_sign(lines[below]) or says.is_date(lines[below]))
            )
            if is_beside or not _is_own_title(lines, below, title, is_headed):
                break
            names |= {number}
            number = below
        elif found == Above.LIST:
            told, number = plaintop.below_list(
                lines,
                number,
                lambda line: _is_title(lines, line, None, is_headed),
                is_headed or (lambda _: False),
            )
            others |= frozenset(told)
        else:
            number = _below_neighbour(lines, number) if found == Above.NEIGHBOUR else number + 1
    return _Upper(number, others, names)


def _is_own_title(
    lines: list[str], number: int, title: str | None, is_headed: Callable[[Sequence[str]], bool] | None
) -> bool:
    """Whether the text's own headline stands here, and no name of its writer."""
    if number == len(lines) or plainhead.is_named(lines[number]):
        return False
    if weight(lines[number]) > TITLE_LIMIT:  # Thai's paragraphs end without a sign
        return False
    return _is_title(lines, number, title, is_headed)


def _below_neighbour(lines: list[str], number: int) -> int:
    """The headline below a label and another story's headline; where only one headline stands there, it is the text's own."""
    beyond = written(lines, written(lines, number + 1) + 1)
    return beyond if beyond < len(lines) and _is_title(lines, beyond, None, None) else number + 1


def _below_section(
    lines: list[str],
    number: int,
    title: str | None,
    above: Callable[[str], Above] | None,
    is_headed: Callable[[Sequence[str]], bool] | None,
) -> int:
    """The first line, or the headline below it where it is a word or two that say where on the site this stands: NEWS. Tools and labels may stand between the two."""
    while number < len(lines) and not title and weight(lines[number]) <= SECTION_LIMIT:
        below = written(lines, number + 1)
        while above and below < len(lines) and above(lines[below]) in {Above.LINE, Above.LIST}:
            below = written(lines, below + 1)
        is_sites = above is not None and below < len(lines) and above(lines[below]) != Above.NOTHING
        if below in (len(lines), number + 1) or is_sites or not _is_title(lines, below, title, is_headed):
            break
        number = below
    return number


def _squeezed(text: str) -> str:
    return " ".join(text.split()).casefold()
