"""What the commands share: the settings of the environment, a line on stderr, and work that needs a broker."""

import asyncio
import os
import re
from collections.abc import Coroutine
from typing import Any, TypeVar

import click

from worker.settings import Settings

PATIENCE = 15.0  # seconds a person waits for a broker; the worker itself waits for `broker_wait`

_ORDERS = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f]")

T = TypeVar("T")


def read_settings() -> Settings:
    """The settings of this process's environment. Raises SettingsError."""
    return Settings.from_env(os.environ)


def say(line: str) -> None:
    """A line for a person, on stderr."""
    click.echo(f"dateline: {line}", err=True)


def printable(text: str) -> str:
    """The text with control characters as codes: a page's words must not give orders to a terminal."""
    return _ORDERS.sub(lambda char: f"\\x{ord(char[0]):02x}", text)


def counted(number: int, noun: str) -> str:
    """A number with its noun: `no pages`, `1 page`, `2,000 pages`."""
    return f"{number:,} {noun}{'' if number == 1 else 's'}" if number else f"no {noun}s"


def paced(rate: float) -> str:
    """A rate: `1,200 a second`, `0.3 a second`."""
    return f"{rate:,.0f} a second" if rate >= 10 else f"{rate:.2g} a second"


def with_kafka(settings: Settings, work: Coroutine[Any, Any, T]) -> T:
    """Run this once a broker answers. Raises Unavailable where none does."""
    from worker.kafka import clients

    async def run() -> T:
        try:
            await clients.reach(settings, min(PATIENCE, settings.broker_wait), say)
        except BaseException:
            work.close()
            raise
        return await work

    return asyncio.run(run())
