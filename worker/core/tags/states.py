"""`Hanover, NH`, `Albany, N.Y.`: a town with the short name of its state, in English; whatever the town is called, it is in that country."""

import re
from typing import NamedTuple

from worker.core.tags.index import Index, Reading
from worker.core.tags.nouns import Entry

# Those that are English words, or abbreviations of other things, too: believed behind a known city or before a zip code.
WORDS = frozenset("AL|CO|DE|HI|ID|IN|LA|MA|ME|MS|OH|OK|OR|PA|CA|AB|BC|NB|SK|Miss.|Wash.|Ill.|Ind.".split("|"))


class State(NamedTuple):
    """A short name in the text, and the entry it reads as."""

    start: int
    end: int
    entry: Entry
    sure: bool


class States:
    """The short names of states, as a pattern over the text as written."""

    def __init__(self, index: Index) -> None:
        self.entries = {
            word: Entry(word, key.partition(":")[2], "region", ("en",), "region:state", weight=1_000)
            for key, words in index.gazetteer.words.items()
            if key.startswith("state:")
            for word in words
        }
        names = "|".join(re.escape(word) for word in sorted(self.entries, key=len, reverse=True))
        self.pattern = re.compile(rf", ({names})(?![\w.])( \d{{5}}\b)?")

    def find(self, reading: Reading) -> list[State]:
        """All short names behind a town and a comma."""
        if reading.lang != "en" or ", " not in reading.text:
            return []
        return [
            State(
                found.start(1), found.end(1), self.entries[found[1]], bool(found[2]) or found[1] not in WORDS
            )
            for found in self.pattern.finditer(reading.text)
            if _is_town(reading.text, found.start())
        ]


def _is_town(text: str, end: int) -> bool:
    """True where the word before the comma is written as a name."""
    return text[end - 1 : end].islower() and text[text.rfind(" ", 0, end) + 1].isupper()
