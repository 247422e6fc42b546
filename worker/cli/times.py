"""Points in time as people write them on a command line."""

from datetime import UTC, datetime, timedelta

import click

from worker.core.times import from_millis

UNITS = {"s": 1, "m": 60, "h": 3600, "d": 86_400}


class Time(click.ParamType):
    """An ISO 8601 date or date-time (without a zone: UTC), or a span before now as 30m, 12h, 7d; gives ms since the epoch."""

    name = "time"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> int:
        """Milliseconds since the epoch."""
        text = str(value)
        try:
            when = _ago(text) if text[-1:] in UNITS else datetime.fromisoformat(text)
        except (ValueError, OverflowError):
            self.fail(
                f"{text!r} is no time; write 2024-06-20, 2024-06-20T10:00:00Z, 30m, 12h or 7d", param, ctx
            )
        return round((when if when.tzinfo else when.replace(tzinfo=UTC)).timestamp() * 1000)


def _ago(text: str) -> datetime:
    """The time of `30m` ago. Raises ValueError or OverflowError where it is none."""
    if not text[:-1].isdecimal():
        raise ValueError(text)
    return datetime.now(UTC) - timedelta(seconds=int(text[:-1]) * UNITS[text[-1]])


TIME = Time()


def check_range(since: int | None, until: int | None) -> None:
    """Raises UsageError where nothing can lie between the two: it would look as if there were nothing to find."""
    if since is not None and until is not None and since >= until:
        raise click.UsageError("--since must be before --until")


def shown(millis: int) -> str:
    """A record's time for people: UTC, to the second."""
    return from_millis(millis)[:19].replace("T", " ")
