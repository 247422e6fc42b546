"""The sketch of an article as a value and as bytes: all that comparing and keeping it needs."""

from base64 import urlsafe_b64decode, urlsafe_b64encode
from struct import pack, unpack

import msgspec

from worker.core import codec

KEYS = 6  # that a held sketch is found by; a new one asks for more
VALUE_BITS, KEY_BITS = 16, 40
LEAST_WORDS, LEAST_SHINGLES = 20, 12  # of a text that can be a near copy
FORMAT = 1


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


def to_hold(one: Sketch) -> Sketch:
    """What is kept of a sketch once its article is published."""
    return msgspec.structs.replace(one, keys=one.keys[:KEYS], spans=())


def without_keys(one: Sketch) -> Sketch:
    """A held sketch where something else knows its keys."""
    return msgspec.structs.replace(one, keys=())


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


# Where the bytes of a sketch tell its language: start and length, counted from 1 as SQL does.
LANG_AT = (3, 4)


def lang_of(start: bytes) -> str:
    """The language in the bytes at `LANG_AT`: a MessagePack string of at most three letters."""
    return start[1 : 1 + (start[0] & 0x1F)].decode("ascii")


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
