"""The pages of a range of `pages.raw`, for work that reads them beside the worker."""

from collections.abc import AsyncIterator, Iterable

from worker.core.model import Message, Topic
from worker.kafka import clients
from worker.kafka.ranges import Stretch, scan, stretches
from worker.settings import Settings


async def of_range(settings: Settings, since: int | None, until: int | None) -> list[Stretch]:
    """Where the records of `since` (with it) to `until` (without) stand, in ms since the epoch; without them, all there are now."""
    name, count = await clients.partitions_of(settings, Topic.PAGES_RAW)
    async with clients.consumer(settings) as consumer:
        return await stretches(consumer, name, count, since, until)


async def read(settings: Settings, wanted: Iterable[Stretch]) -> AsyncIterator[Message]:
    """The records of these stretches, partitions mixed as they come, each in order."""
    async with clients.consumer(settings) as consumer:
        async for batch in scan(consumer, wanted):
            for message in batch:
                yield message
