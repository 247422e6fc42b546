"""Why a form that looks like a country is none: the words beside it, a street, a language, somebody's name."""

import re
from collections import defaultdict
from collections.abc import Iterable

import msgspec

from worker.core.tags import surface
from worker.core.tags.calledafter import CalledAfter
from worker.core.tags.folding import bare, glued
from worker.core.tags.index import Index, Reading
from worker.core.tags.languagerows import VERB, LanguageRows
from worker.core.tags.nouns import ANY, Context, Entry, by_language

PERSON = "person"  # in a context's kinds: forms that are also a person's name
ELSE = "a name of something else"
SURNAME = "a person's surname"
GIVEN = "a person's given name"
TITLE = "a person's title"  # Bundesrat Johann Schneider-Ammann
WORK = "the title of a work"
LANGUAGE = "a language"
STREET = "a street"
IN_STREETS = frozenset(("name", "city", "region", "demonym"))
EARLIER, LATER = 45, 25  # code points before and behind a form in which a word of speech makes it a language
TOWARDS = 24  # code points before a form in which a word of a street stands
SMALL_NATIONALITIES = frozenset("fr es it pt sv no da fi hu ru uk bg sr ro ca el".split())  # written small
# Of these, the ones whose names of countries and adjectives differ by more than an ending.
PLAIN = frozenset("fr es it pt sv no da fi hu".split())
# In these the verb stands last: a word of speech may follow its language.
VERB_LAST = frozenset("hi bn ur fa tr hu ja ko".split())
SPEAKS = frozenset("speak speaks spoke speaking learn learns learned learnt learning".split())
SPOKEN = {
    "en": frozenset("in into".split()) | SPEAKS,
    "de": frozenset("auf sprechen spricht sprach lernen".split()),
    "fr": frozenset(("en", "parle", "parler", "parlent", "parlait")),
    "es": frozenset(("en", "habla", "hablar", "hablan")),
    "pt": frozenset(("em", "fala", "falar", "falam", "língua")),
    "it": frozenset(("in", "parla", "parlare", "parlano")),
    "nl": frozenset(("het", "spreekt", "spreken")),
    "sv": frozenset(("på", "talar")),
    "no": frozenset(("på", "snakker")),
    "da": frozenset(("på", "taler")),
    "pl": frozenset(("po",)),
}  # words right before a language
# Where the adjective is written as the language is but for an ending, what the language ends in: po rosyjsku, het Frans.
NAMED_AS = {
    "pl": re.compile(r"[sc]ku$"),
    "nl": re.compile(r"[^e]$"),
    "no": re.compile(r"k$"),
    "da": re.compile(r"k$"),
}
BEFORE_NOUNS = frozenset("sv no da".split())  # in these `på norsk` may go on: `på norsk sokkel`
TAUGHT = re.compile(r"(?:isch|deutsch)(?:lehrer|unterricht|kurs|kenntnis|stunde|buch)")  # Griechischlehrer
UNCASED = frozenset("ar fa ur he hi bn".split())  # no capital tells a given name from a noun
STREETS_BY_ADJECTIVE = frozenset("pl cs sk sl hr sr ru uk bg ro".split())  # ulica Francuska, улица Польская
TONGUES = frozenset("語语")  # behind a country's name in Chinese and Japanese
AND_PREFIX = {"ar": "و", "fa": "و", "he": "ו"}  # "and" is a letter of the next word
CLOSES_A_TITLE = re.compile(r"[,.]?[”’\"'»“]")
OPENS_A_TITLE = re.compile(r"[“‘\"'«„](?:The|An?) $")
PUNCTUATION = re.compile(r"\s*(?:[.,;:!?…)»”\"'’。、，；！？]|$)")
ENDS = re.compile(r"[.!?…。！？\n]")
SHORT_VIETNAMESE = 4
SYLLABLE = 6  # letters of a Vietnamese one, at most: Nghiêng
INITIAL = re.compile(r"[A-Z]\.")
DUTCH = frozenset(("de", "van", "der", "den"))


class Candidate(msgspec.Struct, gc=False):
    """A form in the text with the entries that read it there, best first, and the words right beside it."""

    start: int
    end: int
    entries: list[Entry]
    before: str = ""
    after: str = ""
    named: bool = False  # the same letters can also be read as a country's name
    known: bool = False  # the same letters stand in a table that somebody wrote


class Verdicts:
    """Judges candidates. Every rule answers with the name of its reason to drop, or None."""

    def __init__(self, index: Index) -> None:
        self.index = index
        self.words = index.gazetteer.words
        self.language_rows = LanguageRows(index)
        self.called_after = CalledAfter(self.words)
        self.givens = {lang: frozenset(map(bare, names)) for lang, names in index.gazetteer.given.items()}
        self.anywhere = frozenset().union(*self.givens.values())
        self.before = _by_word(index.gazetteer.contexts, "before")
        self.after = _by_word(index.gazetteer.contexts, "after")
        self.speech = {lang: _starts(words) for lang, words in by_language(self.words, "speech").items()}
        self.called = {
            lang: _starts(words) for lang, words in by_language(self.words, "called a language").items()
        }
        small = self.words.get("of:*", frozenset())
        of = "|".join(sorted(small))
        self.behind = re.compile("|".join(map(re.escape, sorted(self.words.get("street behind:*", ("\n",))))))
        self.suffix = re.compile(f"(?:{'|'.join(sorted(self.words.get('street suffix:*', ('$.',))))})$")
        self.streets = {
            lang: re.compile(rf"\b(?:{'|'.join(sorted(words))})\s+(?:(?:{of})\s+)?$")
            for lang, words in by_language(self.words, "street").items()
        }
        self.street_words = {lang: words | small for lang, words in by_language(self.words, "street").items()}

    def why_not(self, reading: Reading, found: Candidate) -> str | None:
        """The reason why the form, one of a place, is no country here, or None."""
        entry = found.entries[0]
        return (
            self.a_language(reading, found, entry)
            or self.a_work(reading, found, entry)
            or self._beside(reading, found, entry)
            or self.called_after.why_not(reading, found.start, found.end, entry)
            or self.a_street(reading, found, entry)
            or self._named_person(reading, found, entry)
            or (TITLE if entry.kind == "metonym" and self._given(reading, found.after) else None)
        )

    def a_language(self, reading: Reading, found: Candidate, entry: Entry) -> str | None:
        """`in English.`, `en français`, `po angielsku`, `auf Deutsch`; and `learns Russian and Spanish`, not `met Russian envoys`."""
        lang = reading.lang or ""
        if reading.text[found.end : found.end + 1] in TONGUES and glued(reading.text[found.start]):
            return LANGUAGE
        if entry.kind != "demonym" and lang not in ("tr", "el"):
            return None
        said = self._called_a_language(found, lang) or self._in_a_language(reading, found, lang)
        return LANGUAGE if said else None

    def _in_a_language(self, reading: Reading, found: Candidate, lang: str) -> bool:
        if found.before.lower() in SPOKEN.get(lang, ()):
            return self._said_in(reading, found, lang)
        if lang == "de":
            return _german_language(reading, found)
        if lang == "en" and self.language_rows.holds(reading, found.start, found.end):
            return True
        return self._is_spoken(reading, found, lang)

    def _called_a_language(self, found: Candidate, lang: str) -> bool:
        """`język turecki`, `deutsche Sprache`: the word for a language right beside it."""
        called = self.called.get(lang)
        if called is None:
            return False
        return any(word and called.match(bare(word)) for word in (found.after, found.before))

    def _said_in(self, reading: Reading, found: Candidate, lang: str) -> bool:
        """True where the form behind `in`, `auf`, `po` is a language: `auf Deutsch`, not `auf deutschem Boden`."""
        if reading.text[found.end : found.end + 1] == "-":
            return False
        if lang == "en":
            return _stands_alone(reading, found)
        if lang == "de":
            return _german_language(reading, found)
        ending = NAMED_AS.get(lang)
        if ending and not ending.search(reading.folded, found.start, found.end):
            return False
        return lang not in BEFORE_NOUNS or self._no_noun(reading, found, lang, self.speech[lang])

    def a_work(self, reading: Reading, found: Candidate, entry: Entry) -> str | None:
        """`“The Irishman”`, `"An American"`: an inhabitant and an article with a capital that are all of a quotation."""
        if entry.kind != "demonym" or not CLOSES_A_TITLE.match(reading.text, found.end):
            return None
        return WORK if OPENS_A_TITLE.search(reading.text, max(0, found.start - 5), found.start) else None

    def _is_spoken(self, reading: Reading, found: Candidate, lang: str) -> bool:
        """True where a word of speech is near, and no noun stands beside the form."""
        speech = self.speech.get(lang)
        if speech is None or not self._no_noun(reading, found, lang, speech):
            return False
        first = max(0, found.start - EARLIER)
        breaks = [match.end() for match in ENDS.finditer(reading.text, first, found.start)]
        if speech.search(reading.folded, breaks[-1] if breaks else first, found.start):
            before = bare(found.before).removeprefix(AND_PREFIX.get(lang, "\n"))
            listed = not before and reading.text[: found.start].endswith(", ")
            return listed or before in self.words.get(f"joint:{lang}", ()) or bool(speech.match(before))
        return lang in VERB_LAST and speech.search(reading.folded, found.end, found.end + LATER) is not None

    def _no_noun(self, reading: Reading, found: Candidate, lang: str, speech: re.Pattern[str]) -> bool:
        if PUNCTUATION.match(reading.text, found.end):
            return True
        after = bare(found.after)
        joint = after in self.words.get(f"joint:{lang}", ()) or after.startswith(AND_PREFIX.get(lang, "\n"))
        return joint or bool(speech.match(after))

    def _beside(self, reading: Reading, found: Candidate, entry: Entry) -> str | None:
        """Words beside the form that make it the name of something else."""
        for word, rules in ((found.after, self.after), (found.before, self.before)):
            contexts = rules.get(word)
            if contexts is None:
                continue
            for lang in (reading.lang or "", ANY):
                context = contexts.get(lang)
                if context and (entry.kind in context.kinds or (entry.person and PERSON in context.kinds)):
                    return context.reason
        return None

    def a_street(self, reading: Reading, found: Candidate, entry: Entry) -> str | None:
        """`rue de Londres`, `улица „Париж“`, `Párizsi utca`, `Londongatan`."""
        if glued(reading.text[found.start]) or entry.kind not in IN_STREETS:
            return None
        # In what follows the form, so that a Venezolaan is no laan.
        ending = found.start + len(entry.form)
        ended = ending < found.end and self.suffix.search(reading.folded, ending, found.end)
        if ended or self.behind.match(bare(found.after)):
            return STREET
        streets = self.streets.get(reading.lang or "")
        if streets is None or (entry.kind == "demonym" and not _names_a_street(reading, found)):
            return None
        # Where a word stands right before, it tells alone whether there is anything to look for.
        if found.before and last_word(found.before) not in self.street_words[reading.lang or ""]:
            return None
        near = reading.folded[max(0, found.start - TOWARDS) : found.start]
        return STREET if streets.search(near) else None

    def _named_person(self, reading: Reading, found: Candidate, entry: Entry) -> str | None:
        """A given name before it, or, for forms that are given names themselves, a surname behind it."""
        first = reading.text[found.start]
        if glued(first):
            return None
        if reading.lang == "vi":
            return self._vietnamese(reading, found, entry)
        if first.islower():
            return None
        if self._behind_a_name(reading, found, entry):
            return SURNAME
        if entry.kind == "demonym":
            return None if found.named else self._nationality_as_surname(reading, found)
        both = any(one.person for one in found.entries) or self._also_given(reading, found, entry)
        return GIVEN if both and self._opens_a_name(reading, found) else None

    def _behind_a_name(self, reading: Reading, found: Candidate, entry: Entry) -> bool:
        """`Rachel Holland`, `Német Péter`, `Marguerita M. Cheng`."""
        if reading.lang == "en" and entry.kind in ("city", "region") and INITIAL.fullmatch(found.before):
            return True
        if entry.kind == "name" and reading.lang in UNCASED:
            return False  # surnames are made of its adjective there, and half of the given names are nouns: the peace of Iran
        if self._given(reading, self._first(reading, found)):
            return True
        return reading.lang == "hu" and entry.kind == "demonym" and self._given(reading, found.after)

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
        return self.index.is_given(reading.lang, word)

    def _nationality_as_surname(self, reading: Reading, found: Candidate) -> str | None:
        """`Halina Czech`, `tuomari Virolainen`: a capital inside a sentence where the language writes nationalities small."""
        if reading.lang not in SMALL_NATIONALITIES or not reading.text[found.start].isupper():
            return None
        before = found.before
        if before.isupper() and len(before) > 1:
            return None
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
        start = found.start - len(found.before) - 1
        behind = found.before[:1].isupper() and not found.before.isupper() and found.before.isalpha()
        named = behind and len(found.before) <= SYLLABLE and not surface.opens_sentence(reading.text, start)
        given = found.after[:1].isupper() and bare(found.after) in self.givens.get("vi", ())
        return SURNAME if named or given else None


def last_word(before: str) -> str:
    """The last folded word of what stands before: of `l'avenue` avenue."""
    return bare(before).rpartition(" ")[2]


def _names_a_street(reading: Reading, found: Candidate) -> bool:
    """True for an adjective with a capital, where streets are named so: `ulica Francuska`."""
    return reading.lang in STREETS_BY_ADJECTIVE and reading.text[found.start].isupper()


def _stands_alone(reading: Reading, found: Candidate) -> bool:
    """`in Greek.`, `in Greek and means`, `speaks Greek at home`: no noun for the adjective behind it."""
    if found.before.lower() in SPEAKS:
        return True
    text, end = reading.text, found.end
    return PUNCTUATION.match(text, end) is not None or VERB.match(text, end) is not None


def _german_language(reading: Reading, found: Candidate) -> bool:
    """`spricht Türkisch und Polnisch`: without an ending, with a capital inside a sentence."""
    word = reading.folded[found.start : found.end]
    if TAUGHT.search(word):
        return True
    if (
        not (word.endswith("isch") or word == "deutsch")
        or not reading.text[found.start].isupper()
        or " " in word
    ):
        return False
    shouts = reading.text[found.start : found.end].isupper()
    hyphen = reading.text[found.end : found.end + 1] == "-"
    return not shouts and not hyphen and not surface.opens_sentence(reading.text, found.start)


def _by_word(contexts: Iterable[Context], side: str) -> dict[str, dict[str, Context]]:
    """The contexts of a side, by word, then by language."""
    found: dict[str, dict[str, Context]] = defaultdict(dict)
    for context in contexts:
        if context.side == side:
            for word in context.words.split("|"):
                found[word] |= dict.fromkeys(context.langs, context)
    return dict(found)


def _starts(words: Iterable[str]) -> re.Pattern[str]:
    """Any of the words as a word's beginning; with a space behind it, whole."""
    parts = "|".join(
        rf"{re.escape(word.strip())}\b" if word.endswith(" ") else re.escape(word) for word in sorted(words)
    )
    return re.compile(rf"\b(?:{parts})")
