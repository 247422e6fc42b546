"""Values that every later encoder accepts: no lone surrogates, no NULs, no numbers or depths that JSON writers refuse."""

import re
from typing import Any

DEPTH = 32  # objects and lists inside each other; JSON writers stop at 254
_BAD = re.compile("[\x00\ud800-\udfff]")
_INTEGER_LIMIT = 2**63


class Unrepresentable(Exception):
    """A value nested too deeply to be passed on; the text names where."""


def well_formed(value: Any, depth: int = DEPTH) -> Any:
    """The JSON value with NULs removed, lone surrogates as U+FFFD, and integers beyond 64 bits as floats.

    Raises `Unrepresentable` where it is nested deeper than `depth`.
    """
    match value:
        case str():
            return clean_string(value)
        case dict():
            inner = _deeper(depth)
            return {clean_string(key): well_formed(item, inner) for key, item in value.items()}
        case list():
            inner = _deeper(depth)
            return [well_formed(item, inner) for item in value]
        case int() if abs(value) >= _INTEGER_LIMIT:
            return _as_float(value)
        case _:
            return value


def clean_string(text: str) -> str:
    """The text without NULs, with each lone surrogate as U+FFFD."""
    if "\x00" not in text and _has_no_surrogates(text):
        return text
    return _BAD.sub(lambda match: "" if match[0] == "\x00" else "\ufffd", text)


def _has_no_surrogates(text: str) -> bool:
    """By the encoder, which is twenty times as fast as a pattern on a page's HTML."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True


def _deeper(depth: int) -> int:
    if depth == 0:
        raise Unrepresentable(f"nested deeper than {DEPTH} levels")
    return depth - 1


def _as_float(value: int) -> float | None:
    try:
        return float(value)
    except OverflowError:
        return None
