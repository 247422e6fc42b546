"""Who is a copy of whom, and of what kind, never falls under the floors of copy_floors.toml."""

import tomllib
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from tests.quality import copypairs
from tests.quality.copypairs import NONE, Case

FLOORS: dict[str, dict[str, Any]] = tomllib.loads(
    (Path(__file__).parent / "copy_floors.toml").read_text("utf-8")
)
CASES = copypairs.cases()


@pytest.fixture(scope="module")
def verdicts() -> dict[str, str]:
    """What the stages say of each pair's second page."""
    return {case.name: copypairs.judged(case) for case in CASES}


def test_the_pairs_are_what_the_floors_were_set_on() -> None:
    assert copypairs.digest(CASES) == FLOORS["pairs"]["digest"], (
        "other pairs: measure anew, and set floors and digest together"
    )


def test_the_pairs_are_enough_of_each() -> None:
    """300 pairs in 12 languages and more, 90 of them no copies, no two of one name."""
    kinds = Counter(case.pair.kind for case in CASES)
    assert len({case.name for case in CASES}) == len(CASES) >= 300
    assert len({case.lang for case in CASES}) >= 12
    assert kinds[NONE] >= 90
    assert min(kinds[kind] for kind in ("exact", "near", "wire")) >= 30


def test_kinds_are_right(verdicts: dict[str, str], record_property: Any) -> None:
    """The share of pairs whose kind is right."""
    wrong = [
        f"{case.name}: {verdicts[case.name]}, not {case.pair.kind}"
        for case in CASES
        if _wrong(case, verdicts)
    ]
    share = 1 - len(wrong) / len(CASES)
    record_property("kind_right", round(share, 3))
    assert share >= FLOORS["pairs"]["kind_right"], "\n".join(wrong)


def test_no_template_is_called_a_copy(verdicts: dict[str, str]) -> None:
    """Other numbers and names in the same frame are another story."""
    called = [
        f"{case.name}: {verdicts[case.name]}"
        for case in CASES
        if case.is_template and verdicts[case.name] != NONE
    ]
    assert len(called) <= FLOORS["pairs"]["templates_as_copies"], "\n".join(called)


def test_a_page_is_read_as_it_was_written() -> None:
    """The pages' own text reaches the stages: nothing of the measure hangs on what extraction loses."""
    lost = [case.name for case in CASES if not copypairs.read_whole(case)]
    assert lost == []


def _wrong(case: Case, verdicts: dict[str, str]) -> bool:
    return verdicts[case.name] != case.pair.kind
