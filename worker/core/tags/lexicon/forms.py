"""All forms of the gazetteer and the registry in one automaton, and by its number what each may stand for."""

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from worker.core.tags.lexicon import bent
from worker.core.tags.lexicon.matcher import Matcher
from worker.core.tags.lexicon.nouns import Entry, Person
from worker.core.tags.lexicon.titles import Titles
from worker.core.tags.text import surface
from worker.core.tags.text.folding import bare, fold, fold_all

SHORT = 4  # letters of a short name below which it must be a whole word
# Whose letters agencies without them write as two: Stoere, Loefven.
SPELLING_OUT = frozenset("AT CH DE DK IS LI NO SE".split())
SPELT_OUT = str.maketrans(
    {
        "ä": "ae",
        "ö": "oe",
        "ü": "ue",
        "ø": "oe",
        "å": "aa",
        "Ä": "Ae",
        "Ö": "Oe",
        "Ü": "Ue",
        "Ø": "Oe",
        "Å": "Aa",
    }
)
Bearing = Mapping[int, tuple[int, ...]]  # by a form's number whose it is
Offices = dict[int, list[tuple[str, str]]]  # words of office: language and kind


class Forms(NamedTuple):
    """By a form's number which of the entries it is, in `places`; which of the persons', in full, short, as a stem; which word of office."""

    matcher: Matcher
    offices: Offices
    small: set[int]  # names that begin with a small letter
    places: Bearing
    full: Bearing
    short: Bearing
    bent: Bearing


class Filling:
    """The tables while they are filled, one after the other: places, persons, titles."""

    def __init__(self, prefixes: dict[str, frozenset[str]]) -> None:
        self.matcher = Matcher(prefixes)
        # Tuples, most of one, and that of one person alone is the same everywhere: lists were 10 MB.
        self.places: dict[int, tuple[int, ...]] = {}
        self.offices: Offices = {}
        self.full: dict[int, tuple[int, ...]] = {}
        self.short: dict[int, tuple[int, ...]] = {}
        self.bent: dict[int, tuple[int, ...]] = {}
        self.small: set[int] = set()

    def forms(self) -> Forms:
        """The tables as far as they are filled."""
        return Forms(self.matcher, self.offices, self.small, self.places, self.full, self.short, self.bent)

    def add_places(self, entries: Sequence[Entry], parts: frozenset[str], firsts: set[str]) -> None:
        """Add the entries, and take from `firsts` the words of their forms; `parts` are first parts of compounds, no names alone."""
        folds = fold_all(entry.form for entry in entries)
        for place, (entry, folded) in enumerate(zip(entries, map(str.strip, folds), strict=True)):
            number = self.matcher.add(folded, whole=not entry.stem)
            self.places[number] = (*self.places.get(number, ()), place)
            if folded not in parts:
                if " " in folded:
                    firsts.difference_update(folded.split())
                else:  # most
                    firsts.discard(folded)

    def add_persons(self, persons: Sequence[Person], given: dict[str, tuple[str, ...]]) -> None:
        """Add all names of persons, but those that are `given` names alone (by language)."""
        usual = frozenset(map(str.strip, fold_all(name for names in given.values() for name in names)))
        slavic = frozenset(bare(name) for lang in bent.LANGS for name in given.get(lang, ()))
        names = fold_all(name for person in persons for name in (person.name, *person.names, *person.short))
        folds = map(str.strip, names)
        for number, person in enumerate(persons):
            who = (number,)
            self._add_full(who, person, folds, usual)
            self._add_short(who, person, folds, slavic)
            if person.offices[0].country in SPELLING_OUT:
                self._add_spelt_out(who, person)

    def add_titles(self, titles: Titles) -> None:
        """Add the words of office."""
        for word, lang, kind, whole in titles.forms():
            number = self.matcher.add(fold(word).strip(), whole=whole)
            self.offices.setdefault(number, []).append((lang, kind))

    def _add_full(self, who: tuple[int], person: Person, folds: Iterator[str], usual: frozenset[str]) -> None:
        """`folds` are the names of all persons, folded, in order."""
        for name, folded in zip((person.name, *person.names), folds):  # noqa: B905 (the rest is the next one's)
            # `da Costa` is a surname, whatever else a source lists it as; and `Henri` many a man's given name.
            if (surface.capital(name, 0) or name not in person.short) and folded not in usual:
                self._put(self.full, name, folded, who)

    def _add_short(
        self, who: tuple[int], person: Person, folds: Iterator[str], slavic: frozenset[str]
    ) -> None:
        country = person.offices[0].country
        bends = person.fame > 1 or (person.fame and country in bent.AT_HOME)
        for name, folded in zip(person.short, folds):  # noqa: B905
            self._put(self.short, name, folded, who)
            if bends and (stem := bent.stem(folded, country)) and stem not in slavic:
                self._put(self.bent, name, stem, who)

    def _add_spelt_out(self, who: tuple[int], person: Person) -> None:
        for table, names in ((self.full, (person.name, *person.names)), (self.short, person.short)):
            for name in names:
                if (spelt := name.translate(SPELT_OUT)) != name:
                    self._put(table, spelt, bare(spelt), who)

    def _put(self, table: dict[int, tuple[int, ...]], form: str, folded: str, who: tuple[int]) -> None:
        # A short name of two or three letters opens too many words to be looked at in each.
        whole = table is self.short and len(form) < SHORT
        number = self.matcher.add(folded, whole=whole)
        if not surface.capital(form, 0):
            self.small.add(number)
        persons = table.get(number)
        if persons is None:
            table[number] = who
        elif who[0] not in persons:
            table[number] = persons + who
