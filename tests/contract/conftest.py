"""The shipped schemas, and copies of them to break."""

import shutil
from pathlib import Path

import pytest

from worker.schemas.folder import shipped


@pytest.fixture
def copied(tmp_path: Path) -> Path:
    """A copy of the folder of schemas that a test may break."""
    return Path(shutil.copytree(shipped(), tmp_path / "schemas"))
