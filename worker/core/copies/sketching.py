"""The sketch of an article: enough to tell how much of its text another shares, in some 270 bytes.

Of the text's distinct shingles the smallest hashes are kept (a bottom-k, or KMV, sample) with the number of all. Below
the lesser of two sketches' greatest hashes both know every shingle there is, so the share of one in the other can be
counted there, either way. Beside it stand fingerprints of what makes a template another story: numbers and names.
"""

import re
from collections.abc import Iterable

from worker.core.copies.agencies import Agencies
from worker.core.copies.compare import joined
from worker.core.copies.shingles import shingles, token_hash
from worker.core.copies.sketch import KEY_BITS, MARK_BITS, MARKS, VALUE_BITS, Marks, Sketch
from worker.core.model import Article

SAMPLE = 80  # shingles kept of a text
ASKED = 24  # of them that a new article asks the index for
HASH_BITS = 64
_DIGESTS = (1 << 16) - 1  # that tell one set of words from another

_NUMBER = re.compile(r"\d+(?:[.,:'\u066b\u066c]\d+)*")
_SEPARATORS = re.compile(r"[.,:'\u066b\u066c]")
_WORD = re.compile(r"[^\W\d_]+(?:['’.-][^\W\d_]+)*")


def sketch(
    text: str,
    *,
    copy_hash: str,
    lang: str,
    title: str | None = None,
    site: str | None = None,
    agencies: Iterable[str] = (),
) -> Sketch:
    """The sketch of an article. `copy_hash` is `fingerprint.copy_hash(text)`, `agencies` the ids of those it credits."""
    found, count = shingles(text, SAMPLE)
    zeros = HASH_BITS - found.hashes[-1].bit_length() if count > SAMPLE else 0
    return Sketch(
        lang=lang,
        words=found.words,
        shingles=count,
        sample=tuple(value >> (HASH_BITS - VALUE_BITS - zeros) for value in found.hashes),
        zeros=zeros,
        keys=_keys(found.hashes, lang),
        text=int(copy_hash[:16], 16),
        title=_hashed(" ".join(_WORD.findall(title or "")), 4),
        opening=found.opening >> (HASH_BITS - VALUE_BITS),
        ending=found.ending >> (HASH_BITS - VALUE_BITS),
        numbers=marks(numbers(text)),
        names=marks(names(text)),
        site=_hashed(site or "", 4),
        agencies=tuple(sorted({_hashed(agency, 2) for agency in agencies})),
        spans=found.spans,
    )


def sketch_of(article: Article, lang: str, agencies: Agencies) -> Sketch:
    """The sketch of an article; `lang` is dedupe's key."""
    return sketch(
        article.text,
        copy_hash=article.copy_hash,
        lang=lang,
        title=article.title,
        site=article.site,
        agencies=agencies.credited(article.text, article.authors, article.site),
    )


def lacking(text: str, other: str) -> tuple[tuple[int, int], ...]:
    """The passages of a text whose shingles the other lacks, all of them; in code points."""
    ours, theirs = (shingles(one, len(one))[0] for one in (text, other))
    known = set(theirs.hashes)
    return joined(span for value, span in zip(ours.hashes, ours.spans, strict=True) if value not in known)


def _keys(hashes: tuple[int, ...], lang: str) -> tuple[int, ...]:
    """What the smallest shingles are found under: apart by language, so that one's texts aren't another's candidates."""
    own = token_hash(lang, KEY_BITS // 8)
    return tuple((value >> (HASH_BITS - KEY_BITS)) ^ own for value in hashes[:ASKED])


def numbers(text: str) -> set[str]:
    """The numbers in a text, without the separators in them."""
    return {_SEPARATORS.sub("", number) for number in _NUMBER.findall(text)}


def names(text: str) -> set[str]:
    """The words that a text only ever writes with a capital; none where it writes everything so."""
    words = _WORD.findall(text)
    capitals = [word for word in words if word[0].isupper()]
    if 2 * len(capitals) > len(words):
        return set()
    small = {word for word in words if word[0].islower()}
    return {word.casefold() for word in capitals if word.lower() not in small}


def marks(words: Iterable[str]) -> Marks:
    """A set of words as marks."""
    known = {token_hash(word): token_hash(word, 2) >> (VALUE_BITS - MARK_BITS) for word in words}
    digest = sum(known) % _DIGESTS + 1 if known else 0
    return Marks(len(known), digest, tuple(sorted({*known.values()})[:MARKS]))


def _hashed(word: str, size: int) -> int:
    return token_hash(word, size) if word else 0
