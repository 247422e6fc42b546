"""The local index of a decision log: what the log says up to an offset, in SQLite.

It is a cache. Data and offset are committed together, so that after any crash it is the log applied up to some offset;
and it is thrown away where it doesn't fit the log, the settings or this format. Only this module knows SQLite.
"""

import sqlite3
from collections.abc import Collection, Sequence
from pathlib import Path
from typing import Any, NoReturn

import msgspec
import structlog

from worker.core import codec
from worker.core.copies.candidates import Candidate
from worker.core.decisions import Table
from worker.core.errors import DatelineError, SettingsError, Unavailable
from worker.state.compact import from_row, key_of, to_row
from worker.state.log import Decided, Holder
from worker.state.retention import HOUR_MS, Retention
from worker.state.sketchtable import SketchTable
from worker.state.slots import free_slot

log = structlog.get_logger("dateline")

INDEX_FORMAT = 3
CACHE_KIB = 1_024  # of pages kept in memory, a partition: enough for what is written together; the system caches the rest
# Changed pages that wait in memory for their commit, beyond which they are written before it: with fewer each page that a decision reads drives out a
# changed one, and has to write it first. A second's decisions change ten each.
SPILL_PAGES = 4_096
# Bytes of the file that are read where the system has them in memory, without a call and a copy for each page: SQLite maps 2 GiB at the most.
MAPPED = 1 << 40
CATCH_UP_KIB = 32_768  # the same while the log is read: with less, a page is written for nearly every record that changes it
SWEEP = 2_000  # rows of each table looked at, at each commit, for what is out of its time
KEYED = tuple(table for table in Table if table is not Table.SKETCHES)
DAMAGED = (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB)


class Position(msgspec.Struct, frozen=True):
    """Up to where the log is applied: the last record's offset and fingerprint, and who held the partition then."""

    offset: int = -1
    fingerprint: str = ""
    holder: Holder = Holder()
    watermark: int = 0  # the latest arrival seen, ms: time as the log tells it
    entries: dict[str, int] = {}


class Index:
    """One partition's index. Reads see all that was applied, committed or not."""

    def __init__(self, folder: Path, name: str, identity: str, retention: Retention) -> None:
        """Open or make the index in a folder. `identity`: whose log it is (the cluster's id).

        Raises SettingsError where the folder can't be used.
        """
        self.name = name
        self.position = Position()
        self.entries: dict[str, int] = {}
        self._identity = codec.to_json([INDEX_FORMAT, identity, retention]).decode()
        self._retention = retention
        self._open = False
        self._watermark = 0
        with _Explained(folder, SettingsError):
            folder.mkdir(parents=True, exist_ok=True)
            self._lock, self._path = free_slot(folder, name)
            self._connect()
        self._explained = _Explained(self._path, Unavailable)

    def read(self, table: Table, key: str, /) -> Any:
        """The JSON value under a key, or None, also where its time is over."""
        with self._explained:
            if table is Table.SKETCHES:
                return self._sketches.read(key, self._hour)
            query = f"SELECT value FROM {table.value} WHERE key = ? AND until > ?"  # noqa: S608 - an enum's value
            row = self._db.execute(query, (key_of(key), self._hour)).fetchone()
        return None if row is None else from_row(row[0])

    def near(self, keys: Sequence[int], skipped: Collection[str] = ()) -> list[Candidate]:
        """The held articles that may be the same story as one with these keys, first in the log first."""
        with self._explained:
            return self._sketches.near(keys, self._hour, skipped)

    def apply(self, record: Decided) -> bool:
        """Apply a decision that counts; False where its page was decided before, and nothing changes."""
        with self._explained:
            self._begin()
            (table, key, value), *others = record.writes
            if not self._learn(table, key, value, self._until(table, record)):
                return False
            for table, key, value in others:
                self._put(table, key, value, self._until(table, record))
        self._watermark = max(self._watermark, record.arrived)
        self._hour = self._watermark // HOUR_MS
        return True

    def commit(self, offset: int, fingerprint: str, holder: Holder) -> None:
        """Make durable what was applied, together with how far the log is applied."""
        with self._explained:
            self._begin()
            self._sketches.file()
            self._sweep()
            self.position = Position(offset, fingerprint, holder, self._watermark, dict(self.entries))
            self._db.execute(
                "INSERT OR REPLACE INTO meta VALUES ('position', ?)", (codec.to_json(self.position).decode(),)
            )
            self._db.execute("COMMIT")
            self._open = False

    def settle(self) -> None:
        """The log is read, and what comes is little: need less memory from now on."""
        with self._explained:
            self._db.execute(f"PRAGMA cache_size = -{CACHE_KIB}")
            self._db.execute("PRAGMA shrink_memory")

    def clear(self) -> None:
        """Throw everything away: the log is read from its start."""
        with self._explained:
            self._db.close()
            _remove(self._path)
            self._connect()

    def close(self) -> None:
        """Let the file go. What wasn't committed is applied from the log another time."""
        self._db.close()
        self._lock.close()

    @property
    def size(self) -> int:
        """Bytes on disk, the write-ahead log not counted."""
        pages, size = (
            self._db.execute(f"PRAGMA {name}").fetchone()[0] for name in ("page_count", "page_size")
        )
        return int(pages * size)

    @property
    def crowded(self) -> int:
        """Searches since the index was opened that found more candidates than are compared."""
        return self._sketches.crowded

    def _connect(self) -> None:
        try:
            self._load()
        except sqlite3.DatabaseError as error:
            if _code(error) not in DAMAGED:
                raise
            self._db.close()
            log.warning("local state thrown away", index=str(self._path), reason=f"damaged: {error}")
            _remove(self._path)
            self._load()

    def _load(self) -> None:
        self._db = sqlite3.connect(self._path, isolation_level=None)
        self._db.execute("PRAGMA journal_mode = WAL")
        self._db.execute("PRAGMA synchronous = NORMAL")
        self._db.execute(f"PRAGMA cache_size = -{CATCH_UP_KIB}")
        self._db.execute(f"PRAGMA cache_spill = {SPILL_PAGES}")
        self._db.execute(f"PRAGMA mmap_size = {MAPPED}")
        self._db.execute("CREATE TABLE IF NOT EXISTS meta (key TEXT PRIMARY KEY, value TEXT)")
        if (made_for := self._meta("identity")) != self._identity:
            if made_for:
                why = "of another release, cluster or retention"
                log.warning("local state thrown away", index=str(self._path), reason=why)
            self._make_anew()
        self.position = codec.convert(codec.from_json(self._meta("position") or b"{}"), Position)
        self._watermark = self.position.watermark
        self._hour = self._watermark // HOUR_MS
        self.entries = {table.value: self.position.entries.get(table.value, 0) for table in Table}
        self._open = False
        self._swept: dict[Table, bytes] = {}
        self._sketches = SketchTable(self._db)

    def _make_anew(self) -> None:
        self._db.execute("BEGIN")
        for table in KEYED:
            self._db.execute(f"DROP TABLE IF EXISTS {table.value}")
            self._db.execute(
                f"CREATE TABLE {table.value} (key BLOB PRIMARY KEY, value BLOB, until INTEGER) WITHOUT ROWID"
            )
        SketchTable.make(self._db)
        self._db.execute("DELETE FROM meta")
        self._db.execute("INSERT INTO meta VALUES ('identity', ?)", (self._identity,))
        self._db.execute("COMMIT")

    def _until(self, table: str, record: Decided) -> int:
        return self._retention.until(table, record, self._watermark)

    def _meta(self, key: str) -> str | None:
        row = self._db.execute("SELECT value FROM meta WHERE key = ?", (key,)).fetchone()
        return None if row is None else str(row[0])

    def _begin(self) -> None:
        if not self._open:
            self._db.execute("BEGIN")
            self._open = True

    def _learn(self, table: str, key: str, value: Any, until: int) -> bool:
        """Put the decision on a page, unless one is known."""
        row, data = key_of(key), to_row(value)
        if self._insert(table, row, data, until):
            return True
        update = f"UPDATE {table} SET value = ?, until = ? WHERE key = ? AND until <= ?"  # noqa: S608
        return self._db.execute(update, (data, until, row, self._hour)).rowcount > 0

    def _put(self, table: str, key: str, value: Any, until: int) -> None:
        if table == Table.SKETCHES:
            self.entries[table] += self._sketches.put(key, value, until)
            return
        row = key_of(key)
        if value is None:
            deleted = self._db.execute(f"DELETE FROM {table} WHERE key = ?", (row,)).rowcount  # noqa: S608
            self.entries[table] -= deleted
            return
        data = to_row(value)
        if not self._insert(table, row, data, until):
            update = f"UPDATE {table} SET value = ?, until = ? WHERE key = ?"  # noqa: S608
            self._db.execute(update, (data, until, row))

    def _insert(self, table: str, key: bytes, data: bytes, until: int) -> bool:
        insert = f"INSERT OR IGNORE INTO {table} VALUES (?, ?, ?)"  # noqa: S608
        added = self._db.execute(insert, (key, data, until)).rowcount
        self.entries[table] += added
        return added > 0

    def _sweep(self) -> None:
        """Delete what is out of its time from the next stretch of each table.

        Reads don't see it already, so when it goes decides nothing; and so no table needs an index by time.
        """
        self.entries[Table.SKETCHES] -= self._sketches.sweep(self._hour, SWEEP)
        for table in KEYED:
            name, start = table.value, self._swept.get(table, b"")
            stretch = f"SELECT key FROM {name} WHERE key > ? ORDER BY key LIMIT 1 OFFSET {SWEEP}"  # noqa: S608
            row = self._db.execute(stretch, (start,)).fetchone()
            delete = f"DELETE FROM {name} WHERE key > ? AND until <= ?"  # noqa: S608
            if row is None:
                deleted = self._db.execute(delete, (start, self._hour)).rowcount
            else:
                deleted = self._db.execute(f"{delete} AND key <= ?", (start, self._hour, row[0])).rowcount
            self._swept[table] = row[0] if row else b""
            self.entries[name] -= deleted


def _remove(path: Path) -> None:
    for suffix in ("", "-wal", "-shm"):
        path.with_name(path.name + suffix).unlink(missing_ok=True)


def _code(error: sqlite3.Error) -> int:
    return getattr(error, "sqlite_errorcode", 0) & 0xFF


class _Explained:
    """Makes errors of the file one line that says what to do. A damaged file is removed.

    A class and not a generator, because every decision passes here several times.
    """

    __slots__ = ("_kind", "_path")

    def __init__(self, path: Path, kind: type[DatelineError]) -> None:
        self._path, self._kind = path, kind

    def __enter__(self) -> None:
        return None

    def __exit__(self, _: object, error: BaseException | None, __: object) -> None:
        if isinstance(error, sqlite3.Error):
            self._explain(error)
        if isinstance(error, OSError):
            raise self._error(str(error.strerror)) from error

    def _explain(self, error: sqlite3.Error) -> NoReturn:
        if _code(error) not in DAMAGED:
            raise self._error(str(error)) from error
        _remove(self._path)
        raise Unavailable(f"{self._path} was damaged ({error}); it is rebuilt at the next start") from error

    def _error(self, what: str) -> DatelineError:
        return self._kind(
            f"the state in {self._path} can't be kept: {what}; see DATELINE_STATE_DIR and its disk"
        )
