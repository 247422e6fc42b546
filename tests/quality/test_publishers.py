"""The pages of our own publishers are read as well as ever, and better than by trafilatura's default."""

import pytest

from tests.quality import publishers, text
from tests.quality.publishers import SETS, figures, missed, pages

LANGUAGES = {
    "first": 25,
    "second": 37,
    "third": 25,
    "fourth": 31,
    "fifth": 25,
    "sixth": 15,
    "seventh": 17,
    "eighth": 21,
}
PAGES = {
    "first": 64,
    "second": 64,
    "third": 40,
    "fourth": 40,
    "fifth": 44,
    "sixth": 24,
    "seventh": 24,
    "eighth": 30,
}


def test_the_pages_are_read_as_well_as_ever(capsys: pytest.CaptureFixture[str]) -> None:
    """The command prints both extractors' figures, and that none of ours is under its floor."""
    assert publishers.main() == 0
    assert capsys.readouterr().out.count("under its floor: none") == len(SETS)


@pytest.mark.parametrize("name", SETS)
def test_a_text_with_its_furniture_is_under_the_floors(name: str) -> None:
    """The gate can fail: a reader that keeps all of a page's words does."""
    golds = pages(name)
    found = figures(golds, {page["id"]: text.Read(page["html"]) for page in golds})
    assert {"english_f1", "others_f1", "left"} <= set(missed(name, found))


@pytest.mark.parametrize("name", SETS)
def test_the_pages_are_of_many_languages_and_say_what_they_promise(name: str) -> None:
    """What must stay is in the gold text and the page, what must go in the page alone."""
    golds = pages(name)
    assert len(golds) >= PAGES[name]
    assert len({page["lang"] for page in golds}) >= LANGUAGES[name]
    for page in golds:
        assert [one for one in page["with"] if one not in page["text"]] == [], page["id"]
        assert [one for one in page["without"] if one in page["text"]] == [], page["id"]
