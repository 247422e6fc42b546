"""Leaders named in another script than their own entry's: found by the sound of the whole name, or of a surname with its title."""

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from itertools import product
from typing import NamedTuple

from worker.core.tags.calendar import distance, standing
from worker.core.tags.folding import fold
from worker.core.tags.nouns import Naming, Person
from worker.core.tags.phonetic import PARTICLES, coarse, keys, latin_keys, respelt_keys, single

WORD = re.compile("[\u0370-\u03ff\u0400-\u052f]+|[\u0590-\u06ff]+|[\u0900-\u09ff]+|[ァ-ヺー]+|[가-힣]+")
PAIRS = re.compile(r"\b[A-ZÀ-ÖØ-ÞĀ-Ž][^\W\d_]+(?: [A-ZÀ-ÖØ-ÞĀ-Ž][^\W\d_]+){1,3}")
# Languages in Latin letters that spell foreign names their own way.
RESPELLING = frozenset("pl cs sk sl hr hu tr lt lv et fi de".split())
CASED = re.compile("[\u0370-\u03ff\u0400-\u052f]")
SYLLABIC = re.compile("[ァ-ヺー가-힣]")
MOST_WORDS = 4  # of a name
SURE = 5  # classes in a key from which on a whole name needs no country beside it
FEW = 3  # classes below which a key says nothing
GLUED_ORDER = frozenset("KR KP CN TW JP VN KH MM LA".split())
AWAY = 372 * 15


class Word(NamedTuple):
    """A word in another script: where, its keys, and whether it is written as a name may be."""

    start: int
    end: int
    keys: tuple[str, ...]


class Sounds:
    """The keys of all leaders' names."""

    def __init__(self, persons: tuple[Person, ...]) -> None:
        self.persons = persons
        self.whole: dict[str, list[int]] = defaultdict(list)
        self.glued: dict[str, list[int]] = defaultdict(list)
        self.surname: dict[str, list[int]] = defaultdict(list)
        self.edges: set[str] = set()  # keys a whole name begins or ends with
        self.edges_of: dict[str, set[str]] = defaultdict(set)  # the same, by country of office
        for number, person in enumerate(persons):
            if person.fame:
                self._add(number, person)

    def _add(self, number: int, person: Person) -> None:
        wholes = {
            key for name in (person.name, *person.names) if name[0] < "\u0250" for key in _name_keys(name)
        }
        shorts = {
            key
            for name in person.short
            if name[0] < "\u0250" and " " not in name
            for key in latin_keys(fold(name).strip())
        }
        for key in wholes | {coarse(key) for key in wholes}:
            if len(key) >= FEW:
                self.whole[key].append(number)
                ends = (key.partition(".")[0], key.rpartition(".")[2])
                self.edges.update(ends)
                for office in person.offices:
                    self.edges_of[office.country].update(ends)
        if person.fame and person.offices[0].country in ("KR", "KP", "CN", "TW"):
            for key in {
                key
                for name in (person.name, *person.names)
                for key in _glued_keys(name)
                if name[0] < "\u0250"
            }:
                self.glued[key].append(number)
        if shorts:
            for key in shorts | {coarse(key) for key in shorts}:
                self.surname[key].append(number)

    def edges_in(self, countries: Iterable[str]) -> set[str]:
        """The keys that names of leaders of some countries begin or end with."""
        return set().union(*(self.edges_of.get(country, ()) for country in countries))


ABD = re.compile(r"\babd(?:[aeuo]l+|)-?(?=[a-z]{2,})")


def _name_keys(name: str) -> Iterator[str]:
    """Keys of a whole name, a dot between its words: all of them, first and last, last and first; without a dot for Korea."""
    words = [word for word in ABD.sub("abd ", fold(name)).split() if word not in PARTICLES and len(word) > 1]
    orders = {tuple(words)} | ({(words[0], words[-1]), (words[-1], words[0])} if len(words) > 1 else set())
    for order in orders:
        if 1 < len(order) <= MOST_WORDS:
            for parts in product(*(latin_keys(word)[:4] for word in order)):
                yield ".".join(parts)


def _glued_keys(name: str) -> Iterator[str]:
    """Keys of a name that is written as one word in Korean, family name first."""
    words = fold(name).split()
    for parts in product(*(latin_keys(word)[:4] for word in words[:MOST_WORDS])):
        yield coarse(parts[0][:1].replace("A", "A") + single("".join(parts)).removeprefix(parts[0][:1]))


def words(text: str, folded: str, free: Callable[[int, int], bool]) -> list[Word]:
    """The words in other scripts that may be names: capitalised ones, where the script has capitals, and `free` to be one."""
    return [
        Word(found.start(), found.end(), keys(found[0]))
        for found in WORD.finditer(folded)
        if (not CASED.match(found[0]) or text[found.start()].isupper()) and free(found.start(), found.end())
    ]


def respelt(text: str, folded: str, edges: set[str], free: Callable[[int, int], bool]) -> list[Word]:
    """The capitalised words of a Latin text that stand beside another and are `free`: they may be a name respelt.

    `edges` are the keys that names begin or end with: a run of words that hasn't two of them holds no name.
    """
    found = []
    for pair in PAIRS.finditer(text):
        start = pair.start()
        run = []
        for letters in pair[0].split(" "):
            end = start + len(letters)
            run.append(Word(start, end, respelt_keys(folded[start:end])))
            start = end + 1
        if sum(not edges.isdisjoint(word.keys[:3]) for word in run) > 1:
            found += [word for word in run if free(word.start, word.end)]
    return found


def windows(found: list[Word]) -> Iterator[tuple[Word, ...]]:
    """Runs of up to four words with one character between, the longest first."""
    for place in range(len(found)):
        run = [found[place]]
        for following in found[place + 1 : place + MOST_WORDS]:
            if following.start != run[-1].end + 1:
                break
            run.append(following)
        for length in range(len(run), 0, -1):
            yield tuple(run[:length])


def run_keys(run: tuple[Word, ...], *, latin: bool) -> Iterable[str]:
    """The keys a run of words may have, as a whole name; outside Latin letters a middle name may be left out."""
    runs = [run] if len(run) == 2 or latin else [run, (run[0], run[-1])]
    found = (".".join(parts) for words in runs for parts in product(*(word.keys[:3] for word in words)))
    return dict.fromkeys(found)


class Rigour(NamedTuple):
    """What a name must have beside it: its country, and an office no longer ago than `away` days."""

    country: bool
    away: int


def rigour(key: str, first: str) -> Rigour:
    """The longer the key, the less is asked; scripts without capitals ask for more, Korean for the most."""
    length = len(key.replace(".", "").replace("A", "").replace("H", ""))
    if "가" <= first <= "힣":
        return Rigour(country=True, away=0 if length >= SURE + 1 else -1)
    if first < "\u0250":  # a respelt name in Latin letters
        return Rigour(country=True, away=372 * 3 if length >= SURE else -1)
    if CASED.match(first):
        return Rigour(country=length < SURE, away=AWAY if length >= FEW else -1)
    return Rigour(
        country=True,
        away=AWAY if length > SURE else 372 * 3 if length >= SURE else 0 if length >= FEW + 1 else -1,
    )


def best(
    persons: Iterable[int], table: tuple[Person, ...], at: int | None, countries: set[str], need: Rigour
) -> int | None:
    """Of the persons of one key the one that time and countries speak for; None where nothing does."""
    if at is None:
        return None
    ranked = []
    for number in persons:
        person = table[number]
        here = any(office.country in countries for office in person.offices)
        if (need.country and not here) or not standing(person, at):
            continue
        away = distance(person, at)
        if away <= need.away and ((here and person.fame) or (not need.country and person.fame > 1)):
            ranked.append((not here, away > 0, -person.fame, away, number))
    return min(ranked)[-1] if ranked else None


def find(
    sounds: Sounds, text: str, candidates: list[Word], at: int | None, countries: Iterable[str]
) -> list[Naming]:
    """Whole names among the candidate words by their sound, the longest first, none overlapping."""
    named = set(countries)
    found = []
    stop = -1
    for run in windows(candidates):
        start, end = run[0].start, run[-1].end
        person = _heard(sounds, run, text, at, named) if start >= stop else None
        if person is not None:
            found.append(Naming(start, end, person, "full name by its sound"))
            stop = end
    return found


def _heard(
    sounds: Sounds, run: tuple[Word, ...], text: str, at: int | None, countries: set[str]
) -> int | None:
    first = text[run[0].start]
    hear = coarse if SYLLABIC.match(first) else str
    edges = sounds.edges
    if len(run) == 1 or any(edges.isdisjoint(map(hear, word.keys[:3])) for word in (run[0], run[-1])):
        return None
    for key in run_keys(run, latin=first < "\u0250"):
        persons = sounds.whole.get(hear(key))
        if (
            persons
            and (person := best(persons, sounds.persons, at, countries, rigour(key, first))) is not None
        ):
            return person
    return None
