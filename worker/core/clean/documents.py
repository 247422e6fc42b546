"""Documents that are no pages, though they came as HTML or text: feeds, sitemaps, data, code.

They are told by their root element, by being JSON as a whole, or by the marks that only programs are full of.
"""

import re

from worker.core import codec

BEGINNING = 2_000  # characters within which a root element stands
CODE_SHARE = 0.04  # of braces and semicolons; prose has 0.1 % of them, a page about programming 1 %
CODE_LEAST = 20

_ROOT = re.compile(
    r"(?:\s|\ufeff|<\?[^>]*>|<!--(?:(?!-->).)*-->|<!DOCTYPE[^>]*>)*<(?:\w+:)?(rss|feed|rdf|opml|urlset|sitemapindex|svg)\b",
    re.DOTALL | re.IGNORECASE,
)
_NAMES = {"urlset": "a sitemap", "sitemapindex": "a sitemap", "svg": "a picture in SVG"}
_CODE = re.compile("[{};]")


def what(content: str) -> str | None:
    """What was handed in instead of a page's HTML or text; None where it may be a page."""
    if root := _ROOT.match(content[:BEGINNING]):
        return _NAMES.get(root[1].lower(), "a feed")
    return "data in JSON" if content[:BEGINNING].lstrip()[:1] in ("{", "[") and _is_json(content) else None


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
