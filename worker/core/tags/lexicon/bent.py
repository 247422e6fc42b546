"""Surnames whose endings replace their last letters: in West and South Slavic Fico is Fica, Fiala Fialy, Pavel Pavla; in Ukrainian Порошенко Порошенка; in Finnish Kaikkonen Kaikkosen."""

import re

LANGS = frozenset("pl cs sk sl hr uk fi".split())
CHANGING = re.compile(
    r"(?P<open>[a-z' ]{3,})[ao]|(?P<ko>[а-яіїєґ' ]{3,}к)о|(?P<before>[a-z' ]*[aeiouy][a-z]+)e(?P<last>[lcknr])"
)
ENDINGS = re.compile("a|e|i|u|y|ou|om|em|im|ovi|owi|ov[aeyou]|ej|ovim|in[aey]|ju|jem|ja|ho|mu|m|а|у")
FINNISH = re.compile(r"([a-z]{2,})nen")  # what is left of one in its other cases, before its s
FINNISH_ENDINGS = re.compile(r"s(?:en|ta|een|ella|elle|elta|essa|esta|ena|eksi)(?:kin|kaan|han)?")
# Where ministers, too, are at home under names that bend so: elsewhere only heads are in the news of these languages.
AT_HOME = frozenset("CZ SK SI HR FI".split())


def stem(name: str, country: str) -> str | None:
    """What is left of a folded surname of a country's leader before its other endings; None where they follow the whole."""
    if country == "FI" and (found := FINNISH.fullmatch(name)):
        return found[1]
    found = CHANGING.fullmatch(name)
    if found is None:
        return None
    return found["open"] or found["ko"] or found["before"] + found["last"]


def ends(lang: str | None, rest: str) -> bool:
    """True where a surname may end so behind such a stem."""
    endings = FINNISH_ENDINGS if lang == "fi" else ENDINGS
    return lang in LANGS and endings.fullmatch(rest) is not None
