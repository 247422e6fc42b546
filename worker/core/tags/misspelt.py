"""Names spelt wrong: behind a head's title, a name almost that of the one in office there and then."""

import re
from collections import defaultdict
from collections.abc import Iterable
from difflib import SequenceMatcher

from worker.core.tags.calendar import distance
from worker.core.tags.folding import fold
from worker.core.tags.nouns import Naming, Person
from worker.core.tags.scene import Scene
from worker.core.tags.taken import Taken

NAME = re.compile(r" ((?:[A-ZÀ-ÖØ-Þ][^\W\d_]+[ -]?){2,4})")
ALIKE = 0.85  # of the letters: swept 0.75-0.95 on names with one or two wrong letters, 0.85 the lowest without a wrong person
SHORTEST = 8  # letters of a name that may be judged so


class Misspelt:
    """The heads of every country, to compare with."""

    def __init__(self, persons: tuple[Person, ...]) -> None:
        self.persons = persons
        self.heads: dict[str, list[int]] = defaultdict(list)
        for number, person in enumerate(persons):
            if person.fame > 1:
                for country in {office.country for office in person.offices}:
                    self.heads[country].append(number)

    def find(self, scene: Scene, taken: Taken) -> list[Naming]:
        """Names behind a title that are nobody's as they stand, of heads in office on the day in the countries named."""
        if scene.at is None:
            return []
        found = []
        now: list[int] | None = None
        for behind in scene.offices.ends["head"]:
            name = NAME.match(scene.reading.text, behind)
            if name and not taken.holds(name.start(1), name.end(1)):
                now = self._in_office(scene.at, scene.countries) if now is None else now
                person = self._almost(name[1], now)
                if person is not None:
                    end = name.start(1) + len(name[1].rstrip(" -"))
                    found.append(Naming(name.start(1), end, person, "misspelt name with a title"))
        return found

    def _in_office(self, at: int, countries: Iterable[str]) -> list[int]:
        heads = (number for country in countries for number in self.heads[country])
        return [number for number in heads if distance(self.persons[number], at) == 0]

    def _almost(self, name: str, persons: list[int]) -> int | None:
        """The one person whose name is almost this one."""
        bare = fold(name).strip()
        if len(bare) < SHORTEST:
            return None
        close = {
            number
            for number in persons
            for known in (self.persons[number].name, *self.persons[number].names)
            if abs(len(known) - len(bare)) < 3 and SequenceMatcher(None, bare, fold(known)).ratio() >= ALIKE
        }
        return close.pop() if len(close) == 1 else None
