"""`dateline run` before the worker starts: its help, and the folder it needs."""

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from worker.cli import main
from worker.cli.run import check_folder
from worker.core.errors import SettingsError
from worker.settings import table


def run(*args: str, **environ: str) -> Result:
    return CliRunner().invoke(main, ["run", *args], env=environ)


def test_the_help_lists_every_setting_with_its_default_and_meaning() -> None:
    words = run("--help").stdout.split()
    settings = words[words.index("Settings:") + 1 :]
    for name, default, meaning in table():
        entry = [name, *meaning.split(), *(f"[default: {default}]".split() if default else [])]
        begin = next(at for at, word in enumerate(settings) if word == name and settings[at + 1] == entry[1])
        assert settings[begin : begin + len(entry)] == entry


def test_each_setting_begins_a_line_of_the_help() -> None:
    begins = [line.split()[0] for line in run("--help").stdout.splitlines() if line.strip()]
    assert {name for name, _, _ in table()} <= set(begins)


def test_a_state_folder_is_made_and_left_empty(tmp_path: Path) -> None:
    folder = tmp_path / "new" / "state"
    check_folder(folder)
    check_folder(folder)
    assert list(folder.iterdir()) == []


@pytest.mark.parametrize("folder", ["/proc", "/proc/x", "/dev/null", "/dev/null/x"])
def test_a_folder_that_cannot_be_made_or_written_is_a_wrong_setting(folder: str) -> None:
    with pytest.raises(SettingsError, match=f"^DATELINE_STATE_DIR='{folder}' can't be written: [A-Z]"):
        check_folder(Path(folder))


@pytest.mark.parametrize("stages", ["identify", "dedupe", "clean,identify,dedupe,tag"])
def test_an_unusable_state_folder_is_one_line_and_exit_2_before_kafka_is_looked_for(
    stages: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("asyncio.run", None)  # nothing may start
    result = run("--stages", stages, DATELINE_STATE_DIR="/proc/x")
    assert (result.exit_code, len(result.stderr.splitlines())) == (2, 1)
    assert result.stderr.startswith("dateline: DATELINE_STATE_DIR='/proc/x' can't be written")


@pytest.mark.parametrize(
    "stages, said",
    [("", "it names no stage"), (",", "it names no stage"), ("clean,tags", "tags is no stage")],
)
def test_a_stage_that_is_none_is_a_wrong_call(stages: str, said: str) -> None:
    result = run("--stages", stages)
    assert result.exit_code == 2
    assert f"{said}; there are clean, identify, dedupe, tag" in result.stderr
