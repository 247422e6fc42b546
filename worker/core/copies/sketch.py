"""The sketch of an article: enough to tell how much of its text another shares, in some 300 bytes.

Of the text's distinct shingles the smallest hashes are kept (a bottom-k, or KMV, sample) with the number of all. Below
the lesser of two sketches' greatest hashes both know every shingle there is, so the share of one in the other can be
counted there, either way. Beside it stand fingerprints of what makes a template another story: numbers and names.
"""

import re
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Iterable
from struct import pack, unpack

import msgspec

from worker.core import codec
from worker.core.copies.shingles import shingles, token_hash

SAMPLE = 96  # shingles kept of a text
KEYS, ASKED = 4, 24  # of them that a held sketch is found by, and that a new one asks for
MARKS = 16  # numbers, and names, kept of a text
HASH_BITS, VALUE_BITS, KEY_BITS = 64, 16, 40
LEAST_WORDS, LEAST_SHINGLES = 20, 12  # of a text that can be a near copy
FORMAT = 1

_NUMBER = re.compile(r"\d+(?:[.,:'\u066b\u066c]\d+)*")
_SEPARATORS = re.compile(r"[.,:'\u066b\u066c]")
_WORD = re.compile(r"[^\W\d_]+(?:['’.-][^\W\d_]+)*")


class Marks(msgspec.Struct, frozen=True, array_like=True):
    """A set of words by their 16-bit hashes: how many there are, what tells equal sets, the smallest."""

    count: int = 0
    digest: int = 0
    sample: tuple[int, ...] = ()


class Sketch(msgspec.Struct, frozen=True, kw_only=True):
    """What is known of an article when it is compared. Hashes of what it doesn't have are 0."""

    lang: str  # dedupe's key: texts of two languages are never compared
    words: int
    shingles: int  # distinct ones in the text
    sample: tuple[int, ...]  # the smallest of them, ascending: of each 16 bits, after `zeros`
    zeros: int  # leading bits that are 0 in all of them
    keys: tuple[int, ...]  # the smallest few with 40 bits
    text: int  # of the text's normal form: equal means the same words
    title: int
    opening: int
    ending: int
    numbers: Marks
    names: Marks
    site: int
    agencies: tuple[int, ...]  # credited
    spans: tuple[tuple[int, int], ...] = ()  # where the sample stands in the text; not of a held sketch

    @property
    def comparable(self) -> bool:
        """Whether it says enough to call something a near copy. A short text is only ever an exact one."""
        return self.words >= LEAST_WORDS and self.shingles >= LEAST_SHINGLES

    @property
    def whole(self) -> bool:
        """Whether the sample is all there is."""
        return self.shingles <= len(self.sample)


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
        keys=tuple(value >> (HASH_BITS - KEY_BITS) for value in found.hashes[:ASKED]),
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


def held(one: Sketch) -> Sketch:
    """What is kept of a sketch once its article is published."""
    return msgspec.structs.replace(one, keys=one.keys[:KEYS], spans=())


class _Wire(msgspec.Struct, frozen=True, array_like=True):
    """A sketch as it is written: hashes as big-endian bytes."""

    format: int
    lang: str
    words: int
    shingles: int
    sample: bytes
    zeros: int
    keys: bytes
    text: int
    title: int
    ends: tuple[int, int]
    numbers: tuple[int, int, bytes]
    names: tuple[int, int, bytes]
    site: int
    agencies: tuple[int, ...]
    spans: tuple[tuple[int, int], ...] = ()


def to_bytes(one: Sketch) -> bytes:
    """The sketch in some 300 bytes, less for a short text."""
    return codec.pack(
        _Wire(
            FORMAT,
            one.lang,
            one.words,
            one.shingles,
            _values(one.sample),
            one.zeros,
            b"".join(key.to_bytes(KEY_BITS // 8, "big") for key in one.keys),
            one.text,
            one.title,
            (one.opening, one.ending),
            (one.numbers.count, one.numbers.digest, _values(one.numbers.sample)),
            (one.names.count, one.names.digest, _values(one.names.sample)),
            one.site,
            one.agencies,
            one.spans,
        )
    )


def from_bytes(data: bytes) -> Sketch:
    """The sketch of `to_bytes`. Raises ValueError on anything else."""
    wire = codec.unpack(data, _Wire)
    if wire.format != FORMAT or len(wire.keys) % (KEY_BITS // 8):
        raise ValueError(f"a sketch of format {wire.format}, or a broken one")
    size = KEY_BITS // 8
    return Sketch(
        lang=wire.lang,
        words=wire.words,
        shingles=wire.shingles,
        sample=_unvalues(wire.sample),
        zeros=wire.zeros,
        keys=tuple(
            int.from_bytes(wire.keys[start : start + size], "big") for start in range(0, len(wire.keys), size)
        ),
        text=wire.text,
        title=wire.title,
        opening=wire.ends[0],
        ending=wire.ends[1],
        numbers=Marks(wire.numbers[0], wire.numbers[1], _unvalues(wire.numbers[2])),
        names=Marks(wire.names[0], wire.names[1], _unvalues(wire.names[2])),
        site=wire.site,
        agencies=wire.agencies,
        spans=wire.spans,
    )


def to_text(one: Sketch) -> str:
    """The sketch as the value of a header, or of a JSON record."""
    return urlsafe_b64encode(to_bytes(one)).rstrip(b"=").decode("ascii")


def from_text(text: str) -> Sketch:
    """The sketch of `to_text`. Raises ValueError on anything else."""
    return from_bytes(data_of(text))


def data_of(text: str) -> bytes:
    """The bytes within `to_text`. Raises ValueError where it isn't that."""
    return urlsafe_b64decode(text + "=" * (-len(text) % 4))


def _values(values: tuple[int, ...]) -> bytes:
    return pack(f">{len(values)}H", *values)


def _unvalues(data: bytes) -> tuple[int, ...]:
    if len(data) % 2:
        raise ValueError("a broken sketch")
    return unpack(f">{len(data) // 2}H", data)


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
    hashes = sorted({token_hash(word, 2) for word in words})
    digest = _hashed(",".join(map(str, hashes)), 2) if hashes else 0
    return Marks(len(hashes), digest, tuple(hashes[:MARKS]))


def _hashed(word: str, size: int) -> int:
    return token_hash(word, size) if word else 0
