"""Surnames that no other leader ever had: whose they are without a title, at home and beside other leaders."""

import re

from worker.core.tags.leaders.scene import HEADS, KNOWN, NUMBERS, YEAR, Found, Scene, family_first, leads
from worker.core.tags.lexicon.index import Index
from worker.core.tags.lexicon.memory import Memory
from worker.core.tags.lexicon.nouns import Naming, by_language
from worker.core.tags.text import surface
from worker.core.tags.text.folding import bare, glued
from worker.core.tags.text.reading import Reading

RARE = 5  # letters of a surname that hardly anybody else is called by
SHORT = 4  # and of one that a capital tells from a word
PAIR = re.compile(r" [^\W\d_]{1,3} [A-ZÀ-ÖØ-Þ]")  # another name joined to it
FEWEST = 3  # letters of initials
FEW = 3  # leaders of one surname up to which it says who is meant
CASED_ENDS = "\u0590"  # behind the letters of scripts with capitals
JUST_LEFT = 31  # days after leaving in which a head is news at home
BENDING = frozenset(
    "pl cs sk sl hr sr bg ru uk fi hu tr ro lv lt et el mk sq az ka hy".split()
)  # languages whose surnames take endings

# Before every name in Greek; the first word of a sentence has a capital: `Ο Τασούλας ορκίστηκε`.
ARTICLES = frozenset("ο η του τησ τον την τη στον στην στη στου".split())


class Lone:
    """Decides on surnames of one leader only."""

    def __init__(self, index: Index) -> None:
        self.index = index
        self._of_the_time = Memory[tuple[tuple[int, ...], int], int | None](self._near)
        words = index.gazetteer.words
        self.led = words.get("led by:*", frozenset())
        self.callings, self.scores = by_language(words, "calling"), by_language(words, "scores")
        self.nouns, self.masses = by_language(words, "noun"), by_language(words, "mass noun")

    def bearer(self, scene: Scene, found: Found, *, fame: int, least: int = RARE) -> int | None:
        """The one leader so called, of a fame, in office within a year of the day, where the word is a name of its own of so many letters at least."""
        if len(found.rest) + least > found.end - found.start or scene.at is None:
            return None
        person = self._of_the_time[found.persons, scene.at]
        if person is None or self.index.fame[person] < fame:
            return None
        if glued(scene.reading.text[found.start]) or in_a_name(scene.reading, found, self.led):
            return None
        if self.called_by_trade(scene.reading, found):
            return None
        return None if self._a_word(scene.reading, found) or family_first(self.index, person) else person

    def _near(self, of: tuple[tuple[int, ...], int]) -> int | None:
        """Of some persons and a day the one leader in office within a year; of several who ever had the surname a head, where no other is of the time."""
        persons, at = of
        if len(persons) > FEW:
            return None
        near = [one for one in persons if self.index.away(one, at) <= YEAR]
        if len(near) != 1 or (len(persons) > 1 and self.index.fame[near[0]] < HEADS):
            return None
        return near[0]

    def at_home(self, scene: Scene, found: Found) -> int | None:
        """`Reinfeldt avgår`: a head of a country at home in the language, in office or just out of it."""
        person = self.bearer(scene, found, fame=HEADS, least=self._least(scene.reading, found))
        if person is None or self.index.countries[person].isdisjoint(scene.home):
            return None
        at = scene.at or 0
        return person if self.index.away(person, at) <= JUST_LEFT or self._to_come(person, at) else None

    def _to_come(self, number: int, at: int) -> bool:
        """True for who is elected, and not yet in office: he is in the news as who is."""
        standing = self.index.standing(number, at)
        return standing is not None and standing.status == "designate" and standing.office.kind == "head"

    def _least(self, reading: Reading, found: Found) -> int:
        """How long a surname at home has to be: shorter with a capital inside a sentence, or with another name (`Orpo ja Stubb`), where nouns are written small."""
        if reading.lang == "de":
            return SHORT if any(self.index.fame[one] >= KNOWN for one in found.persons) else RARE
        if not reading.text[found.start].isupper():
            return RARE
        pair = PAIR.match(reading.text, found.end) is not None
        return SHORT if pair or not surface.opens_sentence(reading.text, found.start) else RARE

    def by_letters(self, scene: Scene, found: Found) -> int | None:
        """`SBY meminta`, `मोदी ने कहा`: who leads a great country at home on the day, by his initials, or by a short surname that opens a sentence where no capital tells one."""
        text, written = scene.reading.text, scene.reading.text[found.start : found.end]
        if len(found.persons) > 1 or found.rest or len(written) < FEWEST or glued(text[found.start]):
            return None
        number = found.persons[0]
        person = self.index.persons[number]
        if person.fame < KNOWN or self.index.countries[number].isdisjoint(scene.home):
            return None
        if written.isupper():
            told = written in person.short and not surface.shouted(text, found.start, found.end)
        else:
            told = written.lower() == written.upper() and surface.opens_sentence(text, found.start)
        return number if told and self.index.away(number, scene.at or 0) == 0 else None

    def in_company(self, scene: Scene, others: list[Found], namings: list[Naming]) -> list[Naming]:
        """`Лавров и Блинкен`, `Macron met Kuleba`: leaders of the day who vouch for each other, and who came before or after one.

        Of those known by nothing but their surname one must be widely known.
        """
        if scene.at is None:
            return []
        at, index = scene.at, self.index
        lone = [(one, self.bearer(scene, one, fame=1) or self._just_left(scene, one)) for one in others]
        strangers = {self._written(scene.reading, one) for one, who in lone if who is None}
        lone = [
            (one, who)
            for one, who in lone
            if who is not None and self._written(scene.reading, one) not in strangers
        ]
        sure = {
            who
            for who in {naming.person for naming in namings} | set(scene.named)
            if index.away(who, at) <= YEAR
        }
        now = {who for _, who in lone if who is not None and index.away(who, at) == 0}
        known = bool(sure) or any(index.fame[who] >= HEADS for who in now)
        if not known or len(sure | now) < 2:
            now = self._colleagues(scene, {who for _, who in lone if who is not None})
        served = frozenset().union(*(index.countries[who] for who in sure | now))
        return [
            Naming(one.start, one.end, who, "surname in company", scene.wording(one.start))
            for one, who in lone
            if who is not None and (who in now or self._hands_over(who, at, served))
        ]

    def _just_left(self, scene: Scene, found: Found) -> int | None:
        """`Klaus odjel`: a head at home who left within a month, by a surname that is a given name, too, where nothing beside it makes it that."""
        person = self._of_the_time[found.persons, scene.at or 0]
        if person is None or found.rest or self.index.fame[person] < HEADS or len(found.persons) > FEW:
            return None
        away = self.index.away(person, scene.at or 0)
        if not 0 < away <= JUST_LEFT or self.index.countries[person].isdisjoint(scene.home):
            return None
        written = scene.reading.text[found.start : found.end]
        if not self.index.given.holds(scene.reading.lang, written) or in_a_name(
            scene.reading, found, self.led
        ):
            return None
        return person if scene.reading.lang != "de" else None

    def _colleagues(self, scene: Scene, persons: set[int]) -> set[int]:
        """`Умєров … замість Резнікова`: those of the day of whom another of the same government at home, of these weeks, is named as well."""
        at, index = scene.at or 0, self.index
        lately = {
            one for one in persons if index.away(one, at) <= JUST_LEFT and index.countries[one] & scene.home
        }
        return {
            one
            for one in lately
            if index.away(one, at) == 0
            and any(one != other and index.countries[one] & index.countries[other] for other in lately)
        }

    def _hands_over(self, number: int, at: int, served: frozenset[str]) -> bool:
        """True for a head within a year of the time in office, for others within a month, where another leader of the country is named."""
        away = self.index.away(number, at)
        longest = YEAR if self.index.fame[number] >= HEADS else JUST_LEFT
        return 0 < away <= longest and not served.isdisjoint(self.index.countries[number])

    def called_by_trade(self, reading: Reading, found: Found) -> bool:
        """`the baker Hollande`, `Медведев забил два гола`: a calling right before, or what players do right behind, makes the surname anybody's."""
        lang = reading.lang or ""
        if found.before and surface.last_word(found.before) in self.callings.get(lang, ()):
            return True
        return bare(found.after) in self.scores.get(lang, ())

    def is_mass(self, reading: Reading, found: Found) -> bool:
        """`für Frieden`: a surname that is a common noun which takes no article, in a language whose nouns have capitals."""
        return self._written(reading, found) in self.masses.get(reading.lang or "", ())

    def _written(self, reading: Reading, found: Found) -> str:
        """The surname as the text has it, without its ending."""
        return reading.folded[found.start : found.end - len(found.rest)]

    def _a_word(self, reading: Reading, found: Found) -> bool:
        """True for a given name, a common noun and a word of office."""
        lang, text = reading.lang, reading.text[found.start : found.end - len(found.rest)]
        written = self._written(reading, found)
        if written in self.nouns.get(lang or "", ()) or self.is_mass(reading, found):
            return True
        return self.index.given.holds(lang, text) or self._a_title(found, lang, written)

    def _a_title(self, found: Found, lang: str | None, written: str) -> bool:
        """True for a word of office; not for a great head's surname that only begins as one, where no letter has a capital: رئیسی."""
        if not self.index.titles.is_title(lang, written):
            return False
        return written[0] < CASED_ENDS or not any(
            self.index.fame[one] >= KNOWN and written in map(bare, self.index.persons[one].short)
            for one in found.persons
        )


def in_a_name(reading: Reading, found: Found, led: frozenset[str] = frozenset()) -> bool:
    """`Cary Grant`, `Carson City`, `the Gates of History`, `Chaos`: another name's capital beside it, or an ending that the language's names don't take.

    Words of `led` and articles are none, whose capital is a sentence's: `Regeringen Löfven avgick`, `Ο Τασούλας ορκίστηκε`.
    """
    before, after = (
        found.before,
        found.after,
    )
    led_by = leads(reading, found, led) or bare(before) in ARTICLES
    named = before[:1].isupper() and reading.lang != "de" and not led_by  # in German every noun has a capital
    ended = bool(found.rest) and reading.lang not in BENDING
    return (
        named
        or ended
        or (after[:1].isupper() and not (led_by and NUMBERS.issuperset(after)))
        or after == "of"
    )
