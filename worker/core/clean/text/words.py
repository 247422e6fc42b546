"""How much a text says, in any script."""

import re

DENSE = re.compile(
    "[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u2e80-\uffef]"
)  # letters of scripts that write without spaces


def weight(text: str) -> int:
    """The characters of a text, those of scripts that write without spaces as three."""
    return len(text) if text.isascii() else len(text) + 2 * len(DENSE.findall(text))


def word_count(text: str) -> int:
    """Words, and half the characters of scripts that write without spaces."""
    dense = 0 if text.isascii() else len(DENSE.findall(text))
    return len(text.split()) + dense // 2
