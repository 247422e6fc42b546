"""`make quality`: the text scored against trafilatura's default, then copies, then the tags; exit 1 where one is under its floors."""

import sys
from pathlib import Path

import pytest

from tests.quality import copies, text


def main() -> int:
    """All parts, so that the others are seen where one fails."""
    missed = [
        text.main([]),
        copies.main(),
        int(pytest.main(["-q", "-rs", str(Path(__file__).with_name("test_tags.py"))])),
    ]
    return max(missed)


if __name__ == "__main__":
    sys.exit(main())
