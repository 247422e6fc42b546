"""Places: which of the forms found in a text are countries, and why the others are not."""

import re
from collections import Counter, defaultdict
from collections.abc import Mapping

from worker.core.tags.lexicon.index import Hits, Index
from worker.core.tags.lexicon.nouns import Entry, Evidence
from worker.core.tags.lexicon.titles import Offices
from worker.core.tags.places.amongsurnames import AmongSurnames
from worker.core.tags.places.aswritten import AsWritten
from worker.core.tags.places.candidate import Candidate
from worker.core.tags.places.lesser import UNREAD, Lesser
from worker.core.tags.places.namesakes import GIVEN, SURNAME
from worker.core.tags.places.parts import Parts
from worker.core.tags.places.samename import SameName
from worker.core.tags.places.seats import Seats
from worker.core.tags.places.shorts import Shorts
from worker.core.tags.places.states import State, States
from worker.core.tags.places.toldnearby import ToldNearby
from worker.core.tags.places.townsofstates import TownsOfStates
from worker.core.tags.places.verdicts import ELSE, WORK, Verdicts
from worker.core.tags.places.withstate import WithState
from worker.core.tags.text import surface
from worker.core.tags.text.reading import Reading
from worker.core.tags.text.taken import Taken

TWO = ("name:both", "demonym:both")  # the rules of forms that name two countries
TOLD = "region:told"  # the rule of rivers and regions that a country is called as: read where a word beside tells, as the only entry left
# Their given names are nobody's town in all of a text; those that are countries' (Israel, Chad) stay countries where they stand alone.
TOWNS = ("city", "region")
COUNTRY = 2_000  # the least weight of what names a country itself, not a city or a region


class Places:
    """Decides on places."""

    def __init__(self, index: Index) -> None:
        self.index = index
        self.verdicts = Verdicts(index)
        self.as_written = AsWritten(index.endings)
        self.among_surnames = AmongSurnames(index)
        self.lesser = Lesser(index)
        self.seats = Seats(index.gazetteer.words, self.lesser)
        self.states = States(index)
        self.place_words = index.gazetteer.words.get("place:*", frozenset())
        self.parts = Parts(index.gazetteer.words)
        self.with_state = WithState(index.gazetteer.words)
        self.towns = TownsOfStates(index.gazetteer.words)
        self.same_name = SameName(index.gazetteer.words)
        self.shorts = Shorts(index.gazetteer.words)
        self.told_nearby = ToldNearby(index.gazetteer.words)
        self.company: dict[str, list[str]] = defaultdict(list)
        for pair in sorted(index.gazetteer.words.get("company:*", ())):
            code, _, other = pair.partition(">")
            self.company[code].append(other)

    def find(self, reading: Reading, hits: Hits, taken: Taken) -> list[Evidence]:
        """The places of a text in order. `taken` are the letters of persons' names: what lies in them is no place."""
        candidates = longest(self.as_written.candidates(reading, hits.places), taken)
        kept, surnames = [], []
        given = -2  # where the last name that is a given one ends
        for found in candidates:
            reason = self.why_not(reading, found, taken, hits.offices)
            if not reason and found.start == given + 1 and reading.text[given] == " ":
                reason = SURNAME  # India Holland
            if reason == GIVEN:
                given = found.end
            if not reason:
                kept.append(found)
            elif reason in (SURNAME, WORK) or (reason == GIVEN and _is_mostly_given(found.entries[0])):
                surnames.append(found)
        kept = self.among_surnames.without(reading, candidates, kept)
        kept = _with_states(self._without_persons(kept, surnames), self.states.find(reading))
        kept = _with_shorts(kept, self.shorts.find(reading))
        with_states = self.towns.with_states(reading, kept) if reading.lang == "en" else set()
        regions = {found.start: found for found in kept for one in found.entries if one.kind == "region"}
        towns: set[int] = set()
        if regions:
            towns = {id(one) for one in kept if in_a_region(reading, one, regions)}
            towns |= self.with_state.among(reading, kept)
        namesakes = (
            towns
            | with_states
            | self.parts.among(reading, kept)
            | self.verdicts.villages.near_home(reading, kept)
        )
        told = {reading.folded[one.start : one.end] for one in kept if id(one) in towns} if towns else set()
        if namesakes:
            kept = self._without_namesakes(kept, namesakes)
        if reading.lang == "en":
            kept = self.towns.without(reading, kept, told)
        kept = self.same_name.without(reading, kept)
        self.told_nearby.read(reading, kept)
        kept = self.seats.without_unions(reading, self.lesser.believed(reading, kept))
        return self._evidence(kept)

    def why_not(self, reading: Reading, found: Candidate, taken: Taken, offices: Offices) -> str | None:
        """The reason why the form is no country here, or None."""
        if not found.entries[0].code:
            return ELSE
        found.before = surface.word_before(reading.text, found.start)
        found.after = surface.word_after(reading.text, found.end)
        if found.before and self._of_a_leader(reading, found, taken, offices):
            found.before = ""  # no given name of somebody called like a place: `Orbán Viktor Bécsben`
        return self.verdicts.why_not(reading, found)

    def _of_a_leader(self, reading: Reading, found: Candidate, taken: Taken, offices: Offices) -> bool:
        """True where the word before is a leader's name, or stands behind a word of office."""
        first = found.start - 1 - len(found.before)
        return taken.holds(first, found.start - 1) or offices.right_before(reading.text, first)

    def _without_namesakes(self, kept: list[Candidate], namesakes: set[int]) -> list[Candidate]:
        """Without towns (`Lebanon, Pennsylvania`) and parts of a country (`Greek Macedonia`) that are called as another one is.

        Nor are their names alone later on any country, where nothing else names that one.
        """
        forms = {
            one.entries[0].form for one in kept if id(one) in namesakes and one.entries[0].kind == "name"
        }
        kept = [one for one in kept if id(one) not in namesakes]
        named = {code for one in kept if one.entries[0].form not in forms for code in one.codes}
        return [one for one in kept if one.entries[0].form not in forms or not named.isdisjoint(one.codes)]

    def _without_persons(self, kept: list[Candidate], surnames: list[Candidate]) -> list[Candidate]:
        """The places without those that a text knows as somebody's surname: `Michael Jordan … Jordan said`.

        It stays a place behind a word of place, and where the text names the country by another form.
        """
        persons = {found.entries[0].form for found in surnames}
        if not persons:
            return kept
        named = {code for found in kept if found.entries[0].form not in persons for code in found.codes}
        return [
            found
            for found in kept
            if found.entries[0].form not in persons
            or not named.isdisjoint(found.codes)
            or found.before.lower() in self.place_words
        ]

    def _evidence(self, kept: list[Candidate]) -> list[Evidence]:
        """What is left as evidence; most forms have one entry, and need nobody's word."""
        if all(len(found.entries) == 1 for found in kept):
            return [_as(found, found.entries[0]) for found in kept]
        codes = Counter([found.entries[0].code for found in kept if found.is_of_one])
        return [_as(found, entry) for found in kept for entry in self._read_as(found, codes)]

    def _read_as(self, found: Candidate, codes: Counter[str | None]) -> list[Entry]:
        """The entry of a form; all entries of a form that names several countries at once (中美, 한일, Nord- und Südkorea)."""
        if len(found.entries) == 1:
            return found.entries
        found.entries = [one for one in found.entries if one.rule != TOLD] or found.entries
        if len(found.entries) == 1:
            return found.entries
        first = found.entries[0]
        if first.rule in TWO:
            return [entry for entry in found.entries if entry.rule == first.rule]
        both = [entry for entry in found.entries if entry.kind == "demonym" and entry.langs == first.langs]
        if first.kind == "demonym" and len(both) > 1 and first.langs[0] in COMPOUNDING:
            return both
        return [max(found.entries, key=lambda entry: (self._spoken_for(entry, codes), entry.weight))]

    def _spoken_for(self, entry: Entry, codes: Counter[str | None]) -> int:
        """How often the rest of a text names the country of a shared name, or those beside which it is meant: Granada, Barbados and Dominica."""
        if entry.code is None:
            return 0
        return codes[entry.code] + sum(codes[other] for other in self.company.get(entry.code, ()))


def _with_states(kept: list[Candidate], states: list[State]) -> list[Candidate]:
    """The places with the short names of states among them, in order."""
    if not states:
        return kept
    towns = {found.end for found in kept}
    spoken = {found.start for found in kept}
    found = [
        Candidate(state.start, state.end, [state.entry])
        for state in states
        if state.start not in spoken and (state.sure or state.start - len(IN) in towns)
    ]
    return sorted(kept + found, key=_start)


def _with_shorts(kept: list[Candidate], shorts: list[Candidate]) -> list[Candidate]:
    """The places with the short forms that none of them covers, in order."""
    if not shorts:
        return kept
    free = [
        one for one in shorts if not any(other.start < one.end and one.start < other.end for other in kept)
    ]
    return sorted(kept + free, key=_start)


def in_a_region(reading: Reading, found: Candidate, regions: Mapping[int, Candidate]) -> str | None:
    """`Kingston, Ontario`, `Lebanon, Pennsylvania`: the region behind says whose it is; `Moscow, Crimea and Kyiv` is a list."""
    region = regions.get(found.end + len(IN))
    if region is None or not reading.text.startswith(IN, found.end):
        return None
    kind = found.entries[0].kind
    certain = region.entries[0].rule == "region:state" or (
        "US" in region.codes and (found.before == "in" or GOES_ON.match(reading.text, region.end))
    )
    if kind != "city" and not (kind == "name" and certain):
        return None
    if surface.word_after(reading.text, region.end) in ("and", "or"):
        return None
    return "another city of that name" if found.codes.isdisjoint(region.codes) else None


GOES_ON = re.compile(r", (?!and\b|or\b)[a-z]")  # behind a town and its state the sentence goes on: no list
IN = ", "  # between a city and its region


def _is_mostly_given(entry: Entry) -> bool:
    """True for what is somebody's all through a text once it was a given name: towns, and countries that are given names of the language (`Georgia Lambert … Georgia said`)."""
    return entry.kind in TOWNS or entry.person


def _start(found: Candidate) -> int:
    return found.start


def _rank(found: Candidate) -> tuple[int, int, bool, bool, int, int]:
    """The earliest, the longest, a whole form, a country before a city of that name (Jamaica), the longer stem, the greater place."""
    entry = found.entries[0]
    return found.start, -found.end, entry.stem, entry.weight < COUNTRY, -len(entry.form), -entry.weight


def longest(candidates: list[Candidate], taken: Taken) -> list[Candidate]:
    """Of overlapping candidates the longest, then the earliest; none that touches taken letters."""
    kept: list[Candidate] = []
    stop = -1
    for found in sorted(candidates, key=_rank):
        if found.start >= stop:
            kept.append(found)
            stop = found.end
        elif kept[-1].start == found.start and kept[-1].end == found.end:
            kept[-1].named |= found.entries[0].kind == "name"
            kept[-1].known |= any(entry.rule not in UNREAD for entry in found.entries)
    return [found for found in kept if not taken.holds(found.start, found.end)] if taken else kept


COMPOUNDING = frozenset(
    ("zh", "ja", "ko", "vi")
)  # languages that name two countries by a letter or a syllable each


def _as(found: Candidate, entry: Entry) -> Evidence:
    return Evidence(found.start, found.end, entry.code or "", entry.kind, entry.rule)
