"""A text as the set of its shingles: the runs of words that two copies of a story share.

Words are runs of letters, digits and their marks, case folded. In scripts without spaces every letter stands for
itself, and a run of letters takes the place of a run of words.
"""

import re
import sys
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, cached_property, lru_cache
from hashlib import blake2b
from itertools import groupby

import msgspec
import numpy as np
from numpy.typing import NDArray

WORDS = 5  # a shingle, in spaced scripts
# Scripts without spaces: their letters, how many make a shingle about as long as five words, how many count as a word.
_HAN = "\u2e80-\u2fdf\u3005-\u3007\u3021-\u3029\u3040-\u30ff\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\uff66-\uff9f\U00020000-\U0003ffff"
_SOUTH = (
    "\u0e00-\u0e7f\u0e80-\u0eff\u0f00-\u0fff\u1000-\u109f\u1780-\u17ff\u1950-\u19df\ua980-\ua9df\uaa60-\uaa7f"
)
HAN_LETTERS, HAN_WORD = 8, 2
SOUTH_LETTERS, SOUTH_WORD = 16, 4
STEM = 4  # letters of a word that stand in all its forms
# Words come again from text to text: of so many the hashes are kept, nine in ten of a page's words; none of a length that few words have.
VOCABULARY, LONGEST = 1 << 16, 40

_LAST_LETTER = 0x3FFFF  # Han's
_LAST_MARK = 0x1EFFF  # but for variation selectors, which nobody reads


def _marks(points: Iterable[int]) -> str:
    """A character class of the marks among these, such as Indic vowels and Arabic points: a word pattern leaves them out."""
    points = (point for point in points if unicodedata.category(chr(point))[0] == "M")
    runs = (
        [point for _, point in group]
        for _, group in groupby(enumerate(points), lambda pair: pair[1] - pair[0])
    )
    return "".join(f"{re.escape(chr(run[0]))}-{re.escape(chr(run[-1]))}" for run in runs)


_MARKS = _marks(range(_LAST_MARK + 1))
VOWEL_SIGNS = _marks((*range(0x0900, 0x1D00), *range(0xA800, 0xAC00)))  # without which a word is another
# The characters that a text's tokens are made of, by a number each: those of words, then those that are a token alone. What stands later wins.
_LETTERS = ((1, f"[^\\W_]+|[{_MARKS}]+"), (2, f"[{_SOUTH}]+"), (3, f"[{_HAN}]+"))
_RUN = re.compile(f"[{_HAN}]+|[{_SOUTH}]+|(?:(?![{_HAN}{_SOUTH}])(?:[^\\W\\d_]|[{_MARKS}]))+")
_POINTS = re.compile(
    "[\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7\u0610-\u061a\u0640\u064b-\u0652\u0656-\u065f\u0670]"
)  # and the Arabic stretch
_STRESS = re.compile("(?<=[\u0400-\u04ff])[\u0300\u0301]")
# Seats of hamza, the two ends of words that are mixed up, the two keyboards' yeh and kaf; Russian ё.
_ALIKE = str.maketrans("أإآٱؤئىیةکё", "ااااويييهكе")
_HANGUL = re.compile("[\uac00-\ud7a3]")
_HAN_TOKEN, _SOUTH_TOKEN = re.compile(f"[{_HAN}]"), re.compile(f"[{_SOUTH}]")


class Shingles(msgspec.Struct, frozen=True):
    """A text's distinct shingles by their hashes, ascending."""

    words: int  # of the text; in scripts without spaces what comes up to as many
    hashes: tuple[int, ...]  # 64 bits each
    spans: tuple[tuple[int, int], ...]  # where in the text each of them first stands, in code points
    opening: int  # the hash of the first one in the text; 0 where there is none
    ending: int  # of the last


def shingles(text: str, limit: int) -> tuple[Shingles, int]:
    """The `limit` smallest distinct shingles of a text, and how many there are in all."""
    found = _Tokens.of(text)
    length, words = found.measure
    if len(found.starts) < length:
        return Shingles(words, (), (), 0, 0), 0
    hashes = _hashes(found.words(text), length)
    distinct, first = np.unique(hashes, return_index=True)
    places = first[:limit]
    spans = tuple(zip(found.starts[places].tolist(), found.ends[places + length - 1].tolist(), strict=True))
    smallest = tuple(int(value) for value in distinct[:limit])
    return Shingles(words, smallest, spans, int(hashes[0]), int(hashes[-1])), len(distinct)


def has_words(text: str, count: int) -> bool:
    """Whether a text has so many words, or comes up to them in scripts without spaces."""
    return _Tokens.of(text).measure[1] >= count


def terms(text: str) -> set[str]:
    """The words of a text, without digits; where they aren't spaced every few letters that stand together.

    A Korean word is told by its first two letters: what follows them changes with its place in a sentence.
    """
    return {term for run in _RUN.findall(text) for term in _terms(run)}


def stems(text: str) -> set[str]:
    """The starts of a text's longer words, which are the same in all their forms; where words aren't spaced the terms."""
    runs = ((run, term) for run in _RUN.findall(text) for term in _terms(run))
    return {term[:STEM] for run, term in runs if len(term) >= STEM or len(run) > len(term)}


def _terms(run: str) -> Iterable[str]:
    if _HANGUL.match(run):
        return (run[:2],)
    length = HAN_WORD if _HAN_TOKEN.match(run) else SOUTH_WORD if _SOUTH_TOKEN.match(run) else len(run)
    return (run[at : at + length] for at in range(max(1, len(run) - length + 1)))


@dataclass(frozen=True)
class _Tokens:
    """Where a text's tokens stand in it, in code points, and what they are made of (`_LETTERS`)."""

    starts: NDArray[np.intp]
    ends: NDArray[np.intp]
    kinds: NDArray[np.uint8]

    @classmethod
    def of(cls, text: str) -> "_Tokens":
        """The tokens of a text, all at once: a third of the time that a pattern takes."""
        points = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype=np.uint32)
        kinds = _kinds()[points]
        within = (kinds[1:] == 1) & (kinds[:-1] == 1)  # a word goes on from one character to the next
        is_token = kinds > 0
        starts, ends = is_token.copy(), is_token
        starts[1:] &= ~within
        ends[:-1] &= ~within
        places = np.flatnonzero(starts)
        return cls(places, np.flatnonzero(ends) + 1, kinds[places])

    def words(self, text: str) -> list[str]:
        """The tokens themselves."""
        return [text[start:end] for start, end in zip(self.starts.tolist(), self.ends.tolist(), strict=True)]

    @cached_property
    def measure(self) -> tuple[int, int]:
        """How many tokens make a shingle of this text, and how many words it comes up to."""
        spaced, south, han = np.bincount(self.kinds, minlength=4)[1:].tolist()
        words = spaced + han // HAN_WORD + south // SOUTH_WORD
        if max(han // HAN_WORD, south // SOUTH_WORD) <= spaced:
            return WORDS, words
        return (HAN_LETTERS if han // HAN_WORD >= south // SOUTH_WORD else SOUTH_LETTERS), words


@cache
def _kinds() -> NDArray[np.uint8]:
    """What each character of Unicode is to a token."""
    every = "".join(map(chr, range(_LAST_LETTER + 1)))
    table = np.zeros(sys.maxunicode + 1, dtype=np.uint8)
    for kind, letters in _LETTERS:
        for run in re.finditer(letters, every):
            table[run.start() : run.end()] = kind
    return table


def _hashes(words: list[str], length: int) -> "np.ndarray[tuple[int], np.dtype[np.uint64]]":
    """The hash of every shingle, in the order of the text: a polynomial of its tokens' hashes, mixed."""
    known = {word: token_hash(word) for word in set(words)}
    tokens = np.fromiter(map(known.__getitem__, words), dtype=np.uint64, count=len(words))
    count = len(tokens) - length + 1
    total = np.zeros(count, dtype=np.uint64)
    for place in range(length):
        total = total * np.uint64(0x9E3779B97F4A7C15) + tokens[place : place + count]
    return _mixed(total)


def _mixed(
    values: "np.ndarray[tuple[int], np.dtype[np.uint64]]",
) -> "np.ndarray[tuple[int], np.dtype[np.uint64]]":
    """Every bit of the input in every bit of the output (the finaliser of SplitMix64): small values are a fair sample."""
    values = (values ^ (values >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    values = (values ^ (values >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    mixed: np.ndarray[tuple[int], np.dtype[np.uint64]] = values ^ (values >> np.uint64(31))
    return mixed


def token_hash(token: str, size: int = 8) -> int:
    """The hash of a word, folded; never 0."""
    return _known_hash(token, size) if len(token) <= LONGEST else _plain_hash(token, size)


def _plain_hash(token: str, size: int) -> int:
    folded = token.lower() if token.isascii() else _folded(token)
    return int.from_bytes(blake2b(folded.encode("utf-8", "replace"), digest_size=size).digest(), "big") or 1


_known_hash = lru_cache(maxsize=VOCABULARY)(_plain_hash)


def _folded(token: str) -> str:
    """A word without what is written or left out as desks please: Arabic and Hebrew points, hamza on its seat, stress, ё."""
    same = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", token).casefold())
    return _STRESS.sub("", _POINTS.sub("", same)).translate(_ALIKE)
