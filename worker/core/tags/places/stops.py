"""Stops of an underground that are called after countries: `la metro B1 ferma tra Libia e Conca d'Oro`, `estación Colombia`."""

import re

from worker.core.tags.lexicon.index import Index
from worker.core.tags.lexicon.nouns import Entry, by_language
from worker.core.tags.places.candidate import Candidate
from worker.core.tags.text.folding import bare
from worker.core.tags.text.reading import Reading

NEAR = 70  # code points before a form in which the line stands
FURTHER = 30  # code points back from the second stop to the word before the first


class Stops:
    """Tells a stop from the country, by a numbered line near and a word that stands before stops."""

    def __init__(self, index: Index) -> None:
        words = index.gazetteer.words
        self.before = by_language(words, "before a stop")
        self.stop = by_language(words, "stop")
        self.joint = by_language(words, "joint")
        # With its number or letter: metro b1, linea 3, m2; countries may share a railway, but no such line.
        lines = "|".join(sorted(words.get("numbered line:*", ())))
        self.line = re.compile(rf"\b(?:{lines})s? (?:[a-z]?\d{{1,2}}|[a-z]\d?)\b|\b[um]\d{{1,2}}\b")

    def asked(self, kind: str) -> bool:
        """True where stops are called after a kind of form."""
        return kind == "name"

    def words(self, lang: str) -> frozenset[str]:
        """The words of which one is near wherever `has` holds."""
        return self.stop.get(lang, frozenset()) | self.before.get(lang, frozenset())

    def has(self, reading: Reading, found: Candidate, _entry: Entry) -> bool:
        """True where a country's name is a stop's: right behind the word for one, or on a line between two."""
        if not reading.text[found.start].isupper():
            return False
        lang, before = reading.lang or "", bare(found.before)
        if before in self.stop.get(lang, ()):
            return True
        between = self.before.get(lang, frozenset())
        if before not in between and not (
            before in self.joint.get(lang, ()) and self._second(reading, found, between)
        ):
            return False
        return self.line.search(reading.folded, max(0, found.start - NEAR), found.start) is not None

    def _second(self, reading: Reading, found: Candidate, between: frozenset[str]) -> bool:
        """True where the first stop's word stands a little before: `tra Conca d'Oro e Libia`."""
        words = reading.folded[max(0, found.start - FURTHER) : found.start].split()
        return not between.isdisjoint(words)
