"""A `dateline run` whose children do what a page's text tells them: wait, hang, crash, eat memory.

    python -m tests.chaos.poison run

Real pages that do this are rare and change with every release of the libraries; the pool sees no difference.
"""

import ctypes
import os
import sys
import time
from collections.abc import Callable
from pathlib import Path

from worker.stages import children, jobs

Function = Callable[[bytes], bytes]

HANG, CRASH, EAT, RAISE = (b"please hang", b"please crash", b"please eat memory", b"please raise")
# Until the file of this environment variable is there, or for so many seconds.
WAIT, RELEASED, SECONDS = b"please wait", "POISON_RELEASED", 150.0


def functions(config: str) -> dict[str, Function]:
    """The real job functions, behind one that looks for the magic words."""
    return {kind: _poisoned(function) for kind, function in children.build(config).items()}


def _poisoned(function: Function) -> Function:
    def work(payload: bytes) -> bytes:
        if WAIT in payload:
            _wait()
        if HANG in payload:
            while True:
                pass
        if CRASH in payload:
            ctypes.string_at(0)
        if EAT in payload:
            _eat()
        if RAISE in payload:
            raise RuntimeError("as it was told")
        return function(payload)

    return work


def _wait() -> None:
    released, end = Path(os.environ[RELEASED]), time.monotonic() + SECONDS
    while not released.exists() and time.monotonic() < end:
        time.sleep(0.05)


def _eat() -> None:
    held = []
    while True:
        held.append(bytearray(64 << 20))


if __name__ == "__main__":
    jobs.FACTORY = "tests.chaos.poison:functions"
    from worker.cli import main

    main(sys.argv[1:])
