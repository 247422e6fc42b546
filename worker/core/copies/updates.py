"""Which articles say of themselves that they are a later version of another: UPDATE 2-…, (aktualisiert), 【更新】."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

import msgspec

TITLE, FIRST_LINE = 300, 160  # characters of them that are looked at
_OPEN, _CLOSE, _SIGN = r"[(\[【（［]", r"[)\]】）］]", r"[-–—:：|]"
_WITHIN = r"[^()\[\]【】（）［］\d]"


class UpdateMark(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """How desks of some languages mark a later version; with titles that carry the mark, and some that only have the word."""

    id: str
    words: tuple[str, ...]
    why: str
    marks: tuple[str, ...]
    keeps: tuple[str, ...]


@dataclass(frozen=True)
class Updates:
    """All marks."""

    known: tuple[UpdateMark, ...]

    def marked(self, title: str, text: str) -> bool:
        """Whether an article's title, or the start of its text, carries a mark."""
        first_line = text[:FIRST_LINE].partition("\n")[0]
        return any(form.search(title[:TITLE]) for form in self._in_title) or bool(
            self._in_text.match(first_line)
        )

    @cached_property
    def _in_title(self) -> list["re.Pattern[str]"]:
        word = _any_of(self.known)
        numbered = r"(?:[\s.-]?\s?\d{1,2})?"
        forms = (
            rf"^\W{{0,3}}(?:\d\w{{0,2}}\s)?{word}{numbered}\s?{_SIGN}",
            rf"{_OPEN}\s?(?:\w{{1,8}}\s)?{word}{numbered}{_WITHIN}{{0,40}}{_CLOSE}",
            rf"\s{_SIGN}\s?{word}{numbered}\W*$",
        )
        return [re.compile(form, re.IGNORECASE) for form in forms]

    @cached_property
    def _in_text(self) -> "re.Pattern[str]":
        """In brackets alone, and without a date: many sites write "Updated:" and the time over each page."""
        return re.compile(
            rf"\W{{0,2}}{_OPEN}\s?{_any_of(self.known)}{_WITHIN}{{0,120}}{_CLOSE}", re.IGNORECASE
        )


def _any_of(marks: Iterable[UpdateMark]) -> str:
    words = sorted({word for mark in marks for word in mark.words}, key=lambda word: (-len(word), word))
    return rf"(?<!\w)(?:{'|'.join(map(re.escape, words))})(?!\w)"
