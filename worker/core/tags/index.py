"""All forms of the gazetteer and the registry in one automaton, and what each form stands for."""

from typing import Literal

from worker.core.tags.folding import fold
from worker.core.tags.matcher import Matcher
from worker.core.tags.nouns import ANY, Entry, Gazetteer, Person, Registry

FEW_ENDINGS = 4  # a stem with no more endings than this becomes whole forms: fewer chance hits


class Index:
    """Forms to entries and persons. Built once, read by every article."""

    def __init__(self, gazetteer: Gazetteer, registry: Registry) -> None:
        self.gazetteer = gazetteer
        self.persons: tuple[Person, ...] = registry.persons
        self.matcher = Matcher()
        self.places: dict[int, list[Entry]] = {}
        self.full: dict[int, list[int]] = {}
        self.short: dict[int, list[int]] = {}
        self.size = 0
        self.languages = frozenset(lang for entry in gazetteer.entries for lang in entry.langs) - {ANY}
        self.given: frozenset[str] = _given_names(registry, gazetteer)
        for entry in gazetteer.entries:
            self._add_place(entry)
        for number, person in enumerate(registry.persons):
            self._add_person(number, person)
        self.matcher.freeze()
        self._givens: dict[int, frozenset[str]] = {}

    def givens(self, number: int) -> frozenset[str]:
        """The given names of a person, folded: what the full names hold beside the short ones."""
        if number not in self._givens:
            person = self.persons[number]
            words = {word for name in (person.name, *person.names) for word in fold(name).split()}
            self._givens[number] = frozenset(
                words - {word for name in person.short for word in fold(name).split()}
            )
        return self._givens[number]

    def _add_place(self, entry: Entry) -> None:
        endings = self._endings(entry)
        if entry.stem and len(endings) > FEW_ENDINGS:
            self._put(self.places, entry.form, entry, whole=False)
            return
        for ending in endings if entry.stem else ("",):
            self._put(self.places, entry.form + ending, entry, whole=True)

    def _endings(self, entry: Entry) -> frozenset[str]:
        return self.gazetteer.endings.get(entry.langs[0], frozenset(("",)))

    def _add_person(self, number: int, person: Person) -> None:
        for name in dict.fromkeys((person.name, *person.names)):
            self._put(self.full, name, number, whole=False)
        for name in person.short:
            self._put(self.short, name, number, whole=False)

    def _put(
        self,
        table: dict[int, list[Entry]] | dict[int, list[int]],
        form: str,
        value: Entry | int,
        *,
        whole: bool,
    ) -> None:
        number = self.matcher.add(form, self.size, whole=whole)
        self.size = max(self.size, number + 1)
        values: list[Entry | int] = table.setdefault(number, [])  # type: ignore[assignment]
        if value not in values:
            values.append(value)

    def reads(self, lang: str | None) -> Literal["full", "partial"]:
        """Whether the gazetteer has a table of this language."""
        return "full" if lang in self.languages else "partial"


def _given_names(registry: Registry, gazetteer: Gazetteer) -> frozenset[str]:
    """First names of all leaders, folded: a place's name behind one is a surname. Never a word that is a place."""
    words = {word for entry in gazetteer.entries for word in fold(entry.form).split()}
    firsts = (fold(person.name.split()[0]).strip() for person in registry.persons if " " in person.name)
    return frozenset(name for name in firsts if len(name) > 2 and name not in words)
