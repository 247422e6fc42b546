"""When two texts are the same story: the normal form that copies share."""

import re
import unicodedata

from worker.core import digest
from worker.core.copies.numerals import CURRENCIES
from worker.core.copies.shingles import VOWEL_SIGNS, has_words, stems

TELLING = 8  # words of a text that says something without its headline: "More follows." is the body of a thousand stories
# Words of a text, and more characters than these have, from which on it is a story's whatever its headline says: a site asks to subscribe in fewer.
NOTICE, NOTICE_IN = 80, 1_500

# What parts thousands, which a copy may write otherwise. The rest of a number stays: 1.5 isn't 15, nor +2 what -2 is.
# Both are looked for in numbers alone, because a text is full of spaces and commas and hardly has a number.
_NUMBER = re.compile(r"\d(?:[.,' \u066c:\u066b]?\d)+")
_THOUSANDS = re.compile(r"[.,' \u066c](?<=\d.)(?=\d{3}(?!\d))")
_POINT, _MINUS = re.compile(r"[,:\u066b](?<=\d.)(?=\d)"), re.compile(r"[\u2212\u2013](?<!\S.)(?=\d)")
# Letters, digits and the vowels and tones that South and South-East Asia writes as marks; Arabic and Hebrew points are optional. CJK
# runs are one token, which is why the tokens are joined by nothing: spacing between them differs from copy to copy. Two numbers stay two: 1-11 isn't 11-1.
_WORD = re.compile(rf"(?:[^\W_]++|[{VOWEL_SIGNS}]++)++|\.(?<=\d.)(?=\d)|[+-](?<!\S.)(?=\d)|[{CURRENCIES}]")
_TWO_NUMBERS = re.compile(r"(\d) (?=\d)")


def normal_form(text: str) -> str:
    """The text's letters and numbers alone: NFKC, case folded, without marks that fonts and editors vary.

    Two texts with equal normal forms differ at most in spacing, case, punctuation, quotes, ligatures and how they part thousands.
    """
    folded = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", text).casefold())
    numbered = _MINUS.sub("-", _NUMBER.sub(_plain_number, folded))
    return " ".join(_WORD.findall(numbered))


def _plain_number(number: "re.Match[str]") -> str:
    return number[0] if number[0].isdecimal() else _POINT.sub(".", _THOUSANDS.sub("", number[0]))


def copy_hash(text: str, title: str | None = None) -> str:
    """The hash of the normal form; of the text as it stands where that is empty (no letter in it).

    A text of a few words says nothing by itself: its headline does, and is part of what must be equal.
    """
    own = _joined(normal_form(text)) or text
    told = title and not has_words(text, TELLING) and _joined(normal_form(title))
    return digest.copy_digest(f"{told}\n{own}" if told else own)


def untold(text: str, title: str | None) -> bool:
    """Whether a short text has no word of its headline, in whatever form: it may be what a site shows in a story's place."""
    if not title or len(text) > NOTICE_IN or has_words(text, NOTICE):
        return False
    known, told = text.casefold(), stems(title.casefold())
    return bool(told) and not any(stem in known for stem in told)


def _joined(normal: str) -> str:
    return _TWO_NUMBERS.sub(r"\1|", normal).replace(" ", "")
