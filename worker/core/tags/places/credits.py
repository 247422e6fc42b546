"""Who wrote, reported and edited: `By Paris Moreau; additional reporting by Israel Ortega and Chad Lee; editing by Georgia Holland`."""

import re

from worker.core.tags.lexicon.index import Index
from worker.core.tags.lexicon.nouns import Entry, by_language
from worker.core.tags.places.candidate import Candidate
from worker.core.tags.text.reading import Reading

KINDS = frozenset(("name", "city", "region", "demonym"))
AND = frozenset("and et y e i und en och og ja".split())  # between two names
FURTHEST = 160  # code points from the words that open the credits to a name in them
ENDS = re.compile(r"[.!?]\s|\n")
CAPITAL = r"[A-ZÀ-ÖØ-Þ][\w'’.-]*"
BEHIND = re.compile(rf" {CAPITAL}(?:\W|$)")


class Credits:
    """Tells a name in full in the credits from the place that one of its words is."""

    def __init__(self, index: Index) -> None:
        words = index.gazetteer.words
        self.opens = {
            lang: re.compile(rf"(?:{'|'.join(sorted(found))})\b")
            for lang, found in by_language(words, "credits").items()
        }
        # What stands before a name: the last word of what opens the credits, or what joins it to the name before.
        self.before = {
            lang: re.compile(
                rf"(?:[;,(]|\b(?:{'|'.join(sorted(AND | {one.split()[-1] for one in found}))})) ?$"
            )
            for lang, found in by_language(words, "credits").items()
        }

    def asked(self, lang: str, kind: str) -> bool:
        """True where a language has words that open the credits, and persons are called as a kind of form."""
        return lang in self.opens and kind in KINDS

    def name(self, reading: Reading, found: Candidate, _entry: Entry) -> bool:
        """True where the form is the first or the last of a name's words, all with capitals, in the credits."""
        opens, text, before = self.opens[reading.lang or ""], reading.text, found.before
        if not (found.after[:1].isupper() or before[:1].isupper()) or not text[found.start].isupper():
            return False
        if BEHIND.match(text, found.end):
            start = found.start
        elif before[:1].isupper():
            start = found.start - len(before) - 1
        else:
            return False
        first = max(0, found.start - FURTHEST)
        started = list(opens.finditer(reading.folded, first, found.start))
        if not started or ENDS.search(text, started[-1].end(), found.start):
            return False
        return self._starts(reading, start)

    def _starts(self, reading: Reading, start: int) -> bool:
        """True where a name in the credits starts there."""
        return self.before[reading.lang or ""].search(
            reading.folded[max(0, start - 20) : start].rstrip(" ") + " "
        ) is not None or (reading.text[max(0, start - 2) : start].strip() in (";", ",", "("))
