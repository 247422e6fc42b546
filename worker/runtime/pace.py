"""How long records gather before they are sent or fetched.

A request costs us and the broker as much CPU as handling ten small records. While pages wait for a child that CPU
would be theirs, so records gather for long; while children wait for pages, what counts is that the next one comes.
"""

from collections.abc import Callable
from dataclasses import dataclass

BUSY = 0.3  # seconds; see decision 0046
AT_EASE = 0.05


@dataclass(frozen=True, slots=True)
class Pace:
    """Seconds that records gather now. `busy` says whether work waits for want of CPU; it is asked from any thread."""

    busy: Callable[[], bool]

    def __call__(self) -> float:
        """The pause before the next request."""
        return BUSY if self.busy() else AT_EASE
