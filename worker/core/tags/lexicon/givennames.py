"""Given names: of which languages they are, and which a leader has."""

from collections import Counter, defaultdict
from collections.abc import Callable

from worker.core.tags.lexicon.nouns import Gazetteer, Person, by_language
from worker.core.tags.text.folding import bare, fold, fold_all

SHARED = 3  # languages that share a given name from which on it is one anywhere


class GivenNames:
    """The given names of the gazetteer, and of leaders their first names (`firsts`, folded) that are no place's.

    `is_place` says what folded word is a place's name.
    """

    def __init__(
        self,
        gazetteer: Gazetteer,
        persons: tuple[Person, ...],
        is_place: Callable[[str], bool],
        firsts: set[str],
    ) -> None:
        self._persons = persons
        self.listed = {lang: frozenset(map(bare, names)) for lang, names in gazetteer.given.items()}
        self.anywhere: frozenset[str] = frozenset().union(*self.listed.values())
        self._functions = by_language(gazetteer.words, "function")
        self._by_lang = _by_lang(gazetteer, is_place, firsts)
        self._of_person: dict[int, frozenset[str]] = {}

    def holds(self, lang: str | None, written: str) -> bool:
        """True for a given name of a language, or one usual in many; not for a small word that only folds to one: على is no علي."""
        if written in self._functions.get(lang or "", ()):
            return False
        word = bare(written)
        return word in self._by_lang[None] or word in self._by_lang.get(lang, ())

    def of(self, number: int) -> frozenset[str]:
        """The given names of a person, folded: what the full names hold beside the short ones."""
        if number not in self._of_person:
            person = self._persons[number]
            words = {word for name in (person.name, *person.names) for word in fold(name).split()}
            self._of_person[number] = frozenset(
                words - {word for name in person.short for word in fold(name).split()}
            )
        return self._of_person[number]


def _by_lang(
    gazetteer: Gazetteer, is_place: Callable[[str], bool], firsts: set[str]
) -> dict[str | None, frozenset[str]]:
    """Given names, folded, by language; under None those that hold in any: what several languages share, and of leaders (`firsts`).

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
    return {None: frozenset(everywhere), **{lang: frozenset(names) for lang, names in usual.items()}}
