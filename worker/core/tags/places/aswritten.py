"""What forms may be read as where they stand: in the case and with the endings that they have there."""

from collections.abc import Iterable
from typing import NamedTuple

from worker.core.tags.lexicon.endings import Endings
from worker.core.tags.lexicon.index import Place
from worker.core.tags.lexicon.nouns import ADJECTIVE, ANY, Entry
from worker.core.tags.places.candidate import Candidate
from worker.core.tags.places.lesser import HOMES
from worker.core.tags.text import surface
from worker.core.tags.text.folding import glued
from worker.core.tags.text.reading import Reading

LONG_STEM = 5
LONG_NAME = 6  # letters of a country's name that hardly another word begins with
CALLED = "name:generated"  # the rule of countries' names from CLDR
ARTICLE = 3  # letters of the longest article that names begin with
HYPHENS = ("-", "‑", "–")
LAST = "\u0e00"  # before the scripts that set no spaces, in which a word would be all that follows
MOST_WRITTEN = 20_000  # words remembered: a bound
Key = tuple[str | None, int, int, str]  # a language, a form's number, its letters, its word


class Written(NamedTuple):
    """What a form is as it is written, best first (nothing: no place), and how many letters of the text it takes."""

    entries: tuple[Entry, ...]
    length: int


class AsWritten:
    """Reads forms by the letters of their word: what they may be is remembered, for news names the same places."""

    def __init__(self, endings: Endings) -> None:
        self.endings = endings
        self._known: dict[Key, Written] = {}

    def candidates(self, reading: Reading, hits: Iterable[Place]) -> list[Candidate]:
        """The forms found in a text that can be read there, in their order."""
        found = []
        lang, text, folded = reading.lang, reading.text, reading.folded
        for start, end, number, readings in hits:
            stop = folded.find(" ", end)
            if stop < 0 or text[start] > LAST:
                written = self._read(reading, start, end, readings)
            else:
                key = (lang, number, end - start, text[start:stop])
                known = self._known.get(key)
                written = known or self._read(reading, start, end, readings)
                if known is None and not any(map(_needs_more, readings)):
                    self._remember(key, written)
            if written.entries:
                found.append(Candidate(start, start + written.length, list(written.entries)))
        return found

    def _remember(self, key: Key, written: Written) -> None:
        if len(self._known) >= MOST_WRITTEN:
            self._known.clear()
        self._known[key] = written

    def _read(self, reading: Reading, start: int, end: int, readings: tuple[Entry, ...]) -> Written:
        rest = _rest(reading, end)
        entries = [
            self.endings.in_its_case(entry, rest) if entry.kind == "name" and entry.stem else entry
            for entry in readings
            if self._reads(reading, start, end, entry)
        ]
        if not entries:
            return Written((), 0)
        stop = reading.folded.find(" ", end) if entries[0].stem else end
        entries.sort(key=_weight)
        return Written(tuple(entries), (end if stop < 0 or glued(reading.text[start]) else stop) - start)

    def _reads(self, reading: Reading, start: int, end: int, entry: Entry) -> bool:
        """True where the entry can be read at this place: its case, its endings."""
        text = reading.text
        if not _letters_fit(text, start, end, entry):
            return False
        if entry.stem and not self._ends(reading, start, end, entry):
            return False
        if reading.lang in ACCENTED and text[start].islower() and not _accents_fit(text, start, entry.form):
            return False
        if reading.lang in MARKED and not text[end - 1].isupper() and not _marked_alike(text, start, entry):
            return False
        # In Vietnamese an accent makes another word.
        return (
            reading.lang != "vi" or "vi" not in entry.langs or text[start:end].lower() == entry.form.lower()
        )

    def _ends(self, reading: Reading, start: int, end: int, entry: Entry) -> bool:
        langs = entry.langs
        rest = _rest(reading, end)
        if entry.rule == ADJECTIVE:
            return self.endings.fit(reading.lang, rest, long=False)
        if entry.rule == CALLED:
            return self.endings.fit_name(reading.lang, rest)
        if (
            len(langs) > 1 or langs == (ANY,) or entry.rule == HOMES
        ):  # cities: only what a proper name may take
            return self.endings.fit(f"{reading.lang}:person", rest, long=False) or rest == "s"
        if self.endings.fit(reading.lang, rest, long=end - start >= LONG_STEM):
            return True
        long = end - start >= LONG_NAME
        return entry.kind == "name" and self.endings.joins(reading.lang, rest, long=long)


def _needs_more(entry: Entry) -> bool:
    """True where more than the letters of its word says whether an entry is read: its line, the sentence, a hyphen behind it."""
    return entry.exact or entry.rule == ADJECTIVE or entry.form[-1] == "-"


# In these an accent makes another word, and everybody writes them: rúška (a mask) is no ruská. Of a stem the last letter may change.
ACCENTED = frozenset("cs sk".split())

# In these a word without its accent is another: servia (was serving), serviço; sérvia.
MARKED = frozenset(("pt",))


def _marked_alike(text: str, start: int, entry: Entry) -> bool:
    """True where a small word of the language begins with the letters of the form, accents and all.

    The last letter of a stem may change, and a masculine's ending loses its accent: escocês, escocesa.
    """
    end = len(entry.form) - entry.stem
    return len(entry.langs) > 1 or _unended(text[start : start + end]) == _unended(entry.form[:end])


def _unended(word: str) -> str:
    return word.lower().replace("ê", "e")


def _accents_fit(text: str, start: int, form: str) -> bool:
    """False where a letter written in the text has an accent that the form hasn't."""
    written = text[start : start + len(form) - 1].lower()
    return all(one.isascii() or one == its for one, its in zip(written, form.lower(), strict=False))


def _letters_fit(text: str, start: int, end: int, entry: Entry) -> bool:
    """True where capitals stand as the entry wants them, and behind a first part (`turco-`) a hyphen."""
    if text[start].islower():
        if not entry.lower:
            return False
    elif entry.rule == ADJECTIVE and text[start].isupper() and not surface.opens_sentence(text, start):
        return False  # a surname, or a street: Karol Londyński
    if entry.exact and not _as_written(text, start, end, entry.form):
        return False
    if _small_behind_article(text, start, entry.form):
        return False
    return entry.form[-1] != "-" or text[end : end + 1] in HYPHENS


def _small_behind_article(text: str, start: int, form: str) -> bool:
    """`La réunion du conseil`, `La paz llegó`: behind a first word of an article's length the name itself has its capital."""
    space = form.find(" ", 1, ARTICLE + 1)
    if space < 0:
        return False
    second = start + space + 1
    return form[space + 1 : space + 2].isupper() and text[second : second + 1].islower()


def _as_written(text: str, start: int, end: int, form: str) -> bool:
    """True where a form is read only as it is written: US in no line of capitals, U.S. anywhere, neither in U.S.S. Nimitz."""
    if not text.startswith(form, start) or text[start + len(form) : start + len(form) + 1].isalnum():
        return False
    return "." in form or not surface.shouted(text, start, end)


def _rest(reading: Reading, end: int) -> str:
    """What follows a form inside its word, folded."""
    stop = reading.folded.find(" ", end)
    return reading.folded[end : stop if stop >= 0 else None]


def _weight(entry: Entry) -> int:
    return -entry.weight
