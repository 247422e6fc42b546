"""Kafka's classes as Java has read and checked them once, in a file that every later start maps: half of a start is that."""

import contextlib
import hashlib
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from tests.support.broker.errors import BrokerUnavailable
from tests.support.broker.jars import alone
from tests.support.broker.node import Java


def archived(java: Java, cache: Path, run_once: Callable[[Java], None]) -> Java:
    """The same Java with the file that is for it and its jars; `run_once` starts and ends a node where there is none yet.

    Several processes may ask at once. A Java that can't write such a file leaves an empty one, and starts as ever.
    """
    kind = f"{java.java.stat().st_mtime_ns} {java.java} {java.jars}"  # another Java stands there after an upgrade
    file = cache / f"classes-{hashlib.sha256(kind.encode()).hexdigest()[:16]}.jsa"
    with alone(cache, "classes"):
        if not file.exists():
            _write(file, java, run_once)
    return replace(java, classes=file) if file.stat().st_size else java


def _write(file: Path, java: Java, run_once: Callable[[Java], None]) -> None:
    part = file.with_suffix(".part")
    part.unlink(missing_ok=True)
    with contextlib.suppress(BrokerUnavailable):  # whoever wants a broker now is told why there is none
        run_once(replace(java, writes=part))
    if part.exists():
        part.rename(file)
    else:
        file.touch()
