"""A summary above a story goes with its heading, and headlines whose heading was left out go after it; what heads a part of the story stays."""

import pytest

from worker.core.clean.body import headed
from worker.core.clean.text.passages import MODEL, OTHER, SUMMARY, Passage

WORDS = headed.Words(
    is_summary=lambda text: text.startswith("AI summary"),
    opens_list=lambda text: text == "Recommended",
    is_note=lambda text: text.startswith("Made by a machine"),
)
TEXT = (
    "The harbour office of Oldport said on Friday that the ferry over the Lune will run until the end of autumn, and longer if it snows. "
    * 2
)
P = [Passage(TEXT, None, "div.text > p") for _ in range(3)]


def item(text: str, bare: bool = True) -> Passage:
    return Passage(f"- {text}", None, "ul. > li.", bare)


POINTS = [item("The ferry runs on"), item("It may snow")]


def rules(*passages: Passage) -> list[str | None]:
    return [passage.rule for passage in headed.without(passages, WORDS)]


@pytest.mark.parametrize("where", ["div.box > h2", "div.text > p"])
@pytest.mark.parametrize("above", [0, 1])
def test_points_below_a_machines_heading_go_with_it(where: str, above: int) -> None:
    found = rules(*P[:above], Passage("AI summary", None, where), *POINTS, *P)
    assert found == [None] * above + [SUMMARY] * 3 + [None] * 3


def test_paragraphs_of_its_own_element_go_too() -> None:
    lines = [Passage("AI summary", MODEL, "div.box > h2"), Passage("It may snow.", None, "div.box > p")]
    assert rules(*lines, *P) == [MODEL, SUMMARY, None, None, None]


def test_a_note_in_an_element_of_its_own_takes_the_points_above_it() -> None:
    lines = [
        Passage("It may snow.", None, "div.box > p"),
        Passage("Made by a machine.", None, "div.text > div.box"),
    ]
    assert rules(P[0], *lines, *P) == [None, SUMMARY, SUMMARY, None, None, None]
    story = Passage("Made by a machine, the ferry's new hull was shown on Friday.", None, "div.text > p")
    assert rules(P[0], story, *P) == [None] * 5


def test_a_part_that_folds_is_a_summary_whatever_its_heading() -> None:
    folded = Passage("Key points", None, "details.x > summary.")
    assert rules(folded, *POINTS, *P) == [SUMMARY] * 3 + [None] * 3
    assert rules(folded, POINTS[0], *P) == [None] * 5  # one line is no list


@pytest.mark.parametrize(
    "passages",
    [
        [Passage("Key points", None, "div.box > h2"), *POINTS, *P],  # many golds have these
        [*P, Passage("AI summary", None, "div.text > h2"), *POINTS, *P],  # in the story's midst
        [Passage("AI summary", None, "div.text > h2"), *P],  # nothing but the story below it
        [Passage("AI summary", None, "div.box > h2"), *POINTS * 5],  # it is the text
        [*P, Passage("Recommended", MODEL, "div.text > h2"), *POINTS, *P],  # the story's own list
        [*P, Passage("Bring", MODEL, "div.text > h2"), item("A rope", False), item("A hat", False), *P],
    ],
)
def test_a_heading_of_the_story_keeps_what_stands_below_it(passages: list[Passage]) -> None:
    assert rules(*passages) == [passage.rule for passage in passages]


@pytest.mark.parametrize(
    "items",
    [
        [item("Village wins battle", False), item("A fine for a basket", False)],
        [item("09:12 Snow on the pass"), item("08:47 Buses on strike")],
    ],
)
def test_headlines_go_after_their_heading(items: list[Passage]) -> None:
    heading = Passage("Recommended", MODEL, "aside.x > h4")
    assert rules(*P, heading, *items, *P) == [None] * 3 + [MODEL, OTHER, OTHER] + [None] * 3
