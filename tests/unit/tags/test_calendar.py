"""What an office is on a day."""

import pytest

from worker.core.tags.lexicon.calendar import day, distance, standing
from worker.core.tags.lexicon.nouns import Office, Person

TERM = Office("NO", "Prime Minister", "head", "2010-01-01", "2014-06-30")
AGAIN = Office("NO", "President", "head", "2016-03-01", ahead=60)
MINISTER = Office("NO", "Minister of Fish", "minister", "2013-01-01", "2018-01-01")


def _status(offices: tuple[Office, ...], at: str) -> tuple[str, str] | None:
    found = standing(Person("Anna Berg", offices), day(at))
    return (found.office.office, found.status) if found else None


@pytest.mark.parametrize(
    "at, expected",
    [
        ("2009-01-01", None),
        ("2009-12-01", None),
        ("2009-12-20", ("Prime Minister", "designate")),
        ("2010-01-01", ("Prime Minister", "current")),
        ("2014-06-30", ("Prime Minister", "current")),
        ("2014-07-01", ("Prime Minister", "former")),
    ],
)
def test_the_calendar_decides(at: str, expected: tuple[str, str] | None) -> None:
    """A month before a term that a parliament decides on nobody knows who will lead; then designate, current to the last day, former after it."""
    assert _status((TERM,), at) == expected


def test_a_holder_voted_for_long_before_is_designate() -> None:
    """As many days before the first one as the office says."""
    term = Office("NO", "President", "head", "2024-10-01", ahead=124)
    assert _status((term,), "2024-06-04") == ("President", "designate")
    assert _status((term,), "2024-05-20") is None


def test_a_minister_named_long_before_is_designate_where_the_entry_says_so() -> None:
    """Three weeks are what is usual of ministers; an entry's own days are taken as they are."""
    usual, told = (
        Office("NO", "Minister of Fish", "minister", "2024-10-01", ahead=ahead) for ahead in (None, 60)
    )
    assert _status((usual,), "2024-08-15") is None
    assert _status((usual,), "2024-09-15") == ("Minister of Fish", "designate")
    assert _status((told,), "2024-08-15") == ("Minister of Fish", "designate")


def test_the_office_that_counts_most() -> None:
    """Current before designate before former, heads before ministers."""
    assert _status((TERM, MINISTER), "2015-01-01") == ("Minister of Fish", "current")
    assert _status((TERM, MINISTER), "2013-06-01") == ("Prime Minister", "current")
    assert _status((TERM, AGAIN), "2016-02-01") == ("President", "designate")
    assert _status((TERM, AGAIN), "2020-01-01") == ("President", "current")


def test_an_open_office_is_unknown_long_after_it_was_seen() -> None:
    """A source that last looked in 2012 says nothing about 2020."""
    seen = Office("NO", "Minister of Fish", "minister", "2010-01-01", None, "2012-01-01")
    assert _status((seen,), "2012-06-01") == ("Minister of Fish", "current")
    assert _status((seen,), "2020-06-01") == ("Minister of Fish", "unknown")


def test_without_a_date_the_status_is_unknown() -> None:
    """No date, no calendar: the highest and latest office, status unknown."""
    found = standing(Person("Anna Berg", (TERM, AGAIN, MINISTER)), None)
    assert found is not None
    assert (found.office.office, found.status) == ("President", "unknown")


def test_days_of_every_form_compare() -> None:
    """A year or month stands for its first day, or its last where an end is meant."""
    assert day("2014") == day("2014-01-01")
    assert day("2014", last=True) == day("2014-12-31")
    assert day("2014-05-02T10:00:00Z") == day("2014-05-02")
    assert day(None) is None


def test_distance_is_nought_in_office() -> None:
    """Days to the nearest day in office."""
    person = Person("Anna Berg", (TERM,))
    in_office, later = day("2012-01-01"), day("2015-06-30")
    assert in_office is not None
    assert later is not None
    assert distance(person, in_office) == 0
    assert distance(person, later) > 300


@pytest.mark.parametrize(
    "country, office, kind, found",
    [
        ("DK", "Minister of Fish", "minister", None),
        ("US", "Secretary of Fish", "minister", "designate"),
        ("DK", "Prime Minister", "head", None),
    ],
)
def test_ministers_are_known_shortly_before_their_first_day(
    country: str, office: str, kind: str, found: str | None
) -> None:
    """Six weeks before a cabinet is agreed on nobody is its minister, or heads it; a president elect names his."""
    term = Office(country, office, kind, "2022-12-15", "2024-01-01")
    held = standing(Person("Anna Berg", (term,)), day("2022-11-02"))
    assert (held.status if held else None) == found
    soon = standing(Person("Anna Berg", (term,)), day("2022-12-10"))
    assert soon is not None
    assert soon.status == "designate"
