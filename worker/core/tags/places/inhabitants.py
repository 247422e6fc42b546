"""Inhabitants' names that are surnames behind a title, an office or an initial: `dr. Horváth`, `soudce Polák`, `J. Niemiec`."""

import re

from worker.core.tags.lexicon.index import Index
from worker.core.tags.lexicon.nouns import Entry, by_language
from worker.core.tags.places.candidate import Candidate
from worker.core.tags.places.needs import ALWAYS, BEFORE, BEHIND
from worker.core.tags.text import surface
from worker.core.tags.text.folding import glued
from worker.core.tags.text.reading import Reading

NONE: frozenset[str] = frozenset()
SAYS = "a surname says"
SHORT, TITLES, OFFICES, CALLINGS = (
    "short title before a surname",
    "title before a surname",
    "office before a surname",
    ("calling", "job"),
)
# What stands right before, with the point of what is shortened: `MUDr. `, `sędzia `.
WORD = re.compile(r"[^\W\d_]+(\.?) $")
LONGEST = 24  # code points that it takes
INITIAL = re.compile(r"(?:^|[^\w.’'])([^\W\d_])\. $")
INITIALS = re.compile(r" [^\W\d_a-zа-яіїє]\. ?[^\W\d_a-zа-яіїє]\.")
INITIALS_BEHIND = frozenset("ru uk bg".split())
# Where all inhabitants are written with a capital, their genitive in the plural: `trenér Němců`, whom he coaches.
MANY = {
    lang: re.compile(f"(?:{ends})$")
    for lang, ends in (("cs", "ů"), ("sk", "ov"), ("pl", "ów"), ("sl", "[oe]v"))
}
# Where it is also a surname's form behind a title in a case: `trenera Rusa`; `trener Rusa` is the Russians'.
ALIKE = {"hr": re.compile("a$"), "sr": re.compile("а$")}
OBLIQUE = re.compile("(?:[aeu]|om|em|[аеу]|ом|ем)$")
# Where countries' names have cases, and stand behind a title in a sentence of its own (`według pana Ukraina powinna`); some are inhabitants.
BY_CASES = frozenset("cs sk pl sl hr sr ru uk bg".split())
POLISH = re.compile("(?:Czech|Włoch|Niemc)(?:a|em|owi)?$|Niemiec$")
ADJECTIVE = re.compile(r"(?:[csz]k(?:[aeiouy]|[aei]j|[eé]?h?o|ie|im|ich|ou|em|emu|omu)|[сцз]ь?к\w{1,3})$")
DUTCH_ADJECTIVE = re.compile("se$")
# Where surnames are countries' names, too: rechter Holland, tuomari Norja.
NAMED_AS_COUNTRIES = frozenset("de nl sv da no fi".split())
WOMEN = re.compile(r"(?:ová|ovou|ovej|ovú|(?:ák|c)ové)$")  # Němcová, Polákové: no inhabitant is called so
WITH_WOMEN = frozenset("cs sk".split())


class Inhabitants:
    """Tells surnames from the inhabitants that they are called as."""

    def __init__(self, index: Index) -> None:
        words = index.gazetteer.words
        self.short = by_language(words, SHORT)
        self.titles, self.over_none = by_language(words, TITLES), by_language(words, OFFICES)
        self.offices = dict(self.over_none)
        for calling in CALLINGS:
            for lang, found in by_language(words, calling).items():
                self.offices[lang] = self.offices.get(lang, NONE) | found

        self.says = {
            lang: re.compile(rf" (?:{'|'.join(sorted(found))})\b")
            for lang, found in by_language(words, SAYS).items()
        }

    def asked(self, kind: str) -> bool:
        """True for what may be a surname: inhabitants and countries."""
        return kind in ("demonym", "name")

    def words(self, lang: str) -> frozenset[str]:
        """The words of which one stands before a form where `titled` holds."""
        return self.short.get(lang, NONE) | self.titles.get(lang, NONE) | self.offices.get(lang, NONE)

    def titled(self, reading: Reading, found: Candidate, entry: Entry) -> bool:
        """`MUDr. Němec`, `sędzia Polak`; not `trenér Němců`, nor `ministr České republiky`."""
        text, start, lang = reading.text, found.start, reading.lang or ""
        if text[start].islower() or glued(text[start]):
            return False
        word = WORD.search(text, max(0, start - LONGEST), start)
        if word is None:
            return False
        folded = reading.folded[word.start() : word.start(1)]
        if folded in self.short.get(lang, NONE) or (not word[1] and folded in self.titles.get(lang, NONE)):
            return _may_be_a_surname(lang, text[start : found.end], entry)
        if word[1] or folded not in self.offices.get(lang, NONE):
            return False
        return self._holds_office(reading, found, entry, folded)

    def _holds_office(self, reading: Reading, found: Candidate, entry: Entry, office: str) -> bool:
        lang, written = reading.lang or "", reading.text[found.start : found.end]
        if entry.kind == "name" and not (entry.person or self._is_over_none(lang, office, written)):
            return False
        if lang == "de" and found.after[:1].isupper():
            return False  # Bürgermeister Schweizer Städte
        adjective = DUTCH_ADJECTIVE if lang == "nl" else ADJECTIVE
        if entry.kind == "demonym" and adjective.search(reading.folded, found.start, found.end):
            return False
        if lang in ALIKE and ALIKE[lang].search(written) and not OBLIQUE.search(office):
            return False
        return not _of_many(lang, written)

    def _is_over_none(self, lang: str, office: str, written: str) -> bool:
        """True where a country's name right behind an office is a surname: rechter Holland; not the judges of England, nor a coach (Trainer Iran)."""
        own = office in self.over_none.get(lang, NONE)
        return own and lang in NAMED_AS_COUNTRIES and not written.endswith("s")

    def needs(self, lang: str) -> int:
        """What of a form's surroundings `initialled` needs: an initial before, in some languages one behind, in some nothing."""
        return ALWAYS if lang in WITH_WOMEN else BEFORE | BEHIND if lang in INITIALS_BEHIND else BEFORE

    def speaks(self, reading: Reading, found: Candidate, _entry: Entry) -> bool:
        """`Horváth szerint`, `Rusu a declarat`: who says something, where an inhabitant would have an article; one who opens a sentence."""
        pattern = self.says[reading.lang or ""]
        if not pattern.match(reading.folded, found.end) or reading.text[found.start].islower():
            return False
        return surface.opens_sentence(reading.text, found.start) and not ADJECTIVE.search(
            reading.folded, found.start, found.end
        )

    def initialled(self, reading: Reading, found: Candidate, entry: Entry) -> bool:
        """`J. Polák`, and in East Slavic `Грек А. П.`; in Czech and Slovak a woman's surname."""
        text, start = reading.text, found.start
        if entry.kind != "demonym" or text[start].islower() or glued(text[start]):
            return False
        initial = INITIAL.search(text, max(0, start - 4), start)
        if initial and initial[1].isupper() and reading.lang != "en" and not found.after[:1].isupper():
            return True  # `B. French Service` is of a list
        if reading.lang in WITH_WOMEN and WOMEN.search(text, start, found.end):
            return True
        return reading.lang in INITIALS_BEHIND and INITIALS.match(text, found.end) is not None


def _may_be_a_surname(lang: str, written: str, entry: Entry) -> bool:
    """True for what is one right behind a title that nobody has who stands over a nation."""
    if entry.kind == "name" and lang in BY_CASES and not entry.person:
        return lang == "pl" and POLISH.match(written) is not None
    return not _of_many(lang, written)


def _of_many(lang: str, written: str) -> bool:
    """True for inhabitants in the genitive of the plural, over whom is who stands before them: `kapitán Švédů`."""
    return lang in MANY and MANY[lang].search(written) is not None
