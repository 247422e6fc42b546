"""The local index: applied up to an offset, forgetting by the log's time, thrown away where it doesn't fit."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from msgspec.structs import replace
from structlog.testing import capture_logs

from worker.core.decisions import Table
from worker.core.errors import SettingsError, Unavailable
from worker.state.index import CACHE_KIB, CATCH_UP_KIB, Index
from worker.state.log import Decided, Holder
from worker.state.retention import DAY_MS, Retention

NOW = 1_767_225_600_000
FAR = 4_102_444_800_000  # 2100
DAYS = Retention(articles=90, texts=14, origins=30, grace=7)


def decided(
    key: str, *, day: float = 0, arrived: float | None = None, value: object = "x", text: str = ""
) -> Decided:
    """A decision on the page `key`, of this day's event time, that arrived then or on the day `arrived`."""
    time = NOW + int(day * DAY_MS)
    came = time if arrived is None else NOW + int(arrived * DAY_MS)
    writes: list[tuple[str, str, object]] = [
        ("origins", key, value),
        ("articles", f"article of {key}", value),
    ]
    writes += [("texts", text, key)] if text else []
    return Decided("w", came, min(time, came), came, tuple(writes))


def opened(folder: Path, cluster: str = "cluster", retention: Retention = DAYS) -> Index:
    return Index(folder, "identify-0", cluster, retention)


def test_what_was_applied_is_read(tmp_path: Path) -> None:
    index = opened(tmp_path)
    assert index.apply(decided("p1", value={"kind": "new"}))
    assert index.read(Table.ORIGINS, "p1") == {"kind": "new"}
    assert index.read(Table.ORIGINS, "p2") is None
    assert index.entries == {"origins": 1, "articles": 1, "texts": 0, "sketches": 0}
    index.close()


def test_the_first_decision_on_a_page_counts(tmp_path: Path) -> None:
    index = opened(tmp_path)
    index.apply(decided("p1", value="first"))
    assert not index.apply(decided("p1", value="second"))
    assert index.read(Table.ORIGINS, "p1") == index.read(Table.ARTICLES, "article of p1") == "first"
    index.close()


def test_a_claim_is_overwritten_and_given_up(tmp_path: Path) -> None:
    index = opened(tmp_path)
    index.apply(decided("p1", text="T"))
    index.apply(decided("p2", text="T"))
    assert index.read(Table.TEXTS, "T") == "p2"
    index.apply(
        Decided("w", NOW, NOW, NOW, (("origins", "p3", "x"), ("texts", "T", None), ("texts", "none", None)))
    )
    assert index.read(Table.TEXTS, "T") is None
    assert index.entries["texts"] == 0
    index.close()


def test_data_and_offset_are_durable_together(tmp_path: Path) -> None:
    """What was applied after the last commit is gone, with its offset."""
    index = opened(tmp_path)
    index.apply(decided("p1"))
    index.commit(7, "print", Holder("w", ("v",)))
    index.apply(decided("p2"))
    index.close()
    again = opened(tmp_path)
    assert (again.position.offset, again.position.fingerprint, again.position.holder) == (
        7,
        "print",
        Holder("w", ("v",)),
    )
    assert again.read(Table.ORIGINS, "p1") == "x"
    assert again.read(Table.ORIGINS, "p2") is None
    assert again.entries == {"origins": 1, "articles": 1, "texts": 0, "sketches": 0}
    again.close()


@pytest.mark.parametrize("cluster, retention", [("another", DAYS), ("cluster", Retention(articles=30))])
def test_an_index_of_another_cluster_or_of_other_settings_is_thrown_away(
    tmp_path: Path, cluster: str, retention: Retention
) -> None:
    index = opened(tmp_path)
    index.apply(decided("p1"))
    index.commit(7, "print", Holder("w"))
    index.close()
    with capture_logs() as told:
        again = opened(tmp_path, cluster, retention)
    assert [line["event"] for line in told] == ["local state thrown away"]
    assert again.position.offset == -1
    assert again.read(Table.ORIGINS, "p1") is None
    again.close()


def test_an_index_of_another_release_is_thrown_away(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Its tables may look otherwise: they are made anew, and the log is read from its start."""
    with monkeypatch.context() as earlier:
        earlier.setattr("worker.state.index.INDEX_FORMAT", 1)
        index = opened(tmp_path)
        index.apply(decided("p1"))
        index._db.execute("DROP TABLE texts")
        index._db.execute(
            "CREATE TABLE texts (key TEXT PRIMARY KEY, value BLOB, until INTEGER) WITHOUT ROWID"
        )
        index.commit(7, "print", Holder("w"))
        index.close()
    again = opened(tmp_path)
    assert again.position.offset == -1
    assert again.apply(decided("p1", text="T"))
    assert again.read(Table.TEXTS, "T") == "p1"
    again.close()


@pytest.mark.parametrize("damage", [b"not a database at all, but long enough to be one" * 100, b"short"])
def test_a_damaged_file_is_thrown_away(tmp_path: Path, damage: bytes) -> None:
    index = opened(tmp_path)
    index.apply(decided("p1"))
    index.commit(7, "print", Holder("w"))
    index.close()
    (tmp_path / "identify-0.0.sqlite").write_bytes(damage)
    with capture_logs() as told:
        again = opened(tmp_path)
    assert told[0]["reason"].startswith("damaged: ")
    assert again.position.offset == -1
    assert again.apply(decided("p1"))
    again.close()


def test_damage_found_in_full_flow_removes_the_file_and_says_so(tmp_path: Path) -> None:
    index = opened(tmp_path)
    for number in range(2000):
        index.apply(decided(f"p{number}", value="x" * 100))
    index.commit(7, "print", Holder("w"))
    index.close()
    path = tmp_path / "identify-0.0.sqlite"
    found = opened(tmp_path)
    with path.open("r+b") as file:
        file.seek(4096)  # all but the first page
        file.write(b"\xff" * (path.stat().st_size - 4096))
    with pytest.raises(Unavailable, match="rebuilt at the next start"):
        found.read(Table.ORIGINS, "p1")
    assert not path.exists()
    found.close()


class TestForgetting:
    """By the latest arrival that the log tells of, not by any clock."""

    def test_each_table_has_its_time(self, tmp_path: Path) -> None:
        index = opened(tmp_path)
        index.apply(decided("p1", text="T"))
        held = {}
        for day in (13, 15, 29, 31, 89, 91):
            index.apply(decided(f"day{day}", day=day))
            tables = {"texts": "T", "origins": "p1", "articles": "article of p1"}
            held[day] = [name for name, key in tables.items() if index.read(Table(name), key) is not None]
        assert held == {
            13: ["texts", "origins", "articles"],
            15: ["origins", "articles"],
            29: ["origins", "articles"],
            31: ["articles"],
            89: ["articles"],
            91: [],
        }
        index.close()

    def test_a_page_from_the_future_makes_nothing_forgotten(self, tmp_path: Path) -> None:
        index = opened(tmp_path)
        index.apply(decided("p1"))
        index.apply(decided("p2", day=30_000, arrived=0.5))
        assert index.read(Table.ORIGINS, "p1") == "x"
        index.apply(decided("p3", day=91))
        assert index.read(Table.ARTICLES, "article of p2") is None
        index.close()

    def test_a_page_of_an_archive_is_known_for_a_while_after_it_came(self, tmp_path: Path) -> None:
        """Its event time is over before it arrives; its redelivery and its next version still find it."""
        index = opened(tmp_path)
        index.apply(decided("old", day=-4000, arrived=0))
        index.apply(replace(decided("old record", day=-4000), at=NOW))
        assert self.known(index, day=6) == ["old", "old record"]
        assert self.known(index, day=8) == []
        index.close()

    def test_a_writer_with_a_clock_that_lags_is_not_forgotten_at_once(self, tmp_path: Path) -> None:
        index = opened(tmp_path)
        index.apply(decided("p1"))
        index.apply(Decided("w", 0, 0, 0, (("origins", "old", "x"),)))
        assert self.known(index, day=6) == ["old"]
        assert self.known(index, day=8) == []
        index.close()

    @staticmethod
    def known(index: Index, day: int) -> list[str]:
        """What is known of the old ones on a day."""
        index.apply(decided(f"day {day}", day=day))
        return [key for key in ("old", "old record") if index.read(Table.ORIGINS, key) == "x"]

    def test_what_is_forgotten_is_deleted_and_can_be_learnt_again(self, tmp_path: Path) -> None:
        index = opened(tmp_path)
        index.apply(decided("p1"))
        index.apply(decided("late", day=100))
        assert index.apply(decided("p1", day=100, value="again"))
        assert index.read(Table.ORIGINS, "p1") == "again"
        index.apply(decided("later", day=300))
        index.commit(1, "print", Holder("w"))
        assert index.entries == {"origins": 1, "articles": 1, "texts": 0, "sketches": 0}
        index.close()

    def test_a_large_table_is_swept_stretch_by_stretch(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """A commit looks at a bounded number of rows; after enough commits all that is over is gone, and no more."""
        monkeypatch.setattr("worker.state.index.SWEEP", 3)
        index = opened(tmp_path)
        for number in range(20):
            index.apply(decided(f"{number}", day=number // 10 * 100))
        left = []
        for offset in range(7):
            index.commit(offset, "print", Holder("w"))
            left.append(index.entries["origins"])
        assert left[0] > 10
        assert left[-1] == 10
        assert all(index.read(Table.ORIGINS, f"{number}") == "x" for number in range(10, 20))
        index.close()


def test_two_workers_on_one_machine_have_a_file_each(tmp_path: Path) -> None:
    first, second = opened(tmp_path), opened(tmp_path)
    first.apply(decided("p1"))
    first.commit(1, "print", Holder("w"))
    assert second.position.offset == -1
    assert second.apply(decided("p1"))
    second.commit(1, "print", Holder("w"))
    first.close()
    third = opened(tmp_path)
    assert third.position.offset == 1
    second.close()
    third.close()


def test_a_killed_worker_leaves_its_file_to_the_next(tmp_path: Path) -> None:
    """The lock ends with its process, however that ends."""
    code = (
        "import os, signal, sys; from pathlib import Path; from worker.state.index import Index; from worker.state.retention import Retention;"
        "i = Index(Path(sys.argv[1]), 'identify-0', 'cluster', Retention());"
        "os.kill(os.getpid(), signal.SIGKILL)"
    )
    done = subprocess.run([sys.executable, "-c", code, str(tmp_path)], check=False)
    assert done.returncode == -9
    opened(tmp_path).close()
    assert [path.name for path in tmp_path.glob("*.sqlite")] == ["identify-0.0.sqlite"]


def test_a_file_that_is_cut_short_under_a_worker_is_said(tmp_path: Path) -> None:
    """It is mapped, but no page is read beyond its end."""
    index = opened(tmp_path)
    for number in range(2000):
        index.apply(decided(f"p{number}", value="x" * 100))
    index.commit(7, "print", Holder("w"))
    index.close()
    found = opened(tmp_path)
    os.truncate(tmp_path / "identify-0.0.sqlite", 4096)
    with pytest.raises(Unavailable, match="rebuilt at the next start"):
        found.read(Table.ORIGINS, "p1")
    found.close()


def test_a_folder_that_cannot_be_made_is_said_with_its_setting(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(SettingsError, match=r"file/state can't be kept.*DATELINE_STATE_DIR"):
        opened(tmp_path / "file" / "state")


@pytest.mark.skipif(not os.access("/dev/full", os.W_OK), reason="no /dev/full")
def test_a_full_disk_is_said(tmp_path: Path) -> None:
    index = opened(tmp_path)
    index._db.execute("PRAGMA max_page_count = 12")
    with pytest.raises(Unavailable, match=r"can't be kept: database or disk is full.*DATELINE_STATE_DIR"):  # noqa: PT012
        for number in range(10_000):
            index.apply(decided(f"p{number}", value="x" * 100))
        index.commit(1, "print", Holder("w"))
    index.close()


def test_the_time_that_the_log_tells_is_kept_with_the_data(tmp_path: Path) -> None:
    index = opened(tmp_path)
    index.apply(decided("p1"))
    index.apply(decided("p2", day=20, text="T"))
    index.commit(2, "print", Holder("w"))
    index.close()
    again = opened(tmp_path)
    assert again.position.watermark == NOW + 20 * DAY_MS
    again.apply(decided("p3", day=-80, arrived=19))
    assert again.read(Table.ARTICLES, "article of p3") == "x"
    again.apply(decided("p4", day=33))
    assert again.read(Table.TEXTS, "T") == "p2"
    again.apply(decided("p5", day=35))
    assert again.read(Table.TEXTS, "T") is None
    again.close()


def test_the_log_is_read_with_more_memory_than_is_kept(tmp_path: Path) -> None:
    """A partition that is settled holds a mebibyte of pages; one that begins anew reads as the first time."""
    index = Index(tmp_path, "identify-0", "cluster", Retention())

    def cache() -> int:
        return int(index._db.execute("PRAGMA cache_size").fetchone()[0])

    assert cache() == -CATCH_UP_KIB
    index.settle()
    assert cache() == -CACHE_KIB
    index.clear()
    assert cache() == -CATCH_UP_KIB
    index.close()


def test_what_is_decided_is_written_when_it_is_committed(tmp_path: Path) -> None:
    """Not before, page by page, to make room for what the next decision reads: that would be part of its time."""
    index = Index(tmp_path, "identify-0", "cluster", Retention())
    index.settle()
    (written,) = tmp_path.glob("*-wal")
    before = written.stat().st_size
    for number in range(3_000):
        index.apply(decided(f"page {number}", value="told at length " * 40))
    assert len([index.read(Table.ORIGINS, f"page {number}") for number in range(3_000)]) == 3_000
    assert written.stat().st_size == before
    index.commit(3_000, "", Holder("w"))
    assert written.stat().st_size > before + 1024 * CACHE_KIB
    index.close()
