"""Relatives who share a leader's surname, told by the words behind it: `יאיר נתניהו, בנו של ראש הממשלה`, `Yair Netanyahu, son of the prime minister`."""

import re
from bisect import bisect_left

from worker.core.tags.leaders.scene import Scene
from worker.core.tags.lexicon.nouns import Gazetteer, Naming, by_language
from worker.core.tags.text.patterns import Patterns

OFFICE = 30  # code points behind the word for a relative in which the office stands
HEAD, FORMER = "head", "former"


class Kin:
    """The words for relatives, by language, as patterns over folded text."""

    def __init__(self, gazetteer: Gazetteer) -> None:
        self.of = Patterns(
            (lang, rf"\W{{1,3}}(?:[^\W\d_]+ ){{0,2}}(?:{'|'.join(sorted(words))})\b")
            for lang, words in by_language(gazetteer.words, "kin").items()
        )

    def without(self, scene: Scene, namings: list[Naming]) -> list[Naming]:
        """The namings without a surname behind which its bearer is said to be a relative of who heads the state or the government."""
        of = self.of[scene.reading.lang or ""]
        if of is None or not scene.offices.starts[HEAD]:
            return namings
        text = scene.reading.text
        return [one for one in namings if " " in text[one.start : one.end] or not _is_kin(scene, one, of)]


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
