"""What becomes of files: one row a page, in order, and a row with its error for what can't be read."""

import gzip
import io
import json
import os
import threading
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest

from worker import sources
from worker.core.errors import Unavailable
from worker.core.model import Reason
from worker.sources import Row

PAGE = {"url": "https://news.example/a", "text": "Ministers met in Lisbon."}


def rows(*paths: Path | str, stdin: bytes = b"") -> list[Row]:
    names = sources.find(str(path) for path in paths)
    return list(sources.read(names, io.BufferedReader(io.BytesIO(stdin))))


@pytest.fixture
def limit(monkeypatch: pytest.MonkeyPatch) -> int:
    """A small message limit, so that the test of a large row needs no large row."""
    monkeypatch.setattr(sources, "MESSAGE_LIMIT", 1000)
    return 1000


def jsonl(*pages: object) -> bytes:
    return b"".join(json.dumps(page).encode() + b"\n" for page in pages)


def test_a_jsonl_row_passes_verbatim_keyed_by_its_url(tmp_path: Path) -> None:
    line = b'{"text": "caf\\u00e9",  "url":"https://news.example/caf\xc3\xa9"}'
    (tmp_path / "p.jsonl").write_bytes(line + b"\r\n")
    (row,) = rows(tmp_path / "p.jsonl")
    assert (row.value, row.key, row.line) == (line, "https://news.example/café".encode(), 1)
    assert row.error is None


@pytest.mark.parametrize(
    "page, key",
    [
        ({"id": "7", "text": "x"}, b"7"),
        ({"url": None, "id": 7}, None),
        ({"text": "x"}, None),
        ({"url": ""}, None),
    ],
)
def test_without_a_url_the_key_is_the_id_or_none(tmp_path: Path, page: object, key: bytes | None) -> None:
    (tmp_path / "p.jsonl").write_bytes(jsonl(page))
    assert [row.key for row in rows(tmp_path / "p.jsonl")] == [key]


def test_a_broken_line_is_a_row_with_its_error_and_the_others_stand(tmp_path: Path) -> None:
    (tmp_path / "p.jsonl").write_bytes(jsonl(PAGE) + b"{not json\n\n[1]\n" + jsonl(PAGE))
    found = rows(tmp_path / "p.jsonl")
    assert [row.line for row in found] == [1, 2, 4, 5]
    assert [row.error is None for row in found] == [True, False, False, True]
    assert found[1].place == f"{tmp_path}/p.jsonl:2"
    assert found[2].error == "not a JSON object"


@pytest.mark.parametrize(
    "line",
    [
        b'{"url": "https://news.example/\\ud800", "text": "x"}',
        b'{"text": "caf\xe9"}',
        b'{"meta": {"n": NaN}}',
    ],
)
def test_json_that_is_only_sloppy_is_a_page(tmp_path: Path, line: bytes) -> None:
    """Lone surrogates, broken UTF-8 and NaN are in real dumps, and the worker reads them."""
    (tmp_path / "p.jsonl").write_bytes(line)
    (row,) = rows(tmp_path / "p.jsonl")
    assert (row.error, row.value) == (None, line)


def test_a_line_past_the_limit_is_named_and_the_next_one_is_read(tmp_path: Path, limit: int) -> None:
    (tmp_path / "p.jsonl").write_bytes(b'{"text":"' + b"x" * 5000 + b'"}\n' + jsonl(PAGE))
    first, second = rows(tmp_path / "p.jsonl")
    assert (first.reason, first.line) == (Reason.TOO_LARGE, 1)
    assert first.error is not None
    assert second.value == jsonl(PAGE).rstrip()


def test_gzip_is_seen_by_its_bytes_not_its_name(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl.gz").write_bytes(gzip.compress(jsonl(PAGE, PAGE)))
    (tmp_path / "b.jsonl").write_bytes(gzip.compress(jsonl(PAGE)))
    assert [row.error for row in rows(tmp_path)] == [None, None, None]


def test_a_gzip_cut_short_gives_its_rows_and_then_an_error(tmp_path: Path) -> None:
    pages = [{"text": f"{n} " * 50, "id": str(n)} for n in range(200)]
    (tmp_path / "a.jsonl.gz").write_bytes(gzip.compress(jsonl(*pages))[:-20])
    found = rows(tmp_path / "a.jsonl.gz")
    assert found[0].error is None
    assert found[-1].error is not None
    assert sum(row.error is not None for row in found) == 1


def test_a_folder_is_read_sorted_and_whole_without_what_holds_no_pages(tmp_path: Path) -> None:
    for name in ("b/2.html", "a/1.txt", "a/0.htm", "README.md", ".hidden/x.txt", "c.txt"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("<p>x</p>")
    names = [row.name.removeprefix(f"{tmp_path}/") for row in rows(tmp_path)]
    assert names == ["c.txt", "a/0.htm", "a/1.txt", "b/2.html"]


def test_html_and_text_files_are_the_pages_own_bytes(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_bytes(b"<p>\xff</p>")
    (tmp_path / "b.txt").write_bytes(b"")
    html, text = rows(tmp_path)
    assert (html.value, html.headers, html.key) == (b"<p>\xff</p>", (("content-type", b"text/html"),), None)
    assert (text.value, text.headers) == (b"", (("content-type", b"text/plain"),))


@pytest.mark.parametrize(
    "start, media", [(b"\n<html>", b"text/html"), (b"Plain words", b"text/plain"), (b"", b"text/plain")]
)
def test_a_file_named_without_a_suffix_is_judged_by_its_start(
    tmp_path: Path, start: bytes, media: bytes
) -> None:
    (tmp_path / "page").write_bytes(start)
    (row,) = rows(tmp_path / "page")
    assert dict(row.headers)["content-type"] == media


def test_one_json_object_may_span_lines(tmp_path: Path) -> None:
    (tmp_path / "p.json").write_text(json.dumps(PAGE, indent=2))
    (row,) = rows(tmp_path / "p.json")
    assert (row.key, row.line, row.error) == (PAGE["url"].encode(), None, None)


def test_stdin_is_jsonl() -> None:
    (row,) = rows("-", stdin=jsonl(PAGE))
    assert (row.place, row.key) == ("stdin:1", PAGE["url"].encode())


def test_a_path_where_nothing_is_and_a_folder_without_pages_are_errors(tmp_path: Path) -> None:
    (tmp_path / "README.md").write_text("no page")
    for path in (tmp_path / "none.jsonl", tmp_path):
        with pytest.raises(Unavailable, match=str(path)):
            rows(path)


def test_a_file_that_goes_away_before_it_is_read_is_a_row_that_says_so(tmp_path: Path) -> None:
    (row,) = sources.read([str(tmp_path / "gone.jsonl")], io.BytesIO())
    assert row.error == "No such file or directory"


ANSWERS = [
    ("request", "https://news.example/a", "", "", b"GET /a HTTP/1.1\r\n\r\n"),
    ("response", "https://news.example/a", "200 OK", "text/html; charset=ISO-8859-1", b"<p>caf\xe9</p>"),
    ("response", "https://news.example/i.png", "200 OK", "image/png", b"\x89PNG"),
    ("response", "https://news.example/old", "301 Moved", "text/html", b"moved"),
    ("response", "https://news.example/t", "200 OK", "text/plain", b"words"),
]


def record(kind: str, url: str, status: str, media: str, body: bytes) -> bytes:
    http = f"HTTP/1.1 {status}\r\nContent-Type: {media}\r\n\r\n".encode() if status else b""
    head = (
        f"WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Target-URI: {url}\r\nWARC-Date: 2024-03-01T10:00:00Z\r\n"
        f"Content-Type: application/http; msgtype={kind}\r\nContent-Length: {len(http) + len(body)}\r\n\r\n"
    )
    return head.encode() + http + body + b"\r\n\r\n"


def warc(path: Path, *, gzipped: bool) -> bytes:
    """A WARC with a request, a page, an image, a redirect and a plain text."""
    records = [record(*answer) for answer in ANSWERS]
    data = b"".join(gzip.compress(item) if gzipped else item for item in records)
    path.write_bytes(data)
    return data


@pytest.mark.parametrize("gzipped", [True, False])
def test_a_warc_gives_its_pages_with_url_date_and_charset(tmp_path: Path, gzipped: bool) -> None:
    warc(tmp_path / "crawl.warc.gz", gzipped=gzipped)
    page, text = rows(tmp_path)
    assert (page.key, page.value) == (b"https://news.example/a", b"<p>caf\xe9</p>")
    assert dict(page.headers) == {
        "content-type": b"text/html",
        "charset": b"iso-8859-1",
        "url": b"https://news.example/a",
        "fetched-at": b"2024-03-01T10:00:00Z",
    }
    assert dict(text.headers)["content-type"] == b"text/plain"


@pytest.mark.parametrize(
    "make",
    [lambda path: path.write_bytes(jsonl(PAGE)), partial(warc, gzipped=True), partial(warc, gzipped=False)],
)
def test_a_pipe_is_read_as_a_file_is(tmp_path: Path, make: Callable[[Path], object]) -> None:
    """As a shell's <(…) makes one: it has a name, and can't be read twice."""
    make(tmp_path / "file")
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    writer = threading.Thread(target=lambda: pipe.write_bytes((tmp_path / "file").read_bytes()))
    writer.start()
    piped = rows(pipe)
    writer.join()
    assert [row.value for row in piped] == [row.value for row in rows(tmp_path / "file")]
    assert not [row.error for row in piped if row.error]


@pytest.mark.parametrize("gzipped", [True, False])
def test_a_warc_cut_anywhere_never_raises(tmp_path: Path, gzipped: bool) -> None:
    path = tmp_path / "crawl.warc.gz"
    data = warc(path, gzipped=gzipped)
    for end in range(0, len(data), 37):
        path.write_bytes(data[:end])
        for row in rows(path):
            assert row.error is not None or row.value in (b"<p>caf\xe9</p>", b"words")


def test_progress_is_told_in_bytes_of_all_files(tmp_path: Path) -> None:
    for name in ("a.jsonl", "b.jsonl"):
        (tmp_path / name).write_bytes(jsonl(PAGE))
    told: list[int] = []
    list(sources.read(sources.find([str(tmp_path)]), io.BytesIO(), told.append))
    assert told == [len(jsonl(PAGE)), 2 * len(jsonl(PAGE))]


@pytest.mark.parametrize("gzipped", [True, False])
def test_a_warc_record_cut_short_is_named_not_passed_on(tmp_path: Path, gzipped: bool) -> None:
    path = tmp_path / "crawl.warc.gz"
    path.write_bytes(warc(path, gzipped=gzipped)[: -15 if gzipped else -6])
    page, cut = rows(path)
    assert page.error is None
    assert (cut.error or "").startswith("damaged WARC")


def test_a_warc_record_without_its_headers_is_told_in_words(tmp_path: Path) -> None:
    path = tmp_path / "crawl.warc"
    path.write_bytes(b"WARC/1.0\r\nWARC-Type: response\r\nContent-Length: 50\r\n\r\nHTTP/1.1")
    (row,) = rows(path)
    assert row.error == "damaged WARC: a record can't be read"


def test_an_archive_that_ends_in_a_record_s_headers_is_a_row_that_says_so(tmp_path: Path) -> None:
    path = tmp_path / "crawl.warc"
    path.write_bytes(warc(path, gzipped=False) + b"WARC/1.0\r\nWARC-Ty")
    *_, row = rows(path)
    assert row.error == "damaged WARC: a record that doesn't say what it is"


def test_a_file_whose_name_is_not_utf8_is_read_and_named(tmp_path: Path) -> None:
    path = os.fsdecode(os.fsencode(tmp_path) + b"/caf\xe9.jsonl")
    Path(path).write_bytes(jsonl(PAGE))
    (row,) = sources.read(sources.find([str(tmp_path)]), io.BytesIO())
    assert (row.error, row.place) == (None, f"{tmp_path}/caf\ufffd.jsonl:1")
