r"""Lists of words that a pattern names, so that it stays readable: `most read {things}` with `things = ["articles", "stories"]` is `most read (?:articles|stories)`.

A word is a pattern itself and may name other lists; so a list that all rules share can be a form into which each rule puts its own words.
Names are of small letters and hyphens, which no other brace of RE2 holds: `{2,9}`, `\p{Lu}`.
"""

import re
from collections.abc import Mapping
from typing import Any

from worker.core.errors import SettingsError

_NAMED = re.compile(r"\{([a-z][a-z-]*)\}")


def filled(place: str, table: Mapping[str, Any], shared: Mapping[str, Any]) -> dict[str, Any]:
    """A rule's table without its `words`, its pattern with the lists that it names, its own and `shared` ones, in their places.

    Raises SettingsError for a list that is none, for a name without a list, for a list within itself, and for one of the rule's own that nothing names.
    """
    own = table.get("words", {})
    lists = {**shared, **own}
    known: dict[str, str] = {}

    def fill(text: str, within: tuple[str, ...] = ()) -> str:
        return _NAMED.sub(lambda found: known.get(found[1]) or said(found[1], within), text)

    def said(name: str, within: tuple[str, ...]) -> str:
        words = lists.get(name)
        if words is None or name in within:
            fault = "no list of words" if words is None else "within itself stands the list"
            raise SettingsError(f"{place}, field 'pattern': {fault} {name!r}")
        if not isinstance(words, list) or not words or not all(isinstance(word, str) for word in words):
            raise SettingsError(f"{place}, words {name!r}: must be a list of words")
        known[name] = f"(?:{'|'.join(fill(word, (*within, name)) for word in words)})"
        return known[name]

    made = {key: value for key, value in table.items() if key != "words"}
    if isinstance(pattern := made.get("pattern"), str):
        made["pattern"] = fill(pattern)
    if unnamed := sorted(own.keys() - known.keys()):
        raise SettingsError(f"{place}, words {unnamed[0]!r}: the pattern doesn't name them")
    return made
