"""What a worker's children cost: the time until they are ready, until a killed one is replaced, and the memory they hold.

`python -m tests.benchmarks.children`.
"""

import asyncio
import os
import signal
import statistics
import time
from dataclasses import dataclass
from pathlib import Path

import psutil
from rich.console import Console
from rich.table import Table

from worker.core import codec
from worker.core.model import Message
from worker.runtime.pool import Pool
from worker.settings import Settings
from worker.stages import jobs, pool

KINDS = (jobs.CLEAN, jobs.TAG)
CHILDREN, KILLS = 2, 20
SAMPLES = Path("samples/pages.jsonl")
MB = 1_000_000


@dataclass(frozen=True)
class Measured:
    """Seconds and megabytes. Shared memory counts in parts, a part for each process that has it."""

    start: float  # CPU, of the template and the children
    replaced: float  # median, from the kill until the next is ready
    address_space: float  # of the child that had most
    fresh: float  # memory of the template and its children
    used: float  # the same after the sample pages


async def measured() -> Measured:
    """Of a pool as `dateline run` has it, with two children."""
    running = pool.make(Settings.from_env({"DATELINE_CHILDREN": str(CHILDREN)}), KINDS)
    await running.start()
    try:
        spent = sum(sum(process.cpu_times()[:2]) for process in psutil.Process().children())
        fresh = _held()
        replaced = statistics.median([await _replaced(running) for _ in range(KILLS)])
        await asyncio.gather(*(running.run(jobs.CLEAN, codec.pack(page)) for page in _pages()))
        space = max(_peak(pid) for pid in running.pids)
        return Measured(spent, replaced, space / MB, fresh / MB, _held() / MB)
    finally:
        await running.stop(5)


async def _replaced(running: Pool) -> float:
    killed, start = running.pids[0], time.perf_counter()
    os.kill(killed, signal.SIGKILL)
    while killed in running.pids or len(running.pids) < CHILDREN:  # noqa: ASYNC110 - the pool tells nobody
        await asyncio.sleep(0.001)
    return time.perf_counter() - start


def _pages() -> list[Message]:
    return [Message("pages.raw", 0, 0, 0, None, row, ()) for row in SAMPLES.read_bytes().splitlines()]


def _held() -> int:
    return sum(process.memory_full_info().pss for process in psutil.Process().children())


def _peak(pid: int) -> int:
    """The largest address space that the process ever had, in bytes."""
    lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    (kib,) = (line.split()[1] for line in lines if line.startswith("VmPeak:"))
    return int(kib) * 1024


def main() -> None:
    """Print the table."""
    found = asyncio.run(measured())
    table = Table("", "", title=f"{CHILDREN} children for clean and tag")
    table.add_row("CPU until they are ready", f"{found.start:.1f} s")
    table.add_row("from a child's kill until the next is ready, median", f"{found.replaced * 1000:.0f} ms")
    table.add_row("address space of a child", f"{found.address_space:.0f} MB")
    table.add_row("memory of the template and the children", f"{found.fresh:.0f} MB")
    table.add_row("… after the sample pages", f"{found.used:.0f} MB")
    Console().print(table)


if __name__ == "__main__":
    main()
