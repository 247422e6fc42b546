"""The jobs of child processes, as the parent names them. What does them is in `worker.stages.children`.

No library that reads pages is imported here, so that the parent starts fast and stays small.
"""

from collections.abc import Iterable

import msgspec

from worker.settings import Settings

FACTORY = "worker.stages.children:build"
CLEAN, TAG = "clean", "tag"
PAGE = "page"  # clean and tag in one go
LINES = "lines"  # the lines that cleaning keeps of a page, for `dateline furniture`


class Config(msgspec.Struct, frozen=True):
    """What a child needs to know: the kinds of job it is for, and the data files beside those of the release."""

    kinds: tuple[str, ...] = (CLEAN, TAG)
    boilerplate_rules: str | None = None
    furniture_rules: str | None = None
    gazetteer_additions: str | None = None
    registry_additions: str | None = None


def config(settings: Settings, kinds: Iterable[str]) -> str:
    """The configuration that the pool hands to its children."""
    files = (
        settings.boilerplate_rules,
        settings.furniture_rules,
        settings.gazetteer_additions,
        settings.registry_additions,
    )
    return msgspec.json.encode(
        Config(tuple(kinds), *(str(file) if file else None for file in files))
    ).decode()
