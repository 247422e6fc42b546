"""A child process of the pool: `python -m worker.runtime.child FACTORY SOCKET PARENT MEMORY`.

It builds its job functions once, then answers one job after the other until the socket ends. FACTORY is
`module:function`, a function from the configuration (a JSON text, the first frame) to the job functions by kind.
It ends with its parent, however that one ends: the kernel kills it when the parent dies, also inside a loop.
"""

import ctypes
import faulthandler
import importlib
import os
import resource
import signal
import socket
import sys
from collections.abc import Callable, Mapping
from typing import BinaryIO, cast

from worker.runtime import garbage
from worker.runtime.frames import HEADER, Answer

Function = Callable[[bytes], bytes]
PR_SET_PDEATHSIG = 1  # <sys/prctl.h>
ORPHANED = 3  # exit code: the parent was gone before the kernel could be told to watch it


def main(factory: str, descriptor: str, parent: str, memory: str) -> None:
    """Serve jobs until the parent closes the socket. `memory` is the limit of the address space in bytes, 0 for none."""
    _tie_to(int(parent))
    _guard(int(memory))
    connection = socket.socket(fileno=int(descriptor))
    connection.set_inheritable(False)
    with connection, connection.makefile("rb", buffering=2**18) as file:
        source = cast("BinaryIO", file)
        frame = _read(source)
        if frame:
            _serve(factory, frame[1], source, connection)


def _tie_to(parent: int) -> None:
    """Die with the parent. Elsewhere than on Linux only the end of the socket tells of its death."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the terminal's Ctrl-C is the parent's to answer
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
    if os.getppid() != parent:
        sys.exit(ORPHANED)


def _guard(memory: int) -> None:
    faulthandler.enable()  # a crash in C leaves the Python stack on stderr
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    if memory:
        resource.setrlimit(resource.RLIMIT_AS, (memory, memory))


def _serve(factory: str, config: bytes, source: BinaryIO, connection: socket.socket) -> None:
    try:
        functions = _build(factory, config.decode())
    except Exception as error:  # noqa: BLE001 - whatever it is, the parent says it in one line
        _write(connection, Answer.UNFIT, describe(error).encode())
        return
    _write(connection, Answer.READY, "\n".join(functions).encode())
    table = list(functions.values())
    while frame := _read(source):
        _write(connection, *_answer(table[frame[0]], frame[1]))


def _build(factory: str, config: str) -> Mapping[str, Function]:
    garbage.collect_nothing_yet()
    module, _, name = factory.partition(":")
    functions: Mapping[str, Function] = getattr(importlib.import_module(module), name)(config)
    garbage.collect_rarely()
    return functions


def _answer(function: Function, payload: bytes) -> tuple[Answer, bytes]:
    try:
        return Answer.RESULT, bytes(memoryview(function(payload)))
    except MemoryError:
        return Answer.MEMORY, b"the job ran into the memory limit"
    except Exception as error:  # noqa: BLE001 - the one place: the parent decides what becomes of the page
        return Answer.EXCEPTION, describe(error).encode("utf-8", "replace")


def describe(error: BaseException) -> str:
    """Type and text of an exception in one line; an error of ours says enough by its text."""
    text = " ".join(str(error).split())
    return text if type(error).__module__ == "worker.core.errors" else f"{type(error).__name__}: {text}"


def _read(source: BinaryIO) -> tuple[int, bytes] | None:
    header = source.read(HEADER.size)
    if len(header) < HEADER.size:
        return None
    length, code, _ = HEADER.unpack(header)
    body = source.read(length)
    return (code, body) if len(body) == length else None


def _write(connection: socket.socket, answer: Answer, body: bytes) -> None:
    connection.sendall(HEADER.pack(len(body), answer, _resident()) + body)


def _resident() -> int:
    """Resident memory in KiB; 0 where the system doesn't say."""
    try:
        with open("/proc/self/statm", "rb", buffering=0) as file:  # noqa: PTH123 - half the cost of Path.read_bytes
            return int(file.read(64).split()[1]) * resource.getpagesize() // 1024
    except OSError:
        return 0


if __name__ == "__main__":
    main(*sys.argv[1:])
