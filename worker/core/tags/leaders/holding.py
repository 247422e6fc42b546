"""What the words beside a surname say of the office: that it is over, or still to come, which of the two highest it is, or whose government."""

import re
from collections.abc import Callable, Iterable, Mapping

from worker.core.tags.leaders.scene import HEADS, YEAR, Found, Scene, family_first
from worker.core.tags.lexicon.calendar import status
from worker.core.tags.lexicon.index import Index
from worker.core.tags.lexicon.nouns import Office, by_language
from worker.core.tags.text.reading import Reading

FORMER, ELECT = "former", "designate"
REACH = 48  # code points beside a surname in which its title and the words of its time stand
WORDS = 4  # and how many words of them
OF = frozenset("of des du del dello".split())  # behind a name, of what else its bearer was president
DEPUTIES = frozenset(
    "vice vize vizi vici deputy vicepresident вице віце viceprezident wice".split()
)  # theirs is another office
# Where the head of a government is a president, too: expresidente Aznar, predsjednik Vlade.
PRESIDENT_OF_ALL = frozenset("es pt ca it hr sl sr".split())
SHORTEST = 4  # letters of a surname that says something beside a government without a hyphen
LINK = 3  # letters of a small word between the two: rais wa zamani
BEGINNING = (
    5  # letters from which on a word of a list is the beginning of one; a shorter one (ex, volt) is all of it
)
CUT = re.compile(r"[.,;:!?()\[\]\n\"“”„«»—–]")
# The two highest offices by their English names in the registry.
OF_GOVERNMENT = re.compile(
    r"Prime Minister|Premier|Chancellor(?! of the Ex)|Taoiseach|Head of Government|Council of Ministers"
)
OF_STATE = re.compile(r"(?<!Vice )\bPresident\b(?! of the (?:Council|Government))|Head of State|King|Queen")
LONG_AGO = YEAR * 12  # a government that ended before is called by more than its leader's surname


class Holding:
    """Reads the words of office beside surnames. All lists are the gazetteer's, by language."""

    def __init__(self, index: Index) -> None:
        words: Mapping[str, frozenset[str]] = index.gazetteer.words
        self.index = index
        self.times = {
            FORMER: _begins(words, "no longer in office"),
            ELECT: _begins(words, "elected to office"),
        }
        self.highest = (
            (OF_GOVERNMENT, _begins(words, "heads a government")),
            (OF_STATE, _begins(words, "heads a state")),
        )
        self.elsewhere = {lang: tuple(found) for lang, found in by_language(words, "title elsewhere").items()}
        self.called = {
            lang: dict(pair.split(">") for pair in found)
            for lang, found in by_language(words, "title of a minister").items()
        }
        self.government = by_language(words, "government")

    def time(self, scene: Scene, found: Found) -> str | None:
        """FORMER or ELECT where a word of that time and a head's title stand together beside the surname: `bivši premijer`, `Rais mstaafu`, `presidente eleito`, `volt miniszterelnök` behind."""
        lang = scene.reading.lang or ""
        before, behind = self._before(scene, found), self._behind(scene, found)[:2]
        for time, lists in self.times.items():
            says = lists.get(lang)
            if says is None:
                continue
            if any(map(says, before)) and self._titled(lang, before, says):
                return None if OF.issuperset(behind[:1]) and behind else time  # no president of a club
            if len(behind) > 1 and says(behind[0]) and self.index.titles.is_title(lang, behind[1]):
                return time
        return None

    def _titled(self, lang: str, words: list[str], says: Callable[[str], bool]) -> bool:
        """True where the words before a surname end with a title, or with a title and what says its time."""
        while words and says(words[-1]):
            words = words[:-1]
            if len(words) > 1 and len(words[-1]) < LINK:
                words = words[:-1]
        is_title = self.index.titles.is_title
        if not words or is_title(lang, words[-1]):
            return bool(words)
        return is_title(lang, " ".join(words[-2:])) and not is_title(lang, words[-2])  # no prezydent miasta

    def of_the_title(self, scene: Scene, found: Found, persons: list[int], time: str) -> list[int]:
        """Of several so called those whose office of that time the title names: `Premier Kaczyński` while his brother is the president; all, where it tells nothing, but of former ones: Helen Clark is no former president."""
        lang, at = scene.reading.lang or "", scene.at or 0
        if not DEPUTIES.isdisjoint(self._before(scene, found)):
            return persons
        # The nearest word that tells, those before the surname first: of `the premier and former president` the latter.
        for word in (*reversed(self._before(scene, found)), *self._behind(scene, found)[:2]):
            for office, lists in self.highest:
                if lang in lists and lists[lang](word):
                    held = [one for one in persons if self._held(one, at, time, office)]
                    strict = time == FORMER and lang not in PRESIDENT_OF_ALL
                    return held if strict else held or persons
        return persons

    def told_apart(self, persons: list[int], at: int) -> list[int]:
        """Of former heads so called the last one; nobody where another of the country is hardly longer out of office: Rasmussen."""
        heads = sorted((self.index.away(one, at), one) for one in persons if self.index.fame[one] >= HEADS)
        if len(heads) < 2 or heads[1][0] > LONG_AGO:
            return persons
        alike = not self.index.countries[heads[0][1]].isdisjoint(self.index.countries[heads[1][1]])
        return [] if alike and heads[0][0] > 0 else persons

    def _held(self, number: int, at: int, time: str, called: re.Pattern[str]) -> bool:
        return any(
            _heads(office) and called.search(office.office) and status(office, at) == time
            for office in self.index.persons[number].offices
        )

    def elect(self, scene: Scene, persons: Iterable[int]) -> list[int]:
        """Those who are to head a state or a government at home, or one that is named."""
        near, at = scene.countries | scene.home, scene.at or 0
        return [
            one
            for one in persons
            if self.index.fame[one] >= HEADS
            and (self.index.fame[one] > HEADS or not near.isdisjoint(self.index.countries[one]))
            and any(_heads(of) and status(of, at) == ELECT for of in self.index.persons[one].offices)
        ]

    def elected(self, scene: Scene, found: Found) -> bool:
        """True right behind a word of who is elected, to whatever."""
        says = self.times[ELECT].get(scene.reading.lang or "")
        return says is not None and any(map(says, self._before(scene, found)[-2:]))

    def designate(self, number: int, at: int) -> bool:
        """True for who is known to head a state or a government soon, and holds no office now."""
        standing = self.index.standing(number, at)
        return standing is not None and standing.status == ELECT and _heads(standing.office)

    def by_its_word(self, scene: Scene, found: Found, persons: list[int], time: str) -> int | None:
        """`Chancellor Hunt`: the minister at home whose own title that is; not where such a title is of other houses, a university's."""
        reading, at = scene.reading, scene.at or 0
        lang = reading.lang or ""
        before = self._before(scene, found)[-1:]
        own = self.called.get(lang, {}).get(before[0]) if before else None
        if own is None or any(word in reading.folded for word in self.elsewhere.get(lang, ())):
            return None
        near = scene.countries | scene.home
        held = [
            one
            for one in persons
            if not near.isdisjoint(self.index.countries[one])
            and any(
                own in of.office.lower() and status(of, at) == time for of in self.index.persons[one].offices
            )
        ]
        return held[0] if len(held) == 1 else None

    def leads(self, scene: Scene, found: Found) -> int | None:
        """`Orbán-kormány`, `rząd Tuska`, `Babišova vláda`: who headed a government so called, at home or in a country that is named, the nearest in time."""
        if scene.at is None or not self.of_government(scene.reading, found.start, found.end):
            return None
        joined = "-" in (
            scene.reading.text[found.start - 1 : found.start],
            scene.reading.text[found.end : found.end + 1],
        )
        if found.end - found.start < SHORTEST and not joined:
            return None  # the May government figures
        near, at = scene.countries | scene.home, scene.at
        led = [
            (self.index.away(one, at), one)
            for one in found.persons
            if self.index.fame[one] >= HEADS
            and not near.isdisjoint(self.index.countries[one])
            and not family_first(self.index, one)
            and any(_heads(of) and status(of, at) for of in self.index.persons[one].offices)
        ]
        led = sorted(one for one in led if one[0] <= LONG_AGO)
        if not led or (len(led) > 1 and led[0][0] == led[1][0]):
            return None
        return led[0][1]

    def of_government(self, reading: Reading, start: int, end: int) -> bool:
        """True for a surname with the word for a government right beside it."""
        says = self.government.get(reading.lang or "")
        if says is None:
            return False
        text, folded = reading.text, reading.folded
        before = folded[max(0, start - REACH) : start].rpartition(" ")[0].rpartition(" ")[2]
        if text[start - 1 : start] in (" ", "-") and before in says:
            return True
        return text[end : end + 1] in (" ", "-") and folded[end + 1 : end + REACH].partition(" ")[0] in says

    def _before(self, scene: Scene, found: Found) -> list[str]:
        """The last folded words of the same clause before a surname."""
        first = max(0, found.start - REACH)
        cut = [one.end() for one in CUT.finditer(scene.reading.text, first, found.start)]
        return scene.reading.folded[cut[-1] if cut else first : found.start].split()[-WORDS:]

    def _behind(self, scene: Scene, found: Found) -> list[str]:
        """The first folded words of it behind."""
        last = found.end + REACH
        cut = CUT.search(scene.reading.text, found.end, last)
        return scene.reading.folded[found.end : cut.start() if cut else last].split()[:WORDS]


def _heads(office: Office) -> bool:
    return office.kind == "head" and office.portfolio is None


def _begins(words: Mapping[str, frozenset[str]], name: str) -> dict[str, Callable[[str], bool]]:
    """By language, whether a folded word is one of a list, or begins with a longer one of it."""
    return {lang: _one_of(found) for lang, found in by_language(words, name).items()}


def _one_of(found: frozenset[str]) -> Callable[[str], bool]:
    whole = frozenset(word for word in found if len(word) < BEGINNING)
    long = tuple(sorted(found - whole))
    return lambda word: word in whole or word.startswith(long)
