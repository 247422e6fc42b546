"""A disk of half a mebibyte that a state index fills: `unshare --user --map-root-user --mount python -m tests.support.fulldisk FOLDER`.

Prints what the index said when the disk was full, and how far it was kept. Then the disk is made larger, and the index is
opened and filled further; prints the same again.
"""

import subprocess
import sys
from pathlib import Path

from worker.core.codec import to_json
from worker.core.errors import Unavailable
from worker.state.index import Index
from worker.state.log import Decided, Holder
from worker.state.retention import Retention

NOW = 1_767_225_600_000
SMALL, LARGE = "512k", "64m"
DECISIONS, COMMIT = 2_000, 50


def mount(folder: Path, *options: str) -> None:
    """A disk in memory at the folder, in this process's own view of the machine alone."""
    subprocess.run(["mount", "-t", "tmpfs", "-o", ",".join(options), "tmpfs", str(folder)], check=True)


def filled(folder: Path) -> tuple[str | None, int]:
    """Apply decisions from where the index stands; what it said, and up to which it is kept."""
    index, said = Index(folder, "identify-0", "cluster", Retention()), None
    try:
        for number in range(index.position.offset + 1, DECISIONS):
            index.apply(_decided(number))
            if number % COMMIT == COMMIT - 1:
                index.commit(number, "print", Holder("w"))
    except Unavailable as error:
        said = str(error)
    kept = index.position.offset
    index.close()
    return said, kept


def _decided(number: int) -> Decided:
    writes = (("origins", f"page {number}", "x" * 100), ("articles", f"article {number}", "x" * 100))
    return Decided("w", NOW, NOW, NOW, writes)


def main(folder: Path) -> None:
    """Fill, make room, fill further."""
    mount(folder, f"size={SMALL}")
    full = filled(folder)
    mount(folder, "remount", f"size={LARGE}")
    print(to_json([full, filled(folder)]).decode())


if __name__ == "__main__":
    main(Path(sys.argv[1]))
