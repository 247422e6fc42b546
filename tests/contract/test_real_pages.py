"""What comes of real pages is as the contract says: shared material beside the checkout, one page in forty."""

import gzip
import json
import os
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import Any

import pytest

from worker.core import headers
from worker.core.model import Message, Outcome, Output, Topic
from worker.schemas import validate
from worker.stages import children, jobs

CORPORA = Path(__file__).parents[2] / "../shared/corpora"
PAGES = ("pages-wcxb-dev.jsonl.gz", "pages-trafilatura-eval.jsonl.gz")
PASSAGES = "multilingual-dev.jsonl"
EACH = int(os.environ.get("EVERY_NTH_PAGE", "40"))


def pages(name: str) -> Iterator[Message]:
    """Some pages of a corpus as records of `pages.raw`."""
    opened = gzip.open if name.endswith(".gz") else open
    with opened(CORPORA / name, "rb") as lines:
        for offset, line in enumerate(islice(lines, 0, None, EACH if name in PAGES else 6)):
            yield Message("pages.raw", 0, offset, 1_756_000_000_000, None, page(json.loads(line)))


def page(row: dict[str, str]) -> bytes:
    """The row without what the corpus says about the page."""
    fields = ("id", "url", "title", "lang") if "html" not in row else ("id", "url")
    body = {"html": row["html"]} if "html" in row else {"text": row.get("text") or row["body"]}
    return json.dumps({name: row.get(name) for name in fields} | body).encode()


def as_unique(clean: Output) -> Message:
    """What dedupe would send of a cleaned article that is new."""
    kept = headers.with_values(clean.headers, {headers.KIND: "new"})
    return Message("articles.unique", 0, 0, 0, clean.key, clean.value, kept)


def problems(outcome: Outcome) -> list[str]:
    """What is wrong with the messages of an outcome."""
    return [
        problem
        for made in outcome.outputs
        for problem in validate(made.topic, made.value, made.headers, made.key)
    ]


@pytest.fixture(scope="module")
def handlers() -> dict[str, Any]:
    """Those of clean and tag."""
    return children.handlers(jobs.Config(("clean", "tag")))


@pytest.mark.parametrize("name", [*PAGES, PASSAGES])
def test_messages_made_of_real_pages_are_valid(handlers: dict[str, Any], name: str) -> None:
    """Cleaned and tagged, every message fits its schema, its headers fit its body, its spans lie in its text."""
    if not (CORPORA / name).exists():
        pytest.skip("../shared is not there")
    published = 0
    for message in pages(name):
        cleaned = handlers["clean"].handle(message)
        assert problems(cleaned) == [], message.offset
        for output in cleaned.outputs:
            unique = as_unique(output)
            assert validate(Topic.ARTICLES_UNIQUE, unique.value, unique.headers, unique.key) == []
            assert problems(handlers["tag"].handle(unique)) == [], message.offset
            published += 1
    assert published
