"""Dates that a page gives to machines: as values, in its scripts, in its URL."""

import re

import re2
from lxml.html import HtmlElement

from worker.core import times
from worker.core.clean.metadata import clocks, writtendates, zones
from worker.core.clean.metadata.clocks import Written

SCRIPTS_LIMIT = 3_000_000  # characters looked through
VALUE_LIMIT = 100  # characters of a declared time; a longer value is something else
URL_DATE = re.compile(
    r"/((?:19|20)\d\d)[/-]?(0[1-9]|1[0-2]|(?<=[/-])[1-9])[/-]?(0[1-9]|[12]\d|3[01]|(?<=[/-])[1-9])(?:[/._-]|$)"
)
_URL_MONTH = re.compile(r"/((?:19|20)\d\d)/([^\W\d_]{3,12})/(\d{1,2})(?:/|$)")
_COMPACT = re.compile(r"((?:19|20)\d\d)[/.-]?(0[1-9]|1[0-2])[/.-]?(0[1-9]|[12]\d|3[01])(?!\d)")
_YEAR_FIRST = re.compile(r"\d{4}")
_ZONE_NAME = re.compile(r"\b(?:[A-Z]{2,5}|МСК)(?=(?:\s+\d{4})?$)")
_EPOCH = re.compile(
    r"(\d{9,10})(\d{3})?(?:\.\d{1,9})?"
)  # seconds since 1970, with milliseconds or a fraction
# A publication date in the data that a page's scripts work on, as plain or escaped JSON.
_IN_SCRIPT = re2.compile(
    r'\\*"(?:datePublished|publishedAt|published_at|publication_?[dD]ate|publish_?[dD]ate|pubDate|first_?[pP]ublish(?:ed)?(?:_?[dD]ate|_?[aA]t)?|'
    r'display_date|published_?[dD]ate|publishedTime|published_time)\\*"\s*:\s*(?:\\*"([^"\\]{8,40})\\*"|(\d{10,13})\s*[,}])'
)


def declared(value: str, tag: str | None = None) -> str | None:
    """The time that a declared value says: ISO and its relatives, seconds or milliseconds since 1970, or as people write it in the page's language.

    A time without a zone tells its day alone.
    """
    value = value.strip()[:VALUE_LIMIT]
    if _YEAR_FIRST.match(value):
        return times.as_told(value) or _compact(value, tag) or _epoch(value)
    told = [time for read in (_in_words, _of_mail) if (time := read(value, tag))]
    return next((time for time in told if "T" in time), told[0] if told else None)


def of_scripts(tree: HtmlElement) -> str | None:
    """The publication date in the page's scripts, where all that they name are of one day; else they are of several stories."""
    found: dict[str, str] = {}
    left = SCRIPTS_LIMIT
    for script in tree.iter("script"):
        text = (script.text or "")[:left]
        left -= len(text)
        for match in _IN_SCRIPT.finditer(text):
            time = declared(match[1] or match[2])
            if time:
                found.setdefault(time[:10], time)
    return next(iter(found.values())) if len(found) == 1 else None


def of_url(url: str | None, tag: str | None = None) -> str | None:
    """The date in the URL's path; its month as a number or, in English or the page's language, as a name."""
    match = URL_DATE.search(url or "")
    if match:
        return times.iso("{}-{:0>2}-{:0>2}".format(*match.groups()))
    named = _URL_MONTH.search(url or "")
    return _in_words("{2} {1} {0}".format(*named.groups()), tag or "en") if named else None


def _compact(text: str, tag: str | None) -> str | None:
    match = _COMPACT.match(text)
    day = times.iso("-".join(match.groups())) if match else None
    return clocks.timed(Written(day, 0, match.end()), text, tag).date if match and day else None


def _epoch(text: str) -> str | None:
    """The time that counts from 1970, in seconds or milliseconds, where it is one of the Web's: any other number counts something else."""
    found = _EPOCH.fullmatch(text)
    time = times.from_millis(int(found[1]) * 1000 + int(found[2] or 0)) if found else ""
    return time if times.WEB <= time <= times.LAST_DAY else None


def _of_mail(text: str, tag: str | None) -> str | None:
    """The time as mail and Java write it, with the zone that its name means in the page's language."""
    day, named = times.as_told(text), _ZONE_NAME.search(text)
    minutes = zones.offset(named[0], tag, day[:10]) if day and named else None
    if day is None or named is None or minutes is None:
        return day if named is None else day and day[:10]
    sign, (hours, rest) = "-" if minutes < 0 else "+", divmod(abs(minutes), 60)
    return times.as_told(f"{text[: named.start()]}{sign}{hours:02}{rest:02}{text[named.end() :]}")


def _in_words(text: str, tag: str | None) -> str | None:
    found = writtendates.find(text, tag)
    return found[0].date if found else None
