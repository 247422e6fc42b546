"""Names across scripts."""

import pytest

from worker.core.tags.phonetic import coarse, keys, latin_keys


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
