"""The command `dateline`: its subcommands, and the one place where an error becomes a line and an exit code."""

import errno
import importlib
import io
import os
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, NoReturn, TextIO

import click

from worker import __version__
from worker.core.errors import DatelineError, SettingsError

INTERRUPTED = 130  # as shells count a process ended by SIGINT
BROKEN_PIPE = 141  # and by SIGPIPE
NO_ROOM = (errno.ENOSPC, errno.EDQUOT, errno.EIO)  # what a disk says to a write that names no file


@dataclass(frozen=True, slots=True)
class Entry:
    """A subcommand: where its code is, and its line in the help. The module is imported when the command runs."""

    section: str
    target: str  # module:attribute
    summary: str


COMMANDS = {
    "run": Entry("The worker", "worker.cli.run:run", "Run the worker: pages in, tagged events out."),
    "topics": Entry(
        "The worker", "worker.cli.topics:topics", "Make the topics, or say how the existing ones differ."
    ),
    "load": Entry("Pages and events", "worker.cli.load:load", "Put files into pages.raw."),
    "watch": Entry("Pages and events", "worker.cli.watch:watch", "Read a topic, as a person or as a pipe."),
    "process": Entry(
        "Pages and events", "worker.cli.process:process", "Turn pages into events without Kafka."
    ),
    "explain": Entry(
        "Pages and events",
        "worker.cli.explain:explain",
        "What was cut from a page, and why each tag; or why two pages are copies.",
    ),
    "audit": Entry(
        "Proof and repair", "worker.cli.audit:audit", "Prove that every page has exactly one fate."
    ),
    "state": Entry(
        "Proof and repair",
        "worker.cli.state:state",
        "Show what is remembered here: size, age, memory by language.",
    ),
    "dead": Entry("Proof and repair", "worker.cli.dead:dead", "List, show and redrive dead letters."),
    "furniture": Entry(
        "Care of the data", "worker.cli.furniture:furniture", "Learn the blocks that recur on a site's pages."
    ),
    "registry": Entry(
        "Care of the data", "worker.cli.registry:registry", "Check or build the registry of leaders."
    ),
    "schemas": Entry(
        "Care of the data", "worker.cli.schemas:schemas", "Check the message schemas and their examples."
    ),
}


class ReaderGone(Exception):
    """The reader of our output went away."""


class Dateline(click.Group):
    """The group of subcommands, imported when called, and their errors."""

    def __init__(self, *args: Any, **extra: Any) -> None:
        super().__init__(*args, **extra)
        _unwrapped(self)

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's signature
        """All names, in the order of the help."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        """The subcommand of this name, its module imported now."""
        if cmd_name not in COMMANDS:
            return None
        module, _, attribute = COMMANDS[cmd_name].target.partition(":")
        command: click.Command = getattr(importlib.import_module(module), attribute)
        return _unwrapped(command)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002
        """The subcommands by section, without importing any."""
        for section in dict.fromkeys(entry.section for entry in COMMANDS.values()):
            rows = [(name, entry.summary) for name, entry in COMMANDS.items() if entry.section == section]
            with formatter.section(section):
                formatter.write_dl(rows, col_max=12)

    def invoke(self, ctx: click.Context) -> Any:
        """Run the subcommand. click would make a reader that goes away a plain 1."""
        try:
            return super().invoke(ctx)
        except BrokenPipeError as error:
            raise ReaderGone from error

    def main(  # type: ignore[override]
        self,
        args: Sequence[str] | None = None,
        prog_name: str | None = "dateline",
        **extra: Any,
    ) -> NoReturn:
        """Run a subcommand and end the process: what it returns is the exit code, None is 0."""
        extra["standalone_mode"] = False
        _never_refuse(sys.stdout)
        try:
            code = super().main(args, prog_name, **extra)
        except click.ClickException as error:
            error.show()
            code = error.exit_code
        except (KeyboardInterrupt, click.Abort):
            code = INTERRUPTED
        except ReaderGone:
            code = BROKEN_PIPE
        except DatelineError as error:
            code = _say(error, str(error))
        except OSError as error:
            if error.filename is None and error.errno not in NO_ROOM:
                raise
            code = _say(error, f"{error.filename or 'output'}: {error.strerror}")
        sys.exit(_flushed(code))


def _never_refuse(stream: TextIO) -> None:
    """Have a terminal or locale that lacks a character be given its code: that is no reason to end with a stack trace."""
    if isinstance(stream, io.TextIOWrapper):
        stream.reconfigure(errors="backslashreplace")


def _unwrapped(command: click.Command) -> click.Command:
    r"""The command, its help's examples kept line by line: click's mark for that is the one character of `\b`."""
    command.help = (command.help or "").replace("\\b\n", "\b\n")
    for inner in getattr(command, "commands", {}).values():
        _unwrapped(inner)
    return command


def _say(error: Exception, line: str) -> int:
    """One line on stderr; the exit code. With DATELINE_DEBUG set, the stack trace instead."""
    if os.environ.get("DATELINE_DEBUG"):
        raise error
    click.echo(f"dateline: {line}", err=True)
    return 2 if isinstance(error, SettingsError) else 1


def _flushed(code: object) -> int:
    """The exit code once stdout is written out. A reader or disk that takes no more must not make the interpreter complain at its end."""
    so_far = code if isinstance(code, int) else 0
    try:
        sys.stdout.flush()
    except OSError as error:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        if so_far:  # what went wrong has been said
            return so_far
        return BROKEN_PIPE if isinstance(error, BrokenPipeError) else _say(error, f"output: {error.strerror}")
    return so_far


@click.group(
    "dateline",
    cls=Dateline,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    epilog="Kafka is found at KAFKA_BOOTSTRAP_SERVERS; every other setting is a DATELINE_… variable "
    "(`dateline run --help` lists them). Data goes to stdout, everything else to stderr. With DATELINE_DEBUG=1 a command "
    "that fails shows its stack trace.",
)
@click.version_option(__version__, prog_name="dateline", message="%(prog)s %(version)s")
def main() -> None:
    r"""Raw news pages in; clean, deduplicated and tagged articles out.

    \b
    Try it without Kafka:
      dateline process samples/ | head
    With Kafka:
      dateline topics create
      dateline run          (in a terminal of its own)
      dateline load samples/
      dateline watch articles.tagged --from-beginning --country FR
      dateline audit
    """
