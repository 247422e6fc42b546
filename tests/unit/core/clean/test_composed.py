"""Letters written with their marks apart read as those written in one."""

import re
import sys
import unicodedata

import pytest

from worker.core.clean.text import composed as module
from worker.core.clean.text.composed import MOST_MARKS, composed


@pytest.mark.parametrize(
    "text",
    [
        "Österreich und die Türkei",
        "México, Perú",
        "Đà Nẵng, Việt Nam",
        "ガーナとドイツ",
        "대한민국",
        "Україна й Ізраїль",
    ],
)
def test_a_letter_and_its_mark_become_one(text: str) -> None:
    """The same text in both spellings gives the same text."""
    apart = unicodedata.normalize("NFD", text)
    assert apart != text
    assert composed(apart) == text
    assert composed(text) is text


def test_every_mark_may_be_one() -> None:
    """The blocks that are left out hold no mark that sorts: a newer Unicode that adds one there fails here."""
    may_be = re.compile(module._MAYBE_MARKS)
    marks = (chr(point) for point in range(sys.maxunicode + 1) if unicodedata.combining(chr(point)))
    assert [mark for mark in marks if not may_be.match(mark)] == []


def test_a_long_row_of_marks_is_left_as_it_is() -> None:
    """Sorting them would take hours: ten million of them are only read."""
    row = "a" + "\u0301\u0316" * 5_000_000
    assert composed(row) is row
    fits = "a" + "\u0316\u0301" * (MOST_MARKS // 2 - 1)
    assert composed(fits) == unicodedata.normalize("NFC", fits)
