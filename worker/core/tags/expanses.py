"""Seas and continents that are called after a country: the sea of Japan, the Gulf of Mexico, Latin America name none."""

import re
from collections.abc import Mapping

from worker.core.tags.folding import bare
from worker.core.tags.index import Reading
from worker.core.tags.nouns import Entry

SEA = "a sea"
CONTINENT = "a part of the world"
KINDS = frozenset(("name", "demonym"))
TOWARDS = 24  # code points before a form in which the word of a sea or a part of the world stands
# What stands between that word and the name: golfe du Mexique, Golf von Mexiko, Κόλπος του Μεξικού.
OF = "(?:(?:de|du|des|d|la|l|del|dels|dell|della|di|do|da|dos|of|von|van|του|τησ) )*"


class Expanses:
    """The words that make a country's name or adjective a sea's or a continent's, by language, as patterns over folded text."""

    def __init__(self, words: Mapping[str, frozenset[str]]) -> None:
        self.america = tuple(sorted(map(bare, words.get("america:*", ()))))
        self.before = {
            what: {
                lang: re.compile(rf"(?:^| )(?:{any_of}) {OF}$")
                for lang, any_of in _lists(words, f"{what} before")
            }
            for what in (SEA, CONTINENT)
        }
        # Behind it as a word of its own, or in the same one: Mexikanska golfen, Guineabukten, Japán-tenger, 日本海.
        self.behind = {
            what: {lang: re.compile(rf" ?(?:{any_of})") for lang, any_of in _lists(words, f"{what} behind")}
            for what in (SEA, CONTINENT)
        }

    def why_not(self, reading: Reading, start: int, end: int, entry: Entry) -> str | None:
        """The reason why the form from `start` to `end`, read as an entry, is no country, or None."""
        if entry.kind not in KINDS:
            return None
        if self._stands(SEA, reading, start, end, entry):
            return SEA
        if entry.code != "US" or not self._of_the_continent(entry):
            return None
        return CONTINENT if self._stands(CONTINENT, reading, start, end, entry) else None

    def _of_the_continent(self, entry: Entry) -> bool:
        """True for America and its adjective, not for the United States of it."""
        return " " not in entry.form and bare(entry.form).startswith(self.america)

    def _stands(self, what: str, reading: Reading, start: int, end: int, entry: Entry) -> bool:
        lang, folded = reading.lang or "", reading.folded
        before, behind = self.before[what].get(lang), self.behind[what].get(lang)
        if before and before.search(folded, max(0, start - TOWARDS), start):
            return True
        own = start + len(entry.form) - entry.stem
        return bool(behind and (behind.match(folded, end) or (own < end and behind.search(folded, own, end))))


def _lists(words: Mapping[str, frozenset[str]], name: str) -> list[tuple[str, str]]:
    """The languages of a list, with its words as alternatives of a pattern; `$` ends a word that may not go on."""
    return [
        (key[len(name) + 1 :], "|".join(re.escape(word).replace(r"\$", r"\b") for word in sorted(found)))
        for key, found in words.items()
        if key.startswith(f"{name}:")
    ]
