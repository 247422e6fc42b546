"""`dateline run`: the worker."""

import tempfile
from pathlib import Path

import click

from worker.cli import common
from worker.core.errors import SettingsError
from worker.settings import STAGES, table, variable_of

WITH_STATE = {"identify", "dedupe"}  # the stages that keep decisions in the state folder
CLOSE = 5.0  # seconds for what the client libraries left running, once the worker has left its group


class WithSettings(click.Command):
    """A command whose help ends with every setting: variable, meaning, default."""

    def format_epilog(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The settings as a list, after whatever else the help ends with."""
        super().format_epilog(ctx, formatter)
        with formatter.section("Settings"):
            formatter.write_dl([(name, _entry(default, meaning)) for name, default, meaning in table()])


def _entry(default: str, meaning: str) -> str:
    return f"{meaning}  [default: {default}]" if default else meaning


def check_folder(folder: Path) -> None:
    """Make the state folder and write in it. Raises SettingsError where that can't be done."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=folder) as file:
            file.write(b"dateline")
    except OSError as error:
        raise SettingsError(
            f"{variable_of('state_dir')}={str(folder)!r} can't be written: {error.strerror}"
        ) from error


def _stages(_: click.Context, __: click.Parameter, text: str) -> tuple[str, ...]:
    named = tuple(dict.fromkeys(name.strip() for name in text.split(",") if name.strip()))
    unknown = [name for name in named if name not in STAGES]
    if unknown or not named:
        wrong = f"{', '.join(unknown)} is no stage" if unknown else "it names no stage"
        raise click.BadParameter(f"{wrong}; there are {', '.join(STAGES)}")
    return named


@click.command(cls=WithSettings)
@click.option(
    "--stages",
    default=",".join(STAGES),
    show_default=True,
    callback=_stages,
    help="Which stages this process runs, comma separated. Offsets belong to the group: moving a stage loses nothing.",
)
def run(stages: tuple[str, ...]) -> int:
    r"""Run the worker: pages from pages.raw in, tagged events out.

    Runs until SIGTERM or Ctrl-C, then finishes what is in hand, commits, and leaves the group.

    Exit code 0 after that; 1 where something unexpected ended it (nothing in hand is acknowledged: it comes again);
    2 for a wrong setting or data file; 70 where the watchdog ended it.

    \b
    Examples:
      dateline run
      dateline run --stages clean
      KAFKA_BOOTSTRAP_SERVERS=kafka:9092 DATELINE_CHILDREN=8 dateline run
    """
    settings = common.read_settings()
    if WITH_STATE.intersection(stages):
        check_folder(settings.state_dir)

    from worker import app
    from worker.runtime import closing

    closing.run(app.run(settings, stages), CLOSE)
    return 0
