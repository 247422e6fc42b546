"""The command's frame: help, errors as one line and an exit code, nothing heavy before it is needed."""

import os
import subprocess
import sys
from pathlib import Path

import click
import pytest
from click.testing import CliRunner, Result

from worker import __version__
from worker.cli import COMMANDS, main
from worker.core.errors import DatelineError, Fenced, SettingsError, Unavailable

REPO = Path(__file__).parents[3]


def run(*args: str) -> Result:
    return CliRunner().invoke(main, args)


@pytest.fixture
def failing(monkeypatch: pytest.MonkeyPatch) -> list[BaseException]:
    """What the command `audit` raises in this test: put it in."""
    errors: list[BaseException] = []

    @click.command()
    def audit() -> None:
        raise errors[0]

    monkeypatch.setattr("worker.cli.audit.audit", audit)
    return errors


def test_help_names_every_command_in_its_section() -> None:
    result = run("--help")
    assert result.exit_code == 0
    for name, entry in COMMANDS.items():
        assert f"{entry.section}:" in result.stdout
        assert f"  {name} " in result.stdout


@pytest.mark.parametrize("name", COMMANDS)
def test_a_command_is_there_and_its_help_begins_as_the_list_says(name: str) -> None:
    result = run(name, "--help")
    assert result.exit_code == 0, result.stderr
    assert "Usage: dateline " + name in result.stdout


@pytest.mark.parametrize("name", COMMANDS)
def test_no_line_of_a_list_of_commands_is_cut_off(name: str) -> None:
    """Click cuts a summary that is too long for its line, in the middle of a sentence."""
    lines = run(name, "--help").stdout.splitlines()[1:]  # after the usage
    assert [line for line in lines if line.endswith("...")] == []


def test_help_imports_nothing_heavy() -> None:
    """`--help` answers at once because what a command needs is imported when it runs."""
    code = (
        "import sys\nfrom worker.cli import main\n"
        "try: main(['--help'])\nexcept SystemExit: pass\n"
        "heavy = {'aiokafka', 'faust', 'rich', 'trafilatura', 'asyncio', 'msgspec'} & set(sys.modules)\n"
        "sys.exit(f'imported: {heavy}' if heavy else 0)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=REPO, capture_output=True, text=True, timeout=60, check=False
    )
    assert done.returncode == 0, done.stderr


def test_version() -> None:
    assert run("--version").stdout == f"dateline {__version__}\n"


@pytest.mark.parametrize("args", [["nope"], ["--nope"], ["load"], ["audit", "--since", "yesterday"]])
def test_a_wrong_call_is_exit_2_with_a_hint(args: list[str]) -> None:
    result = run(*args)
    assert result.exit_code == 2
    assert "Error: " in result.stderr


def test_a_range_of_nothing_proves_nothing() -> None:
    """An audit of it would find no input without a fate."""
    result = run("audit", "--since", "2024-06-02", "--until", "2024-06-01")
    assert result.exit_code == 2
    assert "--since must be before --until" in result.stderr


@pytest.mark.parametrize(
    "error, code",
    [(SettingsError("a"), 2), (Unavailable("a"), 1), (Fenced("a"), 1), (DatelineError("a"), 1)],
)
def test_an_error_of_ours_is_one_line_and_an_exit_code(
    failing: list[BaseException], error: BaseException, code: int
) -> None:
    failing.append(error)
    result = run("audit")
    assert (result.exit_code, result.stderr) == (code, "dateline: a\n")


def test_a_file_that_cannot_be_had_is_one_line(failing: list[BaseException]) -> None:
    """An error of the system that names no file is nobody's mistake, and keeps its stack trace."""
    failing.append(PermissionError(13, "Permission denied", "pages/locked"))
    result = run("audit")
    assert (result.exit_code, result.stderr) == (1, "dateline: pages/locked: Permission denied\n")
    failing[0] = OSError(9, "Bad file descriptor")
    assert run("audit").exception is failing[0]


def test_with_debug_set_the_stack_trace_is_shown(
    failing: list[BaseException], monkeypatch: pytest.MonkeyPatch
) -> None:
    failing.append(Unavailable("a"))
    monkeypatch.setenv("DATELINE_DEBUG", "1")
    assert isinstance(run("audit").exception, Unavailable)


@pytest.mark.parametrize("error, code", [(KeyboardInterrupt(), 130), (BrokenPipeError(), 141)])
def test_an_interrupt_and_a_gone_reader_are_quiet(
    failing: list[BaseException], error: BaseException, code: int
) -> None:
    failing.append(error)
    result = run("audit")
    assert (result.exit_code, result.stdout, result.stderr.strip()) == (code, "", "")


def test_a_wrong_setting_is_one_line_and_exit_2(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATELINE_CHILDREN", "many")
    result = run("audit")
    assert (result.exit_code, len(result.stderr.splitlines())) == (2, 1)
    assert "DATELINE_CHILDREN" in result.stderr


def test_a_locale_that_lacks_a_character_gets_its_code(tmp_path: Path) -> None:
    """`dateline explain` of a Chinese page on a terminal that knows Latin letters alone."""
    (tmp_path / "p.txt").write_text("海洋学院", "utf-8")
    done = subprocess.run(
        [sys.executable, "-m", "worker", "explain", str(tmp_path / "p.txt")],
        cwd=REPO, env={**os.environ, "PYTHONIOENCODING": "ascii"}, capture_output=True, text=True, timeout=120, check=False,
    )  # fmt: skip
    assert (done.returncode, done.stderr) == (0, "")
    assert r"\u6d77\u6d0b" in done.stdout


@pytest.mark.parametrize("command", ["schemas check", "--help", "explain {page}", "process --jobs 1 {page}"])
def test_output_to_a_full_disk_is_one_line(command: str, tmp_path: Path) -> None:
    page = tmp_path / "p.txt"
    page.write_text("Talks in Peru went on.\n" * 4000)
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(
            [sys.executable, "-m", "worker", *command.format(page=page).split()],
            cwd=REPO, stdout=full, stderr=subprocess.PIPE, text=True, timeout=120, check=False,
        )  # fmt: skip
    assert (done.returncode, done.stderr) == (1, "dateline: output: No space left on device\n")


@pytest.mark.parametrize("command", ["process --jobs 1", "explain"])
def test_a_closed_pipe_ends_a_command_quietly(command: str, tmp_path: Path) -> None:
    """`dateline process … | head -1` leaves no stack trace behind, and the exit code of a reader that went away."""
    page = tmp_path / "p.jsonl"
    long = b'{"text": "%s"}\n' % (b"Talks in Peru went on.\\n" * 4000)  # more than a pipe holds
    page.write_bytes(long + b'{"text": "Talks in Peru went on."}\n' * 200)
    command = f"{sys.executable} -m worker {command} {page} | head -1; exit ${{PIPESTATUS[0]}}"
    done = subprocess.run(
        ["bash", "-c", command], cwd=REPO, capture_output=True, text=True, timeout=120, check=False
    )
    assert (done.returncode, len(done.stdout.splitlines())) == (141, 1)
    assert "Traceback" not in done.stderr
    assert "Exception ignored" not in done.stderr
