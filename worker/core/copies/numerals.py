"""The numbers in a text: in the digits of any script, with the units that East Asia writes behind them, and in Han numerals."""

import re
import unicodedata
from collections.abc import Iterator

# What parts the thousands stands before three digits and no fourth; anything else parts a fraction, a day or a minute.
_THOUSANDS = re.compile(r"[.,' \u00a0\u202f\u066c](?=\d{3}(?!\d))")
_FRACTION = re.compile(r"[.,:'\u066b\u066c]")
_DIGITS, _TENS, _MYRIADS = "〇零一二三四五六七八九两兩", "十百千", "万萬亿億兆"
# Zeros of the units behind digits: 5万, 5千万, 3억.
_ZEROS = {
    "十": 1,
    "십": 1,
    "百": 2,
    "백": 2,
    "千": 3,
    "천": 3,
    "万": 4,
    "萬": 4,
    "만": 4,
    "亿": 8,
    "億": 8,
    "억": 8,
    "兆": 12,
    "조": 12,
}
_UNITS = "".join(_ZEROS)
CURRENCIES = (
    "$£¥€\u09f3\u0e3f\u20a0-\u20cf"  # signs, as a character class: a sum in another one is another sum
)
# One sign alone is mostly part of a word (一 in 一些, 万 in 万一), but for one before what is counted; so is a run without a digit (千万).
_COUNTED = "月日年人名岁歳歲度元円圓"
_NUMBER = re.compile(
    r"(?<!\d)\d{1,3}(?:[ \u00a0\u202f]\d{3})+(?:[.,\u066b]\d+)?(?!\d)"
    rf"|(?:(?<!\S)[-\u2212])?\d+(?:[.,:'\u066b\u066c]\d+)*[{_UNITS}]{{0,3}}"
    rf"|[{_DIGITS}十][{_DIGITS}{_TENS}{_MYRIADS}]+"
    rf"|[二三四五六七八九两兩十](?=[{_COUNTED}])"
)
_FIRST = re.compile(
    rf"[\d\u2212{_DIGITS}{_TENS}-]"
)  # what a number can begin with: found ten times as fast as a number


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
    """A number as `_NUMBER` finds it, in plain digits."""
    if number[0] in _DIGITS or number[0] in _TENS:
        return _of_han(number)
    bare = number.rstrip(_UNITS)
    digits = _FRACTION.sub(".", _THOUSANDS.sub("", bare)).replace("\u2212", "-")
    plain = digits if digits.isascii() else "".join(str(unicodedata.decimal(sign, sign)) for sign in digits)
    return _times(plain, number[len(bare) :])


def _times(number: str, units: str) -> str:
    """A number times the units behind it: 5万 is 50000, 5千万 50000000, and 3.5亿 350000000."""
    return shifted(number, sum(_ZEROS[unit] for unit in units))


def shifted(number: str, zeros: int) -> str:
    """A number in plain digits, with a point or without, times so many tens. One with several points stays as it is."""
    whole, _, part = number.partition(".")
    if not zeros or "." in part:
        return number
    moved = whole + part[:zeros].ljust(zeros, "0") + (f".{part[zeros:]}" if part[zeros:] else "")
    return moved.lstrip("0") or "0"


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
