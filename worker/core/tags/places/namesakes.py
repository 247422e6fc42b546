"""Persons who are called as places are: `Rachel Holland`, `Jordan Pickford`, `tuomari Virolainen`, `cô Nga`."""

import re

from worker.core.tags.lexicon import givencases
from worker.core.tags.lexicon.index import Index
from worker.core.tags.lexicon.nouns import Entry, by_language
from worker.core.tags.places.candidate import Candidate
from worker.core.tags.places.needs import ALWAYS, BEFORE, BEHIND, NUMBER
from worker.core.tags.text import surface
from worker.core.tags.text.folding import bare, glued
from worker.core.tags.text.reading import Reading

SURNAME = "a person's surname"
GIVEN = "a person's given name"
TITLE = "a person's title"  # Bundesrat Johann Schneider-Ammann
SMALL_NATIONALITIES = frozenset(
    "fr es it pt sv no da fi hu ru uk bg sr ro ca el lv lt et".split()
)  # written small
# Of these, the ones whose names of countries and adjectives differ by more than an ending.
PLAIN = frozenset("fr es it pt sv no da fi hu".split())
SMALL_NOUNS = frozenset(
    "ru uk".split()
)  # where names of institutions have an adjective with a capital (Чешская Республика), but no inhabitant
ADJECTIVE = re.compile(r"[сцз]ь?к\w{1,3}$")
UNCASED = frozenset("ar fa ur he hi bn".split())  # no capital tells a given name from a noun
SHORT_VIETNAMESE = 4
KIN_FIRST = frozenset(("Anh",))  # a country and a word of address at once
SYLLABLE = 6  # letters of a Vietnamese one, at most: Nghiêng
INITIAL = re.compile(r"[A-Z]\.")
# A surname and an age: Israel Schneider, 52, Kenia Tamm (26), Israel Vallarta, de 54 años.
AGED = re.compile(
    r" [^\W\d_a-zà-ÿ][\w'’-]+(?: \(\d{1,2}\)| på \d{1,2} år|, (?:(?:de|di|în vârstă de|mwenye umri wa miaka|בן|בת) |d['’])?[1-9]\d?"
    r"(?:,|(?=\.(?:\s|$))|(?=\W+(?:an|añ|lat|éves|let|ya|år|ans|tah|ετ|лет|г\.|рок|год|g\.|jaar|Jahr|vuo|gad|met|ని|वर्ष))))"
)
# The age right behind: Martyna Rosja, 28 lat; Austin, 7, and his sister.
AGE = re.compile(r",? \(?[1-9]\d?\)?\W+(?:an|añ|lat|éves|let|år|ans|лет|год|рок|г\.|jaar|Jahr|vuo|gad|met)")
YEARS = re.compile(r", [1-9]\d?, ")
# What says that a name is a person's: a burglar who gave his name only as Chad, a boy called Israel; not `the report named Jordan`.
NAMED = re.compile(
    r"\b(?:(?:man|woman|boy|girl|teenager|suspect|driver|victim|someone|person|baby|son|daughter|brother|sister|friend|guy|dog|cat|horse)"
    r" (?:named|called|nicknamed)|(?:gave|give|gives|giving) (?:his|her|their) (?:first )?name (?:only )?as"
    r"|identified (?:himself|herself|themselves|only|him|her|them) (?:only )?as) $"
)
NAMED_BY = frozenset("named called nicknamed as".split())  # how all of that ends
TOWARDS = 40  # code points before a name in which that stands
IN_A_CASE = frozenset("cs sk pl sl hr sr".split())  # where a man's name and surname take endings together
CASE = re.compile(r"(?<=\w\w\w)(?:[aeu]|em|om|ovi|owi|ою|[аеу]|ом)$|(?<=\wí)(?:ho|mu|m)$")
WOMAN = re.compile(
    r"(?<=\w\w)(?:[ąęyou]|ie|ou|om|ě|ej|ój|е|у|ом)$"
)  # and how a woman's given name ends in one: Ewą, Evou
# How no country's name ends whose stem is an inhabitant's, too.
NO_COUNTRYS = {"ru": re.compile("а|у|ом"), "uk": re.compile("а|у|ові|ом"), "el": re.compile("οσ|ου|ο|ησ|η")}
SOUTH = frozenset("sl hr sr".split())
WOMAN_SOUTH = re.compile(r"(?<=\w\w)(?:[eiou]|om|[еиоу]|ом)$")  # Mojce, Mojci, Mojco
NO_SURNAMES = frozenset(
    "aeiouyůvw"
)  # with which countries' names end, and the plural of inhabitants, and surnames don't
WIFE = re.compile(r"né(?:t|nak|val|hoz|tól|ról|nál)?$")  # Hungarian: somebody's wife
DUTCH = frozenset(("de", "van", "der", "den"))
SMALL_SURROUNDED = frozenset(("nl", "vi"))  # where small words stand beside names: Frans de Waal, cô Nga
# Where an inhabitant's name is a surname, too, by its own capital or the word before.
NATIONALITIES_JUDGED = SMALL_NATIONALITIES | IN_A_CASE
NO_WORDS: frozenset[str] = frozenset()


class Namesakes:
    """Tells persons from the places that they are called as."""

    def __init__(self, index: Index) -> None:
        self.index = index
        self.words = index.gazetteer.words
        self.callings = {
            lang: by_language(self.words, "calling").get(lang, frozenset()) | jobs
            for lang, jobs in by_language(self.words, "job").items()
        }
        self.givens, self.anywhere = index.given.listed, index.given.anywhere

    def needs(self, lang: str, kind: str) -> tuple[int, frozenset[str]]:
        """What of a form's surroundings `why_not` needs: another name or an age beside it, or in English one of these words before."""
        if lang in SMALL_SURROUNDED or (kind == "demonym" and lang in NATIONALITIES_JUDGED):
            return ALWAYS, NO_WORDS
        return BEFORE | BEHIND | NUMBER, NAMED_BY if lang == "en" else NO_WORDS

    def why_not(self, reading: Reading, found: Candidate, entry: Entry) -> str | None:
        """SURNAME behind a given name; GIVEN, for forms that are given names themselves, before a surname; else None."""
        first = reading.text[found.start]
        if glued(first):
            return None
        if reading.lang == "vi":
            return self._vietnamese(reading, found, entry)
        if first.islower():
            return None
        if self._behind_a_name(reading, found, entry) or (
            entry.kind != "demonym" and self._aged(reading, found)
        ):
            return SURNAME
        if entry.kind == "demonym":
            return self._of_a_nation(reading, found)
        both = any(one.person for one in found.entries) or self._also_given(reading, found, entry)
        named = both and (self._opens_a_name(reading, found) or self._at_an_age(reading, found))
        named = named or _called_so(reading, found)
        return GIVEN if named or AGED.match(reading.text, found.end) else None

    def _aged(self, reading: Reading, found: Candidate) -> bool:
        """`Martyna Rosja, 28 lat`: an age right behind, and another name right before."""
        before = found.before
        if not before[:1].isupper() or before.isupper() or not before.isalpha():
            return False
        if reading.lang == "de" or self.index.titles.is_title(reading.lang, bare(before)):
            return False
        return AGE.match(reading.text, found.end) is not None or _years_behind(reading.text, found.end)

    def _at_an_age(self, reading: Reading, found: Candidate) -> bool:
        """`Austin, 7, and his sister`."""
        return _years_behind(reading.text, found.end) and not found.before[:1].isupper()

    def _of_a_nation(self, reading: Reading, found: Candidate) -> str | None:
        """What an adjective or an inhabitant with a capital is instead."""
        if reading.lang == "nl" and self._dutch(reading, found):
            return GIVEN
        return None if found.named else self._nationality_as_surname(reading, found)

    def _dutch(self, reading: Reading, found: Candidate) -> bool:
        """`Frans de Waal`, `Frans Timmermans`; not `in het Frans van toen`, nor `Frans Guyana`, which is longer."""
        if found.before.islower() or reading.folded[found.start : found.end] not in self.givens.get("nl", ()):
            return False
        return found.after in DUTCH or found.after[:1].isupper()

    def titled(self, reading: Reading, found: Candidate, entry: Entry) -> str | None:
        """TITLE for a seat of government that is an office's name, too, before a given name."""
        return TITLE if entry.kind == "metonym" and self._given(reading, found.after) else None

    def _behind_a_name(self, reading: Reading, found: Candidate, entry: Entry) -> bool:
        """`Rachel Holland`, `Német Péter`, `Marguerita M. Cheng`."""
        if reading.lang == "en" and entry.kind in ("city", "region") and INITIAL.fullmatch(found.before):
            return True
        if entry.kind == "name" and reading.lang in UNCASED:
            return False  # surnames are made of its adjective there, and half of the given names are nouns: the peace of Iran
        first = self._first(reading, found)
        if self._given(reading, first) or self._given_in_a_case(reading, found, entry, first):
            return True
        if reading.lang == "hu" and entry.kind == "demonym":
            return self._given(reading, found.after) or self._given(reading, _husband(found.after))
        return entry.kind == "name" and self._at_work(reading, found)

    def _given_in_a_case(self, reading: Reading, found: Candidate, entry: Entry, word: str) -> bool:
        """`Tomáše Poláka`, `Marka Turka`, `Γιώργου Γερμανού`: both in a case; a Slavic woman's surname stays as it is (`Ewą Czech`)."""
        lang = reading.lang or ""
        if lang not in givencases.LANGS or not word[:1].isupper():
            return False
        if entry.kind != "demonym" and not self._as_an_inhabitant(reading, found, entry):
            return False
        if lang in IN_A_CASE and not self._agree(reading, found, entry, word):
            return False
        return any(self.index.given.holds(lang, one) for one in givencases.nominatives(lang, bare(word)))

    def _as_an_inhabitant(self, reading: Reading, found: Candidate, entry: Entry) -> bool:
        """True where the stem of a country's name ends as an inhabitant's: `Ивана Хорвата`, `Γιώργου Γερμανού`."""
        ends = NO_COUNTRYS.get(reading.lang or "")
        if ends is None:
            return entry.stem and reading.lang in IN_A_CASE
        rest = reading.folded[found.start + len(entry.form) : found.end]
        return entry.stem and ends.fullmatch(rest) is not None

    def _agree(self, reading: Reading, found: Candidate, entry: Entry, word: str) -> bool:
        """True where the name is in a case as the given one is, or is no man's and ends as a surname does."""
        case, ending = CASE.search(word), CASE.search(reading.text, found.start, found.end)
        if ending is None:
            woman = WOMAN_SOUTH if reading.lang in SOUTH else WOMAN
            return woman.search(word) is not None and reading.text[found.end - 1] not in NO_SURNAMES
        if case is None:
            return False
        return entry.kind == "demonym" or self._goes_along(reading, found, case, ending)

    def _goes_along(
        self, reading: Reading, found: Candidate, case: re.Match[str], ending: re.Match[str]
    ) -> bool:
        """`biegu Bronisława Czecha`: of a country's own name both endings are the same, and no sentence opens there (`Vláda Rakouska`)."""
        start = found.start - len(found.before) - 1
        opens = reading.lang != "pl" and surface.opens_sentence(reading.text, start)
        return case[0] == ending[0] and not opens

    def _at_work(self, reading: Reading, found: Candidate) -> bool:
        """`Kaptajn Bo Island`: a name of one word between a calling and a country, whatever that name is."""
        if not found.before[:1].isupper() or not found.before.isalpha():
            return False
        start = found.start - len(found.before) - 1
        return bare(surface.word_before(reading.text, start)) in self.callings.get(reading.lang or "", ())

    def _also_given(self, reading: Reading, found: Candidate, entry: Entry) -> bool:
        """True for a city or a region that is a given name in any language, too: `Kent Beck`, in German `Sydney Meyer`."""
        if entry.kind not in ("city", "region"):
            return False
        return reading.folded[found.start : found.end] in self.anywhere

    def _opens_a_name(self, reading: Reading, found: Candidate) -> bool:
        """True where a surname stands behind: a capital that is no institution's, and no word of place before.

        In capitals it is one where a colon follows, as behind the name of somebody who is asked or quoted.
        """
        if found.before.lower() in self.words.get("place:*", ()):
            return False
        institution = found.after.lower() in self.words.get("institution:*", ())
        if institution or not found.after[:1].isupper():
            return False
        return not found.after.isupper() or reading.text.startswith(":", found.end + 1 + len(found.after))

    def _first(self, reading: Reading, found: Candidate) -> str:
        """The word before; in Dutch the one before its small words: `Piet de Duitser`, `Anna van Polen`."""
        word, start = found.before, found.start
        while reading.lang == "nl" and word in DUTCH:
            start -= len(word) + 1
            word = surface.word_before(reading.text, start)
        return word

    def _given(self, reading: Reading, word: str) -> bool:
        """True for a given name, written as one."""
        if len(word) < 2 or word[0].islower():
            return False
        if reading.lang == "nl" and bare(word) in self.givens.get("nl", ()):
            return True  # Frans, though it is French
        return self.index.given.holds(reading.lang, word)

    def _nationality_as_surname(self, reading: Reading, found: Candidate) -> str | None:
        """`Halina Czech`, `tuomari Virolainen`: a capital inside a sentence where the language writes nationalities small."""
        if reading.lang not in SMALL_NATIONALITIES or not reading.text[found.start].isupper():
            return None
        before = found.before
        if before.isupper() and len(before) > 1:
            return None
        if reading.lang in SMALL_NOUNS and any(one.lower for one in found.entries):
            noun = ADJECTIVE.search(reading.folded, found.start, found.end) is None
            if noun and len(before) > 2 and not surface.opens_sentence(reading.text, found.start):
                return SURNAME
        if not before[:1].isupper() and reading.lang not in PLAIN:
            return None
        start = found.start - len(before) - 1 if before[:1].isupper() else found.start
        if bare(before) in self.words.get(f"counted:{reading.lang}", ()):
            return None
        middle = not surface.opens_sentence(reading.text, start)
        return SURNAME if middle and (len(before) > 2 or before[:1].islower()) else None

    def _vietnamese(self, reading: Reading, found: Candidate, entry: Entry) -> str | None:
        """`cô Nga`, `Tuấn Anh`, `Mỹ Linh`: a short name behind a word of address, or beside a syllable of a name, is somebody's."""
        if entry.kind != "name" or found.end - found.start > SHORT_VIETNAMESE:
            return None
        if found.before.lower() in self.words.get("given person:vi", ()):  # accents and all: bắc is no bác
            return SURNAME
        if (
            found.after[:1].isupper()
            and reading.text[found.start : found.end] in KIN_FIRST
            and surface.opens_sentence(reading.text, found.start)
        ):
            return SURNAME  # Anh Đức: elder brother, not Britain
        start = found.start - len(found.before) - 1
        behind = found.before[:1].isupper() and not found.before.isupper() and found.before.isalpha()
        named = behind and len(found.before) <= SYLLABLE and not surface.opens_sentence(reading.text, start)
        given = found.after[:1].isupper() and bare(found.after) in self.givens.get("vi", ())
        # `Anh Đức ghi bàn`: where it opens a sentence it is a word of address, or a name's first syllable.
        opens = found.after[:1].isupper() and surface.opens_sentence(reading.text, found.start)
        written = reading.text[found.start : found.end].lower()
        address = opens and written in self.words.get("given person:vi", ())
        return SURNAME if named or given or address else None


def _years_behind(text: str, end: int) -> bool:
    """`Austin, 7, and`; in a table of results (`Austin, 7, Sydney, 9`) a capital follows."""
    years = YEARS.match(text, end)
    return years is not None and text[years.end() :][:1].islower()


def _called_so(reading: Reading, found: Candidate) -> bool:
    """`gave his name only as Chad`, in English."""
    if reading.lang != "en" or found.after[:1].isupper():
        return False
    return NAMED.search(reading.text, max(0, found.start - TOWARDS), found.start) is not None


def _husband(word: str) -> str:
    """The given name in a married woman's: Lajosné, Istvánnét."""
    found = WIFE.search(word)
    return word[: found.start()] if found else ""
