"""`dateline watch` before it reads: what it takes for a filter."""

import pytest
from click.testing import CliRunner, Result

from worker.cli import main
from worker.cli.watch import Wanted
from worker.core.model import Message


def run(*args: str) -> Result:
    """The command with a wrong setting, which ends it once its options are read."""
    return CliRunner().invoke(main, ["watch", *args], env={"DATELINE_CHILDREN": "many"})


@pytest.mark.parametrize("country", ["France", "F", "", "F1", "FRA", "F ", "ÉÉ", "FR,DE", "XX", "ZZ"])
def test_a_country_that_no_tag_can_have_is_a_wrong_call(country: str) -> None:
    result = run("articles.tagged", "--country", country)
    assert result.exit_code == 2
    assert f"{country!r} is no country's code; write its two letters, such as FR" in result.stderr


@pytest.mark.parametrize("country", ["FR", "fr", "Xk", "HK"])
def test_two_letters_of_any_case_are_a_country(country: str) -> None:
    assert run("articles.tagged", "--country", country).stderr.startswith("dateline: DATELINE_CHILDREN")


@pytest.mark.parametrize("country, shown", [("fr", True), ("FR", True), ("US", False), (None, True)])
def test_the_filter_reads_the_header(country: str | None, shown: bool) -> None:
    message = Message(
        topic="t",
        partition=0,
        offset=0,
        key=b"k",
        value=b"",
        headers=(("ce_countries", b"DE,FR"),),
        timestamp=0,
    )
    assert Wanted(country, None)(message) is shown
