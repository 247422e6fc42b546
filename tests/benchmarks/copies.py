"""What near copies cost when a partition holds many articles: time of a decision, memory, disk, rebuild, start.

    python -m tests.benchmarks.copies [--copies 0.2] [10_000 100_000 1_000_000]

Articles are made up as sketches of random shingles: as long as news pages are (median 400 words), one in five a near copy of
one before, which is known and holds no sketch; with `--copies 0` every article known is held. The rule, the index and the
log's records are the real ones; there is no broker and no text. While the index is filled a copy is shown its original, and
nothing is searched for. Then another process starts with it; the decisions that are timed search it, and its growth is the memory.
"""

import argparse
import pickle
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path
from typing import Any, BinaryIO, TypeVar

import msgspec
import numpy as np
import psutil

from worker.core.copies.ascending import Ascending
from worker.core.copies.candidates import Candidate
from worker.core.copies.fillings import KEPT as SENTENCES
from worker.core.copies.rule import Placed, rule
from worker.core.copies.sketch import FILLING_BYTES, KEY_BITS, MARK_BITS, VALUE_BITS, Marks, Sketch, to_hold
from worker.core.copies.sketching import ASKED, HASH_BITS, SAMPLE
from worker.core.decisions import Facts, Kind, Ruling, Table
from worker.core.model import Origin
from worker.state.index import Index
from worker.state.log import Decided, Holder, decided, decode, encode
from worker.state.retention import Retention

Result = TypeVar("Result")

START = 1_767_225_600_000
WORDS = 400  # median of an article
COUNTS = (10_000, 100_000)
COPIES = 0.2
TIMED = 5_000  # decisions timed, after so many are held
KEPT = 10_000  # originals that copies are made of
COMMIT = 10_000  # decisions a commit while the index is filled, as while a worker reads its log
PACE = 50  # decisions a commit while they are timed: a worker commits once a second
LOG, NEXT = "log", "next"  # files: the records of all decisions; the articles to be timed
PER_DAY = 1_000_000  # articles: what the largest public stream has


class Made(msgspec.Struct, frozen=True):
    """A made-up article's sketch, and the number of the one whose story it tells: its own, where it is no copy."""

    sketch: Sketch
    story: int


def sketches(count: int, copies: float = COPIES, seed: int = 1) -> Iterator[Made]:
    """Made-up articles; of this share each has nine tenths of its shingles from one of the last ten thousand."""
    chance = np.random.default_rng(seed)
    recent: list[tuple[int, Any]] = []
    for number in range(count):
        size = max(24, int(chance.lognormal(np.log(WORDS), 0.7)))
        fresh = np.unique(chance.integers(0, 1 << 63, size, dtype=np.uint64) << np.uint64(1))
        story = number
        if recent and chance.random() < copies:
            story, other = recent[int(chance.integers(len(recent)))]
            kept = other[chance.random(len(other)) < 0.95]
            fresh = np.unique(np.concatenate([kept, fresh[: len(other) // 20]]))
        else:
            recent.append((number, fresh))
            del recent[: len(recent) - KEPT]
        yield Made(sketch_of(fresh, number, story), story)


def sketch_of(hashes: Any, number: int, story: int) -> Sketch:
    """The sketch of an article with these shingles."""
    smallest = [int(value) for value in hashes[:SAMPLE]]
    zeros = HASH_BITS - smallest[-1].bit_length() if len(hashes) > SAMPLE else 0
    names = tuple(sorted({story * (2 * place + 1) * 0x9E37 % (1 << MARK_BITS) for place in range(30)}))
    figures = tuple(range(100, 1 << MARK_BITS, (1 << MARK_BITS) // 8))
    return Sketch(
        lang="en",
        words=len(hashes),
        shingles=len(hashes),
        sample=Ascending.of(value >> (HASH_BITS - VALUE_BITS - zeros) for value in smallest),
        zeros=zeros,
        keys=tuple(value >> (HASH_BITS - KEY_BITS) for value in smallest[:ASKED]),
        text=number * 0x9E3779B97F4A7C15 % (1 << 64),
        title=number % (1 << 32),
        opening=number % (1 << 16),
        ending=number % (1 << 16),
        numbers=Marks(len(figures), 7, Ascending.of(figures)),
        names=Marks(len(names), story % (1 << 16) or 1, Ascending.of(names)),
        named=True,
        site=number % 5_000,
        agencies=(),
        subject=tuple(sorted(story * place * 0x51ED % (1 << 16) for place in (1, 3, 5, 7))),
        order=story % (1 << 16) or 1,
        hour=START // 3_600_000 + number * 24 // PER_DAY,
        fillings=tuple(
            story * place * 0x9E3779B1 % (1 << 8 * FILLING_BYTES) for place in range(1, SENTENCES + 1)
        ),
        spans=tuple((place, place + 30) for place in range(0, 30 * len(smallest), 30)),
    )


def facts(number: int, sketch: Sketch) -> Facts:
    """The facts of an article with this sketch."""
    name = f"{number:032x}"
    at = START + number * 86_400_000 // PER_DAY
    return Facts(
        origin=Origin("pages.raw", number % 4, number // 4, at),
        offset=number,
        article_id=article(number),
        content_hash=name,
        text_hash=name,
        copy_hash=f"{sketch.text * 0xF39CC0605CEDC835 % (1 << 128):032x}",
        dedupe_key="en",
        event_time=at,
        kind=Kind.NEW,
        route=("en",),
        sketch=sketch,
    )


def article(number: int) -> str:
    """The id of an article."""
    return f"{number * 0x9E3779B97F4A7C15F39CC0605CEDC835 % (1 << 128):032x}"


class Known:
    """What the rule reads: the index alone; or, where it is shown its original, no candidate but that."""

    def __init__(self, index: Index, shown: list[Candidate] | None = None) -> None:
        self._index, self._shown = index, shown

    def __call__(self, table: Table, key: str, /) -> Any:
        return self._index.read(table, key)

    def near(self, keys: Sequence[int], /) -> list[Candidate]:
        return self._index.near(keys) if self._shown is None else self._shown


class Filling:
    """A partition that decides, writes its log and applies it."""

    def __init__(self, index: Index, log: BinaryIO) -> None:
        self._index, self._log = index, log
        self._originals: dict[int, Sketch] = {}
        self.copies = 0

    def fill(self, number: int, made: Made) -> None:
        """Decide on an article that is shown its original."""
        found = self._originals.get(made.story)
        if found is None:
            self._originals[number] = to_hold(made.sketch)
            if len(self._originals) > KEPT:
                del self._originals[next(iter(self._originals))]
        shown = [] if found is None else [Candidate(article(made.story), found)]
        self._apply(number, made, Known(self._index, shown))

    def timed(self, number: int, made: Made) -> float:
        """Decide on an article by searching the index; the seconds of CPU that took."""
        return self._apply(number, made, Known(self._index))

    def _apply(self, number: int, made: Made, known: Known) -> float:
        given = facts(number, made.sketch)
        began = time.thread_time()
        ruling: Ruling[Placed] = rule(known, given, 0)
        took = time.thread_time() - began
        self.copies += ruling.decision.copy_of is not None
        record = decided("writer", given, ruling.writes, START + 40 * 86_400_000)
        self._log.write(encode(record) + b"\n")
        self._index.apply(record)
        return took


class Held(msgspec.Struct, frozen=True):
    """Bytes of this process: its own, and with what it shares with the system's cache of files."""

    own: int
    resident: int

    @classmethod
    def now(cls) -> "Held":
        """As it is."""
        held = psutil.Process().memory_info()
        return cls(int(held.rss - held.shared), int(held.rss))


class Measured(msgspec.Struct, frozen=True):
    """One line of the table."""

    held: int
    median: float  # ms of CPU a decision: what else runs on the machine doesn't count
    p99: float
    memory: float  # bytes that a process grows by that starts with them, an article: its own ones
    mapped: float  # the same with the pages of the file that decisions looked at: the system's cache, taken back as it needs
    disk: float
    log: float  # bytes of the state topic a decision, before compression
    rebuild: float  # records a second of CPU
    start: float  # ms, with a checkpoint
    copies: float  # share


def measure(count: int, share: float = COPIES) -> Measured:
    """Hold `count` decisions, then start with them, time some more, and build the index anew from all their records.

    In two processes: what the first took to read so much isn't what the second needs to hold it.
    """
    with tempfile.TemporaryDirectory(dir=Path.home()) as name:
        copies = _alone(filled, Path(name), count, share)
        return _alone(held, Path(name), count, copies)


def _alone(step: Callable[..., Result], *given: Any) -> Result:
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as process:
        return process.submit(step, *given).result()


def filled(folder: Path, count: int, share: float) -> int:
    """Decide on so many articles, and lay the next ones ready; how many were copies."""
    index, made = opened(folder), sketches(count + TIMED, share)
    with (folder / LOG).open("wb") as log:
        filling = Filling(index, log)
        for number in range(count):
            filling.fill(number, next(made))
            if (number + 1) % COMMIT == 0:
                index.commit(number, "", Holder("writer"))
    index.commit(count, "", Holder("writer"))
    index.close()
    (folder / NEXT).write_bytes(pickle.dumps(list(made)))
    return filling.copies


def held(folder: Path, count: int, copies: int) -> Measured:
    """What a process needs that starts with so many decisions, `copies` of them on copies, and decides on some more."""
    made: list[Made] = pickle.loads((folder / NEXT).read_bytes())
    before, began = Held.now(), time.perf_counter()
    index = opened(folder)
    start = time.perf_counter() - began
    index.settle()
    times: list[float] = []
    with (folder / LOG).open("ab") as log:
        filling = Filling(index, log)
        for number, one in enumerate(made, count):
            times.append(filling.timed(number, one))
            if (number + 1) % PACE == 0:
                index.commit(number, "", Holder("writer"))
    index.commit(count + len(made), "", Holder("writer"))
    known, disk, after = index.entries[Table.ARTICLES], index.size, Held.now()
    index.close()
    times.sort()
    return Measured(
        known,
        1000 * times[len(times) // 2],
        1000 * times[len(times) * 99 // 100],
        (after.own - before.own) / known,
        (after.resident - before.resident) / known,
        disk / known,
        (folder / LOG).stat().st_size / known,
        rebuilt(folder),
        1000 * start,
        (copies + filling.copies) / known,
    )


def opened(folder: Path, name: str = "kept") -> Index:
    """The index of this name."""
    return Index(folder / name, "dedupe-0", "cluster", Retention())


def rebuilt(folder: Path) -> float:
    """Records a CPU second of an index that is made from the log, as on a machine with an empty disk."""
    index = opened(folder, "anew")
    began, number = time.thread_time(), 0
    with (folder / LOG).open("rb") as log:
        for number, line in enumerate(log, 1):
            record = decode(line)
            assert isinstance(record, Decided)
            index.apply(record)
            if number % COMMIT == 0:
                index.commit(number, "", Holder("writer"))
    index.commit(number, "", Holder("writer"))
    took = time.thread_time() - began
    index.close()
    return number / took


def main(counts: Sequence[int] = COUNTS, share: float = COPIES) -> None:
    """Print the table."""
    print(
        f"near copies: a partition of dedupe without a broker, one core; bytes are an article known, {share:.0%} copies"
    )
    print(f"{'held':>9}  median ms  p99 ms  B memory  B mapped  B disk  B log  rebuild/s  start ms  copies")
    for count in counts:
        one = measure(count, share)
        print(
            f"{one.held:>9,}  {one.median:9.3f}  {one.p99:6.3f}  {one.memory:8.0f}  {one.mapped:8.0f}  {one.disk:6.0f}  {one.log:5.0f}"
            f"  {one.rebuild:9,.0f}  {one.start:8.1f}  {one.copies:6.1%}",
            flush=True,
        )


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("--copies", type=float, default=COPIES, metavar="SHARE")
    parser.add_argument("counts", type=int, nargs="*", default=COUNTS)
    given = parser.parse_args()
    main(given.counts, given.copies)
