"""The multi-pattern automaton: every form of every list in one pass. The only file that knows pyahocorasick.

There is one automaton a script, for a node's children are searched one after another: with Han beside Latin letters the
root alone has thousands, and English text took three times as long (1.24 ms instead of 0.4 ms for 3,400 letters).
"""

import re
from array import array
from collections.abc import Iterator
from functools import lru_cache

import ahocorasick

from worker.core.tags.folding import glued

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


class Matcher:
    """Finds forms in folded text. A form is found from the start of a word; a whole one only up to a word's end."""

    def __init__(self) -> None:
        self.automata: dict[str, ahocorasick.Automaton] = {}
        self.spans = array("I")  # by pattern: the form's length
        self.forms = array("I")  # by pattern: the form's number

    def add(self, bare: str, number: int, *, whole: bool) -> int:
        """Add a folded form under a number; a form that is there already keeps its number, which is returned."""
        spaced = bare if glued(bare[0]) else " " + bare
        pattern = spaced + " " if whole and not glued(bare[-1]) else spaced
        name = LATIN if bare.isascii() else script(bare[0])
        if name not in self.automata:
            self.automata[name] = ahocorasick.Automaton(ahocorasick.STORE_INTS)
        known: int | None = self.automata[name].get(pattern, None)
        if known is not None:
            return self.forms[known]
        self.automata[name].add_word(pattern, len(self.forms))
        self.forms.append(number)
        self.spans.append(len(bare))
        return number

    def patterns(self) -> Iterator[str]:
        """All forms as they are looked for: folded, a space where a word begins or must end."""
        for automaton in self.automata.values():
            yield from automaton.keys()

    def freeze(self) -> None:
        """Build the automata; nothing can be added afterwards."""
        for automaton in self.automata.values():
            automaton.make_automaton()

    def find(self, folded: str) -> Iterator[tuple[int, int, int]]:
        """`(start, end, number)` of every form in a folded text, overlapping ones too; script by script, in order of their ends."""
        spans, forms, padded = self.spans, self.forms, " " + folded + " "
        for automaton in self._of(padded):
            for last, pattern in automaton.iter(padded):
                # `last` counts in the padded text: one ahead of the text, and on the space after a whole form.
                end = last - 1 if padded[last] == " " else last
                yield end - spans[pattern], end, forms[pattern]

    def _of(self, padded: str) -> Iterator[ahocorasick.Automaton]:
        """The automata of the scripts that a text holds."""
        plain = padded.isascii() or not BEYOND_LATIN.search(padded)
        for name, automaton in self.automata.items():
            if name == LATIN or (not plain and IN_SCRIPT[name].search(padded)):
                yield automaton
