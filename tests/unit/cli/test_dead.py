"""`dateline dead` before it reads: what it takes for a class of error, or a stage."""

import pytest
from click.testing import CliRunner

from worker.cli import main


@pytest.mark.parametrize(
    "args, there_are",
    [
        (("list", "--error", "timeouts"), "'timeout', 'crash', 'memory', 'exception', 'undeliverable'"),
        (("redrive", "--error", "timeouts"), "'timeout', 'crash', 'memory', 'exception', 'undeliverable'"),
        (("list", "--stage", "cleaning"), "'clean', 'identify', 'dedupe', 'tag'"),
    ],
)
def test_what_no_letter_can_have_is_a_wrong_call(args: tuple[str, ...], there_are: str) -> None:
    """Nobody takes a typo for the news that there are no such letters."""
    result = CliRunner().invoke(main, ["dead", *args])
    assert result.exit_code == 2
    assert there_are in result.stderr
