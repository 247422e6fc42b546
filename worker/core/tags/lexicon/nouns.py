"""What the tagger works on: gazetteer entries, persons with their offices, and the evidence found in a text."""

from collections.abc import Mapping, Sequence

import msgspec

ANY = "*"  # holds in every language
FAMILY_FIRST = frozenset(
    "CN TW KR KP VN HK MO KH LA MM SG".split()
)  # where the family name stands first, in Latin letters, too
ADJECTIVE = "city:cityadjectives"  # the rule of cities' adjectives, which are written small


class Entry(msgspec.Struct, frozen=True, gc=False):
    """One written form of a place, or of something that only looks like one (`code` None).

    `langs` are the languages it is read in (`*`: all). `weight` decides between entries of one form: greater first.
    """

    form: str
    code: str | None
    kind: str  # "name" | "demonym" | "city" | "region" | "metonym" | "block"
    langs: tuple[str, ...]
    rule: str
    stem: bool = False  # endings of the language may follow
    exact: bool = False  # upper and lower case as written
    person: bool = False  # also a person's name: beside a given name or a surname it is no place
    lower: bool = False  # may be written in lower case
    weight: int = 0


class Context(msgspec.Struct, frozen=True, gc=False):
    """Words beside a form that make it no country: `side` "before" or "after"; `kinds` it applies to."""

    words: str
    side: str
    langs: tuple[str, ...]
    kinds: tuple[str, ...]
    reason: str


class Suffixes(msgspec.Struct, frozen=True, gc=False):
    """What may stand around a stem in one language, as patterns over folded letters."""

    short: str  # after any stem
    long: str  # after a stem of five letters or more
    prefixes: tuple[str, ...]  # before any form: Arabic and Hebrew articles and prepositions
    name: str = ""  # of these, what a country's name takes; with another it is an adjective or an inhabitant (empty: all)


class Gazetteer(msgspec.Struct, frozen=True):
    """All forms of places, the endings their stems may take (by language), and the words that rule them out."""

    entries: Sequence[Entry]
    endings: dict[str, Suffixes]
    contexts: tuple[Context, ...]
    titles: dict[str, tuple[str, ...]]  # `lang:head`, `lang:minister`, `lang:former` to folded words
    food: dict[str, tuple[str, ...]]  # stems of words of food, by language
    things: dict[str, tuple[str, ...]]  # words for things called after nations, by language; `*`: a stem
    given: dict[str, tuple[str, ...]]  # given names, by language
    words: dict[str, frozenset[str]]  # `list:lang` to folded words that decide what stands beside them
    version: str


def by_language(words: Mapping[str, frozenset[str]], name: str) -> dict[str, frozenset[str]]:
    """The lists of one name among a gazetteer's words, by their language."""
    start = f"{name}:"
    return {key.removeprefix(start): found for key, found in words.items() if key.startswith(start)}


class Office(msgspec.Struct, frozen=True, gc=False, omit_defaults=True, forbid_unknown_fields=True):
    """One term in one office. Days are ISO 8601, also `2014` or `2014-05`; None: open, or not known.

    `seen` is the last day a source has seen it held: an open office says nothing about later days unless refreshed.
    `ahead` are the days before `start` in which its holder is known already, a month as 31; None: as many as is usual of
    such an office (`calendar`). `portfolio` is what a minister
    sees to: foreign, defence, interior, finance, justice, … ; `deputy` for who stands in for a head. `handed_over`: on
    the last day another one began in it, and the day is his.
    """

    country: str
    office: str
    kind: str  # "head" | "minister"
    start: str | None = None
    end: str | None = None
    seen: str | None = None
    sources: tuple[str, ...] = ()
    doubt: str | None = None
    ahead: int | None = None
    portfolio: str | None = None
    handed_over: bool = False


class Person(msgspec.Struct, frozen=True, gc=False, omit_defaults=True, forbid_unknown_fields=True):
    """A leader: `name` is the usual English one; `names` other full names, `short` what stands for it alone."""

    name: str
    offices: tuple[Office, ...]
    id: str | None = None
    names: tuple[str, ...] = ()
    short: tuple[str, ...] = ()
    fame: int = 0  # 3: known by surname alone anywhere; 2: a head; 1: a senior minister; 0: the rest
    checked: str | None = None


class Registry(msgspec.Struct, frozen=True):
    """All persons, and the digest of the data they were read from."""

    persons: Sequence[Person]
    version: str


class Evidence(msgspec.Struct, frozen=True, gc=False):
    """A place that counts: where, which country, as what, and by which rule."""

    start: int
    end: int
    code: str
    kind: str
    rule: str


class Naming(msgspec.Struct, frozen=True, gc=False):
    """A leader's name that counts: where, who (index of the person), by which rule, and the page's wording."""

    start: int
    end: int
    person: int
    rule: str
    wording: str | None = None
