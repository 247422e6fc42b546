"""Surnames alone: whose they are, and why the others are nobody's."""

import re
from collections.abc import Callable, Iterator
from functools import partial

from worker.core.tags.leaders.given import alike, first_given, words_before
from worker.core.tags.leaders.goeson import GoesOn
from worker.core.tags.leaders.lone import Lone, in_a_name
from worker.core.tags.leaders.scene import KNOWN, Found, Scene, apart, ends, family_first, rest_of_word
from worker.core.tags.leaders.streets import Streets
from worker.core.tags.lexicon import bent
from worker.core.tags.lexicon.calendar import status
from worker.core.tags.lexicon.index import Bearers, Hits, Index
from worker.core.tags.lexicon.nouns import Naming, Person
from worker.core.tags.lexicon.titles import deputised, held_as
from worker.core.tags.text import surface
from worker.core.tags.text.folding import bare, fold
from worker.core.tags.text.reading import Reading
from worker.core.tags.text.taken import Taken

REIGNS = re.compile(
    r"\b(?:King|Queen|Emperor|Empress|Emir|Sultan|Prince|Princess|Duke|Duchess|Pope|Monarch)\b"
)
LONG_GONE = 372 * 12  # a surname alone, of somebody out of office for longer, is somebody else's
RECENT = 372 * 3
JUST_LEFT = 31  # the news of a head who left is of these days
MANY_NAMES = 4  # words of a name of which any two may be another person's
SHORTEST = 4  # letters of a surname that says something alone
SHORTEST_CHINESE = 2  # signs of a Japanese surname in Chinese: 石破, where Japan is named
UNMISTAKABLE = 5  # letters of one that says all alone
RARE = 5  # letters of one that hardly anybody else is called by
MANY = 4  # persons of one surname from which on it alone says nothing
# Up to three words right before a surname, read backwards from it: forwards, every letter would be tried as their start.
WORDS_BACK = re.compile(r"(?:[ -]+[\w'’.-]*[^\W\d_]){1,3}")
# Behind a surname that is a firm's: `Macron & fils`, `Merkel und Söhne`.
COMPANY = re.compile(
    r" (?:& ?(?:[Ff]ils|[Ss]ons?|[Ss]öhne|[Ff]igli|[Hh]ijos|[Ff]ilhos|[Zz]onen|[Cc]o|[Cc]ie|[Pp]artners?|[Aa]ssociates)"
    r"|and Sons?|et [Ff]ils|und Söhne|e [Ff]igli|y [Hh]ijos|e [Ff]ilhos|en [Zz]onen)\b"
)
FURTHEST = 40  # code points before a surname in which its given names stand


class Surnames:
    """Decides on what stands alone. Every reason answers with a person, or None."""

    def __init__(self, index: Index, goes_on: GoesOn) -> None:
        self.index = index
        self.lone = Lone(index)
        self.goes_on = goes_on
        self.streets = Streets(index.gazetteer)
        words = index.gazetteer.words
        self.monuments = words.get("monument:*", frozenset())
        self.courtesies = frozenset(map(bare, words.get("courtesy:*", ())))
        self.monarchs = words.get("monarch:*", frozenset())
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
        for one in others:
            person = self._great(scene, one)
            if person is not None and not self._someone_else(scene.reading, one):
                found.append(
                    Naming(one.start, one.end, person, "surname in company", scene.wording(one.start))
                )
        company = {naming.person for naming in found + namings} | set(scene.named)
        great = [person for person in company if self.index.persons[person].fame >= KNOWN]
        return found if len(great) > 1 else []

    def _great(self, scene: Scene, found: Found) -> int | None:
        """The one of the persons who is at the head of a great country on the day."""
        if scene.at is None or found.end - found.start < SHORTEST:
            return None
        at, index = scene.at, self.index
        great = [one for one in found.persons if index.persons[one].fame >= KNOWN]
        now = [one for one in great if index.away(one, at) == 0]
        return now[0] if len(now) == 1 and len(found.persons) <= MANY else None

    def _surnames(self, scene: Scene, hits: Hits, taken: Taken) -> Iterator[Found]:
        """Those of somebody who may be meant, outside the taken letters."""
        near, reading = scene.countries | scene.home, scene.reading
        for start, end, bearers in hits.short:
            if (bearers.known or _in_question(scene, bearers, near)) and not taken.holds(start, end):
                whole = reading.folded.startswith(" ", end)  # most are
                rest = "" if whole else rest_of_word(reading, end)
                if whole or (ends(self.index, reading, end, rest) and not taken.holds(end, end + len(rest))):
                    yield Found(start, end + len(rest), bearers.persons, rest)
        for start, end, bearers in hits.bent:
            rest = rest_of_word(reading, end)
            if bent.ends(reading.lang, rest) and not taken.holds(start, end + len(rest)):
                yield Found(start, end + len(rest), bearers.persons, rest)

    def _alone(self, scene: Scene, found: Found) -> Naming | None:
        """The first reason that says whose surname this is."""
        reading = scene.reading
        if self._someone_else(reading, found) or self._called_so(reading, found):
            return None
        for reason in (self._of_named, self._with_title, self._known):
            person = reason(scene, found)
            if person is not None:
                rule = RULE_NAMES[reason.__name__]
                return Naming(found.start, found.end, person, rule, scene.wording(found.start))
        return None

    def _given(self, scene: Scene, found: Found) -> Naming | None:
        """A given name of one of the persons right before the surname (or behind it: Orbán Viktor), inflected or not."""
        reading = scene.reading
        words = _words_before(reading, found.start)
        after = (
            bare(surface.word_after(reading.text, found.end)) if reading.lang in FAMILY_FIRST_LANGS else ""
        )
        if not words and not after:
            return None
        fitting = [person for person in found.persons if self._beside(reading, words, after, person)]
        if fitting and not after and surface.word_after(reading.text, found.end)[:1].isupper():
            fitting = [person for person in fitting if not self._family_first(person)]
        for person in sorted(fitting, key=lambda person: self._nearness(scene, person)):
            if self._here(scene, person):
                opened = first_given(words, self.index.given.of(person), bends=reading.lang in BENDING)
                if self.streets.before(reading, found.start if opened is None else opened):
                    return None
                if opened is None:
                    return Naming(found.start, found.end + 1 + len(after), person, "surname and given name")
                wording = scene.wording(opened)
                return Naming(opened, found.end, person, "given name and surname", wording)
        return None

    def _family_first(self, number: int) -> bool:
        """True where the given name stands last: in `Pham Minh Trinh` another syllable behind makes it another person's."""
        return family_first(self.index, number) or self.index.persons[number].offices[0].country == "JP"

    def _beside(self, reading: Reading, words: list[tuple[int, str]], after: str, number: int) -> bool:
        """True where a given name of the person stands before the surname, or behind it."""
        names = self.index.given.of(number)
        if first_given(words, names, bends=reading.lang in BENDING) is not None:
            return True
        return bool(after) and any(alike(after, name) for name in names)

    def _here(self, scene: Scene, number: int) -> bool:
        """A leader of the day or before; where the country isn't named, only one of fame who has no more names: Fernando Santos is hardly Fernando da Piedade Dias dos Santos."""
        person = self.index.persons[number]
        if not self.index.standing(number, scene.at):
            return False
        known = person.fame > 1 and len(person.name.split()) < MANY_NAMES
        return known or self._country(scene, number)

    def _nearness(self, scene: Scene, number: int) -> tuple[int, int]:
        person = self.index.persons[number]
        return (self.index.away(number, scene.at) if scene.at is not None else 0, -person.fame)

    def _someone_else(self, reading: Reading, found: Found, *, things: bool = True) -> bool:
        """True where a given name before, or a word behind, makes it another person's or a thing's name."""
        before = surface.word_before(reading.text, found.start)
        if (
            not before[:1].islower()
            and not surface.glued_script(before)
            and self.index.given.holds(reading.lang, before)
            and bare(before) not in self.courtesies
        ):
            return not self.index.titles.is_title(reading.lang, bare(before))
        if not things:
            return False
        after = surface.word_after(reading.text, found.end)
        if COMPANY.match(reading.text, found.end) or self._is_a_word(reading, found, before, after):
            return True
        thing = bare(after) in self.monuments and after[:1].isupper()
        return thing or (before[:1].isupper() and before.lower() in self.named_after)

    def _is_a_word(self, reading: Reading, found: Found, before: str, after: str) -> bool:
        """`to the Moon`, `the Bush is dry`: a surname that is a common noun, behind its article; not `the Bush administration`."""
        nouns = self.index.gazetteer.words.get(f"noun:{reading.lang}")
        if nouns is None or reading.folded[found.start : found.end] not in nouns:
            return False
        articled = before.lower() in self.index.gazetteer.words.get(f"article:{reading.lang}", ())
        return articled and bare(after) not in self.of_office

    def _called_so(self, reading: Reading, found: Found) -> bool:
        """`Petra`, of Petr or Petro: with its ending it is a given name."""
        return bool(found.rest) and self.index.given.holds(
            reading.lang, reading.text[found.start : found.end]
        )

    def _of_named(self, scene: Scene, found: Found) -> int | None:
        """A person named in full elsewhere in the article."""
        named = [person for person in found.persons if person in scene.named]
        if len(named) > 1 and scene.at is not None:
            at = scene.at
            named.sort(key=lambda person: self.index.away(person, at))
        return named[0] if named else None

    def _with_title(self, scene: Scene, found: Found) -> int | None:
        """The one in office on the day, or last before it, whose office the title beside the surname names."""
        kinds = scene.offices.beside(found.start, found.end)
        if not kinds or scene.at is None or self._is_title(scene.reading, found):
            return None
        persons = self.index.persons
        bearers = self._of_rank(scene, found)
        known, fits = [one for one in bearers if persons[one].fame], partial(self._titled, scene)
        best = self._best(scene, [one for one in known if held_as(persons[one], kinds)], fits)
        if best is None and "minister" in kinds:
            best = self._best(scene, [one for one in known if deputised(persons[one])], fits)
        return self._only_head(scene, found, bearers) if best is None and "head" in kinds else best

    def _of_rank(self, scene: Scene, found: Found) -> list[int]:
        """Those who may stand behind this title: behind `King` monarchs; in Vietnamese, where a name is never one word, foreigners."""
        before = bare(surface.word_before(scene.reading.text, found.start))
        monarch = before in self.monarchs
        return [
            one
            for one in found.persons
            if not (monarch and not self._reigns(one))
            and not (scene.reading.lang == "vi" and self._family_first(one))
        ]

    def _is_title(self, reading: Reading, found: Found) -> bool:
        """True for a word of office; not for a surname that begins as one: رئیسی, behind رئیس."""
        word = reading.folded[found.start : found.end]
        if not self.index.titles.is_title(reading.lang, word):
            return False
        return not any(
            fold(name).strip() == word for one in found.persons for name in self.index.persons[one].short
        )

    def _reigns(self, number: int) -> bool:
        """True for kings and their like, who are called by a given name."""
        return any(REIGNS.search(office.office) for office in self.index.persons[number].offices)

    def _only_head(self, scene: Scene, found: Found, bearers: list[int]) -> int | None:
        """The one head in office on the day whose surname it is, right behind the title, where few are called so: `President Boric`."""
        reading, at = scene.reading, scene.at or 0
        if found.end - found.start < SHORTEST or len(found.persons) > MANY:
            return None
        if not scene.offices.right_before(reading.text, found.start):
            return None
        persons = self.index.persons
        heads = [one for one in bearers if persons[one].fame > 1 and _heads(persons[one], at)]
        return heads[0] if len(heads) == 1 else None

    def _titled(self, scene: Scene, number: int, away: int) -> bool:
        if away > LONG_GONE:
            return False
        home = not self.index.countries[number].isdisjoint(scene.home)
        return self._country(scene, number) or (
            away == 0 and (home or self.index.persons[number].fame >= KNOWN)
        )

    def _known(self, scene: Scene, found: Found) -> int | None:
        """A head of state or government of these years whose country the article names, by a surname few others have."""
        person = self.lone.by_letters(scene, found)
        if person is not None:
            return person
        chinese = scene.reading.lang == "zh" and surface.glued_script(scene.reading.text[found.start])
        shortest = SHORTEST_CHINESE if chinese else SHORTEST
        short = found.end - found.start < SHORTEST
        if scene.at is None or found.end - found.start < shortest or len(found.persons) > MANY:
            return None
        if surface.shouted(scene.reading.text, found.start, found.end):
            return None
        bearers = self._of_rank(scene, found)
        if len(bearers) < len(found.persons):
            return None  # behind another's title
        # Of names so short only Japanese ones stand for the person in Chinese: 石破, not the given name of a Malay.
        here = [
            one
            for one in bearers
            if self._country(scene, one) and self._family_first(one) == (chinese and short)
        ]
        if not here:
            person = self._unmistakable(scene, found)
            return self.lone.at_home(scene, found) if person is None else person
        best = self._best(scene, here, self._well_known)
        return self._only_minister(scene, found) if best is None else best

    def _only_minister(self, scene: Scene, found: Found) -> int | None:
        """`les réformes Blanquer`: a minister of the day in a country that the article names, by a surname that no other leader ever had."""
        if len(found.persons) > 1 or found.end - found.start < RARE or in_a_name(scene.reading, found):
            return None
        person = found.persons[0]
        return person if self.index.away(person, scene.at or 0) == 0 else None

    def _unmistakable(self, scene: Scene, found: Found) -> int | None:
        """`Macron` wherever he is named: at the head of a great country on the day, by a surname that no other leader of these years has."""
        person = self._great(scene, found)
        if person is None or found.end - found.start < UNMISTAKABLE:
            return None
        if len(found.persons) > 1 and not self._alone_of_the_time(scene, found, person):
            return None
        if (
            self._family_first(person)
            or self._reigns(person)
            or self.lone.called_by_trade(scene.reading, found)
        ):
            return None
        return person

    def _alone_of_the_time(self, scene: Scene, found: Found, number: int) -> bool:
        """True of `Obama`, by which another country's premier of later years is called, too; not where others are in office, known, or of that country (Assad), nor for a given name."""
        reading, at = scene.reading, scene.at or 0
        index, others = self.index, [one for one in found.persons if one != number]
        if any(index.persons[one].fame >= KNOWN or index.away(one, at) == 0 for one in others):
            return False
        if any(not index.countries[one].isdisjoint(index.countries[number]) for one in others):
            return False
        written = reading.text[found.start : found.end - len(found.rest)]
        return not in_a_name(reading, found, self.courtesies) and bare(written) not in index.given.anywhere

    def _well_known(self, number: int, away: int) -> bool:
        fame = self.index.persons[number].fame
        return away < RECENT if fame >= KNOWN else fame > 1 and away <= JUST_LEFT

    def _best(self, scene: Scene, persons: list[int], fits: Callable[[int, int], bool]) -> int | None:
        """Of those that fit, the one nearest in time; none where two are equally near and equally known."""
        at = scene.at or 0
        ranked = []
        for number in persons:
            person = self.index.persons[number]
            away = self.index.away(number, at)
            if fits(number, away) and self.index.standing(number, at):
                ranked.append((away, not self._country(scene, number), -person.fame, number))
        ranked.sort()
        if len(ranked) > 1 and ranked[0][:3] == ranked[1][:3]:
            return None
        return ranked[0][3] if ranked else None

    def _country(self, scene: Scene, number: int) -> bool:
        return not self.index.countries[number].isdisjoint(scene.countries)


def _heads(person: Person, at: int) -> bool:
    """True for one who heads a state or a government on a day."""
    return any(
        office.kind == "head" and office.portfolio is None and status(office, at) == "current"
        for office in person.offices
    )


def _words_before(reading: Reading, start: int) -> list[tuple[int, str]]:
    """The words that may be given names right before a surname, nearest first, with where each starts."""
    if reading.text[start - 1 : start] not in (" ", "-"):
        return []
    back = WORDS_BACK.match(reading.text[max(0, start - FURTHEST) : start][::-1])
    return words_before(reading, start - back.end(), start) if back else []


def _in_question(scene: Scene, bearers: Bearers, near: frozenset[str]) -> bool:
    """False for persons of lesser fame whose country the article doesn't name, unless nobody else ever had the surname: nothing above would believe in them."""
    return (
        bearers.lone
        or not near.isdisjoint(bearers.countries)
        or not scene.named.keys().isdisjoint(bearers.persons)
    )


SURE_RULES = frozenset(
    ("surname of a person named in full", "given name and surname", "surname and given name")
)
WITH_TITLE = "surname with a title"
RULE_NAMES = {
    "_of_named": "surname of a person named in full",
    "_with_title": WITH_TITLE,
    "_known": "surname, country and date",
}
BENDING = frozenset(
    "pl cs sk sl hr sr bg ru uk fi hu tr ro lv lt et".split()
)  # languages that inflect given names
FAMILY_FIRST_LANGS = frozenset(("hu", "vi", "ja", "ko", "zh"))
