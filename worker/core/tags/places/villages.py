"""Villages and quarters at home that are called as countries or cities elsewhere: `im Ortsteil Rom`, `comuna Greci`, `i Danmark utanför Uppsala`."""

from itertools import pairwise

from worker.core.tags.lexicon.index import Index
from worker.core.tags.lexicon.nouns import Entry, by_language
from worker.core.tags.places.candidate import Candidate
from worker.core.tags.text.folding import bare
from worker.core.tags.text.reading import Reading

NONE: frozenset[str] = frozenset()
KINDS = ("name", "demonym", "city", "region")
PLACES = ("city", "region")


class Villages:
    """Tells them by a word for a village, or by a place at home that they lie near; what is at home itself stays."""

    def __init__(self, index: Index) -> None:
        self.home = index.home
        words = index.gazetteer.words
        self.before = by_language(words, "village")
        self.behind = by_language(words, "village behind")
        self.near = by_language(words, "village near")
        self.locative = {
            lang: frozenset(map(bare, found)) for lang, found in by_language(words, "locative").items()
        }

    def asked(self, kind: str) -> bool:
        """True for what villages are called as."""
        return kind in KINDS

    def words(self, lang: str) -> frozenset[str]:
        """The words of which one stands beside a form where `called` holds."""
        return self.before.get(lang, NONE) | self.behind.get(lang, NONE)

    def called(self, reading: Reading, found: Candidate, entry: Entry) -> bool:
        """`Ortsteil Rom`, `Vene küla`: a word for a village right beside the name."""
        lang = reading.lang or ""
        if reading.text[found.start].islower() or entry.code in self.home(lang):
            return False
        return bare(found.before) in self.before.get(lang, NONE) or bare(found.after) in self.behind.get(
            lang, NONE
        )

    def near_home(self, reading: Reading, kept: list[Candidate]) -> set[int]:
        """The ids of the places that lie near one at home: `i Danmark utanför Uppsala`, `w Moskwie koło Łodzi`."""
        lang = reading.lang or ""
        near = self.near.get(lang)
        if near is None:
            return set()
        home, locative = self.home(lang), self.locative.get(lang, NONE)
        return {
            id(one)
            for one, other in pairwise(kept)
            if reading.folded[one.end : other.start].strip() in near
            and reading.text[one.end] == " "
            and other.entries[0].kind in PLACES
            and other.entries[0].code in home
            and one.codes.isdisjoint(home)
            and bare(one.before) in locative
        }
