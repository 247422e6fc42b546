"""Surnames alone: whose they are, and why the others are nobody's."""

import re
from collections.abc import Iterator

from worker.core.tags.leaders.given import alike, first_given, words_before
from worker.core.tags.leaders.goeson import GoesOn
from worker.core.tags.leaders.lone import Lone
from worker.core.tags.leaders.phonetic import PARTICLES
from worker.core.tags.leaders.reasons import GOVERNMENT, OF_NAMED, WITH_TITLE, Reasons
from worker.core.tags.leaders.scene import (
    KNOWN,
    NUMBERS,
    Found,
    Scene,
    apart,
    country_named,
    ends,
    given_last,
    rest_of_word,
)
from worker.core.tags.leaders.streets import Streets
from worker.core.tags.lexicon import bent
from worker.core.tags.lexicon.index import Bearers, Hits, Index
from worker.core.tags.lexicon.nouns import Naming, by_language
from worker.core.tags.text import surface
from worker.core.tags.text.folding import bare
from worker.core.tags.text.reading import Reading
from worker.core.tags.text.taken import Taken

MANY_NAMES = 4  # words of a name of which any two may be another person's
BOTH_NAMES = 2  # of one that is a given name and a surname
# Behind a surname that is a firm's: `Macron & fils`, `Merkel und Söhne`.
COMPANY = re.compile(
    r" (?:& ?(?:[Ff]ils|[Ss]ons?|[Ss]öhne|[Ff]igli|[Hh]ijos|[Ff]ilhos|[Zz]onen|[Cc]o|[Cc]ie|[Pp]artners?|[Aa]ssociates)"
    r"|and Sons?|et [Ff]ils|und Söhne|e [Ff]igli|y [Hh]ijos|e [Ff]ilhos|en [Zz]onen)\b"
)
POSSESSING = frozenset("cs sk sl hr sr".split())  # languages that make an adjective of a surname
POSSESSIVE = re.compile(
    "(?:[eo]?v|in)(?:a|e|y|u|o|i|ou|ej|oj|om|im|ih|ich|ych|ega|em)|[ео]в(?:а|е|у|и|ом|ој|им|их)"
)
TWO_SURNAMES = frozenset("es pt ca".split())  # where García-Margallo is no García
HYPHENED = re.compile("-[A-ZÀ-Ý]")


class Surnames:
    """Decides on what stands alone."""

    def __init__(self, index: Index, goes_on: GoesOn) -> None:
        self.index = index
        self.lone = Lone(index)
        self.goes_on = goes_on
        self.streets = Streets(index.gazetteer)
        words = index.gazetteer.words
        self.monuments = words.get("monument:*", frozenset())
        self.courtesies = frozenset(map(bare, words.get("courtesy:*", ())))
        self.reasons = Reasons(index, self.lone, self.courtesies)
        phrases = by_language(words, "phrase")
        self.phrases = {lang: tuple(sorted(found)) for lang, found in phrases.items()}
        self.nouns, self.articles = by_language(words, "noun"), by_language(words, "article")
        self.named_after = words.get("named after:*", frozenset())
        self.of_office = words.get("of an office:*", frozenset())

    def find(self, scene: Scene, hits: Hits, taken: Taken) -> list[Naming]:
        """Surnames alone, outside the taken letters: of a person named in full, with a title, or of one too well known to mistake."""
        namings, others = [], []
        for found in self._surnames(scene, hits, taken):
            naming = self._given(scene, found)
            if naming is None and self.goes_on.another(scene, found, taken):
                continue
            naming = naming or self._alone(scene, found)
            namings.append(naming) if naming else others.append(found)
        namings = self._without_strangers(scene, namings, others)
        namings += self._in_company(scene, others, namings)
        named = {naming.start for naming in namings}
        left = [one for one in others if one.start not in named]
        return apart(namings + self.lone.in_company(scene, left, namings))

    def _without_strangers(self, scene: Scene, namings: list[Naming], others: list[Found]) -> list[Naming]:
        """`Earl Johnson sold it … Mr. Johnson is 78`: a surname that the text gives to somebody else is that one's all through it."""
        folded = scene.reading.folded
        sure = {naming.start for naming in namings if self._is_sure(scene.reading, naming)}
        if len(sure) == len(namings):
            return namings
        strangers = {
            folded[one.start : one.end]
            for one in others
            if self._someone_else(scene.reading, one, things=False)
        }
        return [
            naming
            for naming in namings
            if naming.start in sure or folded[naming.start : naming.end] not in strangers
        ]

    def _is_sure(self, reading: Reading, naming: Naming) -> bool:
        """A person named in full, by a given name or by the office is that person whoever else is called so; a Mr. may be anybody."""
        if naming.rule != WITH_TITLE:
            return naming.rule in SURE_RULES
        return bare(surface.word_before(reading.text, naming.start)) not in self.courtesies

    def _in_company(self, scene: Scene, others: list[Found], namings: list[Naming]) -> list[Naming]:
        """`Macron and Merkel spoke with Putin`: heads of great countries in office, by surname, who vouch for each other."""
        found = []
        beside = self._served(scene, namings)
        for one in others:
            person = self.reasons.great(scene, one, beside)
            if person is not None and not self._someone_else(scene.reading, one):
                found.append(
                    Naming(one.start, one.end, person, "surname in company", scene.wording(one.start))
                )
        company = {naming.person for naming in found + namings} | set(scene.named)
        great = [person for person in company if self.index.fame[person] >= KNOWN]
        return found if len(great) > 1 else []

    def _served(self, scene: Scene, namings: list[Naming]) -> frozenset[str]:
        """The countries that persons named hold office in on the day."""
        at = scene.at or 0
        persons = {naming.person for naming in namings} | set(scene.named)
        return frozenset().union(
            *(self.index.countries[one] for one in persons if not self.index.away(one, at))
        )

    def _surnames(self, scene: Scene, hits: Hits, taken: Taken) -> Iterator[Found]:
        """Those of somebody who may be meant, outside the taken letters."""
        near, reading = scene.countries | scene.home, scene.reading
        for start, end, bearers in hits.short:
            if (bearers.known or bearers.lone or _in_question(scene, bearers, near)) and not taken.holds(
                start, end
            ):
                whole = reading.folded.startswith(" ", end)  # most are
                rest = "" if whole else rest_of_word(reading, end)
                if whole or (self._ends(reading, end, rest) and not taken.holds(end, end + len(rest))):
                    yield Found.of(reading.text, start, end + len(rest), bearers.persons, rest)
        for start, end, bearers in hits.bent:
            rest = rest_of_word(reading, end)
            ended = bent.ends(reading.lang, rest) or self._possessive(reading, end, rest)
            if ended and not taken.holds(start, end + len(rest)):
                yield Found.of(reading.text, start, end + len(rest), bearers.persons, rest)

    def _ends(self, reading: Reading, end: int, rest: str) -> bool:
        return ends(self.index, reading, end, rest) or self._possessive(reading, end, rest)

    def _possessive(self, reading: Reading, end: int, rest: str) -> bool:
        """`Ficovej vlády`, `Plenkovićeva vlada`: the adjective of a surname, before a government alone: elsewhere a woman's name ends so."""
        if reading.lang not in POSSESSING or POSSESSIVE.fullmatch(rest) is None:
            return False
        return self.reasons.holding.of_government(reading, end, end + len(rest))

    def _alone(self, scene: Scene, found: Found) -> Naming | None:
        """Whose surname it is, if it isn't a given name or somebody else's."""
        reading = scene.reading
        if self._someone_else(reading, found) or self._called_so(reading, found):
            return None
        naming = self.reasons.whose(scene, found)
        titled = naming is not None and naming.rule in (WITH_TITLE, GOVERNMENT)
        return naming if titled or not self._a_word(scene, found) else None

    def _a_word(self, scene: Scene, found: Found) -> bool:
        """`Store endringer`: a paper writes the leaders of its own country with their letters (Støre), where it writes such letters at all."""
        text = scene.reading.text
        written = text[found.start : found.end]
        if scene.reading.lang not in OWN_LETTERS or not written.isascii() or text.isascii():
            return False
        if any(scene.home.isdisjoint(self.index.countries[one]) for one in found.persons):
            return False
        folded = bare(written)
        return any(
            not name.isascii() and bare(name) == folded
            for one in found.persons
            for name in self.index.persons[one].short
        )

    def _given(self, scene: Scene, found: Found) -> Naming | None:
        """A given name of one of the persons right before the surname (or behind it: Orbán Viktor), inflected or not."""
        reading = scene.reading
        after = bare(found.after) if reading.lang in FAMILY_FIRST_LANGS else ""
        if not after and self._behind_no_name(reading, found):
            return None
        words = words_before(reading, found.start)
        if not words and not after:
            return None
        fitting = [person for person in found.persons if self._beside(reading, words, after, person)]
        if fitting and not after and found.after[:1].isupper():
            fitting = [person for person in fitting if not given_last(self.index, person)]
        for person in sorted(fitting, key=lambda person: self._nearness(scene, person)):
            if self._here(scene, person):
                opened = first_given(words, self.index.given.of(person), bends=reading.lang in BENDING)
                first = found.start if opened is None else opened
                former = scene.at is not None and self.index.away(person, scene.at) > 0
                if self.streets.before(reading, first) or (former and self.streets.called(reading, first)):
                    return None
                if opened is None:
                    return Naming(found.start, found.end + 1 + len(after), person, "surname and given name")
                wording = scene.wording(opened)
                return Naming(opened, found.end, person, "given name and surname", wording)
        return None

    def _behind_no_name(self, reading: Reading, found: Found) -> bool:
        """True where the word right before can't be a part of any bearer's name: asked before all words there are, for most are such."""
        folded, end = reading.folded, found.start - 1
        word = folded[folded.rfind(" ", 0, max(0, end)) + 1 : end]
        if len(word) < 2 or not word.isalpha() or word in PARTICLES:
            return False
        names = self.index.given.of_any(found.persons)
        return word not in names and not (
            reading.lang in BENDING and any(alike(word, name) for name in names)
        )

    def _beside(self, reading: Reading, words: list[tuple[int, str]], after: str, number: int) -> bool:
        """True where a given name of the person stands before the surname, or behind it."""
        names = self.index.given.of(number)
        if first_given(words, names, bends=reading.lang in BENDING) is not None:
            return True
        return bool(after) and any(alike(after, name) for name in names)

    def _here(self, scene: Scene, number: int) -> bool:
        """A leader of the day or before; where the country isn't named, only one of fame who has no more names: Fernando Santos is hardly Fernando da Piedade Dias dos Santos.

        Of a great minister whose name has two words, both are there, if in another case: as good as the name itself.
        """
        person = self.index.persons[number]
        if not self.index.standing(number, scene.at):
            return False
        words = len(person.name.split())
        known = (
            words < MANY_NAMES
            if person.fame > 1
            else person.fame and words == BOTH_NAMES and "-" not in person.name
        )
        return bool(known) or country_named(self.index, scene, number)

    def _nearness(self, scene: Scene, number: int) -> tuple[int, int]:
        person = self.index.persons[number]
        return (self.index.away(number, scene.at) if scene.at is not None else 0, -person.fame)

    def _someone_else(self, reading: Reading, found: Found, *, things: bool = True) -> bool:
        """True where a given name before, or a word behind, makes it another person's or a thing's name."""
        before = found.before
        if (
            before
            and not before[0].islower()
            and not surface.glued_script(before)
            and self.index.given.holds(reading.lang, before)
            and bare(before) not in self.courtesies
        ):
            return not self.index.titles.is_title(reading.lang, bare(before))
        if not things:
            return False
        after = found.after
        if reading.lang in TWO_SURNAMES and HYPHENED.match(reading.text, found.end):
            return not any(self.index.fame[one] > 1 for one in found.persons)  # no acuerdo Sánchez-Macron
        if COMPANY.match(reading.text, found.end) or self._is_a_word(reading, found, before, after):
            return True
        if (
            after[:1].isupper()
            and bare(after) in self.monuments
            and not self._is_numbered(reading, found, after)
        ):
            return True
        return before[:1].isupper() and before.lower() in self.named_after

    def _is_numbered(self, reading: Reading, found: Found, after: str) -> bool:
        """`kabinet-Rutte III`."""
        holding = self.reasons.holding
        return NUMBERS.issuperset(after) and holding.of_government(reading, found.start, found.end)

    def _is_a_word(self, reading: Reading, found: Found, before: str, after: str) -> bool:
        """`to the Moon`, `im Kern`, `Kurz nach der Wahl`: a surname that is a common noun, behind its article, or the first word of a phrase; not `the Bush administration`."""
        lang = reading.lang or ""
        if reading.folded.startswith(self.phrases.get(lang, ()), found.start):
            return surface.opens_sentence(reading.text, found.start)
        nouns = self.nouns.get(lang)
        if nouns is None or reading.folded[found.start : found.end] not in nouns:
            return False
        articled = before.lower() in self.articles.get(lang, ())
        return articled and bare(after) not in self.of_office

    def _called_so(self, reading: Reading, found: Found) -> bool:
        """`Petra`, of Petr or Petro: with its ending it is a given name."""
        return bool(found.rest) and self.index.given.holds(
            reading.lang, reading.text[found.start : found.end]
        )


def _in_question(scene: Scene, bearers: Bearers, near: frozenset[str]) -> bool:
    """False for persons of lesser fame whose country the article doesn't name: unless nobody else ever had the surname nothing above would believe in them."""
    return not near.isdisjoint(bearers.countries) or not scene.named.keys().isdisjoint(bearers.persons)


OWN_LETTERS = frozenset(
    "no da sv hu pl cs sk tr".split()
)  # languages that never write another letter for their own
SURE_RULES = frozenset((OF_NAMED, "given name and surname", "surname and given name"))
BENDING = frozenset(
    "pl cs sk sl hr sr bg ru uk fi hu tr ro lv lt et".split()
)  # languages that inflect given names
FAMILY_FIRST_LANGS = frozenset(
    ("hu", "ja", "ko", "zh")
)  # a Vietnamese is called by the last name: nothing of it is behind
