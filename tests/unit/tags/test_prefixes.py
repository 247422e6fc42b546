"""Arabic and Hebrew write prepositions, "and" and the article as one word with a name."""

import pytest

from tests.support import released
from worker.core.tags.tagger import Tagger


@pytest.fixture(scope="module")
def tagger() -> Tagger:
    """The tagger with the data of this release."""
    return released.tagger()


@pytest.mark.parametrize(
    "lang, text, code",
    [
        ("ar", "وصل الوفد إلى موسكو وباريس أمس", "FR"),
        ("ar", "سافر الوزير بألمانيا مساء", "DE"),
        ("ar", "الفرنسيون يصوتون اليوم", "FR"),
        ("he", "השר ביקר בגרמניה אתמול", "DE"),
        ("he", "המשלחת נחתה בפריז הבוקר", "FR"),
        ("he", "ומצרים הודיעה על כך", "EG"),
    ],
)
def test_a_place_behind_a_prefix(tagger: Tagger, lang: str, text: str, code: str) -> None:
    """The span is the word with its prefix."""
    found = {country.code: country for country in tagger.tag(None, text, lang, None, "none").countries}
    span = found[code].spans[0]
    assert text[: span.start] == "" or text[span.start - 1] == " "


@pytest.mark.parametrize("lang, text", [("ar", "وفلاديمير بوتين قال ذلك"), ("he", "וולדימיר פוטין אמר")])
def test_a_leader_behind_and(tagger: Tagger, lang: str, text: str) -> None:
    """The word for "and" may stand before a name."""
    assert [leader.country for leader in tagger.tag(None, text, lang, "2024-05-01", "published").leaders] == [
        "RU"
    ]


@pytest.mark.parametrize("lang, text", [("ar", "هذا سخالمانيا فقط"), ("he", "אבגרמניה"), ("fa", "فالروسیه")])
def test_what_is_no_prefix(tagger: Tagger, lang: str, text: str) -> None:
    """Other letters before a form make another word; Persian has no such prefixes."""
    assert tagger.tag(None, text, lang, None, "none").countries == ()
