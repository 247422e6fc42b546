"""The hard end of a process: its last log line, then out. Takes no lock that a hung thread may hold."""

import os
from datetime import UTC, datetime
from typing import NoReturn

from worker.core import codec

STDERR = 2


def end_process(code: int, line: bytes) -> NoReturn:
    """Write the line to stderr, past all buffers, and exit."""
    os.write(STDERR, line)
    os._exit(code)


def last_line(event: str, level: str, code: int, now: datetime | None = None, reason: str = "") -> bytes:
    """One JSON line in the form of the log; `now` is the present by default."""
    line = {
        "event": event,
        "level": level,
        **({"reason": reason} if reason else {}),
        "exit_code": code,
        "timestamp": (now or datetime.now(UTC)).isoformat().replace("+00:00", "Z"),
    }
    return codec.to_json(line) + b"\n"
