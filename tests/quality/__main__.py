"""`make quality`: the text scored against trafilatura's default, then the tags; exit 1 where either is under its floors."""

import sys
from pathlib import Path

import pytest

from tests.quality import text


def main() -> int:
    """Both parts, so that the second is seen where the first fails."""
    missed = text.main([])
    failed = int(pytest.main(["-q", "-rs", str(Path(__file__).with_name("test_tags.py"))]))
    return max(missed, failed)


if __name__ == "__main__":
    sys.exit(main())
