"""Every word of by-lines finds what it says it finds, and leaves what it says it leaves."""

from collections.abc import Callable

import pytest

from worker.core.clean.metadata.bylinewords import DATE, BylineRule, BylineWords, Says
from worker.rules import pages, places

WORDS = pages.load().bylines
LANGUAGES = frozenset(
    "ar bg bn cs da de el en es fa fi fr he hi hu id it ja ko nl no pl pt ro ru sk sv th tr uk vi zh".split()
)


FINDS: dict[Says, Callable[[BylineWords, str], bool]] = {
    Says.UPDATED: BylineWords.is_update,
    Says.PUBLISHED: BylineWords.is_publication,
    Says.ITSELF: BylineWords.is_itself,
    Says.FIRST: BylineWords.is_first,
    Says.TICKER: BylineWords.is_ticker,
    Says.ONWARD: lambda words, text: len(words.onward(text)) > 1,
    Says.EVENT: lambda words, text: words.is_event(*map(str.strip, text.split(DATE))),
    Says.BY: lambda words, text: words.after_by(text) is not None,
    Says.LATER: lambda words, text: words.after_by(text) is not None,
    Says.JOB: BylineWords.is_job,
    Says.LABEL: lambda words, text: words.without_label(text) != text,
    Says.AND: lambda words, text: len(words.apart(text)) > 1,
    Says.BEHIND: lambda words, text: words.alone(text) != text,
    **dict.fromkeys((Says.TITLE, Says.DEGREE, Says.PLACE), lambda words, text: words.bare(text) != text),
    Says.NOBODY: BylineWords.is_nobody,
    Says.DESK: BylineWords.is_desk,
    Says.BESIDE: BylineWords.is_beside,
    Says.DAY: BylineWords.is_day,
    Says.LENGTH: BylineWords.is_length,
    Says.STAMP: BylineWords.is_stamp,
}


def finds(rule: BylineRule, text: str) -> bool:
    return FINDS[rule.says](BylineWords((rule,)), text)


@pytest.mark.parametrize("rule", WORDS.rules, ids=lambda rule: f"{rule.says}-{rule.languages[0]}")
def test_each_rule_finds_and_leaves_as_it_says(rule: BylineRule) -> None:
    assert [text for text in rule.finds if not finds(rule, text)] == []
    assert [text for text in rule.leaves if finds(rule, text)] == []


@pytest.mark.parametrize(
    "says",
    [
        *(Says.UPDATED, Says.PUBLISHED, Says.ITSELF, Says.FIRST, Says.EVENT),
        *(Says.BY, Says.LABEL, Says.AND, Says.DESK),
    ],
)
def test_every_language_has_its_words(says: Says) -> None:
    told = {language for rule in WORDS.rules if rule.says is says for language in rule.languages}
    assert told >= LANGUAGES


def test_a_word_for_a_change_wins_over_one_for_publication() -> None:
    assert not WORDS.is_publication("published, last updated on")


def test_names_begin_behind_the_word_glued_or_not() -> None:
    assert WORDS.after_by("By Jane Roe") == "Jane Roe"
    assert WORDS.after_by("Posted byJane Roe") == "Jane Roe"
    assert WORDS.after_by("Politik | Von Erika Muster") == "Erika Muster"
    assert WORDS.after_by("Byron returns") is None


def test_a_job_is_no_part_of_a_name() -> None:
    assert WORDS.without_job("Jane Roe Senior Writer") == "Jane Roe"
    assert WORDS.without_job("Jane Roe") == "Jane Roe"
    assert WORDS.is_job("Contributing Editor")


def test_without_rules_nothing_is_told() -> None:
    assert not BylineWords().is_update("updated")
    assert BylineWords().after_by("By Jane Roe") is None


def test_places_are_those_of_the_gazetteer() -> None:
    """Who changes the gazetteer makes the list anew: `python -m worker.rules.places`."""
    assert list(WORDS.places) == places.names()
    assert {"buenos aires", "new york", "нижний новгород", "hradec králové"} <= set(WORDS.places)
