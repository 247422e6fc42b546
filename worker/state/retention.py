"""How long a partition remembers what was decided."""

import msgspec

from worker.core.decisions import Table
from worker.state.log import Decided

DAY_MS = 86_400_000
HOUR_MS = 3_600_000


class Retention(msgspec.Struct, frozen=True, kw_only=True):
    """How long things are remembered, in days of event time, but never less than `grace` days after their decision.

    Without the grace, pages of an old archive (old by their own dates, or by their records' timestamps) would be forgotten
    as soon as they are decided, and their later versions and redeliveries wouldn't find them.
    """

    articles: int = 90
    texts: int = 14  # and their sketches
    origins: int = 30
    grace: int = 7

    def until(self, table: str, record: Decided, watermark: int) -> int:
        """The hour (since the epoch, by the watermark) from which an entry is forgotten.

        A writer whose clock lags behind the log (1970, on a machine without the time) counts as writing at the watermark.
        """
        days: int = self.texts if table == Table.SKETCHES else getattr(self, table)
        decided = max(record.at, watermark)
        return max(record.time + days * DAY_MS, decided + self.grace * DAY_MS) // HOUR_MS + 1
