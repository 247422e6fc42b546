"""Lesser cities: names that are also words and persons' are believed where they stand as a place does, or something else speaks for their country."""

import re
from collections import defaultdict

from worker.core.tags.lexicon.index import Index
from worker.core.tags.lexicon.nouns import by_language
from worker.core.tags.places.candidate import Candidate
from worker.core.tags.text import surface
from worker.core.tags.text.folding import bare, glued
from worker.core.tags.text.reading import Reading

FAMOUS = 100  # the weight of a city that needs nobody's word: of two million people, or a capital of 100,000
LISTED = "city:generated"
HOMES = "city:homes"  # the rule of the lesser cities of a language's own country
UNREAD = (LISTED, HOMES)
ENDED = frozenset("fi hu tr et".split())  # languages that say where by an ending
TURKISH = re.compile(r"['’][dt][ae](?:n|ki\w*)?\b")  # in a place, from it: Konya'da, Isparta'dan
ELIDING = frozenset("fr it ca".split())  # in these an article or a preposition may lose its vowel: d'Abidjan
APART = (", ", " – ", " — ", " - ")  # between a city and the country or city before or behind it


class Lesser:
    """Judges the cities of a text together."""

    def __init__(self, index: Index) -> None:
        self.index = index
        words = index.gazetteer.words
        self.before = {
            lang: frozenset(map(bare, found)) for lang, found in by_language(words, "locative").items()
        }
        self.behind = {lang: tuple(found) for lang, found in by_language(words, "locative behind").items()}
        self.words = by_language(words, "word first")
        self.goes_on: dict[str, dict[str, tuple[str, ...]]] = {}
        for lang, pairs in by_language(words, "word goes on").items():
            for pair in sorted(pairs):
                form, _, ending = pair.partition(">")
                own = self.goes_on.setdefault(lang, {})
                own[form] = (*own.get(form, ()), ending)

    def believed(self, reading: Reading, kept: list[Candidate]) -> list[Candidate]:
        """The candidates without the lesser cities that nothing speaks for."""
        kept = self._without_words(reading, kept)
        if reading.lang not in self.before and reading.lang not in self.behind:
            return kept
        home = self.index.home(reading.lang)
        doubtful = [found for found in kept if found.entries[0].rule in UNREAD and _is_lesser(found, home)]
        if not doubtful:
            return kept
        forms: dict[str | None, set[str]] = defaultdict(set)
        for found in kept:
            forms[found.entries[0].code].add(found.entries[0].form)
        ends = {found.end for found in kept}
        starts = {found.start for found in kept}
        stand = {
            found.entries[0].form
            for found in doubtful
            if len(forms[found.entries[0].code]) > 1
            or self._as_a_place(reading, found)
            or _in_a_row(reading, found, starts, ends)
        }
        fall = {found.start for found in doubtful if found.entries[0].form not in stand}
        return [found for found in kept if found.start not in fall]

    def _without_words(self, reading: Reading, kept: list[Candidate]) -> list[Candidate]:
        """Without names of places that are words of every day and open a sentence (`Salta la valla`, `Komora odmítla`), where nothing else speaks for the place."""
        if reading.lang in self.goes_on:
            kept = [found for found in kept if not self._goes_on(reading, found)]
        words = self.words.get(reading.lang or "")
        if words is None:
            return kept
        starts, ends = {found.start for found in kept}, {found.end for found in kept}
        doubtful = {
            found.start
            for found in kept
            if reading.folded[found.start : found.end] in words
            and surface.opens_sentence(reading.text, found.start)
            and not _in_a_row(reading, found, starts, ends)
        }
        if not doubtful:
            return kept
        named = {found.entries[0].code for found in kept if found.start not in doubtful}
        return [found for found in kept if found.start not in doubtful or found.entries[0].code in named]

    def _goes_on(self, reading: Reading, found: Candidate) -> bool:
        """`Mali pacjenci`: a word that opens a sentence, told by the ending of the next one."""
        endings = self.goes_on[reading.lang or ""].get(reading.folded[found.start : found.end])
        if endings is None or not surface.opens_sentence(reading.text, found.start):
            return False
        return found.after.islower() and found.after.endswith(endings)

    def stand_as_places(self, reading: Reading, kept: list[Candidate], ones: list[Candidate]) -> bool:
        """True where one of some candidates stands as a place does, or its language has no words that tell."""
        if reading.lang not in self.before and reading.lang not in self.behind:
            return True
        starts, ends = {found.start for found in kept}, {found.end for found in kept}
        return any(self._as_a_place(reading, one) or _in_a_row(reading, one, starts, ends) for one in ones)

    def _as_a_place(self, reading: Reading, found: Candidate) -> bool:
        """`aus Dornbirn`, `Kuopiossa`, `静岡市`."""
        lang, entry = reading.lang or "", found.entries[0]
        if lang in ELIDING and reading.text[found.start - 1 : found.start] in ("'", "’"):
            return True
        if bare(found.before) in self.before.get(lang, ()):
            return True
        folded = reading.folded[found.start : found.end]
        form = bare(entry.form)
        if lang in ENDED and (not folded.endswith(form) or TURKISH.match(reading.text, found.end)):
            return True
        if lang == "he" and folded[:1] in self.before[lang] and not folded.startswith(form):
            return True
        if glued(reading.text[found.start]) or lang == "ko":
            return self._between(reading.text, lang, found)
        return found.after in self.behind.get(lang, ())

    def _between(self, text: str, lang: str, found: Candidate) -> bool:
        """Where no space parts a place from the word that tells: `在里昂`, `里昂市`; a Korean stem holds its particle: `리옹에서`."""
        end = found.start + len(found.entries[0].form.rstrip("*")) if lang == "ko" else found.end
        end += lang == "ko" and text.startswith(" ", end)
        behind = self.behind.get(lang)
        return bool(behind and text.startswith(behind, end)) or text.endswith(
            tuple(self.before.get(lang, ())), 0, found.start
        )


def _is_lesser(found: Candidate, home: frozenset[str]) -> bool:
    """True for a small city, of a list that no one has read, and for the smallest at home in the language."""
    return not found.known and all(
        entry.rule == HOMES or (entry.rule == LISTED and entry.weight < FAMOUS and entry.code not in home)
        for entry in found.entries
    )


def _in_a_row(reading: Reading, found: Candidate, starts: set[int], ends: set[int]) -> bool:
    """`Oslo, Tromsø`: another place stands beside it, or it is a dateline's."""
    text = reading.text
    for apart in APART:
        if text.startswith(apart, found.end) and found.end + len(apart) in starts:
            return True
        if text.endswith(apart, 0, found.start) and found.start - len(apart) in ends:
            return True
    return in_a_dateline(reading, found) or (_opens_a_line(text, found) and text.startswith(COMMA, found.end))


def in_a_dateline(reading: Reading, found: Candidate) -> bool:
    """`BRUSSELS, April 1 -`, and at the start of a line `Brussels (Reuters)`; before a comma there it may be a subject."""
    text = reading.text
    if text.startswith(COMMA, found.end) and text[found.start : found.end].isupper():
        return True
    return _opens_a_line(text, found) and text.startswith(DATELINE, found.end)


def _opens_a_line(text: str, found: Candidate) -> bool:
    return found.start == 0 or text[found.start - 1] == "\n"


COMMA = ", "
DATELINE = (" (", " – ", " — ", " - ", ". –", ": ", " | ")
