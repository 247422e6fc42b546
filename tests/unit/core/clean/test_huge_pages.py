"""What a page of ten megabytes costs is bounded: the work is counted here, not the seconds."""

from typing import Any

import pytest

from tests.support.released import RULES
from worker.core.clean import article
from worker.core.clean.blocks import blocks
from worker.core.clean.body import extract
from worker.core.clean.boilerplate import boilerplate, extents, linerules
from worker.core.clean.boilerplate.linerules import BoilerplateRules, Scope
from worker.core.clean.text import language, sentences
from worker.core.model import Article, RawPage, Rejection

SENTENCE = "The council of the town met on day {0} and spoke for {0} hours of the bridge, which nobody wants to pay for."


class Counter:
    """A function that counts what it is given, and passes it on."""

    def __init__(self, function: Any) -> None:
        self.function, self.calls, self.longest = function, 0, 0

    def __call__(self, first: Any, *rest: Any) -> Any:
        self.calls += 1
        self.longest = max(self.longest, len(first) if isinstance(first, str) else 0)
        return self.function(first, *rest)


def paragraphs(count: int) -> str:
    body = "".join(f"<p>{SENTENCE.format(number)}</p>" for number in range(count))
    return (
        f"<html><body><nav><a href='/'>Home</a></nav><article><h1>Bridge</h1>{body}</article></body></html>"
    )


def cleaned(page: RawPage) -> Article:
    made = article.clean(page, None, RULES, {})
    assert isinstance(made, Article)
    return made


def test_a_page_of_many_paragraphs_is_read_once_and_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    def second_reading(_: Any) -> str:
        raise AssertionError("the page was read twice")

    monkeypatch.setattr(extract, "second_reading", second_reading)
    count = extract.HUGE + 1000
    made = cleaned(RawPage(html=paragraphs(count)))
    assert made.text.count("\n") + 1 == count
    assert made.notes == ()


def test_a_block_of_many_lines_is_read_once_too(monkeypatch: pytest.MonkeyPatch) -> None:
    def second_reading(_: Any) -> str:
        raise AssertionError("the page was read twice")

    monkeypatch.setattr(extract, "second_reading", second_reading)
    lines = "x<br>" * (extract.HUGE + 1000)
    made = article.clean(RawPage(html=f"<html><body>{lines}</body></html>"), None, RULES, {})
    assert isinstance(made, Article | Rejection)


def test_what_is_beyond_the_most_blocks_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(blocks, "MAX_BLOCKS", 500)
    made = cleaned(RawPage(html=paragraphs(2000)))
    assert len(made.text.split("\n")) <= 500
    assert made.notes == ("html: nothing read after its first 500 blocks of text",)


def test_a_page_of_one_line_is_kept_whole() -> None:
    text = " ".join(SENTENCE.format(number) for number in range(20_000))
    assert cleaned(RawPage(html=f"<html><body><article><p>{text}</p></article></body></html>")).text == text


def test_the_language_is_told_from_a_sample(monkeypatch: pytest.MonkeyPatch) -> None:
    language._told.cache_clear()
    asked = Counter(language._identifier().rank)
    language._told.cache_clear()
    monkeypatch.setattr(language, "_identifier", lambda: type("Identifier", (), {"rank": asked}))
    cleaned(RawPage(text=" ".join(SENTENCE.format(number) for number in range(20_000))))
    assert 0 < asked.longest <= language.SAMPLE


@pytest.mark.parametrize(
    "lines",
    [
        ["Read next", ""] * 10_000,
        ["Read next", "A headline", "A teaser with its point.", ""] * 5000,
        ["Next article", "A headline", ""] * 7000,
        ["A caption", "(Photo: Ann Example/The Post)", ""] * 7000,
        ["Copyright 2024 The Post"] * 20_000,
    ],
    ids=["rest", "teasers", "next", "caption", "tail"],
)
def test_each_line_is_measured_once_however_many_rules_match(
    lines: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    sized, matched = Counter(sentences.size), Counter(linerules.plain)
    monkeypatch.setattr(sentences, "size", sized)
    for module in (boilerplate, extents):
        monkeypatch.setattr(module, "plain", matched)
    stripped = boilerplate.strip("\n".join([SENTENCE.format(1), *lines]), RULES, "en")
    assert len(stripped.removed) > 0
    assert sized.calls <= len(lines) + 1
    assert matched.calls <= len(lines) + 1


def test_a_long_text_of_no_language_gets_the_rules_of_one(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[frozenset[str]] = []

    class Asked:
        def match(self, _: str, scope: Scope) -> tuple[()]:
            asked.append(scope.languages)
            return ()

    rules = BoilerplateRules(RULES.rules, "test")
    rules.__dict__["lines"] = Asked()
    boilerplate.strip("\n".join(["x1"] * (boilerplate.LONG + 1)), rules, None)
    assert set(asked) == {frozenset({"en"})}
