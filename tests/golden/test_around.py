"""Lines around a text, plain or in HTML, and what must stay of them: a file of `around/` is a class of furniture, a line its language and the text; in `prose.tsv` a line names the class that it looks like.

A trail and the line on the writer stand above the text, a caption within it, the others below; a source is at the end of the last paragraph. `writer.tsv` has the name that becomes the author, too.
"""

import json
from collections import Counter
from functools import cache
from html import escape
from pathlib import Path

import pytest

from tests.golden.test_lines import language
from tests.support.released import RULES
from worker.core.clean.article import clean
from worker.core.clean.page.page import parse_page
from worker.core.model import Article, Message, RawPage

FOLDER = Path(__file__).parent / "around"
CLASSES = ("author", "caption", "form", "giving", "source", "trail", "writer")
LANGUAGES, PROSE = 31, 90
TITLE = "A title that no line repeats"


def rows(name: str) -> list[tuple[str, ...]]:
    return [tuple(row.split("\t")) for row in (FOLDER / f"{name}.tsv").read_text("utf-8").splitlines()]


@cache
def cleaned(kind: str, lang: str, line: str) -> Article:
    """The line in its place in a plain text."""
    return made(title=TITLE, text="\n\n".join(parts(kind, language(lang)["paragraph"], line)))


@cache
def cleaned_page(kind: str, lang: str, line: str) -> Article:
    """The same as a page of nothing but elements."""
    told = "".join(f"<p>{escape(part)}</p>" for part in parts(kind, language(lang)["paragraph"], line))
    head = f"<head><title>{TITLE}</title></head>"
    return made(html=f"<html lang={lang}>{head}<body><h1>{TITLE}</h1><article>{told}</article></body></html>")


def parts(kind: str, paragraph: str, line: str) -> tuple[str, ...]:
    return {
        "trail": (line, paragraph, paragraph),
        "writer": (line, paragraph, paragraph),
        "caption": (paragraph, line, paragraph),
        "source": (paragraph, f"{paragraph} {line}"),
    }.get(kind, (paragraph, paragraph, line))


def made(**record: str) -> Article:
    page = parse_page(Message("pages.raw", 0, 0, 0, None, json.dumps(record).encode()))
    assert isinstance(page, RawPage)
    found = clean(page, None, RULES, {})
    assert isinstance(found, Article)
    return found


@pytest.mark.parametrize("kind, lang, line", [(kind, *row[:2]) for kind in CLASSES for row in rows(kind)])
def test_it_goes_and_the_paragraphs_stay(kind: str, lang: str, line: str) -> None:
    for found in (cleaned(kind, lang, line), cleaned_page(kind, lang, line)):
        assert line not in found.text
        assert found.text.count(language(lang)["paragraph"]) == 2


@pytest.mark.parametrize("kind, lang, line", [row[:3] for row in rows("prose")])
def test_what_looks_like_it_stays(kind: str, lang: str, line: str) -> None:
    for found in (cleaned(kind, lang, line), cleaned_page(kind, lang, line)):
        assert line in found.text
        assert found.authors == ()


@pytest.mark.parametrize("lang, line, name", rows("writer"))
def test_the_writer_becomes_the_author(lang: str, line: str, name: str) -> None:
    text, page = cleaned("writer", lang, line), cleaned_page("writer", lang, line)
    assert text.authors == page.authors == (name,)
    assert (text.sources["authors"], page.sources["authors"]) == ("text", "byline")


def test_every_class_has_every_language() -> None:
    for kind in CLASSES:
        assert len({row[0] for row in rows(kind)}) == LANGUAGES, kind
        assert min(Counter(row[0] for row in rows(kind)).values()) >= 1
    assert len(rows("prose")) >= PROSE
    assert {row[0] for row in rows("prose")} == set(CLASSES)
