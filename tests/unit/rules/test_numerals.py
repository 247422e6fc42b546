"""Every language's numbers in words are found in the texts that have some and in no others; a wrong file is named exactly."""

import time
from pathlib import Path

import pytest

from worker.core.copies.numberwords import NumberWords, Numerals
from worker.core.copies.numerals import numbers
from worker.core.copies.weekdays import ANY, WEEK, Calendar, Weekdays
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
        (
            "en",
            "27 million, 27 billion, 2.5 million, a million",
            ["27000000", "27000000000", "2500000", "1000000"],
        ),
        ("en", "twenty-five million, two hundred and fifty thousand", ["25000000", "250000"]),
        ("en", "300 thousand million, 5 lakh crore, 12bn", ["300000000000", "5000000000000", "12000000000"]),
        ("en", "the third of two and three; 3 million two years ago", ["3", "2", "3", "3000000", "2"]),
        ("de", "1,5 Mio. Euro, fünfundzwanzig, einundzwanzig Millionen", ["1500000", "25", "21000000"]),
        ("es", "treinta y cinco mil millones, 5 mil millones", ["35000000000", "5000000000"]),
        ("nl", "tweeëntwintig duizend", ["22000"]),
        ("sv", "tjugofem miljoner", ["25000000"]),
        ("hu", "huszonöt", ["25"]),
        ("it", "ventotto, ventitré mila", ["28", "23000"]),
        ("ru", "двадцать пять тысяч, 3,5 млрд, сто двадцать", ["25000", "3500000000", "120"]),
        ("ar", "خمسة ملايين و3 مليارات", ["5000000", "3000000000"]),
        ("hi", "2.5 करोड़ रुपये", ["25000000"]),
        ("th", "25 ล้านบาท 3พันคน ความสัมพันธ์", ["25000000", "3000"]),
        ("ja", "5千万円、3億2000万円", ["50000000", "300000000", "20000000"]),
        ("ko", "5만 명, 3억 2천만 원", ["50000", "300000000", "20000000"]),
    ],
)
def test_words_are_numbers_in_their_own_language_alone(lang: str, text: str, found: list[str]) -> None:
    assert numbers(NUMERALS.in_digits(text, lang)) == found


@pytest.mark.parametrize("language", NUMERALS.languages, ids=lambda language: language.id)
def test_each_unit_counts_what_stands_before_it(language: NumberWords) -> None:
    for zeros, form in ((entry.split()[0], form) for entry in language.units for form in entry.split()[1:]):
        for text in (f"7 {form}", f"7{form}."):
            assert numbers(NUMERALS.in_digits(text, language.id)) == ["7" + "0" * int(zeros)], text


@pytest.mark.parametrize(
    "text", ["million ", "two and ", "1 million ", "and ", "million", "1", "1,1", "two hundred thousand "]
)
def test_one_word_a_hundred_thousand_times_takes_no_longer_than_it_is_long(text: str) -> None:
    begun = time.process_time()
    NUMERALS.in_digits(text * 100_000 + " million", "en")
    assert time.process_time() - begun < 8


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
        (EXAMPLE + 'units = ["6"]', "field 'units': '6' must be a number with its forms behind it"),
        (EXAMPLE + 'units = ["6 tri"]', "field 'units': 'tri' is 3 and 6 zeros"),
        (
            EXAMPLE + 'joined = ["{one}und{tens}"]',
            "field 'joined': '{one}und{tens}' must have {ones} and {tens} once",
        ),
        (EXAMPLE + 'joined = ["{tens}{"]', "field 'joined': '{tens}{' must have {ones} and {tens} once each"),
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


CALENDAR = NUMERALS.calendar
WEEKDAYS = """
[[language]]
id = "x"
days = ["lu lus", "ma", "me", "je", "ve", "sa", "di*"]
tells = ["Ma."]
keeps = ["Mama."]
"""


@pytest.mark.parametrize("language", CALENDAR.languages, ids=lambda language: language.id)
def test_each_language_tells_days_as_it_says(language: Weekdays) -> None:
    for text in language.tells:
        assert len(CALENDAR.days(text, language.id)) == 1, f"{text!r} names a day"
    for text in language.keeps:
        assert CALENDAR.days(text, language.id) == set(), f"{text!r} names none"


@pytest.mark.parametrize("language", CALENDAR.languages, ids=lambda language: language.id)
def test_each_name_is_its_day(language: Weekdays) -> None:
    """By itself, with a capital before a comma, in capitals and in quotes."""
    for day, forms in zip(WEEK, language.days, strict=True):
        for name in (form.strip(ANY).replace("_", " ") for form in forms.split()):
            for text in (name, f"{name.capitalize()}, ", name.upper(), f"“{name}”"):
                assert CALENDAR.days(text, language.id) == {day}, text


@pytest.mark.parametrize(
    "lang, text, days",
    [
        ("en", "Tuesday's ferry, not WEDNESDAY", {"tuesday", "wednesday"}),
        ("en", "mardi", set()),
        ("nn", "tysdag", set()),
        ("no", "tysdag", {"tuesday"}),
        ("da", "måndag", {"monday"}),  # a few sentences don't tell it from Norwegian
        ("vi", "Thứ Ba, ba chiếc", {"tuesday"}),
        ("th", "ในวันพุธนี้", {"wednesday"}),
        ("xx", "Tuesday", set()),
    ],
)
def test_days_are_told_in_their_own_language_alone(lang: str, text: str, days: set[str]) -> None:
    assert CALENDAR.days(text, lang) == days


def test_without_names_no_day_is_told() -> None:
    assert Calendar().days("Tuesday", "en") == set()


@pytest.mark.parametrize(
    "wrong, named",
    [
        (WEEKDAYS.replace('"ma", ', ""), "language 'x', field 'days': must be 7 days with their forms"),
        (WEEKDAYS.replace('"ma"', '""'), "language 'x', field 'days': must be 7 days with their forms"),
        (WEEKDAYS.replace('"me"', '"di"'), "language 'x', field 'days': 'di' is there twice"),
        (WEEKDAYS.replace('["Ma."]', "[]"), "language 'x', field 'tells': must not be empty"),
        (WEEKDAYS * 2, "weekdays.toml: language 'x' is told twice"),
    ],
)
def test_a_wrong_week_is_named(tmp_path: Path, wrong: str, named: str) -> None:
    file = tmp_path / "weekdays.toml"
    file.write_text(wrong)
    with pytest.raises(SettingsError) as caught:
        load(weekdays=file)
    assert named in str(caught.value)
