"""Dates that a page doesn't declare for machines: the only module that knows htmldate."""

import re
from dataclasses import dataclass

from htmldate import find_date
from lxml.html import HtmlElement

from worker.core import times

EARLIEST, LATEST = "1995-01-01", "2099-12-31"
SOURCE_URL, SOURCE_TEXT = "url", "text"  # the marks of a guess
URL_DATE = re.compile(r"/((?:19|20)\d\d)[/-](0?[1-9]|1[0-2])[/-](0?[1-9]|[12]\d|3[01])(?:[/-]|$)")
_COMPACT = re.compile(r"((?:19|20)\d\d)[/.-]?(0[1-9]|1[0-2])[/.-]?(0[1-9]|[12]\d|3[01])(?!\d)")


@dataclass(frozen=True)
class Guess:
    """A date that wasn't declared, and what it was read from."""

    date: str
    source: str


def parse(text: str) -> str | None:
    """The date at the start of a declared value in another form than ISO (`20240620`, `2024/06/20 10:00`)."""
    match = _COMPACT.match(text.strip())
    return times.iso("-".join(match.groups())) if match else None


def guess(tree: HtmlElement, url: str | None, latest: str | None) -> Guess | None:
    """The date in the URL's path, else the one htmldate reads from the page's text, not after `latest`."""
    in_url = _of_url(url)
    if in_url and (latest is None or in_url <= latest):
        return Guess(in_url, SOURCE_URL)
    found = find_date(
        tree,
        extensive_search=False,
        original_date=True,
        min_date=EARLIEST,
        max_date=latest or LATEST,
        deferred_url_extractor=True,
    )
    return Guess(found, SOURCE_TEXT) if found else None


def _of_url(url: str | None) -> str | None:
    match = URL_DATE.search(url or "")
    return times.iso("{}-{:0>2}-{:0>2}".format(*match.groups())) if match else None
