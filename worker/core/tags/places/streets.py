"""Streets, which are called after countries and cities: `rue de Londres`, `улица „Париж“`, `Londongatan`."""

import re

from worker.core.tags.lexicon.index import Index
from worker.core.tags.lexicon.nouns import Entry, by_language
from worker.core.tags.places.candidate import Candidate
from worker.core.tags.text import surface
from worker.core.tags.text.folding import bare, glued
from worker.core.tags.text.reading import Reading

KINDS = frozenset(("name", "city", "region", "demonym"))  # of entries that streets are called after
BY_ADJECTIVE = frozenset("pl cs sk sl hr sr ru uk bg ro".split())  # ulica Francuska, улица Польская
# Endings of an adjective there: ulice Londýnská; and of several streets, which are the city's own: лондонские улицы.
ADJECTIVE = re.compile(r"(?:[csz]k\w{1,3}|[сцз]ь?к(?:а|у|и|е|ая|ой|ую|ое|ий|ого|ому|им|ом|ої|ій))$")
SEVERAL = re.compile(r"(?:ие|их|ими|им|ські|ських|цькі|цьких|skie|skich|ckie|ckich)$")
APOSTROPHE = re.compile("['’]")  # before an ending in Turkish
PREFIXING = frozenset(("he", "ar"))  # "in" is a letter of the next word
QUOTES = "„“”«»\"'’‘"


class Streets:
    """Tells streets from the places that they are called after."""

    def __init__(self, index: Index) -> None:
        words = index.gazetteer.words
        self.of = words.get("of:*", frozenset())
        self.suffix = re.compile(f"(?:{'|'.join(sorted(words.get('street suffix:*', ('$.',))))})$")
        self.before = by_language(words, "street")
        self.of_adjectives = by_language(words, "street of an adjective")
        self.behind = by_language(words, "street behind")
        self.others = by_language(words, "no street")

    def has(self, reading: Reading, found: Candidate, entry: Entry) -> bool:
        """True where a word of a street stands before the form, behind it or in it: `rue de Londres`, `Párizsi utca`, `Londongatan`."""
        if entry.kind not in KINDS:
            return False
        if glued(reading.text[found.start]):
            return self._glued(reading, found)
        # In what follows the form, so that a Venezolaan is no laan.
        ending = found.start + len(entry.form)
        if ending < found.end and self.suffix.search(reading.folded, ending, found.end):
            return True
        # An adjective written small is a nation's or a city's: `польская улица ждёт`, `a moszkvai utcán`.
        if reading.text[found.start].islower():
            return False
        return self._behind(reading, found, entry) or self._before(reading, found, entry)

    def _glued(self, reading: Reading, found: Candidate) -> bool:
        """`ถนนอังกฤษ`, `华盛顿大街`: without a space between."""
        lang = reading.lang or ""
        before, behind = tuple(self.before.get(lang, ())), tuple(self.behind.get(lang, ()))
        return reading.folded.endswith(before, 0, found.start) or reading.text.startswith(behind, found.end)

    def _behind(self, reading: Reading, found: Candidate, entry: Entry) -> bool:
        """`Londoner Allee`, `Варшавское шоссе`; in German not `Norwegen Platz eins`."""
        lang = reading.lang or ""
        if APOSTROPHE.split(found.after.lower())[0] not in self.behind.get(lang, ()):
            return False
        form = reading.folded[found.start : found.end]
        if lang == "de" and not (form.endswith("er") or entry.kind == "demonym"):
            return False
        return SEVERAL.search(form) is None

    def _before(self, reading: Reading, found: Candidate, entry: Entry) -> bool:
        """`улица Париж`, `avenue de Londres`; right before, with nothing but a small word between."""
        lang = reading.lang or ""
        names, adjectives = self.before.get(lang, ()), self.of_adjectives.get(lang, ())
        if not names and not adjectives:
            return False
        start, word = self._word_before(reading, found)
        said = surface.last_word(word)
        form = reading.folded[found.start : found.end]
        adjective = lang in BY_ADJECTIVE and (entry.kind == "demonym" or ADJECTIVE.search(form) is not None)
        if entry.kind == "demonym" and not adjective:
            return False
        if lang in PREFIXING and form[0] != bare(entry.form)[0]:
            return False  # בכיכר בקייב: in it
        if said not in names and not (adjective and said in adjectives):
            return False
        return f"{surface.word_before(reading.text, start)} {word}".lower() not in self.others.get(lang, ())

    def _word_before(self, reading: Reading, found: Candidate) -> tuple[int, str]:
        """The word before, without a small one between (`d'`, `de`) and quotation marks, and where it begins."""
        text, start = reading.text, found.start
        if text[start - 1 : start] in QUOTES:
            start -= 1
            if text[start - 1 : start].isalpha():  # d'Italie
                start = text.rfind(" ", 0, start) + 1
        word = surface.word_before(text, start)
        if bare(word) in self.of:
            start -= len(word) + 1
            word = surface.word_before(text, start)
        return start - len(word) - 1, word
