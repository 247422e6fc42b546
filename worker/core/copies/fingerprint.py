"""When two texts are the same story: the normal form that copies share."""

import re
import unicodedata

from worker.core import digest

# Letters, digits and the marks that belong to letters (Indic vowels, Arabic points); CJK runs are one token, which is
# why the tokens are joined by nothing: spacing between them differs from copy to copy.
_WORD = re.compile(r"[^\W_]+")


def normal_form(text: str) -> str:
    """The text's letters and digits alone: NFKC, case folded, without marks that fonts and editors vary.

    Two texts with equal normal forms differ at most in spacing, case, punctuation, quotes and ligatures.
    """
    folded = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", text).casefold())
    return " ".join(_WORD.findall(folded))


def copy_hash(text: str) -> str:
    """The hash of the normal form; of the text as it stands where that is empty (no letter in it)."""
    return digest.copy_digest(_joined(normal_form(text)) or text)


def _joined(normal: str) -> str:
    return normal.replace(" ", "")
