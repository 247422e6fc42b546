"""One stage's way in: its messages go through its lanes, pages that fail become dead letters, and everything is counted."""

import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from itertools import product

import structlog

from worker.core.errors import POISON, PoisonPage
from worker.core.model import Message, Outcome, Output
from worker.runtime.deadletters import DeadShare, dead_letter, is_dead, is_retraction
from worker.runtime.lane import Terms
from worker.runtime.lanes import Lanes
from worker.telemetry import Metrics

log = structlog.get_logger("dateline")

DYING = ("page", "retraction")  # what can die, as its metric tells it


@dataclass(frozen=True, slots=True)
class Shared:
    """What the stages of a worker share. `publish` and `on_failure` are those of a lane's `Terms`."""

    publish: Callable[[Output], Awaitable[Awaitable[object]]]
    on_failure: Callable[[Exception], None]
    metrics: Metrics
    dead_share: DeadShare


class Intake:
    """The messages in hand of a stage.

    `work` makes the outcome of a message: a coroutine function, so that it begins when the lane has room, in order.
    Each partition holds at most `items` messages and `size` bytes of them.
    """

    def __init__(
        self, stage: str, work: Callable[[Message], Awaitable[Outcome]], shared: Shared, items: int, size: int
    ) -> None:
        self._stage, self._work, self._shared = stage, work, shared
        terms = Terms(
            publish=shared.publish,
            dead_letter=self._dead_letter,
            on_failure=shared.on_failure,
            clock=time.monotonic,
            on_done=self._done,
            items=items,
            size=size,
        )
        self._lanes = Lanes(terms)
        # Looked up once: a label's lookup costs as much as all else that is done to count a message.
        self._messages = shared.metrics.messages.labels(stage)
        self._seconds = shared.metrics.stage_seconds.labels(stage)
        for what, error in product(DYING, POISON):  # from 0 on: a first death is a rise that an alert can see
            shared.metrics.dead_letters.labels(stage, what, error)

    async def take(self, message: Message, generation: int, ack: Callable[[], None]) -> None:
        """Put a message into its lane; returns as soon as that has room for it."""
        await self._lanes.submit(message, generation, self._work(message), ack)

    def close(self) -> None:
        """Give up what is in hand: nothing of it is sent or acknowledged any more."""
        self._lanes.close()

    @property
    def unacknowledged_since(self) -> float | None:
        """Since when one of the lanes has had work in hand and acknowledged nothing."""
        return self._lanes.unacknowledged_since

    def stalled_since(self, read: Callable[[int], float] | None) -> float | None:
        """Since when one of the lanes makes no progress though it should; `read` is that of `Lanes`."""
        return self._lanes.stalled_since(read)

    def measure(self, metrics: Metrics) -> None:
        """Set the gauges of what is in hand."""
        metrics.in_flight.labels(self._stage).set(len(self._lanes))
        metrics.in_flight_bytes.labels(self._stage).set(self._lanes.size)

    def _dead_letter(self, message: Message, error: PoisonPage) -> Outcome:
        """The dead letter. Raises TooManyDead where this is one too many, so that nothing further is acknowledged."""
        outcome = dead_letter(message, error, self._stage)
        self._shared.dead_share.count(outcome)
        what = DYING[is_retraction(message)]
        self._shared.metrics.dead_letters.labels(self._stage, what, error.error).inc()
        log.warning("dead", stage=self._stage, what=what, page=message.coordinates, error=str(error))
        return outcome

    def _done(self, _: Message, outcome: Outcome, seconds: float) -> None:
        self._messages.inc()
        self._seconds.observe(seconds)
        if fate := outcome.fate:
            self._shared.metrics.fates.labels(self._stage, fate.fate, fate.reason or "").inc()
        if not is_dead(outcome):  # what is dead was counted when its letter was made
            self._shared.dead_share.count(outcome)
