"""What tagging costs: the time an article, beside a bare scan for the same forms in the same run; the time and memory of the data.

`python -m tests.benchmarks.tags`. Needs the labelled pages of ../shared.
"""

import gc
import json
import multiprocessing
import statistics
import time
from collections.abc import Callable
from typing import NamedTuple

import psutil

from tests.quality import tagscore
from worker.core.tags.tagger import Tagger
from worker.core.tags.text.folding import fold
from worker.rules import prepared
from worker.runtime import garbage

ROUNDS = 5  # of which the quickest counts: the machine has other work


class Text(NamedTuple):
    """What is tagged."""

    title: str | None
    text: str
    lang: str | None
    date: str | None


class Load(NamedTuple):
    """What it takes until the first article can be tagged, in a process of its own."""

    seconds: float
    megabytes: float


def texts() -> list[Text]:
    """The articles, with a title and a date."""
    rows = tagscore.labelled_pages()
    return [Text(row.get("title"), row["text"], row["lang"], row.get("date")) for row in rows if row["text"]]


def quickest(work: Callable[[], object]) -> float:
    """Milliseconds of the quickest of some rounds."""
    found = []
    for _ in range(ROUNDS):
        start = time.perf_counter()
        work()
        found.append(time.perf_counter() - start)
    return min(found) * 1000


def pair(tagger: Tagger, one: Text) -> tuple[float, float]:
    """Milliseconds of tagging an article, and of only finding all forms in it."""
    whole = quickest(lambda: tagger.tag(one.title, one.text, one.lang, one.date, "published"))
    return whole, quickest(lambda: list(tagger.index.matcher.find(one.text, fold(one.text))))


def _load(told: "multiprocessing.SimpleQueue[tuple[float, float]]") -> None:
    garbage.collect_nothing_yet()  # as a child process of the worker does
    process = psutil.Process()
    before, start = process.memory_info().rss, time.process_time()
    tagger = Tagger(*prepared.released())
    tagger.tag(None, "Oslo", "en", "2024-05-01", "published")
    told.put((time.process_time() - start, (process.memory_info().rss - before) / 1e6))


def load() -> Load:
    """Measured in a fresh process, where nothing was loaded before; the lexicon is made by now."""
    context = multiprocessing.get_context("spawn")
    told = context.SimpleQueue()
    child = context.Process(target=_load, args=(told,))
    child.start()
    seconds, megabytes = told.get()
    child.join()
    return Load(seconds, megabytes)


def main() -> None:
    """Print one line of JSON."""
    tagger, articles = Tagger(*prepared.released()), texts()
    for one in articles:
        tagger.tag(one.title, one.text, one.lang, one.date, "published")
    gc.collect()
    gc.freeze()  # as a child process of the worker does once its data is loaded
    pairs = [pair(tagger, one) for one in articles]
    data = load()
    figures = {
        "articles": len(articles),
        "letters_median": statistics.median(len(one.text) for one in articles),
        "tag_ms_median": round(statistics.median(whole for whole, _ in pairs), 3),
        "tag_ms_mean": round(statistics.mean(whole for whole, _ in pairs), 3),
        "bare_scan_ms_median": round(statistics.median(scan for _, scan in pairs), 3),
        "load_seconds": round(data.seconds, 2),
        "load_megabytes": round(data.megabytes, 1),
    }
    print(json.dumps(figures))


if __name__ == "__main__":
    main()
