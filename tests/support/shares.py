"""Which tests a process of several gets together, for `pytest -n`.

Modules, not tests: what a module loads is loaded once then. And xdist looks through all the shares that it has handed out
after every test: 13,000 take 3.6 ms each time, 65 take 0.3 ms, while the processes wait for their next.
"""

from pathlib import PurePath

from xdist.scheduler import LoadFileScheduling

# What needs Kafka runs test after test, in two processes at most, each with one broker for all of its tests: in half the
# modules, which take as long as the other half, and in the others.
FOLDERS = {"integration", "chaos"}
FIRST_HALF = {"test_faults", "test_start", "test_acls", "test_state"}


class Shares(LoadFileScheduling):  # type: ignore[misc]  # xdist has no types
    """Hands out modules one after the other, and what needs Kafka as two halves."""

    def _split_scope(self, nodeid: str) -> str:
        """The share that a test belongs to."""
        return share(PurePath(nodeid.partition("::")[0]))


def share(module: PurePath) -> str:
    """The share that a module belongs to, given by its path from the root of the repository."""
    if not FOLDERS.intersection(module.parts):
        return str(module)
    return "kafka" if module.stem in FIRST_HALF else "more kafka"
