"""Lines around a plain text, and what must stay of them: a file of `around/` is a class of furniture, a line its language and the text; in `prose.tsv` a line names the class that it looks like.

A trail and the line on the writer stand above the text, a caption within it, the others below; a source is at the end of the last paragraph. `writer.tsv` has the name that becomes the author, too.
"""

import json
from collections import Counter
from functools import cache
from pathlib import Path

import pytest

from tests.golden.test_lines import RULES, language
from worker.core.clean.article import clean
from worker.core.clean.page import parse_page
from worker.core.model import Article, Message, RawPage

FOLDER = Path(__file__).parent / "around"
CLASSES = ("author", "caption", "form", "giving", "source", "trail", "writer")
LANGUAGES, PROSE = 31, 90
TITLE = "A title that no line repeats"


def rows(name: str) -> list[tuple[str, ...]]:
    return [tuple(row.split("\t")) for row in (FOLDER / f"{name}.tsv").read_text("utf-8").splitlines()]


@cache
def cleaned(kind: str, lang: str, line: str) -> Article:
    paragraph = language(lang)["paragraph"]
    parts = {
        "trail": (line, paragraph, paragraph),
        "writer": (line, paragraph, paragraph),
        "caption": (paragraph, line, paragraph),
        "source": (paragraph, f"{paragraph} {line}"),
    }.get(kind, (paragraph, paragraph, line))
    record = {"title": TITLE, "text": "\n\n".join(parts)}
    page = parse_page(Message("pages.raw", 0, 0, 0, None, json.dumps(record).encode()))
    assert isinstance(page, RawPage)
    made = clean(page, None, RULES, {})
    assert isinstance(made, Article)
    return made


@pytest.mark.parametrize("kind, lang, line", [(kind, *row[:2]) for kind in CLASSES for row in rows(kind)])
def test_it_goes_and_the_paragraphs_stay(kind: str, lang: str, line: str) -> None:
    made = cleaned(kind, lang, line)
    assert line not in made.text
    assert made.text.count(language(lang)["paragraph"]) == 2


@pytest.mark.parametrize("kind, lang, line", [row[:3] for row in rows("prose")])
def test_what_looks_like_it_stays(kind: str, lang: str, line: str) -> None:
    made = cleaned(kind, lang, line)
    assert line in made.text
    assert made.authors == ()


@pytest.mark.parametrize("lang, line, name", rows("writer"))
def test_the_writer_becomes_the_author(lang: str, line: str, name: str) -> None:
    made = cleaned("writer", lang, line)
    assert made.authors == (name,)
    assert made.sources["authors"] == "text"


def test_every_class_has_every_language() -> None:
    for kind in CLASSES:
        assert len({row[0] for row in rows(kind)}) == LANGUAGES, kind
        assert min(Counter(row[0] for row in rows(kind)).values()) >= 1
    assert len(rows("prose")) >= PROSE
    assert {row[0] for row in rows("prose")} == set(CLASSES)
