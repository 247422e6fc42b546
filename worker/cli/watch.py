"""`dateline watch`: read a topic as a person or as a pipe."""

import os
import select
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING

import click

from worker.cli import common
from worker.rules.countries import PLACES

if TYPE_CHECKING:
    from worker.core.model import Message
    from worker.settings import Settings


def _country(_: click.Context, __: click.Parameter, text: str | None) -> str | None:
    if text is not None and text.upper() not in PLACES:
        raise click.BadParameter(f"{text!r} is no country's code; write its two letters, such as FR")
    return text


@click.command()
@click.argument("topic")
@click.option(
    "--country",
    metavar="CC",
    callback=_country,
    help="Only articles tagged with this country (ISO 3166-1 alpha-2).",
)
@click.option(
    "--leader",
    metavar="ID",
    help="Only articles tagged with this leader: Wikidata id, or name where it has none.",
)
@click.option(
    "--json", "as_json", is_flag=True, help='One JSON object a record: {"key", "headers", "body", …}.'
)
@click.option(
    "--from-beginning", is_flag=True, help="Start with what the topic holds; otherwise with what comes next."
)
@click.option("--limit", type=click.IntRange(min=1), help="End after so many records.")
def watch(
    topic: str,
    *,
    country: str | None,
    leader: str | None,
    as_json: bool,
    from_beginning: bool,
    limit: int | None,
) -> int:
    r"""Read a topic: a line a record, or JSON.

    TOPIC is a plain name such as articles.tagged, articles.copies, pages.fates (the prefix is added), or any other
    topic's full name. The filters look at headers alone. No consumer group is made and nothing is committed. Ends
    with Ctrl-C, after --limit records, or when its reader goes away.

    \b
    Examples:
      dateline watch articles.tagged --country FR
      dateline watch articles.tagged --leader Q7747 --json --from-beginning | jq .body.title
      dateline watch pages.fates
    """
    settings = common.read_settings()
    wanted = Wanted(country, leader)
    with suppress(KeyboardInterrupt), _quiet_pipe():
        common.with_kafka(
            settings, _watch(settings, topic, wanted, limit, as_json=as_json, from_beginning=from_beginning)
        )
    return 0


class Wanted:
    """The filter: by headers alone."""

    def __init__(self, country: str | None, leader: str | None) -> None:
        self._parts = [("ce_countries", country), ("ce_leaders", leader)]

    def __call__(self, message: "Message") -> bool:
        """Whether to show this record."""
        from worker.core.headers import as_dict

        values = as_dict(message.headers)
        return all(
            part.casefold() in (item.strip().casefold() for item in values.get(name, "").split(","))
            for name, part in self._parts
            if part
        )


async def _watch(
    settings: "Settings",
    topic: str,
    wanted: Wanted,
    limit: int | None,
    *,
    as_json: bool,
    from_beginning: bool,
) -> None:
    from worker.cli.records import as_line, as_object
    from worker.kafka import clients, ranges

    show, shown = (as_object if as_json else as_line), 0
    name, count = await clients.partitions_of(settings, topic)
    if sys.stdout.isatty() and not from_beginning:
        common.say(f"waiting for what comes next on {name}; --from-beginning begins with what is there")
    async with clients.consumer(settings) as consumer:
        async for batch in ranges.follow(consumer, name, count, from_beginning=from_beginning):
            for message in filter(wanted, batch):
                click.echo(show(message))
                shown += 1
                if shown == limit:
                    return
            if _reader_gone():
                return


def _reader_gone() -> bool:
    """Whether the other end of the pipe is closed: `watch … | head -1` must end though nothing more comes."""
    try:
        poll = select.poll()
        poll.register(sys.stdout.fileno(), 0)  # errors and hang-ups are reported unasked
    except (OSError, ValueError):  # stdout is no file here
        return False
    return any(event & (select.POLLERR | select.POLLHUP) for _, event in poll.poll(0))


@contextmanager
def _quiet_pipe() -> Iterator[None]:
    """A reader that goes away is a way to end, not an error."""
    try:
        yield
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
