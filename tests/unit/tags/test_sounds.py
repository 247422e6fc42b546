"""Names across scripts."""

import pytest

from tests.support import released
from worker.core.tags.leaders import people
from worker.core.tags.leaders.phonetic import coarse, keys, latin_keys, respelt_keys
from worker.core.tags.lexicon.nouns import by_language
from worker.core.tags.text.folding import fold


@pytest.mark.parametrize(
    "name, others",
    [
        ("putin", ["путин", "путиным", "بوتین", "פוטין", "푸틴", "पुतिन", "πουτιν"]),
        ("merkel", ["меркель", "میرکل", "מרקל", "मर्केल", "μερκελ"]),
        ("trump", ["трамп", "ترامب", "ترامپ", "ट्रम्प"]),
        ("obama", ["обама", "اوباما", "אובמה", "ओबामा"]),
        ("hollande", ["холланд", "هولاند"]),
    ],
)
def test_a_name_sounds_alike_in_every_script(name: str, others: list[str]) -> None:
    """The keys of a name in Latin letters and in another script meet."""
    assert [other for other in others if not set(latin_keys(name)) & set(keys(other))] == []


def test_japanese_hears_l_as_r() -> None:
    """Kana keys meet the coarse ones."""
    assert coarse(latin_keys("merkel")[0]) in {coarse(key) for key in keys("メルケル")}


def test_other_names_sound_otherwise() -> None:
    """Names that share letters don't share keys."""
    assert not set(latin_keys("putin")) & set(keys("пушкин"))
    assert not set(latin_keys("obama")) & set(keys("бама"))


def test_a_letter_alone_has_keys() -> None:
    """`2019 Г.`, `ς`, `フ`: single letters and pairs of them, of every script that is heard, are words like others."""
    letters = [
        chr(point) for first, last in HEARD for point in range(first, last + 1) if chr(point).isalpha()
    ]
    for letter in letters:
        assert all(keys(letter)), letter
        assert all(keys(letter * 2)), letter
    for letter in "abcdefghijklmnopqrstuvwxyz":
        assert all(respelt_keys(letter)), letter


HEARD = ((0x370, 0x3FF), (0x400, 0x52F), (0x590, 0x6FF), (0x900, 0x9FF), (0x30A1, 0x30FC), (0xAC00, 0xAD00))


def test_words_of_every_day_are_no_leaders_name() -> None:
    """What is never heard as a name is no whole name and no surname that the registry writes, and stands in the table as texts are looked up: folded.

    It may be a word of a longer name (منه, from him, in هو تشي منه): that is found as it is written.
    """
    written = {
        fold(name).strip()
        for person in released.leaders().persons
        for name in (person.name, *person.names, *person.short)
    }
    lists = by_language(released.places().words, people.HEARD)
    assert len(lists) >= 6
    for key, words in lists.items():
        assert {word for word in words if fold(word).strip() != word} == set(), key
        assert words & written == set(), key
