"""Cities and regions abroad by the names that a language has for them, in its cases: `z Drážďan`, `Pozsonyban`, `у Варні`, and their adjectives."""

from collections import defaultdict
from pathlib import Path

import pytest

from tests.support import released
from worker.core.tags.tagger import Tagger

NONE = "-"  # of a form that is a word of every day, a name or another word's end: it names no country
BY_LANGUAGE: dict[str, list[list[str]]] = defaultdict(list)
for line in Path(__file__).with_name("abroad.tsv").read_text("utf-8").splitlines():
    if not line.startswith("#"):
        BY_LANGUAGE[line.partition("\t")[0]].append(line.split("\t")[1:])


@pytest.fixture(scope="module")
def tagger() -> Tagger:
    """The tagger with the data of this release."""
    return released.tagger()


@pytest.mark.parametrize("lang", BY_LANGUAGE)
def test_a_place_abroad_is_known_in_its_cases(tagger: Tagger, lang: str) -> None:
    """Each of them, alone in a sentence, names its country and no other; a sentence that only looks so names none."""
    missed = [
        (code, form, codes)
        for code, sentence, forms in BY_LANGUAGE[lang]
        for form in forms.split("|")
        if (codes := _countries(tagger, sentence.format(form), lang)) != ([] if code == NONE else [code])
    ]
    assert missed == []


def _countries(tagger: Tagger, sentence: str, lang: str) -> list[str]:
    tags = tagger.tag(None, sentence, lang, "2024-01-01", "published")
    return [country.code for country in tags.countries]


def test_the_table_is_a_table_of_many_languages() -> None:
    """Not one that somebody emptied."""
    assert len(BY_LANGUAGE) >= 25
    assert sum(len(forms.split("|")) for rows in BY_LANGUAGE.values() for _, _, forms in rows) >= 6_200
