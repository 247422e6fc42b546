"""A page as the learner compares it with others: its lines, its day and section, its words."""

import re
from collections import defaultdict, deque
from collections.abc import Container, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from urllib.parse import urlsplit

import msgspec

from worker.core.clean.boilerplate.furniture import is_prose, masked, normal
from worker.core.clean.text.words import word_count

LONGEST = 1000  # characters of a line that may be furniture
SAME_STORY = 0.5  # of a page's paragraphs, by words, on one earlier page: the two are copies
REMEMBERED = 50  # latest stories with a paragraph, among which its copy is looked for
_WORD = re.compile(r"\w{3,}")
_UNSPACED = re.compile("[\u0e00-\u0eff\u2e80-\u9fff\uac00-\ud7a3]")
_NUMBERED = re.compile(r"\d")


class Line(msgspec.Struct, frozen=True):
    """A line of a cleaned text, and the elements it stood in. `headline`: it was taken for the title of a plain text, which has no elements to say so."""

    text: str
    where: str = ""
    headline: bool = False


class PageLines(msgspec.Struct, frozen=True, kw_only=True):
    """The lines of a page that cleaning keeps, and what the learner needs to know beside them.

    `time` is its event time, ISO 8601 UTC; without one, when it was published.
    """

    article_id: str
    url: str
    site: str  # the registrable domain
    time: str | None
    section: str | None  # as the page declares it
    lines: tuple[Line, ...]
    cut: tuple[str, ...] = ()  # what else stands on it, as short as a block may be


@dataclass(frozen=True)
class Entry:
    """A line of a page: its normal form, that with numbers masked, where it stands."""

    key: str
    masked: str
    text: str
    where: str
    prose: bool
    words: int
    headline: bool


@dataclass(frozen=True)
class Page:
    """A page with its lines worked out."""

    source: PageLines
    entries: tuple[Entry, ...]

    @classmethod
    def of(cls, source: PageLines) -> "Page":
        """The page as the learner compares it."""
        return cls(source, tuple(_entry(line) for line in source.lines if line.text.strip()))

    @property
    def day(self) -> str | None:
        """The day of its time."""
        return self.source.time[:10] if self.source.time else None

    @property
    def section(self) -> str:
        """The declared section; without one, the first folder of the address that isn't a date or a number."""
        if self.source.section:
            return normal(self.source.section)
        folders = urlsplit(self.source.url).path.split("/")[1:-1]
        return next((name for name in folders if name and not _NUMBERED.search(name)), "")

    @cached_property
    def at(self) -> dict[str, list[int]]:
        """The numbers of its lines by their masked form."""
        found: dict[str, list[int]] = defaultdict(list)
        for number, entry in enumerate(self.entries):
            found[entry.masked].append(number)
        return dict(found)

    @cached_property
    def cut(self) -> frozenset[str]:
        """The masked forms of what stands on it and is cut already."""
        return frozenset(map(masked, self.source.cut))

    def words(self, apart_from: Container[str]) -> frozenset[str]:
        """The words of its text without the lines of these masked forms."""
        own = (entry for entry in self.entries if entry.masked not in apart_from)
        return frozenset(word for entry in own for word in words_of(entry.key))


def words_of(text: str) -> set[str]:
    """The words of a text in normal form; of scripts without spaces, its pairs of characters."""
    found: set[str] = set()
    for word in _WORD.findall(text):
        found.update(_pairs(word) if _UNSPACED.search(word) else (word,))
    return found


def _pairs(word: str) -> Iterable[str]:
    return (word[start : start + 2] for start in range(len(word) - 1))


def _entry(line: Line) -> Entry:
    key = normal(line.text)
    return Entry(
        key,
        masked(line.text),
        line.text.strip(),
        line.where,
        is_prose(line.text) and not line.headline,
        word_count(line.text),
        line.headline,
    )


def stories(pages: Iterable[Page], apart_from: frozenset[str]) -> list[Page]:
    """The pages without those whose paragraphs, but for the blocks `apart_from`, stand for the better part on an earlier one.

    A page with no paragraph but such blocks tells no story and doesn't count.
    """
    told: list[Page] = []
    on: dict[str, deque[int]] = defaultdict(lambda: deque(maxlen=REMEMBERED))
    for page in pages:
        own = {e.masked: e.words for e in page.entries if e.prose and e.masked not in apart_from}
        if not own or _is_copy(own, on):
            continue
        for key in own:
            on[key].append(len(told))
        told.append(page)
    return told


def _is_copy(own: dict[str, int], on: Mapping[str, Iterable[int]]) -> bool:
    shared: dict[int, int] = defaultdict(int)
    for key, words in own.items():
        for earlier in on.get(key, ()):
            shared[earlier] += words
    return max(shared.values(), default=0) >= SAME_STORY * sum(own.values())
