"""Any Unicode in: tags come out, and every span reads as what it claims."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.support import released
from worker.core.tags.tagger import Tagger

LANGS = st.sampled_from(
    ["en", "de", "ru", "ar", "he", "fa", "hi", "zh", "ja", "ko", "vi", "th", "fi", "xx", None]
)
PIECES = st.sampled_from(
    ["Putin", "Владимир Путин", "中美", "日米", "ابن سلمان", "בנימין נתניהו", "U.S.", "Président Macron", "United\u00a0States", "İSTANBUL", "e\u0301lyse\u0301e", "문재인 대통령", "Prime Minister Pham Minh Trinh", "\ud83c\uddeb\ud83c\uddf7".encode("utf-16", "surrogatepass").decode("utf-16")]
)  # fmt: skip
TEXTS = st.lists(st.one_of(PIECES, st.text(max_size=12)), max_size=12).map(" ".join)


@pytest.fixture(scope="module")
def tagger() -> Tagger:
    """The tagger with the data of this release."""
    return released.tagger()


@settings(max_examples=200)
@given(title=st.one_of(st.none(), TEXTS), text=TEXTS, lang=LANGS)
def test_never_an_exception_and_spans_in_the_text(
    tagger: Tagger, title: str | None, text: str, lang: str | None
) -> None:
    """Spans lie in the field they name, hold a letter, and the same text gives the same tags."""
    tags = tagger.tag(title, text, lang, "2020-05-01", "published")
    found = [span for country in tags.countries for span in country.spans]
    found += [span for leader in tags.leaders for span in leader.spans]
    for span in found:
        field = text if span.field == "text" else (title or "")
        assert 0 <= span.start < span.end <= len(field)
        assert any(letter.isalnum() for letter in field[span.start : span.end])
    assert tagger.tag(title, text, lang, "2020-05-01", "published") == tags
