"""What `dateline load` says at its end."""

import pytest

from worker.cli.load import _result


@pytest.mark.parametrize(
    "pages, skipped, said",
    [
        (0, 0, "loaded no pages in 2.0 s (0 a second)"),
        (1, 0, "loaded 1 page in 2.0 s (0.5 a second)"),
        (2000, 0, "loaded 2,000 pages in 2.0 s (1,000 a second)"),
        (1, 1, "loaded 1 page in 2.0 s (0.5 a second); 1 row skipped, named above"),
        (4, 1200, "loaded 4 pages in 2.0 s (2 a second); 1,200 rows skipped, named above"),
    ],
)
def test_one_is_one_and_more_are_many(pages: int, skipped: int, said: str) -> None:
    assert _result(pages, skipped, 2.0) == said
