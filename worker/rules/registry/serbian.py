"""Serbian names in Cyrillic and in Latin letters: letter for letter, as the language itself does it."""

from collections.abc import Iterable, Iterator

import msgspec

from worker.core.tags.lexicon.nouns import Person

COUNTRIES = frozenset(("RS", "ME", "BA", "YU"))
PAIRS = {"lj": "љ", "nj": "њ", "dž": "џ"}
LATIN = "abvgdđežzijklmnoprstćufhcčš"
LETTERS = dict(zip(LATIN, "абвгдђежзијклмнопрстћуфхцчш", strict=True))
IN_LATIN = {letter: latin for latin, letter in (LETTERS | PAIRS).items()}
TELLING = frozenset("čćžšđ")  # a name with one of these is spelled as in Serbian: Vučić, not Vucic


def over(persons: Iterable[Person]) -> list[Person]:
    """The persons; those of the countries that write Serbian with their names in Cyrillic, too."""
    return [_with(person) if person.offices[0].country in COUNTRIES else person for person in persons]


def _with(person: Person) -> Person:
    names = [*person.names, *_cyrillic((person.name, *person.names))]
    short = [*person.short, *_cyrillic(person.short)]
    return msgspec.structs.replace(
        person, names=tuple(dict.fromkeys(names)), short=tuple(dict.fromkeys(short))
    )


def _cyrillic(names: Iterable[str]) -> Iterator[str]:
    for name in names:
        if TELLING & set(name.lower()) and (written := cyrillic(name)):
            yield written


def cyrillic(name: str) -> str | None:
    """The name letter for letter; None where a letter is none of the alphabet's."""
    low = name.lower()
    for pair, letter in PAIRS.items():
        low = low.replace(pair, letter)
    known = {*LETTERS, *PAIRS.values(), " ", "-"}
    if not set(low) <= known:
        return None
    return "".join(LETTERS.get(letter, letter) for letter in low).title()


def latin(name: str) -> str:
    """A name in Cyrillic letter for letter: Џо Бајден, Džo Bajden."""
    return "".join(_latin(letter) for letter in name)


def _latin(letter: str) -> str:
    written = IN_LATIN.get(letter.lower(), letter)
    return written.capitalize() if letter.isupper() else written
