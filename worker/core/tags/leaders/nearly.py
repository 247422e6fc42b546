"""Full names spelt wrong without a title before them: `Angela Merkl, the German chancellor`, `Emanuel Macron met Benyamin Netenyahu`.

Both names must be there, the given one and the surname, each as good as one of somebody who leads on the day; what else the text
says decides whether such a slip is likelier than a stranger of that name.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property, lru_cache
from typing import NamedTuple

from worker.core.tags.leaders.scene import HEADS, KNOWN, YEAR, Scene, apart, family_first
from worker.core.tags.leaders.sounds import LATIN_ENDS, PAIRS, SHOUTED
from worker.core.tags.lexicon import calendar
from worker.core.tags.lexicon.index import Index
from worker.core.tags.lexicon.nouns import Naming, Person
from worker.core.tags.text import surface
from worker.core.tags.text.folding import fold
from worker.core.tags.text.taken import Taken

RECENT = YEAR * 3  # days out of office in which the head of a great country is in the news by name
REACH = 3  # words of a name from its given name to its surname
SHORTEST = 4  # letters of a given name that may be spelt wrong
DISTINCT = 6  # letters of a surname that hardly anybody else's is like
UNMISTAKABLE = 8  # letters of one that needs no country beside it
LONG = 8  # letters of a word that may have two wrong
APPOSITION = re.compile(r", [^.;:!?\n]{0,40}")
COMPANY = 60  # code points between two leaders of one sentence
SENTENCE = re.compile(r"[.;:!?\n]")
# Letters to what is heard of them: vowels nothing, and one of those that sound alike.
HEARD = str.maketrans(
    dict.fromkeys("aeiouyjhw", "") | dict(zip("bdgcqzvx", "ptkkksfs", strict=True)) | {" ": "", "'": ""}
)
DOUBLED = re.compile(r"(.)\1+")
Held = tuple[int, int, int]  # the first and the last day of a term, and whose it is


class Spelt(NamedTuple):
    """Somebody's given names and surnames, folded."""

    given: frozenset[str]
    surnames: frozenset[str]
    keys: frozenset[str]  # those of the given names


class Slip(NamedTuple):
    """Two words of a text that are nearly somebody's name: who, and how many letters of the surname are wrong."""

    start: int
    end: int
    person: int
    written: str  # the surname, folded
    right: str  # and what it should be
    wrong: int


def heard(word: str) -> str:
    """The consonants of a folded word, in a few classes, doubles once."""
    return DOUBLED.sub(r"\1", word.translate(HEARD))


@lru_cache(maxsize=30_000)
def key(given: str) -> str:
    """How a given name is heard, between its first letter and its last: those of Maria and Mario differ."""
    return given[:1] + heard(given) + given[-1:]


class Nearly:
    """The heads of every country, to compare with."""

    def __init__(self, index: Index) -> None:
        self.index = index
        self._rare: dict[str, bool] = {}
        self._spelt: dict[int, Spelt] = {}
        self._years: dict[int, dict[str, list[Held]]] = {}

    def find(self, scene: Scene, taken: Taken, named: Iterable[Naming]) -> list[Naming]:
        """The names outside the taken letters that are a slip for a leader's; `named` are those found before."""
        runs = list(PAIRS.finditer(scene.reading.text)) if scene.at is not None else []
        if not runs:
            return []
        heads = self._of_year((scene.at or 0) // YEAR)
        slips = [slip for run in runs for slip in self._in_run(scene, run, heads, taken)]
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

    def _asked(self, scene: Scene, given: str, held: list[Held]) -> list[int]:
        """Those of a given name, or nearly, who may be meant: heads in office of the countries named, and of great ones."""
        at = scene.at or 0
        persons = {
            who
            for first, last, who in held
            if (first <= at <= last and not self.index.countries[who].isdisjoint(scene.countries))
            or (first <= at < last + RECENT and self.index.persons[who].fame >= KNOWN)
        }
        return sorted(who for who in persons if self._is_called(who, given))

    def _is_called(self, number: int, given: str) -> bool:
        names = self._of(number).given
        return given in names or any(key(one) == key(given) and _near_given(given, one) for one in names)

    def _of_year(self, year: int) -> dict[str, list[Held]]:
        """By the keys of their given names, the terms of heads in and near a year; worked out when first asked for."""
        if year not in self._years:
            heads: dict[str, list[Held]] = defaultdict(list)
            for number, person in enumerate(self.index.persons):
                if person.fame < HEADS or family_first(self.index, number):
                    continue
                for first, last in calendar.terms(person):
                    if first < (year + 1) * YEAR and year * YEAR < last + RECENT:
                        for sound in self._of(number).keys:
                            heads[sound].append((first, last, number))
            self._years[year] = dict(heads)
        return self._years[year]

    def _of(self, number: int) -> Spelt:
        """The names of a person, folded when first asked for."""
        if number not in self._spelt:
            person = self.index.persons[number]
            names = [
                fold(name).split()
                for name in (person.name, *person.names)
                if name[0] < LATIN_ENDS and name[0].isupper()
            ]
            given = frozenset(words[0] for words in names if len(words) > 1 and len(words[0]) > 1)
            short = frozenset(fold(name).strip() for name in person.short if name[0] < LATIN_ENDS)
            surnames = frozenset(word for word in short if " " not in word) or frozenset((names[0][-1],))
            self._spelt[number] = Spelt(
                given - surnames, surnames - given, frozenset(map(key, given - surnames))
            )
        return self._spelt[number]

    def _in_run(
        self, scene: Scene, run: re.Match[str], heads: Mapping[str, list[Held]], taken: Taken
    ) -> Iterator[Slip]:
        """The slips in a run of capitalised words."""
        start, words = run.start(), scene.reading.folded[run.start() : run.end()].split(" ")
        for place, given in enumerate(words[:-1]):
            held = heads.get(key(given))
            persons = self._asked(scene, given, held) if held else []
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
            spelt = self._of(number)
            for right in sorted(spelt.surnames):
                wrong = _typos(surname, right)
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
        if here and _in_apposition(scene, slip.end):
            return True
        return self._tells_alone(slip, here=here) and self._is_rare(slip.right)

    def _tells_alone(self, slip: Slip, *, here: bool) -> bool:
        """True for a slip that says by itself who is meant; a wrong surname only of somebody known anywhere, and where it sounds as the right one."""
        letters = len(slip.right)
        if not slip.wrong:
            return letters >= DISTINCT
        if self.index.persons[slip.person].fame < KNOWN or heard(slip.written) != heard(slip.right):
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
            others = any(one != surname and _typos(one, surname) for one in self.surnames)
            self._rare[surname] = self.surnames[surname] <= 1 and not others
        return self._rare[surname]

    @cached_property
    def surnames(self) -> Counter[str]:
        """The surnames in the registry, folded, and how many persons bear each."""
        return Counter(surname for person in self.index.persons for surname in set(_last_words(person)))


def _last_words(person: Person) -> Iterator[str]:
    """The surnames of a person in Latin letters, folded."""
    if " " in person.name:
        yield fold(person.name).rsplit(maxsplit=1)[-1]
    yield from (fold(name).strip() for name in person.short if name[0] < LATIN_ENDS)


def _in_apposition(scene: Scene, end: int) -> bool:
    """`…, the German chancellor`: a head's word of office right behind the name's comma."""
    behind = APPOSITION.match(scene.reading.text, end)
    return behind is not None and any(end < place < behind.end() for place in scene.offices.starts["head"])


def _near_given(written: str, right: str) -> bool:
    """True for a given name of one key that is spelt wrong: one letter, in a long one two."""
    return len(right) >= SHORTEST and distance(written, right) <= _most(right)


def _typos(written: str, right: str) -> int | None:
    """How many letters of a surname are wrong; None where it is another one."""
    if written == right:
        return 0
    if written[:1] != right[:1] or abs(len(written) - len(right)) > _most(right):
        return None
    wrong = distance(written, right)
    return wrong if wrong <= _most(right) else None


def _most(right: str) -> int:
    return 2 if len(right) >= LONG else 1


def distance(one: str, other: str) -> int:
    """Letters put in, left out, changed or exchanged with the next one, from one word to another."""
    before: list[int] = []
    row = list(range(len(other) + 1))
    for i, letter in enumerate(one, 1):
        earlier, before, row = before, row, [i]
        for j, its in enumerate(other, 1):
            cost = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (letter != its))
            if i > 1 and j > 1 and letter == other[j - 2] and one[i - 2] == its:
                cost = min(cost, earlier[j - 2] + 1)
            row.append(cost)
    return row[-1]
