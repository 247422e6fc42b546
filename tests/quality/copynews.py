"""Copies among the newswire stories of 1987, as a stream of a few weeks: what was found, and what was wrongly taken for one.

The measures are those of the corpora's README, on the stories' bodies: shares of distinct 5-word shingles. Pairs whose
numbers differ (the sets of numbers in the two bodies) are left out of both: they may be two stories in one frame, or one
story put right, and the corpus doesn't say which.
"""

import csv
import gzip
import hashlib
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import cached_property

import msgspec

from tests.quality.copypairs import cleaned
from tests.quality.tagscore import CORPORA
from worker.core.decisions import facts_of
from worker.core.model import Message
from worker.core.times import from_millis
from worker.stages.batch import BatchDecider

STORIES, PAIRS = "reuters1987-odd.jsonl.gz", "reuters1987-odd-neardup.tsv"
WITHIN = timedelta(days=14)  # of each other: what the state holds
ALIKE = 0.7  # Jaccard from which a pair must be found
HELD = 0.9  # containment from which a pair that is less alike should be found
COPY, CUT = 0.6, 0.8  # Jaccard, or containment of the shorter, from which a marked copy is right
_WORD = re.compile(r"\w+")
_NUMBER = re.compile(r"\d+(?:[.,/:]\d+)*")
_TIME = re.compile(r"\d+-[A-Z]{3}-\d{4}\s+\d+:\d+:\d+")
Shingles = frozenset[tuple[str, ...]]


@dataclass(frozen=True)
class Story:
    """A story of the wire."""

    id: int
    time: datetime
    title: str
    body: str

    @cached_property
    def shingles(self) -> Shingles:
        """The distinct runs of five words in its body."""
        words = _WORD.findall(self.body.lower())
        return frozenset(tuple(words[at : at + 5]) for at in range(len(words) - 4))

    @cached_property
    def numbers(self) -> frozenset[str]:
        """The numbers in its body, as they are written."""
        return frozenset(_NUMBER.findall(self.body))


@dataclass(frozen=True)
class Likeness:
    """What two stories share: of all their shingles, and of those of the one that has fewer."""

    jaccard: float
    containment: float


@dataclass
class Found:
    """What the stages made of the stream: copies, the story each names, and its kind."""

    canonical: dict[int, int] = field(default_factory=dict)
    kinds: dict[int, str] = field(default_factory=dict)

    def together(self, one: int, other: int) -> bool:
        """Whether both stand for the same story."""
        return self.canonical.get(one, one) == self.canonical.get(other, other)


class Figures(msgspec.Struct, frozen=True):
    """The measures, with what they were counted on."""

    pairs: int  # alike, near in time, with the same numbers
    recall: float
    marked: int  # copies with the same numbers as the story they name
    precision: float
    edited: int  # of them those that aren't exact copies: the hard ones
    edited_precision: float
    other_numbers: int  # marked, but left out of the measure
    frames: int  # of them those in which each has numbers that the other lacks
    cut: int  # pairs of which one holds the other and not much less, nor other numbers
    cut_recall: float
    kinds: Mapping[str, int]
    missed: tuple[tuple[int, int], ...]
    wrong: tuple[tuple[int, int], ...]


def digest() -> str:
    """What the corpus was when its floors were set."""
    found = hashlib.sha256()
    for name in (STORIES, PAIRS):
        found.update((CORPORA / name).read_bytes())
    return found.hexdigest()[:16]


def stories() -> list[Story]:
    """All stories, in the order of the wire."""
    with gzip.open(CORPORA / STORIES, "rt", encoding="utf-8") as lines:
        read = [_story(json.loads(line)) for line in lines]
    return sorted(read, key=lambda story: (story.time, story.id))


def _story(row: Mapping[str, str]) -> Story:
    found = _TIME.search(row["date"])
    assert found, row["date"]
    time = datetime.strptime(found[0], "%d-%b-%Y %H:%M:%S").replace(tzinfo=UTC)
    return Story(int(row["id"]), time, row["title"], row["body"])


def measure(stream: list[Story]) -> Figures:
    """The figures of the stages over the stream."""
    return figures({story.id: story for story in stream}, decided(stream))


def decided(stream: Iterable[Story]) -> Found:
    """The stages' decisions on the stream."""
    decider, found, articles = BatchDecider(), Found(), dict[str, int]()
    for number, story in enumerate(stream):
        message = cleaned(_page(number, story))
        if message is None:
            continue
        facts = facts_of(message)
        verdict = decider.decide(facts)
        articles.setdefault(facts.article_id, story.id)
        if verdict.copy_of:
            found.canonical[story.id] = articles[verdict.copy_of]
            found.kinds[story.id] = verdict.copy_kind or ""
    return found


def _page(number: int, story: Story) -> Message:
    time = int(story.time.timestamp() * 1000)
    body = {
        "id": f"story-{story.id}",
        "title": story.title,
        "text": story.body,
        "fetched_at": from_millis(time),
    }
    return Message("pages.raw", 0, number, time, None, json.dumps(body).encode())


def figures(by_id: Mapping[int, Story], found: Found) -> Figures:
    """The figures of copies found, by us or by another."""
    pairs = [pair for pair in _alike(by_id) if same_numbers(by_id, pair)]
    missed = tuple(pair for pair in pairs if not found.together(*pair))
    marked = [pair for pair in found.canonical.items() if same_numbers(by_id, pair)]
    wrong = tuple(pair for pair in marked if not _right(by_id, pair))
    edited = [pair for pair in marked if found.kinds[pair[0]] != "exact"]
    wrongly_edited = len(set(edited) & set(wrong))
    kinds = [*found.kinds.values()]
    cut = list(_cut(by_id))
    return Figures(
        pairs=len(pairs),
        recall=1 - len(missed) / max(1, len(pairs)),
        marked=len(marked),
        precision=1 - len(wrong) / max(1, len(marked)),
        edited=len(edited),
        edited_precision=1 - wrongly_edited / max(1, len(edited)),
        other_numbers=len(found.canonical) - len(marked),
        frames=sum(_replaced(by_id, pair) for pair in found.canonical.items()),
        cut=len(cut),
        cut_recall=sum(found.together(*pair) for pair in cut) / max(1, len(cut)),
        kinds={kind: kinds.count(kind) for kind in sorted(set(kinds))},
        missed=missed,
        wrong=wrong,
    )


def _alike(by_id: Mapping[int, Story]) -> Iterator[tuple[int, int]]:
    """The pairs of the list that must be found."""
    return (pair for pair, found in _listed(by_id) if found.jaccard >= ALIKE)


def _cut(by_id: Mapping[int, Story]) -> Iterator[tuple[int, int]]:
    """The pairs of the list of which one was cut out of the other, or extends it: less alike, and no number replaced."""
    for pair, found in _listed(by_id):
        if found.jaccard < ALIKE and found.containment >= HELD and not _replaced(by_id, pair):
            yield pair


def _listed(by_id: Mapping[int, Story]) -> Iterator[tuple[tuple[int, int], Likeness]]:
    """The pairs of the list that are near in time, both among the stories."""
    with (CORPORA / PAIRS).open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines, delimiter="\t"):
            one, other = (by_id.get(int(row[name])) for name in ("newid1", "newid2"))
            if one and other and abs(one.time - other.time) <= WITHIN:
                yield (one.id, other.id), Likeness(float(row["jaccard5"]), float(row["containment"]))


def _replaced(by_id: Mapping[int, Story], pair: tuple[int, int]) -> bool:
    one, other = (by_id[number].numbers for number in pair)
    return bool(one - other and other - one)


def same_numbers(by_id: Mapping[int, Story], pair: tuple[int, int]) -> bool:
    """Whether both bodies hold the same numbers."""
    one, other = (by_id[number] for number in pair)
    return one.numbers == other.numbers


def _right(by_id: Mapping[int, Story], pair: tuple[int, int]) -> bool:
    found = likeness(*(by_id[number] for number in pair))
    return found.jaccard >= COPY or found.containment >= CUT


def likeness(one: Story, other: Story) -> Likeness:
    """What two stories share, exactly; bodies of fewer than five words share all where they are equal, else nothing."""
    if not one.shingles or not other.shingles:
        same = float(_WORD.findall(one.body.lower()) == _WORD.findall(other.body.lower()))
        return Likeness(same, same)
    shared = len(one.shingles & other.shingles)
    fewer = min(len(one.shingles), len(other.shingles))
    return Likeness(shared / (len(one.shingles) + len(other.shingles) - shared), shared / fewer)
