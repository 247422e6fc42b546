"""The language of a text, and of one that lies between two kindred ones."""

import pytest

from worker.core.clean.text import language

INDONESIAN = "Dewan kota menyetujui jembatan baru pada hari Senin. Wali kota mengatakan pekerjaan akan dimulai pada musim hujan."


def test_a_short_text_of_kindred_languages_is_of_the_likeliest() -> None:
    """Some lines of Indonesian could be Malay; a page that says which of both it is in is believed, one that names another isn't."""
    assert max(language._told(INDONESIAN).values()) < language.SURE
    assert language.detect(INDONESIAN) == "id"
    assert language.detect(INDONESIAN, "ms") == "ms"
    assert language.detect(INDONESIAN, "en") == "id"


@pytest.mark.parametrize(
    "text", ["", "12 34 56", "Oldport 3 - Newport 2, Alder, Birch, Cedar, Delta, Echo, Fox"]
)
def test_what_tells_too_little_is_of_no_language(text: str) -> None:
    assert language.detect(text, "id") is None


def test_a_clear_text_is_what_it_is_whatever_the_page_says() -> None:
    danish = "Byrådet vedtog mandag aften at bygge en ny bro over floden. Borgmesteren siger, at arbejdet begynder til foråret."
    assert language.detect(danish, "no") == "da"
