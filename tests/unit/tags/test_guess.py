"""A text whose language isn't sure is read in the likeliest, and called partly evaluated."""

import pytest

from tests.support import released
from worker.core.tags.guess import Guess
from worker.core.tags.tagger import Tagger
from worker.core.tags.text.folding import fold


@pytest.fixture(scope="module")
def tagger() -> Tagger:
    """The tagger with the data of this release."""
    return released.tagger()


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
    assert Guess(released.places().words).language(fold(text)) == lang


def test_a_text_without_a_sure_language_is_read_and_said_to_be_partial(tagger: Tagger) -> None:
    """Metonyms and adjectives are found, too; what was read so is never called fully evaluated."""
    tags = tagger.tag(None, "The White House and Beijing agreed", None, "2024-05-01", "published")
    assert {country.code for country in tags.countries} == {"US", "CN"}
    assert set(tags.evaluated.values()) == {"partial"}


@pytest.mark.parametrize(
    "lang, text",
    [
        ("am", "ጠቅላይ ሚኒስትሩ ዛሬ ከገበሬዎች ጋር ተነጋገሩ።"),
        ("my", "ဝန်ကြီးချုပ်သည် ယနေ့ လယ်သမားများနှင့် တွေ့ဆုံသည်။"),
        ("lo", "ນາຍົກລັດຖະມົນຕີໄດ້ພົບກັບຊາວນາໃນມື້ນີ້."),
        ("si", "අගමැතිවරයා අද ගොවීන් හමුවිය."),
        ("te", "ప్రధానమంత్రి ఈ రోజు రైతులను కలిశారు."),
        (None, "ప్రధానమంత్రి ఈ రోజు రైతులను కలిశారు."),
    ],
)
def test_what_nobody_can_read_is_not_evaluated(tagger: Tagger, lang: str | None, text: str) -> None:
    """In letters of which the data has no form, an empty list is no finding."""
    tags = tagger.tag(None, text, lang, "2024-05-01", "published")
    assert (tags.countries, tags.leaders, tags.evaluated) == (
        (),
        (),
        {"countries": "none", "leaders": "none"},
    )


def test_a_latin_name_among_strange_letters_is_found_in_part(tagger: Tagger) -> None:
    """What holds in any language is looked for, and the event says so."""
    tags = tagger.tag(
        None, "Donald Trump ዛሬ ከገበሬዎች ጋር ተነጋገሩ። Emmanuel Macron ከገበሬዎች", "am", "2025-05-01", "published"
    )
    assert {leader.country for leader in tags.leaders} == {"US", "FR"}
    assert tags.evaluated == {"countries": "partial", "leaders": "partial"}


@pytest.mark.parametrize(
    "lang, text",
    [
        ("ka", "დღეს ფერმერებს შეხვდნენ და დიდხანს ისაუბრეს ამინდზე."),
        ("km", "នាយករដ្ឋមន្ត្រីបានជួបកសិករនៅថ្ងៃនេះ។"),
    ],
)
def test_leaders_may_be_known_where_countries_are_not(tagger: Tagger, lang: str, text: str) -> None:
    """In Georgian and Khmer the names of leaders are read, those of countries are not: each says so."""
    tags = tagger.tag(None, text, lang, "2025-05-01", "published")
    assert tags.evaluated == {"countries": "none", "leaders": "partial"}
