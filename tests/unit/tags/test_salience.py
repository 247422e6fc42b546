"""What an article is about."""

from worker.core.tags.nouns import Evidence
from worker.core.tags.salience import about, salience


def _piece(code: str, start: int, kind: str = "name") -> Evidence:
    return Evidence(start, start + 3, code, kind, "test")


def test_title_and_lead_weigh_more() -> None:
    """A country named in the title comes before one named as often further down."""
    values = salience([_piece("NO", 2), _piece("SE", 900)], body=20)
    assert values["NO"] > values["SE"]


def test_salience_is_a_share() -> None:
    """Between 0 and 1, three decimals, whatever comes in."""
    values = salience([_piece("NO", place) for place in range(0, 5000, 10)], body=20)
    assert values == {"NO": 1.0}
    assert salience([], body=0) == {}


def test_about_is_at_most_three_and_those_that_stand_out() -> None:
    """The fourth country, and one far behind the first, is only mentioned."""
    assert about({"A": 0.9, "B": 0.8, "C": 0.7, "D": 0.6}) == {"A", "B", "C"}
    assert about({"A": 0.9, "B": 0.3}) == {"A"}
    assert about({}) == frozenset()
