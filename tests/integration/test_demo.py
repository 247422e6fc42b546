"""`make demo`, but for the installation: it shows the events, ends by itself, and leaves nothing running."""

import os
import re
import signal
import subprocess
import sys
from pathlib import Path

import psutil
import pytest

from tests.support.broker import Kafka
from tests.support.demo import INTERRUPTED
from tests.support.workers import REPO, gone, wait_for

pytestmark = pytest.mark.integration

DEMO = (sys.executable, "-m", "tests.support.demo")


def test_the_demo_shows_every_event_and_ends_with_a_proof(kafka: Kafka) -> None:
    """As many events are on the screen as pages were published, then the audit, then exit code 0."""
    done = subprocess.run(
        DEMO, cwd=REPO, env=environ(kafka), capture_output=True, text=True, check=False, timeout=240
    )
    assert done.returncode == 0, done.stderr
    shown = re.findall(r"(?m)^\d{4}-\d\d-\d\dT\d\d:\d\d  (?:new|replaced) ", done.stdout)
    ended = dict(re.findall(r"(?m)^(published|replaced) +(\d+)$", done.stdout))
    assert len(shown) == sum(map(int, ended.values())) > 15
    assert "every input has exactly one fate" in done.stdout + done.stderr


def test_ctrl_c_ends_the_demo_and_all_that_it_started(kafka: Kafka, tmp_path: Path) -> None:
    """One line, exit code 130, and no process left."""
    with (tmp_path / "said").open("wb") as said:
        demo = subprocess.Popen(
            DEMO, cwd=REPO, env=environ(kafka), stdout=said, stderr=said, start_new_session=True
        )
    try:
        wait_for(lambda: any("run" in line for line in lines(demo.pid)), 60)
        family = psutil.Process(demo.pid).children(recursive=True)
        os.killpg(demo.pid, signal.SIGINT)  # as a terminal does: to all of the group
        assert demo.wait(60) == INTERRUPTED
    finally:
        if demo.poll() is None:
            os.killpg(demo.pid, signal.SIGKILL)
    wait_for(lambda: gone(family), 10, lambda: str(family))
    last = (tmp_path / "said").read_text().splitlines()[-1]
    assert last == "stopped, and what it had started with it"


def environ(kafka: Kafka) -> dict[str, str]:
    """The demo finds the tests' own Kafka."""
    return {**os.environ, "KAFKA_BOOTSTRAP_SERVERS": kafka.bootstrap}


def lines(pid: int) -> list[list[str]]:
    """The command lines of all that a process has started."""
    found = []
    for child in psutil.Process(pid).children(recursive=True):
        try:
            found.append(child.cmdline())
        except psutil.Error:
            continue
    return found
