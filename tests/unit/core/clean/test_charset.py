"""Charsets as pages have them: declared, missing, lying, broken, none at all."""

import random

import pytest

from worker.core.clean.charset import decode

RUSSIAN = "<p>Министр сказал, что переговоры в Осло продолжатся до конца недели.</p>" * 5
JAPANESE = "<p>首相は水曜日、東京で記者会見を開き、新しい予算案について説明した。</p>" * 5
GERMAN = "<p>Ein schöner Tag für Köln und Düsseldorf, größer als je zuvor.</p>" * 5
ENGLISH = "<p>The talks went on until the end of the week.</p>" * 5


@pytest.mark.parametrize(
    "text, charset, declared",
    [
        (RUSSIAN, "utf-8", None),
        (RUSSIAN, "cp1251", "windows-1251"),
        (RUSSIAN, "cp1251", None),
        (RUSSIAN, "cp1251", "iso-8859-1"),
        (RUSSIAN, "utf-8", "windows-1251"),
        (RUSSIAN, "koi8-r", "koi8-r"),
        (JAPANESE, "shift_jis", "shift_jis"),
        (JAPANESE, "shift_jis", None),
        (JAPANESE, "euc_jp", "utf-8"),
        (JAPANESE, "iso2022_jp", "iso-2022-jp"),
        (JAPANESE, "utf-16", None),
        (GERMAN, "latin-1", "iso-8859-1"),
        (GERMAN, "latin-1", "utf-8"),
        (GERMAN, "latin-1", "no-such-charset"),
        (ENGLISH, "utf-16-le", None),
        (ENGLISH, "utf-16-be", "utf-8"),
        (ENGLISH, "utf-8-sig", None),
        (ENGLISH, "ascii", "utf-7"),
    ],
)
def test_text_survives_its_label(text: str, charset: str, declared: str | None) -> None:
    decoded = decode(text.encode(charset), declared)
    assert decoded is not None
    assert decoded.text == text


def test_the_label_in_the_page_counts_after_the_header() -> None:
    page = f'<meta charset="koi8-r">{RUSSIAN}'
    decoded = decode(page.encode("koi8-r"))
    assert decoded is not None
    assert decoded.text == page


def test_utf8_with_a_cut_character_stays_utf8() -> None:
    decoded = decode(GERMAN.encode() + b"\xc3")
    assert decoded is not None
    assert decoded.text == GERMAN + "\ufffd"
    assert decoded.note == "charset: utf-8 with 1 broken bytes"


def test_a_lying_label_is_noted() -> None:
    decoded = decode(RUSSIAN.encode(), "windows-1251")
    assert decoded is not None
    assert decoded.note == "charset: declared cp1251, read as utf-8"


@pytest.mark.parametrize("declared", [None, "utf-8", "latin-1"])
def test_bytes_that_are_no_text_in_any_charset(declared: str | None) -> None:
    data = random.Random(7).randbytes(20_000)
    assert decode(data, declared) is None
    assert decode(b"%PDF-1.7\n" + data, declared) is None
