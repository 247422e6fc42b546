"""`make quality`: the text scored against trafilatura's default, on the shared pages and on our own, then copies, then the tags; exit 1 where one is under its floors.

Where ../shared isn't beside the checkout a part of this is skipped: the last line says so, and the exit code is 77 if all else holds.
"""

import sys
from collections.abc import Sequence
from pathlib import Path

import pytest

from tests.quality import copies, publishers, text
from tests.quality.textscore import CORPORA, SKIPPED

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
    codes = [text.main([]), publishers.main(), copies.main()]
    code = together([*codes, int(pytest.main(["-q", "-rs", *tags], plugins=[Figures()]))])
    if not CORPORA.is_dir():
        print(
            f"SKIPPED: all that needs ../shared, which is not there; the rest {'fails' if code != SKIPPED else 'holds'}"
        )
    return code


def together(codes: Sequence[int]) -> int:
    """The exit code of all parts: a failure before a skipped part, that before success."""
    failed = [code for code in codes if code not in {0, SKIPPED}]
    return max(failed) if failed else max(codes)


if __name__ == "__main__":
    sys.exit(main())
