"""What it costs to split one language over several cores: recall, bytes on the wire, work and memory, on a synthetic stream.

`python -m tests.benchmarks.splitting [--articles N]` prints the table. The same numbers on every machine: the stream is
drawn from a fixed seed, and costs are counted, not timed. An article is its set of shingle hashes; it finds another as
in the index, where one of its `ASKED` smallest hashes is among the other's `KEYS` smallest, and is its copy where the
sets are alike.
"""

import argparse
import sys
from collections import defaultdict
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from worker.core.copies.compare import CONTAINED, LEAST_SHARED, SAME_TEXT
from worker.core.copies.sketch import KEYS
from worker.core.copies.sketching import ASKED

SEED = 20261126
DAYS, HOUR = 14, 1 / 24
SITES = 2000
CORES = (2, 4, 8)
SLICE = 6 * HOUR
# Bytes on the wire: a message of `articles.identified` (mean of 100 pages of the web), a question (a sketch with all its
# keys, and the message's origin), an answer (the likeliest article, with what is shared).
MESSAGE, QUESTION, ANSWER = 15_600, 450, 60


@dataclass(frozen=True)
class Article:
    """An article of the stream."""

    day: float
    site: int
    story: int
    shingles: frozenset[int]
    keys: tuple[int, ...]  # the smallest of them, ascending: those it asks by


@dataclass(frozen=True)
class Asked:
    """A core that is asked about an article, by which of its keys; it holds the article by those that articles are held by."""

    core: int
    keys: tuple[int, ...]


@dataclass(frozen=True)
class Split:
    """A way to split: which cores are asked about an article, which of them hold it, and what asking one more costs."""

    name: str
    asked: Callable[[Article, int], Sequence[Asked]]
    at_home: bool = False  # it is held by the first of them alone, else by all
    bytes: int = QUESTION + ANSWER


@dataclass(frozen=True)
class Cost:
    """What a split comes to."""

    recall: float  # of the copies that one core finds
    wire: float  # bytes an article on top of the message itself
    work: float  # of the busiest core: keys looked up and sketches compared, as a share of one core's
    memory: float  # sketches held by the fullest core, as a share of one core's


def stream(count: int) -> list[Article]:
    """Half of it copies, in clusters as a wire makes them: most of one or two, a few of dozens; most within hours."""
    draw = np.random.default_rng(SEED)
    articles: list[Article] = []
    while len(articles) < count:
        articles += _cluster(draw, len(articles))
    return sorted(articles[:count], key=lambda article: article.day)


def _cluster(draw: np.random.Generator, story: int) -> Iterator[Article]:
    base = draw.integers(1 << 63, size=int(draw.integers(60, 700)))
    day = draw.uniform(0, DAYS)
    first = _article(day, _site(draw), story, base)
    yield first
    copies = min(60, int(draw.zipf(2.5)) - 1)
    for _ in range(copies):
        gap = draw.exponential(3 * HOUR) if draw.random() < 0.7 else draw.exponential(2.0)
        own = first.site if draw.random() < 0.25 else _site(draw)
        yield _article(day + min(gap, DAYS), own, story, _copied(draw, base))


def _copied(draw: np.random.Generator, base: np.ndarray) -> np.ndarray:
    """Of a hundred 40 near verbatim, 30 edited, 15 cut, 15 extended."""
    forms = ((0.98, 0.02), (0.9, 0.1), (draw.uniform(0.3, 0.8), 0.0), (1.0, draw.uniform(0.2, 2.0)))
    kept, added = forms[int(draw.choice(4, p=(0.4, 0.3, 0.15, 0.15)))]
    chosen = draw.choice(base, size=max(16, int(len(base) * kept)), replace=False)
    return np.concatenate([chosen, draw.integers(1 << 63, size=int(len(base) * added))])


def _site(draw: np.random.Generator) -> int:
    """A few sites write much of the stream, most write little."""
    return int(draw.zipf(1.1)) % SITES


def _article(day: float, site: int, story: int, shingles: np.ndarray) -> Article:
    values = sorted(int(value) for value in shingles)
    return Article(day, site, story, frozenset(values), tuple(values[:ASKED]))


# ── ways to split ──


def _core(value: int, cores: int) -> int:
    """The core that owns a value: its bits mixed, so that small hashes spread as others do."""
    return (value * 0x9E3779B97F4A7C15 % (1 << 64) >> 32) % cores


def _by_site(article: Article, cores: int) -> Sequence[Asked]:
    return [Asked(_core(article.site, cores), article.keys)]


def _by_time(article: Article, cores: int) -> Sequence[Asked]:
    return [Asked(int(article.day / SLICE) % cores, article.keys)]


def _by_smallest(article: Article, cores: int) -> Sequence[Asked]:
    return [Asked(_core(article.keys[0], cores), article.keys)]


def _through_all(article: Article, cores: int) -> Sequence[Asked]:
    """The stretch that is held is cut in as many slices as there are cores; the newest decides, and holds the article."""
    home = int(article.day / DAYS * cores)
    return [Asked((home + turn) % cores, article.keys) for turn in range(cores)]


def _owners(most: int) -> Callable[[Article, int], Sequence[Asked]]:
    """Each key has an owner, who is asked for it; only the `most` smallest keys count."""

    def asked(article: Article, cores: int) -> Sequence[Asked]:
        keys: dict[int, list[int]] = defaultdict(list)
        for key in article.keys[:most]:
            keys[_core(key, cores)].append(key)
        return [Asked(core, tuple(held)) for core, held in keys.items()]

    return asked


ONE = Split("one core", lambda article, _: [Asked(0, article.keys)])
SPLITS = (
    Split("by site", _by_site),
    Split("by time, 6 h in turn", _by_time),
    Split("time slices, all asked", _through_all, at_home=True),
    Split("time slices, passed on", _through_all, at_home=True, bytes=MESSAGE),
    Split("by the smallest hash", _by_smallest),
    *(Split(f"owners of the {most} smallest", _owners(most)) for most in (2, 4, 8)),
    Split(f"owners of all {ASKED}", _owners(ASKED)),
)


# ── what they cost ──


class _Core:
    """What one core holds, and what it did."""

    def __init__(self) -> None:
        self.index: dict[int, list[int]] = defaultdict(list)
        self.held = self.work = 0

    def ask(self, keys: Sequence[int], new: Article, articles: Sequence[Article]) -> bool:
        """Whether the core holds what the article is a copy of."""
        candidates = dict.fromkeys(place for key in keys for place in self.index.get(key, ()))
        self.work += len(keys) + len(candidates)
        return any(_is_copy(new, articles[place]) for place in candidates)

    def keep(self, keys: Collection[int], place: int) -> None:
        """Hold an article under those of its keys that are the core's; none is nothing to hold."""
        self.held += bool(keys)
        for key in keys:
            self.index[key].append(place)


def _is_copy(new: Article, held: Article) -> bool:
    shared = len(new.shingles & held.shingles)
    alike = shared / (len(new.shingles) + len(held.shingles) - shared)
    fewer, more = sorted((len(new.shingles), len(held.shingles)))
    return alike >= SAME_TEXT or (shared >= CONTAINED * fewer and shared >= LEAST_SHARED * more)


@dataclass(frozen=True)
class Run:
    """The articles found to be copies, by place, and what the cores did and hold."""

    copies: frozenset[int]
    asked: int
    work: int
    held: int


def run(split: Split, articles: Sequence[Article], cores: int) -> Run:
    """The stream through a split. Copies aren't held: an article is found by those of its story that were published."""
    owners = [_Core() for _ in range(cores)]
    copies, asked = set[int](), 0
    for place, article in enumerate(articles):
        questions = split.asked(article, cores)
        asked += len(questions) - 1
        answers = [owners[one.core].ask(one.keys, article, articles) for one in questions]
        if any(answers):
            copies.add(place)
            continue
        for one in questions[:1] if split.at_home else questions:
            owners[one.core].keep(set(one.keys) & set(article.keys[:KEYS]), place)
    return Run(frozenset(copies), asked, max(one.work for one in owners), max(one.held for one in owners))


def copies_there_are(articles: Sequence[Article]) -> int:
    """How many are copies of an earlier one, whatever an index finds."""
    earlier, count = defaultdict[int, list[Article]](list), 0
    for article in articles:
        count += any(_is_copy(article, one) for one in earlier[article.story])
        earlier[article.story].append(article)
    return count


def cost(split: Split, articles: Sequence[Article], cores: int, one: Run) -> Cost:
    """A split's costs beside those of one core."""
    found = run(split, articles, cores)
    return Cost(
        recall=len(found.copies & one.copies) / len(one.copies),
        wire=found.asked * split.bytes / len(articles),
        work=found.work / one.work,
        memory=found.held / one.held,
    )


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--articles", type=int, default=30_000)
    articles = stream(parser.parse_args(arguments).articles)
    one = run(ONE, articles, 1)
    there = copies_there_are(articles)
    print(
        f"{len(articles)} articles of {DAYS} days, {there} of them copies; one core finds {len(one.copies)}"
    )
    print(f"{'':26}{'cores':>6}{'recall':>8}{'wire':>9}{'work':>7}{'memory':>8}")
    for split in SPLITS:
        for cores in CORES:
            found = cost(split, articles, cores, one)
            print(
                f"{split.name:26}{cores:>6}{found.recall:>8.3f}{found.wire:>7.0f} B"
                f"{found.work:>7.2f}{found.memory:>8.2f}"
            )
    return 0


if __name__ == "__main__":
    sys.exit(main())
