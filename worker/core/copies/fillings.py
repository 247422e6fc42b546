"""Which names fill which sentences of a text: the same sentences with their names in other places tell another story."""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence

import msgspec

from worker.core.copies.names import WORD
from worker.core.copies.shingles import token_hash

KEPT = 6  # sentences of a text: those that have most of what its title names
LOOKED_AT = 200  # sentences, from the start
PLAIN = 3  # words beside the names, without which a sentence is the same as many (NN said)
FRAME_BITS, NAMES_BITS = 16, 8
_LIST = re.compile(r"[\s,،、]*")


class Filling(msgspec.Struct, frozen=True):
    """What counts as a name in a text and what of its title, folded words; and the words for *and* in its language."""

    is_name: Callable[[str], bool]
    in_title: Callable[[str], bool]
    links: frozenset[str]


class _Filled(msgspec.Struct, frozen=True):
    """A sentence without its names, and the names in their order."""

    frame: int
    names: int
    told: int  # of the title's names

    @property
    def value(self) -> int:
        return self.frame << NAMES_BITS | self.names


def fillings(sentences: Iterable[str], names: Filling) -> tuple[int, ...]:
    """The sentences of a text that tell of two names, or of the title's: each as its frame and its names, ascending.

    A frame that comes again in the text says nothing, and is left out.
    """
    found = [filled for filled in (_filled(sentence, names) for sentence in sentences) if filled]
    times = Counter(filled.frame for filled in found)
    once = [filled for filled in found if times[filled.frame] == 1]
    kept = sorted(once, key=lambda filled: (-filled.told, filled.frame))[:KEPT]
    return tuple(sorted(filled.value for filled in kept))


def refilled(ours: Sequence[int], theirs: Sequence[int]) -> int:
    """How many sentences are the same in both texts but for their names, or the order of these."""
    known = {value >> NAMES_BITS: value for value in theirs}
    return sum(known.get(value >> NAMES_BITS, value) != value for value in ours)


def _filled(sentence: str, names: Filling) -> _Filled | None:
    words = list(WORD.finditer(sentence))
    named = [at for at in words if names.is_name(at[0].casefold())]
    told = len({word for at in named if names.in_title(word := at[0].casefold())})
    if len(words) - len(named) < PLAIN or not (told or len(named) > 1):
        return None
    where = {at.start() for at in named}
    frame = " ".join("_" if at.start() in where else at[0].casefold() for at in words)
    order = "|".join(" ".join(sorted(group)) for group in _groups(sentence, words, where, names.links))
    return _Filled(token_hash(frame, FRAME_BITS // 8), token_hash(order, NAMES_BITS // 8), told)


def _groups(
    sentence: str, words: Sequence["re.Match[str]"], where: set[int], links: frozenset[str]
) -> Iterator[list[str]]:
    """The names that stand together, in one name or one list: in what order a list has them says nothing."""
    group, end = list[str](), 0
    for at in words:
        word = at[0].casefold()
        if at.start() in where:
            if group and not _LIST.fullmatch(sentence, end, at.start()):
                yield group
                group = []
            group.append(word)
        elif not (group and word in links):
            if group:
                yield group
            group = []
        end = at.end()
    if group:
        yield group
