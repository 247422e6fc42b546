"""Leaders: which of the names found in a text are whose, and why the others are nobody's."""

import re
from collections.abc import Callable, Iterable, Iterator
from functools import cached_property, partial

from worker.core.tags.leaders import hearing
from worker.core.tags.leaders.goeson import GoesOn
from worker.core.tags.leaders.misspelt import Misspelt
from worker.core.tags.leaders.nearly import Nearly
from worker.core.tags.leaders.phonetic import SCRIPT
from worker.core.tags.leaders.regnal import Regnal
from worker.core.tags.leaders.scene import KNOWN, Found, Scene, apart, ends, rest_of_word
from worker.core.tags.leaders.sounds import Keys, Sounds
from worker.core.tags.leaders.streets import Streets
from worker.core.tags.lexicon.index import Hits, Index, Name, Place
from worker.core.tags.lexicon.nouns import Naming, by_language
from worker.core.tags.lexicon.titles import OFFICES, held_as
from worker.core.tags.text import surface
from worker.core.tags.text.folding import bare, glued
from worker.core.tags.text.reading import Reading
from worker.core.tags.text.taken import Taken

# A name that is all of a quotation, perhaps with a second surname, is that of a thing.
QUOTED = re.compile(r"[ \n][“„«\"]$")
QUOTE_ENDS = re.compile(r"(?: [^\W\d_]+)?[”“»\"]")
# Behind a monarch's name: one of another number. A single letter may be a word.
NUMBER = re.compile(r"[IVX]{2,}")
TITLE_BEHIND = frozenset("ko ja zh".split())  # languages whose titles follow the name
HEARD = "heard"  # by language, the words of every day that sound as some leader's surname
AND = ("\u05d5", "\u0648")  # in Hebrew and Arabic letters "and" is one of the next word
# Of the languages that respell foreign names those that bend their own, too; where none does, as in German, only the foreign
# ones are heard: Olaf Schulz is no Scholz.
BENDING = hearing.RESPELLING - {"de"}
LOST = 4  # letters a word joined to a name has at least: fewer are another surname's

BIG = frozenset("international intercontinental national regional memorial presidential".split())


class People:
    """Decides on persons: full names first, then what stands alone."""

    def __init__(self, index: Index, goes_on: GoesOn) -> None:
        self.index = index
        self.misspelt = Misspelt(index)
        self.nearly = Nearly(index)
        self.regnal = Regnal(index)
        self.goes_on = goes_on
        self.relatives = index.gazetteer.words.get("relative:*", frozenset())
        self.monuments = index.gazetteer.words.get("monument:*", frozenset())
        self.streets = Streets(index.gazetteer)
        self.ships = index.gazetteer.words.get("ship:*", frozenset())
        self.portfolios = index.gazetteer.words.get("portfolio:*", frozenset())
        self.callings = by_language(index.gazetteer.words, "calling")
        self.everyday = by_language(index.gazetteer.words, HEARD)

    @cached_property
    def by_key(self) -> Sounds:
        """The names by their sound: read, or worked out, when the first text in another script comes."""
        persons, packed = self.index.registry.persons, self.index.sounds
        return Sounds(persons, Keys.of(persons) if packed is None else Keys.unpacked(packed))

    def whole_names(self, reading: Reading, hits: Hits) -> list[Found]:
        """Where names in full stand, the longest first, none inside another: no place is read there."""
        kept: list[Found] = []
        stop = -1
        names = [name for name in hits.full if not _in_a_place(reading, name, hits.places)]
        for found in sorted(self._whole(reading, names), key=lambda found: (found.start, -found.end)):
            if found.start >= stop:
                kept.append(found)
                stop = found.end
        return kept

    def full_names(self, scene: Scene, whole: list[Found]) -> list[Naming]:
        """Whose those names are."""
        return [naming for found in whole if (naming := self._full(scene, found))]

    def _whole(self, reading: Reading, hits: Iterable[Name]) -> Iterator[Found]:
        for start, end, persons in hits:
            rest = rest_of_word(reading, end)
            if ends(self.index, reading, end, rest):
                yield Found.of(reading.text, start, end + len(rest), persons, rest)
            elif self._glued(reading.folded[start:end], persons, rest):
                yield Found.of(reading.text, start, end, persons, rest)

    def _glued(self, name: str, persons: tuple[int, ...], rest: str) -> bool:
        """True for a well-known name that a lost space joins to the next word: "Vladimir Putinsigned", never "Paul Martinez"."""
        return " " in name and len(rest) >= LOST and any(self.index.fame[one] >= KNOWN for one in persons)

    def _full(self, scene: Scene, found: Found) -> Naming | None:
        person = self._choose(scene, found.persons)
        if person is None or self._named_after(scene, found, person) or self._at_work(scene, found):
            return None
        return Naming(found.start, found.end, person, "full name", scene.wording(found.start))

    def _named_after(self, scene: Scene, found: Found, number: int) -> bool:
        """`Donald Trump Jr.`, `Lloyd Erskine Sandiford Centre`, `Institute "Nelson Mandela"`, `King Charles II`, `the carrier Ronald Reagan`: a relative's name, a building's, a ship's, a street's."""
        reading = scene.reading
        if QUOTED.search(reading.text, max(0, found.start - 2), found.start):
            return QUOTE_ENDS.match(reading.text, found.end) is not None
        if surface.last_word(found.before) in self.ships:
            return True
        if self._place_called_so(scene, found, number) or self.regnal.another(
            reading, found.start, found.end, number
        ):
            return True
        after = found.after
        if not after[:1].isupper():
            return False
        if NUMBER.fullmatch(after):
            return after not in self.index.persons[number].name.split()
        word = bare(after)
        if word in BIG:  # George Bush Intercontinental Airport
            word = bare(surface.word_after(reading.text, found.end + 1 + len(after)))
        return word in self.relatives or word in self.monuments

    def _at_work(self, scene: Scene, found: Found) -> bool:
        """`Der Bäcker Olaf Scholz`: a namesake, by the calling right before the name, in a text with no word of office at all."""
        callings = self.callings.get(scene.reading.lang or "")
        if not callings or any(scene.offices.starts[kind] for kind in OFFICES):
            return False
        return surface.last_word(found.before) in callings

    def _place_called_so(self, scene: Scene, found: Found, number: int) -> bool:
        """A street, a house; who is in office comes to a school, those who were have it called after them."""
        reading, streets = scene.reading, self.streets
        if streets.before(reading, found.start) or streets.behind(reading, found.end):
            return True
        former = scene.at is not None and self.index.away(number, scene.at) > 0
        return (former and streets.called(reading, found.start)) or self._hyphened(reading, found, number)

    def _hyphened(self, reading: Reading, found: Found, number: int) -> bool:
        """`le lycée Charles-de-Gaulle`, `die Willy-Brandt-Schule`: hyphens for all spaces of a name are those of what is called after it."""
        written = reading.text[found.start : found.end - len(found.rest)]
        if "-" not in written or " " in written:
            return False
        person = self.index.persons[number]
        return written not in (person.name, *person.names)

    def _choose(self, scene: Scene, persons: tuple[int, ...]) -> int | None:
        """Of namesakes the one whose country is named, then the one in office on the day or nearest to it."""
        alive = [number for number in persons if self.index.standing(number, scene.at)]
        return min(alive, key=lambda number: self._order(scene, number), default=None)

    def _order(self, scene: Scene, number: int) -> tuple[bool, int, int]:
        person = self.index.persons[number]
        away = self.index.away(number, scene.at) if scene.at is not None else 0
        return self.index.countries[number].isdisjoint(scene.countries), away, -person.fame

    def by_sound(self, scene: Scene, taken: Taken) -> list[Naming]:
        """Names in another script than the registry's: whole ones, then surnames of persons so named, or with a title."""
        reading = scene.reading
        free = partial(self._may_name, reading, taken)
        if reading.lang in hearing.RESPELLING:
            return self._respelt(scene, free)
        if reading.folded.isascii() or not SCRIPT.search(reading.folded):
            return []
        near = hearing.Near(scene.countries, scene.home)
        words = hearing.words(reading.text, reading.folded, self.by_key, near, free)
        found = hearing.find(self.by_key, reading.folded, words, scene.at, near)
        named = [naming.person for naming in found] + list(scene.named)
        inside = {place for naming in found for place in range(naming.start, naming.end)}
        for word in words:
            if word.heard.surnames and word.start not in inside:
                found += self._surname_by_sound(scene, word, named, taken)
        return apart(found)

    def _respelt(self, scene: Scene, free: Callable[[int, int], bool]) -> list[Naming]:
        """Names in Latin letters as a language respells them, beside their country; where it respells all, without."""
        reading = scene.reading
        every = reading.spoken in hearing.BY_SOUND
        meant = scene.countries if reading.lang in BENDING or every else scene.countries - scene.home
        if not meant and not every:
            return []
        words = hearing.respelt(scene.runs(), reading.folded, self.by_key, None if every else meant)
        return hearing.find(
            self.by_key, reading.folded, words, scene.at, hearing.Near(meant), free, by_sound=every
        )

    def misspelt_names(self, scene: Scene, taken: Taken, named: list[Naming]) -> list[Naming]:
        """Names that are almost a leader's: behind a head's title, and others whose given name and surname both are; `named` are known by now."""
        found = self.misspelt.find(scene, taken)
        return apart(found + self.nearly.find(scene, taken, named + found))

    def _may_name(self, reading: Reading, taken: Taken, start: int, end: int) -> bool:
        """False for words of office, of what a minister sees to and of every day, and for what is a place or a name already."""
        word = reading.folded[start:end]
        if taken.holds(start, end) or self._is_a_word(reading.lang, word):
            return False
        return word[0] not in AND or not self._is_a_word(reading.lang, word[1:])

    def _is_a_word(self, lang: str | None, word: str) -> bool:
        return (
            word in self.portfolios
            or word in self.everyday.get(lang or "", ())
            or self.index.titles.is_title(lang, word)
        )

    def _surname_by_sound(
        self, scene: Scene, word: hearing.Word, named: list[int], taken: Taken
    ) -> list[Naming]:
        """A surname of a person named in full, or one with its title (in Korean a whole name, too); the first of its keys that tells."""
        start, end = word.start, word.end
        kinds: frozenset[str] | None = None
        for bearers in word.heard.surnames:
            known = [person for person in named if person in bearers.persons]
            if known:
                return [Naming(start, end, known[-1], "surname of a person named in full")]
            if bearers.titled:
                kinds = self._titles_of(scene, start, end) if kinds is None else kinds
                fitting = [one for one in bearers.titled if kinds and self._fits(scene, one, kinds)]
                if fitting and not self.goes_on.in_sound(scene, end, fitting, taken):
                    best = min(fitting, key=lambda person: (-self.index.fame[person], person))
                    return [Naming(start, end, best, "surname with a title")]
        return []

    def _titles_of(self, scene: Scene, start: int, end: int) -> frozenset[str]:
        """The kinds of office named beside a surname; before it alone where no capital tells a name from the verb before a title."""
        cased = scene.reading.folded[start] < hearing.CASED_ENDS or scene.reading.lang in TITLE_BEHIND
        return scene.offices.beside(start, end if cased else None)

    def _fits(self, scene: Scene, number: int, kinds: frozenset[str]) -> bool:
        """In office on the day, in an office of the kind, its country named or the language's own."""
        countries, person = self.index.countries[number], self.index.persons[number]
        if countries.isdisjoint(scene.countries) and countries.isdisjoint(scene.home):
            return False
        now = scene.at is not None and self.index.away(number, scene.at) == 0
        return now and held_as(person, kinds)


def _in_a_place(reading: Reading, name: Name, places: list[Place]) -> bool:
    """In scripts without spaces a place's name may hold a leader's: 哥伦比亚 is no 比亚."""
    first, last, _ = name
    if not glued(reading.text[first]):
        return False
    return any(start <= first and last <= end and end - start > last - first for start, end, *_ in places)
