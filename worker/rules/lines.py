"""Data files of one entry a line, as people hand them in: a regular file in UTF-8, or an error that names the line."""

import re
import stat
from collections.abc import Iterator
from pathlib import Path

from worker.core.errors import SettingsError

LARGEST = 50_000_000  # bytes: nine times the released registry; more is some other file
LONGEST = 200  # characters of a name
UNTYPED = re.compile(
    "[\0-\x1f\x7f-\x9f\u2028\u2029\ue000-\uf8ff\ufeff\ufffd-\uffff]"
)  # controls, private ones, what a failed decoding leaves
BOM = b"\xef\xbb\xbf"  # what some editors put before the first line


def read(path: Path) -> bytes:
    """The bytes of a file. Raises SettingsError for a folder, a pipe, a file that can't be read or is far too large."""
    try:
        found = path.stat()
        if stat.S_ISDIR(found.st_mode):
            raise SettingsError(f"{path}: is a folder; name a file")
        if not stat.S_ISREG(found.st_mode):
            raise SettingsError(f"{path}: is a device or a pipe; name a file, every child process reads it")
        if found.st_size > LARGEST:
            raise SettingsError(f"{path}: {found.st_size:,} bytes, at most {LARGEST:,}")
        return path.read_bytes()
    except OSError as error:
        raise SettingsError(f"{path}: {error.strerror or error}") from error


def numbered(path: Path, data: bytes) -> Iterator[tuple[int, str]]:
    """The lines that hold anything, with their numbers. Raises SettingsError naming a line that isn't UTF-8."""
    for number, line in enumerate(data.removeprefix(BOM).splitlines(), 1):
        if line.strip():
            try:
                yield number, line.decode()
            except UnicodeDecodeError as error:
                raise SettingsError(f"{path}, line {number}: byte {error.start + 1} isn't UTF-8") from error


def rows(path: Path) -> Iterator[tuple[str, list[str]]]:
    """The rows of a table of the release: where each stands, for errors, and its cells, parted by tabs. Lines with `#` are remarks."""
    for number, line in enumerate(path.read_text("utf-8").splitlines(), 1):
        if line and not line.startswith("#"):
            yield f"{path}, line {number}", line.split("\t")


def spoiled(text: str) -> str | None:
    """Why a text can't be a name: a character that nobody types, or far too many; None where it can."""
    if found := UNTYPED.search(text):
        return f"{text!r} holds the character U+{ord(found[0]):04X}"
    return f"{len(text):,} characters, at most {LONGEST}" if len(text) > LONGEST else None
