"""The sketch of an article as a value and as bytes: all that comparing and keeping it needs."""

from base64 import urlsafe_b64decode, urlsafe_b64encode
from struct import pack, unpack

import msgspec

from worker.core import codec
from worker.core.copies.ascending import Ascending

KEYS = 6  # that a held sketch is found by; a new one asks for more
VALUE_BITS, KEY_BITS = 16, 40
LEAST_WORDS, LEAST_SHINGLES = 20, 12  # of a text that can be a near copy
MARKS = 64  # numbers, and names, kept of a text: all that most have
MARK_BITS = 12  # of each: one in a hundred of another text's seems to be there where it isn't
FILLING_BYTES = 4
FORMAT = 2
EARLIER = 1  # had marks of 16 bits, at most 16 of them, and another digest: read for as long as logs hold it
_NAMED, _UPDATE, _UNTOLD = 1, 2, 4  # flags
NO_NUMBERS = Ascending()


class Marks(msgspec.Struct, frozen=True, array_like=True):
    """A set of words: how many there are, what tells equal sets (0: unknown), their smallest hashes, ascending."""

    count: int = 0
    digest: int = 0
    sample: Ascending = NO_NUMBERS

    @property
    def known_up_to(self) -> int:
        """The greatest hash up to which the sample is all there is."""
        return self.sample[-1] if len(self.sample) >= MARKS else 1 << MARK_BITS

    def same_as(self, other: "Marks") -> bool:
        """Whether both are one set of words, as far as is known."""
        digests = self.digest, other.digest
        return self.count == other.count and (digests[0] == digests[1] or 0 in digests)


class Sketch(msgspec.Struct, frozen=True, kw_only=True):
    """What is known of an article when it is compared. Hashes of what it doesn't have are 0."""

    lang: str  # dedupe's key: texts of two languages are never compared
    words: int
    shingles: int  # distinct ones in the text
    sample: Ascending  # the smallest of them, ascending: of each 16 bits, after `zeros`
    zeros: int  # leading bits that are 0 in all of them
    keys: tuple[int, ...]  # the smallest few with 40 bits
    text: int  # of the text's normal form: equal means the same words
    title: int
    opening: int
    ending: int
    numbers: Marks
    names: Marks
    named: bool  # whether its script tells names by capitals
    site: int
    agencies: tuple[int, ...]  # credited
    update: bool = False  # whether it is marked as a later version of a story
    untold: bool = False  # whether the text is short, and says nothing of its title
    subject: tuple[int, ...] = ()  # what the title names, and the text too: hashes of 16 bits
    figures: tuple[int, ...] = ()  # the numbers that both have: the same
    order: int = 0  # tells how its numbers follow each other within sentences; 0: unknown
    hour: int = 0  # since the epoch, of its publication, or when it was fetched; 0: unknown
    fillings: tuple[
        int, ...
    ] = ()  # sentences without their names, with the names in their order: `fillings.fillings`
    spans: tuple[tuple[int, int], ...] = ()  # where the sample stands in the text; not of a held sketch
    terms: Ascending = NO_NUMBERS  # all words, where capitals tell no names; not of a held sketch

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
    return msgspec.structs.replace(one, keys=one.keys[:KEYS], spans=(), terms=NO_NUMBERS)


def without_keys(one: Sketch) -> Sketch:
    """A held sketch where something else knows its keys."""
    return msgspec.structs.replace(one, keys=())


class _Wire(msgspec.Struct, frozen=True, array_like=True):
    """A sketch as it is written: hashes as big-endian bytes, ascending ones by their gaps."""

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
    flags: int | None = None
    subject: bytes = b""
    terms: bytes = b""
    figures: bytes = b""
    order: int = 0
    hour: int = 0
    fillings: bytes = b""


def to_bytes(one: Sketch) -> bytes:
    """The sketch in some 250 bytes when it is held, less for a short text."""
    return codec.pack(
        _Wire(
            FORMAT,
            one.lang,
            one.words,
            one.shingles,
            one.sample.data,
            one.zeros,
            _joined(one.keys, KEY_BITS // 8),
            one.text,
            one.title,
            (one.opening, one.ending),
            (one.numbers.count, one.numbers.digest, one.numbers.sample.data),
            (one.names.count, one.names.digest, one.names.sample.data),
            one.site,
            one.agencies,
            one.spans,
            _NAMED * one.named + _UPDATE * one.update + _UNTOLD * one.untold,
            _values(one.subject),
            one.terms.data,
            _values(one.figures),
            one.order,
            one.hour,
            _joined(one.fillings, FILLING_BYTES),
        )
    )


def from_bytes(data: bytes) -> Sketch:
    """The sketch of `to_bytes`, of this release's or the earlier one's. Raises ValueError on anything else."""
    wire = codec.unpack(data, _Wire)
    if wire.format not in (FORMAT, EARLIER):
        raise ValueError(f"a sketch of format {wire.format}")
    flags = _NAMED * (wire.names[0] > 0) if wire.flags is None else wire.flags
    return Sketch(
        lang=wire.lang,
        words=wire.words,
        shingles=wire.shingles,
        sample=Ascending.of(_unvalues(wire.sample)) if wire.format == EARLIER else Ascending(wire.sample),
        zeros=wire.zeros,
        keys=_parted(wire.keys, KEY_BITS // 8),
        text=wire.text,
        title=wire.title,
        opening=wire.ends[0],
        ending=wire.ends[1],
        numbers=_marks(wire.format, *wire.numbers),
        names=_marks(wire.format, *wire.names),
        named=flags & _NAMED > 0,
        site=wire.site,
        agencies=wire.agencies,
        update=flags & _UPDATE > 0,
        untold=flags & _UNTOLD > 0,
        subject=_unvalues(wire.subject),
        figures=_unvalues(wire.figures),
        order=wire.order,
        hour=wire.hour,
        fillings=_parted(wire.fillings, FILLING_BYTES),
        spans=wire.spans,
        terms=Ascending(wire.terms),
    )


# Where the bytes of a sketch tell its language: start and length, counted from 1 as SQL does.
LANG_AT = (5, 4)


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


def _joined(values: tuple[int, ...], size: int) -> bytes:
    return b"".join(value.to_bytes(size, "big") for value in values)


def _parted(data: bytes, size: int) -> tuple[int, ...]:
    if len(data) % size:
        raise ValueError("a broken sketch")
    return tuple(int.from_bytes(data[start : start + size], "big") for start in range(0, len(data), size))


def _values(values: tuple[int, ...]) -> bytes:
    return pack(f">{len(values)}H", *values)


def _unvalues(data: bytes) -> tuple[int, ...]:
    if len(data) % 2:
        raise ValueError("a broken sketch")
    return unpack(f">{len(data) // 2}H", data)


def _marks(form: int, count: int, digest: int, data: bytes) -> Marks:
    if form == EARLIER:
        return Marks(
            count, 0, Ascending.of(sorted({value >> (VALUE_BITS - MARK_BITS) for value in _unvalues(data)}))
        )
    return Marks(count, digest, Ascending(data))
