"""The measures of tagging on the shared corpora, by their labelling guide."""

import functools
import gzip
import hashlib
import json
import subprocess
import sys
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NamedTuple

from tests.support.released import RULES
from worker.core.clean.article import clean
from worker.core.clean.boilerplate.linerules import BoilerplateRules
from worker.core.model import RawPage, Rejection, Tags
from worker.core.tags.tagger import Tagger
from worker.core.tags.text.folding import fold
from worker.rules import prepared

CORPORA = Path(__file__).resolve().parents[3] / "shared" / "corpora"
PAGES = ("pages-wcxb-dev.jsonl.gz", "pages-trafilatura-eval.jsonl.gz")
LABELS, PASSAGES = "labels-dev.jsonl", "multilingual-dev.jsonl"
STATUS = {"future": "designate"}
Row = Mapping[str, Any]


@dataclass
class Count:
    """Right, wrong and missed."""

    right: int = 0
    wrong: int = 0
    missed: int = 0

    @property
    def recall(self) -> float:
        """Share of what is there that was found."""
        return self.right / max(1, self.right + self.missed)

    @property
    def f1(self) -> float:
        """F1 over all rows."""
        return 2 * self.right / max(1, 2 * self.right + self.wrong + self.missed)


@dataclass
class Score:
    """Countries mentioned and about, leaders, and the share of leaders whose status is right."""

    countries: Count = field(default_factory=Count)
    about: Count = field(default_factory=Count)
    leaders: Count = field(default_factory=Count)
    statuses: Count = field(default_factory=Count)

    def figures(self) -> dict[str, float]:
        """The figures with floors."""
        return {
            "countries": self.countries.f1,
            "about": self.about.f1,
            "leaders": self.leaders.f1,
            "status": self.statuses.recall,
        }


def held_out(row: Row) -> bool:
    """A third, fixed by the row's id, reported apart: no setting is swept on it."""
    return int(hashlib.sha256(row["id"].encode()).hexdigest(), 16) % 3 == 0


def digest(*names: str) -> str:
    """What the corpora were when the floors were set."""
    found = hashlib.sha256()
    for name in names:
        found.update((CORPORA / name).read_bytes())
    return found.hexdigest()[:16]


def rows(name: str, every: int = 1) -> Iterator[Row]:
    """The rows of a corpus, each `every`-th."""
    opened = gzip.open if name.endswith(".gz") else open
    with opened(CORPORA / name, "rt", encoding="utf-8") as lines:
        for number, line in enumerate(lines):
            if number % every == 0:
                yield json.loads(line)


def about_texts() -> list[Row]:
    """Short texts of our own on news of all kinds, with what each is about."""
    with (Path(__file__).parent / "about_texts.jsonl").open(encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


@functools.cache
def labelled_pages() -> tuple[Row, ...]:
    """The labelled pages with title and text: the gold body where there is one, else what clean makes of the page, once."""
    labels = {label["id"]: label for label in rows(LABELS)}
    pages = (page for name in PAGES for page in rows(name) if page["id"] in labels)
    return tuple({**labels[page["id"]], **_text(page, RULES)} for page in pages)


def _text(page: Row, rules: BoilerplateRules) -> Row:
    if page.get("text"):
        return {"title": page.get("title"), "text": page["text"]}
    made = clean(RawPage(url=page["url"], html=page["html"]), None, rules, {})
    article = made.article if isinstance(made, Rejection) else made
    return {"title": article.title, "text": article.text} if article else {"title": None, "text": ""}


def score(tagger: Tagger, labelled: Iterable[Row]) -> Score:
    """The score over labelled rows. Optional, implied and leaders' countries are neither right nor wrong."""
    total = Score()
    for row in labelled:
        tags = tagger.tag(row.get("title"), row["text"], row["lang"], row.get("date"), "published")
        _countries(total, row, tags)
        _leaders(total, row, tags)
    return total


def _countries(total: Score, row: Row, tags: Tags) -> None:
    gold, implied = set(row["mentioned"]), set(row.get("implied", ()))
    neutral = set(row.get("optional", ())) | implied | {leader["country"] for leader in row["leaders"]}
    found = {country.code for country in tags.countries}
    by_more = {country.code for country in tags.countries if set(country.evidence) != {"leader"}}
    total.countries.right += len(gold & found)
    total.countries.wrong += len(by_more - gold - neutral)
    total.countries.missed += len(gold - found)
    _about(total.about, row, tags)


def _about(count: Count, row: Row, tags: Tags) -> None:
    gold, implied = set(row["about"]), set(row.get("implied", ()))
    about = {country.code for country in tags.countries if country.relation == "about"}
    count.right += len((gold - implied) & about)
    count.wrong += len(about - gold)
    count.missed += len(gold - implied - about)


def about(tagger: Tagger, labelled: Iterable[Row]) -> Count:
    """The count of countries about alone, for rows that are labelled with nothing else."""
    count = Count()
    for row in labelled:
        _about(count, row, tagger.tag(row.get("title"), row["text"], row["lang"], row["date"], "published"))
    return count


def _leaders(total: Score, row: Row, tags: Tags) -> None:
    left = list(tags.leaders)
    for gold in row["leaders"]:
        match = next(
            (
                one
                for one in left
                if one.country == gold["country"] and _words(one.name) & _words(gold["name"])
            ),
            None,
        )
        if match:
            left.remove(match)
        if gold.get("optional"):
            continue
        total.leaders.right += match is not None
        total.leaders.missed += match is None
        if match:
            right = match.status == STATUS.get(gold["status"], gold["status"])
            total.statuses.right += right
            total.statuses.missed += not right
    total.leaders.wrong += len(left)


def _words(name: str) -> set[str]:
    return {word for word in fold(name).split() if len(word) > 2} or set(fold(name).split())


def most_salient(tagger: Tagger, articles: Iterable[Row]) -> float:
    """Share of articles whose most salient country is the one they are about."""
    hits: list[bool] = [
        _first(tagger, row["text"]) == row["country_about"] for row in articles if row["country_about"]
    ]
    return sum(hits) / len(hits)


def _first(tagger: Tagger, text: str) -> str | None:
    countries = tagger.tag(None, text, "en", "2013-06-01", "published").countries
    return countries[0].code if countries else None


def recall_of_countries(tagger: Tagger, articles: Iterable[Row]) -> dict[str, float]:
    """Share of labelled countries found, by language."""
    counts: dict[str, Count] = {}
    for row in articles:
        found = {
            country.code
            for country in tagger.tag(None, row["text"], row["lang"], row.get("date"), "published").countries
        }
        count = counts.setdefault(row["lang"], Count())
        count.right += len(set(row["countries"]) & found)
        count.missed += len(set(row["countries"]) - found)
    return {lang: count.recall for lang, count in sorted(counts.items())}


def newswire(every: int) -> Iterator[Row]:
    """Stories of 1987 as the other corpora have theirs; US and GB, which are rarely labelled, left out."""
    for row in rows("reuters1987-odd.jsonl.gz", every):
        text = f"{row['title']}\n{row['dateline']} {row['body']}".replace("\n", " ")
        codes = [code for code in row["countries_about"] if code not in ("US", "GB")]
        yield {"text": text, "lang": "en", "countries": codes, "date": "1987-04-01"}


class Cost(NamedTuple):
    """What loading takes."""

    seconds: float
    megabytes: float


LOADING = """
import time, psutil
from worker.core.tags.tagger import Tagger
from worker.rules import prepared
before, start = psutil.Process().memory_info().rss, time.process_time()
tagger = Tagger(*prepared.released())
tagger.tag(None, "Oslo", "en", "2024-05-01", "published")
print(time.process_time() - start, (psutil.Process().memory_info().rss - before) / 2**20)
"""


def cost_of_loading() -> Cost:
    """A fresh process that loads the data once, made into a lexicon before, and tags a first text: its CPU seconds, and how far its memory grew."""
    prepared.released()
    told = subprocess.run([sys.executable, "-c", LOADING], check=True, capture_output=True, text=True).stdout
    seconds, megabytes = map(float, told.split())
    return Cost(seconds, megabytes)
