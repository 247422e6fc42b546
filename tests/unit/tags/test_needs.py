"""What stands around a form decides which rules are asked; answers are remembered up to a bound."""

import pytest

from worker.core.tags.lexicon.memory import Memory
from worker.core.tags.lexicon.nouns import Entry
from worker.core.tags.places.candidate import Candidate
from worker.core.tags.places.needs import BEFORE, BEHIND, NUMBER, SIGN, Asked, Rules
from worker.core.tags.text import surface
from worker.core.tags.text.folding import fold
from worker.core.tags.text.reading import Reading

PERU = Entry("Peru", "PE", "name", ("*",), "name:en")
STEM = Entry("Peru", "PE", "demonym", ("en",), "demonym:en", stem=True)


def asked(text: str, rule: Asked, entry: Entry = PERU, form: str = "Peru") -> bool:
    """Whether the rule is asked of the form where it stands in the text."""
    start = text.index(form)
    end = start + len(form)
    found = Candidate(start, end, [entry], surface.word_before(text, start), surface.word_after(text, end))
    yes = rule._replace(rule=lambda *_: True)
    return Rules([yes]).why_not(Reading(text, fold(text), "en", "en"), found, entry) is not None


def never(*_: object) -> None:
    """A rule in whose place `asked` sets one that holds."""


@pytest.mark.parametrize(
    "needs, beside, apart",
    [
        (SIGN, "they said “Peru” again", "they said Peru again"),
        (SIGN, "in Peru-born circles", "in Peru, born"),
        (SIGN, "in Peru\nafter that", "in Peru\n\nafter that"),
        (BEFORE, "with Rachel Peru there", "with the Peru there"),
        (BEHIND, "in Peru Lima said", "in Peru they said"),
        (NUMBER, "said Peru, 52, again", "said Peru, again"),
    ],
)
def test_a_rule_is_asked_beside_what_it_needs_alone(needs: int, beside: str, apart: str) -> None:
    """A sign, another capital, an age."""
    rule = Asked("reason", never, needs)
    assert asked(beside, rule)
    assert not asked(apart, rule)


def test_a_rule_is_asked_near_its_words() -> None:
    """Before the form or right behind it, of several words that stand together the longest."""
    rule = Asked("reason", never, 0, words=("the gulf of",))
    assert asked("in the Gulf of old Peru", rule)
    assert asked("in Peru gulf", rule)
    assert not asked("in Peru near the gulf", rule)
    assert not asked(f"in the gulf{' far' * 20} from Peru", rule)


def test_a_rule_is_asked_before_a_word_that_begins_so() -> None:
    """The word right behind, however it goes on."""
    rule = Asked("reason", never, 0, begins=("sea",))
    assert asked("the Peru Seas", rule)
    assert not asked("the Peru of the seas", rule)


def test_a_rule_is_asked_of_the_ending_of_the_forms_own_word() -> None:
    """From the last letter of a stem on, which may be another one."""
    rule = Asked("reason", never, 0, ends=lambda rest: rest == "uplatz")
    assert asked("am Peruplatz stand", rule, STEM, "Peruplatz")
    assert not asked("am Peruplatze stand", rule, STEM, "Peruplatze")


def test_answers_are_remembered_up_to_a_bound() -> None:
    """The same is worked out once, until too much else was asked."""
    worked: list[int] = []

    def twice(number: int) -> int:
        worked.append(number)
        return 2 * number

    memory = Memory[int, int](twice, most=2)
    assert [memory[number] for number in (1, 1, 2, 3, 3, 1)] == [2, 2, 4, 6, 6, 2]
    assert worked == [1, 2, 3, 1]
    assert len(memory) <= 2
