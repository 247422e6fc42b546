"""Numbers of monarchs and popes: `King Charles I`, `Karl I.`, `le roi Charles Ier`, `I. Károly`, `Карл I`: of another number he is another one."""

import re

from worker.core.tags.leaders.scene import reigns
from worker.core.tags.lexicon.index import Index
from worker.core.tags.lexicon.nouns import by_language
from worker.core.tags.text import surface
from worker.core.tags.text.folding import bare
from worker.core.tags.text.reading import Reading

DIGITS = {"I": 1, "V": 5, "X": 10}
# Behind a name, with the ending that an ordinal takes (Ier, 1re, III., III-го); Cyrillic and Greek write it in letters that look the same.
BEHIND = re.compile(r"[ \u00a0]([IVXІΙХΧ]{1,6}|1)(?:er|[rè]?re|º|ª|\.|-\w{1,3}|)(?![\w'’])")
GLUED_BEHIND = re.compile(r"[ ・]?([1-9]\d?|[一二三四五六七八九十]{1,3})[世세]")
GREEK_BEHIND = re.compile(r" ([Α-ΘΙ]|Σ?Τ|Ι[Α-Θ]|Ι?ΣΤ)['΄ʹ’´]")
BEFORE = re.compile(r"(?<!\w)([IVX]{1,6}|[1-9]\d?)\. $")
LONGEST = 8  # code points before a name in which its number stands
NUMBER_FIRST = frozenset("hu tr".split())  # languages whose numbers stand before the name
LOOKALIKES = str.maketrans("ІΙХΧ", "IIXX")
GREEK = {letter: value for value, letter in enumerate("ΑΒΓΔΕΣΖΗΘΙ", 1)} | {"Τ": 0}  # ΣΤ is six
CHINESE = {digit: value for value, digit in enumerate("一二三四五六七八九十", 1)}


class Regnal:
    """Tells a monarch from the others of his name; numbers in words (`الثاني`, `दूसरा`) are lists of the gazetteer."""

    def __init__(self, index: Index) -> None:
        self.index = index
        self.words = {
            lang: {word: int(number) for word, _, number in (pair.partition(">") for pair in pairs)}
            for lang, pairs in by_language(index.gazetteer.words, "regnal").items()
        }
        self._own: dict[int, frozenset[int]] = {}

    def another(self, reading: Reading, start: int, end: int, person: int) -> bool:
        """True where the number beside a monarch's name is none of his own."""
        if not reigns(self.index, person):
            return False
        told = self._told(reading, start, end)
        return told is not None and told not in self._numbers(person)

    def _told(self, reading: Reading, start: int, end: int) -> int | None:
        """The number beside a name; in a line of capitals `I` may be any word."""
        text = reading.text
        if reading.lang in NUMBER_FIRST and (found := BEFORE.search(text, max(0, start - LONGEST), start)):
            return value(found[1])
        if found := GLUED_BEHIND.match(text, end):
            return value(found[1])
        if found := GREEK_BEHIND.match(text, end):
            return sum(GREEK[letter] for letter in found[1])
        found = BEHIND.match(text, end)
        if found is not None and not surface.shouted(text, start, end):
            return value(found[1].translate(LOOKALIKES))
        words = self.words.get(reading.lang or "")
        return words.get(bare(surface.word_after(text, end))) if words else None

    def _numbers(self, person: int) -> frozenset[int]:
        """The numbers that a person's names hold; of one who has none the first, which is told of him later."""
        if person not in self._own:
            one = self.index.persons[person]
            words = (word.upper() for name in (one.name, *one.names) for word in name.split())
            found = {value(word) for word in words if word.strip("IVX") == ""}
            self._own[person] = frozenset(found) or frozenset((1,))
        return self._own[person]


def value(number: str) -> int:
    """The value of a number in Roman, Arabic or Chinese figures (十六: 16)."""
    if number.isdecimal():
        return int(number)
    if number[0] in CHINESE:
        tens, ten, ones = number.rpartition("十")
        return CHINESE.get(ones, 0) + (10 * CHINESE.get(tens, 1) if ten else 0)
    values = [DIGITS[letter] for letter in number]
    return sum(-one if one < after else one for one, after in zip(values, [*values[1:], 0], strict=True))
