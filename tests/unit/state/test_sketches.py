"""The sketches held: found by their keys, forgotten by event time, bounded whatever comes."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from msgspec.structs import replace

from tests.benchmarks import copies as benchmark
from tests.support.stories import START, page, sketched
from tests.unit.state.test_index import decided
from tests.unit.state.world import Broker, Log, Process
from worker.core.copies.candidates import COMPARED, PER_KEY, SketchIndex
from worker.core.copies.rule import Placed, rule
from worker.core.copies.sketch import KEYS, from_text, to_hold, to_text
from worker.core.decisions import Facts, Table, facts_of
from worker.state import sketchtable
from worker.state.index import Index
from worker.state.log import Decided, Holder
from worker.state.owner import PartitionState
from worker.state.retention import Retention


@pytest.fixture
def index(tmp_path: Path) -> Iterator[Index]:
    opened = Index(tmp_path, "dedupe-0", "cluster", Retention())
    yield opened
    opened.close()


def holds(
    index: Index, article: str, sketch: str | None, *, day: float = 0, arrived: float | None = None
) -> None:
    """Article holds this sketch since that day, by a page that arrived then."""
    record = decided(f"page of {article} on {day} {sketch}", day=day, arrived=arrived)
    text = None if sketch is None else to_text(to_hold(from_text(sketch)))
    writes = (*record.writes, ("sketches", article, text))
    index.apply(Decided(record.by, record.at, record.time, record.arrived, writes))


def found(index: Index, sketch: str) -> list[str]:
    return [candidate.article for candidate in index.near(from_text(sketch).keys)]


T1, T1_EDITED, T2 = sketched("t1", "en"), sketched("t1~", "en"), sketched("t2", "en")


def test_what_is_held_is_found_by_what_is_nearly_the_same(index: Index) -> None:
    holds(index, "A", T1)
    holds(index, "B", T2)
    assert found(index, T1_EDITED) == ["A"]
    assert found(index, T2) == ["B"]
    assert index.near(()) == []
    assert index.entries["sketches"] == 2


def test_the_first_in_the_log_comes_first(index: Index) -> None:
    for article in ("B", "A", "C"):
        holds(index, article, T1)
    assert found(index, T1_EDITED) == ["B", "A", "C"]


def test_a_sketch_takes_the_place_of_its_articles_last_one(index: Index) -> None:
    holds(index, "A", T1)
    holds(index, "A", T2)
    assert (found(index, T1), found(index, T2), index.entries["sketches"]) == ([], ["A"], 1)
    holds(index, "A", None, day=1)
    assert (found(index, T2), index.entries["sketches"]) == ([], 0)
    assert index.read(Table.SKETCHES, "A") is None


def test_a_sketch_is_read_back(index: Index) -> None:
    holds(index, "0123456789abcdef0123456789abcdef", T1)
    text = index.read(Table.SKETCHES, "0123456789abcdef0123456789abcdef")
    assert from_text(text).sample == from_text(T1).sample
    assert found(index, T1) == ["0123456789abcdef0123456789abcdef"]


@pytest.mark.parametrize("day, known", [(13, ["A"]), (15, [])])
def test_it_is_forgotten_after_two_weeks_of_event_time(index: Index, day: int, known: list[str]) -> None:
    holds(index, "A", T1)
    holds(index, "B", T2, day=day)
    assert found(index, T1_EDITED) == known


def test_a_page_from_2099_forgets_nothing(index: Index) -> None:
    holds(index, "A", T1)
    holds(index, "B", T2, day=27_000, arrived=1)
    assert found(index, T1_EDITED) == ["A"]


def test_a_late_page_is_held_for_a_week_after_it_came(index: Index) -> None:
    """Its day is over before it arrives, and so are those of its copies."""
    holds(index, "new", T2)
    holds(index, "old", T1, day=-300, arrived=0)
    holds(index, "later", None, day=6)
    assert found(index, T1_EDITED) == ["old"]
    holds(index, "later still", None, day=8)
    assert found(index, T1_EDITED) == []


def test_what_is_forgotten_is_deleted_with_its_postings(index: Index) -> None:
    holds(index, "A", T1)
    holds(index, "B", T2, day=100)
    for offset in range(3):
        index.commit(offset, "", Holder("w"))
    rows = [
        index._db.execute(f"SELECT count(*) FROM {table}").fetchone()[0] for table in ("sketches", "postings")
    ]
    assert rows == [1, KEYS]
    assert index.entries["sketches"] == 1


def test_one_language_finds_nothing_of_another(index: Index) -> None:
    holds(index, "A", T1)
    assert found(index, sketched("t1", "de")) == []


@pytest.mark.parametrize("memory", [True, False], ids=["on their way", "in the index"])
def test_a_crowd_under_one_key_is_looked_at_in_part(index: Index, memory: bool) -> None:
    """Of thousands of articles with one set of keys the latest are looked at, no more than are compared anyway."""
    crowd, one = SketchIndex(), from_text(T1)
    for number in range(1_000):
        if memory:
            crowd.put(f"A{number}", one)
        else:
            holds(index, f"A{number}", T1)
    names = [c.article for c in (crowd if memory else index).near(one.keys)]
    assert len(names) == PER_KEY <= COMPARED
    assert names == sorted(names, key=lambda name: int(name[1:]))
    assert int(names[0][1:]) >= 1_000 - PER_KEY
    assert memory or index.crowded == 1


def test_an_original_is_found_among_many_in_one_frame(index: Index) -> None:
    """Two hundred others share four keys with the copy, the original three of them and one of its own, or just three."""
    frame, one, own = [10, 20, 30, 40], from_text(T1), 15
    memory = SketchIndex()
    for number in range(200):
        keys = (*frame[:3], own) if number == 150 else (*frame[:3], 41 + number) if number == 160 else frame
        sketch = replace(one, keys=tuple(keys))
        memory.put(f"A{number}", sketch)
        holds(index, f"A{number}", to_text(sketch))
    for found in (memory.near((*frame, own)), index.near((*frame, own))):
        names = [candidate.article for candidate in found]
        assert {"A150", "A160"} <= set(names)
        assert names == sorted(names, key=lambda name: int(name[1:]))


def test_a_few_under_a_key_of_their_own_are_compared_before_any_crowd(index: Index) -> None:
    """Crowds under several keys each, more in all than are compared; the one article was the first of all."""
    one = from_text(T1)
    holds(index, "A", to_text(replace(one, keys=(9,))))
    for number in range(300):
        crowd = number % 4 * 10
        holds(index, f"B{number}", to_text(replace(one, keys=(crowd + 1, crowd + 2, crowd + 3))))
    asked = (9, *(crowd + key for crowd in (0, 10, 20, 30) for key in (1, 2, 3)))
    names = [candidate.article for candidate in index.near(asked)]
    assert len(names) == COMPARED
    assert names[0] == "A"
    assert index.crowded == 1


def test_an_index_made_anew_from_the_log_finds_the_same(tmp_path: Path) -> None:
    made = [Index(tmp_path, name, "cluster", Retention()) for name in ("kept", "anew")]
    for number, index in enumerate(made):
        for n in range(30):
            holds(index, f"A{n % 20}", T1 if n % 3 else T2, day=n / 10)
            if number == 0:
                index.commit(n, "", Holder("w"))
    assert found(made[0], T1) == found(made[1], T1)
    assert made[0].entries == made[1].entries
    for index in made:
        index.close()


@pytest.mark.parametrize("waiting", [1, 10, 1_000])
def test_what_waits_to_be_filed_is_durable_with_its_sketch(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, waiting: int
) -> None:
    """Nobody looks for anything while a log is read; a process that is killed then goes on where it last committed."""
    monkeypatch.setattr(sketchtable, "WAITING", waiting)
    index = Index(tmp_path, "dedupe-0", "cluster", Retention())
    for article in "ABC":
        holds(index, article, T1)
    index.commit(2, "", Holder("w"))
    holds(index, "D", T1)
    index.close()
    again = Index(tmp_path, "dedupe-0", "cluster", Retention())
    assert (again.position.offset, found(again, T1_EDITED)) == (2, ["A", "B", "C"])
    holds(again, "D", T1)
    assert found(again, T1_EDITED) == ["A", "B", "C", "D"]
    again.close()


async def test_decisions_on_their_way_are_near_copies_originals(tmp_path: Path) -> None:
    """Five pages at once: none of their decisions is read back yet when the next is made, and afterwards all are."""
    broker, failures = Broker(), list[Exception]()
    log = Log(broker, Process(broker, tmp_path), ("dedupe", 0))
    state = PartitionState[Placed](
        lambda name: Index(tmp_path, "dedupe-0", name, Retention()), log, rule, lambda: START, failures.append
    )
    state.start()
    await state.ready()
    story = [("A", "T1"), ("B", "T1~"), ("A", "T2"), ("C", "T1+"), ("D", "T2~")]
    made = [state.decide(deduped(number, *one)) for number, one in enumerate(story)]
    assert state.status().pending == 5
    assert [(await ruling).decision.copy_of for ruling in made] == [None, "A", None, None, "A"]
    assert state.status().pending == 0
    later = [state.decide(deduped(5, "E", "T1")), state.decide(deduped(6, "F", "T2"))]
    assert [(await ruling).decision.copy_of for ruling in later] == ["C", "A"]
    assert failures == []
    await state.close()


def deduped(number: int, article: str, text: str) -> Facts:
    return facts_of(page(number, article, text, more={"ce_kind": "new", "ce_route": "en", "ce_hop": "0"}))


def test_the_benchmark_measures_what_it_says() -> None:
    """Its short form: one in five is a copy, and is found; memory is left to the long one."""
    one = benchmark.measure(2_000)
    assert one.held == 2_000 + benchmark.TIMED
    assert 0.17 < one.copies < 0.22
    assert one.disk < 600
    assert one.median < 5
    assert one.rebuild > 500
