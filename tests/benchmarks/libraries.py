"""Near copies by us, by libraries and by two other methods, side by side: the newswire's stories through each, one after the other, in one run.

`python -m tests.benchmarks.libraries [--first N]` prints recall, precision, time and memory. Each contender does the
same work on the same stream: a signature of the story's 5-word shingles, candidates from its own index, and a check of
each by the signatures alone, as none could hold the texts. Each runs in a process of its own, so that its memory is its own.
Needs ../shared beside the checkout.
"""

import argparse
import gc
import multiprocessing
import re
import sys
import time
from abc import ABC, abstractmethod
from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import blake2b

import numpy as np
import psutil
from datasketch import MinHash, MinHashLSH
from rensa import RMinHash, RMinHashLSH

from tests.quality import copynews
from tests.quality.copynews import Found, Story
from tests.quality.tagscore import CORPORA
from worker.core.copies.candidates import SketchIndex
from worker.core.copies.compare import CONTAINED, LEAST_SHARED, compare
from worker.core.copies.fingerprint import copy_hash
from worker.core.copies.sketch import Sketch, to_bytes, to_hold
from worker.core.copies.sketching import sketch

PERMUTATIONS = 128
INDEXED = 0.55  # the libraries' indexes are tuned to it, below what counts as a copy, so that candidates aren't what they miss
ALIKE = 0.65  # estimated Jaccard from which the libraries' candidate is a copy: ours, and the best of 0.6, 0.65, 0.7
APART = 12  # bits of two SimHashes up to which it is a copy: of 3, 6, … 18 the best; 14 finds more, and nine times as many frames
WINDOW = 4  # shingles in a row, of which winnowing keeps the smallest: the best of 4, 8, 16
_WORD = re.compile(r"\w+")


class Contender(ABC):
    """One way to find near copies in a stream."""

    @abstractmethod
    def take(self, story: Story) -> int | None:
        """The story that this one is a copy of; None where it is none, and is held from then on."""


class Ours(Contender):
    """What dedupe does, without its log."""

    def __init__(self) -> None:
        self._sketches = SketchIndex()

    def take(self, story: Story) -> int | None:
        new = _sketched(story)
        for candidate in self._sketches.near(new.keys):
            if compare(new, candidate.sketch):
                return int(candidate.article)
        self._sketches.put(str(story.id), to_hold(new))
        return None


class Datasketch(Contender):
    """MinHash and its LSH of the package datasketch."""

    def __init__(self) -> None:
        self._index = MinHashLSH(threshold=INDEXED, num_perm=PERMUTATIONS)
        self._held: dict[int, MinHash] = {}

    def take(self, story: Story) -> int | None:
        new = MinHash(num_perm=PERMUTATIONS)
        new.update_batch([shingle.encode() for shingle in shingles(story)])
        for found in sorted(self._index.query(new)):
            if new.jaccard(self._held[found]) >= ALIKE:
                return int(found)
        self._index.insert(story.id, new)
        self._held[story.id] = new
        return None


class Rensa(Contender):
    """R-MinHash and its LSH of the package rensa."""

    def __init__(self) -> None:
        self._index = RMinHashLSH(threshold=INDEXED, num_perm=PERMUTATIONS, num_bands=32)
        self._held: dict[int, RMinHash] = {}

    def take(self, story: Story) -> int | None:
        new = RMinHash(num_perm=PERMUTATIONS, seed=42)
        new.update(shingles(story))
        for found in sorted(self._index.query(new)):
            if new.jaccard(self._held[found]) >= ALIKE:
                return int(found)
        self._index.insert(story.id, new)
        self._held[story.id] = new
        return None


class SimHash(Contender):
    """Charikar's fingerprint of 64 bits, which a majority of the shingles votes on.

    All that are held are looked at: no table of permuted bits finds more, and its time would be another's.
    """

    def __init__(self) -> None:
        self._ids: list[int] = []
        self._prints = np.zeros(1 << 14, dtype=np.uint64)

    def take(self, story: Story) -> int | None:
        new = self._print(story)
        apart = np.bitwise_count(self._prints[: len(self._ids)] ^ new)
        near = np.flatnonzero(apart <= APART)
        if len(near):
            return self._ids[int(near[0])]
        self._prints[len(self._ids)] = new
        self._ids.append(story.id)
        return None

    @staticmethod
    def _print(story: Story) -> "np.uint64":
        hashes = b"".join(_hashed(shingle) for shingle in shingles(story))
        votes = np.unpackbits(np.frombuffer(hashes, np.uint8).reshape(-1, 8), axis=1)
        return np.uint64(np.packbits(2 * votes.sum(axis=0) > len(votes)).view(np.uint64)[0])


class Winnowing(Contender):
    """The fingerprints of Schleimer, Wilkerson and Aiken: of each window of shingles the smallest. They tell containment, too."""

    def __init__(self) -> None:
        self._held: dict[int, frozenset[int]] = {}
        self._found: dict[int, list[int]] = {}

    def take(self, story: Story) -> int | None:
        new = self._prints(story)
        for found in sorted({held for one in new for held in self._found.get(one, ())}):
            if self._alike(new, self._held[found]):
                return found
        self._held[story.id] = new
        for one in new:
            self._found.setdefault(one, []).append(story.id)
        return None

    @staticmethod
    def _prints(story: Story) -> frozenset[int]:
        hashes = [int.from_bytes(_hashed(shingle), "big") for shingle in shingles(story)]
        return frozenset(min(hashes[at : at + WINDOW]) for at in range(max(1, len(hashes) - WINDOW + 1)))

    @staticmethod
    def _alike(ours: frozenset[int], theirs: frozenset[int]) -> bool:
        shared = len(ours & theirs)
        fewer, more = sorted((len(ours), len(theirs)))
        cut = shared >= CONTAINED * fewer and shared >= LEAST_SHARED * more
        return cut or shared >= ALIKE * (fewer + more - shared)


def _hashed(shingle: str) -> bytes:
    return blake2b(shingle.encode(), digest_size=8).digest()


CONTENDERS: dict[str, type[Contender]] = {
    "dateline": Ours,
    "datasketch": Datasketch,
    "rensa": Rensa,
    "simhash": SimHash,
    "winnowing": Winnowing,
}


def shingles(story: Story) -> list[str]:
    """The story's 5-word shingles; all its words where it has fewer."""
    words = _WORD.findall(story.body.lower())
    return [" ".join(words[at : at + 5]) for at in range(max(1, len(words) - 4))]


@dataclass(frozen=True)
class Run:
    """What a contender found, its CPU seconds, and what its memory grew by."""

    found: Found
    seconds: float
    bytes: int
    held: int


def run(name: str, stream: Sequence[Story]) -> Run:
    """The stream through a contender."""
    contender, found = CONTENDERS[name](), Found()
    before, begun = _memory(), time.process_time()
    for story in stream:
        original = contender.take(story)
        if original is not None:
            found.canonical[story.id], found.kinds[story.id] = original, "near"
    seconds = time.process_time() - begun
    return Run(found, seconds, _memory() - before, len(stream) - len(found.canonical))


def _memory() -> int:
    gc.collect()
    return int(psutil.Process().memory_info().rss)


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--first", type=int, help="only the first N stories")
    first = parser.parse_args(arguments).first
    if not CORPORA.is_dir():
        print("../shared is not there: there are no stories to compare on")
        return 0
    stream = copynews.stories()[:first]
    by_id = {story.id: story for story in stream}
    print(
        f"{len(stream)} stories of the newswire. cut: recall of pairs of which one holds most of the other;"
    )
    print("replaced: copies marked though each has numbers that the other lacks")
    print(
        f"{'':12}{'recall':>8}{'precision':>11}{'cut':>8}{'replaced':>10}{'ms a story':>12}{'bytes held':>12}"
    )
    for name in CONTENDERS:
        with multiprocessing.get_context("fork").Pool(1) as apart:
            made = apart.apply(run, (name, stream))
        figures = copynews.figures(by_id, made.found)
        print(
            f"{name:12}{figures.recall:>8.3f}{figures.precision:>11.3f}{figures.cut_recall:>8.3f}{figures.frames:>10}"
            f"{made.seconds / len(stream) * 1000:>12.2f}{made.bytes / made.held:>12.0f}"
        )
    sizes = [len(to_bytes(to_hold(_sketched(story)))) for story in stream[::20]]
    print(f"a sketch as the worker holds it: {sum(sizes) / len(sizes):.0f} bytes, {max(sizes)} at most")
    return 0


def _sketched(story: Story) -> Sketch:
    return sketch(story.body, copy_hash=copy_hash(story.body), lang="en", title=story.title)


if __name__ == "__main__":
    sys.exit(main())
