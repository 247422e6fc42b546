"""What several processes of pytest share out among them."""

from pathlib import Path, PurePath

from tests.support.shares import FIRST_HALF, share
from tests.support.workers import REPO

NEEDS_KAFKA = "mark.integration"


def modules() -> list[Path]:
    return [path.relative_to(REPO) for path in sorted((REPO / "tests").rglob("test_*.py"))]


def test_what_needs_kafka_is_two_shares_and_every_other_module_one() -> None:
    """A broker more than two would be started by a third process, at the side of all that runs then."""
    needing = {
        path
        for path in modules()
        if f"{NEEDS_KAFKA}\n" in (text := (REPO / path).read_text()) or f"{NEEDS_KAFKA}," in text
    }
    shares = {path: share(PurePath(path)) for path in modules()}
    assert {shares[path] for path in needing} == {"kafka", "more kafka"}
    assert {share for path, share in shares.items() if path not in needing} == {
        str(path) for path in modules() if path not in needing
    }


def test_the_first_half_names_modules_that_are_there() -> None:
    assert {path.stem for path in modules()} >= FIRST_HALF
