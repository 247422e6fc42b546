"""Keys and values of the index in few bytes. Only ever read by the release that wrote them: the log holds the plain ones.

A key is kept as a hash: nothing reads keys back. A value's hashes (32 hex digits, perhaps with a language before them)
become bytes, its field names one byte.
"""

import re
from hashlib import blake2b
from typing import Any

from worker.core import codec

KEY_BYTES = 12
# Names of fields that records have; only ever appended to, or `INDEX_FORMAT` counts on.
FIELDS = (
    "action kind offset origin text standing copy_of copy_kind retracted likeness how jaccard of_new of_held differs "
    "passages predecessor route text_hash content_hash turned newest whole"
).split()
_NUMBERS = {field: number for number, field in enumerate(FIELDS)}
_TEXT, _ROUTE = _NUMBERS["text"], _NUMBERS["route"]
_HASH = re.compile(r"(?:([a-z]{2,3}):)?([0-9a-f]{32})")


def key_of(key: str) -> bytes:
    """The key of a row."""
    return blake2b(key.encode("utf-8", "replace"), digest_size=KEY_BYTES).digest()


def to_row(value: Any) -> bytes:
    """A JSON value, compact."""
    return codec.pack(_small(value))


def from_row(data: bytes) -> Any:
    """The JSON value of `to_row`."""
    return _whole(codec.unpack(data, Any))


def spoken(data: bytes) -> str | None:
    """The language that an article's row tells: of the last page on its route, or of the text that it publishes."""
    value = codec.unpack(data, dict[int | str, Any])
    if route := value.get(_ROUTE):
        return str(route[-1])
    return released(value.get(_TEXT) or "").rpartition(":")[0] or None


def squeezed(text: str) -> str | bytes:
    """A hash as bytes, other text as it stands."""
    found = _HASH.fullmatch(text)
    return bytes.fromhex(found[2]) + (found[1] or "").encode() if found else text


def released(squeezed_text: str | bytes) -> str:
    """The text of `squeezed`."""
    if isinstance(squeezed_text, str):
        return squeezed_text
    prefix = squeezed_text[16:].decode()
    return (f"{prefix}:" if prefix else "") + squeezed_text[:16].hex()


def _small(value: Any) -> Any:
    if isinstance(value, dict):
        return {_NUMBERS.get(name, name): _small(item) for name, item in value.items()}
    if isinstance(value, list | tuple):
        return [_small(item) for item in value]
    return squeezed(value) if isinstance(value, str) else value


def _whole(value: Any) -> Any:
    if isinstance(value, dict):
        return {FIELDS[name] if isinstance(name, int) else name: _whole(item) for name, item in value.items()}
    if isinstance(value, list):
        return [_whole(item) for item in value]
    return released(value) if isinstance(value, bytes) else value
