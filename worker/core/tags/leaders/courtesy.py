"""Vietnamese calls foreigners of the Chinese world by family name behind a courtesy: `ông Tập`, `bà Thái`; of one syllable, they are anybody's but beside who or where they lead."""

import re
from collections import defaultdict
from collections.abc import Iterable
from functools import cached_property

from worker.core.tags.leaders.scene import HEADS, KNOWN, Scene
from worker.core.tags.lexicon.index import Index
from worker.core.tags.lexicon.nouns import FAMILY_FIRST, Naming
from worker.core.tags.text.taken import Taken

LANG, HOME = "vi", "VN"
RULE = "family name with a courtesy"
CALLED = re.compile(
    r"\b(?:[ôÔ]ng|[bB]à|[cC]hủ tịch|[tT]hủ tướng|[tT]ổng thống) ([^\W\d_]+)\b(?! [^\W\d_a-zđà-ỹ])"
)
LETTERS = re.compile("[ăâđêôơưạ-ỹà-ãè-êìíò-õùúý]")  # of a name as Vietnamese writes it, in its small letters


class Courtesy:
    """The heads who have a Vietnamese name, by its first syllable."""

    def __init__(self, index: Index) -> None:
        self.index = index

    @cached_property
    def families(self) -> dict[str, list[int]]:
        """By family name, small: made when the first Vietnamese text comes."""
        found: dict[str, list[int]] = defaultdict(list)
        for number, fame in enumerate(self.index.fame):
            countries = self.index.countries[number]
            if fame < HEADS or HOME in countries or countries.isdisjoint(FAMILY_FIRST):
                continue
            person = self.index.persons[number]
            for name in (person.name, *person.names):
                family, _, given = name.lower().partition(" ")
                if given and (LETTERS.search(name.lower()) or name == person.name):
                    found[family].append(number)
        return {family: sorted(set(numbers)) for family, numbers in found.items()}

    def find(self, scene: Scene, named: Iterable[Naming], taken: Taken) -> list[Naming]:
        """The heads of the day so called: where their country is named, and those of a great one beside another leader of the day."""
        if scene.reading.lang != LANG or scene.at is None:
            return []
        named = list(named)
        beside = any(self.index.away(one.person, scene.at) == 0 for one in named)
        taken_by = [(one.start, one.end) for one in named]
        found = []
        for one in CALLED.finditer(scene.reading.text):
            start, end = one.span(1)
            if (
                not one[1][0].isupper()
                or taken.holds(start, end)
                or any(a < end and start < b for a, b in taken_by)
            ):
                continue
            person = self._meant(scene, self.families.get(one[1].lower(), []), beside=beside)
            if person is not None:
                found.append(Naming(start, end, person, RULE, scene.wording(start)))
        return found

    def _meant(self, scene: Scene, persons: list[int], *, beside: bool) -> int | None:
        """The one head of the day; of a text that names him, him."""
        at = scene.at or 0
        told = [one for one in persons if one in scene.named]
        if told:
            return told[0] if len(told) == 1 else None
        now = [one for one in persons if self.index.away(one, at) == 0]
        here = [one for one in now if not self.index.countries[one].isdisjoint(scene.countries)]
        great = [one for one in now if beside and self.index.fame[one] >= KNOWN]
        best = here or great
        return best[0] if len(best) == 1 else None
