"""Words of office beside a name: president, Kanzler, ministre, 首相; and the page's own word for the time of it."""

from bisect import bisect_left, insort
from collections.abc import Iterator

from worker.core.tags.lexicon.nouns import Gazetteer, Person
from worker.core.tags.text.folding import fold

NEAR = 20  # code points before a name in which its title stands
BEHIND = 18  # and behind it, wholly: Orbán miniszterelnök
REACH = 64  # and before it, where what lies between only says what the office is over: `министр иностранных дел Лавров`
LINK = 3  # letters of the small words there: de, des, dell
OTHER = 1  # words there that may be others, a nationality say, beside one of what the office is over
REMARK = 40  # code points before a name in which the page says when: "former"
OFFICES = ("head", "minister")
NO_OFFICES: frozenset[str] = frozenset()


def held_as(person: Person, kinds: frozenset[str]) -> bool:
    """True for one who held an office of a kind."""
    return any(office.kind in kinds for office in person.offices)


def deputised(person: Person) -> bool:
    """True for one who stood in for a head, and is called minister as often: the vice chancellor and minister of finance."""
    return any(office.kind == "head" and office.portfolio is not None for office in person.offices)


class Titles:
    """The words of office of every language."""

    def __init__(self, gazetteer: Gazetteer) -> None:
        self.words = gazetteer.titles
        # By language and first letter: a pattern of three hundred words takes as long as all else that is asked of a surname.
        self._heads: dict[tuple[str, str], tuple[str, ...]] = {}
        for key, words in gazetteer.titles.items():
            lang, _, kind = key.partition(":")
            if kind == "head":
                for word in dict.fromkeys(fold(word).strip() for word in words):
                    first = lang, word[:1]
                    self._heads[first] = (*self._heads.get(first, ()), word)

    def forms(self) -> Iterator[tuple[str, str, str, bool]]:
        """Each word with its language, its kind, and whether it must be a whole word: one with a space behind it."""
        for key, words in self.words.items():
            lang, _, kind = key.partition(":")
            for word in words:
                yield word.strip(), lang, kind, word.endswith(" ")

    def is_title(self, lang: str | None, word: str) -> bool:
        """True where a folded word beside a name is a title of its own."""
        word = word.strip()
        return word.startswith(self._heads.get((lang or "", word[:1]), ()))


class Offices:
    """The words of office in one text: where each kind stands."""

    def __init__(self, folded: str = "", duties: tuple[str, ...] = ()) -> None:
        self.folded = folded
        self.duties = duties  # what offices are over, in the language of the text
        self.starts: dict[str, list[int]] = {"head": [], "minister": [], "former": []}
        self.ends: dict[str, list[int]] = {"head": [], "minister": [], "former": []}
        self._all: list[int] = []  # where any word of an office ends

    def add(self, kind: str, start: int, end: int) -> None:
        """Note one word, in the order of their ends."""
        self.starts[kind].append(start)
        self.ends[kind].append(end)
        if kind in OFFICES:
            insort(self._all, end)

    def beside(self, start: int, end: int | None) -> frozenset[str]:
        """The kinds of office ("head", "minister") whose words stand before a name, or right behind its end, where one is given."""
        if not self._any(start - REACH, start) and (end is None or not self._any(end, end + BEHIND)):
            return NO_OFFICES
        return frozenset(
            kind
            for kind in OFFICES
            if self._last(kind, start - NEAR, start) is not None
            or (end is not None and self._last(kind, end, end + BEHIND) is not None)
            or self._reaches(kind, start)
        )

    def _reaches(self, kind: str, start: int) -> bool:
        """True where nothing but what the office is over stands between its word and a name."""
        place = self._last(kind, start - REACH, start)
        if place is None:
            return False
        _, *between = self.folded[self.ends[kind][place] : start].split(
            " "
        )  # first the rest of the title's own word
        others = [word for word in between if len(word) > LINK and not word.startswith(self.duties)]
        told = sum(len(word) > LINK for word in between) - len(others)
        return not others or (told > 0 and len(others) <= OTHER)

    def right_before(self, text: str, start: int) -> bool:
        """True where a word of office ends right before, but for its own ending: `Cumhurbaşkanı `, `Prezident `."""
        if not self._any(start - NEAR, start):
            return False
        last = -1
        for kind in OFFICES:
            place = self._last(kind, start - NEAR, start)
            if place is not None:
                last = max(last, self.ends[kind][place])
        return last >= 0 and " " not in text[last : start - 1].rstrip()

    def wording(self, start: int) -> tuple[int, int] | None:
        """Where the page's own word before a name that says when stands: "former", "ehemaliger"."""
        found = self._last("former", start - REMARK, start)
        return None if found is None else (self.starts["former"][found], self.ends["former"][found])

    def _any(self, first: int, last: int) -> bool:
        """True where any word of an office ends in `[first, last]`: beside most names none does."""
        place = bisect_left(self._all, first)
        return place < len(self._all) and self._all[place] <= last

    def _last(self, kind: str, first: int, last: int) -> int | None:
        """The last word of a kind that lies in `[first, last)`."""
        ends = self.ends[kind]
        if not ends or ends[0] > last:
            return None
        place = bisect_left(ends, last + 1) - 1
        return place if place >= 0 and self.starts[kind][place] >= first else None
