"""How far long work has come: a bar on a terminal, a plain line now and then elsewhere, both on stderr."""

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

import click

from worker.cli.common import counted, paced, say

if TYPE_CHECKING:
    from rich.progress import Progress as Bar

PLAIN_EVERY = 10.0  # seconds between two plain lines


class Progress(Protocol):
    """What long work tells as it goes."""

    def seen(self, amount: int) -> None:
        """So much of the total has been taken in."""

    def more(self, count: int) -> None:
        """So many more are finished."""

    def tell(self, line: str) -> None:
        """A line for a person, on stderr: a bar makes room for it."""


def size_of(files: list[str]) -> int | None:
    """Bytes in these files together; None where that can't be known, as of stdin."""
    try:
        return sum(Path(name).stat().st_size for name in files)
    except OSError:
        return None


@contextmanager
def progress(noun: str, total: int | None, *, beside_data: bool = False) -> Iterator[Progress]:
    """Shows how many (of `noun`: "page") are done, and the share of `total` taken in.

    `beside_data`: lines go to stdout meanwhile, and where that is a terminal, too, they leave no room for a bar.
    """
    if sys.stderr.isatty() and not (beside_data and sys.stdout.isatty()):
        with _bar(noun, total) as bar:
            yield bar
    else:
        yield _Plain(noun, total)


class _Plain:
    def __init__(self, noun: str, total: int | None) -> None:
        self._noun, self._total = noun, total
        self._amount = self._count = 0
        self._started = self._said = time.monotonic()

    def seen(self, amount: int) -> None:
        self._amount = amount

    def more(self, count: int) -> None:
        self._count += count
        now = time.monotonic()
        if now - self._said >= PLAIN_EVERY:
            self._said = now
            rate = self._count / (now - self._started)
            say(f"{counted(self._count, self._noun)}{self._share()}, {paced(rate)}")

    def tell(self, line: str) -> None:
        click.echo(line, err=True)

    def _share(self) -> str:
        return f" ({self._amount / self._total:.0%} of the input)" if self._total else ""


@contextmanager
def _bar(noun: str, total: int | None) -> Iterator[Progress]:
    from rich.console import Console
    from rich.progress import BarColumn, SpinnerColumn, TaskProgressColumn, TextColumn, TimeRemainingColumn
    from rich.progress import Progress as Bar

    columns = (
        SpinnerColumn(),
        BarColumn(),
        TaskProgressColumn(),
        TextColumn("{task.description}"),
        TimeRemainingColumn(),
    )
    with Bar(*columns, console=Console(stderr=True), transient=True) as bar:
        yield _Bar(bar, noun, total)


class _Bar:
    def __init__(self, bar: "Bar", noun: str, total: int | None) -> None:
        self._bar, self._noun, self._count, self._started = bar, noun, 0, time.monotonic()
        self._task = bar.add_task(counted(0, noun), total=total)

    def seen(self, amount: int) -> None:
        self._bar.update(self._task, completed=amount)

    def more(self, count: int) -> None:
        self._count += count
        elapsed = max(time.monotonic() - self._started, 1e-3)
        done = f"{counted(self._count, self._noun)}, {paced(self._count / elapsed)}"
        self._bar.update(self._task, description=done)

    def tell(self, line: str) -> None:
        self._bar.console.print(line, markup=False, highlight=False, soft_wrap=True)
