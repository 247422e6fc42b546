"""Heads of plain texts: their lines, and the title, authors and day that come of them: `days/heads.jsonl`.

A name beside a dated line signs the text; a ticker's line above the headline is another story's, but where no other headline stands below it is the text's own. In
letters without capitals a name without "by" can't be told from a section's, so there is none.
"""

import json
from html import escape
from pathlib import Path
from typing import Any

import pytest

from tests.golden.test_around import made
from tests.golden.test_lines import language
from worker.core.model import Article

ROWS = [
    json.loads(row)
    for row in (Path(__file__).parent / "days" / "heads.jsonl").read_text("utf-8").splitlines()
]


@pytest.mark.parametrize("row", ROWS, ids=lambda row: " / ".join(row["lines"])[:60])
def test_a_texts_head_gives_its_title_and_who_signed_it(row: dict[str, Any]) -> None:
    paragraph = language(row["lang"])["paragraph"]
    lines = [paragraph if line == "PARAGRAPH" else line for line in row["lines"]]
    _assert_is(made(text="\n".join([*lines, "", paragraph, "", paragraph])), row, paragraph)


BARE = {
    "nothing": lambda lines: "\n".join(map(escape, lines)),
    "pre": lambda lines: (
        f"<html><head></head><body><pre>\n{chr(10).join(map(escape, lines))}\n</pre></body></html>"
    ),
    "br": lambda lines: (
        f"<html><body>\n{''.join(f'{escape(line)}<br>{chr(10)}' for line in lines)}</body></html>"
    ),
}
SITES = [row for row in ROWS if len(row["lines"]) > 7]


@pytest.mark.parametrize("form", BARE)
@pytest.mark.parametrize("row", SITES, ids=lambda row: row["lang"] + " " + row["title"][:40])
def test_a_page_that_is_html_in_name_only_is_read_as_its_text_is(row: dict[str, Any], form: str) -> None:
    paragraph = language(row["lang"])["paragraph"]
    page = BARE[form]([*row["lines"], "", paragraph, "", paragraph])
    found = made(html=page)
    _assert_is(found, row, paragraph)
    # In a page the text's own language tells which number is the month.
    assert found.published == row.get("published_of_page", row.get("published", found.published))
    assert found.text.split("\n\n") == [paragraph, paragraph]


def test_what_the_head_declares_is_believed_before_the_text() -> None:
    row = next(row for row in SITES if row["lang"] == "en")
    paragraph = language("en")["paragraph"]
    text = "\n".join([*row["lines"], "", paragraph, "", paragraph])
    head = '<title>Ferry stays, says harbour board</title><meta name="author" content="Bob Birch">'
    found = made(html=f"<html><head>{head}</head><body><pre>{text}</pre></body></html>")
    assert (found.title, found.authors, found.published) == (
        "Ferry stays, says harbour board",
        ("Bob Birch",),
        "2023-05-03",
    )
    assert found.text.split("\n\n") == [paragraph, paragraph]


def test_names_in_capitals_below_the_last_paragraph_sign_a_bare_text() -> None:
    for lang, line, names in (
        ("vi", "NGUYỄN VĂN AN - LÊ THỊ HOA", ("Nguyễn Văn An", "Lê Thị Hoa")),
        ("en", "JANE ROE", ("Jane Roe",)),
        ("en", "THE FERRY STAYS", ()),
    ):
        paragraph = language(lang)["paragraph"]
        found = made(text="\n\n".join([*[paragraph] * 4, line]))
        assert (found.authors, line in found.text) == (names, not names)


def test_a_page_with_paragraphs_of_its_own_is_no_bare_text() -> None:
    paragraph = language("en")["paragraph"]
    body = f"<h1>Harbour board keeps the old ferry</h1><p>{paragraph}</p><p>{paragraph}</p>"
    found = made(html=f"<html><body>{body}</body></html>")
    assert found.title == "Harbour board keeps the old ferry"
    assert found.sources["title"] == "heading"


def _assert_is(found: Article, row: dict[str, Any], paragraph: str) -> None:
    assert found.title == row["title"]
    for name in ("authors", "published"):
        if name in row:
            assert getattr(found, name) == (tuple(row[name]) if name == "authors" else row[name])
    assert found.text.count(paragraph) >= 2
