"""Words of office beside a name: president, Kanzler, ministre, 首相; and the page's own word for the time of it."""

import re

from worker.core.tags.folding import glued
from worker.core.tags.index import Reading
from worker.core.tags.nouns import Gazetteer

NEAR = 20  # code points before a name in which its title stands


class Titles:
    """The words of office of every language, as patterns over folded text."""

    def __init__(self, gazetteer: Gazetteer) -> None:
        self.heads = _patterns(gazetteer, "head")
        self.ministers = _patterns(gazetteer, "minister")
        self.former = _patterns(gazetteer, "former")

    def beside(self, reading: Reading, start: int, end: int) -> frozenset[str]:
        """The kinds of office ("head", "minister") whose words stand before the name, or right behind it."""
        lang = reading.lang or ""
        near = reading.folded[max(0, start - NEAR) : start] + "\n" + reading.folded[end : end + 12]
        kinds = set()
        for kind, patterns in (("head", self.heads), ("minister", self.ministers)):
            pattern = patterns.get(lang)
            if pattern and pattern.search(near):
                kinds.add(kind)
        return frozenset(kinds)

    def wording(self, reading: Reading, start: int) -> str | None:
        """The page's own word before the name that says when: "former", "ehemaliger"."""
        pattern = self.former.get(reading.lang or "")
        window = max(0, start - 40)
        found = None
        for match in pattern.finditer(reading.folded, window, start) if pattern else ():
            found = match
        return reading.text[found.start() : found.end()].strip() if found else None

    def is_title(self, reading: Reading, word: str) -> bool:
        """True where a word beside a name is a title of its own."""
        pattern = self.heads.get(reading.lang or "")
        return bool(pattern and pattern.search(" " + word.lower() + " "))


def _patterns(gazetteer: Gazetteer, kind: str) -> dict[str, re.Pattern[str]]:
    """By language, a pattern that finds a word of the kind from the start of a word; in scripts without spaces, anywhere."""
    found = {}
    for key, words in gazetteer.titles.items():
        lang, _, of = key.partition(":")
        if of == kind:
            parts = (
                re.escape(word) if glued(word[0]) else rf"\b{re.escape(word)}"
                for word in sorted(words, key=len, reverse=True)
            )
            found[lang] = re.compile("|".join(parts))
    return found
