"""`dateline run` before the worker starts: its help."""

from click.testing import CliRunner, Result

from worker.cli import main
from worker.settings import table


def run(*args: str, **environ: str) -> Result:
    return CliRunner().invoke(main, ["run", *args], env=environ)


def test_the_help_lists_every_setting_with_its_default_and_meaning() -> None:
    words = run("--help").stdout.split()
    settings = words[words.index("Settings:") + 1 :]
    for name, default, meaning in table():
        entry = [name, *meaning.split(), *(f"[default: {default}]".split() if default else [])]
        begin = settings.index(name)
        assert settings[begin : begin + len(entry)] == entry


def test_each_setting_begins_a_line_of_the_help() -> None:
    begins = [line.split()[0] for line in run("--help").stdout.splitlines() if line.strip()]
    assert {name for name, _, _ in table()} <= set(begins)
