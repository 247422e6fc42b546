"""Patterns by language, each made when the first text of its language comes: all of them together are a tenth of a start."""

import re
from collections.abc import Iterable


class Patterns(dict[str, re.Pattern[str] | None]):
    """By language; None for one that has none. `sources` are the languages with their patterns, as text."""

    def __init__(self, sources: Iterable[tuple[str, str]]) -> None:
        super().__init__()
        self._sources = dict(sources)

    def __missing__(self, lang: str) -> re.Pattern[str] | None:
        """The pattern, remembered."""
        source = self._sources.get(lang)
        self[lang] = made = None if source is None else re.compile(source)
        return made
