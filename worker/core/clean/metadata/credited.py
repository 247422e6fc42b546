"""The agencies that an article's by-line credits. They are no authors where persons are named; whose story it is, copies are told by."""

import re
from collections.abc import Iterable, Iterator

from worker.core.clean.metadata.bylinewords import BylineWords
from worker.core.model import Removed

RULE = "byline.agency"
LINE = 120  # characters of a line that signs
_PARTS = re.compile(r"[\n|/•·,;()（）\[\]【】、，–—]|\s-\s|\s(?:for|via|and|und|et|y|e)\s")


def agencies_in(texts: Iterable[str], authors: Iterable[str], words: BylineWords) -> tuple[Removed, ...]:
    """The agencies in what signs an article, each once and in brackets, as signs stand; but for those that are its authors."""
    known = set(map(str.casefold, authors))
    found = {name.casefold(): name for text in texts for name in _agencies(text, words)}
    return tuple(Removed(f"({name})", RULE) for key, name in found.items() if key not in known)


def _agencies(text: str, words: BylineWords) -> Iterator[str]:
    if len(text) <= LINE:
        for part in _PARTS.split(text):
            said = words.after_by(f"{part.strip()} ") or part
            name = " ".join(said.split())
            if words.is_agency(name):
                yield name
