"""Monarchs as each language calls them: `monarchs.tsv`, put onto the persons as names: `roi Philippe`, `Károly király`."""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

import msgspec

from worker.core.errors import SettingsError
from worker.core.tags.lexicon.nouns import Person
from worker.rules.lines import rows

BEHIND = "behind"
ALONE = "!"  # before a name that stands without the word
ELSEWHERE = "*"  # every language in Latin letters without a name of its own
LATIN = frozenset("de nl sv da no fi et fr es ca pt it ro pl cs sk sl hr hu tr vi id lv lt".split())
GLUED = frozenset(("ja", "zh"))  # languages that set no space between


class Word(NamedTuple):
    """A monarch's title in one language, in its cases, and whether it follows the name."""

    forms: tuple[str, ...]
    behind: bool


def over(persons: Iterable[Person], path: Path) -> list[Person]:
    """The persons with what they are called by their title. Raises SettingsError for a wrong line, or one that is nobody's."""
    result = list(persons)
    places = {(one.offices[0].country, one.name): number for number, one in enumerate(result)}
    words: dict[tuple[str, str], Word] = {}
    for where, cells in _rows(path):
        if cells[0] == "word":
            words[cells[1], cells[2]] = Word(tuple(cells[3].split("|")), cells[4:] == [BEHIND])
            continue
        place = places.get((cells[1], cells[2]))
        if place is None:
            raise SettingsError(f"{where}, name: {cells[2]} is nobody of {cells[1]}")
        called = dict.fromkeys([*result[place].names, *_called(cells[3], cells[4], words, where)])
        result[place] = msgspec.structs.replace(result[place], names=tuple(called))
    return result


def _rows(path: Path) -> Iterator[tuple[str, list[str]]]:
    for where, cells in rows(path):
        if cells[0] not in ("word", "name") or not 4 <= len(cells) <= 5 or "" in cells:
            raise SettingsError(f"{where}: neither a word nor a name")
        yield where, cells


def _called(sex: str, cell: str, words: dict[tuple[str, str], Word], where: str) -> Iterator[str]:
    """Every word of the sex with every name of its language."""
    names = dict(part.split("=", 1) for part in cell.split(";"))
    if strange := names.keys() - {lang for lang, _ in words} - {ELSEWHERE}:
        raise SettingsError(f"{where}, names: no word for a monarch in {', '.join(sorted(strange))}")
    for (lang, of), word in words.items():
        usual = names.get(ELSEWHERE, "") if lang in LATIN else ""
        if of == sex and (listed := names.get(lang, usual)):
            space = "" if lang in GLUED else " "
            for name in listed.split("|"):
                if name.startswith(ALONE):
                    yield name.removeprefix(ALONE)
                    continue
                yield from (
                    f"{name}{space}{form}" if word.behind else f"{form}{space}{name}" for form in word.forms
                )
