"""What the forms found in a text may be in its language."""

from collections import defaultdict
from typing import NamedTuple

from worker.core.tags.lexicon import bent, calendar
from worker.core.tags.lexicon.endings import Endings
from worker.core.tags.lexicon.forms import Bearing
from worker.core.tags.lexicon.givennames import GivenNames
from worker.core.tags.lexicon.matcher import Unread
from worker.core.tags.lexicon.memory import Memory
from worker.core.tags.lexicon.nouns import ANY, Entry, Gazetteer, Registry, by_language
from worker.core.tags.lexicon.rows import Remembered
from worker.core.tags.lexicon.tables import Tables, prefixes
from worker.core.tags.lexicon.titles import Offices, Titles
from worker.core.tags.text import surface
from worker.core.tags.text.reading import Reading

NOWHERE: frozenset[str] = frozenset()
ARTICLES = frozenset(("ה", "מה", "שה", "ال", "وال", "بال", "لل", "فال", "کال", "ولل", "وبال"))
SHORT_FORM = 4  # in a language without a table, shorter forms are too often something else
SURE = frozenset(
    ("name", "city", "region", "metonym")
)  # what is read there; an adjective is too often a word


# What was found in a text, from where to where: a place's form, its number and what it may be read as in the text's language; a person's name
# and whose it may be (indexes of persons). Plain tuples, as the matcher's are: dozens an article.
Place = tuple[int, int, int, tuple[Entry, ...]]
Name = tuple[int, int, tuple[int, ...]]


class Bearers(NamedTuple):
    """The persons of one short name: whether one of them is known anywhere, where they held office, and whether it is one greater leader's alone."""

    persons: tuple[int, ...]
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
    full: tuple[int, ...] | None
    short: Bearers | None
    bent: Bearers | None
    offices: tuple[str, ...]


NOTHING = Readings((), None, None, None, ())


class Index:
    """Forms to entries and persons. Built once, read by every article. `tables` are those of both, where they are worked out already."""

    def __init__(self, gazetteer: Gazetteer, registry: Registry, tables: Tables | None = None) -> None:
        self.gazetteer = gazetteer
        self.registry = registry
        self.persons = Remembered(registry.persons)
        self.endings = Endings(gazetteer.endings, by_language(gazetteer.words, "noun of the news"))
        self.titles = Titles(gazetteer)
        self.prefixes = prefixes(gazetteer)
        tables = tables or Tables.of(gazetteer, registry)
        self.evaluated = tables.evaluated
        self.given = GivenNames(gazetteer, registry.persons, tables.given)
        self.forms, self.matcher = tables.forms, tables.forms.matcher
        self.countries, self.fame, self.sounds = tables.countries, tables.fame, tables.sounds
        duties = by_language(gazetteer.words, "duty")
        self._homes = by_language(gazetteer.words, "home")
        self._duties = {lang: tuple(sorted(words)) for lang, words in duties.items()}
        self._by_lang: dict[str | None, dict[int, Readings]] = defaultdict(dict)
        # By language, the forms that are nothing in it, and those that are something behind a capital only.
        self._unread: dict[str | None, Unread] = defaultdict(lambda: Unread(set(), set()))
        self._by_prefix: dict[str | None, dict[tuple[int, bool], Readings]] = {}
        self._terms: dict[int, tuple[calendar.Term, ...]] = {}
        self._away = Memory[tuple[int, int], int](lambda of: calendar.away(self.terms(of[0]), of[1]))
        self._standings = Memory[tuple[int, int | None], calendar.Standing | None](
            lambda of: calendar.standing(self.persons[of[0]], of[1])
        )

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
                found.places.append((start, end, number, places))
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
        return lang if lang in self.evaluated.languages else None

    def _as_a_name(self, number: int, text: str, start: int) -> bool:
        """True for a capital letter, or for a name that begins with a small one: `kong Harald`."""
        small = "a" <= text[start] <= "z"  # most words of most texts
        return (
            number in self.forms.small
            if small
            else surface.capital(text, start) or number in self.forms.small
        )

    def _readings(self, lang: str | None) -> dict[int, Readings]:
        """What forms are in a language, as far as it was worked out."""
        return self._by_lang[self._table(lang)]

    def _read_in(self, lang: str | None, number: int) -> Readings:
        """Work out, once, what a form may be in a language."""
        entries = map(self.gazetteer.entries.__getitem__, self.forms.places.get(number, ()))
        places = tuple(one for one in entries if self._spoken(lang, one))
        offices = tuple(kind for of, kind in self.forms.offices.get(number, ()) if of == lang)
        full, short = self.forms.full.get(number), self._bearers(number, self.forms.short)
        stem = self._bearers(number, self.forms.bent) if lang in bent.LANGS else None
        unread = self._unread[self._table(lang)]
        if not (places or full or short or stem or offices):
            unread.nothing.add(number)
            return NOTHING
        if not offices and number not in self.forms.small and not any(entry.lower for entry in places):
            unread.names.add(number)
        self._readings(lang)[number] = read = Readings(places, full, short, stem, offices)
        return read

    def _bearers(self, number: int, table: Bearing) -> Bearers | None:
        persons = table.get(number)
        if persons is None:
            return None
        known = any(self.fame[person] > 1 for person in persons)
        # `English` is a leader of that name, and everything English.
        lone = len(persons) == 1 and self.fame[persons[0]] > 0 and number not in self.forms.places
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
        return lang not in self.evaluated.languages and sure

    def home(self, lang: str | None) -> frozenset[str]:
        """The countries at home in a language."""
        return self._homes.get(lang or "", NOWHERE)

    def standing(self, number: int, at: int | None) -> calendar.Standing | None:
        """The office of a person that counts most on a day (`calendar.standing`), remembered: a day's news names the same leaders."""
        return self._standings[number, at]

    def terms(self, number: int) -> tuple[calendar.Term, ...]:
        """The terms of a person, remembered."""
        terms = self._terms.get(number)
        if terms is None:
            terms = self._terms[number] = calendar.terms(self.persons[number])
        return terms

    def away(self, number: int, at: int) -> int:
        """Days between a date and the nearest day on which a person held office; 0 within; remembered."""
        return self._away[number, at]
