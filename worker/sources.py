"""Pages from files: folders, JSONL, WARC, HTML, plain text, each also gzipped, and JSONL on stdin.

A row is one page as `pages.raw` takes it. What can't be read is a row too, with its error: nothing here raises
on content, and nothing is left out without a word. Rows are made one by one; memory holds one at a time.
"""

import gzip
import io
import json
import os
import zlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any, BinaryIO

from warcio.archiveiterator import ArchiveIterator

from worker.core.codec import from_json
from worker.core.errors import Unavailable
from worker.core.model import Headers, Message, Reason
from worker.topics import MESSAGE_LIMIT

STDIN = "-"
KINDS = {
    ".jsonl": "jsonl", ".ndjson": "jsonl", ".json": "json", ".warc": "warc",
    ".html": "html", ".htm": "html", ".xhtml": "html", ".txt": "text", ".text": "text",
}  # fmt: skip
MEDIA_TYPES = {"html": "text/html", "text": "text/plain"}
UNREADABLE = (OSError, EOFError, zlib.error)  # what gzip and files raise where bytes are missing or damaged
BOM = b"\xef\xbb\xbf"


@dataclass(frozen=True, slots=True)
class Row:
    """One page, or what stands in its place. `line` counts from 1: of a JSONL its line, of a WARC its record."""

    name: str
    line: int | None = None
    key: bytes | None = None
    value: bytes = b""
    headers: Headers = ()
    error: str | None = None  # why there is no page here
    reason: Reason = Reason.MALFORMED  # the error's class; only with `error`

    @property
    def place(self) -> str:
        """Where it stands, as `file:line`; what isn't UTF-8 in the name is U+FFFD."""
        name = os.fsencode(self.name).decode("utf-8", "replace")
        return name if self.line is None else f"{name}:{self.line}"

    @property
    def message(self) -> Message:
        """The page as a record that came from no topic. Only of a row without an error."""
        return Message("", 0, 0, -1, self.key, self.value, self.headers)


def find(paths: Iterable[str]) -> list[str]:
    """The files to read: those named as they stand, of a folder all that hold pages, sorted by path.

    Raises Unavailable for a path where nothing is, and for a folder without pages.
    """
    found: list[str] = []
    for path in paths:
        files = list(_walk(path)) if Path(path).is_dir() else [path]
        if not files:
            raise Unavailable(
                f"{path}: no pages in this folder; they are files named {', '.join(sorted(KINDS))}, or .gz of them"
            )
        if path != STDIN and not Path(path).exists():
            raise Unavailable(f"{path}: no such file or folder")
        found += files
    return found


def read(
    files: Iterable[str], stdin: BinaryIO, seen: Callable[[int], None] = lambda _: None
) -> Iterator[Row]:
    """The rows of these files ("-": stdin), in order. `seen` is told the bytes of input read so far, from time to time."""
    before = 0
    for name in files:
        if name == STDIN:
            yield from _lines("stdin", _plain(stdin))
            continue
        try:
            with Path(name).open("rb") as file:
                for row in _rows(name, file):
                    seen(before + _place_in(file))
                    yield row
                before += _place_in(file)
        except UNREADABLE as error:
            yield Row(name, error=_said(error))


def unnamed(file: BinaryIO) -> Iterator[Row]:
    """The rows of what comes without a name, as on stdin; its beginning tells whether it is JSONL, WARC, HTML or text."""
    try:
        yield from _rows("stdin", file)
    except UNREADABLE as error:
        yield Row("stdin", error=_said(error))


def _place_in(file: BinaryIO) -> int:
    """Bytes of it read; of a pipe nobody knows."""
    return file.tell() if file.seekable() else 0


def _walk(folder: str) -> Iterator[str]:
    for parent, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(names):
            if not name.startswith(".") and _kind_of(name):
                yield os.path.join(parent, name)  # noqa: PTH118 - names as the user wrote them


def _kind_of(name: str) -> str | None:
    return KINDS.get(Path(name.lower().removesuffix(".gz")).suffix)


def _rows(name: str, file: BinaryIO) -> Iterator[Row]:
    stream = _plain(file)
    kind = _kind_of(name) or _guess(stream)
    if kind == "jsonl":
        return _lines(name, stream)
    if kind == "warc":
        if not file.seekable():  # a pipe
            return _records(name, stream)
        file.seek(0)
        return _records(name, file)  # warcio undoes gzip itself, record by record
    return iter([_whole(name, stream, kind)])


def _plain(file: BinaryIO) -> Any:
    """The stream without gzip around it, whatever the file is called."""
    stream: Any = file if hasattr(file, "peek") else io.BufferedReader(file)
    return gzip.open(stream) if stream.peek(2)[:2] == b"\x1f\x8b" else stream


def _guess(stream: Any) -> str:
    """The kind of a file whose name doesn't say it."""
    start = stream.peek(512).removeprefix(BOM).lstrip()
    if start.startswith(b"WARC/"):
        return "warc"
    return {b"{": "jsonl", b"<": "html"}.get(start[:1], "text")


def _whole(name: str, stream: IO[bytes], kind: str) -> Row:
    value = stream.read(MESSAGE_LIMIT + 1)
    if len(value) > MESSAGE_LIMIT:
        return _too_large(name, None)
    if kind == "json":
        return _json_row(name, None, value)
    return Row(name, value=value, headers=(("content-type", MEDIA_TYPES[kind].encode()),))


def _lines(name: str, stream: IO[bytes]) -> Iterator[Row]:
    """The rows of a JSONL, blank lines left out. A line past the limit is skipped in pieces, never held whole."""
    number = 0
    try:
        while line := stream.readline(MESSAGE_LIMIT + 1):
            number += 1
            if len(line) > MESSAGE_LIMIT:
                _skip_line(stream, line)
                yield _too_large(name, number)
            elif not line.isspace():
                yield _json_row(name, number, line.rstrip(b"\r\n"))
    except UNREADABLE as error:
        yield Row(name, number + 1, error=_said(error))


def _skip_line(stream: IO[bytes], line: bytes) -> None:
    while line and not line.endswith(b"\n"):
        line = stream.readline(1 << 20)


def _json_row(name: str, line: int | None, value: bytes) -> Row:
    """A page in JSON: its bytes as they stand. Its fields are judged later; here it has to be a JSON object."""
    value = value.removeprefix(BOM)
    try:
        page = _loads(value)
    except (ValueError, RecursionError) as error:
        return Row(name, line, error=f"not JSON: {error}")
    if not isinstance(page, dict):
        return Row(name, line, error="not a JSON object")
    key = next(
        (page[field] for field in ("url", "id") if isinstance(page.get(field), str) and page[field]), None
    )
    return Row(name, line, key.encode("utf-8", "replace") if key else None, value)


def _loads(value: bytes) -> object:
    """As lenient as `worker.core.clean.page.page` is: what it reads is no broken row."""
    try:
        return from_json(value)
    except ValueError:
        return json.loads(value.decode("utf-8-sig", "replace"))


def _records(name: str, stream: IO[bytes]) -> Iterator[Row]:
    """The pages of a WARC: its HTTP responses that succeeded and are HTML or plain text."""
    number = 0
    try:
        for number, record in enumerate(ArchiveIterator(stream), 1):
            if record.rec_type is None:  # as where the archive ends within a record's headers
                yield Row(name, number, error="damaged WARC: a record that doesn't say what it is")
            elif _is_page(record):
                yield _response(name, number, record)
    except Exception as error:  # noqa: BLE001 - warcio raises bare Exceptions of many kinds on damaged archives
        yield Row(name, number + 1, error=f"damaged WARC: {_said(error)}")


def _is_page(record: Any) -> bool:
    if record.rec_type != "response" or record.http_headers is None:
        return False
    status = record.http_headers.get_statuscode() or ""
    return status.startswith("2") and _media_type(record)[0] in (
        "text/html",
        "application/xhtml+xml",
        "text/plain",
        "",
    )


def _media_type(record: Any) -> tuple[str, str]:
    """Media type and charset of a response, "" where it names none."""
    media, _, parameters = (record.http_headers.get_header("content-type") or "").lower().partition(";")
    charset = next(
        (p.split("=", 1)[1] for p in parameters.split(";") if p.strip().startswith("charset=")), ""
    )
    return media.strip(), charset.strip(" \"'")


def _response(name: str, number: int, record: Any) -> Row:
    value = record.content_stream().read(MESSAGE_LIMIT + 1)
    if len(value) > MESSAGE_LIMIT:
        return _too_large(name, number)
    if record.raw_stream.limit > 0:
        return Row(name, number, error="damaged WARC: the record ends before its stated length")
    media, charset = _media_type(record)
    url = record.rec_headers.get_header("WARC-Target-URI") or ""
    values = {
        "content-type": "text/plain" if media == "text/plain" else "text/html",
        "charset": charset,
        "url": url,
        "fetched-at": record.rec_headers.get_header("WARC-Date") or "",
    }
    headers = tuple((header, text.encode()) for header, text in values.items() if text)
    return Row(name, number, url.encode() or None, value, headers)


def _too_large(name: str, line: int | None) -> Row:
    return Row(name, line, error=f"larger than {MESSAGE_LIMIT:,} bytes", reason=Reason.TOO_LARGE)


def _said(error: BaseException) -> str:
    if isinstance(
        error, AttributeError | TypeError
    ):  # warcio's own stumbling: its words tell nothing of the file
        return "a record can't be read"
    text = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
    return (text or type(error).__name__).strip().splitlines()[0]
