"""A `dateline run` that kills itself (SIGKILL) at its n-th send.

    python -m tests.chaos.crashing N WHEN run …

Counted are the sends of identify and dedupe: their decisions, their outputs, their fates. WHEN is `before` the send is
handed to the producer, or `after` the broker has confirmed it.
"""

import os
import signal
import sys
from collections.abc import Awaitable, Callable
from typing import Any

from worker.kafka.publisher import Publisher

WATCHED = (
    "identify.state",
    "dedupe.state",
    "articles.identified",
    "articles.unique",
    "articles.copies",
    "pages.fates",
)
Send = Callable[..., Awaitable[Awaitable[object]]]


def crash_at(number: int, when: str) -> None:
    """Make the publisher die at this send."""
    original: Send = Publisher._send
    sent = 0

    async def send(self: Publisher, topic: str, *rest: Any) -> Awaitable[object]:
        nonlocal sent
        sent += topic.endswith(WATCHED)
        last = topic.endswith(WATCHED) and sent == number
        if last and when == "before":
            os.kill(os.getpid(), signal.SIGKILL)
        delivery = await original(self, topic, *rest)
        return _die_after(delivery) if last else delivery

    Publisher._send = send  # type: ignore[method-assign, assignment]


async def _die_after(delivery: Awaitable[object]) -> object:
    await delivery
    os.kill(os.getpid(), signal.SIGKILL)
    raise AssertionError("unreachable")


if __name__ == "__main__":
    crash_at(int(sys.argv[1]), sys.argv[2])
    from worker.cli import main

    main(sys.argv[3:])
