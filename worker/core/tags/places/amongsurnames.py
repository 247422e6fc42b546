"""Inhabitants' names in a list of surnames: `Novák, Němec a Svoboda`, `Шевченко, Поляк і Бондар`."""

import re
from collections.abc import Iterable

from worker.core.tags.lexicon.index import Index
from worker.core.tags.lexicon.nouns import by_language
from worker.core.tags.places.candidate import Candidate
from worker.core.tags.text import surface
from worker.core.tags.text.folding import bare
from worker.core.tags.text.reading import Reading

AND = "and"
FAMOUS = "demonym:famous"  # the rule of regions that are read as inhabitants are
OFFICES = ("office before a surname", "title before a surname")
OTHERS = 2  # surnames beside one that make a list with it behind an office, and one more without: `Trumpa, Rosjan i Brexitu` is none
LONGEST = 36  # code points of one with what parts it from the next
WORD = r"[^\W\d_][\w'’-]+"


class AmongSurnames:
    """Tells surnames by the ones that they stand among."""

    def __init__(self, index: Index) -> None:
        self.given = index.given
        words = index.gazetteer.words
        titles = by_language(words, OFFICES[1])
        self.offices = {
            lang: own | titles.get(lang, own) for lang, own in by_language(words, OFFICES[0]).items()
        }
        self.before: dict[str, re.Pattern[str]] = {}
        self.behind: dict[str, re.Pattern[str]] = {}
        for lang, joints in by_language(words, AND).items():
            parted = f"(?:,|,? (?:{'|'.join(sorted(joints))}))"
            self.before[lang] = re.compile(rf"(?<![\w'’-])({WORD}){parted} $")
            self.behind[lang] = re.compile(rf"{parted} ({WORD})")

    def without(
        self, reading: Reading, places: Iterable[Candidate], kept: list[Candidate]
    ) -> list[Candidate]:
        """The candidates without such surnames. What stands beside another of the `places` is an inhabitant: `Francouz, Němec a Švéd`."""
        if reading.lang not in self.before:
            return kept
        surnames = [one for one in kept if self._stands_in_a_list(reading, one)]
        if not surnames:
            return kept
        starts = {one.start for one in places}
        fall = {one.start for one in surnames if self._is_one(reading, one, starts)}
        return [one for one in kept if one.start not in fall]

    def _stands_in_a_list(self, reading: Reading, one: Candidate) -> bool:
        """True for an inhabitant that may be of a list: with a capital, and no word with one right beside it."""
        entry = one.entries[0]
        if (
            entry.kind != "demonym"
            or entry.rule == FAMOUS
            or one.before[:1].isupper()
            or one.after[:1].isupper()
        ):
            return False
        return reading.text[one.start].isupper()

    def _is_one(self, reading: Reading, one: Candidate, places: set[int]) -> bool:
        lang = reading.lang or ""
        behind = self._behind(reading.text, self.behind[lang], one.end, places)
        ahead, office = self._ahead(reading, self.before[lang], one.start, places)
        return behind + ahead >= (OTHERS if office else OTHERS + 1)

    def _behind(self, text: str, pattern: re.Pattern[str], at: int, places: set[int]) -> int:
        """The surnames of the list behind, each a word alone: of `Jan Novák` it is not said who is called so."""
        count = 0
        while count < OTHERS and (found := pattern.match(text, at)) and _is_surname(found[1]):
            at = found.end()
            if found.start(1) in places or surface.word_after(text, at)[:1].isupper():
                break
            count += 1
        return count

    def _ahead(
        self, reading: Reading, pattern: re.Pattern[str], at: int, places: set[int]
    ) -> tuple[int, bool]:
        """The surnames of the list before, of which none has a given name, and whether an office stands before them."""
        text, count = reading.text, 0
        while count < OTHERS and (found := pattern.search(text, max(0, at - LONGEST), at)):
            at = found.start()
            if not _is_surname(found[1]) or at in places or self._is_given(reading, at):
                break
            count += 1
        return count, bare(surface.word_before(text, at)) in self.offices.get(reading.lang or "", ())

    def _is_given(self, reading: Reading, at: int) -> bool:
        """True where a given name stands before, or what may be one: a capital inside a sentence."""
        word = surface.word_before(reading.text, at)
        if not word[:1].isupper():
            return False
        if bare(word) in self.offices.get(reading.lang or "", ()):
            return False
        opens = surface.opens_sentence(reading.text, at - 1 - len(word))
        return not opens or self.given.holds(reading.lang, word)


def _is_surname(word: str) -> bool:
    return word[0].isupper() and not word.isupper()
