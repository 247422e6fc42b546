"""Job functions for the tests of the pool: good ones, and ones that hang, crash, eat memory or raise."""

import ctypes
import json
import os
import resource
import signal
import threading
import time
from collections.abc import Callable
from pathlib import Path

from worker.core.errors import SettingsError


def make(config: str) -> dict[str, Callable[[bytes], bytes]]:
    """The job functions by kind. `config` is a JSON object; a `fault` in it makes the factory itself fail."""
    fault = json.loads(config).get("fault")
    if fault == "settings":
        raise SettingsError("rules.toml: rule 3: pattern: no closing bracket")
    if fault == "bug":
        raise KeyError("gazetteer")
    if fault == "crash":
        segfault(b"")
    if fault == "hang":
        loop(b"")
    if fault == "thread":
        threading.Thread(target=time.sleep, args=(1000,), daemon=True).start()
    if fault == "no process":
        resource.setrlimit(resource.RLIMIT_NPROC, (0, 0))
        os.setuid(65534)  # the limit isn't root's
    return {
        "echo": lambda payload: payload,
        "nothing": lambda payload: b"",
        "pid": pid,
        "parent": lambda payload: str(os.getppid()).encode(),
        "loop": loop,
        "hang": hang,
        "segfault": segfault,
        "exit": lambda payload: os._exit(int(payload)),
        "memory": memory,
        "raise": fail,
        "orphan": orphan,
        "print": shout,
        "killed": killed,
        "once": once,
        "second time": second_time,
        "gate": gate,
        "hashes": lambda payload: repr(list({"a", "b", "c", "d", payload.decode()})).encode(),
    }


DONE: list[bytes] = []


def pid(payload: bytes) -> bytes:
    DONE.append(payload)
    return str(os.getpid()).encode()


def loop(payload: bytes) -> bytes:
    while True:
        pass


def hang(payload: bytes) -> bytes:
    """Hang inside C with the interpreter's lock held."""
    ctypes.PyDLL(None).sleep(1000)
    return payload


def segfault(payload: bytes) -> bytes:
    ctypes.string_at(0)
    return payload


def killed(payload: bytes) -> bytes:
    """End as the kernel ends a process when memory runs out."""
    os.kill(os.getpid(), signal.SIGKILL)
    return payload


def shout(payload: bytes) -> bytes:
    print(payload.decode(), flush=True)
    return payload


def memory(payload: bytes) -> bytes:
    held = []
    while True:
        held.append(bytearray(10_000_000))


def fail(payload: bytes) -> bytes:
    raise ValueError(payload.decode())


def orphan(payload: bytes) -> bytes:
    """Say who we are in the file named, then hang, so that only the kernel can end us."""
    with Path(os.fsdecode(payload)).open("a") as file:
        file.write(f"{os.getpid()}\n")
    return hang(payload)


def is_first(payload: bytes) -> bool:
    """Whether the file named by the payload was not there yet; it is from now on."""
    try:
        os.close(os.open(payload, os.O_CREAT | os.O_EXCL))
    except FileExistsError:
        return False
    return True


def once(payload: bytes) -> bytes:
    """Crash the first time a page is seen."""
    return segfault(payload) if is_first(payload) else b"came through"


def second_time(payload: bytes) -> bytes:
    """Raise the first time a page is seen; then say how many pages this child had before."""
    if is_first(payload):
        raise ValueError("first time")
    DONE.append(payload)
    return str(len(DONE) - 1).encode()


def gate(payload: bytes) -> bytes:
    """Crash the first time a page is seen; then wait until its gate, a second file, is there."""
    if is_first(payload):
        return segfault(payload)
    while not Path(os.fsdecode(payload) + ".open").exists():
        time.sleep(0.005)
    return b"through the gate"
