"""How long records gather before they are sent or fetched.

A request costs us and the broker as much CPU as handling ten small records. While pages wait for a child, CPU is scarce:
records gather longer, so that there are fewer requests. While children wait for pages, records gather only briefly, so
that the next page comes soon.
"""

from collections.abc import Callable
from dataclasses import dataclass

BUSY = 0.3  # seconds; see decision 0046
IDLE = 0.05


@dataclass(frozen=True, slots=True)
class Pace:
    """Seconds that records gather now. `busy` says whether work waits for want of CPU; it is asked from any thread."""

    busy: Callable[[], bool]

    def __call__(self) -> float:
        """The pause before the next request."""
        return BUSY if self.busy() else IDLE
