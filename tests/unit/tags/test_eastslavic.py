"""Surnames in Cyrillic from what English papers write."""

import pytest

from worker.core.tags.lexicon.nouns import Office, Person
from worker.rules.registry import eastslavic


@pytest.mark.parametrize(
    "country, short, written",
    [
        ("BG", "Plevneliev", {"Плевнелиев"}),
        ("RU", "Kolokoltsev", {"Колоколцев", "Колокольцев"}),
        ("KG", "Japarov", {"Джапаров"}),
        ("UA", "Reznikov", {"Резніков", "Резников"}),
        ("UA", "Honcharuk", {"Гончарук"}),
        ("KZ", "Nazarbayeva", {"Назарбаева"}),
        ("DE", "Merkel", set()),
    ],
)
def test_a_surname_is_written_letter_for_letter(country: str, short: str, written: set[str]) -> None:
    """By the language of the country; a woman's keeps its ending, and other countries' names stay."""
    person = Person(
        "Somebody", (Office(country, "President", "head", "2019-01-01", "2020-01-01"),), None, (), (short,), 2
    )
    (made,) = eastslavic.over([person])
    assert set(made.short) - {short} == written


def test_nobody_gets_one_who_has_one_or_is_long_gone() -> None:
    """A surname in Cyrillic already there stands; before 2000 nobody is asked for."""
    office = Office("RU", "President", "head", "1990-01-01", "1991-01-01")
    gone = Person("A Gone", (office,), None, (), ("Gone",), 2)
    here = Person(
        "B There",
        (Office("RU", "President", "head", "2010-01-01"),),
        None,
        (),
        ("There", "Тут"),
        2,
        "2020-01-01",
    )
    assert eastslavic.over([gone, here]) == [gone, here]
