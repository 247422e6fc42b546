"""What forms may end in, by language: the endings of its names, its adjectives and its persons' names."""

import re
from collections.abc import Mapping

import msgspec

from worker.core.tags.lexicon.nouns import Entry, Suffixes

# In these a name's own endings are known, so that of what CLDR calls a country nothing longer is its name: el Παραγωγή, lv Nepaliks.
OWN = frozenset("pl cs sk sl hr sr bg ru uk el ro".split())
AS_PERSONS = frozenset("fi hu tr et lv lt".split())  # where any name ends as a person's does
MOST_ENDS = 50_000  # endings remembered: a bound, never reached by real languages


COMPOUNDING = frozenset("nl sv no da".split())  # German tells them by its endings
LONG_SECOND = 6  # letters that are no ending of an inhabitant
SECOND = re.compile("s?[a-z]{3,16}")


class Endings:
    """Tells what may follow a stem inside its word."""

    def __init__(self, tables: Mapping[str, Suffixes], nouns: Mapping[str, frozenset[str]]) -> None:
        self._patterns: dict[tuple[str, bool], re.Pattern[str]] = {}
        self._names: dict[str, re.Pattern[str]] = {}  # what a country's name takes, by language
        # What news are of, by the beginnings of its nouns: Kinahandeln, Irakkrig, Irandeal, Kubakrise.
        self._nouns = {lang: re.compile("|".join(sorted(found))) for lang, found in nouns.items()}
        self._known: dict[tuple[str | None, str, bool], bool] = {}
        self._derived: dict[Entry, Entry] = {}
        for lang, endings in tables.items():
            self._patterns[lang, False] = re.compile(endings.short)
            self._patterns[lang, True] = re.compile(endings.long)
            if endings.name:
                self._names[lang] = re.compile(endings.name)

    def fit(self, lang: str | None, rest: str, *, long: bool) -> bool:
        """True where `rest` may follow a stem in a language; `lang` may be `fi:person`."""
        if not rest:
            return True
        key = (lang, rest, long)
        if key not in self._known:
            pattern = self._patterns.get((lang or "", long))
            self._known[key] = bool(pattern and pattern.fullmatch(rest))
            if len(self._known) > MOST_ENDS:
                self._known.clear()
                return self.fit(lang, rest, long=long)
        return self._known[key]

    def joins(self, lang: str | None, rest: str, *, long: bool) -> bool:
        """True where `rest` may be the second part of a compound with a country's name, longer than any ending: Ruslandsancties; of a short name with a noun of the news alone: Kinahandeln."""
        if not long:
            nouns = self._nouns.get(lang or "")
            return nouns is not None and nouns.match(rest) is not None
        return lang in COMPOUNDING and SECOND.fullmatch(rest) is not None

    def fit_name(self, lang: str | None, rest: str) -> bool:
        """True where `rest` may follow the stem of a country's name that nobody has read; its adjectives and inhabitants have stems of their own."""
        if rest and lang in OWN:
            own = self._names[lang].fullmatch(rest) is not None
            return own or self.fit("el:person" if lang == "el" else lang, rest, long=False)
        if lang in AS_PERSONS:
            return self.fit(f"{lang}:person", rest, long=False) or self.fit(lang, rest, long=False)
        return self.fit(lang, rest, long=True)

    def in_its_case(self, entry: Entry, rest: str) -> Entry:
        """A country's name before an ending; the same as a demonym where no name ends so: Ukrajin-a, Ukrajin-ec."""
        names = self._names.get(entry.langs[0])
        if not rest or names is None or names.fullmatch(rest):
            return entry
        if entry.langs[0] in COMPOUNDING and len(rest) >= LONG_SECOND:
            return entry  # a compound, no inhabitant: Rysslandsexperten
        if entry not in self._derived:
            rule = entry.rule.replace("name:", "demonym:", 1)
            self._derived[entry] = msgspec.structs.replace(entry, kind="demonym", rule=rule)
        return self._derived[entry]
