"""`dateline schemas check`, as people and programs use it."""

import json
import tomllib
from pathlib import Path

import pytest
from click.testing import CliRunner

from tests.contract.test_schemas import rewrite
from worker.cli import main
from worker.schemas.folder import CHECKED_OUT, PACKAGED


def run(*arguments: str) -> tuple[int, str, str]:
    """Exit code, stdout and stderr of the command."""
    result = CliRunner().invoke(main, ["schemas", "check", *arguments])
    return result.exit_code, result.stdout, result.stderr


def test_the_shipped_schemas_are_in_order() -> None:
    """Without a folder it checks what came with Dateline, and says how much that is."""
    code, out, _ = run()
    assert (code, out.split(": ")[1].strip()) == (0, "all in order")


def test_a_finding_names_file_place_and_reason(copied: Path) -> None:
    """One line a finding, exit code 1."""
    rewrite(copied / "pages.fates/v1.json", lambda it: it["properties"]["stage"].pop("description"))
    code, out, _ = run(str(copied))
    assert code == 1
    assert 'pages.fates/v1.json: properties/stage: "description" is a required property' in out.splitlines()


def test_json_for_programs(copied: Path) -> None:
    """The same as one object."""
    rewrite(copied / "pages.fates/v1.json", lambda it: it["properties"]["stage"].pop("description"))
    code, out, _ = run(str(copied), "--json")
    assert code == 1
    assert json.loads(out)["findings"][0]["place"] == "properties/stage"


def test_a_folder_that_is_none(tmp_path: Path) -> None:
    """A wrong argument: one line that says what to do, exit code 2."""
    code, out, err = run(str(tmp_path / "nowhere"))
    assert (code, out) == (2, "")
    assert "holds no schemas" in err


@pytest.mark.parametrize("option", ["--help", "-h"])
def test_help_says_what_is_checked(option: str) -> None:
    """The help names the exit codes."""
    code, out, _ = run(option)
    assert code == 0
    assert "Exit code 0" in out


@pytest.mark.parametrize("command", [[], ["process"], ["schemas", "check"], ["topics", "create"]])
def test_examples_in_the_help_stand_line_by_line(command: list[str]) -> None:
    """A line that begins with `dateline` is an example to copy: none is run together with the next."""
    result = CliRunner().invoke(main, [*command, "--help"])
    assert "\\b" not in result.stdout
    assert [line for line in result.stdout.splitlines() if line.count("dateline ") > 1] == []


def test_the_wheel_carries_the_schemas() -> None:
    """Where the package is installed without the checkout, the folder is looked for where the build puts it."""
    root = CHECKED_OUT.parent
    wheel = tomllib.loads((root / "pyproject.toml").read_text())["tool"]["hatch"]["build"]["targets"]["wheel"]
    assert wheel["force-include"] == {CHECKED_OUT.name: PACKAGED.relative_to(root).as_posix()}
