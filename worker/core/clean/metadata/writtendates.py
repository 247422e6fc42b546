"""Dates as people write them: `18 décembre 2025`, `12/18/2025`, `2025年12月18日`.

Only a whole date counts: day, month and year. A numeric one whose order the page's language doesn't settle (`3/4/2025` on a page that
says only `en`) is none: a wrong date is worse than none. A time of day beside it counts with its zone (`clocks`).
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache, lru_cache

from worker.core import times
from worker.core.clean.metadata import clocks, daytimes
from worker.core.clean.metadata.clocks import Written
from worker.core.clean.metadata.months import DAYS, NAMES

SHORT = 3  # letters of a short form that may be a given name: Jan, Mar
KNOWN = 512  # lines remembered: a page's are asked about by several readers of its dates and names
SMALL = 4  # letters of a word that may stand with a date: on, am, года
_SPACED = "\u0e00"  # Thai's block and those above it hold the scripts that write without spaces
LINE_LIMIT = 400  # characters; a by-line is shorter
MONTH_FIRST = frozenset({"en-us", "en-ph", "es-us", "fil", "fil-ph"})
# `en` alone is written in both orders; so is what no tag tells. All other languages put the day before the month, or the year first.
UNSETTLED = frozenset({"", "en", "en-ca", "en-001", "en-150"})
SETTLED = "en-gb"  # any tag that settles it, where only the form counts
BUDDHIST, BUDDHIST_YEARS = 543, range(2400, 2700)  # Thailand's years
PERSIAN = ("فروردین", "اردیبهشت", "خرداد", "تیر", "مرداد", "شهریور", "مهر", "آبان", "آذر", "دی", "بهمن", "اسفند")  # fmt: skip
_PERSIAN = re.compile(rf"(?<!\d)(\d{{1,2}})\s({'|'.join(PERSIAN)})(?:\s|ماه)*(1[34]\d\d)(?!\d)")
_PERSIAN_NUMBERS = re.compile(r"(?<![\d/])(1[34]\d\d)/(0?[1-9]|1[0-2])/(0?[1-9]|[12]\d|3[01])(?![\d/])")
_YEAR = r"((?:19|20|24|25)\d\d)"
_ASIDE = r"(?:\s?[（(][^()（）]{1,8}[)）])?"  # 2024年（令和6年）
ERAS = {"令和": 2018, "平成": 1988, "民國": 1911, "民国": 1911}  # the year before their first
_ERA = re.compile(
    rf"(?:中[華华])?({'|'.join(ERAS)})\s?(\d{{1,3}}|元)年{_ASIDE}\s?(\d{{1,2}})月\s?(\d{{1,2}})日"
)
_YEAR_FIRST = re.compile(
    rf"(?<![\d/.-]){_YEAR}\s?(?:[-./]|年{_ASIDE}|년)\s?(\d{{1,2}})\s?(?:[-./]|月|월)\s?(\d{{1,2}})(?!\d)(?:\s?[日일])?"
)
_BEHIND_YEAR = r"(?!\d)(?:\s?(?:г\.|года|р\.|року)(?![^\W_]))?"
_YEAR_LAST = re.compile(
    rf"(?:(?<![\d/.-])|(?<=ב-))(\d{{1,2}})\s?([./-])\s?(\d{{1,2}})\s?\2\s?{_YEAR}{_BEHIND_YEAR}"
)
_ANY_YEAR = re.compile(r"\d{4}")
_DIGIT = re.compile(r"(?![0-9])\d")
_LITTLE = re.compile(rf"(?<![^\W\d_])(?:{'|'.join(daytimes.BEFORE_DAY)})(?![^\W\d_])\.?")
_ORDINAL = r"(?:\.|st|nd|rd|th|er|re|de|º|ª|°|-?го)?"
_OF = r"(?:\s|,|-|\.|de\b|del\b|of\b|di\b|ב|/)*"
_YEAR_WORD = r"(?:\s|[,،.\-/]|de\b|del\b|năm\b|พ\.ศ\.|ค\.ศ\.|m\.)*"


@lru_cache(maxsize=KNOWN)
def folded(line: str) -> str:
    """The line as its dates are looked for, in small letters and of the same length; `Written` counts in it."""
    shown = " ".join(line[:LINE_LIMIT].split()).replace("İ", "i")
    text = unicodedata.normalize("NFC", "ß".join(map(str.casefold, shown.split("ß"))))
    return text if text.isascii() else _DIGIT.sub(lambda match: str(unicodedata.decimal(match[0])), text)


def find(line: str, tag: str | None = None) -> tuple[Written, ...]:
    """The dates of a line, in its order. `tag` is the language the page declares (`en-US`), which settles names and order."""
    may_have = _ANY_YEAR.search(line[:LINE_LIMIT]) or any(era in line for era in ERAS)
    return _found(line, tag) if may_have else ()


@lru_cache(maxsize=KNOWN)
def _found(line: str, tag: str | None) -> tuple[Written, ...]:
    shown, line = unicodedata.normalize("NFC", " ".join(line[:LINE_LIMIT].split())), folded(line)
    tag = _tag(tag)
    found = {
        written.start: written
        for written in (
            *_numeric(line, tag),
            *_named(line, _language(tag)),
            *_persian(line, _language(tag)),
            *_era(line),
        )
    }
    days = tuple(found[start] for start in sorted(found))
    return tuple(clocks.timed(day, shown, tag) for day in days) if len(shown) == len(line) else days


def settled(tag: str | None, lines: Iterable[str]) -> str | None:
    """The tag of a page in English, with the order of day and month that its other numeric dates show: of two numbers, the one above 12 is the day."""
    if not tag or _tag(tag) not in UNSETTLED:
        return tag
    pairs = [
        (int(match[1]), int(match[3])) for line in lines for match in _YEAR_LAST.finditer(line[:LINE_LIMIT])
    ]
    day_first = any(first > times.MONTHS >= second for first, second in pairs)
    month_first = any(second > times.MONTHS >= first for first, second in pairs)
    if day_first == month_first:
        return tag
    return "en-GB" if day_first else "en-US"


def alone(line: str, tag: str | None = None) -> str | None:
    """The date that a line says, perhaps with its weekday and a time of day, and not a word more; None where it says more or less, or several days."""
    found = find(line, tag) if len(line) <= LINE_LIMIT else ()
    if not found or any(other.date[:10] != found[0].date[:10] for other in found):
        return None
    rest = folded(line)
    for written in reversed(found):
        rest = f"{rest[: written.start]} {rest[written.end :]}"
    return None if any(map(str.isalpha, without_little(rest, tag))) else found[0].date


def is_alone(line: str, tag: str | None = None) -> bool:
    """Whether a line is nothing but a date, though it may be one whose day and month can't be told apart."""
    return alone(line, tag) is not None or (_tag(tag) in UNSETTLED and alone(line, SETTLED) is not None)


def without_days(text: str, tag: str | None = None) -> str:
    """The folded text without the names of weekdays and months, in the page's language and English."""
    return " ".join(_days(_language(_tag(tag))).sub(" ", folded(text)).split())


def has_weekday(text: str, tag: str | None = None) -> bool:
    """Whether a text names a weekday, in the page's language or English."""
    return _weekdays(_language(_tag(tag))).search(folded(text)) is not None


def without_little(text: str, tag: str | None = None) -> str:
    """What stands beside a date in a line without what says no more than the date: weekdays, times of day, and the small words between them."""
    rest = clocks.without(folded(text)) if any(map(str.isalpha, text)) else ""
    lang = _language(_tag(tag))
    return _LITTLE.sub(" ", _weekdays(lang).sub(" ", rest)) if rest else ""


def is_little(word: str, tag: str | None = None) -> bool:
    """Whether a word beside a date says no more than the date does: a weekday, or a few letters of a script with spaces."""
    lang = _language(_tag(tag))
    return (len(word) <= SMALL and word < _SPACED) or word.casefold() in {*DAYS["en"], *DAYS.get(lang, ())}


def _tag(declared: str | None) -> str:
    return (declared or "").replace("_", "-").lower()


def _language(tag: str) -> str:
    """The language of a tag, empty where it has no names here: pages declare tags of all sorts, and what is made for a language is kept."""
    lang = tag.partition("-")[0]
    return lang if lang in NAMES else ""


@cache
def _weekdays(lang: str) -> "re.Pattern[str]":
    """The names of weekdays, the short ones too: of the language and English, and the long ones of all where none is known."""
    others = (name for names in DAYS.values() for name in names if not lang and len(name) > SHORT)
    named = {*DAYS["en"], *DAYS.get(lang, ()), *others}
    either = "|".join((*sorted(map(re.escape, named), key=len, reverse=True), *daytimes.WEEKDAYS))
    return re.compile(rf"(?<![^\W\d_])(?:{either})(?![^\W\d_])[.,]?")


@cache
def _days(lang: str) -> "re.Pattern[str]":
    names = {name for name in (*_months(lang), *DAYS["en"], *DAYS.get(lang, ())) if len(name) > SHORT}
    either = "|".join(sorted(map(re.escape, names), key=len, reverse=True))
    return re.compile(rf"(?<![^\W_])(?:{either})(?![^\W_])[.,]?")


def _numeric(line: str, tag: str) -> Iterator[Written]:
    for match in _YEAR_FIRST.finditer(line):
        yield from _written(match, match[1], match[2], match[3])
    for match in _YEAR_LAST.finditer(line):
        first, second = int(match[1]), int(match[3])
        day_first = first > times.MONTHS or (second <= times.MONTHS and tag not in MONTH_FIRST)
        if first <= times.MONTHS and second <= times.MONTHS and first != second and tag in UNSETTLED:
            continue
        day, month = (first, second) if day_first else (second, first)
        yield from _written(match, match[4], month, day)


def _named(line: str, lang: str) -> Iterator[Written]:
    names = _months(lang)
    if not any(
        name in line for name in names
    ):  # most lines with a year; the patterns try each name at each of their letters
        return
    patterns = _patterns(lang)
    for match in patterns.day_first.finditer(line):
        yield from _written(match, match[3], names[match[2]], match[1])
    for match in patterns.month_first.finditer(line):
        yield from _written(match, match[3], names[match[1]], match[2])
    for match in patterns.year_first.finditer(line):
        yield from _written(match, match[1], names[match[2]], match[3])
    for match in patterns.year_before_day.finditer(line):
        yield from _written(match, match[1], names[match[3]], match[2])


def _era(line: str) -> Iterator[Written]:
    """Dates of Japan and Taiwan, in the years of an era."""
    for match in _ERA.finditer(line):
        year = ERAS[match[1]] + (1 if match[2] == "元" else int(match[2]))
        yield from _written(match, str(year), match[3], match[4])


def _persian(line: str, lang: str) -> Iterator[Written]:
    """Dates of Iran's calendar, whose leap years come eight in 33 years; in numbers in its own language alone."""
    told = [
        (match, int(match[3]), PERSIAN.index(match[2]), int(match[1])) for match in _PERSIAN.finditer(line)
    ]
    if lang == "fa":
        told += [
            (match, int(match[1]), int(match[2]) - 1, int(match[3]))
            for match in _PERSIAN_NUMBERS.finditer(line)
        ]
    for match, year, month, day in told:
        before = month * 31 if month < 7 else 186 + (month - 6) * 30
        ordinal = (
            226_142 + 365 * year + (year + 1595) // 33 * 8 + ((year + 1595) % 33 + 3) // 4 + before + day
        )
        yield Written(date.fromordinal(ordinal).isoformat(), match.start(), match.end())


def _written(match: "re.Match[str]", year: str, month: str | int, day: str | int) -> Iterator[Written]:
    number = int(year)
    number -= BUDDHIST if number in BUDDHIST_YEARS else 0
    found = times.iso(f"{number:04}-{int(month):02}-{int(day):02}")
    if found:
        yield Written(found, match.start(), match.end())


@dataclass(frozen=True)
class _Patterns:
    day_first: "re.Pattern[str]"
    month_first: "re.Pattern[str]"
    year_first: "re.Pattern[str]"
    year_before_day: "re.Pattern[str]"


@cache
def _months(lang: str) -> dict[str, int]:
    """Names to months: of the language and English; of all where none is known, without those that mean two months."""
    langs = [lang, "en"] if lang in NAMES else sorted(NAMES)
    found: dict[str, set[int]] = {}
    for code in langs:
        for month, names in enumerate(NAMES[code], start=1):
            for name in names:
                found.setdefault(name, set()).add(month)
    own = NAMES.get(lang)
    mine = {name: month for month, names in enumerate(own, start=1) for name in names} if own else {}
    return {name: month for name, (month, *more) in found.items() if not more} | mine


@cache
def _patterns(lang: str) -> _Patterns:
    names = "|".join(sorted(map(re.escape, _months(lang)), key=len, reverse=True))
    month = rf"({names})(?![^\W_])[.׳॰]?"
    return _Patterns(
        re.compile(rf"(?<!\d)(\d{{1,2}}){_ORDINAL}{_OF}{month}{_YEAR_WORD}{_YEAR}{_BEHIND_YEAR}"),
        re.compile(rf"(?<![^\W\d_]){month}\s?(\d{{1,2}})(?:st|nd|rd|th)?[\s,.]{{1,3}}{_YEAR}(?!\d)"),
        re.compile(rf"(?<!\d){_YEAR}(?:\s|[,.]|m\.)*{month}\s?(\d{{1,2}})(?!\d)(?:\sd\.)?"),
        re.compile(rf"(?<!\d){_YEAR}\.?\s(?:gada|жылғы)\s(\d{{1,2}})\.?\s{month}"),
    )
