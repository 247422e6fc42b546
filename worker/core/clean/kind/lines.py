"""The lines of a plain text, as far as they tell what kind of page it was: paragraphs, headlines, times, and what only forms and lists say."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby, pairwise

from worker.core.clean.blocks.blocks import Block, Container
from worker.core.clean.kind.outline import HEADLINE, PROSE, Outline, outline
from worker.core.clean.kind.rules import PageKind, PageRules, Place
from worker.core.clean.metadata import writtendates
from worker.core.clean.text import sentences
from worker.core.clean.text.words import word_count

MOST = 2000  # lines looked at; what has more is no page that carries no article
FIRST = 4  # lines that may be a page's title, below its site's name
OPENING = 40  # characters of a line in which its time of day stands
LABEL = 60  # characters of a line that a form or a list has
LONG_HEADLINE = 30  # words
SUMMARY = 45  # words of what stands below a headline in a list
MEAN_HEADLINE = 5  # words of headlines, on average
_CLOCK = re.compile(
    r"\W{0,3}(?:[01]?\d|2[0-3])[:.h][0-5]\d(?:\s?(?:[ap]\.?m\.?|Uhr|h))?\W{0,3}", re.IGNORECASE
)
_TIME = re.compile(r"\d\s?[:.h時时시]\s?\d\d")
_DAY = re.compile(
    r"\d{1,2}[./-]\d{1,2}\.?|\d{1,2}\.? [^\W\d_]{3,12}\.?|[^\W\d_]{3,12}\.? \d{1,2}\.?|\d{1,2}月\d{1,2}日|\d{1,2}월 ?\d{1,2}일"
)
_LENGTH = re.compile(r"(?:^|[\s(/])(?:\d{1,2}:)?[0-5]?\d:[0-5]\d\)?$")
_QUOTED = re.compile(r"[\"'“”„‘’«»「」『』].{1,60}[\"'“”„‘’«»「」『』]")
_ITEM = re.compile(r"\s*(?:[-*•·–‣▪]|\d{1,3}[.)])\s")
_PARTED = re.compile(r"\t|\s[|–—-]\s|[:：]\s|  ")  # a list's or a table's parts: a name and what it is
_NUMERIC = re.compile(r"\S*\d\S*")
_OPEN_END = re.compile(r"[,;，、；:：]$")


@dataclass(frozen=True)
class Line:
    """A written line, its words, and whether it is certainly a paragraph's."""

    text: str
    words: int
    prose: bool


@dataclass(frozen=True)
class Run:
    """Paragraphs in a row: how many, their words, whether one of them is long enough for text."""

    lines: int
    words: int
    is_text: bool


@dataclass(frozen=True)
class Plain:
    """What a plain text tells about its kind."""

    lines: tuple[Line, ...]
    titles: tuple[str, ...]  # the title, and the first lines
    address: str | None
    tag: str | None
    rules: PageRules
    captions: int = 0  # lines that end in a picture's credit

    @cached_property
    def prose(self) -> int:
        """The words of all paragraphs."""
        return sum(line.words for line in self.lines if line.prose)

    @cached_property
    def runs(self) -> tuple[Run, ...]:
        """The paragraphs that no headline parts, in runs."""
        found = []
        for is_parting, group in groupby(filter(_parts_or_tells, self.lines), key=_is_headline):
            lines = list(group)
            found += (
                []
                if is_parting
                else [
                    Run(
                        len(lines),
                        sum(line.words for line in lines),
                        any(line.words >= PROSE for line in lines),
                    )
                ]
            )
        return tuple(found)

    @property
    def texts(self) -> tuple[Run, ...]:
        """The runs in which a paragraph is text."""
        return tuple(run for run in self.runs if run.is_text)

    @property
    def longest(self) -> int:
        """The words of the longest run."""
        return max((run.words for run in self.runs), default=0)

    def alternates(self, least: int) -> bool:
        """Whether headlines and summaries take turns, so many times and on nearly all of the page."""
        single = sum(run.lines == 1 and run.words <= SUMMARY for run in self.runs)
        return single >= least and single * 5 >= 4 * len(self.runs) and len(self.headlines) >= single

    @cached_property
    def headlines(self) -> tuple[str, ...]:
        """The lines that may be headlines, each once."""
        return tuple(dict.fromkeys(line.text for line in self.lines if _is_headline(line)))

    @cached_property
    def stamps(self) -> int:
        """How many headlines a line with nothing but a time stands right above or below."""
        lines = self.lines
        return sum(
            self._is_stamp(line)
            and any(map(_is_headline, (*lines[max(0, number - 1) : number], *lines[number + 1 : number + 2])))
            for number, line in enumerate(lines)
        )

    @property
    def timed(self) -> int:
        """How many lines may begin with a time of day."""
        return sum(_TIME.search(line.text[:OPENING]) is not None for line in self.lines)

    @cached_property
    def outline(self) -> Outline:
        """The outline of its lines as blocks."""
        root = Container(0, None, 0, "", "body", 0)
        return outline([Block(line.text, root, "p", line.words, 0, 0, 0, 0, 0) for line in self.lines])

    def is_headed(self, kind: PageKind) -> bool:
        """Whether its title or one of its first lines tells this kind."""
        return any(self.rules.tell(kind, Place.TITLE, title) for title in self.titles)

    def is_at(self, kind: PageKind) -> bool:
        """Whether its address tells this kind."""
        return self.rules.tell(kind, Place.URL, self.address)

    def said(self, kind: PageKind) -> int:
        """How many of its short lines, each once, only a page of this kind has."""
        labels = {line.text for line in self.lines if len(line.text) <= LABEL}
        return sum(self.rules.tell(kind, Place.LINE, label) for label in labels)

    @property
    def opens_list(self) -> bool:
        """Whether a line above the first paragraph of text says that a list of stories stands below it, and a headline does: in a menu another label."""
        end = next((n for n, line in enumerate(self.lines) if line.prose and line.words >= PROSE), None)
        return any(
            len(label.text) <= LABEL
            and _is_headline(below)
            and self.rules.tell(PageKind.INDEX, Place.LINE, label.text)
            for label, below in pairwise(self.lines[:end])
        )

    @property
    def is_bare_list(self) -> bool:
        """Whether it is nothing but headlines: no paragraph, no list of items, of names and what they are, or of figures, and no line twice, as songs have."""
        texts = [line.text for line in self.lines]
        listed = sum(_ITEM.match(text) is not None or _PARTED.search(text) is not None for text in texts)
        words = sum(line.words for line in self.lines if _is_headline(line))
        return (
            not self.prose
            and listed * 3 <= len(texts)
            and len(set(texts)) == len(texts)
            and words * 5 >= 4 * sum(line.words for line in self.lines)
            and words >= MEAN_HEADLINE * len(self.headlines)
        )

    @property
    def lengths(self) -> int:
        """How many lines are a recording's length, or end with one."""
        return sum(_LENGTH.search(line.text) is not None for line in self.lines)

    @property
    def is_headed_in_full(self) -> bool:
        """Whether one of its first lines tells a search in more than a word, as a menu does not."""
        told = (title for title in self.titles if self.rules.tell(PageKind.SEARCH, Place.TITLE, title))
        return any(word_count(title) > 1 for title in told)

    @property
    def is_quoted(self) -> bool:
        """Whether one of its first lines that tells a search quotes what was looked for."""
        told = (title for title in self.titles if self.rules.tell(PageKind.SEARCH, Place.TITLE, title))
        return any(_QUOTED.search(title) for title in told)

    @property
    def logins(self) -> int:
        """How many lines, each once, are called as what lets a reader in, or are a field of its form."""
        labels = {line.text for line in self.lines if len(line.text) <= LABEL}
        return sum(
            self.rules.tell(PageKind.LOGIN, place, label)
            for label in labels
            for place in (Place.LINE, Place.TITLE)
        )

    def _is_stamp(self, line: Line) -> bool:
        if len(line.text) > LABEL or line.prose:
            return False
        return (
            _CLOCK.fullmatch(line.text) is not None
            or _DAY.fullmatch(line.text) is not None
            or writtendates.is_alone(line.text, self.tag)
            or self.rules.tell(PageKind.INDEX, Place.STAMP, line.text)
        )


def read(
    text: str,
    title: str | None,
    address: str | None,
    tag: str | None,
    rules: PageRules,
    is_caption: Callable[[str], bool] = lambda _: False,
) -> Plain:
    """What a plain text tells; `title` is what was handed in with it or found in it, `tag` its language; `is_caption` tells of a line whether it ends in a picture's credit."""
    written = (line.strip() for line in text.split("\n", MOST)[:MOST])
    lines = tuple(
        Line(line, word_count(line), sentences.is_prose(line, sentences.size(line)))
        for line in written
        if line
    )
    titles = (title or "", *(line.text for line in lines[:FIRST] if not line.prose))
    captions = len({line.text for line in lines if is_caption(line.text)})
    return Plain(lines, tuple(dict.fromkeys(filter(None, titles))), address, tag, rules, captions)


def _parts_or_tells(line: Line) -> bool:
    return line.prose or _is_headline(line)


def _is_headline(line: Line) -> bool:
    """Whether a line has a headline's length and is neither an item nor mostly figures."""
    if line.prose or not HEADLINE <= line.words <= LONG_HEADLINE or _OPEN_END.search(line.text):
        return False
    figures = len(_NUMERIC.findall(line.text))
    return figures * 3 <= line.words and _ITEM.match(line.text) is None and "\t" not in line.text
