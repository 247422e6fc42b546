"""Ships that are called after places by two words: `the bulk carrier Panama Star`, `her sister ship, the Cyprus Pride`."""

import re

from worker.core.tags.lexicon.index import Index
from worker.core.tags.lexicon.nouns import Entry, by_language
from worker.core.tags.places.candidate import Candidate
from worker.core.tags.text.folding import bare
from worker.core.tags.text.reading import Reading

KINDS = frozenset(("name", "city", "region"))
ADJECTIVES = frozenset(
    ("en",)
)  # where an adjective has a capital, and a ship may be called by it: the cruise ship Norwegian Jade
OFFICES = frozenset(("coast", "navy", "maritime", "authorities", "officials"))
NEAR = 34  # code points from the word for a ship to the name
NAME = re.compile(r"[ -]?[A-ZÀ-ÖØ-Þ][\w'’-]+")  # the other word of the name, behind
FIRST = r"(?:[A-ZÀ-ÖØ-Þ][\w'’-]+ )?"  # and before


class Ships:
    """Tells the name of a ship, which has a second word with a capital, by the word for what it is right before."""

    def __init__(self, index: Index) -> None:
        self.offices = index.gazetteer.words.get("institution:*", frozenset()) | OFFICES
        self.vessel = {
            lang: re.compile(
                rf"(?:{'|'.join(sorted(map(re.escape, found)))})(?:,? (?:the|el|la|le|il|den|die|der|de|das) | ){FIRST}$",
                re.IGNORECASE,
            )
            for lang, found in by_language(index.gazetteer.words, "vessel").items()
        }

    def asked(self, lang: str, kind: str) -> bool:
        """True where a language has words for ships, and they are called after a kind of form."""
        return lang in self.vessel and (kind in KINDS or (kind == "demonym" and lang in ADJECTIVES))

    def has(self, reading: Reading, found: Candidate, _entry: Entry) -> bool:
        """True where a ship's word stands before a name of which the form is a part."""
        vessel, text = self.vessel[reading.lang or ""], reading.text
        if not text[found.start].isupper() or not NAME.match(text, found.end):
            return False
        if bare(found.after) in self.offices:
            return False  # the vessel Japan Coast Guard officers boarded
        return vessel.search(text, max(0, found.start - NEAR), found.start) is not None
