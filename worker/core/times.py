"""Times as pages and headers write them, to ISO 8601."""

import re
from datetime import UTC, date, datetime
from email.utils import parsedate_to_datetime

_DATE = re.compile(r"(\d{4})-?(\d{2})-?(\d{2})")
# Offsets and fractions as some systems write them, which `fromisoformat` doesn't read.
_SHORT_FRACTION = re.compile(r"\.(\d+)")
EARLIEST, LATEST = 1900, 2100  # years; a page dated outside has a broken clock
MONTHS = 12


def iso(text: str) -> str | None:
    """A date (`2024-06-20`) or a date-time with its offset (`2024-06-20T08:00:00Z`, `…+02:00`), or None.

    A time without a zone is UTC. Seconds always; milliseconds only where the text has a fraction.
    """
    text = text.strip()
    day = _DATE.fullmatch(text)
    if day:
        return _day("-".join(day.groups()))
    moment = _moment(text)
    return None if moment is None else _written(moment)


def utc(text: str) -> str | None:
    """The date-time of `iso`, in UTC (`…Z`); a bare date is its first second."""
    moment = _moment(text.strip())
    if moment is None:
        return None
    try:
        return _written(moment.astimezone(UTC))
    except OverflowError:
        return None


def from_millis(timestamp: int) -> str:
    """A record's timestamp, ms since the epoch, as a date-time in UTC; milliseconds where it has some.

    One that says nothing (Kafka's -1, or beyond the year 9999) is the epoch itself, never the clock.
    """
    seconds, millis = divmod(max(0, timestamp), 1000)
    try:
        return _written(datetime.fromtimestamp(seconds, UTC).replace(microsecond=millis * 1000))
    except (ValueError, OverflowError, OSError):
        return "1970-01-01T00:00:00Z"


def _moment(text: str) -> datetime | None:
    moment = _iso8601(text) or _rfc2822(text)
    if moment is None or not EARLIEST <= moment.year < LATEST:
        return None
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
        return text if EARLIEST <= date.fromisoformat(text).year < LATEST else None
    except ValueError:
        return None
