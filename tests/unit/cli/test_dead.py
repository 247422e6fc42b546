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


@pytest.mark.parametrize(
    "args", [(), ("--all", "0:1"), ("--all", "--error", "timeout"), ("--error", "timeout", "0:1")]
)
def test_which_letters_to_send_again_is_said_in_one_way(args: tuple[str, ...]) -> None:
    """Nobody who names a letter gets all of them, nor one for all."""
    result = CliRunner().invoke(main, ["dead", "redrive", *args])
    assert result.exit_code == 2
    assert "in one way" in result.stderr
