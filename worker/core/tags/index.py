"""All forms of the gazetteer and the registry in one automaton, and what each form stands for."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from typing import Literal, NamedTuple

import msgspec

from worker.core.tags import bent, calendar, surface
from worker.core.tags.folding import bare, fold, fold_all
from worker.core.tags.matcher import Matcher, Unread
from worker.core.tags.nouns import ANY, Entry, Gazetteer, Person, Registry, by_language
from worker.core.tags.titles import Offices, Titles

SHORT = 4
JOINING = {"hebrew": "he", "arabic": "ar"}
ARTICLES = frozenset(("ה", "מה", "שה", "ال", "وال", "بال", "لل", "فال", "کال", "ولل", "وبال"))
SHARED = 3  # languages that share a given name from which on it is one anywhere
SHORT_FORM = 4  # in a language without a table, shorter forms are too often something else
SURE = frozenset(
    ("name", "city", "region", "metonym")
)  # what is read there; an adjective is too often a word
LOOKED_AT = 1_200  # code points of a text whose letters tell whether it can be read
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
NAME_IS_ADJECTIVE = frozenset(("vi", "id"))
MOST_ENDS = 50_000  # endings remembered: a bound, never reached by real languages


class Reading(msgspec.Struct, frozen=True):
    """The text being read: as written, folded, the language whose tables are read, and the one it is in, whose home countries count."""

    text: str
    folded: str
    lang: str | None
    spoken: str | None


# What was found in a text, from where to where: a place's form and what it may be read as in the text's language; a person's name
# and whose it may be (indexes of persons). Plain tuples, as the matcher's are: dozens an article.
Place = tuple[int, int, tuple[Entry, ...]]
Name = tuple[int, int, list[int]]


class Bearers(NamedTuple):
    """The persons of one short name: whether one of them is known anywhere, where they held office, and whether it is one greater leader's alone."""

    persons: list[int]
    known: bool
    countries: frozenset[str]
    lone: bool


Short = tuple[int, int, Bearers]  # a short name found in a text, and who bears it


class Hits(NamedTuple):
    """What was found in a text: places, names in full, short names and stems of them, words of office."""

    places: list[Place]
    full: list[Name]
    short: list[Short]
    bent: list[Short]  # of these only the stem
    offices: Offices


class Readings(NamedTuple):
    """What one form may be in one language."""

    places: tuple[Entry, ...]
    full: list[int] | None
    short: Bearers | None
    bent: Bearers | None
    offices: tuple[str, ...]


NOTHING = Readings((), None, None, None, ())


class Index:
    """Forms to entries and persons. Built once, read by every article."""

    def __init__(self, gazetteer: Gazetteer, registry: Registry) -> None:
        self.gazetteer = gazetteer
        self.persons: tuple[Person, ...] = registry.persons
        self.prefixes = {
            lang: frozenset(map(fold, endings.prefixes))
            for lang, endings in gazetteer.endings.items()
            if endings.prefixes
        }
        self.matcher = Matcher(
            {name: self.prefixes[lang] for name, lang in JOINING.items() if lang in self.prefixes}
        )
        self.places: dict[int, list[Entry]] = {}
        self.offices: dict[int, list[tuple[str, str]]] = {}  # words of office: language and kind
        self.full: dict[int, list[int]] = {}
        self.short: dict[int, list[int]] = {}
        self.bent: dict[int, list[int]] = {}
        self.small: set[int] = set()  # names that begin with a small letter
        # Most entries share their tuple of languages: each is looked at once.
        spoken = {id(entry.langs): entry.langs for entry in gazetteer.entries}
        self.languages = frozenset(lang for langs in spoken.values() for lang in langs) - {ANY}
        # A language is known by its adjectives too: names alone are only a part, but where the name is the adjective.
        self.known = (self.languages & NAME_IS_ADJECTIVE) | {
            entry.langs[0] for entry in gazetteer.entries if entry.kind == "demonym" and len(entry.langs) == 1
        }
        self.letters = {
            "countries": _letters(entry.form for entry in gazetteer.entries),
            "leaders": _letters(name for person in registry.persons for name in (person.name, *person.names)),
        }
        self._ends: dict[tuple[str | None, str, bool], bool] = {}
        self._patterns: dict[tuple[str, bool], re.Pattern[str]] = {}
        self._names: dict[str, re.Pattern[str]] = {}  # what a country's name takes, by language
        self._derived: dict[Entry, Entry] = {}
        for lang, endings in gazetteer.endings.items():
            self._patterns[lang, False] = re.compile(endings.short)
            self._patterns[lang, True] = re.compile(endings.long)
            if endings.name:
                self._names[lang] = re.compile(endings.name)
        firsts = {bare(person.name.split()[0]) for person in registry.persons if " " in person.name}
        # First parts of compounds (`franco-`) are no names alone.
        parts = {bare(entry.form) for entry in gazetteer.entries if entry.form[-1] == "-"}
        folds = fold_all(entry.form for entry in gazetteer.entries)
        for entry, folded in zip(gazetteer.entries, map(str.strip, folds), strict=True):
            self._add_place(entry, folded)
            if folded not in parts:
                firsts.difference_update(folded.split())
        self._given = self._given_names(firsts, parts)
        usual = fold_all(name for names in gazetteer.given.values() for name in names)
        self._usual = frozenset(map(str.strip, usual))
        self._slavic = frozenset(bare(name) for lang in bent.LANGS for name in gazetteer.given.get(lang, ()))
        names = fold_all(
            name for person in registry.persons for name in (person.name, *person.names, *person.short)
        )
        for number, person in enumerate(registry.persons):
            self._add_person(number, person, map(str.strip, names))
        self.titles = Titles(gazetteer)
        for word, lang, kind, whole in self.titles.forms():
            self.offices.setdefault(self.matcher.add(fold(word).strip(), whole=whole), []).append(
                (lang, kind)
            )
        self.matcher.freeze()
        # Sets are few, for most persons served one country: equal ones are kept once.
        seen: dict[frozenset[str], frozenset[str]] = {}
        self.countries = [
            seen.setdefault(served, served)
            for person in registry.persons
            for served in [frozenset(office.country for office in person.offices)]
        ]
        self._functions = by_language(gazetteer.words, "function")
        duties = by_language(gazetteer.words, "duty")
        self._duties = {lang: tuple(sorted(words)) for lang, words in duties.items()}
        self._by_lang: dict[str | None, dict[int, Readings]] = defaultdict(dict)
        # By language, the forms that are nothing in it, and those that are something behind a capital only.
        self._unread: dict[str | None, Unread] = defaultdict(lambda: Unread(set(), set()))
        self._by_prefix: dict[str | None, dict[tuple[int, bool], Readings]] = {}
        self._givens: dict[int, frozenset[str]] = {}
        self._terms: dict[int, tuple[calendar.Term, ...]] = {}

    def hits(self, reading: Reading) -> Hits:
        """Everything found in a text, by what it may be; names only where they are written as names."""
        lang, text = reading.lang, reading.text
        found = Hits([], [], [], [], Offices(reading.folded, self._duties.get(lang or "", ())))
        readings = self._readings(lang)
        unread = self._unread[self._table(lang)]
        for start, end, number, prefix in self.matcher.find(text, reading.folded, unread):
            read = readings.get(number) or self._read_in(lang, number)
            places, full, short, stem, offices = read if not prefix else self._behind(lang, prefix, number)
            if places:
                found.places.append((start, end, places))
            for kind in offices:
                found.offices.add(kind, start, end)
            # A capital of these is seen at once; of other letters it takes longer to say.
            if (full or short or stem) and (
                "A" <= text[start] <= "Z" or self._as_a_name(number, text, start)
            ):
                if full:
                    found.full.append((start, end, full))
                if short:
                    found.short.append((start, end, short))
                if stem:
                    found.bent.append((start, end, stem))
        return found

    def _table(self, lang: str | None) -> str | None:
        """Under what a language's readings are kept: any language of which nothing is known is one."""
        return lang if lang in self.languages else None

    def _as_a_name(self, number: int, text: str, start: int) -> bool:
        """True for a capital letter, or for a name that begins with a small one: `kong Harald`."""
        small = "a" <= text[start] <= "z"  # most words of most texts
        return number in self.small if small else surface.capital(text, start) or number in self.small

    def _readings(self, lang: str | None) -> dict[int, Readings]:
        """What forms are in a language, as far as it was worked out."""
        return self._by_lang[self._table(lang)]

    def _read_in(self, lang: str | None, number: int) -> Readings:
        """Work out, once, what a form may be in a language."""
        places = tuple(entry for entry in self.places.get(number, ()) if self._spoken(lang, entry))
        offices = tuple(kind for of, kind in self.offices.get(number, ()) if of == lang)
        full, short = self.full.get(number), self._bearers(number, self.short)
        stem = self._bearers(number, self.bent) if lang in bent.LANGS else None
        unread = self._unread[self._table(lang)]
        if not (places or full or short or stem or offices):
            unread.nothing.add(number)
            return NOTHING
        if not offices and number not in self.small and not any(entry.lower for entry in places):
            unread.names.add(number)
        self._readings(lang)[number] = read = Readings(places, full, short, stem, offices)
        return read

    def _bearers(self, number: int, table: dict[int, list[int]]) -> Bearers | None:
        persons = table.get(number)
        if persons is None:
            return None
        known = any(self.persons[person].fame > 1 for person in persons)
        # `English` is a leader of that name, and everything English.
        lone = len(persons) == 1 and self.persons[persons[0]].fame > 0 and number not in self.places
        return Bearers(
            persons, known, frozenset().union(*(self.countries[person] for person in persons)), lone
        )

    def _behind(self, lang: str | None, prefix: str, number: int) -> Readings:
        """What a form may be behind a prefix of a language: a place of that language, or a person, whom no article stands before."""
        if prefix not in self.prefixes.get(lang or "", ()):
            return NOTHING
        key = (number, prefix in ARTICLES)
        if key not in self._by_prefix.setdefault(lang, {}):
            read = self._readings(lang).get(number) or self._read_in(lang, number)
            article = prefix in ARTICLES
            places = tuple(
                entry
                for entry in read.places
                if not entry.exact and lang in entry.langs and not (article and len(entry.langs) > 1)
            )
            full, short = (None, None) if article else (read.full, read.short)
            known = places or full or short
            self._by_prefix[lang][key] = Readings(places, full, short, None, ()) if known else NOTHING
        return self._by_prefix[lang][key]

    def _spoken(self, lang: str | None, entry: Entry) -> bool:
        """True where an entry is read in a language; one without a table reads whatever can't be mistaken, from all tables."""
        if lang in entry.langs or ANY in entry.langs:
            return True
        sure = entry.kind in SURE and len(entry.form) > SHORT_FORM
        return lang not in self.languages and sure

    def home(self, lang: str | None) -> frozenset[str]:
        """The countries at home in a language."""
        return self.gazetteer.words.get(f"home:{lang}", frozenset())

    def is_given(self, lang: str | None, written: str) -> bool:
        """True for a given name of a language, or one usual in many; not for a small word that only folds to one: على is no علي."""
        if written in self._functions.get(lang or "", ()):
            return False
        word = bare(written)
        return word in self._given[None] or word in self._given.get(lang, ())

    def givens(self, number: int) -> frozenset[str]:
        """The given names of a person, folded: what the full names hold beside the short ones."""
        if number not in self._givens:
            person = self.persons[number]
            words = {word for name in (person.name, *person.names) for word in fold(name).split()}
            self._givens[number] = frozenset(
                words - {word for name in person.short for word in fold(name).split()}
            )
        return self._givens[number]

    def away(self, number: int, at: int) -> int:
        """Days between a date and the nearest day on which a person held office; 0 within."""
        terms = self._terms.get(number)
        if terms is None:
            terms = self._terms[number] = calendar.terms(self.persons[number])
        return calendar.away(terms, at)

    def _given_names(self, firsts: set[str], parts: set[str]) -> dict[str | None, frozenset[str]]:
        """Given names, folded, by language; under None those that hold in any: what several languages share, and of leaders (`firsts`).

        None of them is a place (`Israel`, `Chad` before a surname are seen elsewhere); nor, of leaders' names, a word of one.
        """
        titles: dict[str, set[str]] = defaultdict(set)
        for key, found in self.gazetteer.titles.items():
            titles[key.partition(":")[0]] |= {bare(word) for title in found for word in title.split()}
        # Of a language's names none is a word of office: `emir of Qatar` is nobody called Emir.
        usual = {
            lang: {
                name
                for name in map(str.strip, fold_all(names))
                if name not in titles[lang] and (name in parts or not self.matcher.holds(name))
            }
            for lang, names in self.gazetteer.given.items()
        }
        shared = Counter(name for names in usual.values() for name in names)
        everywhere = {name for name, languages in shared.items() if languages >= SHARED}
        everywhere |= {name for name in firsts if len(name) > 2}
        # "Minister" opens a name in one source; behind it stands a surname all the same.
        everywhere -= set().union(*titles.values())
        return {None: frozenset(everywhere), **{lang: frozenset(names) for lang, names in usual.items()}}

    def _add_place(self, entry: Entry, folded: str) -> None:
        number = self.matcher.add(folded, whole=not entry.stem)
        self.places.setdefault(number, []).append(entry)

    def ends(self, lang: str | None, rest: str, *, long: bool) -> bool:
        """True where `rest` may follow a stem in a language; `lang` may be `fi:person`."""
        if not rest:
            return True
        key = (lang, rest, long)
        if key not in self._ends:
            pattern = self._patterns.get((lang or "", long))
            self._ends[key] = bool(pattern and pattern.fullmatch(rest))
            if len(self._ends) > MOST_ENDS:
                self._ends.clear()
                return self.ends(lang, rest, long=long)
        return self._ends[key]

    def in_its_case(self, entry: Entry, rest: str) -> Entry:
        """A country's name before an ending; the same as a demonym where no name ends so: Ukrajin-a, Ukrajin-ec."""
        names = self._names.get(entry.langs[0])
        if not rest or names is None or names.fullmatch(rest):
            return entry
        if entry not in self._derived:
            rule = entry.rule.replace("name:", "demonym:", 1)
            self._derived[entry] = msgspec.structs.replace(entry, kind="demonym", rule=rule)
        return self._derived[entry]

    def _add_person(self, number: int, person: Person, folds: Iterator[str]) -> None:
        """Add all names of a person; `folds` are they, folded, in order."""
        for name, folded in zip((person.name, *person.names), folds):  # noqa: B905 (the rest is the next one's)
            # `da Costa` is a surname, whatever else a source lists it as; and `Henri` many a man's given name.
            if (surface.capital(name, 0) or name not in person.short) and folded not in self._usual:
                self._put(self.full, name, folded, number)
        for name, folded in zip(person.short, folds):  # noqa: B905
            self._put(self.short, name, folded, number)
            if person.fame > 1 and (stem := bent.stem(folded)) and stem not in self._slavic:
                self._put(self.bent, name, stem, number)
        if person.offices[0].country in SPELLING_OUT:
            for name in (person.name, *person.names):
                if (spelt := name.translate(SPELT_OUT)) != name:
                    self._put(self.full, spelt, bare(spelt), number)
            for name in person.short:
                if (spelt := name.translate(SPELT_OUT)) != name:
                    self._put(self.short, spelt, bare(spelt), number)

    def _put(self, table: dict[int, list[int]], form: str, folded: str, person: int) -> None:
        # A short name of two or three letters opens too many words to be looked at in each.
        whole = table is self.short and len(form) < SHORT
        number = self.matcher.add(folded, whole=whole)
        if not surface.capital(form, 0):
            self.small.add(number)
        persons = table.setdefault(number, [])
        if person not in persons:
            persons.append(person)

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
    return frozenset(fold("".join(sorted(set().union(*forms)))))
