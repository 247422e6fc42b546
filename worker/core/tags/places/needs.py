"""What stands around a form, as bits: most rules can hold only beside a few words and signs, and are asked there alone."""

from collections.abc import Callable, Iterable
from functools import partial
from typing import NamedTuple

from worker.core.tags.lexicon.memory import Memory
from worker.core.tags.lexicon.nouns import Entry
from worker.core.tags.places.candidate import Candidate
from worker.core.tags.text.folding import bare
from worker.core.tags.text.reading import Reading

# What rules need: nothing; a sign or a letter right beside the form; no small Latin letter as the first of the word before, of the
# word behind; a comma and a number behind. Above these each rule has a bit for the words that it needs.
ALWAYS, SIGN, BEFORE, BEHIND, NUMBER = (1 << place for place in range(5))
ITS_WORDS = 1 << 5
REACH = 64  # code points before a form in which the words stand that rules need
# What else than a sign or a letter stands right before and behind a form.
APART_BEFORE, APART_BEHIND = frozenset(("", " ", "\n")), frozenset(("", *" \n.,;:!?)"))

# A rule, which answers with its reason, or but yes or no.
Rule = Callable[[Reading, Candidate, Entry], str | bool | None]


class Asked(NamedTuple):
    """A rule that a kind of form can fall under in a language, with its reason where it says but yes or no.

    It holds only where there is one of what it needs: a bit of `needs`, one of the folded `words` before the form or right behind
    it, a word right behind it that begins with one of `begins`, or letters behind the form's own that `ends` says yes to.
    """

    reason: str | None
    rule: Rule
    needs: int = ALWAYS
    words: Iterable[str] = ()
    begins: Iterable[str] = ()
    ends: Callable[[str], object] | None = None


class Told(Memory[str, int]):
    """By a word or a part of one the bits of the rules that say yes to it."""

    def __init__(self) -> None:
        super().__init__(self._bits)
        self.tells: list[tuple[int, Callable[[str], object]]] = []

    def _bits(self, word: str) -> int:
        return sum(bit for bit, tells in self.tells if tells(word))


class Rules:
    """The rules of a language for a kind of form, in the order in which they are asked."""

    def __init__(self, asked: Iterable[Asked]) -> None:
        self.asked: list[tuple[int, str | None, Rule]] = []
        self.needs = 0  # of any of them
        self.words: dict[str, int] = {}
        self.behind, self.ends = Told(), Told()
        for place, one in enumerate(asked):
            own = ITS_WORDS << place
            self.asked.append((one.needs | own, one.reason, one.rule))
            self.needs |= one.needs | own
            for word in map(_longest, one.words):
                self.words[word] = self.words.get(word, 0) | own
            if begins := tuple(sorted(one.begins)):
                self.behind.tells.append((own, partial(_begins, begins)))
            if one.ends:
                self.ends.tells.append((own, one.ends))

    def why_not(self, reading: Reading, found: Candidate, entry: Entry) -> str | None:
        """The reason of the first rule that holds, or None."""
        around = self.around(reading, found, entry)
        if not around & self.needs:
            return None  # most: it stands among small words that tell nothing
        for needs, reason, rule in self.asked:
            if needs & around and (told := rule(reading, found, entry)):
                return told if isinstance(told, str) else reason
        return None

    def around(self, reading: Reading, found: Candidate, entry: Entry) -> int:
        """The bits of all that stands around a form."""
        text, folded, start, end = reading.text, reading.folded, found.start, found.end
        before, after, behind = found.before, found.after, text[end : end + 1]
        bits = ALWAYS
        # A letter may stand right behind a line's end, too, and behind a point without a space.
        if (
            text[start - 1 : start] not in APART_BEFORE
            or behind not in APART_BEHIND
            or (behind != " " and folded[end + 1 : end + 2] > " ")
        ):
            bits |= SIGN
        elif behind == "," and text[end + 2 : end + 3].isdigit():
            bits |= NUMBER
        if before and not "a" <= before[0] <= "z":
            bits |= BEFORE
        if after:
            bits |= self.behind[after] if "a" <= after[0] <= "z" else self.behind[after] | BEHIND
        own = start + len(entry.form) - entry.stem  # of a stem the last letter may be another one
        if own < end:
            bits |= self.ends[folded[own:end]]
        near = folded[start - REACH if start > REACH else 0 : end + 1 + len(after)].split()
        if not self.words.keys().isdisjoint(near):  # beside most forms none stands
            for word in near:
                bits |= self.words.get(word, 0)
        return bits


def _begins(begins: tuple[str, ...], word: str) -> bool:
    return bare(word).startswith(begins)


def _longest(words: str) -> str:
    """Of one word or several that stand together the longest, folded: where they are, it is."""
    return max(bare(words).split(), key=len, default="")
