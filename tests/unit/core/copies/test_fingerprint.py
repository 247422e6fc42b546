"""Exact copies: what may differ between two texts that are one."""

import pytest

from worker.core.copies.fingerprint import copy_hash

TEXT = "The lake steamer sails again in May, said the company."


@pytest.mark.parametrize(
    "same",
    [
        "the lake  steamer sails again in MAY said the company",
        "“The lake steamer” sails again in May… said the company!",
    ],
)
def test_case_spacing_punctuation_and_quotes_may_differ(same: str) -> None:
    assert copy_hash(same) == copy_hash(TEXT)


def test_a_text_is_its_own_whatever_stands_above_it() -> None:
    assert copy_hash(TEXT, "Steamer back") == copy_hash(TEXT, "Ship ahoy") == copy_hash(TEXT)


@pytest.mark.parametrize("few", ["More follows.", "******", "详情稍后。", ""])
def test_a_few_words_are_what_their_headline_says(few: str) -> None:
    """The body of a flash is a placeholder: two of them are two stories."""
    assert copy_hash(few, "Steamer sails again") != copy_hash(few, "Bridge closed until May")
    assert copy_hash(few, "Steamer sails again") == copy_hash(few, "STEAMER SAILS AGAIN!")
    assert copy_hash(few, None) == copy_hash(few, "")
