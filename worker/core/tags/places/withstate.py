"""Towns with their state in other languages than English: `Paris, au Texas`, `Neapel in Florida`, `город Париж, штат Теннесси`, テキサス州パリ.

A town so called is in that country; whatever else is called as it is none. A bare `in` says so only where the word before the
town doesn't say that somebody comes from there: `Touristen aus Berlin in Florida`.
"""

from collections.abc import Iterator, Mapping
from itertools import pairwise

from worker.core.tags.lexicon.nouns import by_language
from worker.core.tags.places.candidate import Candidate
from worker.core.tags.text.folding import bare, glued
from worker.core.tags.text.reading import Reading

STATES = frozenset(("US", "CA", "AU"))  # countries whose towns are told with their state
TOWNS = ("city", "name")
ENDS = frozenset(".!?;:\n")  # of a sentence: `presos em Brasília. Na Flórida`
LONGEST = 40  # code points between a town and its state
CASES = {"fi": (("ssa", "ssa"), ("sta", "sta"))}  # endings that both take where nothing stands between


class WithState:
    """Finds the towns that the state beside them says are another country's; the words between are data, by language."""

    def __init__(self, words: Mapping[str, frozenset[str]]) -> None:
        self.told = by_language(words, "town of the state")
        self.bare = by_language(words, "town in")
        self.coming = by_language(words, "coming from")
        self.glued = by_language(words, "state of a town")

    def among(self, reading: Reading, kept: list[Candidate]) -> set[int]:
        """The ids of the candidates, given in order, that name a town of another country's state."""
        lang = reading.lang or ""
        if lang not in self.told and lang not in self.glued:
            return set()
        return {id(town) for town in self._towns(reading, kept, lang)}

    def _towns(self, reading: Reading, kept: list[Candidate], lang: str) -> Iterator[Candidate]:
        for first, second in pairwise(one for one in kept if not _is_the_country(one)):
            if second.start - first.end > LONGEST:
                continue
            if (
                _is_state(second)
                and _may_be_a_town(first, second)
                and self._behind(reading, lang, first, second)
            ):
                yield first
            elif (
                _is_state(first)
                and _may_be_a_town(second, first)
                and self._before(reading, lang, first, second)
            ):
                yield second

    def _behind(self, reading: Reading, lang: str, town: Candidate, state: Candidate) -> bool:
        """The state stands behind: in brackets, behind a word that says it is one, or behind a bare `in`."""
        gap = reading.text[town.end : state.start]
        if not ENDS.isdisjoint(gap):
            return False
        if gap.strip() == "(":
            return reading.text[state.end : state.end + 1] == ")"
        if not gap.strip(", "):
            return gap == " " and _in_one_case(reading, lang, town, state)
        between = " ".join(reading.folded[town.end : state.start].split())
        if between in self.told.get(lang, ()):
            return True
        comes = bare(town.before) in self.coming.get(lang, ()) and not gap.startswith(",")
        return town.entries[0].kind == "city" and between in self.bare.get(lang, ()) and not comes

    def _before(self, reading: Reading, lang: str, state: Candidate, town: Candidate) -> bool:
        """テキサス州パリ, 得克萨斯州的巴黎市, 텍사스주 파리: the state stands before."""
        named = reading.text[state.start : town.start].strip()
        if not (glued(reading.text[town.start]) or lang == "ko"):
            return False
        form = state.entries[0].form
        return any(named == form + word for word in self.glued.get(lang, ()))


def _is_state(found: Candidate) -> bool:
    entry = found.entries[0]
    return entry.kind == "region" and entry.code in STATES


def _is_the_country(found: Candidate) -> bool:
    """True for the states' own country, which may stand between: im US-Bundesstaat, nello stato americano del."""
    entry = found.entries[0]
    return entry.code in STATES and entry.kind in ("name", "demonym")


def _may_be_a_town(town: Candidate, state: Candidate) -> bool:
    """True for a name of another country's city, or of a country."""
    entry = town.entries[0]
    return entry.kind in TOWNS and all(one.code != state.entries[0].code for one in town.entries)


def _in_one_case(reading: Reading, lang: str, town: Candidate, state: Candidate) -> bool:
    """`Pariisissa Texasissa`."""
    written = reading.folded[town.start : town.end], reading.folded[state.start : state.end]
    return any(written[0].endswith(one) and written[1].endswith(other) for one, other in CASES.get(lang, ()))
