"""Runs one broker process and ends it when whoever started us is gone.

Usage: guard.py FOLDER COMMAND…; the starter holds the other end of our stdin and writes `term` or `kill` to it. When
that pipe closes – the starter has ended, however – the broker is killed and FOLDER removed. The first line on stdout is the
broker's process id; the exit code is the broker's. Standard library only, so that it starts in milliseconds.
"""

import contextlib
import ctypes
import os
import shutil
import signal
import subprocess
import sys
import threading

PR_SET_PDEATHSIG = 1
SIGNALS = {"term": signal.SIGTERM, "kill": signal.SIGKILL}


def main(folder: str, command: list[str]) -> int:
    """Run the command until it ends or the starter does."""
    # preexec_fn is safe here: this process has no second thread yet.
    broker = subprocess.Popen(command, stdin=subprocess.DEVNULL, preexec_fn=die_with_parent)  # noqa: PLW1509
    print(broker.pid, flush=True)
    orphaned = threading.Event()
    threading.Thread(target=obey, args=(broker.pid, orphaned), daemon=True).start()
    code = broker.wait()
    if orphaned.is_set():
        shutil.rmtree(folder, ignore_errors=True)
    return code


def obey(pid: int, orphaned: threading.Event) -> None:
    """Pass on the starter's orders; kill when they end."""
    for line in sys.stdin:
        send(pid, SIGNALS[line.strip()])
    orphaned.set()
    send(pid, signal.SIGKILL)


def send(pid: int, number: int) -> None:
    """Send a signal; a process that has ended already needs none."""
    with contextlib.suppress(ProcessLookupError):
        os.kill(pid, number)


def die_with_parent() -> None:
    """In the child, before exec: be killed when the guard is (Linux; elsewhere only the pipe guards)."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGKILL)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], sys.argv[2:]))
