"""The words that shingles are made of."""

import unicodedata
from itertools import groupby

from hypothesis import given
from hypothesis import strategies as st

from worker.core.copies.shingles import shingles

# Spaced scripts, with what may stand beside and above their letters.
SIGNS = st.characters(
    max_codepoint=0x0DFF, categories=("Lu", "Ll", "Lo", "Nd", "Mn", "Mc", "Po", "Pc", "Zs", "Cc")
)


def is_of_a_word(sign: str) -> bool:
    return sign.isalnum() or unicodedata.category(sign)[0] == "M"


@given(st.text(SIGNS))
def test_a_word_is_a_run_of_letters_digits_and_their_marks(text: str) -> None:
    """Cut all at once or sign by sign, a text has the same words, and shingles begin and end with words."""
    runs = ["".join(group) for own, group in groupby(text, is_of_a_word) if own]
    found, _ = shingles(text, len(text))
    assert found.words == len(runs)
    assert all(is_of_a_word(text[start]) and is_of_a_word(text[end - 1]) for start, end in found.spans)
