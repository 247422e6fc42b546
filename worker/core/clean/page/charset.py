"""Bytes to text, whatever charset they claim: the only module that knows the charset libraries.

The order is what makes lying labels survivable: a byte order mark; the signs by which encodings of seven bits switch; strict UTF-8 (other charsets hardly ever happen to
be valid UTF-8); the label, where it reads strictly and detection has nothing much against it; detection; the label
again, with replacement characters. Bytes that come out as control characters are no text in any charset.
"""

import re
from dataclasses import dataclass

import chardet
from chardet.enums import EncodingEra
from chardet.registry import REGISTRY
from w3lib.encoding import (
    html_body_declared_encoding,
    http_content_type_encoding,
    read_bom,
    resolve_encoding,
    to_unicode,
)

from worker.core.clean.text.writing import SAMPLE, is_plausible

DETECTED = 100_000  # bytes that detection looks at, of those lines between tags that aren't ASCII
ENOUGH = 4  # bytes beyond ASCII in them; with fewer detection may well be wrong where a label is right
CREDIBLE = 0.75  # of the best charset's confidence; right labels had 0.76 and more of it, 97 of 100 wrong ones less (docs/decisions/0034)
# What gzip, PNG, JPEG and zip begin with, and no text in any charset: a short file may pass for UTF-16 otherwise.
NO_TEXT = (b"\x1f\x8b\x08", b"\x89PNG", b"\xff\xd8\xff", b"PK\x03\x04")
STATEFUL = frozenset(
    {"iso2022_jp", "iso2022_kr", "hz", "iso2022_jp_2", "iso2022_jp_1"}
)  # 7-bit: valid UTF-8 too
# The encodings of the WHATWG's standard, as Python names them after `resolve_encoding`, with those that browsers once read. Of Python's others some are
# code pages that no page is in, some turn harmless bytes into markup (unicode_escape), some are no charsets at all (rot13, undefined).
OF_THE_WEB = STATEFUL | {
    *("utf-8", "utf-8-sig", "utf-16", "utf-16-be", "utf-16-le", "gb18030", "big5", "big5hkscs", "cp949", "euc_kr", "euc_jp", "cp932", "shift_jis"),
    *("cp866", "koi8-r", "koi8-u", "mac-roman", "mac-cyrillic", "cp874", *(f"cp{number}" for number in range(1250, 1259))),
    *(f"iso8859-{part}" for part in (*range(1, 11), *range(13, 17))),
}  # fmt: skip
# No mainframe's code pages, and of DOS's and Apple's the few that pages were in; UTF is tried before.
LOOKED_FOR = frozenset(
    name for name in REGISTRY if resolve_encoding(name) in OF_THE_WEB and not name.startswith("utf")
) | {"euc_jis_2004"}

# What shows that bytes below 0x80 are more than ASCII: the sign that opens an encoding, pairs of bytes, the sign that closes it. No other text has all three.
_ESCAPED = {
    "iso2022_jp": (b"\x1b$", re.compile(rb"\x1b\$[@B](?:[\x21-\x7e]{2})+\x1b\([BJ]")),
    "iso2022_kr": (b"\x1b$)C", re.compile(rb"\x0e(?:[\x21-\x7e]{2}|[ \t])+\x0f")),
}
_HZ = re.compile(rb"~\{(?:[\x21-\x77][\x21-\x7e])+~\}")
HZ_LEAST = 8  # characters in such runs, all of them Chinese; format strings have tildes and brackets, too

_ENDS = re.compile(
    rb"[<>\n]"
)  # of tags and lines: none is a part of a character in any charset of several bytes
_ASCII = bytes(range(0x80))
# What stands in no word, as ł and œ come out of a neighbouring charset: poniedzia³ek, c½ur. The Catalan l·l does.
_IN_WORD = re.compile(r"(?<=[^\W\d_])[\x80-\x9f¡-¬®-¶¸-¿×÷]+(?=[^\W\d_])")


@dataclass(frozen=True)
class Decoded:
    """A text, the charset that read it, and a note for people where that wasn't the declared one."""

    text: str
    charset: str
    note: str | None = None


def decode(data: bytes, declared: str | None = None, content_type: str | None = None) -> Decoded | None:
    """The text of a page's bytes; None where no charset reads them as text.

    `declared` is a charset named beside the page, `content_type` the media type it came with; a <meta> in
    the bytes comes after both.
    """
    if data.startswith(NO_TEXT):
        return None
    label = _label(data, declared, content_type)
    found = _by_mark(data) or _by_wide(data) or _by_escapes(data) or _by_utf8(data, label)
    found = found or _by_label_or_detection(data, label) or _by_force(data, label)
    if found is None or not is_plausible(found.text):
        return None
    if label and found.note is None and resolve_encoding(found.charset) != label:
        return Decoded(found.text, found.charset, f"charset: declared {label}, read as {found.charset}")
    return found


def _label(data: bytes, declared: str | None, content_type: str | None) -> str | None:
    """The first charset that is named for the page, of those that pages are in."""
    named = resolve_encoding(declared) if declared else None
    header = http_content_type_encoding(content_type) if content_type else None
    labels = (named, header, html_body_declared_encoding(data[:4096]))
    return next((label for label in labels if label in OF_THE_WEB), None)


def _by_mark(data: bytes) -> Decoded | None:
    charset, mark = read_bom(data)
    if charset is None or mark is None:
        return None
    return Decoded(data[len(mark) :].decode(charset, "replace"), charset)


def _by_utf8(data: bytes, label: str | None) -> Decoded | None:
    if label in STATEFUL and b"\x1b" in data:
        return None
    return _strictly(data, "utf-8") or _nearly_utf8(data)


def _by_escapes(data: bytes) -> Decoded | None:
    """Encodings of seven bits, which are valid UTF-8 as well, by the signs that switch them: labelled or not, nothing else has these."""
    if not data.isascii():
        return None
    for charset, (announced, run) in _ESCAPED.items():
        if announced in data and run.search(data):
            return _strictly(data, charset) or _by_force(data, charset)
    return _by_hz(data) if b"~{" in data else None


def _by_hz(data: bytes) -> Decoded | None:
    """HZ: its runs alone are read, so that a tilde elsewhere (in an address) stays one."""
    try:
        runs = [run.decode("hz") for run in _HZ.findall(data)]
    except UnicodeError:
        return None
    said = "".join(runs)
    if len(said) < HZ_LEAST or not all(char >= "\u3000" for char in said):
        return None
    told = iter(runs)
    return Decoded(re.sub(_HZ.pattern.decode(), lambda _: next(told), data.decode("ascii")), "hz")


def _nearly_utf8(data: bytes) -> Decoded | None:
    """UTF-8 with a few broken bytes (a cut character, a pasted foreign line): sequences this regular are no accident."""
    text = data.decode("utf-8", "replace")
    broken = text.count("\ufffd")
    whole = sum(1 for char in text[:SAMPLE] if char > "\x7f" and char != "\ufffd")
    return (
        Decoded(text, "utf-8", f"charset: utf-8 with {broken} broken bytes") if broken * 10 <= whole else None
    )


def _by_wide(data: bytes) -> Decoded | None:
    """UTF-16 without a mark: in markup and Latin text every other byte is a zero."""
    sample = data[:2000]
    even, odd = sample[::2].count(0), sample[1::2].count(0)
    if max(even, odd) * 4 < len(sample) or min(even, odd) * 10 > max(even, odd):
        return None
    return _strictly(data, "utf-16-be" if even > odd else "utf-16-le")


def _by_label_or_detection(data: bytes, label: str | None) -> Decoded | None:
    said = _said(data)
    confidence = _confidence(said)
    best = next(iter(confidence), None)
    guess = Decoded(to_unicode(data, best), best, f"charset: guessed {best}") if best else None
    named = _strictly(data, label) if label else None
    if named is None or not is_plausible(named.text):
        return guess
    return guess if guess and _is_refuted(named, guess, said, confidence) else named


def _said(data: bytes) -> bytes:
    """What detection is asked about: the texts and attributes that aren't ASCII. Before them may stand any length of scripts, and a <meta> that lies."""
    stretches = [stretch for stretch in _ENDS.split(data) if not stretch.isascii()]
    return b"\n".join(stretches)[:DETECTED] or data[:DETECTED]


def _confidence(said: bytes) -> dict[str, float]:
    """The charsets that these bytes may be in as browsers read them (gb18030 for gb2312), the best first."""
    guesses = chardet.detect_all(
        said,
        ignore_threshold=True,
        encoding_era=EncodingEra.ALL,
        max_bytes=DETECTED,
        prefer_superset=False,
        include_encodings=LOOKED_FOR,
    )
    found: dict[str, float] = {}
    for guess in guesses:
        charset = resolve_encoding(guess["encoding"]) if guess["encoding"] else None
        if charset:
            found.setdefault(charset, guess["confidence"])
    return found


def _is_refuted(named: Decoded, guess: Decoded, said: bytes, confidence: dict[str, float]) -> bool:
    """Whether the bytes speak against the label: they are far likelier in another charset, or its reading breaks words which that one's doesn't."""
    if named.text == guess.text or len(said.translate(None, _ASCII)) < ENOUGH:
        return False
    if confidence.get(named.charset, 0) < CREDIBLE * confidence[guess.charset]:
        return True
    return len(_IN_WORD.findall(named.text)) > len(_IN_WORD.findall(guess.text))


def _by_force(data: bytes, label: str | None) -> Decoded | None:
    """A mostly right label over some broken bytes: each becomes U+FFFD."""
    charset = label or "utf-8"
    text = to_unicode(data, charset)
    if text.count("\ufffd") * 20 > len(text):
        return None
    return Decoded(text, charset, f"charset: {charset} with broken bytes")


def _strictly(data: bytes, charset: str) -> Decoded | None:
    try:
        return Decoded(data.decode(charset), charset)
    except (UnicodeError, LookupError):
        return None
