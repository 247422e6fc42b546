"""Rulers and ministers of the Gulf as the press calls them: by their own name and their father's, without grandfathers and house."""

import re
from collections.abc import Iterable

import msgspec

from worker.core.tags.lexicon.nouns import Person
from worker.rules.registry.identity import PATRONYMIC

# Salman bin Hamad bin Isa Al Khalifa, سلمان بن حمد بن عيسى آل خليفة; Sabah Al-Ahmad Al-Jaber Al-Sabah, صباح الأحمد الجابر الصباح.
SON_OF = re.compile(
    r"([^\W\d_]+ (?:bin|Bin|ibn|Ibn|بن) (?!Abd |عبد )[^\W\d_]+) (?:bin|Bin|ibn|Ibn|Al|al|بن|آل)\b"
)
OF_KUWAIT = re.compile(
    r"([^\W\d_]+ (?:[Aa]l[- ]|ال)(?!Sabah|صباح)[^\W\d_]+) (?:[Aa]l[- ]|ال)[^\W\d_]+ (?:[Aa]l[- ]|ال)"
)


def over(persons: Iterable[Person]) -> list[Person]:
    """The persons; heads and great ministers of the Gulf with the names that stop at the father's."""
    return [_called(person) for person in persons]


def _called(person: Person) -> Person:
    country = person.offices[0].country
    if country not in PATRONYMIC or not person.fame:
        return person
    names = (person.name, *person.names)
    found = (pattern.match(name) for name in names for pattern in _patterns(country))
    short = dict.fromkeys(match[1] for match in found if match)
    kept = dict.fromkeys((*person.names, *(name for name in short if name != person.name)))
    return msgspec.structs.replace(person, names=tuple(kept))


def _patterns(country: str) -> tuple[re.Pattern[str], ...]:
    return (SON_OF, OF_KUWAIT) if country == "KW" else (SON_OF,)
