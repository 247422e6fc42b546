"""Pleas to give, to read by letter or in the app, to report a mistake and to share, of one sentence or more: a line of `pleas/asks.tsv` is a class, its language and the plea; `prose.tsv` has sentences of stories that come close.

They stand below a text or between its paragraphs, in a page whose elements tell nothing and in a plain text.
"""

from collections import Counter
from functools import cache
from html import escape
from pathlib import Path

import pytest

from tests.golden.test_around import made
from tests.golden.test_lines import language

FOLDER = Path(__file__).parent / "pleas"
CLASSES = {"giving", "letters", "app", "mistake", "share"}
LANGUAGES, PROSE = 40, 390
TITLE = "A title that no line repeats"


def rows(name: str) -> list[tuple[str, ...]]:
    return [tuple(row.split("\t")) for row in (FOLDER / f"{name}.tsv").read_text("utf-8").splitlines()]


@cache
def texts(lang: str, line: str) -> tuple[str, ...]:
    """What is left of the line's text: below and between paragraphs, each as a page and as a plain text."""
    paragraph = language(lang)["paragraph"]
    placed = ((paragraph, paragraph, line), (paragraph, line, paragraph))
    return tuple(
        made(**record).text
        for parts in placed
        for record in (page(lang, parts), {"title": TITLE, "text": "\n\n".join(parts)})
    )


def page(lang: str, parts: tuple[str, ...]) -> dict[str, str]:
    told = "".join(f"<p>{escape(part)}</p>" for part in parts)
    head = f"<head><title>{TITLE}</title></head>"
    return {"html": f"<html lang={lang}>{head}<body><h1>{TITLE}</h1><article>{told}</article></body></html>"}


@pytest.mark.parametrize("lang, line", [row[1:] for row in rows("asks")])
def test_a_plea_goes_and_the_paragraphs_stay(lang: str, line: str) -> None:
    for text in texts(lang, line):
        assert line not in text
        assert text.count(language(lang)["paragraph"]) == 2


@pytest.mark.parametrize("lang, line", rows("prose"))
def test_a_storys_own_sentence_stays(lang: str, line: str) -> None:
    for text in texts(lang, line):
        assert line in text


def test_every_language_has_every_class() -> None:
    found = Counter(row[:2] for row in rows("asks"))
    assert len(found) == len(CLASSES) * LANGUAGES
    assert {kind for kind, _ in found} == CLASSES
    assert len(rows("prose")) >= PROSE
