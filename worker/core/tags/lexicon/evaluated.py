"""How far countries and leaders can be told in a text: fully in languages with tables, in part by names alone, or not at all."""

from collections.abc import Iterable
from typing import Literal

import msgspec

from worker.core.tags.lexicon.nouns import ANY, Gazetteer, Registry
from worker.core.tags.text.folding import fold

LOOKED_AT = 1_200  # code points of a text whose letters tell whether it can be read
NAME_IS_ADJECTIVE = frozenset(("vi", "id"))


class Evaluated(msgspec.Struct, frozen=True):
    """The languages that have tables and those of them that are known by their adjectives; the letters of all forms of `countries` and `leaders`."""

    languages: frozenset[str]
    known: frozenset[str]
    letters: dict[str, frozenset[str]]

    @classmethod
    def of(cls, gazetteer: Gazetteer, registry: Registry) -> "Evaluated":
        """Worked out from all forms and names."""
        # Most entries share their tuple of languages: each is looked at once.
        spoken = {id(entry.langs): entry.langs for entry in gazetteer.entries}
        languages = frozenset(lang for langs in spoken.values() for lang in langs) - {ANY}
        # A language is known by its adjectives too: names alone are only a part, but where the name is the adjective.
        known = (languages & NAME_IS_ADJECTIVE) | {
            entry.langs[0] for entry in gazetteer.entries if entry.kind == "demonym" and len(entry.langs) == 1
        }
        letters = {
            "countries": _letters(entry.form for entry in gazetteer.entries),
            "leaders": _letters(name for person in registry.persons for name in (person.name, *person.names)),
        }
        return cls(languages, known, letters)

    def reads(self, lang: str | None, folded: str) -> dict[str, str]:
        """How far countries and leaders can be told in a text.

        `full` in a language with adjectives of its own, else `partial`; `none` where most of its letters are in no form at all.
        """
        if lang in self.known:
            return {"countries": "full", "leaders": "full"}
        letters = [letter for letter in folded[:LOOKED_AT] if letter.isalpha()]
        return {name: _readable(letters, known) for name, known in self.letters.items()}


def _readable(letters: list[str], known: frozenset[str]) -> Literal["partial", "none"]:
    strange = sum(letter not in known for letter in letters)
    return "none" if strange * 2 > len(letters) else "partial"


def _letters(forms: Iterable[str]) -> frozenset[str]:
    """The letters of all forms, folded."""
    return frozenset(fold("".join(sorted(set("".join(forms))))))
