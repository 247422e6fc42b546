"""Workers and pools for tests without what their start costs: forked from a process that has imported and loaded everything.

A worker imports for 3 s of CPU, and its template loads for 10 s more; most tests start several, and are about something else.
What is forked runs the same code in the same environment, a pool's template and its children included. Only the data of the
release is loaded already: an operator's own file is read as ever.
"""

import functools
import json
import os
import runpy
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from typing import Any, NoReturn

from worker.runtime import child, nursery, template

LONGEST = 1 << 20  # bytes of an order: arguments and environment
LOADING = 240.0  # seconds


class Forked:
    """What `subprocess.Popen` is for a process that it started, for a child of this process that was forked."""

    def __init__(self, pid: int) -> None:
        self.pid = pid
        self.returncode: int | None = None

    def poll(self) -> int | None:
        """The exit code, once there is one."""
        if self.returncode is None:
            ended, status = os.waitpid(self.pid, os.WNOHANG)
            self.returncode = os.waitstatus_to_exitcode(status) if ended else None
        return self.returncode

    def wait(self, timeout: float | None = None) -> int:
        """The exit code, once there is one. Raises TimeoutExpired after so many seconds."""
        deadline = time.monotonic() + timeout if timeout is not None else float("inf")
        while (code := self.poll()) is None:
            if time.monotonic() > deadline:
                raise subprocess.TimeoutExpired(str(self.pid), timeout or 0)
            time.sleep(0.01)
        return code

    def send_signal(self, number: int) -> None:
        """Send it, while there is somebody to send it to."""
        if self.poll() is None:
            os.kill(self.pid, number)

    def kill(self) -> None:
        """`kill -9`."""
        self.send_signal(signal.SIGKILL)

    def terminate(self) -> None:
        """SIGTERM."""
        self.send_signal(signal.SIGTERM)


class Warm:
    """The process that workers are forked from, started with the first of them. Close it at the end."""

    def __init__(self) -> None:
        self._process: subprocess.Popen[bytes] | None = None
        self._orders: socket.socket | None = None

    def start(self, module: Sequence[str], environ: Mapping[str, str], log: int) -> Forked:
        """A child of this process that runs `python -m` these words, and writes both outputs to `log`."""
        return self._fork({"module": list(module), "environ": dict(environ)}, log)

    def template(self, factory: str, config: str, memory_limit: str) -> tuple[Any, socket.socket]:
        """What `worker.runtime.nursery` starts: the template of a pool of this process, and the socket for its orders."""
        orders, theirs = socket.socketpair()
        with theirs:
            return self._fork({"template": [factory, config, memory_limit]}, theirs.fileno()), orders

    def _fork(self, order: Mapping[str, Any], descriptor: int) -> Forked:
        if not self._orders:
            self._orders = self._started()
        socket.send_fds(self._orders, [json.dumps(order).encode()], [descriptor])
        return Forked(int(self._orders.recv(100)))

    def close(self) -> None:
        """End it. The workers live on."""
        if self._process and self._orders:
            self._orders.close()
            self._process.kill()
            self._process.wait()

    def _started(self) -> socket.socket:
        nursery._adopt()
        ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        ours.settimeout(LOADING)
        with theirs:
            self._process = subprocess.Popen(
                [sys.executable, "-m", "tests.support.warm", str(theirs.fileno()), str(os.getpid())],
                pass_fds=[theirs.fileno()],
                env=nursery._environment(),
            )
        return ours


def main(descriptor: str, parent: str) -> None:
    """Fork for each order, and become what was ordered there."""
    child.tie_to(int(parent))
    _load()
    orders = socket.socket(socket.AF_UNIX, socket.SOCK_SEQPACKET, fileno=int(descriptor))
    while True:
        text, descriptors, _, _ = socket.recv_fds(orders, LONGEST, 1)
        if not descriptors:
            return
        if pid := template._fork():
            os.close(descriptors[0])
            orders.send(str(pid).encode())
            continue
        orders.close()
        order = json.loads(text)
        if asked := order.get("template"):
            _be_template(asked, descriptors[0], int(parent))
        _be_worker(order["module"], order["environ"], descriptors[0])
        return


def _load() -> None:
    """All that a worker and its template import, and the release's data for the template's factory."""
    from worker import app  # noqa: F401
    from worker.cli import run  # noqa: F401
    from worker.stages import children

    children.cleaner = functools.cache(children.cleaner)
    children.tagger = functools.cache(children.tagger)
    template._made("worker.stages.children:build", "{}")


def _be_template(asked: Sequence[str], orders: int, parent: int) -> NoReturn:
    """As in a process of its own; its parent must have taken it over before it looks whose it is."""
    os.setpgid(0, 0)
    os.dup2(2, 1)
    while os.getppid() != parent:
        time.sleep(0.001)
    factory, config, memory_limit = asked
    template.main(factory, config, str(orders), str(parent), memory_limit)
    os._exit(0)


def _be_worker(module: Sequence[str], environ: Mapping[str, str], log: int) -> None:
    for output in (1, 2):
        os.dup2(log, output)
    os.close(log)
    os.environ.clear()
    os.environ.update(environ)
    _prepare_template()
    sys.argv = list(module)
    runpy.run_module(module[0], run_name="__main__", alter_sys=True)


def _prepare_template() -> None:
    """Fork the template of this worker's pool now, while there are no threads; it waits until the pool asks for it."""
    ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
    parent = os.getpid()
    if pid := os.fork():
        theirs.close()
        _hand_out(pid, ours)
        return
    ours.close()
    asked, orders, _, _ = socket.recv_fds(theirs, LONGEST, 1)
    theirs.close()
    if orders:
        _be_template(json.loads(asked), orders[0], parent)
    os._exit(0)


def _hand_out(pid: int, to_template: socket.socket) -> None:
    """Have the nursery take the waiting template; should that die, the next is started as ever."""
    started = nursery._started

    def waiting(factory: str, config: str, memory: str) -> tuple[Any, socket.socket]:
        nursery._started = started
        nursery._adopt()
        orders, theirs = socket.socketpair()
        with theirs:
            socket.send_fds(to_template, [json.dumps([factory, config, memory]).encode()], [theirs.fileno()])
        return Forked(pid), orders

    nursery._started = waiting  # type: ignore[assignment]


if __name__ == "__main__":
    main(*sys.argv[1:])
