"""The words of a site's own cause are found in what they say they are found in, and nowhere in what they leave."""

import pytest

from worker.core.clean.kind.rules import PageRules
from worker.rules import pages

CAUSES = pages.load().causes
LANGUAGES = 40


def is_cause(pattern_at: int, sentence: str) -> bool:
    return PageRules(causes=(CAUSES[pattern_at],)).is_cause(sentence)


@pytest.mark.parametrize("at", range(len(CAUSES)), ids=lambda at: CAUSES[at].why)
def test_each_finds_and_leaves_as_it_says(at: int) -> None:
    assert [text for text in CAUSES[at].finds if not is_cause(at, text)] == []
    assert [text for text in CAUSES[at].leaves if is_cause(at, text)] == []


def test_there_are_causes_in_many_languages() -> None:
    assert len(CAUSES) == LANGUAGES


def test_without_words_nothing_is_a_cause() -> None:
    assert not PageRules().is_cause("Good journalism costs money.")
