"""Headlines that are left of a block of other stories, below the last paragraph."""

import pytest

from worker.core.clean.blocks import walk
from worker.core.clean.blocks.leftovers import RUN, leftovers
from worker.core.clean.body import extract
from worker.core.clean.text.passages import MODEL

STORY = "<p>The council of Oldport met on Monday and spoke for hours about the pier that a storm took.</p>"
LINK = "<li><a href='/{0}'>Ferry talks fail again for the {0}th time</a></li>"


def left(html: str, kept: str) -> list[str]:
    """The texts that are leftovers, where of the blocks those whose letter is a `+` are kept."""
    tree = extract.parse(f"<html><body>{html}</body></html>").tree
    assert tree is not None
    found = walk.read(tree).blocks
    assert len(found) == len(kept)
    return [
        found[number].text for number in leftovers(found, [None if sign == "+" else MODEL for sign in kept])
    ]


def links(*numbers: int) -> str:
    return "<ul>" + "".join(LINK.format(number) for number in numbers) + "</ul>"


@pytest.mark.parametrize(
    "kept, count",
    [
        ("+-+--", 1),
        ("+--+-", 1),
        ("+---+", 1),
        ("+-++-", 2),
        ("+-+-+", 2),
        ("+----", 0),
        ("+++--", 0),  # below the text: a list that it ends with
    ],
)
def test_headlines_among_what_was_left_out_are(kept: str, count: int) -> None:
    assert len(left(STORY + links(*range(4, 8)), kept)) == count


def test_more_of_them_than_a_few_are_a_list() -> None:
    assert left(STORY + links(*range(RUN + 3)), "+-" + "+" * (RUN + 1) + "-") == []


def test_above_a_paragraph_they_may_be_its_own() -> None:
    assert left(STORY + links(1, 2, 3) + STORY, "+-+-+") == []


@pytest.mark.parametrize(
    "inner", ["<li>Fees rise by a tenth</li>", "<h3><a href='/a'>What the city pays</a></h3>", "<li><a href='/a'>The report</a> is at the library</li>"]
)  # fmt: skip
def test_items_with_words_of_their_own_and_subheadings_are_none(inner: str) -> None:
    assert left(f"{STORY}{LINK.format(4)}{inner}{LINK.format(5)}", "+-+-") == []
