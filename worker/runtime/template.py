"""The template of a pool's children: `python -m worker.runtime.template FACTORY CONFIG SOCKET PARENT MEMORY`.

It makes the job functions once, which takes seconds, and then forks a child, which takes milliseconds, for each socket
that comes over SOCKET. FACTORY is `module:function`, a function from CONFIG (a text) to the job functions by kind. MEMORY
limits the address space in bytes, its own and each child's; 0 for no limit.

Nothing here starts a thread, and nothing may: of a process with threads a fork is half a copy.
"""

import faulthandler
import importlib
import os
import resource
import signal
import socket
import sys
from collections.abc import Mapping
from pathlib import Path

from worker.runtime import garbage
from worker.runtime.child import Function, describe, serve, tie_to, write
from worker.runtime.frames import Answer

TASKS = Path("/proc/self/task")  # a folder a thread


def main(factory: str, config: str, descriptor: str, parent: str, memory: str) -> None:
    """Serve orders until the parent closes the socket."""
    tie_to(int(parent))
    _guard(int(memory))
    orders = socket.socket(fileno=int(descriptor))
    orders.set_inheritable(False)
    made = _made(factory, config)
    while theirs := _ordered(orders):
        with theirs:
            if isinstance(made, str):
                write(theirs, Answer.UNFIT, made.encode())
            elif pid := _fork():
                write(theirs, Answer.BORN, str(pid).encode())
            else:
                orders.close()
                serve(made, theirs, int(parent))
                os._exit(0)  # what the template has loaded needs no tidying


def _guard(memory: int) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the terminal's Ctrl-C is the parent's to answer
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    faulthandler.enable()  # a crash in C leaves the Python stack on stderr
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    if memory:
        resource.setrlimit(resource.RLIMIT_AS, (memory, memory))


def _made(factory: str, config: str) -> Mapping[str, Function] | str:
    """The job functions, or in one line why there are none."""
    garbage.collect_nothing_yet()
    module, _, name = factory.partition(":")
    try:
        functions: Mapping[str, Function] = getattr(importlib.import_module(module), name)(config)
    except Exception as error:  # noqa: BLE001 - whatever it is, the parent says it in one line
        return describe(error)
    if len(list(TASKS.iterdir())) > 1:
        return f"{factory} leaves threads running: no child can be forked beside them"
    garbage.collect_rarely()
    return functions


def _ordered(orders: socket.socket) -> socket.socket | None:
    """The next child's end of its socket; None at the end of orders."""
    _, descriptors, _, _ = socket.recv_fds(orders, 1, 1)
    if not descriptors:
        return None
    theirs = socket.socket(fileno=descriptors[0])
    theirs.set_inheritable(False)
    return theirs


def _fork() -> int:
    """Fork a process that is not ours but our parent's child. Returns its id, and 0 in itself.

    The process between the two ends at once, and the kernel gives what it leaves to the nearest subreaper: our parent.
    """
    reading, writing = os.pipe()
    between = os.fork()
    if not between:
        try:
            pid = os.fork()
        except OSError:
            os._exit(1)
        if pid:
            os.write(writing, str(pid).encode())
            os._exit(0)
    os.close(writing)
    with open(reading, "rb") as pipe:  # noqa: PTH123 - a descriptor
        if not between:
            return 0
        told = pipe.read()
    os.waitpid(between, 0)
    if not told:
        raise BlockingIOError("no process can be forked")
    return int(told)


if __name__ == "__main__":
    main(*sys.argv[1:])
