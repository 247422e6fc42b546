"""A disk that is really full: what is said, and that what was kept before is whole."""

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.support.fulldisk import COMMIT, DECISIONS

APART = ("unshare", "--user", "--map-root-user", "--mount")


def can_mount() -> bool:
    """Whether this machine lets a process mount a disk that it alone sees."""
    trial = [*APART, "mount", "-t", "tmpfs", "tmpfs", "/mnt"]
    return (
        bool(shutil.which(APART[0]))
        and subprocess.run(trial, check=False, capture_output=True).returncode == 0
    )


@pytest.mark.skipif(not can_mount(), reason="this machine lets nobody but root mount a disk")
def test_a_full_disk_is_said_and_what_was_kept_goes_on(tmp_path: Path) -> None:
    command = [*APART, sys.executable, "-m", "tests.support.fulldisk", str(tmp_path)]
    told = subprocess.run(command, check=True, capture_output=True, text=True, timeout=60).stdout
    (said, kept), (later, end) = json.loads(told)
    assert "database or disk is full; see DATELINE_STATE_DIR and its disk" in said
    assert COMMIT - 1 <= kept < DECISIONS - 1
    assert (later, end) == (None, DECISIONS - 1)
