"""`dateline dead`: dead letters, listed, shown and sent through once more."""

import sys
from collections import Counter
from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import click

from worker.cli import common
from worker.cli.times import TIME, shown
from worker.core.errors import POISON
from worker.settings import STAGES

if TYPE_CHECKING:
    from worker.core.redrive import Letter, Sending
    from worker.settings import Settings

BATCH = 50  # letters sent again before they are written down as sent
BATCH_BYTES = 32_000_000  # and bytes of them
HEAD = f"{'letter':<9} {'time of the message':<20} {'what':<10} {'stage':<8} {'error':<13} origin  message"
PREVIEW = 1500  # characters of a value that `show` prints


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which letters are meant. None: any; places are partition and offset."""

    places: tuple[tuple[int, int], ...] = ()
    error: str | None = None
    stage: str | None = None
    since: int | None = None
    until: int | None = None

    def __contains__(self, letter: "Letter") -> bool:
        """Whether this letter is meant, wherever it stands."""
        return self.error in (None, letter.error) and self.stage in (None, letter.stage)


@click.group()
def dead() -> None:
    """List, show and redrive dead letters.

    A page is dead after it failed twice, the second time alone in a fresh process. Its message is kept whole on
    pages.dead. Letters are named by where they stand there: partition:offset.
    """


@dead.command("list")
@click.option("--error", type=click.Choice(POISON), help="Only this class of error.")
@click.option("--stage", type=click.Choice(STAGES), help="Only letters of this stage.")
@click.option(
    "--since", type=TIME, help="Only messages of this record time or later: 2024-06-20, 30m, 12h, 7d."
)
@click.option("--until", type=TIME, help="Only messages before this record time.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object a letter.")
def list_letters(
    error: str | None, stage: str | None, since: int | None, until: int | None, *, as_json: bool
) -> int:
    r"""List dead letters.

    A line each: where it stands, the failed message's own time, whether it is a page or a retraction, stage, error, the page's
    origin, the error's message, and whether it was redriven.

    \b
    Examples:
      dateline dead list
      dateline dead list --error timeout --since 24h
      dateline dead list --json | jq -r .origin
      dateline dead list --json | jq -r 'select(.what == "retraction")'
    """
    settings = common.read_settings()
    common.with_kafka(settings, _list(settings, Wanted((), error, stage, since, until), as_json=as_json))
    return 0


@dead.command()
@click.argument("place", metavar="PARTITION:OFFSET")
@click.option("--raw", is_flag=True, help="The message's value as it is, on stdout, and nothing else.")
def show(place: str, *, raw: bool) -> int:
    r"""Show one dead letter.

    Its headers, and the beginning of its value.

    \b
    Examples:
      dateline dead show 0:17
      dateline dead show 0:17 --raw | dateline explain -
    """
    settings = common.read_settings()
    partition, offset = _parsed(place)
    common.with_kafka(settings, _show(settings, partition, offset, raw=raw))
    return 0


@dead.command()
@click.argument("places", nargs=-1, metavar="[PARTITION:OFFSET]…")
@click.option("--all", "everything", is_flag=True, help="All pages that were not redriven yet.")
@click.option(
    "--error",
    type=click.Choice(POISON),
    help="All pages with this class of error that were not redriven yet.",
)
@click.option("--again", is_flag=True, help="Also those that were redriven before.")
@click.option("--dry-run", is_flag=True, help="Only say what would be sent.")
def redrive(
    places: tuple[str, ...], error: str | None, *, everything: bool, again: bool, dry_run: bool
) -> int:
    r"""Send dead letters through once more, after the cause was mended.

    A letter of the clean stage goes to pages.replay with its origin, one of a later stage to where it is decided whether a
    newer version came meanwhile: then it ends as stale. What was sent is kept on the topic pages.redriven, so that it isn't
    sent twice; --again sends it all the same.
    The new fate of a page supersedes `dead`; `dateline audit` lists those.

    A retraction, which takes an article back, is sent only where its place is named: it would take back a version that was
    published since. --all and --error leave retractions out, and say which.

    Exit code 0 where all were sent, 1 where one couldn't be; it is named.

    \b
    Examples:
      dateline dead redrive 0:17 3:2
      dateline dead redrive --error timeout
      dateline dead redrive --all --dry-run
    """
    if [bool(places), bool(error), everything].count(True) != 1:
        raise click.UsageError("say which, in one way: PARTITION:OFFSET …, --error CLASS, or --all")
    wanted = Wanted(tuple(_parsed(place) for place in places), error)
    settings = common.read_settings()
    return common.with_kafka(settings, _redrive(settings, wanted, again=again, dry_run=dry_run))


def _parsed(place: str) -> tuple[int, int]:
    try:
        partition, offset = place.split(":")[-2:]
        return int(partition), int(offset)
    except ValueError:
        raise click.UsageError(
            f"{place!r} is no place of a letter; write PARTITION:OFFSET, as `dead list` does"
        ) from None


async def _meant(settings: "Settings", wanted: Wanted) -> AsyncIterator["Letter"]:
    from worker.kafka import deadletters

    if wanted.places:
        for partition, offset in wanted.places:
            yield await deadletters.letter(settings, partition, offset)
        return
    async for letter in deadletters.letters(settings, wanted.since, wanted.until):
        if letter in wanted:
            yield letter


async def _list(settings: "Settings", wanted: Wanted, *, as_json: bool) -> None:
    from worker.kafka import deadletters

    sent = await deadletters.redriven(settings)
    count = 0
    if sys.stdout.isatty() and not as_json:
        click.secho(HEAD, bold=True)
    async for letter in _meant(settings, wanted):
        count += 1
        click.echo(
            _as_json(letter, sent.get(letter.place)) if as_json else _as_line(letter, sent.get(letter.place))
        )
    if not as_json:
        every = wanted == Wanted()
        common.say(f"{common.counted(count, 'dead letter')}{'' if every else ' of that kind'}")


def _as_json(letter: "Letter", redriven: str | None) -> bytes:
    from worker.core.codec import to_json

    message = letter.message
    return to_json(
        {
            "partition": message.partition,
            "offset": message.offset,
            "timestamp": message.timestamp,
            "what": _what(letter),
            "stage": letter.stage,
            "error": letter.error,
            "message": letter.detail,
            "origin": letter.origin,
            "key": message.key.decode("utf-8", "replace") if message.key is not None else None,
            "bytes": len(message.value or b""),
            "redriven": redriven,
        }
    )


def _as_line(letter: "Letter", redriven: str | None) -> str:
    from worker.cli.records import cut

    place = _place(letter)
    note = "  (redriven)" if redriven else ""
    times = shown(letter.message.timestamp)
    failed = f"{letter.stage:<8} {letter.error:<13} {letter.origin}  {cut(letter.detail)}{note}"
    return common.printable(f"{place:<9} {times:<20} {_what(letter):<10} {failed}")


def _place(letter: "Letter") -> str:
    """As it is named to `show` and `redrive`."""
    return f"{letter.message.partition}:{letter.message.offset}"


def _what(letter: "Letter") -> str:
    """As the metric and the log call it."""
    return "retraction" if letter.retraction else "page"


async def _show(settings: "Settings", partition: int, offset: int, *, raw: bool) -> None:
    from worker.kafka import deadletters

    letter = await deadletters.letter(settings, partition, offset)
    value = letter.message.value or b""
    if raw:
        click.get_binary_stream("stdout").write(value)
        return
    click.echo(f"{letter.place}   {shown(letter.message.timestamp)}")
    click.echo(f"key: {_readable(letter.message.key) or '-'}")
    for name, header in letter.message.headers:
        click.echo(f"{common.printable(name)}: {_readable(header)}")
    click.echo(f"\n{_readable(value[: 4 * PREVIEW])[:PREVIEW]}")
    if len(value) > PREVIEW:
        click.echo(f"… {len(value):,} bytes in all; --raw writes them")


def _readable(value: bytes | None) -> str:
    return common.printable((value or b"").decode("utf-8", "replace"))


async def _redrive(settings: "Settings", wanted: Wanted, *, again: bool, dry_run: bool) -> int:
    from worker.kafka import clients, deadletters

    replay_id = f"redrive-{datetime.now(UTC):%Y-%m-%dT%H:%M:%SZ}"
    before = {} if again else await deadletters.redriven(settings)
    work = _Redrive(settings.prefix, replay_id, before, named=bool(wanted.places))
    if dry_run:
        async for letter in _meant(settings, wanted):
            work.take(letter)
    else:
        await deadletters.prepare(settings)
        async with clients.producer(settings) as producer:
            async for letter in _meant(settings, wanted):
                if work.take(letter):
                    await deadletters.send(settings, work.emptied(), replay_id, producer)
            await deadletters.send(settings, work.emptied(), replay_id, producer)
    work.say("would send" if dry_run else "sent")
    return 1 if work.failed else 0


class _Redrive:
    """The letters of one redrive: those to send next, and what became of the others."""

    def __init__(self, prefix: str, replay_id: str, before: dict[str, str], *, named: bool) -> None:
        self.batch: list[tuple[Letter, Sending]] = []
        self.failed = self._bytes = 0
        self._prefix, self._id, self._before, self._named = prefix, replay_id, before, named
        self._sent: Counter[str] = Counter()
        self._known = 0
        self._retractions: list[str] = []  # those that nobody named, by place

    def take(self, letter: "Letter") -> bool:
        """Put this letter into the batch, unless it was sent before, can't be, or is to be named. True where the batch is full."""
        from worker.core.redrive import send_again

        if letter.place in self._before:
            self._known += 1
            return False
        if letter.retraction and not self._named:
            self._retractions.append(_place(letter))
            return False
        try:
            sending = send_again(letter, self._prefix, self._id)
        except ValueError as error:
            self.failed += 1
            common.say(f"{letter.place} can't be sent: {error}")
            return False
        self._sent[sending.topic] += 1
        self.batch.append((letter, sending))
        self._bytes += len(sending.value or b"")
        return len(self.batch) >= BATCH or self._bytes >= BATCH_BYTES

    def emptied(self) -> "list[tuple[Letter, Sending]]":
        """The batch, and a new one begun."""
        batch, self.batch, self._bytes = self.batch, [], 0
        return batch

    def say(self, verb: str) -> None:
        """What was done, on stderr."""
        for topic, count in self._sent.items():
            common.say(f"{verb} {count:,} to {topic}")
        if self._known:
            common.say(f"left out {self._known:,} redriven before; --again sends them too")
        if self._retractions:
            retractions = common.counted(len(self._retractions), "retraction")
            common.say(f"left out {retractions}: {' '.join(self._retractions)}")
            common.say("what was published since would be taken back, too: look first, then name the place")
        if not (self._sent or self._known or self.failed or self._retractions):
            common.say("no such dead letters")
