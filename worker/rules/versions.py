"""The versions of all that shapes an article: digests of code and data, versions of the libraries that read pages."""

import hashlib
from functools import cache
from importlib.metadata import version
from pathlib import Path

from worker.core.clean.boilerplate.linerules import BoilerplateRules
from worker.core.copies.agencies import Agencies
from worker.core.copies.numberwords import Numerals

CORE = Path(__file__).parent.parent / "core"
EXTRACTOR = ("trafilatura", "lxml")
DETECTOR = ("py3langid", "numpy")


def of_clean(rules: BoilerplateRules, agencies: Agencies, numerals: Numerals) -> dict[str, str]:
    """The versions that decide what `worker.core.clean.article` makes of a page."""
    return {
        "code": code(),
        "extractor": _libraries(EXTRACTOR),
        "detector": _libraries(DETECTOR),
        "rules": _digest(rules.version, agencies.version, numerals.version),
        "furniture": rules.furniture.version,
    }


def _digest(*versions: str) -> str:
    return hashlib.sha256(" ".join(versions).encode()).hexdigest()[:12]


@cache
def code() -> str:
    """A digest of the core's sources: of every module's path and text."""
    digest = hashlib.sha256()
    for file in sorted(CORE.rglob("*.py")):
        digest.update(file.relative_to(CORE).as_posix().encode() + b"\0" + file.read_bytes() + b"\0")
    return digest.hexdigest()[:12]


def _libraries(names: tuple[str, ...]) -> str:
    return " ".join(f"{name} {version(name)}" for name in names)
