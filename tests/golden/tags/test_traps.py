"""Sentences that set a trap, one file a language, found by walking: a new case needs no code."""

from pathlib import Path
from typing import NamedTuple

import pytest

from worker.core.tags.tagger import Tagger

HERE = Path(__file__).parent


class Trap(NamedTuple):
    """One sentence and what must and must not be read in it."""

    lang: str
    date: str
    text: str
    must: frozenset[str]
    must_not: frozenset[str]
    leaders: frozenset[tuple[str, str]]
    aims_at: str


def _codes(cell: str) -> frozenset[str]:
    return frozenset(cell.split(",")) if cell else frozenset()


def _trap(lang: str, line: str) -> Trap:
    date, text, must, must_not, leaders, aims_at = line.split("\t")
    named = frozenset(
        (name, status) for name, _, status in (one.partition(":") for one in leaders.split(";") if one)
    )
    return Trap(lang, date, text, _codes(must), _codes(must_not), named, aims_at)


TRAPS = [
    _trap(path.stem, line)
    for path in sorted(HERE.glob("*.tsv"))
    for line in path.read_text("utf-8").splitlines()
    if line and not line.startswith("#")
]
# Traps we still fall into: kept, so that the day one is passed the test says so.
KNOWN_FALLS = frozenset((HERE / "falls.txt").read_text("utf-8").splitlines())
CASES = [
    pytest.param(
        trap,
        id=f"{trap.lang}-{number}",
        marks=[pytest.mark.xfail(strict=True)] if trap.text in KNOWN_FALLS else [],
    )
    for number, trap in enumerate(TRAPS)
]


def wrong(tagger: Tagger, trap: Trap) -> tuple[object, object, object]:
    """What a trap makes of the tags: countries missed, countries that only looked so, leaders other than the ones named."""
    tags = tagger.tag(None, trap.text, trap.lang, trap.date, "published")
    codes = frozenset(country.code for country in tags.countries)
    leaders = frozenset((leader.name, leader.status) for leader in tags.leaders)
    return trap.must - codes, trap.must_not & codes, leaders ^ trap.leaders


@pytest.mark.parametrize("trap", CASES)
def test_a_trap_is_seen(tagger: Tagger, trap: Trap) -> None:
    """Every country that is there is tagged, none that only looks so, and the leaders are the ones named, with their status."""
    nothing: frozenset[object] = frozenset()
    assert wrong(tagger, trap) == (nothing, nothing, nothing), trap.aims_at


def test_the_traps_are_many_and_nearly_all_seen() -> None:
    """At least 200 sentences in 25 languages, and 95 of 100 pass: the list of falls can't grow unseen."""
    assert len(TRAPS) >= 200
    assert len({trap.lang for trap in TRAPS}) >= 25
    assert len(KNOWN_FALLS) <= len(TRAPS) * 0.05
