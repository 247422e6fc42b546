"""A stage's partitions: each opened when its first message comes, given up when the group takes it away."""

import asyncio
import math
from collections.abc import Awaitable, Callable, Iterable
from typing import Generic, TypeVar

from worker.core.decisions import Facts, Ruling
from worker.state.owner import PartitionState, Status

D = TypeVar("D")


class Partitions(Generic[D]):
    """The partitions that this worker owns of one stage.

    `make` makes the state of a partition, not yet started. After a rebalance a partition that was taken away and came
    back is claimed anew: `close` it when it is taken away.
    """

    def __init__(self, make: Callable[[int], PartitionState[D]]) -> None:
        self._make = make
        self._states: dict[int, PartitionState[D]] = {}

    def decide(self, partition: int, facts: Facts) -> Awaitable[Ruling[D]]:
        """The ruling on a message of a partition, once it may be acted on. Call it in the order of the input."""
        return self.state(partition).decide(facts)

    def open(self, partitions: Iterable[int]) -> None:
        """Begin to catch up before the first message comes."""
        for partition in partitions:
            self.state(partition)

    async def close(self, partitions: Iterable[int] | None = None) -> None:
        """Give these partitions up, by default all."""
        names = list(self._states) if partitions is None else list(partitions)
        states = [self._states.pop(name) for name in names if name in self._states]
        await asyncio.gather(*(state.close() for state in states))

    def advanced(self, partition: int) -> float:
        """When a partition's log was last read further, by the loop's clock; -inf where it isn't open.

        Those that catch up are read in turns by one consumer: of these the latest counts.
        """
        state = self._states.get(partition)
        if state is None or state.caught_up:
            return state.advanced if state else -math.inf
        return max(one.advanced for one in self._states.values() if not one.caught_up)

    def status(self) -> dict[int, Status]:
        """How each partition stands."""
        return {partition: state.status() for partition, state in sorted(self._states.items())}

    def state(self, partition: int) -> PartitionState[D]:
        """A partition's state, opened if it wasn't."""
        state = self._states.get(partition)
        if state is None:
            state = self._states[partition] = self._make(partition)
            state.start()
        return state
