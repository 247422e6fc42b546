"""One spelling for letters with accents: those that a page writes as a letter and its marks become one code point."""

import re
import unicodedata

MOST_MARKS = 64  # in a row: Unicode's own Stream-Safe Text Format allows 30
# Sorting the marks behind one letter takes time with the square of their number. A run of code points of these blocks may be
# nothing but marks: Latin, Greek, Cyrillic, punctuation, signs and East Asian letters, where no mark is, are left out.
_MAYBE_MARKS = (
    "[^\x00-\u02ff\u0370-\u0482\u048a-\u0590\u1e00-\u20cf\u2100-\u2cee\u2d00-\u2d7e\u2e00-\u3029\u3030-\u3098\u309b-\ua66e"
    "\ua6a0-\ua6ef\ua700-\ua801\uac00-\ud7ff\ue000-\ufb1d\ufb1f-\ufe1f\ufe30-\uffff]"
)
_TOO_MANY = re.compile(f"{_MAYBE_MARKS}{{{MOST_MARKS}}}")


def composed(text: str) -> str:
    """The text in Unicode's form NFC, which rules, names and words are written in; one with a long row of marks as it is."""
    if text.isascii() or _TOO_MANY.search(text):
        return text
    return unicodedata.normalize("NFC", text)
