"""The multi-pattern automaton: every form of every list in one pass. The only file that knows daachorse.

There is one automaton a script, made when the first text in it comes: most of a child's life is spent in Latin letters.
A form is looked for from the start of a word, for its pattern begins with the space before it; in scripts that set none, anywhere.
Arabic and Hebrew write "the", "and", "in" as one word with a name. Their forms are looked for anywhere in a word, and what
stands before them in it must be such a prefix: a pattern for every prefix of every form was half of all patterns.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from typing import NamedTuple

from daachorse import CharwiseDoubleArrayAhoCorasick

from worker.core.tags.text.folding import glued

LATIN = "latin"
SCRIPTS = (
    ("greek", "\u0370-\u03ff"), ("cyrillic", "\u0400-\u052f"), ("hebrew", "\u0590-\u05ff"), ("arabic", "\u0600-\u06ff"),
    ("indic", "\u0900-\u0dff"), ("southeast", "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff"), ("kana", "\u3040-\u30ff"),
    ("hangul", "\uac00-\ud7a3"), ("han", "\u3005-\u3007\u3400-\u9fff\uf900-\ufaff"),
)  # fmt: skip
IN_SCRIPT = {name: re.compile(f"[{letters}]") for name, letters in SCRIPTS}
BEYOND_LATIN = re.compile("[^\0-\u036f]")
MOST_FORMS = 1_000_000  # of one script: forms are counted from another million in each
FIRST = {name: place * MOST_FORMS for place, name in enumerate((LATIN, *IN_SCRIPT))}


def script(form: str) -> str:
    """The script of a form's first letter."""
    return _script(form[:1])


@lru_cache(maxsize=10_000)
def _script(letter: str) -> str:
    return next((name for name, letters in IN_SCRIPT.items() if letters.match(letter)), LATIN)


# A form in a text: from the start of its word to the form's own end, its number, and the prefix before it in the word. A plain
# tuple: there are hundreds an article, and a named one takes as long to make as the automaton to find it.
Found = tuple[int, int, int, str]


# Small letters that have a capital, in the scripts that have both.
SMALL = frozenset(
    letter for letter in map(chr, range(0x530)) if letter.islower() and letter.title() != letter
)


class Unread(NamedTuple):
    """Forms by number that are left out while scanning: what is `nothing` in the text's language, and `names` where they begin small."""

    nothing: set[int]
    names: set[int]


ALL_READ = Unread(set(), set())


class Matcher:
    """Finds forms in folded text. A form is found from the start of a word; a whole one only up to a word's end.

    `prefixes` are by script what may stand before a form inside its word, folded; `packed` are automata that another one made.
    """

    def __init__(
        self, prefixes: Mapping[str, frozenset[str]], packed: Mapping[str, bytes] | None = None
    ) -> None:
        self.prefixes = prefixes
        self.longest = max((len(prefix) for found in prefixes.values() for prefix in found), default=0)
        self._numbers: dict[str, dict[str, int]] = {LATIN: {}, **{name: {} for name in IN_SCRIPT}}
        self._automata = {
            name: CharwiseDoubleArrayAhoCorasick.deserialize(data) for name, data in (packed or {}).items()
        }

    def add(self, bare: str, *, whole: bool) -> int:
        """Add a folded form, and return its number; one that is there already keeps its own."""
        if bare.isascii():  # most
            pattern, numbers = f" {bare} " if whole else " " + bare, self._numbers[LATIN]
            return numbers.setdefault(pattern, len(numbers))
        name = script(bare)
        spaced, numbers = self._spaced(name, bare), self._numbers[name]
        pattern = spaced + " " if whole and not glued(bare[-1]) else spaced
        return numbers.setdefault(pattern, FIRST[name] + len(numbers))

    def _spaced(self, name: str, bare: str) -> str:
        """A form of a script, with the space before it where one has to be."""
        return bare if name in self.prefixes or glued(bare[0]) else " " + bare

    def holds(self, bare: str) -> bool:
        """True for a folded form that was added, whole or not; asked before it is first looked for."""
        name = script(bare)
        pattern = self._spaced(name, bare)
        return pattern in self._numbers[name] or pattern + " " in self._numbers[name]

    def automaton(self, name: str) -> CharwiseDoubleArrayAhoCorasick:
        """The automaton of a script, made when its first text comes; no form can be added to it any more."""
        if name not in self._automata:
            self._automata[name] = CharwiseDoubleArrayAhoCorasick(list(self._numbers.pop(name)))
        return self._automata[name]

    def packed(self) -> dict[str, bytes]:
        """The automata of all scripts, made by now."""
        return {name: self.automaton(name).serialize() for name in (LATIN, *IN_SCRIPT)}

    def find(self, text: str, folded: str, unread: Unread = ALL_READ) -> list[Found]:
        """`(start, end, number, prefix)` of every form in a folded text, overlapping ones too; script by script, in order of their ends."""
        padded = f" {folded} "
        found = self._plain(text, padded, self.automaton(LATIN).find_overlapping(padded), unread)
        if not padded.isascii() and BEYOND_LATIN.search(padded):
            for name, letters in IN_SCRIPT.items():
                if letters.search(padded):
                    first, automaton = FIRST[name], self.automaton(name)
                    hits = [
                        (start, end, first + place)
                        for start, end, place in automaton.find_overlapping(padded)
                    ]
                    prefixes = self.prefixes.get(name)
                    found += (
                        self._plain(text, padded, hits, unread)
                        if prefixes is None
                        else self._joined(padded, hits, prefixes, unread.nothing)
                    )
        return found

    def _plain(
        self, text: str, padded: str, hits: Iterable[tuple[int, int, int]], unread: Unread
    ) -> list[Found]:
        nothing, names = unread
        # The padded text is one ahead: the space before a form is where the form is in the text, and that behind a whole one two on.
        return [
            (start, last - 2 if padded[last - 1] == " " else last - 1, number, "")
            for first, last, number in hits
            if number not in nothing
            and (
                text[start := first if padded[first] == " " else first - 1] not in SMALL
                or number not in names
            )
        ]

    def _joined(
        self,
        padded: str,
        hits: Iterable[tuple[int, int, int]],
        prefixes: frozenset[str],
        nothing: set[int],
    ) -> Iterator[Found]:
        """What begins a word, or stands in it behind a prefix alone."""
        for first, last, number in hits:
            if number not in nothing:
                word = padded.rfind(" ", max(0, first - 1 - self.longest), first)
                prefix = padded[word + 1 : first]
                if word >= 0 and (not prefix or prefix in prefixes):
                    yield word, last - 2 if padded[last - 1] == " " else last - 1, number, prefix
