"""Which names fill which sentences of a text: the same sentences with their names in other places tell another story."""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from hashlib import blake2b

import msgspec

from worker.core.copies.names import WORD

KEPT = 4  # sentences of a text: those that have most of what its title names
LOOKED_AT, LONGEST = 40, 1_000  # sentences, from the start, and characters of one
PLAIN = 3  # words beside the names, without which a sentence is the same as many (NN said)
# What is kept of a sentence: hashes of what stands around its names, of how long each of these is, of all their words, and of their order.
FRAME_BITS, SHAPE_BITS, WORDS_BITS, ORDER_BITS = 14, 3, 8, 7
HASH_BITS = 64
_LIST = re.compile(r"[\s,،、]*")
# Small words within names: what stands around a name is the same with them or without.
_WITHIN = frozenset("al bin da das de dei del della den der di do dos du el la las los of van von zu".split())


class Filling(msgspec.Struct, frozen=True):
    """What counts as a name in a text and what of its title, folded words; and the words for *and* in its language."""

    is_name: Callable[[str], bool]
    in_title: Callable[[str], bool]
    links: frozenset[str]
    in_order: bool = (
        False  # whether what stands together is no list, but in an order that tells: who did what to whom
    )


class Refilled(msgspec.Struct, frozen=True):
    """How many sentences are the same in two texts but for their names."""

    places: int = 0  # the same names in another order
    names: int = 0  # other names, each as long


class _Filled(msgspec.Struct, frozen=True):
    """A sentence as it is kept, and how many of the title's names it tells."""

    value: int
    told: int

    @property
    def frame(self) -> int:
        return _frame(self.value)


def fillings(sentences: Iterable[str], names: Filling) -> tuple[int, ...]:
    """The sentences of a text that tell of two names, or of the title's, ascending.

    What stands around the names of two sentences alike says nothing, and both are left out.
    """
    short = (sentence for sentence in sentences if len(sentence) <= LONGEST)
    found = [filled for filled in (_filled(sentence, names) for sentence in short) if filled]
    times = Counter(filled.frame for filled in found)
    once = [filled for filled in found if times[filled.frame] == 1]
    kept = sorted(once, key=lambda filled: (-filled.told, filled.frame))[:KEPT]
    return tuple(sorted(filled.value for filled in kept))


def refilled(ours: Sequence[int], theirs: Sequence[int]) -> Refilled:
    """What two texts have in common but for the names."""
    known = {_frame(value): value for value in theirs}
    pairs = [(one, known.get(_frame(one), one)) for one in ours]
    unlike = [_parts(one ^ other) for one, other in pairs if one != other]
    return Refilled(
        sum(not words and order > 0 for _, words, order in unlike),
        sum(words > 0 and not shape for shape, words, _ in unlike),
    )


def _frame(value: int) -> int:
    """The hash of what stands around the names."""
    return value >> (SHAPE_BITS + WORDS_BITS + ORDER_BITS)


def _parts(value: int) -> tuple[int, int, int]:
    """The hashes of shape, words and order in a value."""
    order, rest = value & ((1 << ORDER_BITS) - 1), value >> ORDER_BITS
    return (rest >> WORDS_BITS) & ((1 << SHAPE_BITS) - 1), rest & ((1 << WORDS_BITS) - 1), order


def _filled(sentence: str, names: Filling) -> _Filled | None:
    words = [(at.start(), at.end(), at[0].casefold()) for at in WORD.finditer(sentence)]
    named = [word for _, _, word in words if names.is_name(word)]
    told = len({word for word in named if names.in_title(word)})
    if len(words) - len(named) < PLAIN or not (told or len(named) > 1):
        return None
    frame, filled = _parted(sentence, words, names)
    value = 0
    for bits, text in (
        (FRAME_BITS, " ".join(frame)),
        (SHAPE_BITS, " ".join(str(len(some)) for some in filled)),
        (WORDS_BITS, " ".join(sorted(named))),
        (ORDER_BITS, "|".join(" ".join(some if names.in_order else sorted(some)) for some in filled)),
    ):
        value = value << bits | _hash(text) >> (HASH_BITS - bits)
    return _Filled(value, told)


def _parted(
    sentence: str, words: Sequence[tuple[int, int, str]], names: Filling
) -> tuple[list[str], list[list[str]]]:
    """What stands around the names of a sentence, and the names that stand together, in one name or one list.

    In what order a list has them says nothing.
    """
    frame, groups = list[str](), list[list[str]]()
    within, end = list[str](), 0  # small words behind a name, that may lead to the next
    is_open = False
    for start, stop, word in words:
        if names.is_name(word):
            if not (is_open and _LIST.fullmatch(sentence, end, start)):
                frame += (*within, "_")
                groups.append([])
            groups[-1].append(word)
            within, is_open = [], True
        elif is_open and len(within) < 2 and (word in _WITHIN or word in names.links):
            within.append(word)
        else:
            frame += (*within, word)
            within, is_open = [], False
        end = stop
    return [*frame, *within], groups


def _hash(text: str) -> int:
    return int.from_bytes(
        blake2b(text.encode("utf-8", "replace"), digest_size=HASH_BITS // 8).digest(), "big"
    )
