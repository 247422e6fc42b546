"""Both input forms of `pages.raw`, and what each kind of broken record becomes."""

import json
import random
import unicodedata
from typing import Any

import pytest

from worker.core import codec
from worker.core.clean.page.htmltree import PIECE_LIMIT
from worker.core.clean.page.page import parse_page
from worker.core.model import PAGE_LIMIT, Message, RawPage, Reason, Rejection

Headers = tuple[tuple[str, bytes], ...]


def record(value: bytes | None, headers: Headers = ()) -> Message:
    return Message("pages.raw", 0, 7, 1_700_000_000_000, None, value, headers)


def page_of(**fields: Any) -> RawPage:
    page = parse_page(record(json.dumps(fields).encode()))
    assert isinstance(page, RawPage)
    return page


def rejection_of(value: bytes | None, headers: Headers = ()) -> Rejection:
    made = parse_page(record(value, headers))
    assert isinstance(made, Rejection)
    return made


def test_json_form() -> None:
    page = page_of(
        id="1",
        url="https://a.example/x",
        text="A text.",
        fetched_at="2024-06-20T10:00:00+02:00",
        meta={"a": [1]},
    )
    assert (page.id, page.url, page.text, page.html) == ("1", "https://a.example/x", "A text.", None)
    assert page.fetched_at == "2024-06-20T08:00:00Z"
    assert page.meta == {"a": [1]}
    assert page.notes == ()


def test_html_wins_over_text_and_null_is_absent() -> None:
    assert page_of(html="<p>x</p>", text="y").text is None
    assert page_of(html=None, text="y", title=None).text == "y"
    assert page_of(html=" ", text="y").html is None


def test_an_unreadable_time_is_dropped_and_noted() -> None:
    page = page_of(text="x", fetched_at="yesterday", published="2024-13-01")
    assert (page.fetched_at, page.published) == (None, None)
    assert page.notes == (
        "fetched_at dropped, not a time: yesterday",
        "published dropped, not a time: 2024-13-01",
    )


def test_a_date_that_no_page_can_have_is_dropped_and_noted() -> None:
    zero = page_of(text="x", published="1970-01-01T00:00:00Z")
    early = page_of(text="x", fetched_at="2024-06-20T08:00:00Z", published="2024-06-22")
    assert (zero.published, early.published) == (None, None)
    assert zero.notes == ("published dropped, not a time: 1970-01-01T00:00:00Z",)
    assert early.notes == ("published dropped, after the page was fetched: 2024-06-22",)
    assert page_of(text="x", published="2099-06-20").published is None
    assert (
        page_of(text="x", fetched_at="2024-06-20T12:00:00Z", published="2024-06-21").published == "2024-06-21"
    )


def test_letters_with_their_marks_apart_are_read_as_one() -> None:
    """As some systems store them: title, text and HTML are one code point a letter; the digest is of what came."""
    apart = unicodedata.normalize("NFD", "Österreich und die Türkei")
    plain, html = page_of(title=apart, text=apart), page_of(html=f"<p>{apart}</p>")
    assert (plain.title, plain.text, html.html) == (
        "Österreich und die Türkei",
        "Österreich und die Türkei",
        "<p>Österreich und die Türkei</p>",
    )
    assert plain.raw_digest != page_of(text="Österreich und die Türkei").raw_digest


def test_unknown_fields_are_ignored_and_noted() -> None:
    assert page_of(text="x", fetchedAt="2024").notes == ("unknown field ignored: fetchedAt",)


def test_bytes_form() -> None:
    headers: Headers = (
        ("content-type", b"text/html; charset=koi8-r"),
        ("url", b"https://a.example/x"),
        ("fetched-at", b"2024-06-20T10:00:00Z"),
    )
    page = parse_page(record("<p>Осло</p>".encode("koi8-r"), headers))
    assert isinstance(page, RawPage)
    assert (page.html, page.url, page.fetched_at, page.charset) == (
        "<p>Осло</p>", "https://a.example/x", "2024-06-20T10:00:00Z", "koi8-r",
    )  # fmt: skip


def test_the_charset_header_wins_over_the_content_type() -> None:
    headers: Headers = (("content-type", b"text/plain; charset=utf-8"), ("charset", b"windows-1251"))
    page = parse_page(record("Осло и Берген, Москва и Киев".encode("cp1251"), headers))
    assert isinstance(page, RawPage)
    assert page.text == "Осло и Берген, Москва и Киев"


@pytest.mark.parametrize(
    "value, reason, detail",
    [
        (None, Reason.EMPTY, "no value"),
        (b"", Reason.EMPTY, "no value"),
        (b"{}", Reason.EMPTY, "neither html nor text"),
        (b'{"text": " \\n"}', Reason.EMPTY, "neither html nor text"),
        (b"hello", Reason.MALFORMED, "not the JSON"),
        (b"[1]", Reason.MALFORMED, "object"),
        (b'{"url": 3, "text": "x"}', Reason.MALFORMED, "$.url"),
        (b'{"text": "x", "meta": []}', Reason.MALFORMED, "$.meta"),
        (b'{"text": "x", "meta": ' + b'{"a":' * 300 + b"1" + b"}" * 301, Reason.MALFORMED, "nested"),
        (b'{"text": ' + b"[" * 100_000, Reason.MALFORMED, ""),
        (b"x" * (PAGE_LIMIT + 1), Reason.TOO_LARGE, "10000001 bytes"),
        (b'{"html": "' + b"x\\n" * (PIECE_LIMIT + 1) + b'"}', Reason.TOO_LARGE, "150001 lines"),
        (b'{"text": "' + b"x\\r\\n" * PIECE_LIMIT + b'"}', Reason.TOO_LARGE, "300000 lines"),
    ],
)
def test_what_broken_records_become(value: bytes | None, reason: Reason, detail: str) -> None:
    made = rejection_of(value)
    assert made.reason is reason
    assert detail in made.detail


def test_a_page_of_as_many_tags_as_are_allowed_is_read() -> None:
    page = page_of(html="<p>x</p>" * PIECE_LIMIT)
    assert page.html is not None


def test_bytes_that_no_charset_reads() -> None:
    made = rejection_of(random.Random(3).randbytes(5000), (("content-type", b"text/html"),))
    assert made.reason is Reason.UNKNOWN_ENCODING


@pytest.mark.parametrize(
    "value",
    [
        b'{"text": "a \\ud800 b\\u0000", "title": "\\udfff", "meta": {"\\ud800": [1e400, 123456789012345678901234567890]}}',
        b'{"text": "caf\xe9", "meta": {"n": NaN}}',
        b'\xef\xbb\xbf{"text": "with a mark"}',
    ],
)
def test_what_comes_in_broken_can_always_be_written_out(value: bytes) -> None:
    """Lone surrogates, NULs, broken UTF-8 and odd numbers never break a later encoder."""
    page = parse_page(record(value))
    assert isinstance(page, RawPage)
    assert codec.from_json(codec.to_json(page))["text"] == page.text
    assert "\x00" not in (page.text or "")


def test_equal_bytes_have_equal_digests_in_both_forms() -> None:
    as_json = page_of(text="A text.")
    as_bytes = parse_page(record(b"A text.", (("content-type", b"text/plain"),)))
    assert isinstance(as_bytes, RawPage)
    assert as_json.raw_digest == as_bytes.raw_digest != page_of(text="Another.").raw_digest
