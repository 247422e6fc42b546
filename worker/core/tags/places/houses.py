"""Houses, ships, films and papers that are called after places: `Hotel Bristol`, `Café de Turin`, `гостиница «Украина»`, `a Moszkva mozi`."""

import re

from worker.core.tags.lexicon.index import Index
from worker.core.tags.lexicon.nouns import Entry, by_language
from worker.core.tags.places.candidate import Candidate
from worker.core.tags.text import surface
from worker.core.tags.text.folding import bare, glued
from worker.core.tags.text.reading import Reading

KINDS = frozenset(("name", "city", "region"))
OPENING, CLOSING = '«»„“”"', '»«“”"'
APOSTROPHE = re.compile("['’]")  # before an ending in Turkish
# With a capital, the beginning of a house's name: hospoda U Turka, restaurang Nya Peking.
ARTICLES = frozenset(
    "Le La El Il Das Der U Zum Zur De Het Nya Gamla Lilla Nye Gamle Lille Uusi Neu Neues Klein Nieuw Oud "
    "Petit Petite Nouveau Nouvelle Grand Gran Nuevo Nueva Pequeño Piccola Nuova Vecchia Novo Nova Nowy Nowa Mały "
    "Mała Nový Nová Stará Új Новый Новая Старый Старая Малая".split()
)
GUESTS = frozenset(
    "Zum Zur De Den".split()
)  # before an inhabitant, too: Gasthaus »Zum Türken«, herberg De Zweed
INNS = frozenset(("de", "nl"))  # in which an inn may be called after an inhabitant
# In these a house's name stands as it is behind its word: a ferry `Virosta` comes from there.
AWAY = {"fi": re.compile(r"(?:s[st]a|l[lt]a|lle|ksi)$"), "et": re.compile(r"(?:st|lt|ga|ni|sse)$")}
GERMAN = re.compile(r"isch(?:e[nrs]?)?$")
SCHOOL = 60  # code points before a form in which the word of a school called after it stands
SORT = "estadual|municipal|nacional|primaria|secundaria|tecnica|normal|basica"
STATE = "republica|reino|reino unido|estados unidos"
SCARE = frozenset(("en",))
QUOTED = 40  # code points of a quotation that is a name
# Where a nation's adjective is written small, but in a name: Hotel Francuski.
SMALL = frozenset("pl cs sk sl hr sr ru uk bg ro".split())


class Houses:
    """Tells what is called after a place, by the word for what it is or by being all of a quotation, from the place."""

    def __init__(self, index: Index) -> None:
        words = index.gazetteer.words
        self.of = words.get("of:*", frozenset())
        self.before = by_language(words, "house")
        self.behind = by_language(words, "house behind")
        self.quoted = by_language(words, "called in quotes")
        self.school = by_language(words, "a school's")
        self.schools = {
            lang: re.compile(
                rf"\b(?:{'|'.join(sorted(found))})(?: (?:{SORT}))? (?:(?:{STATE}) d\w+ (?:(?:la|los|el) )?)?$"
            )
            for lang, found in self.school.items()
        }
        self.small = by_language(words, "function")

    def asked(self, lang: str, kind: str) -> bool:
        """True where houses are called after a kind of form."""
        return kind in KINDS or (kind == "demonym" and (lang in SMALL or lang in INNS))

    def words(self, lang: str) -> frozenset[str]:
        """The words of which one is near wherever `has` holds without quotation marks."""
        lists = (self.before, self.behind, self.school)
        return frozenset().union(*(found.get(lang, ()) for found in lists))

    def has(self, reading: Reading, found: Candidate, entry: Entry) -> bool:
        """True where a word for a house stands right before the form or behind it, or the form is all of a quotation, or in one behind such a word."""
        text, lang = reading.text, reading.lang or ""
        if glued(text[found.start]) or text[found.start].islower():
            return False
        named = entry.kind in KINDS
        if lang == "de" and self._an_adjective_and(reading, found):
            return True
        if not named and lang not in SMALL and found.before not in GUESTS:
            return False
        if named and self._a_school(reading, found, lang):
            return True
        return self._beside(reading, found, lang, named=named) or self._in_quotes(reading, found, lang)

    def _a_school(self, reading: Reading, found: Candidate, lang: str) -> bool:
        """`el colegio República de Panamá`, `Escola Estadual Paraguai`; a school `de Panamá` may be any there."""
        school = self.schools.get(lang)
        return (
            school is not None
            and school.search(reading.folded, max(0, found.start - SCHOOL), found.start) is not None
        )

    def _beside(self, reading: Reading, found: Candidate, lang: str, *, named: bool) -> bool:
        """`Hotel Kyiv`, `Café de Turin` with a capital: a hôtel de Bamako may be any that is there."""
        houses = self.before.get(lang, ())
        start, word = found.start, found.before
        while word in ARTICLES:  # restaurant Le Petit Pékin
            start -= len(word) + 1
            start -= reading.text[start - 1 : start] in OPENING and start > 0
            word = surface.word_before(reading.text, start)
        if word and surface.last_word(word) in houses:
            away = AWAY.get(lang)
            return away is None or not away.search(reading.folded, found.start, found.end)
        if named and bare(word) in self.of:
            word = surface.word_before(reading.text, start - len(word) - 1)
            called = APOSTROPHE.split(word)[-1]  # l'Hôtel
            if called[:1].isupper() and bare(called) in houses:
                return not surface.opens_sentence(
                    reading.text, found.start - len(found.before) - len(word) - 2
                )
        return named and self._behind(reading, found, lang)

    def _behind(self, reading: Reading, found: Candidate, lang: str) -> bool:
        """`Moszkva mozi`, `Paris Oteli'nde`; not `Párizsi szállodák`, which may be any there, nor in English `a Moscow hotel`."""
        behind = self.behind.get(lang)
        if not behind or not found.after:
            return False
        word = APOSTROPHE.split(found.after)[0]
        if behind.isdisjoint((word, word.lower())):
            return False
        return not (
            reading.folded[found.end - 1] == "i" and surface.opens_sentence(reading.text, found.start)
        )

    def _an_adjective_and(self, reading: Reading, found: Candidate) -> bool:
        """`der Russische Hof`: in German an adjective has a capital inside a sentence where it begins a name."""
        if found.after not in self.behind["de"] or surface.opens_sentence(reading.text, found.start):
            return False
        return GERMAN.search(reading.folded, found.start, found.end) is not None

    def _in_quotes(self, reading: Reading, found: Candidate, lang: str) -> bool:
        """`кафе «Москва»`, `im „Paris“`: all of a quotation, or in one behind what is called by quoted names. English puts countries in quotes of which it doubts the name."""
        text, first = reading.text, found.start - 1
        if text[first : first + 1] not in OPENING or first < 1:
            return False
        before = bare(surface.word_before(text, first))
        if not before or (lang in SCARE and before in self.small[lang]):
            return False
        if text[found.end : found.end + 1] in CLOSING and text[found.end : found.end + 1]:
            return True
        closing = min((at for at in (text.find(mark, found.end) for mark in CLOSING) if at >= 0), default=-1)
        return 0 <= closing - found.start < QUOTED and before in self.quoted.get(lang, ())
