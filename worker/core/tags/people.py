"""Leaders: which of the names found in a text are whose, and why the others are nobody's."""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator

import msgspec

from worker.core.tags import sounds, surface
from worker.core.tags.calendar import distance, standing
from worker.core.tags.folding import fold, glued
from worker.core.tags.index import Index
from worker.core.tags.nouns import Naming, Person
from worker.core.tags.phonetic import SCRIPT, coarse
from worker.core.tags.places import Reading
from worker.core.tags.titles import Titles

LONG_GONE = 372 * 12  # a surname alone, of somebody out of office for longer, is somebody else's
RECENT = 372 * 3
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
        self.sounds = sounds.Sounds(index.persons)

    def full_names(
        self, reading: Reading, hits: Iterable[tuple[int, int, int]], at: int | None
    ) -> list[Naming]:
        """Names in full, and surnames behind a given name of theirs: longest first, none inside another."""
        namings = [
            naming for found in self._whole(reading, hits) if (naming := self._full(reading, found, at))
        ]
        return _apart(namings)

    def _whole(self, reading: Reading, hits: Iterable[tuple[int, int, int]]) -> Iterator[Found]:
        for start, end, number in hits:
            if number in self.index.full and surface.capital(reading.text, start):
                rest = _rest(reading, end)
                if self._ends(reading, end, rest):
                    yield Found(start, end + len(rest), self.index.full[number], rest)
                elif " " in reading.folded[start:end]:
                    yield Found(start, end, self.index.full[number], rest)  # glued: "Vladimir Putinsigned"

    def _ends(self, reading: Reading, end: int, rest: str) -> bool:
        """True where the name may end so: whole, or with an ending of the article's language."""
        if not rest:
            return True
        return rest == "s" or glued(reading.text[end]) or self.index.ends(f"{reading.lang}:person", rest, long=False)

    def _full(self, reading: Reading, found: Found, at: int | None) -> Naming | None:
        person = self._choose(found.persons, at)
        if person is None:
            return None
        return Naming(found.start, found.end, person, "full name", self.titles.wording(reading, found.start))

    def _choose(self, persons: list[int], at: int | None) -> int | None:
        """Of namesakes the one in office on the day, else the one nearest to it."""
        alive = [number for number in persons if standing(self.index.persons[number], at)]
        if not alive or at is None:
            return max(alive, key=lambda number: self.index.persons[number].fame, default=None)
        return min(
            alive,
            key=lambda number: (distance(self.index.persons[number], at), -self.index.persons[number].fame),
        )

    def by_sound(self, scene: Scene, taken: list[tuple[int, int]]) -> list[Naming]:
        """Names in another script than the registry's: whole ones, then surnames of persons so named, or with a title."""
        reading = scene.reading
        if not SCRIPT.search(reading.text):
            return []
        words = [word for word in sounds.words(reading.text, reading.folded) if self._may_name(reading, word, taken)]
        found = sounds.find(self.sounds, reading.text, words, scene.at, scene.countries)
        named = [naming.person for naming in found] + list(scene.named)
        inside = {place for naming in found for place in range(naming.start, naming.end)}
        for word in words:
            naming = self._surname_by_sound(scene, word, named) if word.start not in inside else None
            if naming:
                found.append(naming)
        return _apart(found)

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
            persons = self.sounds.surname.get(key, [])
            glued_persons = self.sounds.glued.get(key, []) if "가" <= scene.reading.text[word.start] <= "힣" else []
            known = [person for person in named if person in persons or person in glued_persons]
            if known and len(key) > 2:  # noqa: PLR2004
                return Naming(word.start, word.end, known[-1], "surname of a person named in full")
            if (persons and len(key) > 2) or glued_persons:  # noqa: PLR2004
                kinds = self.titles.beside(scene.reading, word.start, word.end) if kinds is None else kinds
                fitting = [person for person in (*glued_persons, *persons) if self._fits(scene, person, kinds)]
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
            persons = self.index.short.get(number)
            if persons and surface.capital(reading.text, start):
                rest = _rest(reading, end)
                if self._ends(reading, end, rest):
                    yield Found(start, end + len(rest), persons, rest)

    def _alone(self, scene: Scene, found: Found) -> Naming | None:
        """The first reason that says whose surname this is."""
        reading = scene.reading
        given = self._given(reading, found)
        if given:
            return (
                given if given.person >= 0 and standing(self.index.persons[given.person], scene.at) else None
            )
        if self._someone_else(reading, found):
            return None
        for reason in (self._of_named, self._with_title, self._known):
            person = reason(scene, found)
            if person is not None:
                rule = RULE_NAMES[reason.__name__]
                return Naming(found.start, found.end, person, rule, self.titles.wording(reading, found.start))
        return None

    def _given(self, reading: Reading, found: Found) -> Naming | None:
        """A given name of one of the persons right before the surname (or behind it: Orbán Viktor), inflected or not.

        Another person's given name there gives a naming of nobody (-1): a relative or a namesake.
        """
        before = GIVEN_CHARS.search(reading.text, max(0, found.start - 40), found.start)
        words = fold(before[1]).split() if before else []
        start = found.start - len(before[1]) if before else found.start
        for person in found.persons:
            names = self.index.givens(person)
            for place, word in enumerate(words):
                if any(_alike(word, name) for name in names):
                    offset = fold(before[1]).index(word) if before else 0
                    return (
                        Naming(
                            start + offset,
                            found.end,
                            person,
                            "given name and surname",
                            self.titles.wording(reading, start + offset),
                        )
                        if place >= 0
                        else None
                    )
            after = fold(surface.word_after(reading.text, found.end)).strip()
            if after and reading.lang in FAMILY_FIRST_LANGS and any(_alike(after, name) for name in names):
                return Naming(found.start, found.end + 1 + len(after), person, "surname and given name")
        return None

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
        if not kinds or scene.at is None:
            return None
        return self._best(scene, found, lambda person, away: away < LONG_GONE and self._kind(person, kinds) and (
            away == 0 or self._country(scene, person)))  # fmt: skip

    def _known(self, scene: Scene, found: Found) -> int | None:
        """A head of state or government whose country the article names, or who needs no country to be known by."""
        if scene.at is None or found.end - found.start < 4 or _is_word(scene.reading, found):
            return None
        return self._best(scene, found, lambda person, away: person.fame >= 2 and (
            (away < RECENT * (person.fame - 1) and self._country(scene, person)) or (person.fame >= KNOWN + 1 and away < LONG_GONE)))  # fmt: skip

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


def _is_word(reading: Reading, found: Found) -> bool:
    """True where the capital letter says nothing: at the start of a sentence, in a headline in capitals."""
    return surface.shouted(reading.text, found.start, found.end)


def _rest(reading: Reading, end: int) -> str:
    stop = reading.folded.find(" ", end)
    return reading.folded[end : stop if stop >= 0 else None]


def _alike(word: str, name: str) -> bool:
    """A given name and a form of it: equal, an initial, or the same but for an ending."""
    word = word.strip(".")
    if word == name:
        return True
    common = min(len(word), len(name)) - 1
    return common > 2 and abs(len(word) - len(name)) <= 3 and word[:common] == name[:common]


def _apart(namings: list[Naming]) -> list[Naming]:
    kept: list[Naming] = []
    stop = -1
    for naming in sorted(namings, key=lambda naming: (naming.start, -naming.end)):
        if naming.start >= stop:
            kept.append(naming)
            stop = naming.end
    return kept
