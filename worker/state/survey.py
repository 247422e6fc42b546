"""What the local indexes in a folder hold, read beside a running worker and without touching them."""

import sqlite3
from collections import defaultdict
from collections.abc import Iterable
from itertools import pairwise
from pathlib import Path

import msgspec

from worker.core import codec
from worker.core.copies.sketch import KEYS, LANG_AT, lang_of
from worker.core.decisions import Table
from worker.state.compact import spoken
from worker.state.index import INDEX_FORMAT, SPILL_PAGES, Position
from worker.state.retention import HOUR_MS, Retention

# Bytes that a row takes beside what it says, and a sketch's postings with theirs.
_ROW, _POSTINGS = 8, KEYS * 16
# What the rows of each language hold and take; of no language those whose language they don't tell.
_BY_LANGUAGE = f"""
SELECT lang, sum(articles), sum(sketches), sum(size), min(hour), max(hour) FROM (
    SELECT spoken(value) lang, 1 articles, 0 sketches, length(key) + length(value) + {_ROW} size, until - :articles hour FROM articles
    UNION ALL SELECT lang(substr(sketch, :at, :length)), 0, 1, length(article) + length(sketch) + {_ROW + _POSTINGS}, until - :texts FROM sketches
    UNION ALL SELECT NULL, 0, 0, length(key) + length(value) + {_ROW}, NULL FROM origins
    UNION ALL SELECT NULL, 0, 0, length(key) + length(value) + {_ROW}, NULL FROM texts
    UNION ALL SELECT NULL, 0, 0, {_ROW}, NULL -- of the file itself
) GROUP BY lang
"""  # noqa: S608 - constants


class Language(msgspec.Struct, frozen=True):
    """The articles of one language that are held, and their share of what the index takes, as their rows have of all rows."""

    lang: (
        str | None
    )  # None: of no language are decisions, whose a text is, and articles that publish nothing (copies)
    articles: int
    sketches: int  # published texts that near copies are looked for among
    bytes: int  # on disk
    memory: int
    oldest: int  # event times, ms since the epoch, to the hour
    newest: int


class Surveyed(msgspec.Struct, frozen=True, omit_defaults=True):
    """One index: what it is of, and what it holds. What its languages take adds up to what it takes."""

    name: str  # topic, partition and slot
    disk: int  # bytes, with what isn't checkpointed yet
    problem: str | None = None  # why it can't be read, or won't be used; then nothing follows
    memory: int = 0  # bytes of it that its worker keeps at most, once its log is read
    cluster: str = ""
    offset: int = -1  # of the last record of the state topic that it holds
    arrived: int = 0  # the latest arrival that it knows, ms since the epoch
    entries: dict[str, int] = {}
    languages: tuple[Language, ...] = ()  # the largest first, what is of none last


def survey(folder: Path, retention: Retention) -> list[Surveyed]:
    """The indexes in a folder, by name, as a worker with this retention finds them; none where there is no such folder."""
    return [_one(path, retention) for path in sorted(folder.glob("*.sqlite"))]


def together(found: Iterable[Surveyed]) -> tuple[Language, ...]:
    """What all these indexes hold, by language."""
    parts: defaultdict[str | None, list[Language]] = defaultdict(list)
    for language in (language for one in found for language in one.languages):
        parts[language.lang].append(language)
    return _in_order(map(total, parts.values()))


def total(parts: Iterable[Language]) -> Language:
    """Several as one, under the name of the first."""
    first, *others = parts
    for one in others:
        first = Language(
            first.lang,
            first.articles + one.articles,
            first.sketches + one.sketches,
            first.bytes + one.bytes,
            first.memory + one.memory,
            min(first.oldest or one.oldest, one.oldest or first.oldest),
            max(first.newest, one.newest),
        )
    return first


def _in_order(languages: Iterable[Language]) -> tuple[Language, ...]:
    return tuple(sorted(languages, key=lambda one: (one.lang is None, -one.bytes, one.lang or "")))


def _one(path: Path, retention: Retention) -> Surveyed:
    name = path.name.removesuffix(".sqlite")
    files = (path.with_name(path.name + suffix) for suffix in ("", "-wal"))
    disk = sum(file.stat().st_size for file in files if file.exists())
    try:
        db = sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)
        try:
            return _read(name, disk, db, retention)
        finally:
            db.close()
    except (sqlite3.Error, ValueError, TypeError, KeyError) as error:
        return Surveyed(
            name, disk, f"can't be read ({error}); a worker throws it away and reads the state topic anew"
        )


def _read(name: str, disk: int, db: sqlite3.Connection, wanted: Retention) -> Surveyed:
    meta = dict(db.execute("SELECT key, value FROM meta"))
    made, cluster, days = codec.from_json(meta["identity"])
    if made != INDEX_FORMAT:
        return Surveyed(
            name, disk, f"of another release (format {made}); a worker reads the state topic anew"
        )
    retention = codec.convert(days, Retention)
    if retention != wanted:
        made_for = (
            f"{retention.articles} and {retention.texts} days, not {wanted.articles} and {wanted.texts}"
        )
        return Surveyed(name, disk, f"made for {made_for}; a worker reads the state topic anew")
    position = codec.convert(codec.from_json(meta.get("position", "{}")), Position)
    memory = min(disk, SPILL_PAGES * int(db.execute("PRAGMA page_size").fetchone()[0]))
    return Surveyed(
        name,
        disk,
        None,
        memory,
        cluster,
        position.offset,
        position.watermark,
        {table.value: position.entries.get(table.value, 0) for table in Table},
        _languages(db, retention, disk, memory),
    )


def _languages(db: sqlite3.Connection, retention: Retention, disk: int, memory: int) -> tuple[Language, ...]:
    db.create_function("lang", 1, lang_of, deterministic=True)
    db.create_function("spoken", 1, spoken, deterministic=True)
    days = {"articles": 24 * retention.articles + 1, "texts": 24 * retention.texts + 1}
    rows = db.execute(_BY_LANGUAGE, {"at": LANG_AT[0], "length": LANG_AT[1], **days}).fetchall()
    sizes = [row[3] for row in rows]
    shares = zip(rows, _parts(disk, sizes), _parts(memory, sizes), strict=True)
    return _in_order(_language(row, size, kept) for row, size, kept in shares)


def _language(
    row: tuple[str | None, int, int, int, int | None, int | None], size: int, memory: int
) -> Language:
    oldest, newest = (max(0, (hour or 0) * HOUR_MS) for hour in row[4:])
    return Language(row[0], row[1], row[2], size, memory, oldest, newest)


def _parts(whole: int, sizes: list[int]) -> list[int]:
    """A whole in parts as large as these sizes are beside each other, without a remainder."""
    ends = [whole * sum(sizes[:place]) // (sum(sizes) or 1) for place in range(len(sizes) + 1)]
    return [end - start for start, end in pairwise(ends)]
