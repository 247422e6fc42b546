"""Latvian and Lithuanian names in their cases, the given name and the surname each in its own: Egila Levita, Gitano Nausėdos."""

import re
from collections.abc import Iterable, Iterator, Mapping

import msgspec

from worker.core.tags.lexicon.nouns import Person

# By country, how a name ends in the first case and in four others: genitive, dative, accusative, instrumental. The longest ending counts.
# What else changes in a word (Krišjānis, Krišjāņa) are marks, which names are read without.
CASES = {
    "LV": {
        "is": ("a", "im", "i", "i"), "s": ("a", "am", "u", "u"), "š": ("a", "am", "u", "u"), "us": ("us", "um", "u", "u"),
        "a": ("as", "ai", "u", "u"), "e": ("es", "ei", "i", "i"),
    },
    "LT": {
        "ius": ("iaus", "iui", "ių", "iumi"), "us": ("aus", "ui", "ų", "umi"), "as": ("o", "ui", "ą", "u"), "is": ("io", "iui", "į", "iu"),
        "ys": ("io", "iui", "į", "iu"), "a": ("os", "ai", "ą", "a"), "ė": ("ės", "ei", "ę", "e"), "ia": ("ios", "iai", "ią", "ia"),
    },
}  # fmt: skip
OTHER_CASES = 4
HEADS = 2  # the fame of heads
NATIVE = re.compile(
    r"[A-ZĀČĒĢĪĶĻŅŠŪŽĄĘĖĮŲ][a-zāčēģīķļņšūžąęėįų]+(?:[ -][A-ZĀČĒĢĪĶĻŅŠŪŽĄĘĖĮŲ][a-zāčēģīķļņšūžąęėįų]+)+"
)


def over(persons: Iterable[Person]) -> list[Person]:
    """The persons; those of the two countries with their names in the other cases, too, and heads with their surnames: Kubiliaus vyriausybė."""
    return [_with(person) if person.offices[0].country in CASES else person for person in persons]


def _with(person: Person) -> Person:
    others = tuple(cases(person.name, person.offices[0].country))
    names, short = dict.fromkeys((*person.names, *others)), dict.fromkeys(person.short)
    if person.fame >= HEADS and person.name.rpartition(" ")[2] in short:
        short |= dict.fromkeys(other.rpartition(" ")[2] for other in others)
    return msgspec.structs.replace(person, names=tuple(names), short=tuple(short))


def cases(name: str, country: str) -> Iterator[str]:
    """A whole name in its other cases; nothing for one that isn't written so."""
    if NATIVE.fullmatch(name):
        words = [_bent(word, CASES[country]) for word in name.split(" ")]
        yield from (" ".join(forms) for forms in zip(*words, strict=True))


def _bent(word: str, endings: Mapping[str, tuple[str, ...]]) -> tuple[str, ...]:
    """The four other cases of a word; a foreign one stays as it is."""
    ending = max((one for one in endings if word.endswith(one)), key=len, default=None)
    if ending is None:
        return (word,) * OTHER_CASES
    stem = word.removesuffix(ending)
    return tuple(stem + other for other in endings[ending])
