"""Whether a line is prose (it ends as a sentence does, or is too long for anything else) or may be a headline, a label, a link's text.

Told by what scripts share: their full stops, what may close a quotation or a bracket after one, and how much a character
holds. What may be either is prose only where it is long: a headline may ask or exclaim, and a label may end in a short
form with its point ("5 min."). A colon leads on to what the story lists, and no headline is a quotation from end to
end with its own mark inside.
"""

import re

QUOTED = re.compile(r"[\"„“”«»「」『』]")  # what quotes, wherever it stands in a line
HEADLINE = 130  # characters of an alphabet that a headline or a teaser's title doesn't exceed (of 130 to 200, four in four were the story's)
UNSTOPPED = 80  # the same of a line in a script that has no full stop
LABEL = 60  # up to which a line that asks or exclaims is a headline
WORD = 4  # letters of a last word that is no short form
WORDS = 4  # of a line whose last word may be as short as one

_POINT = "."
_STOPS = "。．｡।॥۔։።။។"  # end a statement, and nothing else
_MARKS = _POINT + _STOPS + "!?！？؟"
_COLONS = ":："  # lead on to what the story lists or says
_JOINER = "\u200c"  # parts the halves of a word: Persian
_OPENING = "'\"“„‘«»‹›「『＂＇"
_QUOTES = "'\"”“’‘»«›‹」』＂＇"
_CLOSING = _QUOTES + " \t\u00a0\u202f)]}】）］〕》〉\u200e\u200f"


def size(line: str) -> int:
    """A line's length in characters of an alphabet; one of a script that writes a syllable or a word with it counts for three."""
    return len(line) if line.isascii() else len(line) + 2 * sum(1 for char in line if char >= "\u2e80")


def is_prose(line: str, length: int) -> bool:
    """Whether a line of this size is certainly none of a list of headlines."""
    if length > HEADLINE:
        return True
    bare = line.rstrip(_CLOSING)
    if not bare:
        return False
    last = bare[-1]
    if last in _COLONS or (last in _MARKS and _is_quoted(line)):
        return True
    if length > LABEL:
        return last in _MARKS or _is_speech(line, bare) or (length > UNSTOPPED and _is_unstopped(last))
    return last in _STOPS if last != _POINT else _is_statement(bare[:-1])


def _is_quoted(line: str) -> bool:
    """Whether a line is a quotation from end to end."""
    bare = line.strip()
    return bare[0] in _OPENING and bare[-1] in _QUOTES


def _is_speech(line: str, bare: str) -> bool:
    """Whether a quotation that ends without a mark of its own closes a line of more than one sentence."""
    return line.rstrip()[-1] in _QUOTES and any(
        mark in bare for mark in (". ", "! ", "? ", *_STOPS, "！", "？")
    )


def _is_statement(said: str) -> bool:
    """Whether a short line that has a point after it ends in a word, not in a short form, a number or three points."""
    words = said.split()
    last = words[-1].strip(_CLOSING).replace(_JOINER, "") if len(words) > 1 else ""
    if not last.isalpha():
        return False
    return len(last) >= WORD or last.lower() == last.upper() or (len(words) >= WORDS and last.islower())


def _is_unstopped(last: str) -> bool:
    return "\u0e00" <= last <= "\u0eff"  # Thai, Lao
