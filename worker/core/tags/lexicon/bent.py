"""Surnames whose endings replace their last letters: in West and South Slavic Fico is Fica, Fiala Fialy, Pavel Pavla; in Ukrainian Порошенко Порошенка."""

import re

LANGS = frozenset("pl cs sk sl hr uk".split())
CHANGING = re.compile(
    r"(?P<open>[a-z' ]{3,})[ao]|(?P<ko>[а-яіїєґ' ]{3,}к)о|(?P<before>[a-z' ]*[aeiouy][a-z]+)e(?P<last>[lcknr])"
)
ENDINGS = re.compile("a|e|i|u|y|ou|om|em|im|ovi|owi|ov[aeyou]|ej|ovim|in[aey]|ju|jem|ja|ho|mu|m|а|у")


def stem(name: str) -> str | None:
    """What is left of a folded surname before its other endings; None where they follow the whole."""
    found = CHANGING.fullmatch(name)
    if found is None:
        return None
    return found["open"] or found["ko"] or found["before"] + found["last"]


def ends(lang: str | None, rest: str) -> bool:
    """True where a surname may end so behind such a stem."""
    return lang in LANGS and ENDINGS.fullmatch(rest) is not None
