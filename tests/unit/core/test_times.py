import pytest

from worker.core import times
from worker.core.clean.metadata import dates, writtendates


@pytest.mark.parametrize(
    "given, expected",
    [
        ("2024-06-20", "2024-06-20"),
        ("2024-06-20T08:00:00Z", "2024-06-20T08:00:00Z"),
        ("2024-06-20 08:00", "2024-06-20T08:00:00Z"),
        ("2024-06-20T08:00:00+02:00", "2024-06-20T08:00:00+02:00"),
        ("2024-06-20T08:00:00.5Z", "2024-06-20T08:00:00.500Z"),
        ("2024-06-20T08:00:00.1234567+0000", "2024-06-20T08:00:00.123Z"),
        ("Thu, 20 Jun 2024 08:00:00 GMT", "2024-06-20T08:00:00Z"),
        ("2024-02-30", None),
        ("0001-01-01T00:00:00+14:00", None),
        ("yesterday", None),
        ("", None),
        ("\ud800", None),
        ("Thu, 99 Jun 2024 99:00:00 GMT", None),
    ],
)
def test_iso(given: str, expected: str | None) -> None:
    assert times.iso(given) == expected


def test_utc_moves_the_clock_and_widens_a_date() -> None:
    assert times.utc("2024-06-20T01:00:00+02:00") == "2024-06-19T23:00:00Z"
    assert times.utc("2024-06-20") == "2024-06-20T00:00:00Z"
    assert times.utc("nonsense") is None


def test_a_record_without_a_timestamp_never_gets_the_clock() -> None:
    assert times.from_millis(1_700_000_000_123) == "2023-11-14T22:13:20.123Z"
    assert times.from_millis(1_700_000_000_000) == "2023-11-14T22:13:20Z"
    for nothing in (10**18, -1, -(10**18)):
        assert times.from_millis(nothing) == "1970-01-01T00:00:00Z"


@pytest.mark.parametrize(
    "given, expected",
    [
        ("20240620", "2024-06-20"),
        ("2024/06/20 10:00", "2024-06-20"),
        ("20 June", None),
        ("2024133100", None),
        ("1718870400", "2024-06-20T08:00:00Z"),
        ("June 20, 2024", "2024-06-20"),
    ],
)
def test_other_declared_forms(given: str, expected: str | None) -> None:
    assert dates.declared(given) == expected


@pytest.mark.parametrize(
    "line, alone",
    [
        ("14 March 2026", True),
        ("14 марта 2026, 10:30", True),
        ("2026年3月14日 08:15", True),
        ("On 14 March 2026 the council voted.", False),
        ("14 March 2026, Oslo", False),
        ("2026", False),
    ],
)
def test_a_line_that_is_only_a_date(line: str, alone: bool) -> None:
    """A date and a time of day are a date alone; with a word beside them they are a line of text."""
    assert writtendates.is_alone(line) is alone
