"""Names spelt wrong: behind a title, a name almost that of the one in office there and then."""

import re
from collections import defaultdict
from collections.abc import Iterable

from worker.core.tags.leaders.heads import Held
from worker.core.tags.leaders.scene import Scene, apart
from worker.core.tags.leaders.spelling import all_alike
from worker.core.tags.lexicon.index import Index
from worker.core.tags.lexicon.nouns import Naming
from worker.core.tags.lexicon.titles import OFFICES
from worker.core.tags.text.folding import fold
from worker.core.tags.text.taken import Taken

# Right behind the title, or behind small words (`canciller ucraniano`) or some up to a comma (`Minister of Labour,`).
NAME = re.compile(
    r"[^\W\d_]{0,4}(?:(?: [^\W\d_]+){0,5},|(?: [^\W\d_A-ZÀ-ÖØ-Þ][^\W\d_]*){0,3}) ((?:[A-ZÀ-ÖØ-Þ][^\W\d_]+[ -]?){2,4})"
)
LEAST_FAME = {"head": 2, "minister": 1}  # by the kind of title
SHORTEST = 8  # letters of a name that may be judged so
MOST_DAYS = 10_000  # of countries that are remembered: a bound


class Misspelt:
    """The heads and the greater ministers of every country, to compare with."""

    def __init__(self, index: Index) -> None:
        self.index = index
        self._spellings: dict[int, list[str]] = {}
        self._terms: dict[str, list[Held]] = {}
        self._days: dict[tuple[int, str], list[int]] = {}
        self.known: dict[str, list[int]] = defaultdict(list)
        for number, fame in enumerate(index.fame):
            if fame >= LEAST_FAME["minister"]:
                for country in index.countries[number]:
                    self.known[country].append(number)

    def find(self, scene: Scene, taken: Taken) -> list[Naming]:
        """Names behind a title that are nobody's as they stand, of those in office on the day in the countries named and those of the language."""
        if scene.at is None:
            return []
        return apart([naming for kind in OFFICES for naming in self._behind(kind, scene, scene.at, taken)])

    def _behind(self, kind: str, scene: Scene, at: int, taken: Taken) -> list[Naming]:
        """Those behind the titles of one kind."""
        found = []
        now: list[int] | None = None
        for behind in scene.offices.ends[kind]:
            name = NAME.match(scene.reading.text, behind)
            if name and not taken.holds(name.start(1), name.end(1)):
                now = self._in_office(kind, at, scene.countries | scene.home) if now is None else now
                person = self._almost(name[1], now)
                if person is not None:
                    end = name.start(1) + len(name[1].rstrip(" -"))
                    found.append(Naming(name.start(1), end, person, "misspelt name with a title"))
        return found

    def _in_office(self, kind: str, at: int, countries: Iterable[str]) -> list[int]:
        least, persons = LEAST_FAME[kind], self.index.persons
        return [who for country in countries for who in self._on(at, country) if persons[who].fame >= least]

    def _on(self, at: int, country: str) -> list[int]:
        """Those known in a country who are in office on a day, remembered: news names the same countries, and is of a few days."""
        if (at, country) not in self._days:
            if len(self._days) >= MOST_DAYS:
                self._days.clear()
            self._days[at, country] = [who for first, last, who in self._held(country) if first <= at <= last]
        return self._days[at, country]

    def _held(self, country: str) -> list[Held]:
        """All terms of those known in a country, worked out when first asked for."""
        if country not in self._terms:
            self._terms[country] = [
                (first, last, who) for who in self.known[country] for first, last in self.index.terms(who)
            ]
        return self._terms[country]

    def _almost(self, name: str, persons: list[int]) -> int | None:
        """The one person whose name is almost this one."""
        bare = fold(name).strip()
        if len(bare) < SHORTEST:
            return None
        # All names in one call: comparing them one by one takes longer to call than to compare.
        bearers = [(known, number) for number in persons for known in self._spelt(number)]
        close = {bearers[place][1] for place in all_alike(bare, [known for known, _ in bearers])}
        return close.pop() if len(close) == 1 else None

    def _spelt(self, number: int) -> list[str]:
        """The names of a person, folded when first asked for."""
        if number not in self._spellings:
            person = self.index.persons[number]
            self._spellings[number] = [fold(name) for name in (person.name, *person.names)]
        return self._spellings[number]
