r"""Patterns of rules see every script: RE2's own `\w`, `\d`, `\s` and `\b` see ASCII."""

import pytest
import re2

from tests.support.released import RULES
from worker.core.clean.article import clean
from worker.core.clean.boilerplate.linerules import BoilerplateRules, Cut, Place, Rule
from worker.core.clean.kind.rules import PageKind
from worker.core.clean.kind.rules import Place as PagePlace
from worker.core.clean.text.patterns import AsciiOnly, WholeLines, for_every_script, unbounded
from worker.core.model import RawPage

PATTERNS = [
    *(rule.pattern for rule in RULES.rules),
    *(rule.pattern for rule in RULES.pages.rules),
    *(rule.pattern for rule in RULES.pages.bylines.rules),
]


def finds(pattern: str, text: str) -> bool:
    return re2.compile(for_every_script(pattern)).fullmatch(text) is not None


@pytest.mark.parametrize(
    "word", ["news", "новости", "أخبار", "ειδήσεις", "समाचार", "खबरें", "ข่าว", "новости7", "l_été"]
)
def test_a_word_is_a_word_in_every_script(word: str) -> None:
    assert finds(r"\w+", word)
    assert finds(r"[\w']+", word + "'")
    assert not finds(r"\W+", word)
    assert finds(r"\w+\W+\w+", f"{word} – {word}")


def test_digits_and_spaces_are_those_of_every_script() -> None:
    assert finds(r"\d+\s\D", "२०२६\u3000٪")
    assert not finds(r"\S", "\u00a0")
    assert not finds(r"[^\s\d]", "٣")


def test_the_rest_of_a_pattern_stays_as_it_is() -> None:
    for pattern in (r"\\w", r"[\]w]", r"\p{L}[\p{Lu}.]", r"a[^b]\.", r"[[:alpha:]\-]", r"\x{10FFFF}"):
        assert for_every_script(pattern) == pattern


@pytest.mark.parametrize("pattern", [r"\bnews\b", r"a\Bb", r"[^\W\d]", r"[\S]"])
def test_what_would_see_ascii_alone_is_refused(pattern: str) -> None:
    with pytest.raises(AsciiOnly, match="ASCII alone; write"):
        for_every_script(pattern)


@pytest.mark.parametrize("pattern", PATTERNS, ids=lambda pattern: pattern[:40])
def test_no_rule_sees_ascii_alone(pattern: str) -> None:
    """What the rules are compiled from has no class or place left that RE2 knows for ASCII only."""
    left = for_every_script(pattern).replace("\\\\", "")
    assert [name for name in ("w", "W", "d", "D", "S", "b", "B") if f"\\{name}" in left] == []


@pytest.mark.parametrize(
    "title",
    ["Число погибших – 404", "Οι νεκροί είναι 500", "भूकंप में 404 की मौत", "مقتل 404 في زلزال", "事故で500人"],
)  # fmt: skip
def test_a_number_in_a_title_of_any_script_is_no_error(title: str) -> None:
    assert not RULES.pages.tell(PageKind.ERROR, PagePlace.TITLE, title)


@pytest.mark.parametrize("title", ["404", "Ошибка 404", "Error 404 – Not Found", "404 Not Found", "خطأ 404"])
def test_the_title_of_an_error_is_one(title: str) -> None:
    assert RULES.pages.tell(PageKind.ERROR, PagePlace.TITLE, title)


def test_a_word_of_another_script_before_it_hides_no_label() -> None:
    r"""`^\W*` took whole sentences before the word that it looks for."""
    assert not RULES.pages.tell(PageKind.LOGIN, PagePlace.TITLE, "Министр отменил вход по паспортам")
    assert not RULES.pages.tell(PageKind.SEARCH, PagePlace.TITLE, "Αυτά είναι αποτελέσματα της κάλπης")
    assert RULES.pages.tell(PageKind.LOGIN, PagePlace.TITLE, "«Вход»")


@pytest.mark.parametrize(
    "line, falls", [("Новости: 12 мая", True), ("Новостийный 12 мая", False), ("Новости", True)]
)
def test_a_rule_names_what_stands_beside_a_word(line: str, falls: bool) -> None:
    rule = Rule("x", Place.ANYWHERE, Cut.LINE, r"(?i:новости(?:\W.*)?)", "why", ("x",), ("x",), ("ru",))
    made = clean(RawPage(text=f"Первый абзац текста.\n{line}\nПоследний абзац текста.", lang="ru"), None, BoilerplateRules((rule,), "x"), {})  # fmt: skip
    text = made.text if hasattr(made, "text") else ""
    assert (line not in text) is falls


def test_a_window_is_open_for_the_first_question_and_closed_for_the_second() -> None:
    """All patterns are asked without their windows' bounds; what matches is what each matches as it stands."""
    assert unbounded(r"a{2,9}[x{1,90}]b{0,60}c{1,60}?\p{L}{2,40}") == r"a{2,9}[x{1,90}]b*c+?\p{L}+"
    patterns = WholeLines([r"(?i:more from .{2,12})", r"share", r"[\p{L} ]{0,14}"])
    assert patterns.match("More from Paris") == [0]
    assert patterns.match("More from all of the old town") == []
    assert patterns.match("share") == [1, 2]
    assert patterns.match("новости дня") == [2]
    assert patterns.match("Новости всего этого дня") == []


@pytest.mark.parametrize("pattern", PATTERNS, ids=lambda pattern: pattern[:40])
def test_every_rule_loads_without_its_windows(pattern: str) -> None:
    re2.compile(for_every_script(unbounded(pattern)))
