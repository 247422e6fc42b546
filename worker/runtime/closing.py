"""`asyncio.run` for a process that must end: client libraries may leave tasks behind that outlive their cancellation."""

import asyncio
import threading
from collections.abc import Coroutine
from typing import Any

from worker.runtime import ending


def run(work: Coroutine[Any, Any, None], grace: float) -> None:
    """Run to its end and close the loop. Where that doesn't close within `grace` seconds after the work, end the process.

    The exit code is 0 then, or 1 where the work raised: whatever had to be said or sent has been by then.
    """
    code = 1

    def end() -> None:
        line = ending.last_line("ended with a client's tasks still running", "warning", code)
        ending.end_process(code, line)

    timer = threading.Timer(grace, end)
    timer.daemon = True

    async def timed() -> None:
        nonlocal code
        try:
            await work
            code = 0
        finally:
            timer.start()

    try:
        asyncio.run(timed())
    finally:
        timer.cancel()
