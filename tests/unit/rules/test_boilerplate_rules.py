"""Every released rule drops what it says it drops, keeps what it says it keeps, and a wrong file is named exactly."""

import functools
from collections import Counter
from pathlib import Path

import pytest

from tests.support.released import RULES
from worker.core.clean.boilerplate.boilerplate import strip
from worker.core.clean.boilerplate.linerules import Rule
from worker.core.errors import SettingsError
from worker.rules import boilerplate
from worker.rules.boilerplate import FOLDER, examples, load, read

PROSE = examples.PROSE
rules_once = functools.cache(boilerplate._rules)

EXAMPLE = """
languages = ["en"]
[[rule]]
id = "x.example"
place = "tail"
cut = "line"
pattern = "example"
why = "because"
drops = ["Example"]
keeps = ["An example."]
"""


@pytest.fixture
def ours_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """For tests of another file beside ours: ours aren't read anew for each."""
    monkeypatch.setattr(boilerplate, "_rules", rules_once)


@pytest.mark.parametrize("rule", RULES.rules, ids=lambda rule: rule.id)
def test_each_rule_drops_and_keeps_as_it_says(rule: Rule) -> None:
    assert examples.fault(rule) is None


@pytest.mark.parametrize("file", sorted(FOLDER.glob("*.toml")), ids=lambda file: file.stem)
def test_a_released_file_is_checked_as_whole_as_an_operators(file: Path) -> None:
    """A worker's start leaves it out for these, because compiling a thousand patterns takes more than a second."""
    assert set(read(file)) <= set(RULES.rules)


def test_an_id_is_one_released_rules() -> None:
    """Of an operator's rules the loader asks it, of ours nobody at a worker's start."""
    assert [name for name, count in Counter(rule.id for rule in RULES.rules).items() if count > 1] == []


def test_why_a_rule_cuts() -> None:
    assert RULES.why(RULES.rules[0].id) == RULES.rules[0].why
    assert RULES.why("no.such-rule") is None


def test_the_version_changes_with_the_rules(tmp_path: Path) -> None:
    (tmp_path / "x.toml").write_text(EXAMPLE)
    extended = load(tmp_path)
    assert extended.version != RULES.version == load().version
    assert extended.rules[:-1] == RULES.rules
    assert load(tmp_path / "x.toml").version == extended.version


@pytest.mark.usefixtures("ours_once")
@pytest.mark.parametrize(
    "wrong, named",
    [
        (
            EXAMPLE.replace('place = "tail"', 'place = "top"'),
            "x.toml, rule 'x.example': Invalid enum value 'top' - at `$.place`",
        ),
        (
            EXAMPLE.replace('why = "because"', 'why = ""'),
            "x.toml, rule 'x.example', field 'why': must not be empty",
        ),
        (EXAMPLE.replace('drops = ["Example"]', "drops = []"), "field 'drops': must not be empty"),
        (EXAMPLE.replace('pattern = "example"', 'pattern = "(a"'), "field 'pattern': missing )"),
        (
            EXAMPLE.replace('pattern = "example"', 'pattern = "(?<=a)b"'),
            "field 'pattern': invalid perl operator",
        ),
        (
            EXAMPLE.replace('pattern = "example"', r"pattern = '\bexample\b'"),
            r"x.toml, rule 'x.example', field 'pattern': \b sees letters of ASCII alone; write",
        ),
        (EXAMPLE.replace('pattern = "example"', 'pattern = "a*"'), "field 'pattern': matches the empty line"),
        (
            EXAMPLE.replace("why =", "reason ="),
            "x.toml, rule 'x.example': Object contains unknown field `reason`",
        ),
        (EXAMPLE.replace("languages", "language"), "x.toml: unknown key 'language'"),
        (
            EXAMPLE + EXAMPLE.split("\n", 2)[2],
            "x.toml, rule 'x.example', field 'id': a rule in x.toml has it already",
        ),
        (
            EXAMPLE.replace("x.example", "en.neighbour-article"),
            "x.toml, rule 'en.neighbour-article', field 'id': a rule of this release has it already",
        ),
        ("not toml", "x.toml: "),
        (
            EXAMPLE.replace('drops = ["Example"]', 'drops = ["Example", "Sample"]'),
            "x.toml, rule 'x.example', field 'drops': the rule doesn't cut 'Sample'",
        ),
        (
            EXAMPLE.replace('"An example."', '"An example.", "EXAMPLE:"'),
            "x.toml, rule 'x.example', field 'keeps': the rule cuts 'EXAMPLE:'",
        ),
        (
            EXAMPLE.replace('pattern = "example"', 'pattern = ".+"'),
            "x.toml, rule 'x.example', field 'keeps': the rule cuts 'An example.'",
        ),
        (
            EXAMPLE.replace('["en"]', '["en", "xx"]'),
            "x.toml, rule 'x.example', field 'languages': 'xx' is no language",
        ),
        (
            EXAMPLE.replace('"example"', '"{kind}"'),
            "x.toml, rule 'x.example', field 'pattern': no list of words 'kind'",
        ),
        (
            EXAMPLE.replace('"example"', '"{kind}"') + 'words.kind = ["a", "{kind}"]',
            "x.toml, rule 'x.example', field 'pattern': within itself stands the list 'kind'",
        ),
        (
            EXAMPLE.replace('"example"', '"{kind}"') + 'words.kind = "example"',
            "x.toml, rule 'x.example', words 'kind': must be a list of words",
        ),
        (
            EXAMPLE + 'words.kind = ["example"]',
            "x.toml, rule 'x.example', words 'kind': the pattern doesn't name them",
        ),
        (
            EXAMPLE + 'sites = ["https://post.example/"]',
            "x.toml, rule 'x.example', field 'sites': 'https://post.example/' is no host",
        ),
    ],
)
def test_a_wrong_file_is_named_with_rule_field_and_reason(tmp_path: Path, wrong: str, named: str) -> None:
    (tmp_path / "x.toml").write_text(wrong)
    with pytest.raises(SettingsError) as caught:
        load(tmp_path)
    assert named in str(caught.value)
    assert "\n" not in str(caught.value)


@pytest.mark.usefixtures("ours_once")
def test_an_id_stands_once_in_a_folder(tmp_path: Path) -> None:
    """Both files are named: the one that is refused, and the one that has it."""
    for name in ("first.toml", "second.toml"):
        (tmp_path / name).write_text(EXAMPLE)
    with pytest.raises(SettingsError, match=r"^second\.toml, rule 'x\.example', .* first\.toml has it"):
        load(tmp_path)


@pytest.mark.usefixtures("ours_once")
def test_a_pattern_is_what_its_lists_of_words_say(tmp_path: Path) -> None:
    lists = 'words.whole = ["{first}ample"]\nwords.first = ["ex", "s"]'
    named = EXAMPLE.replace('"example"', "'{whole}{gap}\\p{Lu}{0,2}'") + lists
    (tmp_path / "x.toml").write_text(named)
    assert load(tmp_path).rules[-1].pattern == r"(?i:(?:(?:ex|s)ample)(?:[ ,،、，.–-]*)\p{Lu}{0,2})"


@pytest.mark.usefixtures("ours_once")
@pytest.mark.parametrize(
    "url, is_cut",
    [
        ("https://post.example/a", True),
        ("https://www.post.example/a", True),
        ("http://WWW.Post.Example:80/a", True),
        ("https://the-post.example/a", False),
        ("https://post.example.org/a", False),
        ("https://other.example/?from=post.example", False),
        (None, False),
    ],
)
def test_a_rule_bound_to_a_site_cuts_on_its_hosts_alone(
    tmp_path: Path, url: str | None, is_cut: bool
) -> None:
    (tmp_path / "x.toml").write_text(EXAMPLE + 'sites = ["post.example"]')
    text = f"{PROSE}\n\n{PROSE}\n\nExample"
    assert bool(strip(text, load(tmp_path), "en", url=url).removed) is is_cut


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match=r"no file or folder .*absent\.toml"):
        load(tmp_path / "absent.toml")
