"""Lines at the head of plain texts and the days that come of them: a line of `days/plain.tsv` is a language, the line as a news site writes it, the day of publication and that of a change.

Where both are empty the line says none: a deadline's, a birth's, a picture's, a stretch of time, numbers of which nobody can tell the month, “Date:” alone, which announces events as often.
"""

from collections import Counter
from pathlib import Path

import pytest

from tests.golden.test_around import TITLE, made
from tests.golden.test_lines import language

ROWS = [
    tuple(row.split("\t"))
    for row in (Path(__file__).parent / "days" / "plain.tsv").read_text("utf-8").splitlines()
]
LANGUAGES, SAYING, SILENT = 40, 390, 80


@pytest.mark.parametrize("lang, line, published, changed", ROWS)
def test_a_line_of_the_head_gives_the_days_that_it_says(
    lang: str, line: str, published: str, changed: str
) -> None:
    """In a text of its language, which nothing declares."""
    paragraph = language(lang)["paragraph"]
    found = made(title=TITLE, text=f"{line}\n\n{paragraph}\n\n{paragraph}")
    assert (found.published or "", found.modified or "") == (published, changed)
    assert not (published or changed) or line not in found.text


def test_the_lines_are_of_many_languages() -> None:
    saying = Counter(bool(published or changed) for _, _, published, changed in ROWS)
    assert len({row[0] for row in ROWS}) >= LANGUAGES
    assert (saying[True] >= SAYING, saying[False] >= SILENT) == (True, True)
