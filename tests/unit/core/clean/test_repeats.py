"""A story that stands in its page twice comes out once; what may well come twice stays."""

import pytest

from tests.support.released import RULES
from worker.core.clean.article import clean, read
from worker.core.clean.text.passages import REPEATED
from worker.core.model import Article, RawPage

STORY = (
    "The ferry to Oldport stood still for three days because nobody would pay for its engine.",
    "On Monday the council found the money in the account for the harbour lights, the mayor said.",
    "Lights out",
    "The lights will be repaired in spring, when the evenings are longer and the pier is dry again.",
    "Until then the ferry runs by day, and the last one leaves the harbour at four in the afternoon.",
    "Fishermen who come home later were told to use the bridge, eleven miles up the river.",
)
OWN = "".join(f"<h2>{text}</h2>" if len(text) < 12 else f"<p>{text}</p>" for text in STORY)


def text_of(body: str) -> list[str]:
    """The lines of the text of a page with this body."""
    html = f"<html><head><title>A ferry for Oldport</title></head><body><main>{body}</main></body></html>"
    made = clean(RawPage(url="https://star.example/a", html=html), None, RULES, {})
    assert isinstance(made, Article)
    return made.text.split("\n")


@pytest.mark.parametrize(
    "first, second",
    [
        ('<div class="desktop-only">', '<div class="mobile-only">'),
        ('<div class="d-none d-md-block">', '<div class="d-md-none">'),
        ("<div>", '<div style="display:none">'),
        ("<div>", '<div class="print-version">'),
        ("<div>", '<div aria-hidden="true">'),
    ],
)
@pytest.mark.parametrize("head", ["<h1>A ferry for Oldport</h1>", ""])
def test_a_story_that_stands_twice_comes_out_once(first: str, second: str, head: str) -> None:
    lines = text_of(f"<h1>A ferry for Oldport</h1>{first}{OWN}</div>{second}{head}{OWN}</div>")
    assert [line for line in lines if line in STORY] == list(STORY)


def test_a_plain_text_that_stands_twice_comes_out_once() -> None:
    text = "\n\n".join(("A ferry for Oldport", *STORY, "A ferry for Oldport", *STORY))
    page = RawPage(url="https://star.example/a", text=text)
    made = clean(page, None, RULES, {})
    assert isinstance(made, Article)
    assert [line for line in made.text.split("\n") if line in STORY] == list(STORY)
    assert any(passage.rule == REPEATED for passage in read(page, RULES).passages)


def test_a_standfirst_that_is_the_first_paragraph_too_comes_out_once() -> None:
    lines = text_of(f'<h1>A ferry</h1><div class="lead"><p>{STORY[0]}</p></div><article>{OWN}</article>')
    assert lines.count(STORY[0]) == 1


@pytest.mark.parametrize(
    "said", [STORY[1], "He left.", "- Tie the rope to the pier, and wait until the ferry is still."]
)
def test_a_paragraph_that_comes_twice_further_down_stays(said: str) -> None:
    text = "\n".join(
        (
            "A ferry for Oldport",
            "",
            *STORY,
            said,
            "The harbour master did not want to comment on the sum.",
            said,
        )
    )
    made = clean(RawPage(url="https://star.example/a", text=text), None, RULES, {})
    assert isinstance(made, Article)
    assert made.text.count(said) >= 2
