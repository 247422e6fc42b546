"""One child process as its parent sees it: birth, frames out and in, the end."""

import asyncio
import os
import signal
import socket
import subprocess
from collections import deque
from collections.abc import Callable

from worker.runtime.frames import HEADER, Answer

LINGER = 1.0  # seconds that a child may take to exit after its socket has ended
POLL = 0.003  # seconds between two looks whether it has


class ChildProcess:
    """A child that its template was told to fork. `on_frame(answer, resident KiB, body)` gets its frames; `on_end(exit code)` comes once, last.

    Until it is born it ends with its template, and has that one's exit code.
    """

    def __init__(
        self,
        template: subprocess.Popen[bytes],
        ours: socket.socket,
        on_frame: Callable[[Answer, int, bytes], None],
        on_end: Callable[[int], None],
    ) -> None:
        self._loop = asyncio.get_running_loop()
        self._template, self._socket = template, ours
        self._on_frame, self._on_end = on_frame, on_end
        self._pid = 0  # 0: not born yet
        self._code: int | None = None
        self._inbox = bytearray()
        self._outbox: deque[memoryview] = deque()
        self._open = True
        self.gone: asyncio.Future[None] = self._loop.create_future()
        self._loop.add_reader(self._socket, self._readable)

    @property
    def pid(self) -> int:
        """The child's process id; 0 until it is born."""
        return self._pid

    def send(self, code: int, body: bytes) -> None:
        """Send a frame, now or as the socket takes it. To a child that has ended it goes nowhere: `on_end` tells."""
        if not self._open:
            return
        header = HEADER.pack(len(body), code, 0)
        if self._outbox:
            self._outbox.extend((memoryview(header), memoryview(body)))
            return
        sent = self._try(header, body)
        if sent < len(header) + len(body):
            rest = max(0, sent - len(header))
            self._outbox.extend((memoryview(header)[sent:], memoryview(body)[rest:]))
            self._loop.add_writer(self._socket, self._writable)

    def kill(self) -> None:
        """End it at once, or the template that is to fork it; no further frame is delivered."""
        self._end()
        self.dismiss()

    def dismiss(self) -> None:
        """Close the socket: a child that waits for work ends by itself, another is killed a second later."""
        if self._open:
            self._open = False
            self._loop.remove_reader(self._socket)
            self._loop.remove_writer(self._socket)
            self._outbox.clear()
            self._socket.close()
            self._loop.call_soon(self._reap, self._loop.time() + LINGER)

    def _readable(self) -> None:
        try:
            data = self._socket.recv(2**18)
        except BlockingIOError:
            return
        except OSError:  # reset: the child died with frames of ours unread
            data = b""
        if data:
            self._inbox += data
            self._deliver()
        else:
            self.dismiss()

    def _deliver(self) -> None:
        while self._open and len(self._inbox) >= HEADER.size:
            length, code, resident = HEADER.unpack_from(self._inbox)
            end = HEADER.size + length
            if len(self._inbox) < end:
                return
            body = bytes(memoryview(self._inbox)[HEADER.size : end])
            del self._inbox[:end]
            if code == Answer.BORN:
                self._pid = int(body)
                self.send(0, b"")
            else:
                self._on_frame(Answer(code), resident, body)

    def _writable(self) -> None:
        while self._outbox:
            part = self._outbox[0]
            sent = self._try(part)
            if sent < len(part):
                self._outbox[0] = part[sent:]
                return
            self._outbox.popleft()
        self._loop.remove_writer(self._socket)

    def _try(self, *parts: bytes | memoryview) -> int:
        try:
            return self._socket.sendmsg(parts)
        except BlockingIOError:
            return 0
        except OSError:  # the child is gone: the reader will see the end after its last frames
            return sum(map(len, parts))

    def _reap(self, deadline: float) -> None:
        code = self._poll()
        if code is None:
            if self._loop.time() > deadline:
                self._end()
            self._loop.call_later(POLL, self._reap, deadline)
            return
        self.gone.set_result(None)
        self._on_end(code)

    def _poll(self) -> int | None:
        """The exit code, once there is one."""
        if not self._pid:
            return self._template.poll()
        if self._code is None:
            ended, status = os.waitpid(self._pid, os.WNOHANG)
            self._code = os.waitstatus_to_exitcode(status) if ended else None
        return self._code

    def _end(self) -> None:
        if not self._pid:
            self._template.kill()
            self._template.wait()  # dead for certain, so that nobody orders from it
        elif self._poll() is None:
            os.kill(self._pid, signal.SIGKILL)


def in_words(code: int) -> str:
    """An exit code as a person reads it: `signal 11 (SIGSEGV)` or `exit code 3`."""
    if code >= 0:
        return f"exit code {code}"
    try:
        return f"signal {-code} ({signal.Signals(-code).name})"
    except ValueError:
        return f"signal {-code}"
