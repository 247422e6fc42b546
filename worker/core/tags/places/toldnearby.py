"""Cities that are called as a greater one elsewhere, told by a word near them: Τρίπολη on the road to Καλαμάτα, Нью-Йорк beside Торецьк."""

from collections import defaultdict
from collections.abc import Mapping

from worker.core.tags.lexicon.nouns import Entry, by_language
from worker.core.tags.places.candidate import Candidate
from worker.core.tags.text.folding import fold
from worker.core.tags.text.reading import Reading

LIST = "town told nearby"  # `form>code>beginning of a word` in a language's words
NEAR = 80  # code points on either side in which the word begins
WEIGHT = 2_000  # a capital's: who is told so is believed alone


class ToldNearby:
    """By language and form the words that tell, and whose city it is then."""

    def __init__(self, words: Mapping[str, frozenset[str]]) -> None:
        self.told: dict[str, dict[str, list[tuple[str, str]]]] = {}
        for lang, rows in by_language(words, LIST).items():
            forms = self.told[lang] = defaultdict(list)
            for row in sorted(rows):
                form, code, word = row.split(">")
                forms[fold(form)].append((code, f" {fold(word)}"))

    def read(self, reading: Reading, kept: list[Candidate]) -> None:
        """Gives the candidates that a word near them tells to their other country."""
        forms = self.told.get(reading.lang or "")
        if forms is None:
            return
        for found in kept:
            first = found.entries[0]
            if first.kind != "city":
                continue
            for code, word in forms.get(fold(first.form), ()):
                if reading.folded.find(word, max(0, found.start - NEAR), found.end + NEAR) >= 0:
                    found.entries = [
                        Entry(first.form, code, "city", (reading.lang or "",), "city:nearby", weight=WEIGHT)
                    ]
                    break
