"""Real pages for the benchmarks: those of the corpora beside the checkout."""

import gzip
import json
from collections.abc import Iterator
from pathlib import Path

from tests.support.workers import REPO

CORPORA = REPO.parent / "shared" / "corpora"
FILES = ("pages-wcxb-dev.jsonl.gz", "pages-trafilatura-eval.jsonl.gz")
ALL = 1783


def pages(limit: int = ALL) -> list[dict[str, str]]:
    """About so many real pages, every n-th; each with a fetch time of its own. Raises FileNotFoundError."""
    rows = [row for name in FILES for row in _rows(CORPORA / name)]
    step = max(1, len(rows) // limit)
    return [
        {
            "url": row["url"],
            "html": row["html"],
            "fetched_at": f"2026-01-01T{n // 3600:02}:{n // 60 % 60:02}:{n % 60:02}Z",
        }
        for n, row in enumerate(rows[::step])
    ]


def records(rows: list[dict[str, str]]) -> list[tuple[bytes | None, bytes]]:
    """The pages as records for `pages.raw`."""
    return [((row["url"] or "").encode() or None, json.dumps(row).encode()) for row in rows]


def _rows(path: Path) -> Iterator[dict[str, str]]:
    with gzip.open(path, "rt") as lines:
        yield from map(json.loads, lines)
