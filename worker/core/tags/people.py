"""Leaders: which of the names found in a text are whose, and why the others are nobody's."""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from functools import cached_property

import msgspec

from worker.core.tags import sounds, surface
from worker.core.tags.calendar import distance, standing
from worker.core.tags.folding import fold, glued
from worker.core.tags.given import alike, first_given, words_before
from worker.core.tags.index import Index, Reading
from worker.core.tags.misspelt import Misspelt
from worker.core.tags.nouns import Naming, Person
from worker.core.tags.phonetic import SCRIPT, coarse
from worker.core.tags.titles import Titles

LONG_GONE = 372 * 12  # a surname alone, of somebody out of office for longer, is somebody else's
RECENT = 372 * 3
LOST = 4  # letters a word joined to a name has at least: fewer are another surname's
MANY = 4  # persons of one surname from which on it alone says nothing
KNOWN = 3  # the fame of those whose surname alone says who
GIVEN_CHARS = re.compile(r"((?:[^\W\d_][\w'’.-]*[ -]+){1,3})$")
POSSESSIVE = frozenset(("s", "ův", "ova", "in", "un", "ın", "ün"))


class Found(msgspec.Struct, gc=False):
    """A name in the text and the persons it may be."""

    start: int
    end: int
    persons: list[int]
    rest: str


class Scene(msgspec.Struct):
    """What is known before surnames are read: the text, its day, the countries named, the persons named in full."""

    reading: Reading
    at: int | None
    countries: Counter[str]
    named: dict[int, Naming]


class People:
    """Decides on persons: full names first, then what stands alone."""

    def __init__(self, index: Index, titles: Titles) -> None:
        self.index = index
        self.titles = titles
        self.misspelt = Misspelt(index.persons)

    @cached_property
    def by_key(self) -> sounds.Sounds:
        """The names by their sound: made when the first text in another script comes."""
        return sounds.Sounds(self.index.persons)

    def whole_names(self, reading: Reading, hits: Iterable[tuple[int, int, int]]) -> list[Found]:
        """Where names in full stand, the longest first, none inside another: no place is read there."""
        kept: list[Found] = []
        stop = -1
        for found in sorted(self._whole(reading, hits), key=lambda found: (found.start, -found.end)):
            if found.start >= stop:
                kept.append(found)
                stop = found.end
        return kept

    def full_names(self, scene: Scene, whole: list[Found]) -> list[Naming]:
        """Whose those names are."""
        return [naming for found in whole if (naming := self._full(scene, found))]

    def _whole(self, reading: Reading, hits: Iterable[tuple[int, int, int]]) -> Iterator[Found]:
        for start, end, number in hits:
            rest, persons = _rest(reading, end), self.index.full[number]
            if self._ends(reading, end, rest):
                yield Found(start, end + len(rest), persons, rest)
            elif self._glued(reading.folded[start:end], persons, rest):
                yield Found(start, end, persons, rest)

    def _glued(self, name: str, persons: list[int], rest: str) -> bool:
        """True for a well-known name that a lost space joins to the next word: "Vladimir Putinsigned", never "Paul Martinez"."""
        return (
            " " in name
            and len(rest) >= LOST
            and any(self.index.persons[one].fame >= KNOWN for one in persons)
        )

    def _ends(self, reading: Reading, end: int, rest: str) -> bool:
        """True where the name may end so: whole, or with an ending of the article's language."""
        if not rest:
            return True
        return (
            rest == "s"
            or glued(reading.text[end])
            or self.index.ends(f"{reading.lang}:person", rest, long=False)
        )

    def _full(self, scene: Scene, found: Found) -> Naming | None:
        person = self._choose(scene, found.persons)
        if person is None:
            return None
        return Naming(
            found.start, found.end, person, "full name", self.titles.wording(scene.reading, found.start)
        )

    def _choose(self, scene: Scene, persons: list[int]) -> int | None:
        """Of namesakes the one whose country is named, then the one in office on the day or nearest to it."""
        alive = [number for number in persons if standing(self.index.persons[number], scene.at)]
        return min(alive, key=lambda number: self._order(scene, number), default=None)

    def _order(self, scene: Scene, number: int) -> tuple[bool, int, int]:
        person = self.index.persons[number]
        away = distance(person, scene.at) if scene.at is not None else 0
        return not self._country(scene, person), away, -person.fame

    def by_sound(self, scene: Scene, taken: list[tuple[int, int]]) -> list[Naming]:
        """Names in another script than the registry's: whole ones, then surnames of persons so named, or with a title."""
        reading = scene.reading
        if reading.lang in sounds.RESPELLING and scene.countries:
            words = [
                word
                for word in sounds.respelt(reading.text, reading.folded)
                if self._may_name(reading, word, taken)
            ]
            return sounds.find(self.by_key, reading.text, words, scene.at, scene.countries)
        if reading.text.isascii() or not SCRIPT.search(reading.text):
            return []
        words = [
            word
            for word in sounds.words(reading.text, reading.folded)
            if self._may_name(reading, word, taken)
        ]
        found = sounds.find(self.by_key, reading.text, words, scene.at, scene.countries)
        named = [naming.person for naming in found] + list(scene.named)
        inside = {place for naming in found for place in range(naming.start, naming.end)}
        for word in words:
            naming = self._surname_by_sound(scene, word, named) if word.start not in inside else None
            if naming:
                found.append(naming)
        return _apart(found)

    def misspelt_names(self, scene: Scene, taken: list[tuple[int, int]]) -> list[Naming]:
        """Names behind a head's title that are almost the name of the one in office."""
        titles = self.titles.heads.get(scene.reading.lang or "")
        return self.misspelt.find(scene.reading, titles, scene.at, scene.countries, taken)

    def _may_name(self, reading: Reading, word: sounds.Word, taken: list[tuple[int, int]]) -> bool:
        """False for words of office, and for what is a place or a name already."""
        if any(start < word.end and word.start < end for start, end in taken):
            return False
        return not self.titles.is_title(reading, reading.folded[word.start : word.end])

    def _surname_by_sound(self, scene: Scene, word: sounds.Word, named: list[int]) -> Naming | None:
        """A surname of a person named in full, or one with its title (in Korean a whole name, too)."""
        hear = coarse if sounds.SYLLABIC.match(scene.reading.text[word.start]) else str
        kinds: frozenset[str] | None = None
        for key in map(hear, word.keys):
            persons = self.by_key.surname.get(key, [])
            glued_persons = (
                self.by_key.glued.get(key, []) if "가" <= scene.reading.text[word.start] <= "힣" else []
            )
            known = [person for person in named if person in persons or person in glued_persons]
            if known and len(key) > 2:
                return Naming(word.start, word.end, known[-1], "surname of a person named in full")
            if "가" <= scene.reading.text[word.start] <= "힣":
                persons = []  # one syllable says too little
            if (persons and len(key) > 2) or (glued_persons and len(key) > 2):
                kinds = self.titles.beside(scene.reading, word.start, word.end) if kinds is None else kinds
                fitting = [
                    person for person in (*glued_persons, *persons) if self._fits(scene, person, kinds)
                ]
                if fitting:
                    fitting.sort(key=lambda person: (-self.index.persons[person].fame, person))
                    return Naming(word.start, word.end, fitting[0], "surname with a title")
        return None

    def _fits(self, scene: Scene, number: int, kinds: frozenset[str]) -> bool:
        """In office on the day, in an office of the kind, its country named (or known without)."""
        person = self.index.persons[number]
        now = scene.at is not None and distance(person, scene.at) == 0
        return now and self._kind(person, kinds) and self._country(scene, person)

    def short_names(
        self, scene: Scene, hits: Iterable[tuple[int, int, int]], taken: list[tuple[int, int]]
    ) -> list[Naming]:
        """Surnames alone, outside the taken spans: of a person named in full, with a title, or of one too well known to mistake."""
        namings = []
        for found in self._surnames(scene.reading, hits):
            if any(start < found.end and found.start < end for start, end in taken):
                continue
            naming = self._alone(scene, found)
            if naming:
                namings.append(naming)
        return _apart(namings)

    def _surnames(self, reading: Reading, hits: Iterable[tuple[int, int, int]]) -> Iterator[Found]:
        for start, end, number in hits:
            rest = _rest(reading, end)
            if self._ends(reading, end, rest):
                yield Found(start, end + len(rest), self.index.short[number], rest)

    def _alone(self, scene: Scene, found: Found) -> Naming | None:
        """The first reason that says whose surname this is."""
        reading = scene.reading
        given = self._given(scene, found)
        if given:
            return given
        if self._someone_else(reading, found):
            return None
        for reason in (self._of_named, self._with_title, self._known):
            person = reason(scene, found)
            if person is not None:
                rule = RULE_NAMES[reason.__name__]
                return Naming(found.start, found.end, person, rule, self.titles.wording(reading, found.start))
        return None

    def _given(self, scene: Scene, found: Found) -> Naming | None:
        """A given name of one of the persons right before the surname (or behind it: Orbán Viktor), inflected or not."""
        reading = scene.reading
        before = GIVEN_CHARS.search(reading.text, max(0, found.start - 40), found.start)
        words = words_before(reading, before.start(1), found.start) if before else []
        after = (
            fold(surface.word_after(reading.text, found.end)).strip()
            if reading.lang in FAMILY_FIRST_LANGS
            else ""
        )
        if not words and not after:
            return None
        fitting = [person for person in found.persons if self._beside(reading, words, after, person)]
        for person in sorted(fitting, key=lambda person: self._nearness(scene, person)):
            if self._here(scene, person):
                opened = first_given(words, self.index.givens(person), bends=reading.lang in BENDING)
                if opened is None:
                    return Naming(found.start, found.end + 1 + len(after), person, "surname and given name")
                wording = self.titles.wording(reading, opened)
                return Naming(opened, found.end, person, "given name and surname", wording)
        return None

    def _beside(self, reading: Reading, words: list[tuple[int, str]], after: str, number: int) -> bool:
        """True where a given name of the person stands before the surname, or behind it."""
        names = self.index.givens(number)
        if first_given(words, names, bends=reading.lang in BENDING) is not None:
            return True
        return bool(after) and any(alike(after, name) for name in names)

    def _here(self, scene: Scene, number: int) -> bool:
        """A leader of the day or before; one of lesser fame only where the country is named."""
        person = self.index.persons[number]
        if not standing(person, scene.at):
            return False
        return person.fame > 1 or self._country(scene, person)

    def _nearness(self, scene: Scene, number: int) -> tuple[int, int]:
        person = self.index.persons[number]
        return (distance(person, scene.at) if scene.at is not None else 0, -person.fame)

    def _someone_else(self, reading: Reading, found: Found) -> bool:
        """True where a given name before, or a word behind, makes it another person's or a thing's name."""
        before = surface.word_before(reading.text, found.start)
        if (
            before[:1].isupper()
            and not surface.glued_script(before)
            and fold(before).strip(" .") in self.index.given
        ):
            return not self.titles.is_title(reading, before)
        after = surface.word_after(reading.text, found.end)
        return after in THINGS or (before[:1].isupper() and before in NAMED_AFTER)

    def _of_named(self, scene: Scene, found: Found) -> int | None:
        """A person named in full elsewhere in the article."""
        named = [person for person in found.persons if person in scene.named]
        if len(named) > 1 and scene.at is not None:
            at = scene.at
            named.sort(key=lambda person: distance(self.index.persons[person], at))
        return named[0] if named else None

    def _with_title(self, scene: Scene, found: Found) -> int | None:
        """The one in office on the day, or last before it, whose office the title beside the surname names."""
        kinds = self.titles.beside(scene.reading, found.start, found.end)
        if (
            not kinds
            or scene.at is None
            or scene.reading.lang == "vi"
            or self.titles.is_title(scene.reading, found_text(scene, found))
        ):
            return None
        return self._best(scene, found, lambda person, away: self._titled(scene, person, away, kinds))

    def _titled(self, scene: Scene, person: Person, away: int, kinds: frozenset[str]) -> bool:
        if not self._kind(person, kinds) or not person.fame or away > LONG_GONE:
            return False
        return self._country(scene, person) or (away == 0 and person.fame >= KNOWN)

    def _known(self, scene: Scene, found: Found) -> int | None:
        """A head of state or government of these years whose country the article names, by a surname few others have."""
        if scene.at is None or found.end - found.start < 4 or len(found.persons) > MANY:
            return None
        if surface.shouted(scene.reading.text, found.start, found.end):
            return None
        return self._best(scene, found, lambda person, away: self._well_known(scene, person, away))

    def _well_known(self, scene: Scene, person: Person, away: int) -> bool:
        if person.offices[0].country in FAMILY_FIRST_COUNTRIES or not self._country(scene, person):
            return False
        return away < RECENT if person.fame >= KNOWN else person.fame > 1 and away == 0

    def _best(self, scene: Scene, found: Found, fits: Callable[[Person, int], bool]) -> int | None:
        """Of those that fit, the one nearest in time; none where two are equally near and equally known."""
        at = scene.at or 0
        ranked = []
        for number in found.persons:
            person = self.index.persons[number]
            away = distance(person, at)
            if standing(person, at) and fits(person, away):
                ranked.append((away, not self._country(scene, person), -person.fame, number))
        ranked.sort()
        if len(ranked) > 1 and ranked[0][:3] == ranked[1][:3]:
            return None
        return ranked[0][3] if ranked else None

    def _country(self, scene: Scene, person: Person) -> bool:
        return any(office.country in scene.countries for office in person.offices)

    def _kind(self, person: Person, kinds: frozenset[str]) -> bool:
        return any(office.kind in kinds for office in person.offices)


RULE_NAMES = {
    "_of_named": "surname of a person named in full",
    "_with_title": "surname with a title",
    "_known": "surname, country and date",
}
BENDING = frozenset(
    "pl cs sk sl hr sr bg ru uk fi hu tr ro lv lt et".split()
)  # languages that inflect given names
FAMILY_FIRST_COUNTRIES = frozenset("CN TW KR KP VN HK MO KH LA MM JP".split())
FAMILY_FIRST_LANGS = frozenset(("hu", "vi", "ja", "ko", "zh"))
# Words behind a surname that make it the name of a thing; words before it that do.
THINGS = frozenset(
    [
        "Tower",
        "Towers",
        "Center",
        "Centre",
        "Airport",
        "Street",
        "Avenue",
        "Foundation",
        "Library",
        "Hotel",
        "Plaza",
        "Memorial",
        "Prize",
        "Award",
        "University",
        "School",
        "College",
        "Museum",
        "Institute",
        "Square",
        "Hospital",
        "Stadium",
        "Park",
        "Bridge",
        "Building",
        "House",
        "Organization",
        "Resort",
        "Golf",
    ]
)
NAMED_AFTER = frozenset(["Mount", "Lake", "Fort", "Port", "USS"])


def found_text(scene: Scene, found: Found) -> str:
    """The name as folded."""
    return scene.reading.folded[found.start : found.end]


def _rest(reading: Reading, end: int) -> str:
    """What follows a name inside its word; nothing in scripts that set no spaces."""
    if glued(reading.text[end - 1]):
        return ""
    stop = reading.folded.find(" ", end)
    return reading.folded[end : stop if stop >= 0 else None]


def _apart(namings: list[Naming]) -> list[Naming]:
    kept: list[Naming] = []
    stop = -1
    for naming in sorted(namings, key=lambda naming: (naming.start, -naming.end)):
        if naming.start >= stop:
            kept.append(naming)
            stop = naming.end
    return kept
