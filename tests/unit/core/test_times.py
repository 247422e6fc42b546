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
        ("0001-01-01", None),
        ("1900-01-01", None),
        ("1970-01-01T00:00:00Z", None),
        ("1969-12-31T19:00:00-05:00", None),
        ("Thu, 01 Jan 1970 00:00:00 GMT", None),
        ("1970-01-02", "1970-01-02"),
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


def test_what_a_page_says_without_a_zone_is_a_day() -> None:
    """Nobody knows where the page's clock stands, so its time is no instant; handed in, a time without a zone is UTC."""
    assert times.as_told("2024-06-20T08:00:00") == "2024-06-20"
    assert times.as_told("20 Jun 2024 08:00:00") == "2024-06-20"
    assert times.as_told("2024-06-20T08:00:00+02:00") == "2024-06-20T08:00:00+02:00"
    assert times.as_told("1970-01-01T00:00:00") is None
    assert times.iso("2024-06-20T08:00:00") == "2024-06-20T08:00:00Z"


@pytest.mark.parametrize(
    "fetched, last",
    [
        ("2024-06-20T08:00:00Z", "2024-06-20"),
        ("2024-06-20T12:00:00Z", "2024-06-21"),
        ("1970-01-01T00:00:00Z", times.LAST_DAY),
        ("9999-12-31T23:59:59Z", times.LAST_DAY),
        (None, times.LAST_DAY),
    ],
)
def test_the_last_day_that_a_page_can_tell_of(fetched: str | None, last: str) -> None:
    """Where it is already tomorrow, a page is dated tomorrow; a clock that shows nothing bounds nothing."""
    assert times.last_day(fetched) == last


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
        ("2024-06-20T10:00:00", "2024-06-20"),
        ("2024-06-20 10:00:00 EDT", "2024-06-20T10:00:00-04:00"),
        ("2024-06-20 10:00:00 -0500", "2024-06-20T10:00:00-05:00"),
        ("2024-06-20T10:00:00+2:00", "2024-06-20T10:00:00+02:00"),
        ("2024-06-20 10:00:00 QQT", "2024-06-20"),
        ("Thu Jun 20 10:00:00 MSK 2024", "2024-06-20T10:00:00+03:00"),
        ("Thu, 20 Jun 2024 10:00:00 BST", "2024-06-20T10:00:00+01:00"),
        ("Thu, 20 Jun 2024 10:00:00 QQT", "2024-06-20"),
        ("June 20, 2024 10:05 PM JST", "2024-06-20T22:05:00+09:00"),
        ("June 20, 2024 10:05 PM", "2024-06-20"),
        ("0001-01-01T00:00:00Z", None),
        ("-0001-11-30T00:00:00+00:00", None),
        ("0000-00-00 00:00:00", None),
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
        ("12/03/2024", True),
        ("12.03.2024 14:05", True),
        ("12/13/14", False),
        ("14 March 2026, Oslo", False),
        ("2026", False),
    ],
)
def test_a_line_that_is_only_a_date(line: str, alone: bool) -> None:
    """A date and a time of day are a date alone, whichever of two numbers is the month; with a word beside them they are a line of text."""
    assert writtendates.is_alone(line) is alone


@pytest.mark.parametrize(
    "tag, line, said",
    [
        ("en", "March 3, 2025 at 5:10 p.m. EST", "2025-03-03T17:10:00-05:00"),
        ("en", "Published 5:10 PM EDT, Thu July 3, 2025", "2025-07-03T17:10:00-04:00"),
        ("en", "July 3, 2025, 12:05 AM ET", "2025-07-03T00:05:00-04:00"),
        ("en", "January 3, 2025 | 9:05 ET", "2025-01-03T09:05:00-05:00"),
        ("en", "March 9, 2025 9:05 ET", "2025-03-09"),
        ("en", "3 July 2025, 10.15 BST", "2025-07-03T10:15:00+01:00"),
        ("bn", "3 July 2025, 10:15 BST", "2025-07-03T10:15:00+06:00"),
        ("en-IN", "July 3, 2025 10:15 am IST", "2025-07-03T10:15:00+05:30"),
        ("en-IE", "3 July 2025 10:15 IST", "2025-07-03T10:15:00+01:00"),
        ("en", "3 July 2025 10:15 IST", "2025-07-03"),
        ("zh", "2025年7月3日 10:15 CST", "2025-07-03T10:15:00+08:00"),
        ("de", "3. Juli 2025 um 10:15 Uhr MESZ", "2025-07-03T10:15:00+02:00"),
        ("fr", "le 3 juillet 2025 à 10h15 (CEST)", "2025-07-03T10:15:00+02:00"),
        ("ru", "3 июля 2025, 10:15 МСК", "2025-07-03T10:15:00+03:00"),
        ("id", "3 Juli 2025, 10:15 WIB", "2025-07-03T10:15:00+07:00"),
        ("ja", "2025年7月3日 10:15 JST", "2025-07-03T10:15:00+09:00"),
        ("en", "July 3, 2025 10:15 GMT+3", "2025-07-03T10:15:00+03:00"),
        ("en", "July 3, 2025 25:15 GMT", "2025-07-03"),
        ("en", "July 3, 2025 13:15 pm GMT", "2025-07-03"),
        ("fr", "le 3 juillet 2025 à 10:15 est paru", "2025-07-03"),
        ("en", "July 3, 2025 10:15", "2025-07-03"),
    ],
)
def test_a_time_of_day_counts_with_its_zone(tag: str, line: str, said: str) -> None:
    """By the page's language where a name means two zones; without a zone that is known the day is all that is said."""
    assert [found.date for found in writtendates.find(line, tag)] == [said]


def test_java_writes_chinas_zone_as_americas() -> None:
    assert dates.declared("Thu Jun 20 10:00:00 CST 2024", "zh-CN") == "2024-06-20T10:00:00+08:00"
    assert dates.declared("Thu Jun 20 10:00:00 CST 2024", "en") == "2024-06-20T10:00:00-06:00"


def test_tags_of_no_known_language_share_what_is_made_for_one() -> None:
    """Pages declare tags of all sorts, and what is made for a language stays as long as the process."""
    made = (writtendates._months, writtendates._patterns, writtendates._days)
    sizes = set()
    for tag in ("x0", "x1", "german", "ja-JP"):
        assert [found.date for found in writtendates.find("5 März 2024", tag)] == ["2024-03-05"]
        assert writtendates.without_days("Last Tuesday", tag) == "last"
        sizes.add(tuple(kept.cache_info().currsize for kept in made))
    assert len(sizes) == 1
