"""What is worked out from the gazetteer and the registry before the first text is read."""

from typing import NamedTuple

from worker.core.tags.lexicon.evaluated import Evaluated
from worker.core.tags.lexicon.forms import Filling, Forms
from worker.core.tags.lexicon.givennames import Given
from worker.core.tags.lexicon.nouns import Gazetteer, Registry
from worker.core.tags.lexicon.titles import Titles
from worker.core.tags.text.folding import bare, fold

JOINING = {"hebrew": "he", "arabic": "ar"}


class Tables(NamedTuple):
    """All forms by number, given names, the letters of all forms; of each person the countries of the offices, and the fame.

    `sounds` are the names by how they sound, as `leaders.sounds` packs them; None: to be worked out when a text asks for them.
    """

    forms: Forms
    given: Given
    evaluated: Evaluated
    countries: list[frozenset[str]]
    fame: bytes
    sounds: bytes | None = None

    @classmethod
    def of(cls, gazetteer: Gazetteer, registry: Registry) -> "Tables":
        """Worked out from both, in about a second for the released ones."""
        persons, forms = registry.persons, Filling(prefixes_by_script(gazetteer))
        firsts = {bare(person.name.split()[0]) for person in persons if " " in person.name}
        # First parts of compounds (`franco-`) are no names alone.
        parts = frozenset(bare(entry.form) for entry in gazetteer.entries if entry.form[-1] == "-")
        forms.add_places(gazetteer.entries, parts, firsts)
        # Given names are told while the forms are those of places alone.
        given = Given.of(gazetteer, lambda name: name not in parts and forms.matcher.holds(name), firsts)
        forms.add_persons(persons, gazetteer.given)
        forms.add_titles(Titles(gazetteer))
        # Sets are few, for most persons served one country: equal ones are kept once.
        seen: dict[frozenset[str], frozenset[str]] = {}
        countries = [
            seen.setdefault(served, served)
            for person in persons
            for served in [frozenset(office.country for office in person.offices)]
        ]
        fame = bytes(person.fame for person in persons)
        return cls(forms.forms(), given, Evaluated.of(gazetteer, registry), countries, fame)


def prefixes(gazetteer: Gazetteer) -> dict[str, frozenset[str]]:
    """What may stand before a form inside its word, folded, by language."""
    return {
        lang: frozenset(map(fold, endings.prefixes))
        for lang, endings in gazetteer.endings.items()
        if endings.prefixes
    }


def prefixes_by_script(gazetteer: Gazetteer) -> dict[str, frozenset[str]]:
    """The same, by the script of the language that writes so."""
    of = prefixes(gazetteer)
    return {name: of[lang] for name, lang in JOINING.items() if lang in of}
