"""A `dateline run` that kills itself (SIGKILL) at a send that it is told while it runs.

    python -m tests.chaos.crashing FILE run …

Counted are the worker's sends from the moment on that FILE says so. It says at which one: `7 before` dies when the broker
has all six before it and the producer not yet the seventh; `7 after` dies once the broker has the seventh, whatever else
is on its way then. `dedupe.state:wire before` is the first send to this topic that tells of a copy of this kind. The last
line of its log says what was sent.
"""

import asyncio
import json
import os
import re
import signal
import sys
from pathlib import Path
from typing import Any

from worker.core import headers
from worker.kafka.publisher import Publisher, Record, Send

COPY_KIND = re.compile(rb'"copy_kind": ?"(\w+)"')  # in a decision of dedupe


class Crashing:
    """Gives records to the producer, up to the one at which the process dies."""

    def __init__(self, give: Send, orders: Path) -> None:
        self._give, self._orders = give, orders
        self._told = ""
        self._given: list[asyncio.Future[object]] = []

    async def __call__(self, record: Record) -> "asyncio.Future[object]":
        """Give one record, as the publisher does."""
        if not self._orders.exists():
            return await self._give(record)
        if (told := self._orders.read_text("ascii")) != self._told:
            self._told, self._given = told, []
        which, when = told.split()
        meant = self._is_meant(which, record)
        if meant and when == "before":
            await asyncio.gather(*self._given)
            die(record)
        self._given.append(delivery := await self._give(record))
        if meant:
            delivery.add_done_callback(lambda _: die(record))
        return delivery

    def _is_meant(self, which: str, record: Record) -> bool:
        topic, _, kind = which.partition(":")
        if kind:
            return record.topic.endswith(topic) and copy_kind(record) == kind
        return int(which) == len(self._given) + 1


def die(record: Record) -> None:
    """Say at which record, and end at once, as `kill -9` does."""
    print(json.dumps({"dies": record.topic, "copy": copy_kind(record)}), file=sys.stderr, flush=True)
    os.kill(os.getpid(), signal.SIGKILL)


def copy_kind(record: Record) -> str:
    """The kind of copy that a record tells: an event of dedupe, or its decision; "" for any other."""
    told = headers.as_dict(record.headers).get(headers.COPY_KIND)
    found = COPY_KIND.search((record.value or b"").replace(b"\\", b""))
    return told or (found[1].decode() if found else "")


def crash_when_told(orders: Path) -> None:
    """Make the publisher die at the send that this file names."""
    original = Publisher.__init__

    def made(self: Publisher, send: Send, *rest: Any) -> None:
        original(self, Crashing(send, orders), *rest)

    Publisher.__init__ = made  # type: ignore[method-assign, assignment]


if __name__ == "__main__":
    crash_when_told(Path(sys.argv[1]))
    from worker.cli import main

    main(sys.argv[2:])
