"""Cities at home, in the cases in which a language's own papers write them: `v Liberci`, `у Миколаєві`, `Turusta`."""

from pathlib import Path

import pytest

from tests.support import released
from worker.core.tags.tagger import Tagger

ROWS = [
    line.split("\t")
    for line in Path(__file__).with_name("homes.tsv").read_text("utf-8").splitlines()
    if not line.startswith("#")
]


@pytest.fixture(scope="module")
def tagger() -> Tagger:
    """The tagger with the data of this release."""
    return released.tagger()


@pytest.mark.parametrize("lang, code, sentence, forms", ROWS, ids=[row[0] for row in ROWS])
def test_a_city_at_home_is_known_in_its_cases(
    tagger: Tagger, lang: str, code: str, sentence: str, forms: str
) -> None:
    """Each of them, alone in a sentence, names its country and no other."""
    found = {
        form: tagger.tag(None, sentence.format(form), lang, "2024-01-01", "published")
        for form in forms.split("|")
    }
    read = {form: [country.code for country in tags.countries] for form, tags in found.items()}
    assert {form: codes for form, codes in read.items() if codes != [code]} == {}


def test_the_table_is_a_table_of_many_languages() -> None:
    """Not one that somebody emptied."""
    assert len({row[0] for row in ROWS}) >= 25
    assert sum(len(row[3].split("|")) for row in ROWS) >= 550
