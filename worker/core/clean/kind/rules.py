"""The words by which a page tells what kind it is: rules that are data."""

import unicodedata
from collections.abc import Mapping
from enum import StrEnum
from functools import cached_property

import msgspec

from worker.core.clean.metadata.bylinewords import BylineWords
from worker.core.clean.text.patterns import AnyOf, WordRule

NO_BYLINES = BylineWords()
LIMIT = 2000  # characters of a text that are looked at


class PageKind(StrEnum):
    """The kinds that are told apart. The first three are articles."""

    LIVE_BLOG = "live_blog"
    GALLERY = "gallery"
    VIDEO = "video"
    INDEX = "index"
    SEARCH = "search"
    LOGIN = "login"
    CONSENT = "consent"
    ERROR = "error"
    PRODUCT = "product"
    FORUM = "forum"
    ABOUT = "about"  # the site on itself: who it is, how to reach it, its terms
    JOB = "job"
    EVENT = "event"
    WALL = "wall"  # nothing but what it takes to read on
    SERVICE = "service"  # weather, a share's price, a horoscope


class Place(StrEnum):
    """Where a page says something about itself."""

    TITLE = "title"  # its title or heading, whole; without what is no letter or digit at its ends
    URL = "url"  # path and query of its URL
    BUTTON = "button"  # a button, in the same way
    TEXT = "text"  # a block of text
    VOICE = "voice"  # the same: whether it speaks to its reader, of itself
    MAKER = "maker"  # what made it, as its `generator` says
    PLAYER = "player"  # the address of a frame
    LINE = "line"  # a short line of a plain text, as a title: a form's or a list's label
    STAMP = "stamp"  # a line that is nothing but how long ago something appeared, in the same way


_WHOLE = frozenset({Place.TITLE, Place.BUTTON, Place.LINE, Place.STAMP})


class PageRule(WordRule, frozen=True, forbid_unknown_fields=True):
    """Words that tell a kind of page, found in the place's text."""

    kind: PageKind
    place: Place


class PageRules(msgspec.Struct, frozen=True, dict=True):
    """All page rules of a run."""

    rules: tuple[PageRule, ...] = ()
    bylines: BylineWords = NO_BYLINES
    causes: tuple[WordRule, ...] = ()  # words of a sentence on a site's own cause, beside which it pleads

    def tell(self, kind: PageKind, place: Place, text: str | None) -> bool:
        """Whether one of the rules finds this kind in this text."""
        if text is None:
            return False
        said = bare(text[:LIMIT]) if place in _WHOLE else text[:LIMIT]
        words = self._words.get((kind, place))
        return words is not None and words.tells(said)

    def is_cause(self, sentence: str) -> bool:
        """Whether a sentence speaks of the site's own cause: journalism, its articles, its readers."""
        return self._causes.tells(sentence)

    @cached_property
    def _causes(self) -> AnyOf:
        return AnyOf(f"(?i:{rule.pattern})" for rule in self.causes)

    @cached_property
    def _words(self) -> Mapping[tuple[PageKind, Place], AnyOf]:
        found: dict[tuple[PageKind, Place], list[str]] = {}
        for rule in self.rules:
            found.setdefault((rule.kind, rule.place), []).append(f"(?i:{rule.pattern})")
        return {key: AnyOf(patterns) for key, patterns in found.items()}


def bare(text: str) -> str:
    """A line without what is no letter, mark or digit at its ends, its spaces collapsed."""
    said = [place for place, char in enumerate(text) if unicodedata.category(char)[0] in "LMN"]
    return " ".join(text[said[0] : said[-1] + 1].split()) if said else ""
