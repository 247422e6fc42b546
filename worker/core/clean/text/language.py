"""The language of a text: the only module that knows the detector.

py3langid was chosen by measurement (docs/decisions/0011): no error on 240 passages in 24 languages, 791 long English pages
and 417 Slavic articles, 0.7 ms a text. It is deterministic: a fixed model, no sampling.
"""

from collections import Counter
from collections.abc import Mapping
from functools import cache, lru_cache
from typing import Any

from py3langid.langid import _load_identifier

from worker.core.languages import kin

SAMPLE = 1000  # characters; more changes nothing on the corpora, and costs
LETTERS = 40  # a text with fewer letters of an alphabet tells too little; 12 suffice where each is a syllable or word
DENSE_LETTERS = 12
SURE = 0.9  # of the detector's probability: below it are lists of names and figures
CANDIDATES = 5  # whose probabilities are added where they are forms of one written language
FOLDED = {"nb": "no", "nn": "no", "wuu": "zh", "yue": "zh", "lzh": "zh", "iw": "he", "in": "id"}


def detect(text: str, hint: str | None = None) -> str | None:
    """The ISO 639-1 code (639-3 where there is none) of a text, from the text alone; None where it can't tell.

    Where it is sure only that the text is of one of a few kindred languages, it is the one of them that the page declares (`hint`), else the likeliest.
    """
    told = _told(_sample(text))
    best = max(told, key=lambda label: told[label], default="")
    if told.get(best, 0.0) >= SURE:
        return best
    close = kin(best)
    if sum(told.get(label, 0.0) for label in close) < SURE:
        return None
    return hint if hint in close else best


@lru_cache(
    maxsize=16
)  # a page is asked about before the rules and after; often they leave this part as it was
def _told(sample: str) -> Mapping[str, float]:
    """The likeliest languages of a sample with their probabilities; none where it has too few letters to tell."""
    letters = sum(map(str.isalpha, sample))
    dense = sum(1 for char in sample if char >= "\u2e80")
    if letters < LETTERS and dense < DENSE_LETTERS:
        return {}
    told: Counter[str] = Counter()
    for label, probability in _identifier().rank(sample)[:CANDIDATES]:
        told[FOLDED.get(label, label)] += probability
    return told


def declared(value: str | None) -> str | None:
    """The primary language of a declared tag (`en-GB`, `pt_BR`), in `detect`'s codes; None where it isn't one."""
    primary = (value or "").strip().lower().replace("_", "-").split("-")[0]
    if not (2 <= len(primary) <= 3 and primary.isascii() and primary.isalpha()):
        return None
    return FOLDED.get(primary, primary)


@cache
def known() -> frozenset[str]:
    """The codes that `detect` can tell, and those that stand for several of them."""
    told = frozenset(map(str, _identifier().nb_classes))
    return (
        told
        | frozenset(FOLDED.get(code, code) for code in told)
        | {code for one in told for code in kin(one)}
    )


def _sample(text: str) -> str:
    """The middle of the opening: first lines are where bylines, places and photo credits stand."""
    if len(text) <= SAMPLE:
        return text
    start = min(200, len(text) - SAMPLE)
    return text[start : start + SAMPLE]


@cache
def _identifier() -> Any:
    return _load_identifier(norm_probs=True)
