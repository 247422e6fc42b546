"""`Hanover, NH`, `Albany, N.Y.`: a town with the short name of its state, in English; whatever the town is called, it is in that country."""

import re
from typing import NamedTuple

from worker.core.tags.lexicon.index import Index
from worker.core.tags.lexicon.nouns import Entry
from worker.core.tags.text.reading import Reading

# Those that are English words, or abbreviations of other things, too: believed behind a known city, before a zip code, and
# where a word of place stands before the town: `the shop in Littleton, CO,`.
WORDS = frozenset(
    "AL|CO|DE|HI|ID|IN|LA|MA|ME|Me.|MS|OH|OK|OR|PA|CA|AB|BC|NB|SK|Miss.|Wash.|Ill.|Ind.".split("|")
)

# Behind a town and its state at the head of a story: `PERU, Ind. - `, `TROY, Ala. (AP) — `.
DATELINE = re.compile(r" (?:\([A-Z][\w ]{1,20}\) )?[-–—]")
IN_TOWN = re.compile(r"\b(?:in|at|from|near|outside|around) (?:[A-Z][\w.’'-]* ){0,2}[A-Z][\w’'-]+$")
LONGEST_TOWN = 50  # code points of a town with the word of place before it


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
            State(found.start(1), found.end(1), self.entries[found[1]], _is_sure(reading.text, found))
            for found in self.pattern.finditer(reading.text)
            if _is_town(reading.text, found)
        ]


def _is_sure(text: str, found: re.Match[str]) -> bool:
    """False for a short name that may be something else here."""
    if found[2] or found[1] not in WORDS or DATELINE.match(text, found.end()):
        return True
    return IN_TOWN.search(text, max(0, found.start() - LONGEST_TOWN), found.start()) is not None


def _is_town(text: str, found: re.Match[str]) -> bool:
    """True where the word before the comma is written as a name; in capitals, at the head of a story."""
    end = found.start()
    start = max(text.rfind(" ", 0, end), text.rfind("\n", 0, end)) + 1
    if not text[start].isupper():
        return False
    return text[end - 1].islower() or (
        text[start:end].isupper() and DATELINE.match(text, found.end()) is not None
    )
