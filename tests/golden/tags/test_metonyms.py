"""Metonyms of governments: the Kremlin, the Élysée and Zhongnanhai are read as their countries, a white house as a house."""

from pathlib import Path

import pytest

from worker.core.tags.tagger import Tagger

TABLE = Path(__file__).with_name("metonyms.txt")
CASES = [
    line.split("\t") for line in TABLE.read_text("utf-8").splitlines() if line and not line.startswith("#")
]


@pytest.mark.parametrize("lang, code, sentence", CASES)
def test_a_seat_of_government_is_its_country(tagger: Tagger, lang: str, code: str, sentence: str) -> None:
    """In the languages that name it, inflected too: that country, and none beside it."""
    tags = tagger.tag(None, sentence, lang, "2023-05-01", "published")
    assert [country.code for country in tags.countries] == ([code] if code else [])


def test_most_languages_have_some() -> None:
    """The table stays what it claims to be: 24 languages and more, 20 countries."""
    assert len({lang for lang, _, _ in CASES}) >= 24
    assert len({code for _, code, _ in CASES if code}) >= 20
