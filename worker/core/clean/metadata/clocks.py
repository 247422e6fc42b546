"""The time of day beside a date. Without its zone it is no instant, and the day is all that a page says."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from worker.core import times
from worker.core.clean.metadata import daytimes, zones

NEAR = 40  # characters beside a date in which its time stands
LEAD = 24  # characters before a time in which the words for it stand
NOON = 12


@dataclass(frozen=True)
class Written:
    """A date in a line, or an instant: ISO, and where it stands in the line as `writtendates.folded` gives it."""

    date: str
    start: int
    end: int


def _either(words: Iterable[str]) -> str:
    return "|".join(sorted(words, key=len, reverse=True))


_HALF = _either((*daytimes.MORNING, *daytimes.EVENING, *daytimes.PARTS))
_MORNING, _EVENING = (
    re.compile(_either(words), re.IGNORECASE) for words in (daytimes.MORNING, daytimes.EVENING)
)
_HOURS, _MINUTES, _SECONDS = map(_either, (daytimes.HOURS, daytimes.MINUTES, daytimes.SECONDS))
_BEHIND = rf"(?:{_either(map(re.escape, daytimes.BEHIND))})(?![^\W_])\.?"
_ZONE = rf"(?:UTC|GMT)?\s?[+−-]\d{{1,2}}(?::?\d{{2}})?|Z|\b(?:[A-Z]{{1,5}}|МСК|мск)|{_either(zones.IN_WORDS)}"
_TIME_OF_DAY = (
    rf"(?i:(?<![\d:.])(?P<hour>\d{{1,2}})"
    rf"(?:(?:[:.](?=\d{{2}}(?!\d))|\s?(?:{_HOURS})\s?(?=\d))(?P<minute>\d{{1,2}})(?!\d)(?:\s?(?:{_MINUTES}))?"
    rf"(?::(?P<second>\d{{2}})(?:[.,]\d{{1,9}})?|\s?\d{{1,2}}\s?(?:{_SECONDS}))?|(?=\s?(?:{_HALF}|{_HOURS})))"
    rf"(?:\s?(?P<later>{_HALF}))?(?:\s?(?:{_HOURS}|{_BEHIND}))?)"
)
_CLOCK = rf"(?i:(?P<half>{_HALF})[\s,،]?)?{_TIME_OF_DAY}"
_ZONED = rf"{_CLOCK}\s?[(（]?(?P<zone>{_ZONE})(?![^\W_])[)）]?"
_BETWEEN = r"[\s,،|·•/–—-]*"
_WORDS = rf"(?i:(?:{_either(map(re.escape, daytimes.BEFORE))})(?![^\W\d_])\.?)"
_BEFORE = re.compile(rf"{_ZONED}{_BETWEEN}(?:on\s|am\s|le\s|el\s|den\s)?(?:[^\W\d_]{{2,12}}[.,]?\s)?\s?$")
_AFTER = re.compile(rf"^\.?{_BETWEEN}[(（]?{_WORDS}?[\s,]*{_ZONED}")
_TIME = re.compile(_TIME_OF_DAY)
_LEADING = re.compile(rf"(?:(?<![^\W\d_]){_WORDS}\s?|\b[^\W\d_]{{1,3}}\s)?(?i:(?:{_HALF})[\s,،]?)?$")
_ANY = re.compile(_ZONED)
_ITS_ZONE = re.compile(
    rf"\s?[(（]?(?<![^\W_])(?i:(?:utc|gmt)\s?[+−-]\d{{1,2}}(?::?\d{{2}})?|(?:{_either(map(re.escape, zones.NAMES))})(?![^\W_])|{_either(zones.IN_WORDS)})[)）]?"
)


def timed(day: Written, line: str, tag: str | None) -> Written:
    """The day with the time of day beside it in the line, where its zone is told; else the day alone. `tag` is the page's language."""
    after = _AFTER.match(line[day.end : day.end + NEAR])
    before = None if after else _BEFORE.search(line[max(0, day.start - NEAR) : day.start])
    instant = _instant(day.date, after or before, tag)
    if instant is None:
        return day
    if after:
        return Written(instant, day.start, day.end + after.end())
    return Written(instant, max(0, day.start - NEAR) + before.start(), day.end) if before else day


def on(day: str, text: str, tag: str | None) -> str | None:
    """The first time of day in a text, on this day: an instant where its zone is told, else the day; None where the text has no time."""
    if _TIME.search(text) is None:
        return None
    return _instant(day, _ANY.search(text), tag) or day


def without(text: str) -> str:
    """A text without its times of day, the words around them, and their zones. The words before a time are looked for where there is one: there are many, and few lines have any."""
    kept: list[str] = []
    end = 0
    for time in _TIME.finditer(text):
        before = text[max(end, time.start() - LEAD) : time.start()]
        words = _LEADING.search(before)
        kept.append(text[end : time.start() - (len(words[0]) if words else 0)])
        zone = _ITS_ZONE.match(text, time.end())
        end = zone.end() if zone else time.end()
    return " ".join([*kept, text[end:]])


def _instant(day: str, found: "re.Match[str] | None", tag: str | None) -> str | None:
    clock = _clock(found) if found else None
    minutes = zones.offset(found["zone"].strip(), tag, day) if found and clock else None
    if clock is None or minutes is None:
        return None
    sign, (hours, rest) = "-" if minutes < 0 else "+", divmod(abs(minutes), 60)
    return times.iso(f"{day}T{clock}{sign}{hours:02}:{rest:02}")


def _clock(found: "re.Match[str]") -> str | None:
    """`08:00:00`; None where no clock shows this, or a word doesn't say which half of the day it is."""
    hour, minute, second = int(found["hour"]), int(found["minute"] or 0), int(found["second"] or 0)
    half = found["half"] or found["later"]
    if half:
        is_evening = _EVENING.fullmatch(half) is not None
        if not (is_evening or _MORNING.fullmatch(half)) or not 1 <= hour <= NOON:
            return None
        hour = hour % NOON + NOON * is_evening
    return f"{hour:02}:{minute:02}:{second:02}" if hour < 24 and minute < 60 and second < 60 else None
