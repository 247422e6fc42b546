"""Names that go on behind some leader's surname: `First Minister Mark Drakeford`, `IOC-Präsident Thomas Bach`, `Chairman Kim Smith`."""

import re
from collections.abc import Iterable

from worker.core.tags.leaders.given import alike
from worker.core.tags.leaders.scene import HEADS, KNOWN, NUMBERS, Found, Scene, family_first, leads
from worker.core.tags.lexicon.index import Index
from worker.core.tags.lexicon.nouns import by_language
from worker.core.tags.text import surface
from worker.core.tags.text.folding import bare
from worker.core.tags.text.taken import Taken

NOUNS = frozenset(("de",))  # languages whose common nouns have capitals
SHORT = 4  # letters of capitals up to which they are initials (EU, NATO), and no surname
# The small words between the names of one person; what stands behind them is a name where it has a capital.
PARTICLES = re.compile(
    r" (?:(?:de|du|di|da|do|dos|van|von|der|den|ten|zu|af|av|bin|ben|al|el|la|le)[ -]){1,2}(?=[^\W\d_])"
)
IN_A_PLACE = re.compile(
    "['’][dt][ea](?:ki|n)?$"
)  # the case of a place in Turkish: `Erdoğan Külliye'de açıkladı`
PRINTED = 0.75  # of a line's longer words have a capital where all are written with one
FEWEST = 2  # such words of which more make a line one that can be judged
UNMISTAKABLE = 5  # letters of a surname that says all alone
LONG = 4  # letters of a word that has none but for that


class GoesOn:
    """Tells a given name that is some leader's surname from that surname, by the name behind it."""

    def __init__(self, index: Index) -> None:
        self.index = index
        self._words: dict[int, frozenset[str]] = {}
        self.led = index.gazetteer.words.get("led by:*", frozenset())
        self.no_names = by_language(index.gazetteer.words, "no name")

    def another(self, scene: Scene, found: Found, taken: Taken) -> bool:
        """True where a further name stands right behind, which is none of the persons' own, no place, no word of time or office."""
        behind = self._behind(scene, found)
        after = surface.word_after(scene.reading.text, behind) if behind else ""
        return (
            after[:1].isupper()
            and self._may_be_a_surname(scene, found, after)
            and not taken.holds(behind + 1, behind + 1 + len(after))
            and not any(self._own(number, after) for number in found.persons)
            and not (self._at_home(scene, found.persons) and _printed(scene.reading.text, found.start))
            and not self._unmistakable(scene, found)
        )

    def in_sound(self, scene: Scene, end: int, persons: Iterable[int], taken: Taken) -> bool:
        """The same behind a surname known by its sound alone, ending at `end`: only where no bearer is named family first."""
        after = surface.word_after(scene.reading.text, end)
        if (
            len(after) < LONG
            or not after[0].isupper()
            or after.isupper()
            or taken.holds(end + 1, end + 1 + len(after))
        ):
            return False
        return not any(family_first(self.index, one) for one in persons)

    def _behind(self, scene: Scene, found: Found) -> int:
        """Where the space before a further name stands: right behind, or behind the small words of one; 0 where there is none."""
        text, end = scene.reading.text, found.end
        if text[end : end + 1] != " ":
            return 0
        if text[end + 1 : end + 2].isupper():
            return end
        between = PARTICLES.match(text, end)
        return between.end() - 1 if between and self._called_so(scene, found) else 0

    def _may_be_a_surname(self, scene: Scene, found: Found, after: str) -> bool:
        """False for initials and words of time and office; where every noun has a capital, behind a given name only."""
        lang = scene.reading.lang
        if (after.isupper() and 1 < len(after) <= SHORT) or (lang == "tr" and IN_A_PLACE.search(after)):
            return False
        if NUMBERS.issuperset(after) and leads(scene.reading, found, self.led):
            return False
        if lang in NOUNS and not self._called_so(scene, found):
            return False
        word = bare(after)
        return word not in self.no_names.get(lang or "", ()) and not self.index.titles.is_title(lang, word)

    def _called_so(self, scene: Scene, found: Found) -> bool:
        """True for a given name of any language, be it a place's, too; where nouns have capitals, of that language."""
        lang, given = scene.reading.lang, self.index.given
        written = scene.reading.text[found.start : found.end]
        listed = given.listed.get("de", frozenset()) if lang in NOUNS else given.anywhere
        return bare(written) in listed or given.holds(lang, written)

    def _own(self, number: int, after: str) -> bool:
        """True for another name of the person, inflected or not, or an initial of one: `Peña Nieto`, `Park Geun Hye`, `Putin V.`."""
        first = bare(after).split()[0]
        parts = self._parts(number)
        if len(first) == 1:
            return any(part.startswith(first) for part in parts)
        return first in parts or any(alike(first, part) for part in parts if len(part) > 1)

    def _parts(self, number: int) -> frozenset[str]:
        """The words of a person's full names, folded, remembered."""
        if number not in self._words:
            person = self.index.persons[number]
            whole = " ".join((person.name, *person.names))
            self._words[number] = frozenset(bare(whole).split())
        return self._words[number]

    def _unmistakable(self, scene: Scene, found: Found) -> bool:
        """True for the one leader so called, at the head of a country named on the day, by what is no given name: `Erdogan Hatay tartományba utazott`."""
        if len(found.persons) > 1 or found.end - found.start < UNMISTAKABLE:
            return False
        person = self.index.persons[found.persons[0]]
        written = scene.reading.text[found.start : found.end]
        if bare(written) in self.index.given.listed.get(scene.reading.lang or "", ()):
            return False
        if person.fame < (KNOWN if self._called_so(scene, found) else HEADS):
            return False
        if family_first(self.index, found.persons[0]):
            return False
        now = self.index.away(found.persons[0], scene.at or 0) == 0
        return now and self._at_home(scene, found.persons)

    def _at_home(self, scene: Scene, persons: Iterable[int]) -> bool:
        """True where the country of one of them is named, or is the language's own."""
        near = scene.countries | scene.home
        return any(not near.isdisjoint(self.index.countries[one]) for one in persons)


def _printed(text: str, start: int) -> bool:
    """True in a line whose every word has a capital, a headline's: that of the word behind says nothing."""
    first = text.rfind("\n", 0, start) + 1
    last = text.find("\n", start)
    line = text[first : last if last >= 0 else len(text)].rstrip()
    if line.endswith("."):
        return False  # most: a paragraph
    words = [word for word in line.split() if len(word) >= LONG and word[0].isalpha()]
    capitals = sum(word[0].isupper() for word in words)
    return len(words) > FEWEST and capitals > PRINTED * len(words)
