"""Leaders as the press of 32 languages calls them, in their cases: `Анджеем Дудой`, `Donaldam Trampam`, `ერდოღანის`.

`leaders.tsv`: `>`, a language and a sentence; then language, day, the name in the registry and the forms, each of which is put into the sentence.
Whoever stands there is the leader, and nobody else is: no country is named that would help.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

from tests.support import released
from worker.core.tags.tagger import Tagger

TABLE = Path(__file__).with_name("leaders.tsv")
SENTENCES, PERSONS, FORMS = 33, 120, 6_000  # at least


class Row(NamedTuple):
    """A leader in a language."""

    lang: str
    date: str
    name: str
    forms: tuple[str, ...]


def read() -> Iterator[tuple[str, list[Row]]]:
    """Each sentence with the rows below it."""
    for block in TABLE.read_text("utf-8").split("\n> ")[1:]:
        head, *lines = block.splitlines()
        cells = [line.split("\t") for line in lines]
        yield (
            head.split("\t")[1],
            [Row(lang, date, name, tuple(forms.split("|"))) for lang, date, name, forms in cells],
        )


BLOCKS = list(read())


@pytest.fixture(scope="module")
def tagger() -> Tagger:
    """The tagger with the data of this release."""
    return released.tagger()


@pytest.mark.parametrize(
    "sentence, rows", BLOCKS, ids=[f"{number}-{rows[0].lang}" for number, (_, rows) in enumerate(BLOCKS)]
)
def test_a_leader_is_known_by_every_form_of_the_name(tagger: Tagger, sentence: str, rows: list[Row]) -> None:
    """Alone in a sentence, each form names that leader and no other."""
    missed = {
        form: read
        for row in rows
        for form in row.forms
        if (read := _leaders(tagger, sentence.format(form), row)) != [row.name]
    }
    assert missed == {}


def _leaders(tagger: Tagger, text: str, row: Row) -> list[str]:
    return [leader.name for leader in tagger.tag(None, text, row.lang, row.date, "published").leaders]


def test_the_table_is_one_of_many_languages_and_leaders() -> None:
    """Not one that somebody emptied."""
    rows = [row for _, rows in BLOCKS for row in rows]
    assert len(BLOCKS) >= SENTENCES
    assert len({row.name for row in rows}) >= PERSONS
    assert sum(len(row.forms) for row in rows) >= FORMS
