"""Rows of languages: `English, French and Arabic` names no country, where no noun stands behind."""

import re

from worker.core.tags.lexicon.index import Index
from worker.core.tags.text.folding import bare
from worker.core.tags.text.reading import Reading

WORD = r"[A-Z][a-z]+"
APART = r"(?:, (?:and |or )?| (?:and|or|to) |/|; )"
ROW_BEFORE = re.compile(rf"(?:\b{WORD}{APART})+$")
ROW_BEHIND = re.compile(rf"(?:{APART}{WORD})+")
WORDS = re.compile(WORD)
NO_NOUN = re.compile(
    r" ?(?:[^\w\s]|$|\n|(?:languages?|translations?|subtitles|speakers?|as|is|are|at|with|for|in|on|but|too|from)\b)"
)
# What stands behind this, without a noun behind it, is a language.
WRITTEN_IN = re.compile(r"\b[Ii]n(?:to)?(?: both| either)? $")
VERB = re.compile(
    r" (?:and (?:since|later|then) |and |or )?(?:is|was|are|were|means?|meant|has|had|can|which|that|because|when|while|translated|published|subtitled)\b"
)
FURTHEST = 120  # code points of a row on either side
# Where the adjective in one case and no noun behind it is a language: перекладено польською, чеською й угорською; behind
# `на` in Russian: на немецком, чешском и венгерском. A row is read whole, so that its noun may stand at its end.
ENDS = r" ?(?:[^\w\s]|$|\n|(?:з|із|для|на|в|у|за|про|от|для|с|по|без)\b)"
ALONE = {
    "uk": re.compile(
        rf"\w*(?<=[сцз]ькою)(?:(?:, (?:а також |і |й |та )?| (?:та|і|й|або|чи) )\w+[сцз]ькою\b)*+{ENDS}"
    ),
    "ru": re.compile(rf"\w*(?<=[сц]ком)(?:(?:, (?:а также )?| (?:и|или) )\w+[сц]ком\b)*+{ENDS}"),
}
BEHIND = {"ru": re.compile(r"\b[Нн]а (?:\w+[сц]ком(?:, | и | или ))*$")}


class LanguageRows:
    """The words that are languages and hardly ever nationalities."""

    def __init__(self, index: Index) -> None:
        self.words = index.gazetteer.words.get("tongue:en", frozenset())

    def holds(self, reading: Reading, start: int, end: int) -> bool:
        """True where an adjective of nationality stands in a row with such a word, or in a row behind "in", in English."""
        text = reading.text
        behind = ROW_BEHIND.match(text, end, end + FURTHEST)
        if not NO_NOUN.match(text, behind.end() if behind else end):
            return False
        before = ROW_BEFORE.search(text, max(0, start - FURTHEST), start)
        others = [bare(word) for part in (before, behind) if part for word in WORDS.findall(part[0])]
        if not others:
            return False
        opening = before.start() if before else start
        row = {reading.folded[start:end], *others}
        return not self.words.isdisjoint(row) or bool(WRITTEN_IN.search(text, max(0, opening - 12), opening))


def stands_alone(reading: Reading, start: int, end: int) -> bool:
    """True where the adjective that begins here names a language by its case and by the noun that it lacks."""
    alone = ALONE.get(reading.lang or "")
    if alone is None or not alone.match(reading.text, end - 1):
        return False
    behind = BEHIND.get(reading.lang or "")
    return behind is None or behind.search(reading.text, max(0, start - FURTHEST), start) is not None
