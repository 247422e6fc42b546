"""The lanes of a stage: one a topic-partition, all of the group's present generation."""

import math
from collections.abc import Awaitable, Callable

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

    async def submit(
        self, message: Message, generation: int, work: Awaitable[Outcome], ack: Callable[[], None]
    ) -> None:
        """`Lane.submit` into the message's lane. A message of a generation that has passed is dropped."""
        self.advance(generation)
        if generation < self._generation:
            drop(work)
            return
        await self._lane(message.topic, message.partition).submit(message, work, ack)

    def advance(self, generation: int) -> None:
        """Say that this generation has begun; one that is known or older changes nothing."""
        if generation > self._generation:
            self.close()
            self._generation = generation

    def close(self) -> None:
        """Close all lanes."""
        lanes, self._lanes = self._lanes, {}
        for lane in lanes.values():
            lane.close()

    def __len__(self) -> int:
        return sum(len(lane) for lane in self._lanes.values())

    @property
    def size(self) -> int:
        """Bytes of message values in hand."""
        return sum(lane.size for lane in self._lanes.values())

    @property
    def unacknowledged_since(self) -> float | None:
        """Since when the lane that has waited longest has acknowledged nothing; None when nothing is in hand."""
        return min(self._waiting().values(), default=None)

    def stalled_since(self, read: Callable[[int], float] | None = None) -> float | None:
        """Since when some lane makes no progress though it should; None when nothing is in hand.

        `read` says when the log that a partition's decisions are read back from was last read further: that is progress,
        too. Without it all lanes share the children that do their work, so one whose first message waits for a child may
        rightly stand behind the others' slow pages (each has a deadline of its own): of these the latest progress counts.
        """
        waiting = self._waiting()
        if read is not None:
            return min((max(since, read(place[1])) for place, since in waiting.items()), default=None)
        latest = max(waiting.values(), default=math.inf)
        times = (latest if self._lanes[place].at_work else since for place, since in waiting.items())
        return min(times, default=None)

    def _waiting(self) -> dict[tuple[str, int], float]:
        """By lane with messages in hand, since when it has acknowledged none."""
        times = {place: lane.stalled_since for place, lane in self._lanes.items()}
        return {place: since for place, since in times.items() if since is not None}

    def _lane(self, topic: str, partition: int) -> Lane:
        lane = self._lanes.get((topic, partition))
        if lane is None:
            lane = self._lanes[topic, partition] = Lane(self._terms)
        return lane
