"""The five pages the worker was ordered for: countries and leaders exactly as expected."""

import json
from pathlib import Path
from typing import Any

import pytest

from tests.support import released
from worker.core.model import Tags
from worker.core.tags.tagger import Tagger

SEEDS = Path(__file__).resolve().parents[4] / "shared" / "seeds"
NUMBERS = range(5)


@pytest.fixture(scope="module")
def tagger() -> Tagger:
    """The tagger with the data of this release."""
    return released.tagger()


def _seed(number: int) -> tuple[dict[str, Any], str]:
    if not SEEDS.is_dir():
        pytest.skip("../shared is not there")
    expected = json.loads((SEEDS / "expected.jsonl").read_text("utf-8").splitlines()[number])
    page = (SEEDS / expected["file"]).read_text("utf-8")
    start = page.index(expected["body_starts"])
    return expected, page[start : page.index(expected["body_ends"]) + len(expected["body_ends"])]


def _tags(tagger: Tagger, number: int) -> tuple[dict[str, Any], Tags]:
    expected, text = _seed(number)
    return expected, tagger.tag(None, text, "en", expected["published"], "published")


@pytest.mark.parametrize("number", NUMBERS)
def test_countries(tagger: Tagger, number: int) -> None:
    """All that must be tagged are, none that must not, nothing beside what may be."""
    expected, tags = _tags(tagger, number)
    codes = {country.code for country in tags.countries}
    assert (
        set(expected["countries"])
        <= codes
        <= set(expected["countries"]) | set(expected["countries_optional"])
    )
    assert not codes & set(expected["countries_forbidden"])


@pytest.mark.parametrize("number", NUMBERS)
def test_leaders(tagger: Tagger, number: int) -> None:
    """Exactly the leaders expected, each in office at the date."""
    expected, tags = _tags(tagger, number)
    found = [(leader.name, leader.country, leader.status) for leader in tags.leaders]
    assert found == [(leader["name"], leader["country"], "current") for leader in expected["leaders"]]


def test_the_pages_wording_is_kept(tagger: Tagger) -> None:
    """A page that says "former" of the president in office: current, its word kept."""
    _, tags = _tags(tagger, 1)
    assert [leader.wording for leader in tags.leaders if leader.name == "Donald Trump"] == ["former"]
