"""What the group has given this worker: partitions, and the state that goes with some of them."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from typing import Any

import structlog

from worker.core.decisions import Table
from worker.state.partitions import Partitions
from worker.telemetry import Metrics

log = structlog.get_logger("dateline")


class Holdings:
    """The partitions in hand by topic, and `states`: by stage, those whose decisions are kept.

    `inputs` are the real names of the topics that these stages read. A rebalance takes everything first (`lose`);
    what stays comes back with `gain`.
    """

    def __init__(self, states: Mapping[str, Partitions[Any]], inputs: Mapping[str, str]) -> None:
        self._states, self._inputs = states, inputs
        self._assigned: Counter[str] = Counter()
        self.has_share = False  # whether the group has ever assigned partitions to this worker, if only none

    async def gain(self, partitions: Iterable[tuple[str, int]]) -> None:
        """These (topic, partition) pairs are this worker's now: begin to catch up with their decisions."""
        mine = sorted(partitions)
        self._assigned = Counter(dict.fromkeys(self._assigned, 0))  # what was taken away shows as none
        self._assigned.update(topic for topic, _ in mine)
        self.has_share = True
        log.info("assigned", partitions=dict(+self._assigned))
        for stage, states in self._states.items():
            states.open(number for topic, number in mine if topic == self._inputs[stage])

    async def lose(self) -> None:
        """Give the state of every partition up."""
        for states in self._states.values():
            await states.close()

    def reading(self, stage: str) -> Callable[[int], float] | None:
        """What says when the log of a partition of a stage was last read further, by the loop's clock; None without state.

        A stage that reads its state topic can't acknowledge anything, for hours where the topic is large: reading is
        progress too.
        """
        states = self._states.get(stage)
        return states.advanced if states else None

    def measure(self, metrics: Metrics) -> None:
        """Set the gauges of partitions and of their state."""
        for topic, count in self._assigned.items():
            metrics.partitions.labels(topic).set(count)
        for stage, states in self._states.items():
            statuses = list(states.status().values())
            behind = sum(max(0, s.end - s.applied - 1) for s in statuses if not s.ready)
            metrics.state_behind.labels(stage).set(behind)
            metrics.state_bytes.labels(stage).set(sum(s.size for s in statuses))
            metrics.crowded.labels(stage).set(sum(s.crowded for s in statuses))
            for table in Table:
                metrics.state_entries.labels(stage, table).set(sum(s.entries.get(table, 0) for s in statuses))
