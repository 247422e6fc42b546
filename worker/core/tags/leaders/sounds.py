"""Leaders named in another script than their own entry's: found by the sound of the whole name, or of a surname with its title."""

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from itertools import product
from typing import NamedTuple

from worker.core.tags.leaders.phonetic import PARTICLES, coarse, keys, latin_keys, respelt_keys, single
from worker.core.tags.leaders.scene import LATIN_ENDS, SHOUTED
from worker.core.tags.lexicon.calendar import distance, standing
from worker.core.tags.lexicon.nouns import FAMILY_FIRST, Naming, Person
from worker.core.tags.text.folding import fold

WORD = re.compile("[\u0370-\u03ff\u0400-\u052f]+|[\u0590-\u06ff]+|[\u0900-\u09ff]+|[ァ-ヺー]+|[가-힣]+")
# Languages in Latin letters that spell foreign names their own way.
RESPELLING = frozenset("pl cs sk sl hr hu tr lt lv et fi de".split())
CASED_ENDS = "\u0530"  # behind Greek and Cyrillic, which have capitals, too
SYLLABIC = re.compile("[ァ-ヺー가-힣]")
MOST_WORDS = 4  # of a name
# Where the family name stands first, or did in the text: elsewhere two words that sound as a name turned around are none.
TURNED = FAMILY_FIRST | {"JP", "HU"}
SYLLABLES = 3  # of a foreign surname in Korean, at least
READINGS = 3  # keys of a word that are tried in a whole name
MOST_HEARD = 30_000  # words remembered: a bound
SURE = 5  # classes in a key from which on a whole name needs no country beside it
FEW = 3  # classes below which a key says nothing
AWAY = 372 * 15


class Bearers(NamedTuple):
    """The persons whose surname sounds as a word does, and those of them that a title beside it tells."""

    persons: frozenset[int]
    titled: tuple[int, ...]


class Heard(NamedTuple):
    """A word as it sounds: its keys, in what countries leaders' names begin or end so, and whose surname it may be."""

    keys: tuple[str, ...]
    countries: frozenset[str]
    surnames: tuple[Bearers, ...]


class Word(NamedTuple):
    """A word that may be a name or a part of one: where, how it sounds, and whether a name that may be meant begins or ends with it."""

    start: int
    end: int
    heard: Heard
    edge: bool


class Hearing(dict[str, Heard]):
    """Folded words as they sound; worked out when first met, for news repeats its words."""

    def __init__(self, hear: Callable[[str], Heard]) -> None:
        super().__init__()
        self.hear = hear

    def __missing__(self, word: str) -> Heard:
        """The word as it sounds, remembered."""
        if len(self) >= MOST_HEARD:
            self.clear()
        self[word] = found = self.hear(word)
        return found


class Sounds:
    """The keys of all leaders' names."""

    def __init__(self, persons: tuple[Person, ...]) -> None:
        self.persons = persons
        # Tuples, for nearly all hold one: a list takes twice as much, a set four times.
        self.whole: dict[str, tuple[int, ...]] = {}
        self.glued: dict[str, list[int]] = defaultdict(list)
        self.surname: dict[str, list[int]] = defaultdict(list)
        # Keys a whole name begins or ends with, to countries.
        self.edges: dict[str, tuple[str, ...]] = {}
        self.heard = Hearing(self._hear)
        for number, person in enumerate(persons):
            self._add_whole(number, person)
            if person.fame:
                self._add_surname(number, person)

    def _add_whole(self, number: int, person: Person) -> None:
        countries = dict.fromkeys(office.country for office in person.offices)
        turned = person.offices[0].country in TURNED
        wholes = {
            key
            for name in (person.name, *person.names)
            if name[0] < "\u0250"
            for key in _name_keys(name, turned=turned)
        }
        for key in wholes | {coarse(key) for key in wholes}:
            if len(key) >= FEW:
                self.whole[key] = (*self.whole.get(key, ()), number)
                for end in (key.partition(".")[0], key.rpartition(".")[2]):
                    known = self.edges.get(end, ())
                    self.edges[end] = (*known, *(code for code in countries if code not in known))

    def _add_surname(self, number: int, person: Person) -> None:
        shorts = {
            key
            for name in person.short
            if name[0] < "\u0250" and " " not in name
            for key in latin_keys(fold(name).strip())
        }
        if person.offices[0].country in ("KR", "KP", "CN", "TW"):
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

    def _hear(self, word: str) -> Heard:
        of = respelt_keys(word) if word[0] < LATIN_ENDS else keys(word)
        heard = [coarse(key) for key in of] if SYLLABIC.match(word) else of
        countries: frozenset[str] = frozenset().union(*(self.edges.get(key, ()) for key in heard[:READINGS]))
        bearers = (self._bearers(key, word) for key in heard if len(key) >= FEW)
        return Heard(of[:READINGS], countries, tuple(found for found in bearers if found.persons))

    def _bearers(self, key: str, word: str) -> Bearers:
        """In Korean a whole name may be one word, and a surname of one syllable says too little behind a title; a foreigner's has three and more."""
        persons = self.surname.get(key, [])
        if not "가" <= word[0] <= "힣":
            return Bearers(frozenset(persons), tuple(persons))
        whole = self.glued.get(key, [])
        foreign = [one for one in persons if self._is_foreign(one)] if len(word) >= SYLLABLES else []
        return Bearers(frozenset((*whole, *persons)), tuple(dict.fromkeys((*whole, *foreign))))

    def _is_foreign(self, number: int) -> bool:
        """True for one whose surname a Korean text gives alone: known beyond his country, and not named family first."""
        person = self.persons[number]
        return person.fame > 1 and person.offices[0].country not in TURNED


GODS = re.compile(r"\babd[ua]ll?ah\b")
ABD = re.compile(r"\babd(?:[aeuo]l+|)-?(?=[a-z]{2,})")


def _name_keys(name: str, *, turned: bool) -> Iterator[str]:
    """Keys of a whole name, a dot between its words: all of them, first and last; where names are `turned`, last and first."""
    folded = fold(name)
    # Abdullah is one word in most scripts, two in Arabic.
    spelled = dict.fromkeys(
        (ABD.sub("abd ", folded), folded) if GODS.search(folded) else (ABD.sub("abd ", folded),)
    )
    orders = dict.fromkeys(order for text in spelled for order in _orders(text, turned=turned))
    for order in orders:
        if 1 < len(order) <= MOST_WORDS:
            for parts in product(*(latin_keys(word)[:4] for word in order)):
                yield ".".join(parts)


def _orders(text: str, *, turned: bool) -> Iterator[tuple[str, ...]]:
    words = [word for word in text.split() if word not in PARTICLES and len(word) > 1]
    yield tuple(words)
    if len(words) > 1:
        yield words[0], words[-1]
        yield from [(words[-1], words[0])] if turned else []


def _glued_keys(name: str) -> Iterator[str]:
    """Keys of a name that is written as one word in Korean, family name first."""
    words = fold(name).split()
    for parts in product(*(latin_keys(word)[:4] for word in words[:MOST_WORDS])):
        yield coarse(parts[0][:1] + single("".join(parts)).removeprefix(parts[0][:1]))


def words(
    text: str, folded: str, sounds: Sounds, countries: frozenset[str], free: Callable[[int, int], bool]
) -> list[Word]:
    """The words in other scripts that may be names: capitalised ones, where the script has capitals, and `free` to be one."""
    found = []
    for match in WORD.finditer(folded):
        start, end = match.span()
        word = match[0]
        cased = word[0] < CASED_ENDS
        if (not cased or text[start].isupper()) and free(start, end):
            heard = sounds.heard[word]
            # With capitals a long name of somebody well known needs no country beside it: see `rigour`.
            edge = bool(heard.countries) if cased else not heard.countries.isdisjoint(countries)
            found.append(Word(start, end, heard, edge))
    return found


def respelt(
    runs: Iterable[re.Match[str]],
    folded: str,
    sounds: Sounds,
    countries: frozenset[str],
) -> list[Word]:
    """The capitalised words of a Latin text's `runs` that may be a name respelt.

    A name is one of the `countries`' leaders: a run of words without two that such a name begins or ends with holds none.
    """
    found = []
    for match in runs:
        start, end = match.span()
        run = [sounds.heard[word] for word in folded[start:end].split(" ")]
        edges = [not heard.countries.isdisjoint(countries) for heard in run]
        if edges.count(True) > 1 and not SHOUTED.search(match[0]):
            ends = [start - 1, *(start + at for at, letter in enumerate(match[0]) if letter == " "), end]
            spans = zip(ends, ends[1:], run, edges, strict=False)
            found += [Word(gap + 1, end, heard, edge) for gap, end, heard, edge in spans]
    return found


def windows(found: list[Word]) -> Iterator[tuple[Word, ...]]:
    """Runs of two to four words with one character between that may be a name by their first and last, the longest first."""
    for place, first in enumerate(found):
        if not first.edge:
            continue
        run = [first]
        for following in found[place + 1 : place + MOST_WORDS]:
            if following.start != run[-1].end + 1:
                break
            run.append(following)
        for length in range(len(run), 1, -1):
            if run[length - 1].edge:
                yield tuple(run[:length])


def run_keys(run: tuple[Word, ...], *, latin: bool) -> Iterable[str]:
    """The keys a run of words may have, as a whole name; outside Latin letters a middle name may be left out."""
    runs = [run] if len(run) == 2 or latin else [run, (run[0], run[-1])]
    found = (".".join(parts) for words in runs for parts in product(*(word.heard.keys for word in words)))
    return dict.fromkeys(found)


class Rigour(NamedTuple):
    """What a name must have beside it: its country, an office no longer ago than `away` days, and whether one of no fame will do.

    Where the script has capitals, a whole name in office on the day, its country beside it, may be any minister's.
    """

    country: bool
    away: int
    lesser: bool = False


def rigour(key: str, first: str) -> Rigour:
    """The longer the key, the less is asked; scripts without capitals ask for more, Korean for the most."""
    length = len(key.replace(".", "").replace("A", "").replace("H", ""))
    if "가" <= first <= "힣":
        return Rigour(country=True, away=0 if length >= SURE + 1 else -1)
    if first < LATIN_ENDS:  # a respelt name in Latin letters
        return Rigour(country=True, away=372 * 3 if length >= SURE else -1, lesser=True)
    if first < CASED_ENDS:
        return Rigour(country=length < SURE, away=AWAY if length >= FEW else -1, lesser=length >= SURE)
    return Rigour(
        country=True,
        away=AWAY if length > SURE else 372 * 3 if length >= SURE else 0 if length >= FEW + 1 else -1,
    )


def best(
    persons: Iterable[int], table: tuple[Person, ...], at: int | None, countries: frozenset[str], need: Rigour
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
        known = person.fame or (need.lesser and away == 0)
        if away <= need.away and ((here and known) or (not need.country and person.fame > 1)):
            ranked.append((not here, away > 0, -person.fame, away, number))
    return min(ranked)[-1] if ranked else None


def find(
    sounds: Sounds,
    folded: str,
    candidates: list[Word],
    at: int | None,
    countries: frozenset[str],
    free: Callable[[int, int], bool] | None = None,
) -> list[Naming]:
    """Whole names among the candidate words by their sound, the longest first, none overlapping.

    Where words are asked whether they are `free` to be one, those of a name are, for few sound as one.
    """
    found = []
    stop = -1
    for run in windows(candidates):
        start, end = run[0].start, run[-1].end
        person = _heard(sounds, run, folded[start], at, countries) if start >= stop else None
        if person is not None and (free is None or all(free(word.start, word.end) for word in run)):
            found.append(Naming(start, end, person, "full name by its sound"))
            stop = end
    return found


def _heard(
    sounds: Sounds, run: tuple[Word, ...], first: str, at: int | None, countries: frozenset[str]
) -> int | None:
    hear = coarse if SYLLABIC.match(first) else str
    for key in run_keys(run, latin=first < LATIN_ENDS):
        persons = sounds.whole.get(hear(key))
        if (
            persons
            and (person := best(persons, sounds.persons, at, countries, rigour(key, first))) is not None
        ):
            return person
    return None
