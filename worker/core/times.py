"""Times as pages and headers write them, to ISO 8601."""

import re
from datetime import UTC, date, datetime, timedelta
from email.utils import parsedate_to_datetime

_DATE = re.compile(r"(\d{4})-?(\d{2})-?(\d{2})")
# Offsets and fractions as some systems write them, which `fromisoformat` doesn't read.
_SHORT_FRACTION = re.compile(r"\.(\d+)")
EARLIEST, LATEST = 1900, 2100  # years; a page dated outside has a broken clock
ZERO_DAYS = frozenset({"1900-01-01", "1969-12-31", "1970-01-01"})  # nothing, as clocks count it
WEB = "1991-08-06"  # the first page; before it no page was fetched
LAST_DAY = "2029-12-31"  # of what no fetch bounds, since no clock may: a few years after this release, and later with each
EASTMOST = timedelta(hours=14)  # the zone furthest ahead of UTC
MONTHS = 12


def iso(text: str) -> str | None:
    """A date (`2024-06-20`) or a date-time with its offset (`2024-06-20T08:00:00Z`, `…+02:00`), or None.

    A time without a zone is UTC. Seconds always; milliseconds only where the text has a fraction. A clock's zero is no date.
    """
    day = _DATE.fullmatch(text.strip())
    if day:
        return _day("-".join(day.groups()))
    moment = _moment(text.strip())
    return None if moment is None else _written(_zoned(moment))


def as_told(text: str) -> str | None:
    """The same, but of a time without a zone the day alone: it tells no instant."""
    moment = _moment(text.strip())
    if moment is None or moment.tzinfo or _DATE.fullmatch(text.strip()):
        return iso(text)
    return _day(moment.date().isoformat())


def utc(text: str) -> str | None:
    """The date-time of `iso`, in UTC (`…Z`); a bare date is its first second."""
    moment = _moment(text.strip())
    if moment is None:
        return None
    try:
        return _written(_zoned(moment).astimezone(UTC))
    except OverflowError:
        return None


def hour(text: str | None) -> int:
    """The hour since the epoch of a date-time of `iso`; of a bare date its noon, which is at most half a day off. 0 where there is none."""
    moment = _moment(f"{text}T12:00:00" if _DATE.fullmatch(text) else text) if text else None
    return max(0, int(_zoned(moment).timestamp() // 3600)) if moment else 0


def from_millis(timestamp: int) -> str:
    """A record's timestamp, ms since the epoch, as a date-time in UTC; milliseconds where it has some.

    One that says nothing (Kafka's -1, or beyond the year 9999) is the epoch itself, never the clock.
    """
    seconds, millis = divmod(max(0, timestamp), 1000)
    try:
        return _written(datetime.fromtimestamp(seconds, UTC).replace(microsecond=millis * 1000))
    except (ValueError, OverflowError, OSError):
        return "1970-01-01T00:00:00Z"


def last_day(moment: str | None) -> str:
    """The latest day that a page fetched at this moment (in UTC) can tell of; LAST_DAY where there is none, or where it is before the Web."""
    if moment is None or moment < WEB:
        return LAST_DAY
    try:
        return (datetime.fromisoformat(moment) + EASTMOST).date().isoformat()
    except OverflowError:
        return LAST_DAY


def _moment(text: str) -> datetime | None:
    moment = _iso8601(text) or _rfc2822(text)
    if moment is None or not EARLIEST <= moment.year < LATEST or moment.date().isoformat() in ZERO_DAYS:
        return None
    return moment


def _zoned(moment: datetime) -> datetime:
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def _iso8601(text: str) -> datetime | None:
    try:
        return datetime.fromisoformat(
            _SHORT_FRACTION.sub(lambda m: "." + m[1][:6].ljust(6, "0"), text, count=1)
        )
    except ValueError:
        return None


def _rfc2822(text: str) -> datetime | None:
    try:
        return parsedate_to_datetime(text)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None


def _written(moment: datetime) -> str:
    return moment.isoformat(timespec="milliseconds" if moment.microsecond >= 1000 else "seconds").replace(
        "+00:00", "Z"
    )


def _day(text: str) -> str | None:
    try:
        year = date.fromisoformat(text).year
    except ValueError:
        return None
    return text if EARLIEST <= year < LATEST and text not in ZERO_DAYS else None
