"""The multi-pattern automaton: every form of every list in one pass. The only file that knows pyahocorasick.

There is one automaton a script, for a node's children are searched one after another: with Han beside Latin letters the
root alone has thousands, and English text took three times as long (1.24 ms instead of 0.4 ms for 3,400 letters).

Arabic and Hebrew write "the", "and", "in" as one word with a name. Their forms are looked for anywhere in a word, and what
stands before them in it must be such a prefix: a pattern for every prefix of every form was half of all patterns.
"""

import re
from array import array
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from typing import NamedTuple

import ahocorasick

from worker.core.tags.text.folding import glued

LATIN = "latin"
SCRIPTS = (
    ("greek", "\u0370-\u03ff"), ("cyrillic", "\u0400-\u052f"), ("hebrew", "\u0590-\u05ff"), ("arabic", "\u0600-\u06ff"),
    ("indic", "\u0900-\u0dff"), ("southeast", "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff"), ("kana", "\u3040-\u30ff"),
    ("hangul", "\uac00-\ud7a3"), ("han", "\u3005-\u3007\u3400-\u9fff\uf900-\ufaff"),
)  # fmt: skip
IN_SCRIPT = {name: re.compile(f"[{letters}]") for name, letters in SCRIPTS}
BEYOND_LATIN = re.compile("[^\0-\u036f]")


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

    `prefixes` are by script what may stand before a form inside its word, folded.
    """

    def __init__(self, prefixes: Mapping[str, frozenset[str]]) -> None:
        self.prefixes = prefixes
        self.longest = max((len(prefix) for found in prefixes.values() for prefix in found), default=0)
        self.automata: dict[str, ahocorasick.Automaton] = {}
        self.spans = array("I")  # by a form's number: its length

    def add(self, bare: str, *, whole: bool) -> int:
        """Add a folded form, and return its number: they are counted from 0, and one that is there already keeps its own."""
        if bare.isascii():  # most
            name, pattern = LATIN, f" {bare} " if whole else " " + bare
        else:
            name = script(bare[0])
            spaced = self._spaced(name, bare)
            pattern = spaced + " " if whole and not glued(bare[-1]) else spaced
        automaton = self.automata.get(name)
        if automaton is None:
            automaton = self.automata[name] = ahocorasick.Automaton(ahocorasick.STORE_INTS)
        number: int = automaton.get(pattern, len(self.spans))
        if number == len(self.spans):
            automaton.add_word(pattern, number)
            self.spans.append(len(bare))
        return number

    def _spaced(self, name: str, bare: str) -> str:
        """A form of a script, with the space before it where one has to be."""
        return bare if name in self.prefixes or glued(bare[0]) else " " + bare

    def holds(self, bare: str) -> bool:
        """True for a folded form that was added, whole or not."""
        name = script(bare[0])
        automaton, pattern = self.automata.get(name), self._spaced(name, bare)
        return automaton is not None and (automaton.exists(pattern) or automaton.exists(pattern + " "))

    def freeze(self) -> None:
        """Build the automata; nothing can be added afterwards."""
        for automaton in self.automata.values():
            automaton.make_automaton()

    def find(self, text: str, folded: str, unread: Unread = ALL_READ) -> list[Found]:
        """`(start, end, number, prefix)` of every form in a folded text, overlapping ones too; script by script, in order of their ends."""
        padded = " " + folded + " "
        found: list[Found] = []
        for name, automaton in self._of(padded):
            if name in self.prefixes:
                found += self._joined(padded, automaton, self.prefixes[name], unread.nothing)
            else:
                found += self._plain(text, padded, automaton, unread)
        return found

    def _plain(
        self, text: str, padded: str, automaton: ahocorasick.Automaton, unread: Unread
    ) -> Iterable[Found]:
        spans, nothing, names = self.spans, unread.nothing, unread.names
        # `last` counts in the padded text: one ahead of the text, and on the space after a whole form.
        return [
            (start, end, number, "")
            for last, number in automaton.iter(padded)
            if number not in nothing
            and (
                text[start := (end := last - 1 if padded[last] == " " else last) - spans[number]] not in SMALL
                or number not in names
            )
        ]

    def _joined(
        self,
        padded: str,
        automaton: ahocorasick.Automaton,
        prefixes: frozenset[str],
        nothing: set[int],
    ) -> Iterable[Found]:
        """What begins a word, or stands in it behind a prefix alone."""
        spans, longest = self.spans, self.longest
        for last, number in automaton.iter(padded):
            if number in nothing:
                continue
            end = last - 1 if padded[last] == " " else last
            start = end - spans[number]
            if padded[start] == " ":
                yield start, end, number, ""
                continue
            word = padded.rfind(" ", max(0, start - longest), start)
            if word >= 0 and (prefix := padded[word + 1 : start + 1]) in prefixes:
                yield word, end, number, prefix

    def _of(self, padded: str) -> Iterator[tuple[str, ahocorasick.Automaton]]:
        """The scripts that a text holds, with their automata."""
        plain = padded.isascii() or not BEYOND_LATIN.search(padded)
        for name, automaton in self.automata.items():
            if name == LATIN or (not plain and IN_SCRIPT[name].search(padded)):
                yield name, automaton
