"""Names in Greek letters in their other cases (Γιάνης Βαρουφάκης: Γιάνη Βαρουφάκη; Κυριάκος: Κυριάκου, Κυριάκο), and their surnames."""

import re
from collections.abc import Iterable, Iterator

import msgspec

from worker.core.tags.lexicon.nouns import Person

WHOLE = re.compile(r"[\u0370-\u03ff\u1f00-\u1fff]{2,}(?: [\u0370-\u03ff\u1f00-\u1fff]{2,})+")
GENITIVE = re.compile(r"(?:ος|ός)$")
SHORTEST = 4  # letters of a surname that may stand alone


def over(persons: Iterable[Person]) -> list[Person]:
    """The persons; those with a whole name in Greek letters with its other cases, and where they have a short name the surname in Greek, too."""
    return [_with(person) for person in persons]


def _with(person: Person) -> Person:
    whole = [name for name in person.names if WHOLE.fullmatch(name)]
    if not whole:
        return person
    names = dict.fromkeys((*person.names, *(case for name in whole for case in cases(name))))
    surnames = [surname for name in whole if len(surname := accusative(name.split()[-1])) >= SHORTEST]
    short = dict.fromkeys((*person.short, *surnames)) if person.short and person.fame else person.short
    return msgspec.structs.replace(person, names=tuple(names), short=tuple(short))


def cases(name: str) -> Iterator[str]:
    """A whole name in the accusative and the genitive; nothing for one without an ending."""
    words = name.split()
    for bent in (map(accusative, words), (GENITIVE.sub("ου", word) for word in words)):
        if (other := " ".join(map(accusative, bent))) != name:
            yield other


def accusative(word: str) -> str:
    """A word without the s of its first case."""
    return word.removesuffix("ς")
