"""Every word that tells a kind of page finds what it says it finds, and leaves what it says it leaves."""

from pathlib import Path

import pytest

from worker.core.clean.kind.rules import PageKind, PageRule, PageRules
from worker.core.errors import SettingsError
from worker.rules import pages

RULES = pages.load()
EXAMPLES = [(rule, text) for rule in RULES.rules for text in rule.finds]
OTHERS = [(rule, text) for rule in RULES.rules for text in rule.leaves]


def tells(rule: PageRule, text: str) -> bool:
    return PageRules((rule,)).tell(rule.kind, rule.place, text)


@pytest.mark.parametrize(
    "rule, text", EXAMPLES, ids=lambda value: value if isinstance(value, str) else value.kind
)
def test_it_finds(rule: PageRule, text: str) -> None:
    assert tells(rule, text)


@pytest.mark.parametrize(
    "rule, text", OTHERS, ids=lambda value: value if isinstance(value, str) else value.kind
)
def test_it_leaves(rule: PageRule, text: str) -> None:
    assert not tells(rule, text)


def test_each_rule_has_its_why_and_both_sides() -> None:
    assert [rule for rule in RULES.rules if not (rule.why and rule.finds and rule.leaves)] == []


def test_every_kind_that_needs_words_has_some() -> None:
    assert {rule.kind for rule in RULES.rules} == set(PageKind) - {
        PageKind.JOB,
        PageKind.EVENT,
        PageKind.WALL,
    }


@pytest.mark.parametrize(
    "content",
    [
        "[[rule]]",
        "rule = 1",
        '[[rule]]\nkind = "index"\nplace = "url"\npattern = "("\nwhy = ""\nfinds = []\nleaves = []',
    ],
)
def test_a_wrong_file_is_named(tmp_path: Path, content: str) -> None:
    file = tmp_path / "words.toml"
    file.write_text(content)
    with pytest.raises(SettingsError, match=r"words\.toml"):
        pages.load(file)
