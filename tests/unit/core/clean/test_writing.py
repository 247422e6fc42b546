"""The bytes of a file, however they were taken for text, are no page; a text with a few lost characters or a picture in it is one."""

import base64
import gzip
import json
import random
import zlib
from collections.abc import Callable

import pytest

from tests.support.released import RULES
from worker.core.clean.article import clean
from worker.core.clean.page.page import parse_page
from worker.core.clean.text import writing
from worker.core.model import Article, Message, RawPage, Reason, Rejection

PROSE = (
    "The harbour board met on Monday and chose a firm from Norway to deepen the channel before the winter. "
)
NOISE = random.Random(5)


def _pdf(stream: bytes) -> bytes:
    start = (
        b"%PDF-1.4\n1 0 obj\n<< /Type /Catalog /Pages 2 0 R >>\nendobj\n4 0 obj\n<< /Length 9 >>\nstream\n"
    )
    return start + stream + b"\nendstream\nendobj\ntrailer\n<< /Root 1 0 R >>\n%%EOF\n"


FILES = {
    "pdf": _pdf(zlib.compress(PROSE.encode() * 40 + NOISE.randbytes(4000))),
    "pdf-uncompressed": _pdf(b"BT /F1 12 Tf (" + PROSE.encode() * 9 + b") Tj ET"),
    "postscript": b"%!PS-Adobe-3.0\n%%Pages: 1\n/Times findfont 12 scalefont setfont\n("
    + PROSE.encode()
    + b") show",
    "rtf": rb"{\rtf1\ansi{\fonttbl\f0\fswiss Arial;}\f0\pard " + PROSE.encode() * 3 + b"}",
    "jpeg": b"\xff\xd8\xff\xe0\x00\x10JFIF\x00\x01\x01" + NOISE.randbytes(9000),
    "png": b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x01\x00" + NOISE.randbytes(3000),
    "gzip": gzip.compress(PROSE.encode() * 3 + NOISE.randbytes(2000), mtime=0),
    "small-gzip": gzip.compress(PROSE.encode(), mtime=0),
    "sound": b"RIFF\x24\x08\x00\x00WAVEfmt " + NOISE.randbytes(4000),
}
WAYS: dict[str, Callable[[bytes], str]] = {
    "latin-1": lambda data: data.decode("latin-1"),
    "cp1252": lambda data: data.decode("cp1252", "replace"),
    "cp1251": lambda data: data.decode("cp1251", "ignore"),
    "utf-8 with replacements": lambda data: data.decode("utf-8", "replace"),
    "utf-8 with gaps": lambda data: data.decode("utf-8", "ignore"),
    "base64": lambda data: base64.b64encode(data).decode(),
    "base64 in lines": lambda data: base64.encodebytes(data).decode(),
    "a data address": lambda data: "data:application/pdf;base64," + base64.b64encode(data).decode(),
    "hexadecimal": lambda data: data.hex(),
}


def _made(**fields: str) -> Article | Rejection:
    page = parse_page(Message("pages.raw", 0, 0, 0, None, json.dumps(fields).encode()))
    return clean(page, None, RULES, {}) if isinstance(page, RawPage) else page


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("file", FILES)
def test_a_file_that_was_taken_for_a_text_is_rejected(file: str, way: str) -> None:
    made = _made(url="https://oldport.example/2024/plan", text=WAYS[way](FILES[file]))
    assert isinstance(made, Rejection)
    assert made.reason is Reason.UNKNOWN_ENCODING
    assert made.detail


@pytest.mark.parametrize("form", ["{}", "<html><body><article><p>{}</p></article></body></html>"])
@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("file", FILES)
def test_a_file_that_was_taken_for_html_is_rejected(file: str, way: str, form: str) -> None:
    """Also where nothing that looks like a text is left of it, which has a reason of its own."""
    made = _made(url="https://oldport.example/2024/plan", html=form.format(WAYS[way](FILES[file])))
    assert isinstance(made, Rejection)
    assert made.reason in (Reason.UNKNOWN_ENCODING, Reason.NO_TEXT, Reason.TOO_SHORT)


@pytest.mark.parametrize("media", [b"text/html", b"text/plain"])
@pytest.mark.parametrize("file", FILES)
def test_a_file_that_came_as_a_page_s_bytes_is_rejected(file: str, media: bytes) -> None:
    made = parse_page(Message("pages.raw", 0, 0, 0, None, FILES[file], (("content-type", media),)))
    assert isinstance(made, Rejection)
    assert made.reason is Reason.UNKNOWN_ENCODING


def test_control_characters_by_the_thousand_are_no_text() -> None:
    assert writing.why_none("\x01\x02\x03\x04" * 2000)
    assert writing.why_none(PROSE * 20 + "\x1b\x07" * 1000)
    assert writing.why_none("\ue000\uf8ff\ue123" * 100)


@pytest.mark.parametrize(
    "text",
    [
        PROSE,
        PROSE.replace("a", "\ufffd"),  # as French or Czech with its marks lost
        "\x01zczc 0417 4 i\x02\r\n" + PROSE + "\r\n\x03\x04",  # as wires frame a story
        "\x02Breaking\x03: " + PROSE,
        "Three lines\x0bin one\x0bcell. " + PROSE,
        PROSE + "\x00" * 30,
        "海港理事會星期一開會，決定今年冬天之前加深航道。\ue3b2"
        * 40,  # a character that Unicode took in later
        PROSE + "\n\ndata:image/png;base64," + base64.b64encode(NOISE.randbytes(30_000)).decode(),
        PROSE + "\n" + "=" * 80 + "\n" + PROSE,
        "Oldport\n" + "-" * 200,
        PROSE.replace(" ", "") * 2,
        "https://oldport.example/" + "2024/the-channel-is-to-be-deepened/" * 5,
        "oldport_2024_channel_and_quay_works.part-0001_of-0002.txt",
        "ドックは来春までに完成し、作業員は二百人を数える。" * 9,
        "The price is 12 =C3=A9 and \\xe9 stands for it, he wrote. " + PROSE,
        "A file that starts with %PDF-1.4 is a PDF. " + PROSE,
    ],
)
def test_what_people_can_read_is_kept(text: str) -> None:
    made = _made(url="https://oldport.example/2024/plan", text=text)
    assert isinstance(made, Article)


def test_a_page_with_icons_and_pictures_in_it_is_kept() -> None:
    """Icons are of no script, and a picture's data stands in its address."""
    picture = base64.b64encode(NOISE.randbytes(20_000)).decode()
    body = f"<h1>\uf0a2 A firm deepens the channel</h1><img src='data:image/png;base64,{picture}'><p>{PROSE * 6}</p>"
    made = _made(
        url="https://oldport.example/2024/plan", html=f"<html><body><article>{body}</article></body></html>"
    )
    assert isinstance(made, Article)
    assert "harbour board" in made.text
