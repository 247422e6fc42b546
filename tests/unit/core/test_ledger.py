"""The books of an audit: one fate an input, `dead` only until another comes."""

import pytest

from worker.core.ledger import Ledger, Status
from worker.core.model import FateKind

PUBLISHED, COPY, DEAD = FateKind.PUBLISHED, FateKind.COPY, FateKind.DEAD


@pytest.mark.parametrize(
    "fates, status",
    [
        ([], Status.OPEN),
        ([PUBLISHED], Status.SETTLED),
        ([PUBLISHED, PUBLISHED], Status.SETTLED),
        ([PUBLISHED, COPY], Status.CONTRADICTED),
        ([DEAD], Status.DEAD),
        ([DEAD, DEAD], Status.DEAD),
        ([DEAD, PUBLISHED], Status.SUPERSEDED),
        ([DEAD, PUBLISHED, COPY], Status.CONTRADICTED),
        ([PUBLISHED, DEAD], Status.CONTRADICTED),
    ],
)
def test_how_an_input_stands_by_its_fates_in_order(fates: list[FateKind], status: Status) -> None:
    ledger = Ledger(10, 13)
    for kind in fates:
        ledger.fate(11, kind)
    assert ledger.status(11) is status
    assert list(ledger.offsets(status)) == ([10, 11, 12] if status is Status.OPEN else [11])
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
    assert [ledger.status(n) for n in range(3)] == [Status.SUPERSEDED, Status.OPEN, Status.DEAD]
    assert ledger.fates() == {PUBLISHED: 1, DEAD: 1}


@pytest.mark.parametrize("kind", [kind for kind in FateKind if kind is not DEAD])
def test_what_was_dead_counts_as_its_replay_ended(kind: FateKind) -> None:
    """Of two replays the weightier: the second of a published page only finds it unchanged."""
    ledger = Ledger(0, 1)
    ledger.fate(0, DEAD)
    ledger.replayed(0, kind)
    assert ledger.fates() == {kind: 1}
    ledger.replayed(0, PUBLISHED)
    ledger.replayed(0, FateKind.UNCHANGED)
    assert ledger.fates() == {PUBLISHED: 1}
    assert ledger.kinds(0) == [DEAD]


def test_offsets_outside_the_range_are_someone_elses() -> None:
    ledger = Ledger(5, 6)
    for offset in (4, 6, 600):
        ledger.fate(offset, PUBLISHED)
        ledger.replayed(offset, PUBLISHED)
    assert ledger.status(5) is Status.OPEN


def test_an_empty_range_has_no_inputs() -> None:
    assert list(Ledger(7, 7).offsets(Status.OPEN)) == []
