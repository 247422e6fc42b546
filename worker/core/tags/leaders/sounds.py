"""How the leaders' names sound, in whatever script they are written: whole ones, and surnames."""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import product
from typing import NamedTuple

import msgspec

from worker.core.tags.leaders.phonetic import PARTICLES, coarse, keys, latin_keys, respelt_keys, single
from worker.core.tags.leaders.scene import LATIN_ENDS
from worker.core.tags.lexicon.memory import Memory
from worker.core.tags.lexicon.nouns import FAMILY_FIRST, Person
from worker.core.tags.lexicon.rows import Remembered
from worker.core.tags.text.folding import fold

SYLLABIC = re.compile("[ァ-ヺー가-힣]")
MOST_WORDS = 4  # of a name
# Where the family name stands first, or did in the text: elsewhere two words that sound as a name turned around are none.
TURNED = FAMILY_FIRST | {"JP", "HU"}
SYLLABLES = 3  # of a foreign surname in Korean, at least
READINGS = 3  # keys of a word that are tried in a whole name
MOST_HEARD = 30_000  # words remembered: a bound
FEW = 3  # classes below which a key says nothing


class Bearers(NamedTuple):
    """The persons whose surname sounds as a word does, and those of them that a title beside it tells."""

    persons: frozenset[int]
    titled: tuple[int, ...]


class Heard(NamedTuple):
    """A word as it sounds: its keys, in what countries leaders' names begin or end so, and whose surname it may be."""

    keys: tuple[str, ...]
    countries: frozenset[str]
    surnames: tuple[Bearers, ...]


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


class Keys(msgspec.Struct, frozen=True):
    """The keys of all leaders' names, each with whose they are: whole names, those that Korean writes as one word, surnames.

    Tuples, for nearly all hold one: a list takes twice as much, a set four times.
    """

    whole: dict[str, tuple[int, ...]]
    glued: dict[str, tuple[int, ...]]
    surname: dict[str, tuple[int, ...]]
    edges: dict[str, tuple[str, ...]]  # keys that a whole name begins or ends with, to countries

    @classmethod
    def of(cls, persons: Iterable[Person]) -> "Keys":
        """Worked out from all names, in more than a second for the released ones."""
        keys = cls({}, {}, {}, {})
        for number, person in enumerate(persons):
            keys._add_whole(number, person)
            if person.fame:
                keys._add_surname(number, person)
        return keys

    @classmethod
    def unpacked(cls, data: bytes) -> "Keys":
        """The keys that `packed` made these bytes of."""
        return msgspec.msgpack.decode(data, type=cls)

    def packed(self) -> bytes:
        """The keys as bytes."""
        return msgspec.msgpack.encode(self)

    def _add_whole(self, number: int, person: Person) -> None:
        countries = tuple(dict.fromkeys(office.country for office in person.offices))
        turned = person.offices[0].country in TURNED
        wholes = {
            key
            for name in (person.name, *person.names)
            if name[0] < "\u0250"
            for key in _name_keys(name, turned=turned)
        }
        found = [key for key in wholes | {coarse(key) for key in wholes} if len(key) >= FEW]
        for key in found:
            self.whole[key] = (*self.whole.get(key, ()), number)
        for end in {end for key in found for end in (key.partition(".")[0], key.rpartition(".")[2])}:
            known = self.edges.setdefault(end, countries)
            if known is not countries and (more := tuple(code for code in countries if code not in known)):
                self.edges[end] = known + more

    def _add_surname(self, number: int, person: Person) -> None:
        shorts = {
            key
            for name in person.short
            if name[0] < "\u0250" and " " not in name
            for key in latin_keys(fold(name).strip())
        }
        if person.offices[0].country in ("KR", "KP", "CN", "TW"):
            for key in {key for name in _as_in_english(person) for key in _glued_keys(name)}:
                self.glued[key] = (*self.glued.get(key, ()), number)
        if shorts:
            for key in shorts | {coarse(key) for key in shorts}:
                self.surname[key] = (*self.surname.get(key, ()), number)


class Sounds:
    """The leaders by how they sound, as far as texts have asked."""

    def __init__(self, persons: Sequence[Person], keys: Keys) -> None:
        self.persons, self.keys = Remembered(persons), keys
        self.heard = Hearing(self._hear)
        self._own = Memory[int, frozenset[str]](self._own_keys)

    def whole(self, key: str) -> tuple[int, ...]:
        """Whose whole name sounds so where l is no r, nor m an n: the keys that Japanese and Korean hear stand among the others, and Вчера is no Faisal."""
        persons = self.keys.whole.get(key, ())
        if not persons or coarse(key) != key:
            return persons
        return tuple(number for number in persons if key in self._own[number])

    def _own_keys(self, number: int) -> frozenset[str]:
        """The keys of a person's whole names as Latin letters tell them."""
        person = self.persons[number]
        turned = person.offices[0].country in TURNED
        names = (name for name in (person.name, *person.names) if name[0] < LATIN_ENDS)
        return frozenset(key for name in names for key in _name_keys(name, turned=turned))

    def _hear(self, word: str) -> Heard:
        of = respelt_keys(word) if word[0] < LATIN_ENDS else keys(word)
        heard = [coarse(key) for key in of] if SYLLABIC.match(word) else of
        countries: frozenset[str] = frozenset().union(
            *(self.keys.edges.get(key, ()) for key in heard[:READINGS])
        )
        bearers = (self._bearers(key, word) for key in heard if len(key) >= FEW)
        return Heard(of[:READINGS], countries, tuple(found for found in bearers if found.persons))

    def _bearers(self, key: str, word: str) -> Bearers:
        """In Korean a whole name may be one word, and a surname of one syllable says too little behind a title; a foreigner's has three and more."""
        persons = self.keys.surname.get(key, ())
        if not "가" <= word[0] <= "힣":
            return Bearers(frozenset(persons), persons)
        whole = self.keys.glued.get(key, ())
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
    spelled = {folded: None}  # most
    if "abd" in folded:  # Abdullah is one word in most scripts, two in Arabic
        apart = ABD.sub("abd ", folded)
        spelled = dict.fromkeys((apart, folded) if GODS.search(folded) else (apart,))
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


def _as_in_english(person: Person) -> Iterator[str]:
    """The names in Latin letters with the family name of the usual one: another language's (`Mun Dzsein`) is read by other rules, and sounds as half a lexicon."""
    family = fold(person.name).partition(" ")[0]
    for name in (person.name, *person.names):
        if name[0] < LATIN_ENDS and fold(name).partition(" ")[0] == family:
            yield name


def _glued_keys(name: str) -> Iterator[str]:
    """Keys of a name that is written as one word in Korean, family name first."""
    words = fold(name).split()
    for parts in product(*(latin_keys(word)[:4] for word in words[:MOST_WORDS])):
        yield coarse(parts[0][:1] + single("".join(parts)).removeprefix(parts[0][:1]))
