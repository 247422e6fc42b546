"""Countries and leaders of an article, with evidence."""

import re
from collections import defaultdict
from collections.abc import Sequence
from operator import attrgetter

from worker.core.model import Country, Leader, Span, Tags
from worker.core.tags import salience
from worker.core.tags.guess import Guess
from worker.core.tags.leaders.calledalike import CalledAlike, without
from worker.core.tags.leaders.courtesy import Courtesy
from worker.core.tags.leaders.goeson import GoesOn
from worker.core.tags.leaders.kin import Kin
from worker.core.tags.leaders.people import People
from worker.core.tags.leaders.popes import Popes
from worker.core.tags.leaders.scene import Scene
from worker.core.tags.leaders.surnames import Surnames
from worker.core.tags.leaders.trades import Trades
from worker.core.tags.lexicon import calendar
from worker.core.tags.lexicon.index import Index
from worker.core.tags.lexicon.nouns import Evidence, Gazetteer, Naming, Registry
from worker.core.tags.lexicon.tables import Tables
from worker.core.tags.places.dishes import Dishes
from worker.core.tags.places.homographs import Homographs
from worker.core.tags.places.places import Places
from worker.core.tags.text.folding import fold
from worker.core.tags.text.reading import Reading
from worker.core.tags.text.taken import Taken

MOST_HOMES = 3  # countries at home in a language from which on it says nothing about where a story plays
READ_AS = {
    "ms": "id",
    "bs": "hr",
    "nb": "no",
    "nn": "no",
}  # languages without tables of their own that are read in a kindred one's, in part
CYRILLIC = re.compile("[а-џ]{3}")
BETWEEN = "\n\n\n"  # between title and text: no form reaches over it


class Tagger:
    """Tags articles. Made once from the data; a pure function of it and the article ever after.

    `tables` are what is worked out from both (`Lexicon`), where that was done before.
    """

    def __init__(self, gazetteer: Gazetteer, registry: Registry, tables: Tables | None = None) -> None:
        self.index = Index(gazetteer, registry, tables)
        self.guess = Guess(gazetteer.words)
        self.places = Places(self.index)
        self.dishes = Dishes(gazetteer)
        self.homographs = Homographs(gazetteer.words)
        goes_on = GoesOn(self.index)
        self.people = People(self.index, goes_on)
        self.kin = Kin(gazetteer)
        self.trades = Trades(self.index)
        self.popes = Popes(self.index)
        self.courtesy = Courtesy(self.index)
        self.surnames = Surnames(self.index, goes_on)
        self.called_alike = CalledAlike(self.index)

    def tag(self, title: str | None, text: str, lang: str | None, date: str | None, date_source: str) -> Tags:
        """The countries (most salient first) and leaders (first named first) of a title and a text.

        `lang` is ISO 639-1 or None; `date` ISO 8601, the day the leaders' status is told for, and `date_source` where it
        comes from: "published", "fetched" or "none". Any Unicode may come in; spans count code points of the field they name.
        """
        reading, body = self._joined(title, text, lang)
        at = calendar.day(date)
        evidence, namings = self._evidence(reading, at)
        countries, leaders = self._countries(evidence, body, reading), self._leaders(namings, at, body)
        return Tags(
            countries=countries,
            leaders=leaders,
            evaluated=self._evaluated(reading, lang, countries=countries, leaders=leaders),
            date=date,
            date_source=date_source if date else "none",
        )

    def _evaluated(self, reading: Reading, lang: str | None, **found: tuple[object, ...]) -> dict[str, str]:
        """How far each was looked for; what was found in a text of strange letters (a Latin name) was looked for in part."""
        reads = self.index.evaluated.reads(lang, reading.folded)
        return {name: "partial" if how == "none" and found[name] else how for name, how in reads.items()}

    def features(
        self, title: str | None, text: str, lang: str | None, date: str | None
    ) -> dict[str, dict[str, int]]:
        """What the salience of each country is told from, for fitting its table."""
        reading, body = self._joined(title, text, lang)
        evidence, _ = self._evidence(reading, calendar.day(date))
        return salience.features(self._piece(evidence, body, reading))

    def _joined(self, title: str | None, text: str, lang: str | None) -> tuple[Reading, int]:
        """Title and text as one to read, and where the text starts in it; without a sure language, in the likeliest."""
        joined = f"{title}{BETWEEN}{text}" if title else text
        folded = fold(joined)
        likeliest = lang or self.guess.language(folded)
        reading = Reading(joined, folded, _read_as(likeliest, folded), likeliest)
        return reading, len(title) + len(BETWEEN) if title else 0

    def _evidence(self, reading: Reading, at: int | None) -> tuple[list[Evidence], list[Naming]]:
        """All that speaks for countries, in order, and the leaders named."""
        places, namings = self._read(reading, at)
        return _of_states(places + self._of_leaders(namings, at)), namings

    def _piece(self, evidence: list[Evidence], body: int, reading: Reading) -> salience.Piece:
        home = self.index.home(reading.spoken)
        return salience.Piece(evidence, body, reading.text, home if len(home) <= MOST_HOMES else frozenset())

    def _read(self, reading: Reading, at: int | None) -> tuple[list[Evidence], list[Naming]]:
        """Full names first: a place inside one is none; then places; then the surnames, which need both."""
        hits = self.index.hits(reading)
        taken = Taken(len(reading.text))
        whole = self.people.whole_names(reading, hits)
        taken.add(whole)
        home = self.index.home(reading.spoken)
        places = self.homographs.without(reading, self.places.find(reading, hits, taken))
        places = self.dishes.without_dishes(reading, places, home)
        named = frozenset(piece.code for piece in places)
        scene = Scene(reading, at, hits.offices, named, home, {})
        full = self.people.full_names(scene, whole)
        self._note(scene, full)
        alike = self.called_alike.among(scene, places, hits)
        taken.add([piece for piece in places if piece not in alike] if alike else places)
        sounding = self.people.by_sound(scene, taken)
        taken.add(sounding)
        full += sounding
        full += self.people.misspelt_names(scene, taken, full)
        scene.countries |= self._served(full, at)
        taken.add(full)
        popes = self.popes.find(scene)
        taken.add(popes)
        full += popes + self.surnames.find(scene, hits, taken)
        full += self.courtesy.find(scene, full, taken)
        full = self.trades.without(scene, self.kin.without(scene, full))
        places = without(places, alike, full) if alike else places
        return places, sorted(full, key=attrgetter("start"))

    def _note(self, scene: Scene, namings: list[Naming]) -> None:
        """Those named in full are known to what is read after them, and so are their countries."""
        scene.named = {naming.person: naming for naming in namings}
        scene.countries |= self._served(namings, scene.at)

    def _served(self, namings: list[Naming], at: int | None) -> frozenset[str]:
        standings = [self.index.standing(naming.person, at) for naming in namings]
        return frozenset([one.office.country for one in standings if one])

    def _of_leaders(self, namings: list[Naming], at: int | None) -> list[Evidence]:
        """A leader named is evidence for the country of the office."""
        found = []
        for naming in namings:
            standing = self.index.standing(naming.person, at)
            if standing:
                found.append(
                    Evidence(
                        naming.start,
                        naming.end,
                        standing.office.country,
                        "leader",
                        f"leader:{standing.status}",
                    )
                )
        return found

    def _countries(self, evidence: list[Evidence], body: int, reading: Reading) -> tuple[Country, ...]:
        """The countries, the most salient first."""
        values = salience.salience(self._piece(evidence, body, reading))
        about = salience.about(values)
        by_code: dict[str, list[Evidence]] = defaultdict(list)
        for piece in evidence:
            by_code[piece.code].append(piece)
        return tuple(
            _country(code, values[code], code in about, by_code[code], body)
            for code in salience.ranking(values)
        )

    def _leaders(self, namings: list[Naming], at: int | None, body: int) -> tuple[Leader, ...]:
        """One entry a person, in the order of first naming."""
        by_person: dict[int, list[Naming]] = defaultdict(list)
        for naming in namings:
            by_person[naming.person].append(naming)
        return tuple(
            leader for number, found in by_person.items() if (leader := self._leader(number, found, at, body))
        )

    def _leader(self, number: int, namings: list[Naming], at: int | None, body: int) -> Leader | None:
        person = self.index.persons[number]
        standing = self.index.standing(number, at)
        if standing is None:
            return None
        return Leader(
            id=person.id,
            name=person.name,
            country=standing.office.country,
            office=standing.office.office,
            kind=standing.office.kind,
            portfolio=standing.office.portfolio,
            status=standing.status,
            wording=next((naming.wording for naming in namings if naming.wording), None),
            spans=_spans(namings, body),
        )


def _read_as(lang: str | None, folded: str) -> str | None:
    """The language whose tables are read: Malay in Indonesian's, Serbian in Latin letters in Croatian's."""
    if lang == "sr" and not CYRILLIC.search(folded):
        return "hr"
    return READ_AS.get(lang or "", lang)


DISSOLVED = frozenset(("SU", "YU", "CS", "DD"))


def _of_states(evidence: list[Evidence]) -> list[Evidence]:
    """The evidence in order, without that for states that are no more: they have leaders, but are no country tag."""
    return sorted(
        [piece for piece in evidence if piece.code not in DISSOLVED], key=attrgetter("start", "end")
    )


def _country(code: str, value: int, is_about: bool, evidence: list[Evidence], body: int) -> Country:  # noqa: FBT001
    kinds: dict[str, int] = {}
    for piece in evidence:
        kinds[piece.kind] = kinds.get(piece.kind, 0) + 1
    return Country(
        code=code,
        relation="about" if is_about else "mentioned",
        salience=value / 1000,
        evidence=dict(sorted(kinds.items())),
        spans=_spans(evidence, body),
    )


def _spans(found: Sequence[Evidence] | Sequence[Naming], body: int) -> tuple[Span, ...]:
    """Where each stands, in the title or behind it."""
    return tuple(
        [
            Span(one.start, one.end, one.rule, "title")
            if one.start < body
            else Span(one.start - body, one.end - body, one.rule)
            for one in found
        ]
    )
