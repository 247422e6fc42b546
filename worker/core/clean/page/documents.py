"""Documents that are no pages, though they came as HTML or text: feeds, sitemaps, data, code.

They are told by their root element, by being JSON as a whole, by the same number of fields in each line, by what all lines begin with, or by the marks
that only programs are full of.
"""

import re
from collections import Counter
from collections.abc import Sequence
from itertools import islice

from worker.core import codec

BEGINNING = 2_000  # characters within which a root element stands
CODE_SHARE = 0.04  # of braces and semicolons; prose has 0.1 % of them, a page about programming 1 %
CODE_LEAST = 20
LINES = 200  # of a text without HTML that are looked at
ROWS = 5  # of a table, at least
FIELDS = {",": 3, ";": 3, "|": 3, "\t": 2}  # in each row of a table, at least
ALIKE = 0.9  # of the lines are rows of as many fields, and end as no sentence does
FIELD = 40  # characters of a field, on average

_ROOT = re.compile(
    r"(?:\s|\ufeff|<\?[^>]*>|<!--(?:(?!-->).)*-->|<!DOCTYPE[^>]*>)*<(?:\w+:)?(rss|feed|rdf|opml|urlset|sitemapindex|svg)\b",
    re.DOTALL | re.IGNORECASE,
)
_NAMES = {"urlset": "a sitemap", "sitemapindex": "a sitemap", "svg": "a picture in SVG"}
_CODE = re.compile("[{};]")
_LISTING = re.compile(r"<title>\s*(?:index of|directory listing (?:for|of)) +/", re.IGNORECASE)
_SENTENCE_END = re.compile(r"""[.!?…。！？।؟]['"”’»)\]]*$""")
_DIRECTIVES = {
    "directives for robots": re.compile(r"(?:user-agent|disallow|allow|sitemap|crawl-delay|host)\s*:|#", re.IGNORECASE),
    "whom a site lets advertise": re.compile(r"[^\s,]+\.[a-z]{2,}\s*,[^,]+,\s*(?:direct|reseller)\b|#", re.IGNORECASE),
    "a site's contact for security": re.compile(r"(?:contact|expires|encryption|policy|acknowledgments|preferred-languages|canonical|hiring)\s*: ?\S", re.IGNORECASE),
}  # fmt: skip
_BEGIN = re.compile(r"\ufeff?\s*(?:BEGIN:V(CALENDAR|CARD)|(WEBVTT)\b|\d+\s*\n\d\d:\d\d:\d\d[,.]\d{3} --> )")
_BEGUN = {"CALENDAR": "a calendar", "CARD": "somebody's address"}


def what(content: str) -> str | None:
    """What was handed in instead of a page's HTML or text; None where it may be a page."""
    beginning = content[:BEGINNING]
    if root := _ROOT.match(beginning):
        return _NAMES.get(root[1].lower(), "a feed")
    if _LISTING.search(beginning):
        return "the listing of a folder"
    first = beginning.lstrip("\ufeff \t\r\n")[:1]
    if first in ("{", "[") and _is_json(content):
        return "data in JSON"
    return None if first == "<" else _plain_data(content)


def _plain_data(text: str) -> str | None:
    """What a text without HTML is instead of prose."""
    if begun := _BEGIN.match(text[:BEGINNING]):
        return _BEGUN.get(begun[1], "subtitles")
    lines = list(islice((line.rstrip() for line in text.splitlines() if line.strip()), LINES))
    for name, directive in _DIRECTIVES.items():
        if len(lines) > 1 and all(map(directive.match, lines)):
            return name
    return (
        "a table of data" if len(lines) >= ROWS and any(_is_table(lines, sign) for sign in FIELDS) else None
    )


def _is_table(lines: Sequence[str], sign: str) -> bool:
    """Whether nearly all lines are as many short fields with this sign between them, and don't end as sentences do."""
    ((signs, often),) = Counter(line.count(sign) for line in lines).most_common(1)
    if signs + 1 < FIELDS[sign] or often < ALIKE * len(lines):
        return False
    ending = sum(_SENTENCE_END.search(line[-6:]) is not None for line in lines)
    return ending <= (1 - ALIKE) * len(lines) and sum(map(len, lines)) <= FIELD * (signs + 1) * len(lines)


def is_code(text: str) -> bool:
    """Whether an article's text is a script or a style sheet."""
    marks = len(_CODE.findall(text))
    return marks >= CODE_LEAST and marks > CODE_SHARE * len("".join(text.split()))


def _is_json(content: str) -> bool:
    try:
        codec.from_json(content.encode())
    except ValueError:
        return False
    return True
