"""Learned blocks out of a text: of their site alone, in their place alone."""

import msgspec
import pytest

from worker.core.clean.article import clean
from worker.core.clean.boilerplate.furniture import Block, Furniture, Numbers, Stand
from worker.core.clean.boilerplate.linerules import BoilerplateRules
from worker.core.model import Article, RawPage, Reason, Rejection, Removed

STORY = "The council of Oldport voted on Monday to build a new bridge over the river, seven years after the flood."
BLOCK = Block(
    id="furniture.post.example.1",
    site="post.example",
    text="Follow the Post",
    numbers=Numbers.EXACT,
    place=Stand.ANYWHERE,
    why="it recurs",
    pages=9,
    stories=9,
    share=0.9,
    sections=2,
)


def cleaned(text: str, block: Block, url: str | None = "https://www.post.example/a") -> Article:
    rules = BoilerplateRules((), "v", furniture=Furniture((block,), "f"))
    made = clean(RawPage(url=url, text=text, title="A bridge"), None, rules, {})
    assert isinstance(made, Article)
    return made


def test_a_known_line_goes_and_is_told_with_its_block() -> None:
    made = cleaned(f"{STORY}\n\n follow  the POST\n\n{STORY}", BLOCK)
    assert made.text == f"{STORY}\n\n{STORY}"
    assert made.removed == (Removed("follow  the POST", BLOCK.id),)


@pytest.mark.parametrize(
    "url", ["https://post.example.org/a", "https://other.example/a", None, "post.example"]
)
def test_another_site_s_page_keeps_it(url: str | None) -> None:
    assert cleaned(f"{STORY}\nFollow the Post", BLOCK, url).removed == ()


def test_it_goes_as_a_whole_line_only() -> None:
    text = f"{STORY}\n“Follow the Post,” she said.\nFollow the Post, all of you"
    assert cleaned(text, BLOCK).text == text


@pytest.mark.parametrize(
    "place, left",
    [(Stand.HEAD, [1, 2]), (Stand.TAIL, [0, 1]), (Stand.ANYWHERE, [])],
)
def test_it_goes_only_from_its_place(place: Stand, left: list[int]) -> None:
    """The story lies between its first and its last paragraph."""
    lines = ["Follow the Post", STORY, "Follow the Post", STORY, "Follow the Post"]
    made = cleaned("\n".join(lines), msgspec.structs.replace(BLOCK, place=place))
    kept = [number for number in range(3) if number in left]
    expected = [line for at, line in enumerate(lines) if line == STORY or at // 2 in kept]
    assert made.text.split("\n") == expected


def test_numbers_are_any_where_the_block_says_so() -> None:
    text = f"{STORY}\n1,204 readers like this"
    exact = msgspec.structs.replace(BLOCK, text="17,003 readers like this")
    assert cleaned(text, exact).removed == ()
    assert cleaned(text, msgspec.structs.replace(exact, numbers=Numbers.ANY)).text == STORY
    few = f"{STORY}\n12 readers like this"
    assert cleaned(few, msgspec.structs.replace(exact, numbers=Numbers.ANY)).text == STORY


def test_what_is_cut_is_told_with_its_reason() -> None:
    assert BoilerplateRules((), "v", furniture=Furniture((BLOCK,), "f")).why(BLOCK.id) == "it recurs"


def test_a_page_of_nothing_else_has_no_text() -> None:
    rules = BoilerplateRules((), "v", furniture=Furniture((BLOCK,), "f"))
    made = clean(RawPage(url="https://post.example/a", text="Follow the Post"), None, rules, {})
    assert isinstance(made, Rejection)
    assert made.reason is Reason.TOO_SHORT
