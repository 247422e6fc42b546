"""The sketches held, in the index's file: one row an article, found by the keys of its text.

A row's number says where in the log it was held: the first of several originals is the one with the least. What is out
of its time is not found any more, and deleted stretch by stretch.
"""

import sqlite3
from collections.abc import Collection, Sequence

from worker.core.copies.candidates import PER_KEY, Candidate, is_crowded, likeliest
from worker.core.copies.sketch import KEYS, data_of, from_bytes, to_bytes, to_text, without_keys
from worker.state.compact import released, squeezed

TABLES = ("sketches", "postings")
WAITING = 200_000  # postings kept until they are filed: 24 MB at most
_START = 6  # bytes of an article's id that its row is found by
_FOUND = (
    "SELECT key, number FROM (SELECT key, number FROM postings WHERE key = ? ORDER BY number DESC LIMIT ?)"
)


class SketchTable:
    """The tables `sketches` and `postings` of a database.

    Postings wait to be filed until somebody looks for them, or they are made durable: many at once, in the order of their keys, change each page
    of a table once that is far larger than what is kept of it in memory. While the log is read nobody looks for them.
    """

    def __init__(self, db: sqlite3.Connection) -> None:
        self._db = db
        self._waiting: list[tuple[int, int]] = []
        self._swept = {"sketches": 0, "postings": 0}
        self.crowded = 0  # searches that may have left something out

    @staticmethod
    def make(db: sqlite3.Connection) -> None:
        """Make the tables, empty."""
        for table in TABLES:
            db.execute(f"DROP TABLE IF EXISTS {table}")
        # A number is never given again: what still points to a row that is gone must not find another.
        db.execute(
            "CREATE TABLE sketches"
            " (number INTEGER PRIMARY KEY AUTOINCREMENT, article BLOB, until INTEGER, sketch BLOB)"
        )
        db.execute(f"CREATE INDEX sketches_article ON sketches (substr(article, 1, {_START}))")
        db.execute(
            "CREATE TABLE postings (key INTEGER, number INTEGER, PRIMARY KEY (key, number)) WITHOUT ROWID"
        )

    def read(self, article: str, hour: int) -> str | None:
        """An article's sketch as text; None where none is held."""
        row = self._row(article)
        return to_text(from_bytes(row[2])) if row and row[1] > hour else None

    def put(self, article: str, text: str | None, until: int) -> int:
        """Hold an article's sketch in place of its last one; None: hold none. The rows added, or -1 for one deleted."""
        deleted = -1 if (row := self._row(article)) else 0
        if row:
            self._db.execute("DELETE FROM sketches WHERE number = ?", (row[0],))
        if text is None:
            return deleted
        sketch = from_bytes(data_of(text))
        values = (squeezed(article), until, to_bytes(without_keys(sketch)))
        number = self._db.execute(
            "INSERT INTO sketches (article, until, sketch) VALUES (?, ?, ?)", values
        ).lastrowid
        assert number is not None
        self._waiting += ((key, number) for key in sketch.keys[:KEYS])
        if len(self._waiting) >= WAITING:
            self.file()
        return deleted + 1

    def file(self) -> None:
        """File the postings that wait: call it before what is put is committed."""
        if self._waiting:
            self._db.executemany("INSERT OR IGNORE INTO postings VALUES (?, ?)", sorted(self._waiting))
            self._waiting.clear()

    def near(self, keys: Sequence[int], hour: int, skipped: Collection[str]) -> list[Candidate]:
        """The articles to compare with one of these keys, first in the log first, without those that are skipped."""
        if not keys:
            return []
        self.file()
        asked = [value for key in keys for value in (key, PER_KEY)]
        found: list[tuple[int, int]] = self._db.execute(_query(len(keys)), asked).fetchall()
        numbers = likeliest(found)
        self.crowded += is_crowded(found)
        marks = ",".join("?" * len(numbers))
        query = (
            f"SELECT article, sketch FROM sketches WHERE number IN ({marks}) AND until > ? ORDER BY number"  # noqa: S608
        )
        rows = ((released(row[0]), row[1]) for row in self._db.execute(query, (*numbers, hour)))
        return [Candidate(article, from_bytes(data)) for article, data in rows if article not in skipped]

    def sweep(self, hour: int, stretch: int) -> int:
        """Delete what is out of its time from the next stretch of both tables. How many sketches went."""
        start, end = self._next("sketches", "number", stretch)
        deleted = self._db.execute(
            "DELETE FROM sketches WHERE number > ? AND number <= ? AND until <= ?", (start, end, hour)
        ).rowcount
        start, end = self._next("postings", "key", KEYS * stretch)
        self._db.execute(
            "DELETE FROM postings WHERE key > ? AND key <= ? AND number NOT IN (SELECT number FROM sketches)",
            (start, end),
        )
        return deleted

    def _row(self, article: str) -> tuple[int, int, bytes] | None:
        key = squeezed(article)
        query = f"SELECT number, until, sketch FROM sketches WHERE substr(article, 1, {_START}) = ? AND article = ?"  # noqa: S608
        found: tuple[int, int, bytes] | None = self._db.execute(query, (key[:_START], key)).fetchone()
        return found

    def _next(self, table: str, key: str, stretch: int) -> tuple[int, int]:
        """The next stretch of a table: after the first key, up to the second."""
        start = self._swept[table]
        query = f"SELECT {key} FROM {table} WHERE {key} > ? ORDER BY {key} LIMIT 1 OFFSET {stretch}"  # noqa: S608
        row = self._db.execute(query, (start,)).fetchone()
        self._swept[table] = row[0] if row else 0
        return start, row[0] if row else 1 << 62


def _query(keys: int) -> str:
    return " UNION ALL ".join([_FOUND] * keys)
