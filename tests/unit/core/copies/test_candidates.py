"""Whom a copy is compared with where hundreds of pages stand in one frame."""

from collections.abc import Iterator

import pytest

from tests.support.pages import story
from tests.support.scenario import LATER
from tests.support.texts import made
from worker.core.copies.candidates import COMPARED, PER_KEY, SketchIndex, is_crowded, likeliest
from worker.core.copies.compare import CopyKind, compare
from worker.core.copies.sketch import to_hold
from worker.core.copies.sketching import ASKED

AROUND = 30  # pages in the frame before the original, and after it


@pytest.mark.parametrize("number", range(0, 600, 25))
@pytest.mark.parametrize("extended", [True, False], ids=["extends", "shortened"])
def test_a_copy_finds_its_original_among_pages_in_the_same_frame(number: int, extended: bool) -> None:
    """All share most of their text, and it comes down to a place, a day and a few numbers."""
    pair = made(story(number)), made(f"{story(number)}\n\n{LATER}")
    original, copy = pair if extended else pair[::-1]
    index = SketchIndex()
    around = range(1_000 + number, 1_000 + number + 2 * AROUND)
    for other in around[:AROUND]:
        index.put(f"{other}", to_hold(made(story(other))))
    index.put("original", to_hold(original))
    for other in around[AROUND:]:
        index.put(f"{other}", to_hold(made(story(other))))
    alike = {c.article: found for c in index.near(copy.keys) if (found := compare(copy, c.sketch))}
    assert {name: found.kind for name, found in alike.items()} == {"original": CopyKind.NEAR}


def test_what_one_key_finds_alone_is_always_compared() -> None:
    """So much weight have no more than there are keys."""
    assert ASKED <= COMPARED
    crowd = [(key, number) for key in range(ASKED - 1) for number in range(key, 5_000, ASKED)][: 20 * PER_KEY]
    assert 9_999 in likeliest([*crowd, (ASKED, 9_999)])
    assert len(likeliest(crowd)) == COMPARED


def test_of_equal_weight_the_first_in_the_log_come_first_whatever_order_they_are_found_in() -> None:
    found = [(1, number) for number in range(3 * COMPARED)]
    assert likeliest(found) == likeliest(found[::-1]) == list(range(COMPARED))


def test_a_search_is_crowded_where_something_may_have_been_left_out() -> None:
    few = [(key, number) for key in range(4) for number in range(PER_KEY - 1)]
    assert not is_crowded([])
    assert not is_crowded(few)
    assert is_crowded([*few, (1, PER_KEY)])
    assert is_crowded((number % ASKED, number) for number in range(COMPARED + 1))


class Watched(dict[int, None]):
    """Counts what is read of it."""

    read = 0

    def __iter__(self) -> Iterator[int]:
        for number in super().__iter__():
            self.read += 1
            yield number

    def __reversed__(self) -> Iterator[int]:
        for number in super().__reversed__():
            self.read += 1
            yield number


@pytest.mark.parametrize("held", [1_000, 5_000])
def test_a_search_among_many_copies_reads_a_few_of_them_however_many_there_are(held: int) -> None:
    """Thousands of articles under the same keys, some of them gone again."""
    index, one = SketchIndex(), made(story(1))
    under = {key: Watched() for key in one.keys}
    index._found.update(under)
    for number in range(held):
        index.put(f"{number}", one)
        if number % 3 == 1:
            index.put(f"{number}", None)
    for keys in under.values():
        keys.read = 0
    found = index.near(one.keys)
    assert len(found) == PER_KEY
    assert found[-1].article == f"{held - 1 if held % 3 != 2 else held - 2}"
    assert 0 < max(keys.read for keys in under.values()) <= PER_KEY
