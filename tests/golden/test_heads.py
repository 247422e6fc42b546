"""Heads of plain texts: their lines, and the title, authors and day that come of them: `days/heads.jsonl`.

A name beside a dated line signs the text; a ticker's line above the headline is another story's, but where no other headline stands below it is the text's own. In
letters without capitals a name without "by" can't be told from a section's, so there is none.
"""

import json
from pathlib import Path
from typing import Any

import pytest

from tests.golden.test_around import made
from tests.golden.test_lines import language

ROWS = [
    json.loads(row)
    for row in (Path(__file__).parent / "days" / "heads.jsonl").read_text("utf-8").splitlines()
]


@pytest.mark.parametrize("row", ROWS, ids=lambda row: " / ".join(row["lines"])[:60])
def test_a_texts_head_gives_its_title_and_who_signed_it(row: dict[str, Any]) -> None:
    paragraph = language(row["lang"])["paragraph"]
    lines = [paragraph if line == "PARAGRAPH" else line for line in row["lines"]]
    found = made(text="\n".join([*lines, "", paragraph, "", paragraph]))
    assert found.title == row["title"]
    for name in ("authors", "published"):
        if name in row:
            assert getattr(found, name) == (tuple(row[name]) if name == "authors" else row[name])
    assert found.text.count(paragraph) >= 2
