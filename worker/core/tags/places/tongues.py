"""Languages, which are called as nations are: `in English`, `parle français`, `język turecki` name no country."""

import re
from collections.abc import Iterable

from worker.core.tags.lexicon.index import Index
from worker.core.tags.lexicon.nouns import Entry, by_language
from worker.core.tags.places.candidate import Candidate
from worker.core.tags.places.languagerows import VERB, LanguageRows, stands_alone
from worker.core.tags.places.schools import AS_COUNTRIES, Schools
from worker.core.tags.text import surface
from worker.core.tags.text.folding import bare, glued
from worker.core.tags.text.reading import Reading

EARLIER, LATER = 45, 25  # code points before and behind a form in which a word of speech makes it a language
# In these the verb stands last: a word of speech may follow its language.
VERB_LAST = frozenset("hi bn ur fa tr hu ja ko".split())
NAMED_AS_NATIONS = frozenset(
    ("tr", "el")
)  # here a language's word reads as a country's name, not as its adjective
# Where the adjective is written as the language is but for an ending, what the language ends in: po rosyjsku, het Frans.
NAMED_AS = {
    "pl": re.compile(r"[sc]ku$"),
    "nl": re.compile(r"[^e]$"),
    "no": re.compile(r"k$"),
    "da": re.compile(r"k$"),
    "cs": re.compile(r"[sc]ky$"),
    "sk": re.compile(r"[sc]ky$"),
}
# Where a language has a word of its own, what it ends in: franskan, rusiškai.
NOUNS = {"sv": re.compile(r"skan$"), "lt": re.compile(r"iskai$")}
# `umí maďarsky`: how somebody speaks or writes, where an adjective's last letter has an accent (maďarský).
ADVERBS = frozenset(("cs", "sk"))
ADVERB = re.compile("[sc]ky$")
BEFORE_NOUNS = frozenset("sv no da".split())  # in these `på norsk` may go on: `på norsk sokkel`
TAUGHT = re.compile(r"(?:isch|deutsch)(?:lehrer|unterricht|kurs|kenntnis|stunde|buch)")  # Griechischlehrer
SIGNS = frozenset("語语")  # behind a country's name in Chinese and Japanese
TURKISH = re.compile(
    r"c[ae](?:y[aeiu]|yl[ae]|s[iu]|sini|d[ae]|d[ae]n|nin|den)?$"
)  # the end of a language, and its cases: Fransızca, Fransızcayı
THAI = "ภาษา"  # right before a country's name
AND_PREFIX = {"ar": "و", "fa": "و", "he": "ו"}  # "and" is a letter of the next word
# Inside a word behind a language's name: russischsprachig, venäjänkielinen, германоговорящий, česky mluvící.
SPEAKING = re.compile(
    "sprak|sprog|sproch|sprach|talende|talande|talig|kieli|keel|jazyc|jezyc|jezic|nyelvu|kalb|valod"
    "|язычн|говорящ|езичн|језичн|мовн|φων"
)
SHORTEST = 3  # letters of a language before that
PUNCTUATION = re.compile(r"\s*(?:[.,;:!?…)»”\"'’。、，；！？]|$)")
ENDS = re.compile(r"[.!?…。！？\n]")
# Greek names a language by the neuter plural of its adjective: τα γαλλικά της, ρωσικά μαθαίνει.
GREEK = re.compile(r"κα$")
OWNED = re.compile(r" (?:μου|σου|του|της|τησ|μας|μασ|σας|σασ|τους|τουσ|των)\b")  # whose it is, behind it


class Tongues:
    """Tells languages from nations."""

    def __init__(self, index: Index) -> None:
        words = index.gazetteer.words
        self.rows = LanguageRows(index)
        self.schools = Schools(index)
        self.joint = by_language(words, "joint")
        self.spoken_in = by_language(words, "before a language")
        self.speaks = words.get("speaks:en", frozenset())
        self.speech = {lang: _starts(found) for lang, found in by_language(words, "speech").items()}
        self.called = {
            lang: _starts(found) for lang, found in by_language(words, "called a language").items()
        }

    def asked(self, lang: str, kind: str) -> bool:
        """True where `names_one` can hold for a kind of form."""
        return kind == "demonym" or lang == "th" or lang in NAMED_AS_NATIONS or lang in AS_COUNTRIES

    def signed(self, reading: Reading, found: Candidate, _entry: Entry) -> bool:
        """`中国語`: the sign of a language right behind, in a text of any language."""
        return reading.text[found.end : found.end + 1] in SIGNS and glued(reading.text[found.start])

    def names_one(self, reading: Reading, found: Candidate, entry: Entry) -> bool:
        """`in English.`, `en français`, `po angielsku`, `auf Deutsch`; and `learns Russian and Spanish`, not `met Russian envoys`."""
        lang = reading.lang or ""
        if lang == "th" and reading.text.endswith(THAI, 0, found.start):
            return True
        if self.schools.teach(reading, found, entry) or _in_a_compound(reading, found, entry):
            return True
        if entry.kind != "demonym" and lang not in NAMED_AS_NATIONS:
            return False
        if lang == "tr" and not TURKISH.search(reading.folded, found.start, found.end):
            return False  # Almanya'da konuştu
        return self._called_a_language(found, lang) or self._in_a_language(reading, found, lang)

    def _in_a_language(self, reading: Reading, found: Candidate, lang: str) -> bool:
        if bare(found.before) in self.spoken_in.get(lang, ()):
            return self._said_in(reading, found, lang)
        if lang == "de":
            return _german_language(reading, found)
        if lang == "el" and self._greek_language(reading, found):
            return True
        adverb = lang in ADVERBS and ADVERB.search(reading.text, found.start, found.end)
        if adverb or (lang in NOUNS and self._by_its_ending(reading, found, lang)):
            return True
        if lang == "en" and self.rows.holds(reading, found.start, found.end):
            return True
        return self._is_spoken(reading, found, lang) or stands_alone(reading, found.start, found.end)

    def _greek_language(self, reading: Reading, found: Candidate) -> bool:
        """`Τα γαλλικά της δασκάλας`, `ρωσικά μαθαίνει`; not `τα γαλλικά αεροσκάφη`."""
        folded = reading.folded
        if not GREEK.search(folded, found.start, found.end):
            return False
        if bare(found.before) == "τα" and OWNED.match(folded, found.end):
            return True
        speech = self.speech["el"]
        return self._no_noun(reading, found, "el", speech) and bool(
            speech.search(folded, found.end, found.end + LATER)
        )

    def _by_its_ending(self, reading: Reading, found: Candidate, lang: str) -> bool:
        """`rusiškai`; `franskan` is also a woman, and a language near a word of speech."""
        if not NOUNS[lang].search(reading.folded, found.start, found.end):
            return False
        first, last = max(0, found.start - EARLIER), found.end + EARLIER
        return lang == "lt" or self.speech[lang].search(reading.folded, first, last) is not None

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
            return self._stands_alone(reading, found) or self.rows.holds(reading, found.start, found.end)
        if lang == "de":
            return _german_language(reading, found)
        ending = NAMED_AS.get(lang)
        if ending and not ending.search(reading.folded, found.start, found.end):
            return False
        return lang not in BEFORE_NOUNS or self._no_noun(reading, found, lang, self.speech[lang])

    def _stands_alone(self, reading: Reading, found: Candidate) -> bool:
        """`in Greek.`, `in Greek and means`, `speaks Greek at home`: no noun for the adjective behind it."""
        if found.before.lower() in self.speaks:
            return True
        text, end = reading.text, found.end
        return PUNCTUATION.match(text, end) is not None or VERB.match(text, end) is not None

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
            if lang in AND_PREFIX and reading.folded.startswith(AND_PREFIX[lang], found.start):
                return True  # the second of a row, `and` its first letter
            return listed or before in self.joint.get(lang, ()) or bool(speech.match(before))
        return lang in VERB_LAST and speech.search(reading.folded, found.end, found.end + LATER) is not None

    def _no_noun(self, reading: Reading, found: Candidate, lang: str, speech: re.Pattern[str]) -> bool:
        if PUNCTUATION.match(reading.text, found.end):
            return True
        after = bare(found.after)
        joint = after in self.joint.get(lang, ()) or after.startswith(AND_PREFIX.get(lang, "\n"))
        return joint or bool(speech.match(after))


def _in_a_compound(reading: Reading, found: Candidate, entry: Entry) -> bool:
    """`russischsprachig`, `venäjänkielinen`: who speaks a language is not of the nation."""
    if found.end <= found.start + len(entry.form):
        return False
    return SPEAKING.search(reading.folded, found.start + SHORTEST, found.end) is not None


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


def _starts(words: Iterable[str]) -> re.Pattern[str]:
    """Any of the words as a word's beginning; with a space behind it, whole."""
    parts = "|".join(
        rf"{re.escape(word.strip())}\b" if word.endswith(" ") else re.escape(word) for word in sorted(words)
    )
    return re.compile(rf"\b(?:{parts})")
