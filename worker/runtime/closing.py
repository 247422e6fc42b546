"""`asyncio.run` for a process that must end: client libraries may leave threads and tasks behind that outlive their cancellation."""

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

    runner = asyncio.Runner()
    try:
        runner.run(timed())
    finally:
        if not _clients():  # a client's thread still asks for the loop: closed, it would fail aloud
            runner.close()
            timer.cancel()


def _clients() -> list[threading.Thread]:
    """Threads of client libraries: not those that die with the process, nor those of the loop itself."""
    main = threading.main_thread()
    found = (thread for thread in threading.enumerate() if thread is not main and not thread.daemon)
    return [thread for thread in found if not thread.name.startswith("asyncio_")]
