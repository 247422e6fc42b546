"""A deployment for tests: topics of its own on a broker, and the command with the settings that find them."""

import os
import subprocess
import sys

from aiokafka.errors import KafkaError

from tests.support.kafka import counts, read_all
from tests.support.verify import Ledger, ledger
from tests.support.workers import REPO, Worker, wait_for
from worker.core.model import Topic

# Most tests read few pages; these settings are for those with work for two children.
TWO_CHILDREN = {"DATELINE_CHILDREN": "2"}
LOOK = 0.5  # seconds between two looks at the topics: each is a connection and some CPU that the worker wants


class Deployment:
    """Topics of its own on the shared broker, and the environment that finds them."""

    def __init__(self, bootstrap: str, prefix: str, **settings: str) -> None:
        self.bootstrap = bootstrap
        self.prefix = prefix
        self.environ = {
            "KAFKA_BOOTSTRAP_SERVERS": bootstrap,
            "DATELINE_PREFIX": prefix,
            "DATELINE_CHILDREN": "1",
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
            LOOK,
        )

    def answers(self) -> bool:
        """Whether the broker tells of our topics. One that was frozen is in no cluster until it has found itself again."""
        try:
            counts(self.bootstrap, [self.name(Topic.PAGES_RAW)])
        except KafkaError:
            return False
        return True

    def settled(self) -> bool:
        """Whether every page has a fate, by the keys on `pages.fates`. Cheap, so that it may be asked often."""
        raw = self.name(Topic.PAGES_RAW)
        pages = counts(self.bootstrap, [raw])[raw]
        if self.fates() < pages:
            return False
        return len({fate.key for fate in read_all(self.bootstrap, self.name(Topic.PAGES_FATES))}) >= pages

    def wait_until_settled(self, crew: list[Worker], seconds: float = 180) -> None:
        """Wait until every page has a fate, after a crash some of them twice; the audit must prove it then."""
        wait_for(self.settled, seconds, crew[0].tail, LOOK)
        self.dateline("audit")

    def ledger(self) -> Ledger:
        """Everything on the topics."""
        return ledger(self.bootstrap, self.prefix)
