"""Where the children of a pool come from: a template that has made the job functions, and forks.

The parent can't fork them itself, it has threads and connections; and a child that made its functions itself would take
seconds to be ready.
"""

import ctypes
import os
import signal
import socket
import subprocess
import sys
from collections.abc import Callable

from worker.runtime.frames import BUFFER, Answer
from worker.runtime.process import ChildProcess

PR_SET_CHILD_SUBREAPER = 36  # <sys/prctl.h>


class Nursery:
    """Orders children from the template, which is started with the first, and again with the first after its death.

    Children are processes of ours, not of the template: they outlive it. Must be used on the main thread: the kernel
    ends the template with the thread that started it.
    """

    def __init__(self, factory: str, config: str, memory_limit: int) -> None:
        self._arguments = (factory, config, str(memory_limit))
        self._template: subprocess.Popen[bytes] | None = None
        self._orders: socket.socket | None = None

    def child(
        self, on_frame: Callable[[Answer, int, bytes], None], on_end: Callable[[int], None]
    ) -> ChildProcess:
        """Order a child. Its first frame is READY, or UNFIT. Raises OSError where no process can be started."""
        ours, theirs = _pair()
        with theirs:
            try:
                template = self._order(theirs)
            except OSError:
                ours.close()
                raise
        return ChildProcess(template, ours, on_frame, on_end)

    def close(self) -> None:
        """End the template. Children that it was yet to fork end, too."""
        if self._template:
            self._template.kill()
            self._template.wait()
        if self._orders:
            self._orders.close()

    def _order(self, theirs: socket.socket) -> subprocess.Popen[bytes]:
        if self._template and self._orders and self._template.poll() is None:
            try:
                socket.send_fds(self._orders, [b"1"], [theirs.fileno()])
            except BrokenPipeError:  # it died just now
                pass
            else:
                return self._template
        self.close()
        self._template, self._orders = _started(*self._arguments)
        socket.send_fds(self._orders, [b"1"], [theirs.fileno()])
        return self._template


def _pair() -> tuple[socket.socket, socket.socket]:
    ours, theirs = socket.socketpair()
    ours.settimeout(0)
    for end in (ours, theirs):
        end.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, BUFFER)
        end.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, BUFFER)
    return ours, theirs


def _started(factory: str, config: str, memory_limit: str) -> tuple[subprocess.Popen[bytes], socket.socket]:
    """A template, in a process group of its own: a terminal's Ctrl-C reaches the parent alone."""
    _adopt()
    orders, theirs = socket.socketpair()
    with theirs:
        arguments = [factory, config, str(theirs.fileno()), str(os.getpid()), memory_limit]
        try:
            template = subprocess.Popen(  # noqa: S603 - our own module
                [sys.executable, "-P", "-m", "worker.runtime.template", *arguments],
                pass_fds=[theirs.fileno()],
                stdin=subprocess.DEVNULL,
                stdout=2,  # the parent's stdout is for data
                process_group=0,
                env=_environment(),
            )
        except OSError:
            orders.close()
            raise
    return template, orders


def _adopt() -> None:
    """Have the kernel make this process the parent of what its descendants leave behind: so the template's children are ours.

    And have it keep their exit codes for us, which it doesn't where whoever started us ignored them.
    """
    if signal.getsignal(signal.SIGCHLD) is signal.SIG_IGN:
        signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    libc = ctypes.CDLL(None, use_errno=True)
    if libc.prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0):
        number = ctypes.get_errno()
        raise OSError(number, os.strerror(number))


def _environment() -> dict[str, str]:
    """Children import what the parent imports, and iterate over sets in one order on every machine.

    numpy's algebra, which nobody uses, starts a thread for each core as it is imported: one is none.
    """
    path = os.pathsep.join(place or os.getcwd() for place in sys.path)  # noqa: PTH109 - a string is wanted
    return {**os.environ, "PYTHONPATH": path, "PYTHONHASHSEED": "0", "OPENBLAS_NUM_THREADS": "1"}
