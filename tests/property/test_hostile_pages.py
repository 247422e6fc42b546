"""Real-like pages, torn and spoilt as crawls and attackers do it: a value or a typed rejection, never an exception, the same one twice.

`make fuzz` runs many more of them, and pages of 10 MB.
"""

import gc
import json
import time
from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.property.test_clean_any_bytes import HANDLER, handled
from tests.support.sites import FOLDER, SITES, records
from worker.core import headers
from worker.core.clean.page.htmltree import PIECE_LIMIT
from worker.core.model import PAGE_LIMIT, FateKind, Message, Outcome, Reason

CASES = FOLDER.parent / "clean"
PAGES = [file.read_bytes() for file in sorted(CASES.glob("*/page.*"))]
PAGES += [next(iter(json.loads(row).values())).encode() for name in SITES for row in records(name)[:2]]
HTML, PLAIN = b"text/html", b"text/plain"
CHARSETS = [
    "utf-8",
    "utf-16",
    "utf-32",
    "cp1251",
    "koi8-r",
    "shift_jis",
    "gb18030",
    "euc-kr",
    "latin-1",
    "cp037",
]
TOKENS = [
    b"\x00", b"\x1b", b"\xff\xfe", b"\xed\xa0\x80", "\u202e".encode(), "\u2028".encode(), "\ufeff".encode(), "\U0010ffff".encode(),
    b"&", b"&#", b"&#x110000;", b"&#0;", b"&nbsp", b"&lt;p&gt;", b"<", b"<!--", b"-->", b"<![CDATA[", b"]]>", b"<?xml", b"<!DOCTYPE",
    b"<p", b"</p></p>", b"<div>" * 300, b"<b><i><p>" * 100, b"<table><tr><td>" * 100, b"<script>", b"<style>", b"<title>", b"<plaintext>",
    b"<base href='//[x'>", b"<meta charset=utf-7>", b"<meta http-equiv=content-type content='text/html; charset=\xff'>",
    b"<script type='application/ld+json'>{\"@graph\": [[[", b"<img src='data:image/png;base64," + b"iVBORw0KGgo" * 500 + b"'>",
    b"<link rel=canonical href='http://[::1'>", b"<time datetime='9999-99-99T99:99'>", b"<a href='javascript:" + b"x" * 2000 + b"'>",
    "שלום עולם وسلام ".encode() * 20, "新闻记者会议".encode() * 200, ("e" + "\u0301" * 500).encode(), b"a" * 5000, b" " * 5000, b"\r" * 50,
]  # fmt: skip
BOUNDED = {"deadline": None, "suppress_health_check": [HealthCheck.too_slow, HealthCheck.data_too_large]}


@st.composite
def spoilt(draw: st.DrawFn) -> bytes:
    """A page with parts of it cut, doubled, moved into another page, broken into or read in the wrong charset."""
    page = draw(st.sampled_from(PAGES))
    for _ in range(draw(st.integers(1, 6))):
        page = draw(st.sampled_from(BLOWS))(draw, page)[:200_000]
    return page


def _cut(draw: st.DrawFn, page: bytes) -> bytes:
    start, end = _stretch(draw, page)
    return page[:start] + page[end:]


def _double(draw: st.DrawFn, page: bytes) -> bytes:
    start, end = _stretch(draw, page)
    return page[:end] + page[start:end] * draw(st.integers(1, 50)) + page[end:]


def _break_in(draw: st.DrawFn, page: bytes) -> bytes:
    start, _ = _stretch(draw, page)
    return page[:start] + draw(st.sampled_from(TOKENS)) + page[start:]


def _flip(draw: st.DrawFn, page: bytes) -> bytes:
    start, end = _stretch(draw, page)
    return page[:start] + draw(st.binary(max_size=20)) + page[min(end, start + 20) :]


def _mix(draw: st.DrawFn, page: bytes) -> bytes:
    start, _ = _stretch(draw, page)
    other = draw(st.sampled_from(PAGES))
    return page[:start] + other[draw(st.integers(0, len(other))) :]


def _misread(draw: st.DrawFn, page: bytes) -> bytes:
    return page.decode("utf-8", "replace").encode(draw(st.sampled_from(CHARSETS)), "replace")


def _stretch(draw: st.DrawFn, page: bytes) -> tuple[int, int]:
    start = draw(st.integers(0, len(page)))
    return start, min(len(page), start + draw(st.integers(0, 400)))


BLOWS: list[Callable[[st.DrawFn, bytes], bytes]] = [_cut, _double, _break_in, _flip, _mix, _misread]


@settings(max_examples=60, **BOUNDED)  # type: ignore[arg-type]
@given(spoilt(), st.sampled_from([HTML, PLAIN, b"text/html; charset=gb2312", b"text/html; charset=nonsense"]))
def test_a_spoilt_page(page: bytes, media: bytes) -> None:
    handled(page, media)


@pytest.mark.slow
@settings(max_examples=2000, **BOUNDED)  # type: ignore[arg-type]
@given(spoilt(), st.sampled_from([HTML, PLAIN, None]), st.sampled_from(CHARSETS))
def test_many_spoilt_pages(page: bytes, media: bytes | None, charset: str) -> None:
    if media is None:
        handled(
            json.dumps(
                {"url": "https://a.example/", "html": page.decode("utf-8", "surrogateescape")}
            ).encode()
        )
    else:
        handled(page, media + f"; charset={charset}".encode())


PROSE = "The council of Oldport met on Monday and talked about the bridge over the river, as it does. "
SHAPES = {
    "open tags": "<", "ampersands": "&", "character references": "&#x1F600;", "one word": "a", "words": "a ", "one line": PROSE,
    "nested blocks": "<div>", "nested marks": "<span>", "misnested": "<b><i><p>", "an attribute": "<p class='a ", "paragraphs": "<p>" + PROSE,
    "lines": PROSE + "\n", "crumbs": PROSE + "(Source: ", "digits": "1", "dates": "2024-01-", "days": "<p>12 March 2024 ", "dashes": "-",
    "arrows": "« ", "soft hyphens": "a\u00ad", "furniture": "Previous Article\n", "other stories": "Read also: Ferry fares rise again\n", "furniture in a line": "Previous Article ",
    "comments": "<!--", "line breaks": "x<br>", "tables": "<table><tr><td>", "cells": "<tr><td>x", "items": "<li>x",
    "nested data": '<script type="application/ld+json">{"a":', "times": "<time datetime='2024-01-01'>x</time>", "by-lines": "<p>By ",
    "images": "<img src='data:image/png;base64,iVBORw0KGgo'>", "base64": "iVBORw0KGgo", "NULs": "\x00a", "right to left": "\u202eאבג ",
    "Chinese": "中文新闻", "marks": "a\u0301\u0301\u0301", "credits": "AP Photo/A B ", "copyright": "© 2024 ", "addresses": "http://a.b/",
    "parentheses": "(", "colons": "a:",
}  # fmt: skip
SMALL, LARGE, TIMES = 20_000, 100_000, 4  # characters; how many times as many they are compared with
DEADLINE = 20  # seconds: DATELINE_PAGE_DEADLINE's default
NOISE = 0.1  # seconds below which a time says nothing
GROWTH = 9  # of the time, where the page grows by four: 4 is linear, 16 is quadratic


def seconds(shape: str, size: int, media: bytes) -> float:
    """CPU time for a page of this many characters of the shape, the better of two runs."""
    value = (SHAPES[shape] * (size // len(SHAPES[shape])) + PROSE).encode()
    return min(_timed(value, media) for _ in range(2))


def _timed(value: bytes, media: bytes) -> float:
    gc.collect()
    gc.disable()  # a collection of what the whole run holds takes longer than a page
    try:
        start = time.process_time()
        outcome(value, media)
        return time.process_time() - start
    finally:
        gc.enable()


def outcome(value: bytes, media: bytes) -> Outcome:
    return HANDLER.handle(Message("pages.raw", 0, 1, 0, None, value, ((headers.CONTENT_TYPE, media),)))


@pytest.mark.parametrize("shape", SHAPES)
def test_a_page_of_one_shape(shape: str) -> None:
    handled((SHAPES[shape] * (SMALL // len(SHAPES[shape])) + PROSE).encode(), PLAIN)


@pytest.mark.slow  # as all that looks at the clock
@pytest.mark.parametrize("shape", SHAPES)
def test_time_grows_with_the_text_not_with_its_square(shape: str) -> None:
    """All rules and patterns that run over a text, on what would make one that backtracks run away."""
    small, large = (seconds(shape, size, PLAIN) for size in (SMALL, TIMES * SMALL))
    assert large <= max(NOISE, GROWTH * small), (small, large)


@pytest.mark.slow
@pytest.mark.parametrize("shape", SHAPES)
def test_time_grows_with_the_page_not_with_its_square(shape: str) -> None:
    """The same with the tree, from a size on at which every way of reading a page is taken."""
    small, large = (seconds(shape, size, HTML) for size in (LARGE, TIMES * LARGE))
    assert large <= max(NOISE, GROWTH * small), (small, large)


@pytest.mark.slow
@pytest.mark.parametrize("shape", SHAPES)
def test_a_page_of_ten_megabytes_ends_within_its_deadline(shape: str) -> None:
    """Of as many pieces as are read, at least: what has more is turned away before it costs anything."""
    size = (PAGE_LIMIT - 1000) // len(SHAPES[shape].encode())
    most = size if "<" not in SHAPES[shape] and "\n" not in SHAPES[shape] else PIECE_LIMIT // pieces(shape)
    assert _timed((SHAPES[shape] * min(size, most) + PROSE).encode(), HTML) < DEADLINE


@pytest.mark.parametrize("shape", ["line breaks", "items", "furniture"])
def test_a_page_of_more_pieces_than_are_read_is_turned_away(shape: str) -> None:
    value = (SHAPES[shape] * (PIECE_LIMIT + 1)).encode()
    assert len(value) < PAGE_LIMIT
    fate = outcome(value, HTML).fate
    assert fate is not None
    assert (fate.fate, fate.reason) == (FateKind.REJECTED, Reason.TOO_LARGE)


@pytest.mark.parametrize("attribute", ["a{}=1 ", "a{} ", "a{}='>'", 'a{}="b c"\n'])
def test_a_tag_of_more_attributes_than_are_read_is_turned_away(attribute: str) -> None:
    """The parser's time grows with their square."""
    tag = "<p " + "".join(map(attribute.format, range(40_000))) + ">"
    fate = outcome((tag + PROSE).encode(), HTML).fate
    assert fate is not None
    assert (fate.fate, fate.reason) == (FateKind.REJECTED, Reason.TOO_LARGE)
    long_value = f'<p title="{PROSE * 2000}">{PROSE * 20}'.encode()
    other = outcome(long_value, HTML).fate
    assert other is None or other.reason is not Reason.TOO_LARGE


def pieces(shape: str) -> int:
    return max(SHAPES[shape].count("<") - SHAPES[shape].count("</"), SHAPES[shape].count("\n"))


def test_a_larger_page_is_turned_away() -> None:
    fate = outcome(b"x" * (PAGE_LIMIT + 1), HTML).fate
    assert fate is not None
    assert (fate.fate, fate.reason) == (FateKind.REJECTED, Reason.TOO_LARGE)
