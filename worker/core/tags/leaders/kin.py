"""Relatives who share a leader's surname, told by their given name before it or the words behind: メラニア・トランプ, `Yair Netanyahu, son of the prime minister`."""

import re
from bisect import bisect_left

from worker.core.tags.leaders.scene import Scene
from worker.core.tags.lexicon.nouns import Gazetteer, Naming, by_language
from worker.core.tags.text.folding import bare
from worker.core.tags.text.patterns import Patterns

LONGEST = 15  # code points of such a given name with what stands around it
OFFICE = 30  # code points behind the word for a relative in which the office stands
HEAD, FORMER = "head", "former"
GIVEN = "relative's given name"  # the list of words


class Kin:
    """The words for relatives, by language, as patterns over folded text."""

    def __init__(self, gazetteer: Gazetteer) -> None:
        self.of = Patterns(
            (lang, rf"\W{{1,3}}(?:[^\W\d_]+ ){{0,2}}(?:{'|'.join(sorted(words))})\b")
            for lang, words in by_language(gazetteer.words, "kin").items()
        )
        # As a word of its own, behind `and` perhaps, a space or a dot before the surname.
        self.called = Patterns(
            (lang, rf"(?:^|[^\w'’])[וو]?(?:{'|'.join(map(bare, sorted(names)))})[ ・·]$")
            for lang, names in by_language(gazetteer.words, GIVEN).items()
        )

    def without(self, scene: Scene, namings: list[Naming]) -> list[Naming]:
        """The namings without a surname whose bearer is known as a relative, or is said to be one of who heads the state or the government."""
        called = self.called[scene.reading.lang or ""] if namings else None
        if called is not None:
            namings = [one for one in namings if not _is_called(scene, one, called)]
        of = self.of[scene.reading.lang or ""]
        if of is None or not scene.offices.starts[HEAD]:
            return namings
        text = scene.reading.text
        return [one for one in namings if " " in text[one.start : one.end] or not _is_kin(scene, one, of)]


def _is_called(scene: Scene, one: Naming, called: re.Pattern[str]) -> bool:
    """True behind the given name of a relative."""
    folded = scene.reading.folded
    return called.search(folded, max(0, one.start - LONGEST), one.start) is not None


def _is_kin(scene: Scene, one: Naming, of: re.Pattern[str]) -> bool:
    """True where a relative's word and a head's office stand right behind; a former head's son may be who is meant."""
    found = of.match(scene.reading.folded, one.end)
    if found is None:
        return False
    starts = scene.offices.starts
    return _has_one(starts[HEAD], found.end()) and not _has_one(starts[FORMER], found.end())


def _has_one(starts: list[int], first: int) -> bool:
    place = bisect_left(starts, first)
    return place < len(starts) and starts[place] <= first + OFFICE
