"""When two texts are the same story: the normal form that copies share."""

import re
import unicodedata

from worker.core import digest
from worker.core.copies.shingles import has_words

TELLING = 8  # words of a text that says something without its headline: "More follows." is the body of a thousand stories

# Letters, digits and the marks that belong to letters (Indic vowels, Arabic points); CJK runs are one token, which is
# why the tokens are joined by nothing: spacing between them differs from copy to copy.
_WORD = re.compile(r"[^\W_]+")


def normal_form(text: str) -> str:
    """The text's letters and digits alone: NFKC, case folded, without marks that fonts and editors vary.

    Two texts with equal normal forms differ at most in spacing, case, punctuation, quotes and ligatures.
    """
    folded = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", text).casefold())
    return " ".join(_WORD.findall(folded))


def copy_hash(text: str, title: str | None = None) -> str:
    """The hash of the normal form; of the text as it stands where that is empty (no letter in it).

    A text of a few words says nothing by itself: its headline does, and is part of what must be equal.
    """
    own = _joined(normal_form(text)) or text
    told = title and not has_words(text, TELLING) and _joined(normal_form(title))
    return digest.copy_digest(f"{told}\n{own}" if told else own)


def _joined(normal: str) -> str:
    return normal.replace(" ", "")
