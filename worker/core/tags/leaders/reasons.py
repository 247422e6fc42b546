"""Why a surname alone is somebody's: of a person named in full, with a title, or of one too well known to mistake."""

import re
from collections.abc import Callable
from functools import partial

from worker.core.tags.leaders.holding import ELECT, FORMER, Holding
from worker.core.tags.leaders.lone import Lone, in_a_name
from worker.core.tags.leaders.regnal import Regnal
from worker.core.tags.leaders.scene import KNOWN, Found, Scene, country_named, given_last, reigns
from worker.core.tags.lexicon.calendar import status
from worker.core.tags.lexicon.index import Index
from worker.core.tags.lexicon.memory import Memory
from worker.core.tags.lexicon.nouns import Naming, Person
from worker.core.tags.lexicon.titles import deputised, held_as
from worker.core.tags.text import surface
from worker.core.tags.text.folding import bare, fold
from worker.core.tags.text.reading import Reading

OF_NAMED = "surname of a person named in full"
WITH_TITLE = "surname with a title"
GOVERNMENT = "a government called after its leader"
WELL_KNOWN = "surname, country and date"
LONGEST_GONE = 372 * 40  # by that title he is known as long as he lives
LONG_GONE = 372 * 12  # a surname alone, of somebody out of office for longer, is somebody else's
RECENT = 372 * 3
A_LIFETIME = 372 * 50  # for which a head whose surname nobody else has is in the news by it
REMEMBERED = 7  # letters of it
JUST_LEFT = 31  # the news of a head who left is of these days
SHORTEST = 4  # letters of a surname that says something alone
SHORTEST_CHINESE = 2  # signs of a Japanese surname in Chinese: 石破, where Japan is named
UNMISTAKABLE = 5  # letters of one that says all alone
RARE = 5  # letters of one that hardly anybody else is called by
MANY = 4  # persons of one surname from which on it alone says nothing


class Reasons:
    """Every reason answers with a person, or None; `courtesies` are folded words (Mr.) that anybody's name stands behind."""

    def __init__(self, index: Index, lone: Lone, courtesies: frozenset[str]) -> None:
        self.index = index
        self.regnal = Regnal(index)
        self.holding = Holding(index)
        # The compounds that make a title a former one, in one word or with a hyphen.
        former = "|".join(sorted(index.gazetteer.words.get("former title:*", ("$.",))))
        self.former = re.compile(rf"(?:{former})[ -]?\w")
        self._great = Memory[tuple[tuple[int, ...], int], int | None](self._now)
        self.lone = lone
        self.courtesies = courtesies
        self.monarchs = index.gazetteer.words.get("monarch:*", frozenset())
        # In the order in which they are asked, each with the name of its rule.
        self.reasons: tuple[tuple[str, Callable[[Scene, Found], int | None]], ...] = (
            (OF_NAMED, self._of_named),
            (GOVERNMENT, self.holding.leads),
            (WITH_TITLE, self._with_title),
            (WELL_KNOWN, self._known),
        )

    def whose(self, scene: Scene, found: Found) -> Naming | None:
        """The first reason that says whose surname this is; nobody's where a monarch's number is another one's."""
        for rule, reason in self.reasons:
            person = reason(scene, found)
            if person is not None:
                if self.regnal.another(scene.reading, found.start, found.end, person):
                    return None
                return Naming(found.start, found.end, person, rule, scene.wording(found.start))
        return None

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
        bearers, time = self._of_rank(scene, found), self._time(scene, found)
        if time == ELECT:
            elect = self.holding.elect(scene, bearers)
            if elect:
                return elect[0] if len(elect) == 1 else None
        known, gone = self._held(scene, found, bearers, kinds, time)
        fits = partial(self._titled, scene, gone=gone)
        best = self._best(scene, known, fits)
        if best is None and "head" in kinds:
            said = FORMER if gone else "current"
            best = self.holding.by_its_word(scene, found, bearers, said)
        if best is None and "minister" in kinds:
            deputies = [one for one in bearers if persons[one].fame and deputised(persons[one])]
            best = self._best(scene, deputies, fits)
            best = self._lesser(scene, found, bearers) if best is None else best
        return self._only_head(scene, found, bearers) if best is None and "head" in kinds else best

    def _lesser(self, scene: Scene, found: Found, bearers: list[int]) -> int | None:
        """`Gesundheitsminister Spahn`: of ministers of no fame the one in office on the day, at home or in a country named, right behind the title."""
        text, at = scene.reading.text, scene.at or 0
        if not scene.offices.right_before(text, found.start):
            return None
        if bare(found.before) in self.courtesies:
            return None
        near, index = scene.countries | scene.home, self.index
        now = [
            one for one in bearers if index.away(one, at) == 0 and not near.isdisjoint(index.countries[one])
        ]
        return now[0] if len(now) == 1 else None

    def _time(self, scene: Scene, found: Found) -> str | None:
        """FORMER or ELECT, by the title's own word (`ex-premier`) or by those beside it."""
        return FORMER if self._gone(scene, found) else self.holding.time(scene, found)

    def _held(
        self, scene: Scene, found: Found, bearers: list[int], kinds: frozenset[str], time: str | None
    ) -> tuple[list[int], bool]:
        """Those who held an office that the title may name, and whether it is one that is over: Altbundespräsident Herzog is no president of today."""
        persons, at = self.index.persons, scene.at or 0
        held = [one for one in bearers if persons[one].fame and held_as(persons[one], kinds)]
        left = [
            one
            for one in held
            if any(of.kind in kinds and status(of, at) == "former" for of in persons[one].offices)
        ]
        gone = time == FORMER and bool(left)
        held = left if gone else held
        if (gone or len(held) > 1) and "head" in kinds:
            held = self.holding.of_the_title(scene, found, held, FORMER if gone else "current")
            held = self.holding.told_apart(held, at) if gone else held
        return held, gone

    def _of_rank(self, scene: Scene, found: Found) -> list[int]:
        """Those who may stand behind this title: behind `King` monarchs; in Vietnamese, where a name is never one word, foreigners."""
        before = bare(found.before)
        monarch = before in self.monarchs
        return [
            one
            for one in found.persons
            if not (monarch and not reigns(self.index, one))
            and not (scene.reading.lang == "vi" and given_last(self.index, one))
        ]

    def _is_title(self, reading: Reading, found: Found) -> bool:
        """True for a word of office; not for a surname that begins as one: رئیسی, behind رئیس."""
        word = reading.folded[found.start : found.end]
        if not self.index.titles.is_title(reading.lang, word):
            return False
        return not any(
            fold(name).strip() == word for one in found.persons for name in self.index.persons[one].short
        )

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

    def _gone(self, scene: Scene, found: Found) -> bool:
        """True where the title right before a surname is said to be a former one: `Altkanzlerin Merkel`, `ex-premier Kok`."""
        text, said = scene.reading.text, scene.offices.wording(found.start)
        if said is None or not scene.offices.right_before(text, found.start):
            return False
        word = bare(found.before)
        return (
            word not in self.courtesies
            and self.former.match(word) is not None
            and len(text[said[0] : found.start].split()) <= 1
        )

    def _titled(self, scene: Scene, number: int, away: int, *, gone: bool = False) -> bool:
        if away > (LONGEST_GONE if gone else LONG_GONE):
            return False
        home = not self.index.countries[number].isdisjoint(scene.home)
        return country_named(self.index, scene, number) or (
            (away == 0 or (gone and home)) and (home or self.index.fame[number] >= KNOWN)
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
        if surface.shouted(scene.reading.text, found.start, found.end) or self._anybodys(
            scene.reading, found
        ):
            return None
        bearers = self._of_rank(scene, found)
        if len(bearers) < len(found.persons):
            return None  # behind another's title
        # Of names so short only Japanese ones stand for the person in Chinese: 石破, not the given name of a Malay.
        here = [
            one
            for one in bearers
            if country_named(self.index, scene, one) and given_last(self.index, one) == (chinese and short)
        ]
        if not here:
            person = self._unmistakable(scene, found)
            return self._at_home(scene, found) if person is None else person
        best = self._best(scene, here, partial(self._well_known, found, scene.at))
        return self._only_minister(scene, found) if best is None else best

    def _at_home(self, scene: Scene, found: Found) -> int | None:
        """The one at home; not `Burmistrz elekt Nawrocki`, who is elected to something else."""
        person = self.lone.at_home(scene, found)
        if person is None or not self.holding.designate(person, scene.at or 0):
            return person
        return None if self.holding.elected(scene, found) else person

    def _anybodys(self, reading: Reading, found: Found) -> bool:
        """`the baker Sunak`, `la famille Barnier`, `für Frieden`: a tradesman's surname, or no surname."""
        return self.lone.called_by_trade(reading, found) or self.lone.is_mass(reading, found)

    def _only_minister(self, scene: Scene, found: Found) -> int | None:
        """`les réformes Blanquer`: a minister of the day in a country that the article names, by a surname that no other leader ever had."""
        if len(found.persons) > 1 or found.end - found.start < RARE or in_a_name(scene.reading, found):
            return None
        person = found.persons[0]
        return person if self.index.away(person, scene.at or 0) == 0 else None

    def _unmistakable(self, scene: Scene, found: Found) -> int | None:
        """`Macron` wherever he is named: at the head of a great country on the day, by a surname that no other leader of these years has."""
        person = self.great(scene, found)
        if person is None or found.end - found.start < UNMISTAKABLE:
            return None
        if len(found.persons) > 1 and not self._alone_of_the_time(scene, found, person):
            return None
        return None if given_last(self.index, person) or reigns(self.index, person) else person

    def _alone_of_the_time(self, scene: Scene, found: Found, number: int) -> bool:
        """True of `Obama`, by which another country's premier of later years is called, too; not where others are in office, known, or of that country (Assad), nor for a given name."""
        reading, at = scene.reading, scene.at or 0
        index, others = self.index, [one for one in found.persons if one != number]
        if any(index.fame[one] >= KNOWN or index.away(one, at) == 0 for one in others):
            return False
        if any(not index.countries[one].isdisjoint(index.countries[number]) for one in others):
            return False
        written = reading.text[found.start : found.end - len(found.rest)]
        return not in_a_name(reading, found, self.courtesies) and bare(written) not in index.given.anywhere

    def great(self, scene: Scene, found: Found, beside: frozenset[str] = frozenset()) -> int | None:
        """The one of the persons who is at the head of a great country on the day; of many so called one of a country `beside` whose other leaders he stands."""
        if scene.at is None or found.end - found.start < SHORTEST:
            return None
        now = self._great[found.persons, scene.at]
        if now is None or (len(found.persons) > MANY and self.index.countries[now].isdisjoint(beside)):
            return None
        return now

    def _now(self, of: tuple[tuple[int, ...], int]) -> int | None:
        """The one of some persons at the head of a great country on a day."""
        persons, at = of
        great = [one for one in persons if self.index.fame[one] >= KNOWN and self.index.away(one, at) == 0]
        return great[0] if len(great) == 1 else None

    def _well_known(self, found: Found, at: int, number: int, away: int) -> bool:
        """In office in these years, of lesser heads in these days; of a surname that one head alone ever had (`Brežnev`) in a lifetime."""
        fame = self.index.fame[number]
        if fame < KNOWN:
            return fame > 1 and (away <= JUST_LEFT or self.holding.designate(number, at))
        alone = len(found.persons) == 1 and found.end - found.start - len(found.rest) >= REMEMBERED
        return away < (A_LIFETIME if alone else RECENT)

    def _best(self, scene: Scene, persons: list[int], fits: Callable[[int, int], bool]) -> int | None:
        """Of those that fit, the one nearest in time; none where two are equally near and equally known."""
        at = scene.at or 0
        ranked = []
        for number in persons:
            person = self.index.persons[number]
            away = self.index.away(number, at)
            if fits(number, away) and self.index.standing(number, at):
                ranked.append((away, not country_named(self.index, scene, number), -person.fame, number))
        ranked.sort()
        if len(ranked) > 1 and ranked[0][:3] == ranked[1][:3]:
            return None
        return ranked[0][3] if ranked else None


def _heads(person: Person, at: int) -> bool:
    """True for one who heads a state or a government on a day."""
    return any(
        office.kind == "head" and office.portfolio is None and status(office, at) == "current"
        for office in person.offices
    )
