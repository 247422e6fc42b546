"""A process ends when its work is done, whatever a library left running."""

import json
import subprocess
import sys

import pytest

from worker.runtime import closing

STUBBORN = """
import asyncio
from worker.runtime import closing

async def stubborn():
    while True:
        try:
            await asyncio.sleep(60)
        except asyncio.CancelledError:
            pass

async def work():
    global kept
    kept = asyncio.ensure_future(stubborn())
    await asyncio.sleep(0.01)
    {end}

closing.run(work(), 0.2)
"""


@pytest.mark.parametrize("end, code", [("return", 0), ("raise ValueError", 1)])
def test_a_task_that_outlives_its_cancellation_holds_nothing_up(end: str, code: int) -> None:
    """The exit code tells how the work ended, the last line why it ended so."""
    done = subprocess.run(
        [sys.executable, "-c", STUBBORN.format(end=end)],
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == code
    assert "still running" in json.loads(done.stderr.splitlines()[-1])["event"]


def test_a_loop_that_closes_is_all_there_is() -> None:
    """An error comes through, and nothing ends this process later."""

    async def work() -> None:
        raise LookupError("here")

    with pytest.raises(LookupError, match="here"):
        closing.run(work(), 0.01)
