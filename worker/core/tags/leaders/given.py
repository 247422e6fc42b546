"""Given names beside a surname: whose they are, inflected or not."""

from worker.core.tags.leaders.phonetic import PARTICLES
from worker.core.tags.text.reading import Reading


def words_before(reading: Reading, start: int, end: int) -> list[tuple[int, str]]:
    """The words before a surname, nearest first, with where each starts; folded, titles and small words included."""
    folded, found = reading.folded, []
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
