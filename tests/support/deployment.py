"""A deployment for tests: topics of its own on a broker, and the command with the settings that find them."""

import os
import subprocess
import sys

from tests.support.kafka import counts
from tests.support.verify import Ledger, ledger
from tests.support.workers import REPO, Worker, wait_for
from worker.core.model import Topic


class Deployment:
    """Topics of its own on the shared broker, and the environment that finds them."""

    def __init__(self, bootstrap: str, prefix: str, **settings: str) -> None:
        self.bootstrap = bootstrap
        self.prefix = prefix
        self.environ = {
            "KAFKA_BOOTSTRAP_SERVERS": bootstrap,
            "DATELINE_PREFIX": prefix,
            "DATELINE_CHILDREN": "2",
            "DATELINE_PARTITIONS": "2",
            "DATELINE_SESSION_TIMEOUT": "6",
            **settings,
        }

    def dateline(self, *args: str, check: bool = True) -> subprocess.CompletedProcess[str]:
        """Run the command with these settings."""
        environ = {name: value for name, value in os.environ.items() if not name.startswith("DATELINE_")}
        done = subprocess.run(
            [sys.executable, "-m", "worker", *args],
            cwd=REPO,
            env={**environ, **self.environ},
            capture_output=True,
            text=True,
            check=False,
            timeout=120,
        )
        assert not check or done.returncode == 0, done.stderr
        return done

    def name(self, topic: Topic) -> str:
        """The topic's real name."""
        return self.prefix + topic.value

    def fates(self) -> int:
        """How many fate records there are."""
        return counts(self.bootstrap, [self.name(Topic.PAGES_FATES)])[self.name(Topic.PAGES_FATES)]

    def wait_for_fates(self, count: int, crew: list[Worker], seconds: float = 120) -> None:
        """Wait until so many fates are written."""
        wait_for(
            lambda: self.fates() >= count,
            seconds,
            lambda: f"{self.fates()} of {count} fates\n{crew[0].tail()}",
        )

    def wait_until_settled(self, crew: list[Worker], seconds: float = 180) -> None:
        """Wait until the audit finds a fate for every page: after a crash some fates are there twice."""
        wait_for(lambda: self.dateline("audit", check=False).returncode == 0, seconds, crew[0].tail)

    def ledger(self) -> Ledger:
        """Everything on the topics."""
        return ledger(self.bootstrap, self.prefix)
