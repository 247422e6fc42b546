"""The numbers in a text: in the digits of any script, in Han numerals, and in the words that languages have for small ones."""

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

import msgspec

from worker.core.languages import kin

# What parts the thousands stands before three digits and no fourth; anything else parts a fraction, a day or a minute.
_THOUSANDS = re.compile(r"[.,' \u00a0\u202f\u066c](?=\d{3}(?!\d))")
_FRACTION = re.compile(r"[.,:'\u066b\u066c]")
_DIGITS, _TENS, _MYRIADS = "〇零一二三四五六七八九两兩", "十百千", "万萬亿億兆"
# One sign alone is mostly part of a word (一 in 一些, 万 in 万一), but for one before what is counted; so is a run without a digit (千万).
_COUNTED = "月日年人名岁歳歲度元円圓"
_NUMBER = re.compile(
    r"(?<!\d)\d{1,3}(?:[ \u00a0\u202f]\d{3})+(?:[.,\u066b]\d+)?(?!\d)"
    rf"|(?:(?<!\S)[-\u2212])?\d+(?:[.,:'\u066b\u066c]\d+)*[{_MYRIADS}]{{0,2}}"
    rf"|[{_DIGITS}十][{_DIGITS}{_TENS}{_MYRIADS}]+"
    rf"|[二三四五六七八九两兩十](?=[{_COUNTED}])"
)
_FIRST = re.compile(
    rf"[\d\u2212{_DIGITS}{_TENS}-]"
)  # what a number can begin with: found ten times as fast as a number
# Letters, and the marks and apostrophes within words: all but digits, space and punctuation.
_LETTERS = r"[^\s\d!-&(-/:-@\[-`{-~\u00a0-\u00bf\u060c\u061b\u061f\u0964\u2010-\u2018\u201a-\u203a\u3000-\u303f\uff00-\uff0f]"
_WORD = re.compile(f"{_LETTERS}+")
_WITHIN = re.compile(rf"{_LETTERS}|\d")  # before a word: it is the end of another


class NumberWords(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A language's words for numbers; with texts that have some, and texts that have none."""

    id: str  # the language
    why: str
    words: tuple[str, ...]  # each a number and the forms that it takes: "2 deux"
    counts: tuple[str, ...]
    keeps: tuple[str, ...]


@dataclass(frozen=True)
class Numerals:
    """The words for numbers of all languages, and the digest that names them."""

    languages: tuple[NumberWords, ...] = ()
    version: str = ""
    _digits: Mapping[str, Mapping[str, str]] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        digits: dict[str, dict[str, str]] = {}
        for one in self.languages:
            digits.setdefault(kin(one.id)[0], {}).update(_forms(one))
        object.__setattr__(self, "_digits", digits)

    def words(self, lang: str) -> Mapping[str, str]:
        """The words for numbers of a language and its kin, folded, with their digits."""
        return self._digits.get(kin(lang)[0], {})

    def in_digits(self, text: str, lang: str) -> str:
        """The text with digits for the words for numbers of its language, and of those that it can be taken for."""
        digits = self.words(lang)
        written = set(_WORD.findall(text)) if digits else ()
        found = {word: digits[form] for word in written if (form := word.casefold()) in digits}
        if not found:
            return text

        def told(at: "re.Match[str]") -> str:
            is_end = at.start() and _WITHIN.match(text, at.start() - 1)
            return at[0] if is_end else found[at[0]]

        known = "|".join(sorted(map(re.escape, found)))
        return re.sub(rf"(?:{known})(?!{_LETTERS})", told, text)


def _forms(language: NumberWords) -> dict[str, str]:
    parted = (entry.split() for entry in language.words)
    return {form.casefold(): number for number, *forms in parted for form in forms}


def numbers(text: str) -> list[str]:
    """The numbers in a text, in their order; equal ones are the same in whatever digits, and however thousands are parted."""
    return [_plain(number) for number in _numbers(text)]


def _numbers(text: str) -> Iterator[str]:
    """What `_NUMBER` finds."""
    at = 0
    while first := _FIRST.search(text, at):
        number = _NUMBER.match(text, first.start())
        at = (number or first).end()
        if number:
            yield number[0]


def without_numbers(text: str) -> str:
    """The text with a space for each of its numbers."""
    return _NUMBER.sub(" ", text)


def _plain(number: str) -> str:
    if number[0] in _DIGITS or number[0] in _TENS:
        return _of_han(number)
    bare = number.rstrip(_MYRIADS)
    digits = _FRACTION.sub(".", _THOUSANDS.sub("", bare)).replace("\u2212", "-")
    plain = digits if digits.isascii() else "".join(str(unicodedata.decimal(sign, sign)) for sign in digits)
    return _times(plain, number[len(bare) :])


def _times(number: str, units: str) -> str:
    """A number times the Han units behind it: 5万 is 50000, and 3.5亿 350000000."""
    zeros = sum(4 if unit in "万萬" else 12 if unit == "兆" else 8 for unit in units)
    whole, _, part = number.partition(".")
    if not zeros or "." in part:
        return number
    shifted = whole + part[:zeros].ljust(zeros, "0") + (f".{part[zeros:]}" if part[zeros:] else "")
    return shifted.lstrip("0") or "0"


def _of_han(number: str) -> str:
    """The value of Han numerals: digit by digit, or by their units."""
    values = [int(unicodedata.numeric(sign)) for sign in number.replace("两", "兩")]
    if max(values) < 10:
        return "".join(map(str, values))
    total = section = digit = 0
    for value in values:
        if value < 10:
            digit = value
        elif value < 10_000:
            section, digit = section + (digit or 1) * value, 0
        else:
            total, section, digit = total + (section + digit or 1) * value, 0, 0
    return str(total + section + digit)
