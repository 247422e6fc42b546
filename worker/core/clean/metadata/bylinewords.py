"""The words around a headline that tell whose date and whose name follows: rules that are data."""

from collections.abc import Sequence
from enum import StrEnum
from functools import cached_property
from itertools import pairwise

import msgspec
import re2

from worker.core.clean.text.patterns import AnyOf, WordRule, for_every_script

SIGN = 2  # letters; a word in capitals that is longer is no initials beside a job
_ARTICLES = frozenset({"the", "die", "der", "das", "la", "le", "el"})
DATE = "#"  # what stands for the date in the patterns of an event


class Says(StrEnum):
    """What a word tells."""

    UPDATED = "updated"  # the date behind it is of a later change
    PUBLISHED = "published"  # the date behind it is of the publication
    ITSELF = "itself"  # the sentence is on the article itself
    ONWARD = "onward"  # a sentence goes on behind it
    FIRST = "first"  # the publication behind it was the first
    EVENT = "event"  # the date beside it is of something that happened, or will
    BY = "by"  # names follow; at the start of a line
    LATER = "later"  # names follow; anywhere in a line
    JOB = "job"  # no part of a name
    LABEL = "label"  # names follow; where nothing but names should stand
    AND = "and"  # between two names
    BEHIND = "behind"  # no part of a name, right behind it
    TITLE = "title"  # no part of a name, before it
    DEGREE = "degree"  # the same behind it
    PLACE = "place"  # the same: where somebody writes from
    NOBODY = "nobody"  # the software's word for whoever wrote
    DESK = "desk"  # stands for the site or a part of it, not for a person
    BESIDE = "beside"  # a word or two of what is no person's name where nothing but a date tells that one stands here
    TICKER = "ticker"  # another story's headline follows, above the text's own
    DAY = "day"  # which weekday: last, next
    LENGTH = "length"  # how long it takes to read the text
    STAMP = "stamp"  # behind a date: published, changed


# What is asked of a text as a whole.
WHOLE = frozenset({Says.JOB, Says.NOBODY, Says.DESK, Says.BESIDE, Says.DAY, Says.LENGTH, Says.STAMP})
# What is only asked for. Of the rest it counts where it stands, too.
ASKED = WHOLE | {Says.UPDATED, Says.PUBLISHED, Says.ITSELF, Says.FIRST, Says.EVENT, Says.TICKER}


class BylineRule(WordRule, frozen=True, forbid_unknown_fields=True):
    """Words that tell one of these things. A group in a `by`, a `label` or an `and` is where the name begins; in an `event` # stands for the date."""

    says: Says
    languages: tuple[str, ...]


class BylineWords(msgspec.Struct, frozen=True, dict=True):
    """All of these rules of a run."""

    rules: tuple[BylineRule, ...] = ()
    places: tuple[str, ...] = ()  # names of several words, in small letters
    agencies: tuple[str, ...] = ()  # as they are credited

    def is_update(self, label: str) -> bool:
        """Whether the words before a date tell of a change."""
        return self._told[Says.UPDATED].tells(label)

    def is_publication(self, label: str) -> bool:
        """Whether the words before a date tell of the publication, and not of a change."""
        return self._told[Says.PUBLISHED].tells(label) and not self.is_update(label)

    def is_itself(self, label: str) -> bool:
        """Whether the words before a date name the article itself: "this story was published on"."""
        return self._told[Says.ITSELF].tells(label)

    def is_first(self, label: str) -> bool:
        """Whether the words before a date tell of the first publication."""
        return self._told[Says.FIRST].tells(label)

    def is_event(self, label: str, behind: str) -> bool:
        """Whether the words around a date tell what happened on it: that somebody was born."""
        return self._told[Says.EVENT].tells(f"{label} {DATE} {behind}")

    def is_ticker(self, line: str) -> bool:
        """Whether a line may be a ticker's: a label as "Breaking", its colon, and a headline."""
        return self._told[Says.TICKER].tells(line)

    def after_by(self, line: str) -> str | None:
        """What stands behind "by" in a line; None where it says no such thing."""
        if not self._signs.tells(line):
            return None
        match = self._said[Says.BY].match(line) or self._said[Says.LATER].search(line)
        return None if match is None else line[_behind(match) :]

    def is_sign(self, line: str) -> bool:
        """Whether a line begins with "by"."""
        return self.after_by(f"{line} ") is not None

    def is_length(self, text: str) -> bool:
        """Whether a text tells how long it takes to read another."""
        return self._told[Says.LENGTH].tells(text)

    def is_stamp(self, text: str) -> bool:
        """Whether the word behind a date says that it is the publication's, or a change's."""
        return self._told[Says.STAMP].tells(text)

    def without_label(self, text: str) -> str:
        """What stands behind a label of names at the start of a text; else the text."""
        match = self._said[Says.LABEL].match(text)
        return text if match is None else text[_behind(match) :]

    def apart(self, text: str) -> list[str]:
        """The parts of a text between words like "and"."""
        ends = [0]
        for match in self._said[Says.AND].finditer(text):
            ends += [match.start(), _behind(match)]
        return [text[start:end] for start, end in zip(ends[::2], [*ends[1::2], len(text)], strict=True)]

    def onward(self, text: str) -> list[str]:
        """The parts of a sentence between words with which it goes on."""
        ends = [0]
        for match in self._said[Says.ONWARD].finditer(text):
            ends += [match.start(), match.end()]
        return [text[start:end] for start, end in zip(ends[::2], [*ends[1::2], len(text)], strict=True)]

    def alone(self, name: str) -> str:
        """A name without what stands right behind it."""
        match = self._said[Says.BEHIND].search(name)
        return name[: match.start()] if match and match.end() == len(name) else name

    def is_nobody(self, name: str) -> bool:
        """Whether a name is nobody's, but the software's word for whoever wrote."""
        return self._told[Says.NOBODY].tells(name)

    def is_desk(self, name: str) -> bool:
        """Whether a name is the site's, or a part's of it: its staff's, a desk's; or an agency's."""
        return self._told[Says.DESK].tells(name) or self.is_agency(name)

    def is_agency(self, name: str) -> bool:
        """Whether a name is an agency's."""
        return name.casefold() in self._agencies

    def bare(self, name: str) -> str:
        """A name of two words at least without titles before it, and a job, degrees and a place behind it."""
        person = self.without_job(name)
        name = person if _is_persons(person.split()) else name
        for says in (Says.PLACE, Says.DEGREE):
            match = self._said[says].search(name)
            if match and match.end() == len(name) and _is_whole(name[: match.start()]):
                name = name[: match.start()]
        title = self._said[Says.TITLE].match(name)
        return name[title.end() :] if title and _is_whole(name[title.end() :]) else name

    def is_beside(self, name: str) -> bool:
        """Whether what stands beside a date is a place, or has a word of a newspaper, a section or the like."""
        words = name.split()
        parts = (*words, *(f"{one} {two}" for one, two in pairwise(words)))
        return name.casefold() in self._places or any(map(self._told[Says.BESIDE].tells, parts))

    def is_day(self, word: str) -> bool:
        """Whether a word says which weekday is meant."""
        return self._told[Says.DAY].tells(word)

    def is_job(self, text: str) -> bool:
        """Whether a text is nothing but somebody's job."""
        return self._told[Says.JOB].tells(text)

    def has_job(self, text: str) -> bool:
        """Whether a text has a word or two that are somebody's job, as "Health Editor" and "Writer at the Bay Star" have."""
        words = text.split()
        parts = (*words, *(f"{one} {two}" for one, two in pairwise(words)), text)
        return any(self.is_job(part) or self.is_nobody(part) for part in parts)

    def without_job(self, name: str) -> str:
        """A name without the job behind it."""
        words = name.split()
        at = next((at for at in range(2, len(words)) if self.is_job(" ".join(words[at:]))), len(words))
        return " ".join(words[:at])

    @cached_property
    def _places(self) -> frozenset[str]:
        return frozenset(self.places)

    @cached_property
    def _agencies(self) -> frozenset[str]:
        return frozenset(map(str.casefold, self.agencies))

    @cached_property
    def _told(self) -> dict[Says, AnyOf]:
        return {says: AnyOf(_patterns(self.rules, says), whole=says in WHOLE) for says in ASKED}

    @cached_property
    def _signs(self) -> AnyOf:
        """Whether a line has what `after_by` looks for: few have."""
        by = (f"^{pattern}" for pattern in _patterns(self.rules, Says.BY))
        return AnyOf((*by, *_patterns(self.rules, Says.LATER)))

    @cached_property
    def _said(self) -> "dict[Says, re2._Regexp]":
        return {says: _compiled(_patterns(self.rules, says)) for says in Says if says not in ASKED}


def _is_whole(name: str) -> bool:
    """Whether what is left is a name: two words, or letters of a script that doesn't part them."""
    return len(name.split()) > 1 or (len(name) > 1 and name.upper() == name.lower())


def _is_persons(words: Sequence[str]) -> bool:
    """Whether what stands before a job is a person's name: each word begins with a capital, none is a sign or an article."""
    return all(
        word[0].isupper() and not (len(word) > SIGN and word.isupper()) and word.lower() not in _ARTICLES
        for word in words
    )


def _behind(match: "re2._Match[str]") -> int:
    return int(match.start(match.lastindex) if match.lastindex else match.end())


def _patterns(rules: Sequence[BylineRule], says: Says) -> list[str]:
    return [f"(?i:{rule.pattern})" for rule in rules if rule.says is says]


def _compiled(patterns: Sequence[str]) -> "re2._Regexp":
    return re2.compile(for_every_script("|".join(patterns)) if patterns else r"[^\x00-\x{10FFFF}]")
