"""A `dateline run` that takes its time before it goes on after a rebalance: `python -m tests.support.slow_rebalance run …`.

As on a crowded machine, where one request a partition lies between an assignment and the first message.
"""

import asyncio
import sys
from typing import Any

from aiokafka import AIOKafkaConsumer

PAUSE = 3.0  # seconds, past the wait of a fetch that was under way


def slowed() -> None:
    """Have every consumer of this process wait before it goes back to what is committed."""
    seek = AIOKafkaConsumer.seek_to_committed

    async def later(self: Any, *partitions: Any) -> Any:
        await asyncio.sleep(PAUSE)
        return await seek(self, *partitions)

    AIOKafkaConsumer.seek_to_committed = later


if __name__ == "__main__":
    from worker.cli import main

    slowed()
    main(sys.argv[1:])
