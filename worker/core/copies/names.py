"""The names in a text, as far as capitals tell of them."""

import re
import unicodedata

import msgspec

from worker.core.copies.shingles import VOWEL_SIGNS

WORD = re.compile(rf"[^\W\d_]+(?:['’.-][^\W\d_]+|[{VOWEL_SIGNS}]+[^\W\d_]*)*")


class Names(msgspec.Struct, frozen=True):
    """The words that a text only ever writes with a capital, folded; whether its script tells names so at all."""

    words: frozenset[str]
    told: bool


def names_of(text: str) -> Names:
    """The names in a text. A text that writes most of its words with a capital tells none."""
    words = words_of(text)
    capitals = [word for word in words if word[0].isupper()]
    small = [word for word in words if _is_small(word[0])]
    if 2 * len(capitals) > len(words):
        return Names(frozenset(), told=False)
    lower = set(small)
    named = frozenset(word.casefold() for word in capitals if word.lower() not in lower)
    return Names(named, told=2 * (len(capitals) + len(small)) > len(words))


def _is_small(letter: str) -> bool:
    """Whether a letter could have been a capital. Georgian's are small to Unicode, and begin names as they stand."""
    return letter.islower() and letter.title() != letter


def words_of(text: str) -> list[str]:
    """The words of a text, without digits, in their order; a letter and its accent are one, however they are written."""
    return WORD.findall(unicodedata.normalize("NFC", text))
