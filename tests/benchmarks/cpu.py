"""Where the CPU goes: seconds by process and by the broker's threads, and a profile of the worker's parent process."""

import contextlib
import shutil
import signal
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import psutil

# What a stack of the parent is taken for: the kind of its innermost frame that is named here.
KINDS = {
    "requests to the broker": ("aiokafka/conn.py", "aiokafka/client.py", "aiokafka/protocol/", "asyncio/streams.py"),
    "records to the producer": ("aiokafka/producer/", "worker/kafka/publisher.py"),
    "records from the consumers": ("aiokafka/consumer/", "aiokafka/record/", "worker/kafka/statelog.py"),
    "compression": ("aiokafka/codec.py",),
    "Faust": ("faust/", "mode/"),
    "frames to and from children": ("worker/runtime/process.py", "worker/runtime/pool.py", "worker/core/codec.py"),
    "lanes": ("worker/runtime/lane", "worker/runtime/intake.py"),
    "decisions": ("worker/state/", "worker/stages/", "worker/core/"),
    "metrics and log": ("prometheus_client/", "structlog/", "worker/telemetry.py", "worker/runtime/monitor.py"),
}  # fmt: skip
REST = "the event loop"
# Threads of the broker by the beginning of their names.
THREADS = {
    "requests": ("data-plane",),
    "compiling itself": ("C1 Compiler", "C2 Compiler"),
    "collecting garbage": ("VM Thread", "GC Thread"),
}


def seconds(processes: Iterable[psutil.Process]) -> float:
    """CPU seconds of these processes so far; one that has ended counts nothing."""
    total = 0.0
    for process in processes:
        with contextlib.suppress(psutil.NoSuchProcess):
            times = process.cpu_times()
            total += times.user + times.system
    return total


def threads(pids: Iterable[int]) -> dict[str, float]:
    """CPU seconds of the threads of these processes by kind; nothing where the system has no /proc."""
    spent: dict[str, float] = dict.fromkeys((*THREADS, "all else"), 0.0)
    for task in (task for pid in pids for task in Path(f"/proc/{pid}/task").glob("*/stat")):
        with contextlib.suppress(OSError):
            name, _, rest = task.read_text().partition("(")[2].rpartition(")")
            spent[_kind(name)] += sum(map(int, rest.split()[11:13])) / 100
    return spent


def _kind(name: str) -> str:
    return next((kind for kind, begins in THREADS.items() if name.startswith(begins)), "all else")


@dataclass
class Profile:
    """Samples of a process by kind; `problem` says why there are none."""

    samples: Counter[str] = field(default_factory=Counter)
    problem: str = ""


@contextlib.contextmanager
def profiled(pid: int) -> Iterator[Profile]:
    """Look into a process while the block runs. Needs the right to trace it; without, the profile says so."""
    profile = Profile()
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder) / "stacks"
        spy = shutil.which("py-spy", path=str(Path(sys.executable).parent)) or "py-spy"
        # Only while the interpreter is held: py-spy can't tell a loop that waits from one that works.
        how = ["--gil", "-r", "200", "-d", "3600", "-f", "raw"]
        command = [spy, "record", *how, "-o", str(out), "-p", str(pid)]
        with subprocess.Popen(
            command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True
        ) as spying:
            try:
                yield profile
            finally:
                spying.send_signal(signal.SIGINT)
                said = spying.communicate(timeout=60)[1]
        if out.exists():
            profile.samples = classified(out.read_text().splitlines())
        else:
            profile.problem = (said.strip().splitlines() or ["py-spy gave no profile"])[-1]


def classified(stacks: Iterable[str]) -> Counter[str]:
    """Samples by kind, from lines `frame;frame;… count` as py-spy writes them, outermost first."""
    samples: Counter[str] = Counter()
    for line in stacks:
        stack, _, count = line.rpartition(" ")
        samples[kind_of(stack.split(";"))] += int(count)
    return samples


def kind_of(stack: list[str]) -> str:
    """What a stack is taken for."""
    for frame in reversed(stack):
        for kind, places in KINDS.items():
            if any(place in frame for place in places):
                return kind
    return REST
