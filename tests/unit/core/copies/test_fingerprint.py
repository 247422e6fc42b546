"""Exact copies: what may differ between two texts that are one."""

import pytest

from worker.core.copies.fingerprint import copy_hash, untold

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


@pytest.mark.parametrize(
    "text, other",
    [
        ("मीना ने नया पुल खोला", "मनु ने नया पुल खोला"),
        ("রিনা নতুন সেতু খুললেন", "রানু নতুন সেতু খুললেন"),
        ("မိုးမိုး တံတားသစ် ဖွင့်သည်", "မြမြ တံတားသစ် ဖွင့်သည်"),
        ("แม่เปิดสะพานใหม่", "แมเปิดสะพานใหม่"),
        ("The board pays 1.5 dollars a share.", "The board pays 15 dollars a share."),
        ("Der Index schloss mit +0,41 Prozent.", "Der Index schloss mit -0,41 Prozent."),
        ("They lost by 1-11.", "They lost by 11-1."),
        ("It cost £20 million.", "It cost $20 million."),
    ],
)
def test_a_vowel_sign_a_point_and_a_sign_make_other_words(text: str, other: str) -> None:
    assert copy_hash(text) != copy_hash(other)


@pytest.mark.parametrize(
    "text, other",
    [
        ("كَتَبَ الوزيرُ رسالة", "كتب الوزير رسالة"),
        ("Sie zahlt 1,200 Euro", "Sie zahlt 1.200 Euro"),
        ("Elle paie 1\u202f200 euros", "Elle paie 1200 euros"),
        ("Elle paie 1 200 euros", "Elle paie 1,200 euros"),
        ("It cost £ 20 million.", "It cost £20 million."),
        ("um −0,4 Prozent", "um -0,4 Prozent"),
        ("um –0,4 Prozent", "um -0.4 Prozent"),
        ("5–7 people - so far", "5-7 people so far"),
    ],
)
def test_points_that_may_be_left_out_and_parted_thousands_may_differ(text: str, other: str) -> None:
    assert copy_hash(text) == copy_hash(other)


def test_a_text_is_its_own_whatever_stands_above_it() -> None:
    assert copy_hash(TEXT, "Steamer back") == copy_hash(TEXT, "Ship ahoy") == copy_hash(TEXT)


@pytest.mark.parametrize("few", ["More follows.", "******", "详情稍后。", ""])
def test_a_few_words_are_what_their_headline_says(few: str) -> None:
    """The body of a flash is a placeholder: two of them are two stories."""
    assert copy_hash(few, "Steamer sails again") != copy_hash(few, "Bridge closed until May")
    assert copy_hash(few, "Steamer sails again") == copy_hash(few, "STEAMER SAILS AGAIN!")
    assert copy_hash(few, None) == copy_hash(few, "")


@pytest.mark.parametrize(
    "title, told",
    [
        ("Bridge closed until May", True),
        ("STEAMERS back", False),
        ("桥梁关闭", True),
        ("A to B", False),
        ("", False),
        (None, False),
    ],
)
def test_a_short_text_without_a_word_of_its_title_says_nothing_of_it(title: str | None, told: bool) -> None:
    """A word in another form counts; a title of short words alone can't be asked for, and a long text is a story's."""
    assert untold(TEXT, title) is told
    assert not untold(TEXT * 9, title)
