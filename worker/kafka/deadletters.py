"""Dead letters on the cluster: read, and sent through once more.

What was sent again is kept on a topic of its own, `pages.redriven`, made when it is first needed: a record a letter,
keyed by where the letter stands. So a second redrive of all leaves out what the first one sent.
"""

import asyncio
from collections.abc import AsyncIterator, Sequence
from typing import Any

from worker.core.codec import from_json, to_json
from worker.core.errors import Unavailable
from worker.core.model import Topic
from worker.core.redrive import Letter, Sending, letter_of
from worker.kafka import admin, clients
from worker.kafka.ranges import Stretch, scan, stretches
from worker.settings import Settings

REDRIVEN = "pages.redriven"
CONFIGS = {"cleanup.policy": "compact"}  # for good, as the letters


async def letters(
    settings: Settings, since: int | None = None, until: int | None = None
) -> AsyncIterator[Letter]:
    """The dead letters of messages from `since` (with it) to `until` (without), ms since the epoch.

    A letter keeps its message's own time, so letters don't stand in the order of time: those before the first of `since`
    are passed over, the others are looked at one by one.
    """
    topic, count = await clients.partitions_of(settings, Topic.PAGES_DEAD)
    async with clients.consumer(settings) as consumer:
        async for batch in scan(consumer, await stretches(consumer, topic, count, since)):
            for message in batch:
                if _within(message.timestamp, since, until):
                    yield letter_of(message)


async def letter(settings: Settings, partition: int, offset: int) -> Letter:
    """The letter that stands there. Raises Unavailable where none does."""
    topic, count = await clients.partitions_of(settings, Topic.PAGES_DEAD)
    async with clients.consumer(settings) as consumer:
        there = [item for item in await stretches(consumer, topic, count) if item.partition == partition]
        if there and there[0].start <= offset < there[0].end:
            async for batch in scan(consumer, [Stretch(topic, partition, offset, offset + 1)]):
                return letter_of(batch[0])
    raise Unavailable(f"no dead letter at {topic}:{partition}:{offset}; `dateline dead list` shows all")


async def redriven(settings: Settings) -> dict[str, str]:
    """The letters sent again so far, by where they stand, each with the id of its redrive."""
    name = settings.prefix + REDRIVEN
    async with clients.admin(settings) as client:
        if name not in await client.list_topics():
            return {}
    found = {}
    async with clients.consumer(settings) as consumer:
        async for batch in scan(consumer, await stretches(consumer, name, 1)):
            for record in batch:
                found[(record.key or b"").decode()] = from_json(record.value or b"{}").get("replay_id", "")
    return found


async def send(
    settings: Settings, batch: Sequence[tuple[Letter, Sending]], replay_id: str, producer: Any
) -> None:
    """Send these and wait until all are confirmed; only then is it written down that they were."""
    log = settings.prefix + REDRIVEN
    sent = [await producer.send(to.topic, to.value, key=to.key, headers=list(to.headers)) for _, to in batch]
    await asyncio.gather(*sent)
    noted = [
        await producer.send(log, _record(letter, to, replay_id), key=letter.place.encode())
        for letter, to in batch
    ]
    await asyncio.gather(*noted)


async def prepare(settings: Settings) -> None:
    """Make the topic that keeps what was sent again, where it isn't there."""
    await admin.ensure(settings, settings.prefix + REDRIVEN, 1, CONFIGS)
    await clients.require(settings, Topic.PAGES_REPLAY)


def _within(time: int, since: int | None, until: int | None) -> bool:
    return (since is None or since <= time) and (until is None or time < until)


def _record(letter: Letter, to: Sending, replay_id: str) -> bytes:
    return to_json({"letter": letter.place, "origin": letter.origin, "to": to.topic, "replay_id": replay_id})
