"""What is asked before the rules, to save them, never says anything else than they do."""

import pytest

from tests.golden.tags.test_traps import TRAPS
from worker.core.tags.leaders.surnames import Surnames
from worker.core.tags.lexicon.titles import Offices
from worker.core.tags.places.needs import Rules
from worker.core.tags.tagger import Tagger

EVERY_BIT = -1  # of what may stand around a form


def test_traps_are_read_the_same_without_the_shortcuts(
    tagger: Tagger, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each sentence with them, then with every rule asked."""
    short = [tagger.tag(None, trap.text, trap.lang, trap.date, "published") for trap in TRAPS]
    monkeypatch.setattr(Rules, "around", lambda *_: EVERY_BIT)
    monkeypatch.setattr(Surnames, "_behind_no_name", lambda *_: False)
    monkeypatch.setattr(Offices, "_any", lambda *_: True)
    for trap, told in zip(TRAPS, short, strict=True):
        assert tagger.tag(None, trap.text, trap.lang, trap.date, "published") == told, trap.text


def test_the_end_of_a_text_says_nothing_of_its_beginning(tagger: Tagger) -> None:
    """A place that opens a text is no street for a word of streets that ends it."""
    tags = tagger.tag(None, "Panamá ganó y todos salieron a la calle", "es", "2024-05-01", "published")
    assert [country.code for country in tags.countries] == ["PA"]
