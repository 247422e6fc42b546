"""The days on which a page's lines say that its article was published, and changed.

A date with a word like "updated" before it is the change's, any other the publication's, but for those that a sentence of the story tells. Far from the
headline a date counts only on a line with a word like "published" before it, or where a sentence says so of the article itself.
"""

from collections.abc import Callable, Mapping

import msgspec

from worker.core.clean.metadata import datelines, marked, notes, placed, prose, writtendates
from worker.core.clean.metadata.clocks import Written
from worker.core.clean.metadata.pagelines import LINE, OUTSIDE, YEAR, Lines, elsewhere

LABEL = 45  # characters before a date in which its label stands
BEHIND = 20  # characters behind a date in which a word tells what happened on it
FAR_IN = 80  # characters; a date behind more of them is told in passing, or in a reference
DATE_LINE = 8  # words of a line that is nothing but a date
BY_WORD = 20  # characters of a line in which its "by" stands


def said_elsewhere(page: Lines) -> str | None:
    """The date that stands behind a word for publishing on a line anywhere in the page, where all such dates are of one day."""
    return _said(page, lambda number, found: _is_published_line(page, number, found))


def said_of_itself(page: Lines) -> str | None:
    """The day on which the page says that its article was published, first or originally, where all such days are one."""
    return _said(page, lambda number, found: _is_of_itself(page, number, found))


def stands_alone(page: Lines, *, is_own: bool = True) -> str | None:
    """The date of the lines that are nothing but a date, where all of them are of one day. `is_own`: of those that are no part of the site's head, or of something with a text of its own."""
    days: dict[str, str] = {}
    for number, block in elsewhere(page, DATE_LINE):
        line = writtendates.folded(block.text)
        if (
            not block.container.marks & OUTSIDE
            and not placed.is_in_head(page, number)
            and _is_alone(page, number, is_own=is_own)
        ):
            found = dates(page, block.text)[0]
            is_change = _is_marked_change(page, number, line[found.start : found.end])
            if not is_change and not page.words.is_event(_label_before(page, number), ""):
                days.setdefault(found.date[:10], found.date)
    return _only(days)


class Told(msgspec.Struct, frozen=True):
    """The first dates of a block: the publication's, a change's, and one that nothing says to be the article's."""

    published: str | None = None
    modified: str | None = None
    nearby: str | None = None

    @property
    def any(self) -> bool:
        """Whether there is one."""
        return bool(self.published or self.modified or self.nearby)


def labelled(lines: Lines, number: int) -> Told:
    """The dates of a block, but for those of something that happened. A label may be the block before. A caption has none."""
    published = modified = nearby = None
    if placed.is_caption(lines, number):
        return Told()
    text, end = lines.blocks[number].text, 0
    line = writtendates.folded(text)
    for found in dates(lines, text):
        label = _label(lines, number, found, end)
        end = found.end
        if lines.words.is_event(label, line[end : end + BEHIND]):
            continue
        is_update = lines.words.is_update(label)
        if not _stands_by_itself(lines, number, found, label):
            continue
        if is_update or _is_marked_change(lines, number, line[found.start : found.end]):
            modified = modified or found.date
        elif _is_articles(lines, number, found, label):
            published = published or found.date
        elif placed.may_be(lines, number, line, found.start, found.end):
            nearby = nearby or found.date
    return Told(published, modified, nearby)


def _is_articles(lines: Lines, number: int, found: Written, label: str) -> bool:
    """Whether a word, a sign or its place and form say that a date is the article's."""
    if lines.words.is_publication(label) or _names_itself(lines, number, found):
        return True
    line, start = _line_of(lines.blocks[number].text, found)
    end = start + found.end - found.start
    if (
        lines.words.after_by(line[:start]) is not None
        or lines.words.after_by(line[end:].lstrip(" ,|·•–—-") + " ") is not None
    ):
        return placed.is_over(lines, number)
    return placed.is_articles(lines, number, writtendates.folded(line), start, end)


def _is_alone(page: Lines, number: int, *, is_own: bool) -> bool:
    text = page.blocks[number].text
    if writtendates.alone(text, page.tag) is None or placed.is_caption(page, number):
        return False
    return not is_own or (placed.is_over(page, number) and placed.is_own(page, number))


def _said(page: Lines, is_said: Callable[[int, Written], bool]) -> str | None:
    days: dict[str, str] = {}
    for number, block in elsewhere(page, LINE):
        for found in dates(page, block.text):
            if found.start <= FAR_IN and is_said(number, found):
                days.setdefault(found.date[:10], found.date)
    return _only(days)


def _is_published_line(page: Lines, number: int, found: Written) -> bool:
    """Whether the page says on a line of its own, or in a note on the article itself, that it was published on a date."""
    line, start = _line_of(page.blocks[number].text, found)
    if page.words.is_itself(line[:start].casefold()):
        return _names_itself(page, number, found)
    return page.words.is_publication(_label(page, number, found)) and _is_line(
        page, number, found, page.words.is_publication
    )


def _names_itself(page: Lines, number: int, found: Written) -> bool:
    """Whether a date stands in a note on the article itself; what a story tells of an article is none."""
    line, start = _line_of(page.blocks[number].text, found)
    end = start + found.end - found.start
    return notes.is_note(line, start, end, page.words) and not placed.is_in_story(page, number)


def _is_of_itself(page: Lines, number: int, found: Written) -> bool:
    says_so = page.words.is_first(_label(page, number, found)) or _names_itself(page, number, found)
    return says_so and _is_published_line(page, number, found)


def _label(page: Lines, number: int, found: Written, since: int = 0) -> str:
    """What stands right before a date, or in the short block above where nothing does."""
    line = writtendates.folded(page.blocks[number].text)
    return line[max(since, found.start - LABEL) : found.start].strip() or _label_before(page, number)


def _is_line(page: Lines, number: int, found: Written, tells: Callable[[str], bool]) -> bool:
    """Whether a date and its label are a line, and no part of a sentence."""
    line, start = _line_of(page.blocks[number].text, found)
    return datelines.is_line(
        line,
        start,
        start + found.end - found.start,
        tells,
        lambda text: page.words.after_by(f"{text} ") is not None,
    )


def _only(days: Mapping[str, str]) -> str | None:
    return next(iter(days.values())) if len(days) == 1 else None


def _stands_by_itself(lines: Lines, number: int, found: Written, label: str) -> bool:
    """Whether a date is no part of a sentence of the story. Behind a word that tells whose it is nothing but a line counts."""
    if lines.words.is_update(label):
        return _is_line(lines, number, found, lines.words.is_update)
    if lines.words.is_publication(label):
        return _is_published_line(lines, number, found)
    if _names_itself(lines, number, found):
        return True
    return not _is_told(lines, number, found)


def _is_marked_change(lines: Lines, number: int, shown: str) -> bool:
    """Whether the site's own names say of a date that it is a change's: of its <time>, or of the block that has nothing but it."""
    block = lines.blocks[number]
    is_alone = writtendates.folded(block.text).strip() == shown
    return shown in lines.changes or (is_alone and marked.is_change(block.container.signature.lower()))


def _is_told(lines: Lines, number: int, found: Written) -> bool:
    """Whether a date of a block stands in a sentence of the story."""
    line, _ = _line_of(lines.blocks[number].text, found)
    is_byline = lines.words.after_by(line[:BY_WORD] + " ") is not None
    said = lines.words.after_by(line + " ") if is_byline else line
    return prose.is_sentence(said or line, lines.tag)


def _line_of(text: str, found: Written) -> tuple[str, int]:
    """The line of a block that a date stands on, and where in it."""
    start = 0
    for line in text.split("\n"):
        folded = writtendates.folded(line)
        if start <= found.start < start + len(folded):
            shown = " ".join(line.split())
            return shown if len(shown) == len(folded) else folded, found.start - start
        start += len(folded) + bool(folded)
    return "", 0


def dates(lines: Lines, text: str) -> list[Written]:
    """The dates of a text, as they stand in its folded line: those of <time> elements shown in it, and those written out."""
    line = writtendates.folded(text)
    shown = [(text, value) for text, value in lines.moments.items() if text in line]
    found = [Written(value, line.index(text), line.index(text) + len(text)) for text, value in shown]
    taken = {start for written in found for start in range(written.start, written.end)}
    found += [
        written
        for written in writtendates.find(text, lines.tag)
        if taken.isdisjoint(range(written.start, written.end))
    ]
    return sorted(found, key=lambda written: written.start)


def _label_before(lines: Lines, number: int) -> str:
    before = lines.blocks[number - 1] if number else None
    is_label = before is not None and before.words <= 4 and not YEAR.search(before.text)
    return writtendates.folded(before.text) if before and is_label else ""
