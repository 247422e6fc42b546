"""A child process of the pool: answers one job after the other until its socket ends, or its parent.

Children are forked from the template (`worker.runtime.template`) with the job functions made.
"""

import ctypes
import os
import resource
import signal
import socket
import sys
from collections.abc import Callable, Mapping
from typing import BinaryIO, cast

from worker.runtime.frames import HEADER, Answer

Function = Callable[[bytes], bytes]
PR_SET_PDEATHSIG = 1  # <sys/prctl.h>
ORPHANED = 3  # exit code: the parent was gone before the kernel could be told to watch it


def serve(functions: Mapping[str, Function], connection: socket.socket, parent: int) -> None:
    """Serve jobs until the parent closes the socket. Its first frame says that this process is its child by now."""
    os.setpgid(0, 0)  # a terminal's Ctrl-C reaches the parent alone
    table = list(functions.values())
    with connection, connection.makefile("rb", buffering=2**18) as file:
        source = cast("BinaryIO", file)
        if not _read(source):
            return
        tie_to(parent)
        write(connection, Answer.READY, "\n".join(functions).encode())
        while frame := _read(source):
            write(connection, *_answer(table[frame[0]], frame[1]))


def tie_to(parent: int) -> None:
    """Die with the parent, however it dies: the kernel kills this process then, also inside a loop."""
    ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
    if os.getppid() != parent:
        sys.exit(ORPHANED)


def describe(error: BaseException) -> str:
    """Type and text of an exception in one line; an error of ours says enough by its text."""
    text = " ".join(str(error).split())
    return text if type(error).__module__ == "worker.core.errors" else f"{type(error).__name__}: {text}"


def write(connection: socket.socket, answer: Answer, body: bytes) -> None:
    """Send the parent a frame."""
    connection.sendall(HEADER.pack(len(body), answer, _resident()) + body)


def _answer(function: Function, payload: bytes) -> tuple[Answer, bytes]:
    try:
        return Answer.RESULT, bytes(memoryview(function(payload)))
    except MemoryError:
        return Answer.MEMORY, b"the job ran into the memory limit"
    except Exception as error:  # noqa: BLE001 - the one place: the parent decides what becomes of the page
        return Answer.EXCEPTION, describe(error).encode("utf-8", "replace")


def _read(source: BinaryIO) -> tuple[int, bytes] | None:
    header = source.read(HEADER.size)
    if len(header) < HEADER.size:
        return None
    length, code, _ = HEADER.unpack(header)
    body = source.read(length)
    return (code, body) if len(body) == length else None


def _resident() -> int:
    """Resident memory in KiB; 0 where the system doesn't say."""
    try:
        with open("/proc/self/statm", "rb", buffering=0) as file:  # noqa: PTH123 - half the cost of Path.read_bytes
            return int(file.read(64).split()[1]) * resource.getpagesize() // 1024
    except OSError:
        return 0
