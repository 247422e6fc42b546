"""Who is a copy of whom, and of what kind, on our own pairs; and the measure on the newswire itself."""

from collections import Counter
from datetime import UTC, datetime
from typing import Any

import pytest

from tests.quality import copies, copypairs
from tests.quality.copynews import Found, Story, likeness
from tests.quality.copypairs import NONE

CASES = copypairs.cases()


@pytest.fixture(scope="module")
def verdicts() -> dict[str, str]:
    """What the stages say of each pair's second page."""
    return copies.judged(CASES)


def test_the_pairs_are_enough_of_each() -> None:
    """300 pairs in 12 languages and more, 90 of them no copies, no two of one name."""
    kinds = Counter(case.pair.kind for case in CASES)
    assert len({case.name for case in CASES}) == len(CASES) >= 300
    assert len({case.lang for case in CASES}) >= 12
    assert kinds[NONE] >= 90
    assert min(kinds[kind] for kind in ("exact", "near", "wire")) >= 30


def test_a_page_is_read_as_it_was_written() -> None:
    """The pages' own text reaches the stages: nothing of the measure hangs on what extraction loses."""
    lost = [case.name for case in CASES if not copypairs.read_whole(case)]
    assert lost == []


def test_kinds_are_right_and_no_template_is_a_copy(verdicts: dict[str, str], record_property: Any) -> None:
    """The floors of copy_floors.toml hold."""
    figures = copies.pair_figures(CASES, verdicts)
    record_property("copies", figures)
    short = copies.shortfalls("pairs", copypairs.digest(CASES), figures)
    assert short == [], "\n".join(copies.wrong_pairs(CASES, verdicts))


def test_in_one_stream_each_copy_names_its_own_story(verdicts: dict[str, str]) -> None:
    """All pages through one decider: what comes between a story and its copy changes nothing."""
    assert copypairs.misplaced(CASES, verdicts) == []


def test_a_floor_set_on_other_data_holds_nothing() -> None:
    """Neither does a share below its floor or a count above its ceiling pass."""
    good = {"kind_right": 1.0, "templates_as_copies": 0}
    digest = copypairs.digest(CASES)
    assert copies.shortfalls("pairs", digest, good) == []
    assert len(copies.shortfalls("pairs", "other", good)) == 1
    assert len(copies.shortfalls("pairs", digest, {"kind_right": 0.0, "templates_as_copies": 1})) == 2


@pytest.mark.parametrize(
    "one, other, jaccard, containment",
    [
        ("a b c d e f", "a b c d e f", 1.0, 1.0),
        ("a b c d e f", "A, b. c d e\nf g", 2 / 3, 1.0),
        ("a b c d e f", "b c d e f a", 1 / 3, 0.5),
        ("a b c", "A b c.", 1.0, 1.0),
        ("a b c", "a b c d e f", 0.0, 0.0),
    ],
)
def test_what_two_stories_share(one: str, other: str, jaccard: float, containment: float) -> None:
    found = likeness(story(1, one), story(2, other))
    assert (found.jaccard, found.containment) == pytest.approx((jaccard, containment))


def test_copies_of_one_story_are_found_together() -> None:
    """A pair counts as found where both are copies of a third, and where one is the other's."""
    found = Found(canonical={2: 1, 3: 1})
    assert found.together(2, 3)
    assert found.together(1, 3)
    assert not found.together(3, 4)


def story(number: int, body: str) -> Story:
    return Story(number, datetime(1987, 3, 1, tzinfo=UTC), "A title", body)
