"""The text part of `make quality`: extraction on the shared pages against trafilatura's default, in one run, over pinned floors.

`extraction_ratio` is the time of text and metadata as a share of trafilatura's for the same, `time_ratio` that of all of clean. What each loads once a process
(patterns, models, word lists) isn't counted on either side: both read some pages before the clock starts, and the rules of all languages are loaded, whichever
page would be the first to need them.

`python -m tests.quality.text [--every N]` prints the table and exits 1 under a floor. Needs ../shared beside the checkout: without it nothing is measured,
which it says, and it exits 77, as test programs do that are skipped.
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
    SKIPPED,
    author_score,
    date_score,
    rows,
    segment_score,
    shingle_score,
    title_score,
)
from worker.core.clean.article import clean
from worker.core.clean.body.extract import extract
from worker.core.clean.boilerplate import linerules
from worker.core.clean.boilerplate.linerules import BoilerplateRules
from worker.core.clean.metadata.sources import GUESSES
from worker.core.clean.text.passages import text_of
from worker.core.model import Article, RawPage, Rejection
from worker.rules.boilerplate import load
from worker.runtime import garbage

FLOORS = Path(__file__).with_name("text_floors.toml")
NO_ARTICLES = Path(__file__).with_name("text_no_articles.toml")
WARMING = 50  # one page of so many is read before the clock starts
Page = dict[str, Any]


@dataclass(frozen=True)
class Read:
    """What an extractor made of one page."""

    text: str = ""
    title: str | None = None
    authors: tuple[str, ...] = ()
    date: str | None = None
    guessed: bool = False  # the date is marked as a guess
    published: bool = False  # it is taken for an article


@dataclass
class Reading:
    """What one extractor made of the pages, by page id, and its CPU seconds."""

    pages: dict[str, Read] = field(default_factory=dict)
    seconds: float = 0.0


def measure(every: int = 1) -> dict[str, dict[str, float]]:
    """The figures of both extractors over each `every`-th page, each page read by both, one after the other."""
    rules = load()
    extraction, ours, theirs = Reading(), Reading(), Reading()
    pages = {name: list(rows(name, every)) for name in (SHINGLED, SEGMENTED)}
    rules.lines.match("word", linerules.scope(rules, lang=None))
    for page in pages[SEGMENTED][::WARMING]:
        _extracted(page, rules), by_dateline(page, rules), by_trafilatura(page)
    garbage.collect_rarely()  # as the worker's children do before their first page; both profit
    for page in (page for corpus in pages.values() for page in corpus):
        _timed(extraction, page, lambda page: _extracted(page, rules))
        _timed(ours, page, lambda page: by_dateline(page, rules))
        _timed(theirs, page, by_trafilatura)
    table = {"dateline": _figures(pages, ours), "trafilatura": _figures(pages, theirs)}
    for name, reading in (("extraction_ratio", extraction), ("time_ratio", ours)):
        table["dateline"][name] = reading.seconds / theirs.seconds
        table["trafilatura"][name] = 1.0
    return table


def _timed(reading: Reading, page: Page, read: Callable[[Page], Read]) -> None:
    start = time.process_time()
    reading.pages[page["id"]] = read(page)
    reading.seconds += time.process_time() - start


def _extracted(page: Page, rules: BoilerplateRules) -> Read:
    """What trafilatura's default does, and no more: main text and metadata, without rules, language and hashes."""
    found = extract(page["html"], page.get("url"), models=rules.blocks, kinds=rules.pages)
    return Read(text_of(found.passages))


def by_dateline(page: Page, rules: BoilerplateRules) -> Read:
    return read_of(clean(RawPage(url=page.get("url"), html=page["html"]), None, rules, {}))


def read_of(made: Article | Rejection) -> Read:
    """What clean made of a page, in the measures' terms; of a rejected one, too, what was read of it."""
    article: Article | None = made.article if isinstance(made, Rejection) else made
    if article is None:
        return Read()
    guessed, published = article.published_source in GUESSES, isinstance(made, Article)
    return Read(article.text, article.title, article.authors, article.published, guessed, published)


def by_trafilatura(page: Page) -> Read:
    found = trafilatura.bare_extraction(
        page["html"], url=page.get("url"), include_comments=False, with_metadata=True
    )
    if found is None or isinstance(found, dict):
        return Read()
    author = (found.author,) if found.author else ()
    return Read(found.text or "", found.title, author, found.date, published=bool(found.text))


def _figures(pages: dict[str, list[Page]], reading: Reading) -> dict[str, float]:
    texts = {key: read.text for key, read in reading.pages.items()}
    shingled = shingle_score(pages[SHINGLED], texts)
    segmented = segment_score(pages[SEGMENTED], texts)
    return {
        "shingle_f1": shingled.f1,
        "shingle_precision": shingled.precision,
        "shingle_recall": shingled.recall,
        "shingle_kept": shingled.kept,
        "shingle_left": shingled.left,
        "segment_f1": segmented.f1,
        "segment_kept": segmented.kept,
        "segment_left": segmented.left,
        "published": _published(reading.pages),
        **_declared_figures(pages[SHINGLED], reading.pages),
    }


def _published(read: dict[str, Read]) -> float:
    """The share of the pages that are published, but for those of which a look at them says that they carry no article, whatever their labels say."""
    others = {page["id"] for page in tomllib.loads(NO_ARTICLES.read_text("utf-8"))["page"]}
    articles = [page.published for name, page in read.items() if name not in others]
    return sum(articles) / len(articles)


def _declared_figures(pages: list[Page], read: dict[str, Read]) -> dict[str, float]:
    """Dates, titles and authors against the gold; `unmarked` are the dates that don't say they are a guess."""
    date_right, date_wrong = date_score(pages, {key: page.date for key, page in read.items()})
    sure = {key: None if page.guessed else page.date for key, page in read.items()}
    author_right, author_wrong = author_score(pages, {key: page.authors for key, page in read.items()})
    return {
        "date_right": date_right,
        "date_wrong": date_wrong,
        "date_unmarked_wrong": date_score(pages, sure)[1],
        "title_right": title_score(pages, {key: page.title for key, page in read.items()}),
        "author_right": author_right,
        "author_wrong": author_wrong,
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
    """Print the table; 1 where a floor is missed or was set on another corpus, `SKIPPED` where there is no corpus."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--every", type=int, default=1, help="read each N-th page only; no floors then")
    every = parser.parse_args(arguments).every
    if not CORPORA.is_dir():
        print("SKIPPED: ../shared is not there, so the text was not scored on its pages")
        return SKIPPED
    table = measure(every)
    print(f"{'':20}{'dateline':>12}{'trafilatura':>14}")
    for name, value in table["dateline"].items():
        print(f"{name:20}{value:12.4f}{table['trafilatura'][name]:14.4f}")
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
