"""The language to read a text in when its own isn't sure: by its script, then by its small words.

What is so read is never called more than partly evaluated.
"""

from collections import Counter
from collections.abc import Mapping

from worker.core.tags.lexicon.matcher import LATIN, script
from worker.core.tags.lexicon.nouns import by_language
from worker.core.tags.text.folding import fold

FIRST = 1_200  # code points that are looked at
SURE = 2  # small words that tell a language
# The language of a script that has one, and the one to try first of a script that has several.
OF_SCRIPT = {
    "greek": "el", "hebrew": "he", "indic": "hi", "southeast": "th", "kana": "ja", "hangul": "ko", "han": "zh",
    "cyrillic": "ru", "arabic": "ar", LATIN: "en",
}  # fmt: skip
SEVERAL = {
    LATIN: frozenset("en de fr es it pt ca nl sv no da fi pl cs sk sl hr hu ro tr id vi".split()),
    "cyrillic": frozenset("ru uk bg sr".split()),
    "arabic": frozenset("ar fa ur".split()),
}
BENGALI = ("\u0980", "\u09ff")


class Guess:
    """Guesses languages from the small words of each."""

    def __init__(self, words: Mapping[str, frozenset[str]]) -> None:
        self.languages: dict[str, list[str]] = {}
        for lang, found in by_language(words, "function").items():
            for word in found:
                self.languages.setdefault(fold(word).strip(), []).append(lang)

    def language(self, folded: str) -> str | None:
        """The language whose small words fit a folded text best, else the first of its script; None without a letter."""
        found = _script(folded[:FIRST])
        if found not in SEVERAL:
            return found and _of(found, folded)
        hits: Counter[str] = Counter()
        for word in folded[:FIRST].split():
            hits.update(lang for lang in self.languages.get(word, ()) if lang in SEVERAL[found])
        best = min(hits, key=lambda lang: (-hits[lang], lang != OF_SCRIPT[found], lang), default=None)
        return best if best and hits[best] >= SURE else OF_SCRIPT[found]


def _script(text: str) -> str | None:
    """The script of most letters; Kana among Han is Japanese."""
    scripts = Counter(script(letter) for letter in text if letter.isalpha())
    if "kana" in scripts:
        return "kana"
    return min(scripts, key=lambda name: (-scripts[name], name), default=None)


def _of(found: str, folded: str) -> str:
    bengali = found == "indic" and any(BENGALI[0] <= letter <= BENGALI[1] for letter in folded[:FIRST])
    return "bn" if bengali else OF_SCRIPT[found]
