"""The lexicon of a tagger as a file beside the code: made of the data once, then read in a tenth of the time, and in less memory.

`python -m worker.rules.prepared` makes it, of the data that the settings name: where the worker may not write beside its code, an image's
build does. Else the first start does. Its name holds a digest of all that it is made of, so that it is never of other data, and a file that isn't whole counts as none.
"""

import contextlib
import hashlib
import os
import sys
import tempfile
import unicodedata
import zlib
from collections.abc import Callable, Iterator
from importlib.metadata import version
from pathlib import Path

from worker.core.tags.leaders.sounds import Keys
from worker.core.tags.lexicon.nouns import Gazetteer, Registry
from worker.core.tags.lexicon.packed import Lexicon, pack, unpack
from worker.rules import gazetteer, registry, versions
from worker.settings import Settings

HERE = Path(__file__).parent
FOLDER = HERE / "prepared"
SUFFIX = ".lexicon"
CODE = ("*.py", "gazetteer/__init__.py", "gazetteer/marks.py", "registry/__init__.py")  # what reads the data
DATA = ("gazetteer/*.tsv", "registry/leaders.jsonl")
KEPT = 4  # files: those of other data were made for an operator's own, or before a change
READABLE = 0o644
CHECKED = 4  # bytes of the checksum, at the end


def lexicon(
    places: Callable[[], Gazetteer], leaders: Callable[[], Registry], *own: Path | None, folder: Path = FOLDER
) -> Lexicon:
    """The lexicon of the released data and an operator's `own` files, which `places` and `leaders` load where there is no file of it yet.

    Raises what they raise.
    """
    path = folder / (key(*own) + SUFFIX)
    data = _whole(path)
    if data is None:
        made = Lexicon.of(places(), leaders())
        sounds = Keys.of(made.registry.persons).packed()
        data = pack(made._replace(tables=made.tables._replace(sounds=sounds)))
        with contextlib.suppress(OSError):  # beside the code of an image nothing can be written
            _write(path, data)
    return unpack(data)


def released(folder: Path = FOLDER) -> Lexicon:
    """The lexicon of the released data alone."""
    return lexicon(gazetteer.load, registry.load, folder=folder)


def key(*own: Path | None) -> str:
    """A digest of all that decides what is in the file: data, code, and the libraries that it is made with."""
    digest = hashlib.sha256(repr((sys.version, sys.byteorder, unicodedata.unidata_version)).encode())
    for library in ("daachorse", "msgspec"):
        digest.update(f"{library} {version(library)}".encode())
    digest.update(versions.code().encode())
    for name, data in _files(*own):
        digest.update(f"\0{name}\0{len(data)}\0".encode() + data)
    return digest.hexdigest()[:32]


def _files(*own: Path | None) -> Iterator[tuple[str, bytes]]:
    for pattern in (*CODE, *DATA):
        for path in sorted(HERE.glob(pattern)):
            yield path.relative_to(HERE).as_posix(), path.read_bytes()
    for place, file in enumerate(own):
        if file is not None:
            with contextlib.suppress(OSError):  # what can't be read is for its loader to say
                yield f"own {place} {file.name}", file.read_bytes() if file.is_file() else b""


def _whole(path: Path) -> bytes | None:
    """What the file holds; None where there is none, or not all of it."""
    try:
        data = path.read_bytes()
    except OSError:
        return None
    body, check = data[:-CHECKED], data[-CHECKED:]
    return body if check == _check(body) else None


def _check(body: bytes) -> bytes:
    return zlib.crc32(body).to_bytes(CHECKED, "little")


def _write(path: Path, body: bytes) -> None:
    """Put the file there at once, readable for all as the code is, and take the oldest away."""
    path.parent.mkdir(exist_ok=True)
    with tempfile.NamedTemporaryFile(dir=path.parent, delete=False) as file:
        try:
            file.write(body + _check(body))
            file.flush()
            os.fsync(file.fileno())
            Path(file.name).chmod(READABLE)
            Path(file.name).replace(path)
        except OSError:
            Path(file.name).unlink()
            raise
    # What a killed start left half written is among them.
    made = sorted(path.parent.iterdir(), key=lambda one: one.stat().st_mtime, reverse=True)
    for old in made[KEPT:]:
        old.unlink(missing_ok=True)


def main(folder: Path = FOLDER) -> None:
    """Make the file of the data that the settings of the environment name. Ends with 1 where it can't be written."""
    found = Settings.from_env(os.environ)
    places, leaders = found.gazetteer_additions, found.registry_additions
    lexicon(lambda: gazetteer.load(places), lambda: registry.load(leaders), places, leaders, folder=folder)
    if not (folder / (key(places, leaders) + SUFFIX)).is_file():
        sys.exit(f"{folder}: nothing could be written there")


if __name__ == "__main__":
    main()
