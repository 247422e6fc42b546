"""The lanes of a stage: one a topic-partition, all of the group's present generation."""

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
    def stalled_since(self) -> float | None:
        """Since when no lane with work in hand has acknowledged anything; None when nothing is in hand.

        One lane alone may rightly wait: for a child behind another's slow pages, or for its state to be read. What hangs
        in one is ended by its own deadline: of a page, a delivery, a request.
        """
        times = (lane.stalled_since for lane in self._lanes.values())
        return max((since for since in times if since is not None), default=None)

    def _lane(self, topic: str, partition: int) -> Lane:
        lane = self._lanes.get((topic, partition))
        if lane is None:
            lane = self._lanes[topic, partition] = Lane(self._terms)
        return lane
