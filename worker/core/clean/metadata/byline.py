"""What a page says to its readers around the headline: when, and by whom.

The zone is what stands a little above the title and below it, down to the text's second paragraph. A date with a word like "updated" before it is
the change's, any other the publication's, but for those that a sentence of the story tells. Outside the zone a date counts only on a line with a word like
"published" before it, or where a sentence says so of the article itself; in the site's footer and beside a link to another story none does.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence

import msgspec

from worker.core.clean.blocks import features
from worker.core.clean.blocks.blocks import Block, Blocks, Container
from worker.core.clean.blocks.marks import Mark
from worker.core.clean.metadata import authors, datelines, marked, prose, writtendates
from worker.core.clean.metadata.bylinewords import BylineWords
from worker.core.clean.metadata.clocks import Written

ABOVE, BELOW = 8, 24  # blocks of the zone on each side of the title
PARAGRAPH = 25  # words; with so many a block is text
LINE = 40  # words; a longer block holds no by-line
LABEL = 45  # characters before a date in which its label stands
BEHIND = 20  # characters behind a date in which a word tells what happened on it
FAR_IN = 80  # characters; a date behind more of them is told in passing, or in a reference
NAME_LINE = 20  # words of a line that holds names
DATE_LINE = 8  # words of a line that is nothing but a date
TEASER_WORDS = 4  # linked; the name of an author or a section has fewer
CARD = 5  # blocks on each side of a date among which the headline of its teaser stands
BESIDE = 2  # blocks between a name that stands alone and the date
BY_WORD = 20  # characters of a line in which its "by" stands
CLOSE = 5  # blocks below the headline down to which such a name may stand
_LESSER = re.compile(
    r"(?:\s+[^\W\d_]{1,3}(?<=[a-zà-ÿ]))+$"
)  # "on", "am", "le" before a date that was cut off
_OTHERS = (Mark.COMMENT | Mark.RELATED | Mark.QUOTE).value
_PIECES = re.compile(r"\n|\s[|•·/]\s")  # of a line that tells several things
_GLUED = re.compile(r"[a-zà-ÿ]{3}[A-ZÀ-Þ]")
_BRACKETS = "【】［］[]（）() "
_NEXT_LABEL = re.compile(r"\s+[^\s:：]+\s?[:：]")  # behind a name, in a line of several labels
_LETTER = re.compile(r"[^\W\d_]")
_YEAR = re.compile(r"\d{4}")
_OUTSIDE = (Mark.NAV | Mark.FOOTER).value
_NO_NAMES = (Mark.SHARE | Mark.TAGS | Mark.CAPTION | Mark.QUOTE).value
_ELSEWHERE = (Mark.COMMENT | Mark.RELATED | Mark.QUOTE | Mark.CONSENT | Mark.NAV | Mark.FORM).value
_OWN = (Mark.ARTICLE | Mark.MAIN).value
_HEADINGS = frozenset({"h1", "h2", "h3"})
_AUTHOR = re.compile(
    r"(?<!no-)author(?!ity|i[sz])|byline|by-line|autor\b|auteur|redaktor|skribent|forfatter|journalist|reporter|\bsignature\b",
    re.IGNORECASE,
)


class Byline(msgspec.Struct, frozen=True):
    """The dates and the line of names found; a date is a day where the page gives no machine's time with it."""

    published: str | None = None
    modified: str | None = None
    authors: tuple[str, ...] = ()


class Lines(msgspec.Struct, frozen=True):
    """The blocks, and what reading dates and names in them takes."""

    blocks: Sequence[Block]
    tag: str | None  # the declared language
    moments: Mapping[str, str]  # what <time> elements show, folded, and what they say to machines
    words: BylineWords
    at: int  # the headline's number
    host: str = ""  # of the page's address
    changes: frozenset[str] = (
        frozenset()
    )  # what is shown, folded, by <time> elements that are marked as a change's

    def is_others(self, block: Block, marks: int) -> bool:
        """Whether the site marks a block as one of these things, but not its headline: a mark around all of a page says nothing."""
        own = self.blocks[self.at].container.marks
        return block.container.marks & marks & ~own != 0


def lines(
    page: Blocks,
    tag: str | None,
    moments: Mapping[str, str],
    words: BylineWords,
    title: str | None,
    *,
    changes: frozenset[str] = frozenset(),
    host: str = "",
) -> Lines:
    """A page's lines. `moments` are its <time> elements: what they show, what they mean; `changes` what those show that are marked as a change's."""
    shown = {writtendates.folded(text): value for text, value in moments.items()}
    texts = (block.text for block in page.blocks if block.words <= LINE)
    tag = writtendates.settled(tag, texts)
    return Lines(
        page.blocks,
        tag,
        {text: value for text, value in shown.items() if text},
        words,
        _title_at(page.blocks, title),
        host,
        frozenset(map(writtendates.folded, changes)),
    )


def read(page: Lines) -> Byline:
    """The by-line of a page."""
    around = list(_zone(page))
    dated = [(number, *_labelled(page, number)) for number in around]
    published = [(number >= page.at, found) for number, found, _ in dated if found]
    modified = [found for _, _, found in dated if found]
    below = [found for is_below, found in published if is_below]
    first = below[0] if below else published[-1][1] if published else None
    dates = [number for number, *found in dated if any(found)]
    return Byline(first, modified[0] if modified else None, _authors(page, around, dates))


def said_elsewhere(page: Lines) -> str | None:
    """The date that stands behind a word for publishing on a line anywhere in the page, where all such dates are of one day."""
    return _said(page, lambda number, found: _is_published_line(page, number, found))


def said_of_itself(page: Lines) -> str | None:
    """The day on which the page says that its article was published, first or originally, where all such days are one."""
    return _said(page, lambda number, found: _is_of_itself(page, number, found))


def _said(page: Lines, is_said: Callable[[int, Written], bool]) -> str | None:
    days: dict[str, str] = {}
    for number, block in _elsewhere(page, LINE):
        for found in _dates(page, block.text):
            if found.start <= FAR_IN and is_said(number, found):
                days.setdefault(found.date[:10], found.date)
    return _only(days)


def _is_published_line(page: Lines, number: int, found: Written) -> bool:
    """Whether the page says on a line of its own, or in a sentence on the article itself, that it was published on a date."""
    return page.words.is_publication(_label(page, number, found)) and (
        _names_itself(page, number, found) or _is_line(page, number, found, page.words.is_publication)
    )


def _names_itself(page: Lines, number: int, found: Written) -> bool:
    line, start = _line_of(page.blocks[number].text, found)
    return page.words.is_itself(line[:start].casefold())


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


def stands_alone(page: Lines) -> str | None:
    """The date of the lines that are nothing but a date, where all of them are of one day."""
    days: dict[str, str] = {}
    for number, block in _elsewhere(page, DATE_LINE):
        line = writtendates.folded(block.text)
        if not block.container.marks & _OUTSIDE and writtendates.alone(block.text, page.tag):
            found = _dates(page, block.text)[0]
            is_change = _is_marked_change(page, number, line[found.start : found.end])
            if not is_change and not page.words.is_event(_label_before(page, number), ""):
                days.setdefault(found.date[:10], found.date)
    return _only(days)


def signed_elsewhere(page: Lines) -> tuple[str, ...]:
    """The names behind "by" at the start of a line anywhere below the headline, where all such lines name the same."""
    below = [number for number in range(page.at, len(page.blocks)) if _may_sign(page, page.blocks[number])]
    said = {names for number in below if (names := _names(page, _after_by(page, number)))}
    called = {names for number in below if (names := _called(page, page.blocks[number]))}
    found = said or called
    return found.pop() if len(found) == 1 else ()


def _called(page: Lines, block: Block) -> tuple[str, ...]:
    """The names that are all of a block which the page's own names call an author's, perhaps in brackets as signatures are."""
    if not _is_authors(block):
        return ()
    names = _names(page, block.text.strip(_BRACKETS))
    is_cased = any(name.lower() != name.upper() for name in names)
    return names if not is_cased or all(_is_persons(name, page) for name in names) else ()


def _may_sign(page: Lines, block: Block) -> bool:
    return block.words <= NAME_LINE and not page.is_others(block, _OTHERS | _OUTSIDE)


def _elsewhere(page: Lines, most: int) -> Iterator[tuple[int, Block]]:
    """The blocks of at most so many words with a year, but for other people's and for links, which tell of other pages."""
    for number, block in enumerate(page.blocks):
        is_own = (
            block.linked * 2 <= block.words
            and not page.is_others(block, _OTHERS)
            and not _is_foot(page, block)
        )
        if block.words <= most and is_own and _YEAR.search(block.text) and not _is_teasers(page, number):
            yield number, block


def _is_foot(page: Lines, block: Block) -> bool:
    """Whether a block stands in a footer that is not the article's own."""
    return page.is_others(block, Mark.FOOTER.value) and not block.container.marks & _OWN


def _is_teasers(page: Lines, number: int) -> bool:
    """Whether a block stands with a link to another story in one element, which the headline and the text are not in."""
    own = page.blocks[number].container
    for holder in (own, own.parent):
        if holder is None or _holds(holder, page.blocks[page.at]):
            return False
        around = [
            block for block in page.blocks[max(0, number - CARD) : number + CARD] if _holds(holder, block)
        ]
        if len(around) > CARD:
            return False
        kinds = [_is_headline_link(block) - _is_paragraph(block) * CARD for block in around]
        if any(kinds):
            return sum(kinds) > 0
    return False


def _holds(holder: Container, block: Block) -> bool:
    return holder.number <= block.container.number < max(holder.end, holder.number + 1)


def _is_headline_link(block: Block) -> bool:
    return block.linked >= TEASER_WORDS and block.linked * 4 >= block.words * 3


def _only(days: Mapping[str, str]) -> str | None:
    return next(iter(days.values())) if len(days) == 1 else None


def _title_at(blocks: Sequence[Block], title: str | None) -> int:
    """The number of the block that is the headline: the heading that repeats the title, else the first one, else the text's start."""
    headings = [number for number, block in enumerate(blocks) if block.kind in {"h1", "h2"}]
    repeats = (number for number in headings if features.repeats(blocks[number].text, title))
    first = (number for number in headings if blocks[number].kind == "h1")
    text = (number for number, block in enumerate(blocks) if _is_paragraph(block))
    return next(repeats, next(first, next(text, 0)))


def _zone(page: Lines) -> Iterator[int]:
    """The numbers of the blocks around the headline, without those that the site marks as something else."""
    paragraphs, is_below_text = 0, False
    for number in range(max(0, page.at - ABOVE), min(len(page.blocks), page.at + BELOW)):
        block = page.blocks[number]
        if number > page.at and _is_paragraph(block):
            paragraphs += 1
        if paragraphs > 1:
            return
        is_own = not page.is_others(block, _ELSEWHERE) and not _is_foot(page, block)
        # What belongs to a headline may stand beside links; below a sentence begin other stories.
        if block.words <= LINE and is_own and not (is_below_text and _is_teasers(page, number)):
            yield number
        is_below_text = is_below_text or (number > page.at and prose.ends(block.text))


def _is_paragraph(block: Block) -> bool:
    return block.words >= PARAGRAPH and block.linked * 2 < block.words


def _labelled(lines: Lines, number: int) -> tuple[str | None, str | None]:
    """The first publication date and the first date of a change in a block, but for those of something that happened. A label may be the block before."""
    published = modified = None
    text, end = lines.blocks[number].text, 0
    line = writtendates.folded(text)
    for found in _dates(lines, text):
        label = _label(lines, number, found, end)
        end = found.end
        if lines.words.is_event(label, line[end : end + BEHIND]):
            continue
        is_update = lines.words.is_update(label)
        if not _stands_by_itself(lines, number, found, label):
            continue
        if is_update or _is_marked_change(lines, number, line[found.start : found.end]):
            modified = modified or found.date
        else:
            published = published or found.date
    return published, modified


def _stands_by_itself(lines: Lines, number: int, found: Written, label: str) -> bool:
    """Whether a date is no part of a sentence of the story. Behind a word that tells whose it is nothing but a line counts."""
    if lines.words.is_update(label):
        return _is_line(lines, number, found, lines.words.is_update)
    if lines.words.is_publication(label):
        return _is_published_line(lines, number, found)
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


def _dates(lines: Lines, text: str) -> list[Written]:
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
    is_label = before is not None and before.words <= 4 and not _YEAR.search(before.text)
    return writtendates.folded(before.text) if before and is_label else ""


def _authors(lines: Lines, around: Sequence[int], dates: Sequence[int]) -> tuple[str, ...]:
    """The names of the first line that says "by" before them; else of the first block that the page's own names call an author's; else beside a date."""
    near = [number for number in around if lines.blocks[number].words <= NAME_LINE]
    said = (_after_by(lines, number) for number in near)
    marked = (lines.blocks[number].text for number in near if _is_authors(lines.blocks[number]))
    found = (names for text in (*said, *marked) if text and (names := _names(lines, text)))
    return next(found, ()) or _beside(lines, near, dates)


def _beside(lines: Lines, near: Sequence[int], dates: Sequence[int]) -> tuple[str, ...]:
    """The name that stands with a date on its line, or alone right above or below it, but for the site's own headings."""
    sections = {block.text for block in lines.blocks if block.container.marks & _OUTSIDE}
    for number in (number for number in near if lines.at < number <= lines.at + CLOSE):
        block = lines.blocks[number]
        names = (
            _names(lines, block.text) if block.kind not in _HEADINGS and block.text not in sections else ()
        )
        if (
            names
            and all(_is_persons(name, lines) for name in names)
            and (number in dates or _is_alone_by(block, names, number, dates))
        ):
            return names
    return ()


def _is_alone_by(block: Block, names: Sequence[str], number: int, dates: Sequence[int]) -> bool:
    """Whether a block has nothing but a name, near a date, in no element for other things."""
    is_near = any(abs(number - date) <= BESIDE for date in dates)
    return (
        is_near and not block.container.marks & _NO_NAMES and " ".join(names) == " ".join(block.text.split())
    )


def _is_persons(name: str, lines: Lines) -> bool:
    """Whether what no word tells to be a name may be one: it has capitals, no label, no words run together, and is no day, place or newspaper."""
    if name == name.lower() or ":" in name or _GLUED.search(name):
        return False
    return not (lines.words.is_beside(name) or _is_days(name, lines) or _is_hosts(name, lines.host))


def _is_days(name: str, lines: Lines) -> bool:
    """Whether a name is a weekday's or a month's, perhaps with a word that says which."""
    rest = writtendates.without_days(name, lines.tag)
    return rest != writtendates.folded(name) and all(map(lines.words.is_day, rest.split()))


def _is_hosts(name: str, host: str) -> bool:
    """Whether a name is the site's, as its address spells it."""
    return "".join(_LETTER.findall(name.casefold())) in "".join(_LETTER.findall(host))


def _names(lines: Lines, text: str | None) -> tuple[str, ...]:
    """The names at the start of a text, without its dates and without what their bearers are."""
    found = authors.plain(_without_dates(text, lines.tag), lines.words) if text else ()
    named = (name for name in found if not (_is_word(name, lines.words) or _is_days(name, lines)))
    return tuple(lines.words.without_job(name) for name in named)


def _is_word(name: str, words: BylineWords) -> bool:
    """Whether what stands where a name may is a job, or the label of a date that was cut off."""
    return words.is_job(name) or words.is_update(name.lower()) or words.is_publication(name.lower())


def _after_by(lines: Lines, number: int) -> str | None:
    """What stands behind "by" at the start of one of the block's lines or their pieces, or behind a date before it; the next block, where "by" is all of this one."""
    for line in _PIECES.split(lines.blocks[number].text):
        rest = lines.words.after_by(line + " ")
        if rest is None and writtendates.find(line, lines.tag):
            rest = lines.words.after_by(_without_dates(line, lines.tag) + " ")
        if rest is not None:
            rest = _up_to_label(rest)
            following = lines.blocks[number + 1 : number + 2]
            return rest.strip() or (following[0].text if following else None)
    return None


def _up_to_label(text: str) -> str:
    """A text in letters without capitals up to the next label with its colon: there nothing else tells where a name ends."""
    label = _NEXT_LABEL.search(text)
    return (
        text[: label.start()]
        if label and text[: label.start()].upper() == text[: label.start()].lower()
        else text
    )


def _is_authors(block: Block) -> bool:
    inner, outer = block.container, block.container.parent
    return any(_AUTHOR.search(container.signature) for container in (inner, outer) if container)


def _without_dates(text: str, tag: str | None) -> str:
    """The line up to its first date, or behind a date it begins with."""
    line = " ".join(text.split())
    dates = writtendates.find(line, tag) if len(writtendates.folded(line)) == len(line) else []
    if not dates:
        return line
    return (
        _LESSER.sub("", line[: dates[0].start].rstrip())
        if dates[0].start > 3
        else line[dates[-1].end :].lstrip(" |•·⋅–—-,")
    )
