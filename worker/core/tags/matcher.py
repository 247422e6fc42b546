"""The multi-pattern automaton: every form of every list in one pass. The only file that knows pyahocorasick."""

from collections.abc import Iterable, Iterator

import ahocorasick

from worker.core.tags.folding import fold, glued


class Matcher:
    """Finds forms in folded text. A form is found from the start of a word; a whole one only up to a word's end."""

    def __init__(self) -> None:
        self.automaton = ahocorasick.Automaton(ahocorasick.STORE_INTS)
        self.spans: list[int] = []  # by pattern: the form's length
        self.forms: list[int] = []  # by pattern: the form's number
        self.known: dict[str, int] = {}  # pattern to its number

    def add(self, form: str, number: int, *, whole: bool) -> int:
        """Add a form under a number; a form that is there already keeps its number, which is returned."""
        bare = fold(form).strip()
        spaced = bare if glued(bare[0]) else " " + bare
        pattern = spaced + " " if whole and not glued(bare[-1]) else spaced
        known = self.known.get(pattern)
        if known is not None:
            return self.forms[known]
        self.known[pattern] = len(self.forms)
        self.automaton.add_word(pattern, len(self.forms))
        self.forms.append(number)
        # Where the text is searched with one space before it, a pattern's own leading space makes up for the shift.
        self.spans.append(len(bare))
        return number

    def freeze(self) -> None:
        """Build the automaton; nothing can be added afterwards."""
        self.automaton.make_automaton()
        self.known = {}

    def find(self, folded: str) -> Iterator[tuple[int, int, int]]:
        """`(start, end, number)` of every form in a folded text, overlapping ones too, in order of their ends."""
        spans, forms, padded = self.spans, self.forms, " " + folded + " "
        for last, pattern in self.automaton.iter(padded):
            # `last` counts in the padded text: one ahead of the text, and on the space after a whole form.
            end = last - 1 if padded[last] == " " else last
            yield end - spans[pattern], end, forms[pattern]


def build(forms: Iterable[tuple[str, int, bool]]) -> Matcher:
    """A frozen matcher of `(form, number, whole)`."""
    matcher = Matcher()
    for form, number, whole in forms:
        matcher.add(form, number, whole=whole)
    matcher.freeze()
    return matcher
