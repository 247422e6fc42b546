"""The lanes of a stage: one a topic-partition, all of the group's present generation."""

import asyncio
import contextlib
from collections.abc import Awaitable, Callable, Iterable

from worker.core.model import Message, Outcome
from worker.runtime.lane import Lane, Terms, drop


class Lanes:
    """The lanes of a stage, by topic and partition.

    A generation is the group's: when a newer one begins every lane of an older one is closed, because what it holds
    uncommitted comes again, here or at another worker.
    """

    def __init__(self, terms: Terms) -> None:
        self._terms = terms
        self._generation = -1
        self._lanes: dict[tuple[str, int], Lane] = {}
        self._sealed = False

    async def submit(
        self, message: Message, generation: int, work: Awaitable[Outcome], ack: Callable[[], None]
    ) -> None:
        """`Lane.submit` into the message's lane. A message of a generation that has passed is dropped."""
        self.advance(generation)
        if self._sealed or generation < self._generation:
            drop(work)
            return
        await self._lane(message.topic, message.partition).submit(message, work, ack)

    def advance(self, generation: int) -> None:
        """Say that this generation has begun; one that is known or older changes nothing."""
        if generation > self._generation:
            self.close()
            self._generation = generation

    def revoke(self, partitions: Iterable[tuple[str, int]]) -> None:
        """Close the lanes of these topic-partitions."""
        for partition in partitions:
            lane = self._lanes.pop(partition, None)
            if lane is not None:  # an empty lane is falsy, and has loops to end too
                lane.close()

    def close(self) -> None:
        """Close all lanes."""
        self.revoke(tuple(self._lanes))

    async def drain(self, deadline: float) -> int:
        """Take nothing further in, give what is in hand `deadline` seconds, close; how many messages were abandoned."""
        self._sealed = True
        lanes = tuple(self._lanes.values())
        for lane in lanes:
            lane.seal()
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(deadline):
                for lane in lanes:
                    await lane.empty()
        abandoned = len(self)
        self.close()
        return abandoned

    def __len__(self) -> int:
        return sum(len(lane) for lane in self._lanes.values())

    @property
    def size(self) -> int:
        """Bytes of message values in hand."""
        return sum(lane.size for lane in self._lanes.values())

    @property
    def oldest_working(self) -> float | None:
        """When the oldest message that is still being worked on was taken in; None where no work is going on."""
        return min(_known(lane.oldest_working for lane in self._lanes.values()), default=None)

    @property
    def stalled_since(self) -> float | None:
        """Since when no lane with work in hand has acknowledged anything; None when nothing is in hand."""
        return max(_known(lane.stalled_since for lane in self._lanes.values()), default=None)

    def _lane(self, topic: str, partition: int) -> Lane:
        lane = self._lanes.get((topic, partition))
        if lane is None:
            lane = self._lanes[topic, partition] = Lane(self._terms)
        return lane


def _known(times: Iterable[float | None]) -> list[float]:
    return [time for time in times if time is not None]
