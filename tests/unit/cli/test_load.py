"""What `dateline load` says: of files that are not there, of rows that it skips, and at its end."""

import pytest
from click.testing import CliRunner

from worker.cli import main
from worker.cli.load import _named, _result
from worker.sources import Row


@pytest.mark.parametrize(
    "pages, skipped, said",
    [
        (0, 0, "loaded no pages"),
        (1, 0, "loaded 1 page in 2.0 s (0.5 a second)"),
        (2000, 0, "loaded 2,000 pages in 2.0 s (1,000 a second)"),
        (1, 1, "loaded 1 page in 2.0 s (0.5 a second); 1 row skipped, named above"),
        (4, 1200, "loaded 4 pages in 2.0 s (2 a second); 1,200 rows skipped, named above"),
    ],
)
def test_one_is_one_and_more_are_many(pages: int, skipped: int, said: str) -> None:
    assert _result(pages, skipped, 2.0) == said


def test_a_file_that_is_not_there_is_said_before_kafka_is_looked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("asyncio.run", None)  # nothing may start
    result = CliRunner().invoke(main, ["load", "pages-of-yesterday.jsonl"])
    assert result.exit_code == 1
    assert result.stderr == "dateline: pages-of-yesterday.jsonl: no such file or folder\n"


def test_the_name_of_a_skipped_row_gives_no_orders_to_a_terminal() -> None:
    row = Row("crawl\x1b[2J.jsonl", 3, error="not JSON")
    assert _named(row, "not JSON") == "crawl\\x1b[2J.jsonl:3: not JSON"
