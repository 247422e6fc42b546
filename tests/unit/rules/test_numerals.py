"""Every language's numbers in words are found in the texts that have some and in no others; a wrong file is named exactly."""

from pathlib import Path

import pytest

from worker.core.copies.numerals import NumberWords, Numerals, numbers
from worker.core.errors import SettingsError
from worker.rules.numerals import load

NUMERALS = load()

EXAMPLE = """
[[language]]
id = "x"
why = "because"
words = ["2 duo", "3 tria tri"]
counts = ["Duo."]
keeps = ["Una."]
"""


@pytest.mark.parametrize("language", NUMERALS.languages, ids=lambda language: language.id)
def test_each_language_counts_as_it_says(language: NumberWords) -> None:
    for text in language.counts:
        assert len(numbers(NUMERALS.in_digits(text, language.id))) == 2, f"{text!r} has two numbers"
    for text in language.keeps:
        assert NUMERALS.in_digits(text, language.id) == text, f"{text!r} has none"


@pytest.mark.parametrize("language", NUMERALS.languages, ids=lambda language: language.id)
def test_each_form_is_its_number(language: NumberWords) -> None:
    """By itself, at the start of a sentence, before a comma and in quotes."""
    for number, form in ((entry.split()[0], form) for entry in language.words for form in entry.split()[1:]):
        for text in (form, f"{form.capitalize()}, ", f"“{form}”", f"(x {form})"):
            assert numbers(NUMERALS.in_digits(text, language.id)) == [number], text


@pytest.mark.parametrize(
    "lang, text, found",
    [
        ("en", "Seven of 12, and two-thirds of twenty", ["7", "12", "2", "20"]),
        ("en", "Sevenoaks, often, someone, tension", []),
        ("en", "sept onze", []),
        ("fr", "Sept onzièmes", ["7"]),
        ("fr", "seven", []),
        ("uk", "п'ять, п’ять і дев'ять", ["5", "5", "9"]),
        ("hi", "दो नावें, दोपहर", ["2"]),
        ("ko", "두 사람, 두부, 열두 명", ["2", "12"]),
        ("el", "ΤΡΕΙΣ και τρεις", ["3", "3"]),
        ("th", "สองคน", []),
        ("xx", "seven", []),
    ],
)
def test_words_are_numbers_in_their_own_language_alone(lang: str, text: str, found: list[str]) -> None:
    assert numbers(NUMERALS.in_digits(text, lang)) == found


def test_without_words_digits_alone_are_numbers() -> None:
    assert Numerals().in_digits("Seven", "en") == "Seven"


@pytest.mark.parametrize(
    "wrong, named",
    [
        (EXAMPLE.replace('why = "because"', 'why = ""'), "language 'x', field 'why': must not be empty"),
        (EXAMPLE.replace("words", "word"), "language 'x': Object contains unknown field `word`"),
        (EXAMPLE.replace("2 duo", "duo"), "field 'words': 'duo' must be a number with its forms behind it"),
        (EXAMPLE.replace("2 duo", "2"), "field 'words': '2' must be a number with its forms behind it"),
        (EXAMPLE.replace("2 duo", ""), "field 'words': '' must be a number with its forms behind it"),
        (EXAMPLE.replace("2 duo", "2 duo Tri"), "field 'words': 'tri' is 2 and 3"),
        (EXAMPLE * 2, "language 'x' is told twice"),
        ("not toml", "numerals.toml: "),
    ],
)
def test_a_wrong_file_is_named_with_language_field_and_reason(tmp_path: Path, wrong: str, named: str) -> None:
    file = tmp_path / "numerals.toml"
    file.write_text(wrong)
    with pytest.raises(SettingsError, match=r"numerals\.toml") as caught:
        load(file)
    assert named in str(caught.value)
