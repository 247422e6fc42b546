"""Patterns over text that makes those run away that backtrack: part of `make fuzz`, because it looks at the clock."""

import time

import pytest

from tests.support.released import RULES
from worker.core.clean import article
from worker.core.model import RawPage

HOSTILE = (
    " ",
    "a ",
    "<",
    "1:",
    "1/",
    "-",
    ". ",
    "by ",
    "(",
    "&",
    "|a",
    ", a",
    "\t x",
    "«",
    "20",
    "2024-01-",
    "@a",
)
HOSTILE_PAGE = """<html><head><title>{0}</title><meta name="author" content="{0}"><meta property="og:title" content="{0}">
<meta property="article:published_time" content="{0}"><script type="application/ld+json">{{"@type": "{0}", "headline": "{0}", "author": "{0}"}}</script></head>
<body class="{0}" style="{0}"><h1>{0}</h1><p class="byline {0}">{0}</p><time datetime="{0}">{0}</time><article><p>{0}</p></article></body></html>"""


@pytest.mark.slow
@pytest.mark.parametrize("part", HOSTILE)
def test_no_pattern_takes_quadratic_time(part: str) -> None:
    """A search that is quadratic takes many seconds over 40,000 characters in any place of a page. The rules of lines run on RE2, which knows none."""
    text = part * (40_000 // len(part))
    page = HOSTILE_PAGE.format(text.replace("<", "&lt;"))
    start = time.process_time()
    for raw in (
        RawPage(url="https://example.org/a", html=page),
        RawPage(text=text),
        RawPage(text=part * 300),
    ):
        article.clean(raw, None, RULES, {})
    assert time.process_time() - start < 4
