"""The time of day beside a date, where its zone is told: without one it is no instant, and the day is all that a page says."""

import re
from dataclasses import dataclass

from worker.core import times
from worker.core.clean.metadata import zones

NEAR = 40  # characters beside a date in which its time stands
_CLOCK = (
    r"(?<![\d:.])(\d{1,2})[:.h](\d{2})(?::(\d{2})(?:[.,]\d{1,9})?)?(?:\s?([AaPp])\.?\s?[Mm]\b\.?)?(?:\s?(?:Uhr|uhr|hrs?|hs|h)\b\.?)?"
    r"\s?\(?((?:UTC|GMT)?\s?[+−-]\d{1,2}(?::?\d{2})?|\b(?:[A-Z]{1,5}|МСК))(?![^\W_])\)?"
)
_BEFORE = re.compile(rf"{_CLOCK}[\s,|·•/–—-]*(?:on\s|am\s|le\s|el\s|den\s)?(?:[^\W\d_]{{2,12}}[.,]?\s)?\s?$")
_AFTER = re.compile(
    rf"^[\s,|·•/–—-]*(?:T|at|um|à|a las|às|alle|ore|om|kl\.?|klo|o|u|в|о|στις|saat|lúc|pukul)?[\s,]*{_CLOCK}"
)


@dataclass(frozen=True)
class Written:
    """A date in a line, or an instant: ISO, and where it stands in the line as `writtendates.folded` gives it."""

    date: str
    start: int
    end: int


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


def _instant(day: str, found: "re.Match[str] | None", tag: str | None) -> str | None:
    clock = _clock(found) if found else None
    minutes = zones.offset(found[5].strip(), tag, day) if found and clock else None
    if clock is None or minutes is None:
        return None
    sign, (hours, rest) = "-" if minutes < 0 else "+", divmod(abs(minutes), 60)
    return times.iso(f"{day}T{clock}{sign}{hours:02}:{rest:02}")


def _clock(found: "re.Match[str]") -> str | None:
    """`08:00:00`; None where no clock shows this."""
    hour, minute, second, half = int(found[1]), int(found[2]), int(found[3] or 0), (found[4] or "").lower()
    if half and not 1 <= hour <= 12:
        return None
    hour = hour % 12 + (12 if half == "p" else 0) if half else hour
    return f"{hour:02}:{minute:02}:{second:02}" if hour < 24 and minute < 60 and second < 60 else None
