"""The text part of `make quality`: extraction on the shared pages against trafilatura's default, in one run, over pinned floors.

`python -m tests.quality.text [--every N]` prints the table and exits 1 under a floor. Needs ../shared beside the checkout.
"""

import argparse
import hashlib
import sys
import time
import tomllib
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import trafilatura

from tests.quality.textscore import (
    CORPORA,
    SEGMENTED,
    SHINGLED,
    date_score,
    rows,
    segment_score,
    shingle_score,
)
from worker.core.clean.article import clean
from worker.core.model import Article, RawPage, Rejection
from worker.rules.boilerplate import load

FLOORS = Path(__file__).with_name("text_floors.toml")
Page = dict[str, Any]


@dataclass
class Reading:
    """What one extractor made of the pages: texts and dates by page id, and its CPU seconds."""

    texts: dict[str, str] = field(default_factory=dict)
    dates: dict[str, str | None] = field(default_factory=dict)
    seconds: float = 0.0


def measure(every: int = 1) -> dict[str, dict[str, float]]:
    """The figures of both extractors over each `every`-th page, each page read by both, one after the other."""
    rules = load()
    ours, theirs = Reading(), Reading()
    pages = {name: list(rows(name, every)) for name in (SHINGLED, SEGMENTED)}
    for page in (page for corpus in pages.values() for page in corpus):
        _timed(ours, page, lambda page: _ours(page, rules))
        _timed(theirs, page, _theirs)
    table = {"dateline": _figures(pages, ours), "trafilatura": _figures(pages, theirs)}
    table["dateline"]["time_ratio"] = ours.seconds / theirs.seconds
    table["trafilatura"]["time_ratio"] = 1.0
    return table


def _timed(reading: Reading, page: Page, read: Callable[[Page], tuple[str, str | None]]) -> None:
    start = time.process_time()
    reading.texts[page["id"]], reading.dates[page["id"]] = read(page)
    reading.seconds += time.process_time() - start


def _ours(page: Page, rules: Any) -> tuple[str, str | None]:
    made = clean(RawPage(url=page.get("url"), html=page["html"]), None, rules, {})
    article: Article | None = made.article if isinstance(made, Rejection) else made
    return (article.text, article.published) if article else ("", None)


def _theirs(page: Page) -> tuple[str, str | None]:
    found = trafilatura.bare_extraction(
        page["html"], url=page.get("url"), include_comments=False, with_metadata=True
    )
    if found is None or isinstance(found, dict):
        return "", None
    return found.text or "", found.date


def _figures(pages: dict[str, list[Page]], reading: Reading) -> dict[str, float]:
    shingled = shingle_score(pages[SHINGLED], reading.texts)
    segmented = segment_score(pages[SEGMENTED], reading.texts)
    right, wrong = date_score(pages[SHINGLED], reading.dates)
    return {
        "shingle_f1": shingled.f1,
        "shingle_precision": shingled.precision,
        "shingle_recall": shingled.recall,
        "shingle_kept": shingled.kept,
        "shingle_left": shingled.left,
        "segment_f1": segmented.f1,
        "segment_kept": segmented.kept,
        "segment_left": segmented.left,
        "date_right": right,
        "date_wrong": wrong,
    }


def corpus_digest() -> str:
    """The digest of both corpora, which the floors are pinned with."""
    digest = hashlib.sha256()
    for name in (SHINGLED, SEGMENTED):
        digest.update((CORPORA / name).read_bytes())
    return digest.hexdigest()[:16]


def shortfalls(figures: dict[str, float], floors: dict[str, float]) -> list[str]:
    """The figures on the wrong side of their floor; of those that should be small the floor is a ceiling."""
    small = ("_left", "_wrong", "_ratio")
    return [
        f"{name} is {figures[name]:.4f}, the floor is {floor}"
        for name, floor in floors.items()
        if (figures[name] > floor if name.endswith(small) else figures[name] < floor)
    ]


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the table; 1 where a floor is missed or was set on another corpus."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--every", type=int, default=1, help="read each N-th page only; no floors then")
    every = parser.parse_args(arguments).every
    if not CORPORA.is_dir():
        print("../shared is not there: the text can't be scored")
        return 0
    table = measure(every)
    print(f"{'':18}{'dateline':>12}{'trafilatura':>14}")
    for name, value in table["dateline"].items():
        print(f"{name:18}{value:12.4f}{table['trafilatura'][name]:14.4f}")
    pinned = tomllib.loads(FLOORS.read_text("utf-8"))
    if every > 1:
        return 0
    missed = shortfalls(table["dateline"], pinned["floors"])
    if pinned["corpus"] != corpus_digest():
        missed.append(
            f"the floors were set on another corpus ({pinned['corpus']}): measure and set them anew"
        )
    print(*missed, sep="\n")
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
