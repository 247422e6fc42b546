"""The books of an audit: one fate an input, `dead` only until another comes."""

import pytest

from worker.core.ledger import Ledger, Standing
from worker.core.model import FateKind

PUBLISHED, COPY, DEAD = FateKind.PUBLISHED, FateKind.COPY, FateKind.DEAD


@pytest.mark.parametrize(
    "fates, standing",
    [
        ([], Standing.OPEN),
        ([PUBLISHED], Standing.SETTLED),
        ([PUBLISHED, PUBLISHED], Standing.SETTLED),
        ([PUBLISHED, COPY], Standing.CONTRADICTED),
        ([DEAD], Standing.DEAD),
        ([DEAD, DEAD], Standing.DEAD),
        ([DEAD, PUBLISHED], Standing.SUPERSEDED),
        ([DEAD, PUBLISHED, COPY], Standing.CONTRADICTED),
        ([PUBLISHED, DEAD], Standing.CONTRADICTED),
    ],
)
def test_how_an_input_stands_by_its_fates_in_order(fates: list[FateKind], standing: Standing) -> None:
    ledger = Ledger(10, 13)
    for kind in fates:
        ledger.fate(11, kind)
    assert ledger.standing(11) is standing
    assert list(ledger.offsets(standing)) == ([10, 11, 12] if standing is Standing.OPEN else [11])
    assert ledger.kinds(11) == [kind for kind in FateKind if kind in fates]


@pytest.mark.parametrize("kind", list(FateKind))
def test_each_fate_is_counted_as_itself(kind: FateKind) -> None:
    ledger = Ledger(0, 2)
    ledger.fate(1, kind)
    assert ledger.fates() == {kind: 1}


def test_a_later_fate_counts_instead_of_dead() -> None:
    ledger = Ledger(0, 1)
    ledger.fate(0, DEAD)
    ledger.fate(0, COPY)
    assert ledger.fates() == {COPY: 1}


def test_a_replay_supersedes_dead_but_is_no_fate_of_its_own() -> None:
    ledger = Ledger(0, 3)
    ledger.fate(0, DEAD)
    ledger.replayed(0, PUBLISHED)
    ledger.replayed(1, PUBLISHED)
    ledger.fate(2, DEAD)
    ledger.replayed(2, DEAD)
    assert [ledger.standing(n) for n in range(3)] == [Standing.SUPERSEDED, Standing.OPEN, Standing.DEAD]


def test_offsets_outside_the_range_are_someone_elses() -> None:
    ledger = Ledger(5, 6)
    for offset in (4, 6, 600):
        ledger.fate(offset, PUBLISHED)
        ledger.replayed(offset, PUBLISHED)
    assert ledger.standing(5) is Standing.OPEN


def test_an_empty_range_has_no_inputs() -> None:
    assert list(Ledger(7, 7).offsets(Standing.OPEN)) == []
