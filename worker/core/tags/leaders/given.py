"""Given names beside a surname: whose they are, inflected or not."""

import re

from worker.core.tags.leaders.phonetic import PARTICLES
from worker.core.tags.text.reading import Reading

# Up to three words right before a surname, read backwards from it: forwards, every letter would be tried as their start.
WORDS_BACK = re.compile(r"(?:[ -]+[\w'’.-]*[^\W\d_]){1,3}")
FURTHEST = 40  # code points before a surname in which its given names stand


def words_before(reading: Reading, end: int) -> list[tuple[int, str]]:
    """The words that may be given names right before a surname, nearest first, with where each starts; folded, titles and small words included."""
    if reading.text[end - 1 : end] not in (" ", "-"):
        return []
    back = WORDS_BACK.match(reading.text[max(0, end - FURTHEST) : end][::-1])
    if back is None:
        return []
    folded, found, start = reading.folded, [], end - back.end()
    for word in reversed(folded[start:end].split()):
        end = folded.rindex(word, start, end)  # nothing but spaces stands behind it
        found.append((end, word))
    return found


def first_given(words: list[tuple[int, str]], names: frozenset[str], *, bends: bool) -> int | None:
    """Where the person's name starts, going back over given names, initials and particles of it; None without a given name."""
    opened = None
    for start, word in words:
        if word in names or (bends and any(alike(word, name) for name in names)):
            opened = start if len(word) > 1 and word not in PARTICLES else opened
        elif len(word) > 1 and word not in PARTICLES:
            break
    return opened


def alike(word: str, name: str) -> bool:
    """A given name and a form of it: equal, an initial, or the same but for an ending."""
    word = word.strip(".")
    if word == name:
        return True
    common = min(len(word), len(name)) - 1
    return common > 2 and abs(len(word) - len(name)) <= 3 and word[:common] == name[:common]
