"""Who signed a page: a line of `days/signed.jsonl` is what its head declares or what stands below the headline, and the authors that come of it.

Jobs and papers are no persons, and of several authors none is lost, however they are set.
"""

import json
from pathlib import Path
from typing import Any

import pytest

from tests.golden.test_around import made
from tests.golden.test_lines import language

ROWS = [
    json.loads(row)
    for row in (Path(__file__).parent / "days" / "signed.jsonl").read_text("utf-8").splitlines()
]
TITLE = "Harbour board keeps the old ferry"


@pytest.mark.parametrize("row", ROWS, ids=range(len(ROWS)))
def test_a_page_is_signed_by_persons(row: dict[str, Any]) -> None:
    told = f"<p>{language(row['lang'])['paragraph']}</p>" * 4
    found = made(
        html=f"<html lang={row['lang']}><head><title>{TITLE}</title>{row.get('head', '')}</head>"
        f"<body><article><h1>{TITLE}</h1>{row.get('under', '')}{told}</article></body></html>"
    )
    assert list(found.authors) == row["authors"]
