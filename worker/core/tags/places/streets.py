"""Streets, which are called after countries and cities: `rue de Londres`, `улица „Париж“`, `Londongatan`."""

import re

from worker.core.tags.lexicon.index import Index
from worker.core.tags.lexicon.nouns import Entry, by_language
from worker.core.tags.places.candidate import Candidate
from worker.core.tags.text import surface
from worker.core.tags.text.folding import bare, glued
from worker.core.tags.text.reading import Reading

KINDS = frozenset(("name", "city", "region", "demonym"))  # of entries that streets are called after
TOWARDS = 24  # code points before a form in which a word of a street stands
BY_ADJECTIVE = frozenset("pl cs sk sl hr sr ru uk bg ro".split())  # ulica Francuska, улица Польская


class Streets:
    """Tells streets from the places that they are called after."""

    def __init__(self, index: Index) -> None:
        words = index.gazetteer.words
        small = words.get("of:*", frozenset())
        of = "|".join(sorted(small))
        self.behind = re.compile("|".join(map(re.escape, sorted(words.get("street behind:*", ("\n",))))))
        self.suffix = re.compile(f"(?:{'|'.join(sorted(words.get('street suffix:*', ('$.',))))})$")
        self.before = {
            lang: re.compile(rf"\b(?:{'|'.join(sorted(found))})\s+(?:(?:{of})\s+)?$")
            for lang, found in by_language(words, "street").items()
        }
        self.words = {lang: found | small for lang, found in by_language(words, "street").items()}

    def has(self, reading: Reading, found: Candidate, entry: Entry) -> bool:
        """True where a word of a street stands before the form, behind it or in it: `rue de Londres`, `Párizsi utca`, `Londongatan`."""
        if glued(reading.text[found.start]) or entry.kind not in KINDS:
            return False
        # In what follows the form, so that a Venezolaan is no laan.
        ending = found.start + len(entry.form)
        ended = ending < found.end and self.suffix.search(reading.folded, ending, found.end)
        # An adjective written small is a nation's: `польская улица ждёт`, `der deutsche Platz am Tisch`.
        named = entry.kind != "demonym" or not reading.text[found.start].islower()
        if ended or (named and self.behind.match(bare(found.after))):
            return True
        before = self.before.get(reading.lang or "")
        if before is None or (entry.kind == "demonym" and not _names_a_street(reading, found)):
            return False
        # Where a word stands right before, it tells alone whether there is anything to look for.
        if found.before and surface.last_word(found.before) not in self.words[reading.lang or ""]:
            return False
        near = reading.folded[max(0, found.start - TOWARDS) : found.start]
        return before.search(near) is not None


def _names_a_street(reading: Reading, found: Candidate) -> bool:
    """True for an adjective with a capital, where streets are named so: `ulica Francuska`."""
    return reading.lang in BY_ADJECTIVE and reading.text[found.start].isupper()
