"""A text whose language isn't sure is read in the likeliest, and called partly evaluated."""

import pytest

from worker.core.tags.folding import fold
from worker.core.tags.guess import Guess
from worker.core.tags.tagger import Tagger
from worker.rules import gazetteer, registry


@pytest.fixture(scope="module")
def tagger() -> Tagger:
    """The tagger with the data of this release."""
    return Tagger(gazetteer.load(), registry.load())


@pytest.mark.parametrize(
    "text, lang",
    [
        ("The White House and Beijing agreed", "en"),
        ("Das Weiße Haus und der Kreml", "de"),
        ("El presidente de la república y los ministros", "es"),
        ("Президент сказав, що й до України", "uk"),
        ("Президент сказал, что не из России", "ru"),
        ("Η κυβέρνηση", "el"),
        ("日本のニュース", "ja"),
        ("两国", "zh"),
        ("চীন", "bn"),
        ("... 12", None),
        ("Oslo Paris", "en"),
    ],
)
def test_the_likeliest_language(text: str, lang: str | None) -> None:
    """By script and small words; the first language of the script where nothing else speaks."""
    assert Guess(gazetteer.load().words).language(fold(text)) == lang


def test_a_text_without_a_sure_language_is_read_and_said_to_be_partial(tagger: Tagger) -> None:
    """Metonyms and adjectives are found, too; what was read so is never called fully evaluated."""
    tags = tagger.tag(None, "The White House and Beijing agreed", None, "2024-05-01", "published")
    assert {country.code for country in tags.countries} == {"US", "CN"}
    assert set(tags.evaluated.values()) == {"partial"}
