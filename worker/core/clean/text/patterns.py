r"""Patterns of rules, as RE2 takes them: what it knows of ASCII alone is said for every script, in this one place.

RE2's `\w`, `\d` and `\s` are those of ASCII, so that to `\W` a whole Russian sentence is punctuation. And its `\b` stands between an ASCII letter and all else, in
the middle of "café" and nowhere around "новости". It can't be said in other words, so that a rule has to name what stands beside a word: `(?:.*\W)?word(?:\W.*)?`.
"""

import re
from collections.abc import Iterable

import msgspec
import re2

MEMORY = 64 << 20  # bytes that an automaton may take
_WIDE = {"w": r"\p{L}\p{M}\p{N}_", "d": r"\p{Nd}", "s": r"\s\p{Z}"}
_WINDOW = re.compile(r"\{(\d*),(\d+)\}")  # a repetition with a bound
WINDOW = 10  # repetitions; with a lower bound every place in it is worth a state
_PIECES = re.compile(r"\[:\^?\w+:\]|\\[pP]\{\^?\w+\}|\\.|[\[\]]|[^\\\[\]]+", re.DOTALL)


class WordRule(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Words that tell something of a page: RE2, upper and lower case alike; with texts in which it finds them, and texts that it leaves."""

    pattern: str
    why: str
    finds: tuple[str, ...]
    leaves: tuple[str, ...]


class AnyOf:
    """Patterns of which a text is asked whether it has one, or (`whole`) is one: all of them in one automaton, whatever their number."""

    def __init__(self, patterns: Iterable[str], *, whole: bool = False) -> None:
        self._set = automaton(patterns, whole=whole)

    def tells(self, text: str) -> bool:
        """Whether one of the patterns is in the text, or is the text."""
        return self._set.Match(text) is not None


def automaton(patterns: Iterable[str], *, whole: bool) -> "re2.Set":
    """One automaton that tells which of the patterns a text has, or (`whole`) is. It takes as much memory as it needs."""
    options = re2.Options()
    options.max_mem = MEMORY
    made = (re2.Set.FullMatchSet if whole else re2.Set.SearchSet)(options)
    for pattern in patterns:
        made.Add(for_every_script(pattern))
    made.Compile()
    return made


class WholeLines:
    """Patterns that are matched against whole lines, all of one in one pass.

    What costs is a window ("up to sixty signs, then …"): wherever it begins, each place in it is a state of its own of the automaton, and a new line makes
    new ones. So all patterns are asked at once without their windows' bounds, and those that match so are asked alone as they are.
    """

    def __init__(self, patterns: Iterable[str]) -> None:
        self._patterns = tuple(patterns)
        self._loose = automaton(map(unbounded, self._patterns), whole=True)
        self._exact: dict[int, re2.Set | None] = {}  # None: the pattern has no window

    def match(self, line: str) -> list[int]:
        """The numbers of the patterns that the line is."""
        found = self._loose.Match(line)
        return sorted(number for number in found if self._is(number, line)) if found else []

    def _is(self, number: int, line: str) -> bool:
        if number not in self._exact:
            pattern = self._patterns[number]
            has_window = unbounded(pattern) != pattern
            self._exact[number] = automaton([pattern], whole=True) if has_window else None
        exact = self._exact[number]
        return exact is None or exact.Match(line) is not None


def unbounded(pattern: str) -> str:
    """The pattern with its windows open at their end: it matches all that the pattern does, and longer lines."""
    found, in_class = [], False
    for piece in _PIECES.findall(pattern):
        in_class = piece == "[" or (in_class and piece != "]")
        found.append(piece if in_class else _WINDOW.sub(_opened, piece))
    return "".join(found)


def _opened(window: "re.Match[str]") -> str:
    if int(window[2]) < WINDOW:
        return window[0]
    return "+" if int(window[1] or 0) else "*"


class AsciiOnly(ValueError):
    """A pattern that would be another one beside letters that aren't ASCII; the text says what to write instead."""


def for_every_script(pattern: str) -> str:
    r"""The pattern with `\w`, `\d`, `\s` and their opposites as classes of Unicode. Raises `AsciiOnly` for `\b`, `\B`, and an opposite in a class."""
    found: list[str] = []
    in_class = False
    for piece in _PIECES.findall(pattern):
        in_class = piece == "[" or (in_class and piece != "]")
        found.append(_wide(piece, in_class=in_class))
    return "".join(found)


def _wide(piece: str, *, in_class: bool) -> str:
    if piece in (r"\b", r"\B"):
        raise AsciiOnly(rf"{piece} sees letters of ASCII alone; write (?:.*\W)?word(?:\W.*)?")
    kind = _WIDE.get(piece[1:].lower()) if piece[0] == "\\" else None
    if kind is None:
        return piece
    if piece[1].islower():
        return kind if in_class else f"[{kind}]"
    if in_class:
        raise AsciiOnly(rf"{piece} in a class sees ASCII alone; write [^{piece.lower()}…] or \P{{L}}")
    return f"[^{kind}]"
