"""Languages at school: `Enrollment in Spanish and German fell`, `Leerlingen laten Duits vallen`, `Ruotsi on pakollinen aine`."""

import re

from worker.core.tags.lexicon.index import Index
from worker.core.tags.lexicon.nouns import Entry, by_language
from worker.core.tags.places.candidate import Candidate
from worker.core.tags.text import surface
from worker.core.tags.text.folding import bare
from worker.core.tags.text.reading import Reading

SENTENCE = 140  # code points on either side in which a word of school stands
ENDS = re.compile(r"[.!?…。！？\n]")
# In these a language is called as the country, which has a capital: at the start of a sentence alone.
AS_COUNTRIES = frozenset(("fi",))
NEXT = re.compile(r"(,)? ([^\W\d_][\w'’-]*)")
LONGEST_ROW = 6  # languages of a row, and the words between
STARTS = re.compile(r"\s*(?:[.,;:!?…)»”\"'’]|$)")


class Schools:
    """Tells a language that is a school's subject from the nation, by a word of school in the sentence and what a subject does behind it."""

    def __init__(self, index: Index) -> None:
        words = index.gazetteer.words
        self.school = {lang: _any(found) for lang, found in by_language(words, "school").items()}
        self.does = {lang: _any(found) for lang, found in by_language(words, "a subject does").items()}
        self.joint = by_language(words, "joint")
        # What a language ends in where its adjective may end otherwise, and the article that stands before it: le russe, el alemán.
        ends, articles = by_language(words, "a subject ends"), by_language(words, "a subject's article")
        self.shapes = {lang: re.compile(rf"(?:{'|'.join(sorted(of))})$") for lang, of in ends.items()}
        self.articles = {
            lang: re.compile(rf"(?:^|[ '’])(?:{'|'.join(sorted(of))})[ '’]$") for lang, of in articles.items()
        }

    def teach(self, reading: Reading, found: Candidate, entry: Entry) -> bool:
        """True where the form is a school's subject."""
        lang = reading.lang or ""
        school = self.school.get(lang)
        if school is None or not self._has_its_shape(reading, found, entry, lang):
            return False
        text = reading.text
        earlier = [one.end() for one in ENDS.finditer(text, max(0, found.start - SENTENCE), found.start)]
        later = ENDS.search(text, found.end, found.end + SENTENCE)
        first = earlier[-1] if earlier else max(0, found.start - SENTENCE)
        last = later.start() if later else found.end + SENTENCE
        if not school.search(reading.folded, first, last):
            return False
        return self._stands_as_one(reading, found, lang)

    def _has_its_shape(self, reading: Reading, found: Candidate, entry: Entry, lang: str) -> bool:
        folded = reading.folded
        if lang in AS_COUNTRIES:
            alone = entry.kind == "name" and folded[found.end : found.end + 1] == " "
            return alone and surface.opens_sentence(reading.text, found.start)
        if entry.kind != "demonym":
            return False
        shape = self.shapes.get(lang)
        if shape is None or not shape.search(folded, found.start, found.end):
            return False
        article = self.articles.get(lang)
        return article is None or article.search(folded, max(0, found.start - 6), found.start) is not None

    def _stands_as_one(self, reading: Reading, found: Candidate, lang: str) -> bool:
        """Behind it, or behind the row that it opens, no noun stands, but what a subject does, or the sentence goes on."""
        does, joint, text, end = (
            self.does.get(lang),
            self.joint.get(lang, frozenset()),
            reading.text,
            found.end,
        )
        for _ in range(LONGEST_ROW):
            if STARTS.match(text, end) and not text.startswith(", ", end):
                return True
            after = bare(surface.word_after(text, end))
            if does is not None and does.match(after):
                return True
            row = NEXT.match(text, end)
            if row is None or not (row[1] or after in joint):
                return False
            if row[1] and not self.shapes[lang].search(bare(row[2])):
                return True  # a comma behind the row
            end = row.end(2)
            if after in joint and not row[1]:
                row = NEXT.match(text, end)
                end = row.end(2) if row else end
        return False


def _any(words: frozenset[str]) -> re.Pattern[str]:
    """Any of the words as a word's beginning; with a space behind it, whole."""
    parts = "|".join(
        rf"{re.escape(word.strip())}\b" if word.endswith(" ") else re.escape(word) for word in sorted(words)
    )
    return re.compile(rf"\b(?:{parts})")
