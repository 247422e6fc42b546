"""Several partitions of one stage in one worker: none waits for another."""

import asyncio
from pathlib import Path

from tests.support.stories import HOUR, START, page
from tests.unit.state.test_index import decided
from tests.unit.state.world import Broker, Log, Process
from worker.core import identity
from worker.core.decisions import facts_of
from worker.core.identity import Identified
from worker.state.index import Index
from worker.state.log import Claim, LogRecord, encode
from worker.state.owner import SLICE, PartitionState
from worker.state.partitions import Partitions
from worker.state.retention import Retention

LONG = 200 * SLICE  # records of the log that is read for a while


class Worker:
    """The partitions 0 and 1 of identify, on logs in memory."""

    def __init__(self, folder: Path) -> None:
        self.broker, self.failures = Broker(), list[Exception]()
        world = Process(self.broker, folder)
        self.logs = {number: Log(self.broker, world, ("identify", number)) for number in (0, 1)}
        self.partitions = Partitions[Identified](
            lambda number: PartitionState(
                lambda cluster: Index(folder, f"identify-{number}", cluster, Retention()),
                self.logs[number],
                identity.rule,
                lambda: START + HOUR,
                self.failures.append,
            )
        )

    async def decide(self, partition: int, offset: int) -> str:
        facts = facts_of(page(offset, f"A{offset}", f"T{offset}"))
        async with asyncio.timeout(20):
            return (await self.partitions.decide(partition, facts)).decision.kind.value

    def ready(self, partition: int) -> bool:
        return self.partitions.status()[partition].ready


async def test_one_partition_decides_while_another_reads_its_log(tmp_path: Path) -> None:
    """On an empty disk: a long log is read in slices, and between two of them the others have their turn."""
    worker = Worker(tmp_path)
    values = [encode(Claim("writer", START)), *(encode(decided(f"p{number}")) for number in range(LONG))]
    worker.broker.logs["identify", 0] = [
        LogRecord(offset, START, b"", value) for offset, value in enumerate(values)
    ]
    worker.partitions.open((0, 1))
    waiting = asyncio.ensure_future(worker.decide(0, 1_000))
    while_reading = 0
    while not worker.ready(0) and while_reading < LONG:
        assert await worker.decide(1, while_reading) == "new"
        while_reading += not worker.ready(0)
    assert while_reading >= 10
    assert await waiting == "new"
    assert worker.partitions.status()[0].applied > LONG
    assert worker.failures == []
    await worker.partitions.close()


async def test_one_partition_decides_while_another_gets_nothing_of_its_log(tmp_path: Path) -> None:
    worker = Worker(tmp_path)
    worker.logs[0].readable = False
    worker.partitions.open((0, 1))
    waiting = asyncio.ensure_future(worker.decide(0, 1_000))
    assert [await worker.decide(1, number) for number in range(200)] == ["new"] * 200
    assert not worker.ready(0)
    assert not waiting.done()
    assert worker.partitions.advanced(0) < worker.partitions.advanced(1)
    worker.logs[0].readable = True
    worker.broker.stir()
    assert await waiting == "new"
    await worker.partitions.close()
