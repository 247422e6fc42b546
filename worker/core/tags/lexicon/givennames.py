"""Given names: of which languages they are, and which a leader has."""

from collections import Counter, defaultdict
from collections.abc import Callable, Sequence

import msgspec

from worker.core.tags.lexicon.nouns import Gazetteer, Person, by_language
from worker.core.tags.text.folding import bare, fold, fold_all

ANYWHERE = "*"  # in place of a language
SHARED = 3  # languages that share a given name from which on it is one anywhere


class Given(msgspec.Struct, frozen=True):
    """Given names, folded, by language: all that are `listed`, and the `usual` ones that are no place's nor a word of office.

    Under `ANYWHERE` of the usual ones those that hold in any language: what several share, and leaders' first names.
    """

    listed: dict[str, frozenset[str]]
    usual: dict[str, frozenset[str]]

    @classmethod
    def of(cls, gazetteer: Gazetteer, is_place: Callable[[str], bool], firsts: set[str]) -> "Given":
        """Worked out from the gazetteer's lists and the leaders' first names (`firsts`, folded); `is_place` says what folded word is a place's name."""
        listed = {lang: frozenset(map(bare, names)) for lang, names in gazetteer.given.items()}
        return cls(listed, _usual(gazetteer, is_place, firsts))


class GivenNames:
    """Tells given names, and which a leader has."""

    def __init__(self, gazetteer: Gazetteer, persons: Sequence[Person], given: Given) -> None:
        self._persons = persons
        self.listed = given.listed
        self.anywhere: frozenset[str] = frozenset().union(*self.listed.values())
        self._functions = by_language(gazetteer.words, "function")
        self._usual, self._everywhere = given.usual, given.usual[ANYWHERE]
        self._of_person: dict[int, frozenset[str]] = {}
        self._of_any: dict[tuple[int, ...], frozenset[str]] = {}

    def holds(self, lang: str | None, written: str) -> bool:
        """True for a given name of a language, or one usual in many; not for a small word that only folds to one: على is no علي."""
        if written in self._functions.get(lang or "", ()):
            return False
        word = bare(written)
        return word in self._everywhere or word in self._usual.get(lang or "", ())

    def of(self, number: int) -> frozenset[str]:
        """The given names of a person, folded: what the full names hold beside the short ones."""
        if number not in self._of_person:
            person = self._persons[number]
            words = {word for name in (person.name, *person.names) for word in fold(name).split()}
            self._of_person[number] = frozenset(
                words - {word for name in person.short for word in fold(name).split()}
            )
        return self._of_person[number]

    def of_any(self, persons: tuple[int, ...]) -> frozenset[str]:
        """Those of all persons of one surname."""
        names = self._of_any.get(persons)
        if names is None:
            names = self._of_any[persons] = frozenset().union(*map(self.of, persons))
        return names


def _usual(
    gazetteer: Gazetteer, is_place: Callable[[str], bool], firsts: set[str]
) -> dict[str, frozenset[str]]:
    """Given names, folded, by language, and those that hold in any.

    None of them is a place: `Israel`, `Chad` before a surname are seen elsewhere.
    """
    titles: dict[str, set[str]] = defaultdict(set)
    for key, found in gazetteer.titles.items():
        titles[key.partition(":")[0]] |= {bare(word) for title in found for word in title.split()}
    # Of a language's names none is a word of office: `emir of Qatar` is nobody called Emir.
    usual = {
        lang: {
            name
            for name in map(str.strip, fold_all(names))
            if name not in titles[lang] and not is_place(name)
        }
        for lang, names in gazetteer.given.items()
    }
    shared = Counter(name for names in usual.values() for name in names)
    everywhere = {name for name, languages in shared.items() if languages >= SHARED}
    everywhere |= {name for name in firsts if len(name) > 2}
    # "Minister" opens a name in one source; behind it stands a surname all the same.
    everywhere -= set().union(*titles.values())
    return {ANYWHERE: frozenset(everywhere), **{lang: frozenset(names) for lang, names in usual.items()}}
