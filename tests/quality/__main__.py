"""`make quality`: the text scored against trafilatura's default, on the shared pages and on our own, then copies, then the tags; exit 1 where one is under its floors."""

import sys
from pathlib import Path

import pytest

from tests.quality import copies, publishers, text

HERE = Path(__file__).parent
TAGS = ("test_tags.py", "test_traps.py", "test_exams.py")


class Figures:
    """Writes what the tests measured, each figure on a line, below what pytest says of them."""

    def pytest_terminal_summary(self, terminalreporter: pytest.TerminalReporter) -> None:
        """Called by pytest when all tests are through."""
        for reports in terminalreporter.stats.values():
            for report in reports:
                if isinstance(report, pytest.TestReport) and report.when == "call":
                    for name, value in report.user_properties:
                        terminalreporter.write_line(f"{name}: {value}")


def main() -> int:
    """All parts, so that the others are seen where one fails."""
    tags = [str(HERE / name) for name in TAGS]
    missed = [text.main([]), publishers.main(), copies.main()]
    return max(*missed, int(pytest.main(["-q", "-rs", *tags], plugins=[Figures()])))


if __name__ == "__main__":
    sys.exit(main())
