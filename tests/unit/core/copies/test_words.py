"""What is taken from a text's words: its numbers, its names, and where capitals tell no names its terms."""

import unicodedata

import pytest

from worker.core.copies.names import names_of
from worker.core.copies.numerals import numbers, without_numbers
from worker.core.copies.shingles import terms


@pytest.mark.parametrize(
    "text, found",
    [
        ("It cost 1,200.50 in 2026", ["1200.50", "2026"]),
        ("سعره ٤٢ دينارا", ["42"]),
        ("๒๔ คน", ["24"]),
        ("３８６便", ["386"]),
        ("二〇二六年五月二十五日", ["2026", "5", "25"]),
        ("一万两千人と三億五千万円", ["12000", "350000000"]),
        ("百", []),
        ("5万人、3.5亿元、３億円、2兆", ["50000", "350000000", "300000000", "2000000000000"]),
        ("1.23456万 0.5萬 3万亿 50,000", ["12345.6", "5000", "3000000000000", "50000"]),
        ("10.30.5万", ["10.30.5"]),
        ("一些人十分高兴，千万不要，万一下雨", []),
        ("两岸", []),
        ("七人が死亡した", ["7"]),
        ("12 400 tonnes, 1\u202f200,5 litres, 12.400 Tonnen", ["12400", "1200.5", "12400"]),
        ("In 2026 300 came, on 5 May 200", ["2026", "300", "5", "200"]),
        ("1.5 or 15, at 10:30, from -2 to 2, 5-7", ["1.5", "15", "10.30", "-2", "2", "5", "7"]),
        ("", []),
    ],
)
def test_numbers_are_read_in_any_digits(text: str, found: list[str]) -> None:
    assert numbers(text) == found


def test_a_text_without_its_numbers() -> None:
    assert without_numbers("9人けが、三十五便").split() == ["人けが、", "便"]


def test_a_letter_and_its_accent_are_one_however_they_are_written() -> None:
    text = "Nhà máy ở Đà Nẵng mở lại, theo lời giám đốc Trần Văn Hải."
    assert names_of(unicodedata.normalize("NFD", text)) == names_of(text)


def test_names_are_what_a_text_only_writes_with_a_capital() -> None:
    found = names_of(
        "The mill of Alder closed. Miller says the town of Alder needs it, and a miller would know."
    )
    assert found.words == {"alder"}
    assert found.told


@pytest.mark.parametrize(
    "text",
    [
        "ALL IS WRITTEN LARGE HERE, SO NOTHING SAYS WHAT IS A NAME",
        "דני גר בחיפה ועובד ב־IBM",
        "湖面周一平静，记者王芳说。",
        "दिल्ली में बारिश हुई",
        "თამარი ცხოვრობს ქალაქში და მუშაობს ბანკში",  # small letters to Unicode
        "",
    ],
)
def test_where_capitals_tell_nothing_no_names_are_told(text: str) -> None:
    assert not names_of(text).told


@pytest.mark.parametrize(
    "text, found",
    [
        ("गोमती सीमेंट 26", {"गोमती", "सीमेंट"}),
        ("动物园2个", {"动物", "物园", "个"}),
        ("한울식품이 한울식품은", {"한울"}),
        ("ทะเลสาบ", {"ทะเล", "ะเลส", "เลสา", "ลสาบ"}),
        ("ab c", {"ab", "c"}),
        ("12 345", set()),
    ],
)
def test_terms_are_words_or_the_letters_that_stand_together(text: str, found: set[str]) -> None:
    assert terms(text) == found
