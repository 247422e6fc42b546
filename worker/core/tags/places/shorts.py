"""Countries in one letter or two, as headlines write them: `米、対策を発表`, `북, 미사일 발사`, `Минфин РК`.

Such a form is mostly something else (rice, the north, a region of Russia), and read only where its place in the line says so: in
Japanese and Korean at the head, before what may stand behind it, with a word of affairs of state in the line; in Russian right
behind an institution. A word that tells the other thing takes it out.
"""

import re
from collections.abc import Iterable, Mapping

from worker.core.tags.lexicon.nouns import Entry, by_language
from worker.core.tags.places.candidate import Candidate
from worker.core.tags.text.reading import Reading

WEIGHT = 4_000  # a country's name
# A line's beginning with a label in brackets, and of its parts: 株が急落　米、関税を発動; 対立が続く中、米が仲介; 연합훈련에 일 반발.
HEADING = r"(?:^(?:[【\[(][^】\])\n]{0,20}[】\])])? ?|(?<=[。　…、]) ?|(?<=[에과와] ))"


class Shorts:
    """By language: the forms, what must stand beside them, and the words of the line that speak for and against."""

    def __init__(self, words: Mapping[str, frozenset[str]]) -> None:
        before, behind = by_language(words, "short behind a word"), by_language(words, "short before")
        self.among, self.against = by_language(words, "short among"), by_language(words, "short not among")
        self.codes: dict[str, dict[str, str]] = {}
        self.patterns: dict[str, re.Pattern[str]] = {}
        for lang, rows in by_language(words, "short").items():
            self.codes[lang] = dict(row.split(">") for row in sorted(rows))
            form = f"({_any_of(self.codes[lang])})"
            self.patterns[lang] = (
                re.compile(rf"(?<!\w)(?:{_any_of(before[lang])})\w{{0,3}} {form}(?!\w)")
                if lang in before
                else re.compile(HEADING + form + f"(?:{_any_of(behind[lang])})", re.MULTILINE)
            )

    def find(self, reading: Reading) -> list[Candidate]:
        """The short forms of a text in order; none in most languages."""
        lang, text = reading.lang or "", reading.text
        pattern, codes = self.patterns.get(lang), self.codes.get(lang, {})
        if pattern is None or not any(form in text for form in codes):
            return []
        return [
            Candidate(
                found.start(1),
                found.end(1),
                [Entry(found[1], codes[found[1]], "name", (lang,), "name:short", weight=WEIGHT)],
            )
            for found in pattern.finditer(text)
            if self._is_told(lang, _line(text, found.start(1)))
        ]

    def _is_told(self, lang: str, line: str) -> bool:
        """True where a word of the line speaks for the country, if the language asks for one, and none against it."""
        among = self.among.get(lang)
        if among is not None and not any(word in line for word in among):
            return False
        return not any(word in line for word in self.against.get(lang, ()))


def _line(text: str, at: int) -> str:
    """The line around."""
    last = text.find("\n", at)
    return text[text.rfind("\n", 0, at) + 1 : last if last >= 0 else len(text)]


def _any_of(words: Iterable[str]) -> str:
    return "|".join(re.escape(word) for word in sorted(words))
