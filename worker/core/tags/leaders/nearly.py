"""Full names spelt wrong without a title before them: `Angela Merkl, the German chancellor`, `Emanuel Macron met Benyamin Netenyahu`.

Both names must be there, the given one and the surname, each as good as one of somebody who leads on the day; what else the text
says decides whether such a slip is likelier than a stranger of that name.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from functools import cached_property
from typing import NamedTuple

from worker.core.tags.leaders.heads import RECENT, Heads, Held
from worker.core.tags.leaders.scene import KNOWN, LATIN_ENDS, SHOUTED, YEAR, Scene, apart
from worker.core.tags.leaders.spelling import heard, typos
from worker.core.tags.lexicon.index import Index
from worker.core.tags.lexicon.nouns import Naming, Person
from worker.core.tags.text import surface
from worker.core.tags.text.folding import fold
from worker.core.tags.text.taken import Taken

REACH = 3  # words of a name from its given name to its surname
DISTINCT = 6  # letters of a surname that hardly anybody else's is like
UNMISTAKABLE = 8  # letters of one that needs no country beside it
COMPANY = 60  # code points between two leaders of one sentence
SENTENCE = re.compile(r"[.;:!?\n]")


class Slip(NamedTuple):
    """Two words of a text that are nearly somebody's name: who, and how many letters of the surname are wrong."""

    start: int
    end: int
    person: int
    written: str  # the surname, folded
    right: str  # and what it should be
    wrong: int


class Nearly:
    """Compares with the heads of every country."""

    def __init__(self, index: Index) -> None:
        self.index = index
        self.heads = Heads(index)
        self._rare: dict[str, bool] = {}
        # `, the German chancellor`, `ist der neue Bundespräsident`
        verbs = "|".join(sorted(index.gazetteer.words.get("to be:*", ())))
        self.apposition = re.compile(rf"(?:,| (?:{verbs})) [^.;:!?\n]{{0,40}}")

    def find(self, scene: Scene, taken: Taken, named: Iterable[Naming]) -> list[Naming]:
        """The names outside the taken letters that are a slip for a leader's; `named` are those found before."""
        if scene.at is None:
            return []
        folded, heads, year = scene.reading.folded, self.heads, scene.at // YEAR
        slips: list[Slip] = []
        for run in scene.runs():
            start, end = run.span()
            words = folded[start:end].split(" ")
            for given in words[:-1]:
                if heads[given] and heads.near(given, year):  # of most runs no word is a head's given name
                    slips += self._in_run(scene, run, words, taken)
                    break
        if not slips:
            return []
        company = [(naming.start, naming.end, naming.person) for naming in named]
        company += [(slip.start, slip.end, slip.person) for slip in slips]
        return apart(
            [
                Naming(slip.start, slip.end, slip.person, "misspelt full name", scene.wording(slip.start))
                for slip in slips
                if self._likely(scene, slip, company)
            ]
        )

    def _asked(self, scene: Scene, held: Iterable[Held]) -> list[int]:
        """Those of a given name who may be meant: heads in office of the countries named, and of great ones."""
        at = scene.at or 0
        persons = {
            who
            for first, last, who in held
            if (first <= at <= last and not self.index.countries[who].isdisjoint(scene.countries))
            or (first <= at < last + RECENT and self.index.fame[who] >= KNOWN)
        }
        return sorted(persons)

    def _in_run(self, scene: Scene, run: re.Match[str], words: list[str], taken: Taken) -> Iterator[Slip]:
        """The slips in a run of capitalised words, folded in `words`."""
        start, year = run.start(), (scene.at or 0) // YEAR
        for place, given in enumerate(words[:-1]):
            persons = self._asked(scene, self.heads.near(given, year))
            if persons and not SHOUTED.search(run[0]):
                end = start + len(given)
                for surname in words[place + 1 : place + REACH]:
                    end += 1 + len(surname)
                    found = list(self._almost(start, end, given, surname, persons))
                    if len(found) == 1 and not taken.holds(start, end) and not self._goes_on(scene, found[0]):
                        yield found[0]
            start += len(given) + 1

    def _almost(self, start: int, end: int, given: str, surname: str, persons: list[int]) -> Iterator[Slip]:
        """The persons whose surname is the one written, or nearly; not where both names are right."""
        for number in persons:
            spelt = self.heads.spelt(number)
            for right in sorted(spelt.surnames):
                wrong = typos(surname, right)
                if wrong is not None and (wrong or given not in spelt.given):
                    yield Slip(start, end, number, surname, right, wrong)
                    break

    def _goes_on(self, scene: Scene, slip: Slip) -> bool:
        """True where another name stands behind: that one is the surname."""
        return surface.word_after(scene.reading.text, slip.end)[:1].isupper()

    def _likely(self, scene: Scene, slip: Slip, company: list[tuple[int, int, int]]) -> bool:
        """True where an office in apposition, another leader in the sentence, or the name itself says that nobody else is meant."""
        if self._in_company(scene, slip, company):
            return True
        if slip.wrong and self._somebodys(scene, slip):
            return False
        here = not self.index.countries[slip.person].isdisjoint(scene.countries)
        if here and self._in_apposition(scene, slip.end):
            return True
        return self._tells_alone(slip, here=here) and self._is_rare(slip.right)

    def _in_apposition(self, scene: Scene, end: int) -> bool:
        """`…, the German chancellor`: a head's word of office right behind the name's comma or its verb."""
        behind = self.apposition.match(scene.reading.text, end)
        return behind is not None and any(
            end < place < behind.end() for place in scene.offices.starts["head"]
        )

    def _tells_alone(self, slip: Slip, *, here: bool) -> bool:
        """True for a slip that says by itself who is meant; a wrong surname only of somebody known anywhere, and where it sounds as the right one."""
        letters = len(slip.right)
        if not slip.wrong:
            return letters >= DISTINCT
        if self.index.fame[slip.person] < KNOWN or heard(slip.written) != heard(slip.right):
            return False
        return letters >= UNMISTAKABLE or (here and letters > DISTINCT)

    def _in_company(self, scene: Scene, slip: Slip, company: list[tuple[int, int, int]]) -> bool:
        """True beside somebody else in office, in one sentence."""
        text, at = scene.reading.text, scene.at or 0
        for start, end, person in company:
            if person == slip.person or self.index.away(person, at) > 0:
                continue
            between = text[end : slip.start] if end <= slip.start else text[slip.end : start]
            if len(between) <= COMPANY and not SENTENCE.search(between):
                return True
        return False

    def _somebodys(self, scene: Scene, slip: Slip) -> bool:
        """True where the surname as written is another's in the registry, or a given name."""
        written = scene.reading.text[slip.end - len(slip.written) : slip.end]
        return slip.written in self.surnames or self.index.given.holds(scene.reading.lang, written)

    def _is_rare(self, surname: str) -> bool:
        """True where nobody else in the registry is called so or nearly: what ordinary people are called is borne by some leader, too."""
        if surname not in self._rare:
            others = any(one != surname and typos(one, surname) for one in self.surnames)
            self._rare[surname] = self.surnames[surname] <= 1 and not others
        return self._rare[surname]

    @cached_property
    def surnames(self) -> Counter[str]:
        """The surnames in the registry, folded, and how many persons bear each."""
        return Counter(
            surname for person in self.index.registry.persons for surname in set(_last_words(person))
        )


def _last_words(person: Person) -> Iterator[str]:
    """The surnames of a person in Latin letters, folded."""
    if " " in person.name:
        yield fold(person.name).rsplit(maxsplit=1)[-1]
    yield from (fold(name).strip() for name in person.short if name[0] < LATIN_ENDS)
