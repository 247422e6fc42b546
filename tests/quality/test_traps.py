"""The sentences that set a trap (tests/golden/tags), as a share: `make quality` tells how many are passed."""

from typing import Any

from tests.golden.tags.test_traps import TRAPS, wrong
from tests.quality.test_tags import FLOORS
from tests.support import released


def test_nearly_all_traps_are_passed(record_property: Any) -> None:
    """Of all sentences, the ones still known to be fallen into among them, no fewer pass than the floor says."""
    tagger = released.tagger()
    passed = sum(not any(wrong(tagger, trap)) for trap in TRAPS)
    record_property("traps", {"sentences": len(TRAPS), "passed": round(passed / len(TRAPS), 3)})
    assert passed / len(TRAPS) >= FLOORS["traps"]["passed"]
