"""The names that sign an article: behind "by", in an element that is an author's, or beside its date."""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from worker.core.clean.blocks.blocks import Block
from worker.core.clean.blocks.marks import Mark
from worker.core.clean.metadata import authors, writtendates
from worker.core.clean.metadata.bylinewords import BylineWords
from worker.core.clean.metadata.pagelines import OTHERS, OUTSIDE, Lines

NAME_LINE = 20  # words of a line that holds names
BESIDE = 2  # blocks between a name that stands alone and the date
CLOSE = 5  # blocks below the headline down to which such a name may stand
_LESSER = re.compile(
    r"(?:\s+[^\W\d_]{1,3}(?<=[a-zà-ÿ]))+$"
)  # "on", "am", "le" before a date that was cut off
_PIECES = re.compile(r"\n|\s[|•·/]\s")  # of a line that tells several things
_GLUED = re.compile(r"[a-zà-ÿ]{3}[A-ZÀ-Þ]")
_BRACKETS = "【】［］[]（）() "
_NEXT_LABEL = re.compile(r"\s+[^\s:：]+\s?[:：]")  # behind a name, in a line of several labels
_LETTER = re.compile(r"[^\W\d_]")
_NO_NAMES = (Mark.SHARE | Mark.TAGS | Mark.CAPTION | Mark.QUOTE).value
_HEADINGS = frozenset({"h1", "h2", "h3"})
_AUTHOR = re.compile(
    r"(?<!no-)(?<!photo-)(?<!image-)author(?!ity|i[sz])|byline|by-line|autor\b|auteur|redaktor|skribent|forfatter|journalist|reporter|\bsignature\b",
    re.IGNORECASE,
)


def elsewhere(page: Lines) -> tuple[str, ...]:
    """The names behind "by" at the start of a line anywhere below the headline, where all such lines name the same."""
    below = [number for number in range(page.at, len(page.blocks)) if _may_sign(page, page.blocks[number])]
    said = {names for number in below if (names := _names(page, _after_by(page, number)))}
    called = {names for number in below if (names := _called(page, page.blocks[number]))}
    found = said or called
    return found.pop() if len(found) == 1 else ()


def beside_headline(lines: Lines, around: Sequence[int], dates: Sequence[int]) -> tuple[str, ...]:
    """The names of the first line that says "by" before them; else of the first block that the page's own names call an author's; else beside a date."""
    near = [number for number in around if lines.blocks[number].words <= NAME_LINE]
    said = (_after_by(lines, number) for number in near)
    marked = (lines.blocks[number].text for number in near if _is_authors(lines.blocks[number]))
    found = (names for text in (*said, *marked) if text and (names := _names(lines, text)))
    first = next(found, ())
    return (*first, *_beside_first(lines, near, first)) if first else _beside(lines, near, dates)


def _beside_first(lines: Lines, near: Sequence[int], first: tuple[str, ...]) -> Iterator[str]:
    """The names in the elements below the one of the first names, where each is named as that one is, an author's, and has nothing but a name."""
    at = next((number for number in near if lines.blocks[number].text.endswith(first[-1])), None)
    below = (number for number in near if at is not None and number > at)
    for number in below:
        block = lines.blocks[number]
        names = _called(lines, block)
        is_alike = block.container.signature == lines.blocks[at or 0].container.signature
        if not (names and is_alike and " ".join(names) == " ".join(block.text.split())):
            return
        yield from (name for name in names if name not in first)


def _called(page: Lines, block: Block) -> tuple[str, ...]:
    """The names that are all of a block which the page's own names call an author's, perhaps in brackets as signatures are."""
    if not _is_authors(block):
        return ()
    names = _names(page, block.text.strip(_BRACKETS))
    is_cased = any(name.lower() != name.upper() for name in names)
    return names if not is_cased or all(_is_persons(name, page) for name in names) else ()


def _may_sign(page: Lines, block: Block) -> bool:
    return block.words <= NAME_LINE and not page.is_others(block, OTHERS | OUTSIDE)


def _beside(lines: Lines, near: Sequence[int], dates: Sequence[int]) -> tuple[str, ...]:
    """The name that stands with a date on its line, or alone right above or below it, but for the site's own headings."""
    sections = {block.text for block in lines.blocks if block.container.marks & OUTSIDE}
    for number in (number for number in near if lines.at < number <= lines.at + CLOSE):
        block = lines.blocks[number]
        names = (
            _names(lines, block.text) if block.kind not in _HEADINGS and block.text not in sections else ()
        )
        if (
            names
            and all(_is_persons(name, lines) for name in names)
            and not _is_dateline(block.text, names, lines.tag)
            and (number in dates or _is_alone_by(block, names, number, dates))
        ):
            return names
    return ()


def _is_dateline(text: str, names: Sequence[str], tag: str | None) -> bool:
    """Whether what stands behind a date is a place and the land it is in, as an office dates what it says."""
    line = " ".join(text.split())
    rest = _without_dates(line, tag)
    behind = rest.partition(names[-1])[2].strip()
    return (
        line.endswith(rest) and rest != line and behind.startswith(",") and behind[1:].strip()[:1].isupper()
    )


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
    pieces = _PIECES.split(lines.blocks[number].text)
    for at, line in enumerate(pieces):
        rest = lines.words.after_by(line + " ")
        if rest is None and writtendates.find(line, lines.tag):
            rest = lines.words.after_by(_without_dates(line, lines.tag) + " ")
        if rest is not None:
            rest = "; ".join([_up_to_label(rest), *_more(lines, pieces[at + 1 :])])
            following = lines.blocks[number + 1 : number + 2]
            return rest.strip() or (following[0].text if following else None)
    return None


def _more(lines: Lines, pieces: Sequence[str]) -> Iterator[str]:
    """The pieces of a line behind the one that begins with "by", as long as they are nothing but a person's name."""
    for piece in pieces:
        names = _names(lines, piece)
        if " ".join(names) != " ".join(piece.split()) or not all(_is_persons(name, lines) for name in names):
            return
        yield piece


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
    return _names_author(inner.signature) or (outer is not None and _names_author(outer.signature))


@lru_cache(maxsize=1024)  # a page has the same names many times
def _names_author(signature: str) -> bool:
    return _AUTHOR.search(signature) is not None


def _without_dates(text: str, tag: str | None) -> str:
    """The line up to its first date, or behind a date it begins with."""
    line = " ".join(text.split())
    dates = writtendates.find(line, tag) if len(writtendates.folded(line)) == len(line) else ()
    if not dates:
        return line
    return (
        _LESSER.sub("", line[: dates[0].start].rstrip())
        if dates[0].start > 3
        else line[dates[-1].end :].lstrip(" |•·⋅–—-,")
    )
