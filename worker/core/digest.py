"""Ids that come from content. Every scheme here is fixed within v1 and has test vectors.

All are BLAKE2b with a 16-byte digest in hex (32 characters), told apart by BLAKE2's own `person` parameter. What is
hashed is UTF-8 text; several values are the compact JSON of their list or of their object with sorted keys, so that
no two different inputs make the same bytes.
"""

import hashlib
import json
from collections.abc import Mapping
from typing import Any


def raw_digest(data: bytes) -> str:
    """The hash of a page's raw bytes, before any rule."""
    return _hash("raw", data)


def article_id(url: str | None, given_id: str | None, raw: str) -> str:
    """The id of the article at a normalised URL; without one, of the input's id; without one, of its raw digest."""
    kind, value = ("url", url) if url else ("id", given_id) if given_id else ("raw", raw)
    return _hash("article", _canonical([kind, value]))


def content_hash(fields: Mapping[str, Any]) -> str:
    """The hash of every field taken from the page, by name."""
    return _hash("content", _canonical(fields))


def text_hash(title: str | None, text: str) -> str:
    """The hash of title and text as they stand: equal means that the page hasn't changed."""
    return _hash("text", _canonical([title, text]))


def ce_id(article: str, content: str, event_time: str | None, versions: Mapping[str, str]) -> str:
    """The id of an event: its article, content, event time, and the versions of all that shaped it."""
    return _hash("event", _canonical([article, content, event_time, dict(versions)]))


def copy_digest(normalised: str) -> str:
    """The hash of a text in the normal form of `worker.core.copies.fingerprint`: equal under another URL means a copy."""
    return _hash("copy", normalised.encode("utf-8", "replace"))


def _hash(person: str, data: bytes) -> str:
    return hashlib.blake2b(data, digest_size=16, person=f"dateline.{person}".encode()).hexdigest()


def _canonical(value: Any) -> bytes:
    text = json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return text.encode("utf-8", "replace")
