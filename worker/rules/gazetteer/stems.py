"""Forms as the generated table has them, and the stems of names to which the endings of a language are added."""

import re
from typing import NamedTuple

from worker.core.tags.text.folding import glued

SMALL_ADJECTIVES = frozenset("fr es it pt sv no da fi pl cs sk sl hr sr bg ru uk el hu ro ca de".split())
TRIMMED = frozenset(
    "pl cs sk sl hr sr ru uk bg el lv lt".split()
)  # languages whose endings replace a final vowel
VOWELS = re.compile(r"[aeiouyáéíóúůýěąęъьйаеёиоуыэюяіїєαεηιουωάέήίόύώς]+$", re.IGNORECASE)
GREEK = re.compile(
    r"(?:[ιί]?[αηοάήό]ς?|[ιί]ς?|[υύώ]ς)$"
)  # of Greek the last alone, or -ία: Ερυθραία, no Ερυθρ-ός
MASCULINE = re.compile("(?:as|is|ys|ius|us)$")  # of Lithuanian: Irakas, Irako, Irake
# Languages whose endings are added to a name's last letter, of several words, too: Sri Lankassa, Costa Ricában.
ADDED = frozenset("fi hu et".split())
SUFFIXED = TRIMMED | frozenset("et hu fi tr ko de sv no da nl ro ar he fa hi bn".split())


class Form(NamedTuple):
    """A line of the table: a form with its mark, a country, what it is, where it is read, how large it is."""

    form: str
    code: str
    kind: str
    langs: str
    weight: int


def longer_stem(name: str, lang: str) -> str:
    """The stem of a name whose shorter one is another country's too: Nigeria keeps its i, Niger takes no more than it has."""
    if lang not in TRIMMED or " " in name:
        return stemmed(name, lang)
    return name[:-1] + "*" if len(VOWELS.sub("", name)) < len(name) else name + "*"


def stemmed(name: str, lang: str) -> str:
    """The form with its mark: a stem without the vowels that endings replace, or the name whole."""
    if lang not in SUFFIXED or glued(name[0]):
        return name
    if lang in TRIMMED and " " not in name:
        stem = (GREEK if lang == "el" else VOWELS).sub("", MASCULINE.sub("", name) if lang == "lt" else name)
        if len(stem) >= 4:
            return stem + "*"
        return name
    if lang == "ar" and name.startswith("ال") and " " not in name:
        name = name[2:]
    return name + "*" if " " not in name or lang == "ko" or lang in ADDED else name


def adjective(name: str, lang: str) -> str | None:
    """The stem an adjective shares with the name, small, where the language writes it so and it is long enough to be sure."""
    if lang not in TRIMMED or lang == "hu" or " " in name or "-" in name or lang not in SMALL_ADJECTIVES:
        return None
    stem = VOWELS.sub("", name).lower()
    return stem + "*" if len(stem) >= 6 else None
