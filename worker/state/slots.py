"""The file of one partition in a folder that several workers share."""

import fcntl
import os
from pathlib import Path
from typing import TextIO

from worker.core.errors import SettingsError

SLOTS = 16  # files for one partition in one folder: of this worker, and of workers not yet gone


def free_slot(folder: Path, name: str) -> tuple[TextIO, Path]:
    """A file of this partition that no other process has open.

    A worker that was presumed dead may still have its file open beside its successor's.
    """
    for slot in range(SLOTS):
        lock = (folder / f"{name}.{slot}.lock").open("w", encoding="ascii")
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            lock.close()
            continue
        lock.write(str(os.getpid()))
        lock.flush()
        return lock, folder / f"{name}.{slot}.sqlite"
    raise SettingsError(f"{folder}: {SLOTS} workers have {name} open; give each its own DATELINE_STATE_DIR")
