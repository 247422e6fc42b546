"""Folding keeps every offset."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from worker.core.tags.text.folding import fold, fold_letter, glued


@given(st.text())
def test_folding_keeps_the_length(text: str) -> None:
    """One code point stays one code point, whatever it is."""
    assert len(fold(text)) == len(text)


@given(st.text())
def test_folding_twice_is_folding_once(text: str) -> None:
    """Folded text is its own fold."""
    assert fold(fold(text)) == fold(text)


@pytest.mark.parametrize(
    "written, folded",
    [
        ("Élysée", "elysee"),
        ("İSTANBUL", "istanbul"),
        ("Łódź", "lodz"),
        ("U.S.", "u s "),
        ("ёж", "еж"),
        ("أمريكا", "امریکا"),
        ("Đắk", "dak"),
    ],
)
def test_case_accents_and_marks_go(written: str, folded: str) -> None:
    """Case, accents and spelling habits don't matter; punctuation is a space."""
    assert fold(written) == folded


def test_some_scripts_set_no_spaces() -> None:
    """Han, Kana and Thai are glued, Latin and Hangul are not."""
    assert [glued(letter) for letter in "中ア한aไ"] == [True, True, False, False, True]


@given(st.one_of(st.text(), st.text(st.characters(max_codepoint=0x2100))))
def test_a_text_folds_as_its_letters_do(text: str) -> None:
    """However fast a text is folded, it comes out letter for letter as the letters alone."""
    assert fold(text) == "".join(fold_letter(letter) for letter in text)
