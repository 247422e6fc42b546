"""The measures of extraction on the shared corpora, as their README defines them."""

import gzip
import json
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

CORPORA = Path(__file__).resolve().parents[3] / "shared" / "corpora"
SKIPPED = 77  # exit code of a measurement that lacks its corpora, as test programs have that are skipped
SHINGLED = "pages-wcxb-dev.jsonl.gz"
SEGMENTED = "pages-trafilatura-eval.jsonl.gz"
_TOKEN = re.compile(r"\w+")


@dataclass(frozen=True)
class Score:
    """Precision, recall and their harmonic mean over a corpus; the share of snippets that must stay and that must go, present."""

    precision: float
    recall: float
    kept: float
    left: float

    @property
    def f1(self) -> float:
        """The F1 of the two averages."""
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0


def rows(name: str, every: int = 1) -> Iterator[dict[str, Any]]:
    """The pages of a corpus, each `every`-th."""
    with gzip.open(CORPORA / name, "rt", encoding="utf-8") as lines:
        for number, line in enumerate(lines):
            if number % every == 0:
                yield json.loads(line)


def shingle_score(pages: Iterable[Mapping[str, Any]], texts: Mapping[str, str]) -> Score:
    """Counted 4-token shingles: precision and recall a page, averaged over pages."""
    golds = [page for page in pages if page.get("text")]
    pairs = [_overlap(page["text"], texts[page["id"]]) for page in golds]
    precision = sum(pair[0] for pair in pairs) / len(pairs)
    recall = sum(pair[1] for pair in pairs) / len(pairs)
    return Score(precision, recall, *_snippets(golds, texts))


def segment_score(pages: Iterable[Mapping[str, Any]], texts: Mapping[str, str]) -> Score:
    """Segments that must be in the text, and segments that must not, counted over the corpus."""
    pages = list(pages)
    found = sum(segment in texts[page["id"]] for page in pages for segment in page["with"])
    wanted = sum(len(page["with"]) for page in pages)
    wrong = sum(segment in texts[page["id"]] for page in pages for segment in page["without"])
    return Score(found / (found + wrong), found / wanted, *_snippets(pages, texts))


def date_score(pages: Iterable[Mapping[str, Any]], dates: Mapping[str, str | None]) -> tuple[float, float]:
    """The share of gold dates found right, and of those found at all that are wrong."""
    golds = [page for page in pages if page.get("date")]
    given = [page for page in golds if dates[page["id"]]]
    right = sum((dates[page["id"]] or "")[:10] == page["date"][:10] for page in given)
    return right / len(golds), (len(given) - right) / max(1, len(given))


def title_score(pages: Iterable[Mapping[str, Any]], titles: Mapping[str, str | None]) -> float:
    """The share of gold titles found, but for case, punctuation and spaces."""
    golds = [page for page in pages if page.get("title")]
    return sum(is_same_title(titles[page["id"]], page["title"]) for page in golds) / len(golds)


def is_same_title(one: str | None, other: str | None) -> bool:
    """Whether two titles are one, but for case, punctuation and spaces."""
    return _plain(one) == _plain(other)


def author_score(
    pages: Iterable[Mapping[str, Any]], found: Mapping[str, Sequence[str]]
) -> tuple[float, float]:
    """The share of gold authors found exactly (the same names, in any order), and of pages with names of which none is in the gold."""
    golds = [page for page in pages if page.get("author")]
    pairs = [(_names([page["author"]]), _names(found[page["id"]])) for page in golds]
    given = [pair for pair in pairs if pair[1]]
    right = sum(gold == names for gold, names in given)
    return right / len(golds), sum(not gold & names for gold, names in given) / max(1, len(given))


def are_same_names(some: Iterable[str], others: Iterable[str]) -> bool:
    """Whether the same names stand in both, in any order."""
    return _names(some) == _names(others)


def _names(texts: Iterable[str]) -> set[str]:
    parts = (part for text in texts for part in re.split(r"[,;|&]| and ", text))
    return {name for part in parts if (name := _plain(part))}


def _plain(text: str | None) -> str:
    return " ".join(_TOKEN.findall(unicodedata.normalize("NFKC", text or "").casefold()))


def page_f1(gold: str, text: str) -> float:
    """The shingle F1 of one page."""
    precision, recall = _overlap(gold, text)
    return 2 * precision * recall / (precision + recall) if precision + recall else 0.0


def _overlap(gold: str, text: str) -> tuple[float, float]:
    wanted, found = _shingles(gold), _shingles(text)
    shared = sum((wanted & found).values())
    precision = shared / found.total() if found else float(not wanted)
    return precision, shared / wanted.total() if wanted else float(not found)


def _shingles(text: str) -> Counter[tuple[str, ...]]:
    tokens = _TOKEN.findall(text)
    return Counter(zip(*(tokens[start:] for start in range(4)), strict=False))


def _snippets(pages: Iterable[Mapping[str, Any]], texts: Mapping[str, str]) -> tuple[float, float]:
    shares = []
    for side in ("with", "without"):
        flags = [snippet in texts[page["id"]] for page in pages for snippet in page.get(side) or ()]
        shares.append(sum(flags) / max(1, len(flags)))
    return shares[0], shares[1]
