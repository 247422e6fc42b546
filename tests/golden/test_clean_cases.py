"""Every folder under `clean/` is a case: `page.html` or `page.txt`, optionally `record.json` (other fields of the page), and `expected.json`.

Each field of `expected.json` is its own test. `text` and `removed` are written a line an item. A case needs no code.
"""

import json
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from tests.support.released import RULES
from worker.core import codec
from worker.core.clean.article import clean
from worker.core.clean.page.page import parse_page
from worker.core.model import Message, RawPage, Rejection

CASES = Path(__file__).parent / "clean"


def _fields() -> list[tuple[str, str]]:
    files = sorted(CASES.glob("*/expected.json"))
    return [(file.parent.name, field) for file in files for field in json.loads(file.read_text("utf-8"))]


@cache
def _made(case: str) -> dict[str, Any]:
    folder = CASES / case
    record = folder / "record.json"
    fields = json.loads(record.read_text("utf-8")) if record.exists() else {}
    for suffix, name in (("html", "html"), ("txt", "text")):
        page = folder / f"page.{suffix}"
        if page.exists():
            fields[name] = page.read_text("utf-8")
    return _cleaned(parse_page(Message("pages.raw", 0, 0, 0, None, json.dumps(fields).encode())))


def _cleaned(page: RawPage | Rejection) -> dict[str, Any]:
    made = clean(page, page.fetched_at, RULES, {}) if isinstance(page, RawPage) else page
    article = made.article if isinstance(made, Rejection) else made
    fields: dict[str, Any] = codec.from_json(codec.to_json(article)) if article else {}
    fields["reason"] = made.reason.value if isinstance(made, Rejection) else None
    fields["text"] = fields.get("text", "").split("\n")
    fields["removed"] = [f"{item['rule']}: {item['text']}" for item in fields.get("removed", ())]
    return fields


@pytest.mark.parametrize("case, field", _fields())
def test_each_field_of_each_case(case: str, field: str) -> None:
    expected = json.loads((CASES / case / "expected.json").read_text("utf-8"))
    assert _made(case)[field] == expected[field]


def test_there_are_cases() -> None:
    assert len(list(CASES.glob("*/expected.json"))) >= 20
