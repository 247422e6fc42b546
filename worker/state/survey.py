"""What the local indexes in a folder hold, read beside a running worker and without touching them."""

import sqlite3
from pathlib import Path

import msgspec

from worker.core import codec
from worker.core.copies.sketch import LANG_AT, lang_of
from worker.core.decisions import Table
from worker.state.index import INDEX_FORMAT, SPILL_PAGES, Position
from worker.state.retention import HOUR_MS, Retention
from worker.state.sketchtable import LANGUAGES


class Language(msgspec.Struct, frozen=True):
    """The published texts of one language that near copies are looked for among."""

    lang: str
    sketches: int
    bytes: int  # of the sketches themselves
    oldest: int  # event times, ms since the epoch, to the hour
    newest: int


class Surveyed(msgspec.Struct, frozen=True, omit_defaults=True):
    """One index: what it is of, and what it holds."""

    name: str  # topic, partition and slot
    disk: int  # bytes, with what isn't checkpointed yet
    problem: str | None = None  # why it can't be read, or won't be used; then nothing follows
    memory: int = 0  # bytes of it that its worker keeps at most
    cluster: str = ""
    offset: int = -1  # of the last record of the state topic that it holds
    arrived: int = 0  # the latest arrival that it knows, ms since the epoch
    entries: dict[str, int] = {}
    languages: tuple[Language, ...] = ()


def survey(folder: Path) -> list[Surveyed]:
    """The indexes in a folder, by name; none where there is no such folder."""
    return [_one(path) for path in sorted(folder.glob("*.sqlite"))]


def _one(path: Path) -> Surveyed:
    name = path.name.removesuffix(".sqlite")
    files = (path.with_name(path.name + suffix) for suffix in ("", "-wal"))
    disk = sum(file.stat().st_size for file in files if file.exists())
    try:
        db = sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)
        try:
            return _read(name, disk, db)
        finally:
            db.close()
    except (sqlite3.Error, ValueError, TypeError) as error:
        return Surveyed(
            name, disk, f"can't be read ({error}); a worker throws it away and reads the state topic anew"
        )


def _read(name: str, disk: int, db: sqlite3.Connection) -> Surveyed:
    meta = dict(db.execute("SELECT key, value FROM meta"))
    made, cluster, days = codec.from_json(meta["identity"])
    if made != INDEX_FORMAT:
        return Surveyed(
            name, disk, f"of another release (format {made}); a worker reads the state topic anew"
        )
    retention = codec.convert(days, Retention)
    position = codec.convert(codec.from_json(meta.get("position", "{}")), Position)
    return Surveyed(
        name,
        disk,
        None,
        SPILL_PAGES * int(db.execute("PRAGMA page_size").fetchone()[0]),
        cluster,
        position.offset,
        position.watermark,
        {table.value: position.entries.get(table.value, 0) for table in Table},
        _languages(db, retention),
    )


def _languages(db: sqlite3.Connection, retention: Retention) -> tuple[Language, ...]:
    db.create_function("lang", 1, lang_of, deterministic=True)
    return tuple(_language(row, retention) for row in db.execute(LANGUAGES, LANG_AT))


def _language(row: tuple[str, int, int, int, int], retention: Retention) -> Language:
    lang, count, size, *hours = row
    oldest, newest = (max(0, (hour - 1) * HOUR_MS - retention.texts * 24 * HOUR_MS) for hour in hours)
    return Language(lang, count, size, oldest, newest)
