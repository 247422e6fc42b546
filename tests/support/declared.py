"""What a page declares of itself: heads written for a test, and what is read of them."""

import json
from typing import Any

from tests.support.released import RULES
from worker.core import times
from worker.core.clean.blocks import walk
from worker.core.clean.body import extract
from worker.core.clean.metadata import metadata
from worker.core.clean.metadata.metadata import Metadata

WORDS = RULES.pages.bylines

BODY = "<article><p>The council met on Monday and talked about the bridge.</p></article>"


def read(
    head: str = "",
    body: str = BODY,
    url: str | None = "https://a.example/x",
    latest: str = times.LAST_DAY,
    lang: str = "",
) -> Metadata:
    tree = extract.parse(f"<html lang='{lang}'><head>{head}</head><body>{body}</body></html>").tree
    assert tree is not None
    return metadata.read(tree, walk.read(tree), WORDS, url, latest)


def ld(**fields: Any) -> str:
    return f'<script type="application/ld+json">{json.dumps({"@type": "NewsArticle"} | fields)}</script>'


def meta(name: str, content: str) -> str:
    return f'<meta property="{name}" content="{content}">'
