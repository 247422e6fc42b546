"""How far a name as it is written is from how it is spelt. The only file that knows rapidfuzz."""

import re
from functools import lru_cache

from rapidfuzz import process
from rapidfuzz.distance.Indel import normalized_similarity
from rapidfuzz.distance.OSA import distance

SHORTEST = 4  # letters of a given name that may be spelt wrong
# Of the letters of two whole names: swept 0.75-0.95 on names with one or two wrong letters, 0.85 the lowest without a wrong person.
ALIKE = 0.85
FURTHEST = 2  # letters that one whole name may be longer than the other
LONG = 8  # letters of a word that may have two wrong
# Letters to what is heard of them: vowels nothing, and one of those that sound alike.
HEARD = str.maketrans(
    dict.fromkeys("aeiouyjhw", "") | dict(zip("bdgcqzvx", "ptkkksfs", strict=True)) | {" ": "", "'": ""}
)
DOUBLED = re.compile(r"(.)\1+")


def typos(written: str, right: str) -> int | None:
    """How many letters of a folded surname are put in, left out, changed or exchanged with the next one; None where it is another one."""
    if written == right:
        return 0
    most = _most(right)
    if written[:1] != right[:1] or abs(len(written) - len(right)) > most:
        return None
    wrong = distance(written, right, score_cutoff=most)
    return wrong if wrong <= most else None


def near_given(written: str, right: str) -> bool:
    """True for a given name of one key that is spelt wrong: one letter, in a long one two."""
    most = _most(right)
    return len(right) >= SHORTEST and distance(written, right, score_cutoff=most) <= most


def all_alike(written: str, names: list[str]) -> list[int]:
    """The places in `names` of the whole ones of which most letters are those written, in order: an ending (Roberta Fica) costs no more than a slip."""
    close = process.extract(written, names, scorer=normalized_similarity, score_cutoff=ALIKE, limit=None)
    return [place for name, _, place in close if abs(len(written) - len(name)) <= FURTHEST]


def _most(right: str) -> int:
    return 2 if len(right) >= LONG else 1


def heard(word: str) -> str:
    """The consonants of a folded word, in a few classes, doubles once."""
    return DOUBLED.sub(r"\1", word.translate(HEARD))


@lru_cache(maxsize=30_000)
def key(given: str) -> str:
    """How a given name is heard, between its first letter and its last: those of Maria and Mario differ."""
    return given[:1] + heard(given) + given[-1:]
