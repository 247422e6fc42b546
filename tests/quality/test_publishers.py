"""The pages of our own publishers are read as well as ever, and better than by trafilatura's default."""

import pytest

from tests.quality import publishers, text
from tests.quality.publishers import figures, missed, pages

LANGUAGES, PAGES = 25, 60


def test_the_pages_are_read_as_well_as_ever(capsys: pytest.CaptureFixture[str]) -> None:
    """The command prints both extractors' figures, and that none of ours is under its floor."""
    assert publishers.main() == 0
    assert "under its floor: none" in capsys.readouterr().out


def test_a_text_with_its_furniture_is_under_the_floors() -> None:
    """The gate can fail: a reader that keeps all of a page's words does."""
    golds = pages()
    found = figures(golds, {page["id"]: text.Read(page["html"]) for page in golds})
    assert {"english_f1", "others_f1", "left"} <= set(missed(found))


def test_the_pages_are_of_many_languages_and_say_what_they_promise() -> None:
    """What must stay is in the gold text and the page, what must go in the page alone."""
    golds = pages()
    assert len(golds) >= PAGES
    assert len({page["lang"] for page in golds}) >= LANGUAGES
    for page in golds:
        assert [one for one in page["with"] if one not in page["text"]] == [], page["id"]
        assert [one for one in page["without"] if one in page["text"]] == [], page["id"]
