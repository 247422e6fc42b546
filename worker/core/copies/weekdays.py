"""The days of the week that a text speaks of: what tells a notice of Tuesday's from Wednesday's."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache

import msgspec

from worker.core.languages import kin

WEEK = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
READ = 200_000  # characters of a text in which days are told: more than articles have
ANY = "*"  # at an end of a form: letters may stand before it, or behind
_START, _END = r"(?<![\w\u200c])", r"(?!\w)"  # Persian joins parts of a word without a space


class Weekdays(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A language's names for the days of the week; with texts that tell one, and texts that tell none."""

    id: str  # the language
    days: tuple[str, ...]  # seven, Monday first: each the forms of its name, small
    tells: tuple[str, ...]
    keeps: tuple[str, ...]


@dataclass(frozen=True)
class _Name:
    """A name as it may be written, the day that it names, and a pattern of the name with what may not stand around it."""

    written: str
    day: str
    whole: str

    def stands_in(self, text: str) -> bool:
        """Looked for by its letters first, which takes a tenth of the time."""
        return self.written in text and _compiled(self.whole).search(text) is not None


@dataclass(frozen=True)
class Calendar:
    """The names of all languages."""

    languages: tuple[Weekdays, ...] = ()
    _names: Mapping[str, Sequence[_Name]] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        kindred = defaultdict[str, list[_Name]](list)
        for one in self.languages:
            kindred[kin(one.id)[0]] += _of(one)
        object.__setattr__(self, "_names", kindred)

    def days(self, text: str, lang: str) -> set[str]:
        """The days that a text of this language names, of `WEEK`."""
        read = text[:READ]
        return {name.day for name in self._names.get(kin(lang)[0], ()) if name.stands_in(read)}


def _of(language: Weekdays) -> Iterator[_Name]:
    for day, forms in zip(WEEK, language.days, strict=True):
        for form in forms.split():
            before, behind = "" if form.startswith(ANY) else _START, "" if form.endswith(ANY) else _END
            yield from (_Name(name, day, f"{before}{name}{behind}") for name in _written(form))


@cache
def _compiled(pattern: str) -> "re.Pattern[str]":
    """Compiled when its name is first met: a process meets few of all languages' names."""
    return re.compile(pattern)


def _written(form: str) -> Iterable[str]:
    """A name, small, with a capital at its start or at its last word's, and in capitals."""
    name = form.strip(ANY).replace("_", " ")
    first, _, last = name.rpartition(" ")
    forms = (name, name.capitalize(), f"{first} {last.capitalize()}".strip(), name.title(), name.upper())
    return dict.fromkeys(forms)
