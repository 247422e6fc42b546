"""Namesakes of leaders, told by what is said of them behind the name: `George Bush, a retired plumber from Leeds`, `John Major, 52, a baker`."""

import re

from worker.core.tags.leaders.scene import Scene
from worker.core.tags.lexicon.index import Index
from worker.core.tags.lexicon.nouns import Naming, by_language

REACH = 60  # code points behind the name in which it is said
WHOLE = "full name"
# How old, which of who is in office nobody says beside a trade: `Pedro Sánchez, panadero de Murcia de 41 años`.
AGED = re.compile(
    r"\b\d\d(?: ?-?(?:jahr|ans\b|anos\b|anni\b|year|lat\b|let\b|eves\b|yas|ar\b|jaar|лет\b|рок|годин|god|vuot|ετ|de ani\b|tahun)|,)"
)


class Trades:
    """The trades that no head of state or government is called by, by language, as patterns over folded text; and the words for a pensioner."""

    def __init__(self, index: Index) -> None:
        self.index = index
        words = index.gazetteer.words
        self.trade = {lang: _any(found) for lang, found in by_language(words, "trade of a namesake").items()}
        self.retired = {lang: _any(found) for lang, found in by_language(words, "retired").items()}
        # Behind a comma, an age perhaps, an article perhaps: what somebody is.
        self.said = re.compile(r",(?: \d{1,2},| \d{1,2} (?:ans|anos|años|anni|jahre),)? ?(?:[^.!?;\n]{0,40})")

    def without(self, scene: Scene, namings: list[Naming]) -> list[Naming]:
        """The namings without those in full behind which a trade says that somebody else is so called."""
        trade = self.trade.get(scene.reading.lang or "")
        if trade is None:
            return namings
        strangers = {one.person for one in namings if one.rule == WHOLE and self._another(scene, one, trade)}
        return [one for one in namings if one.person not in strangers] if strangers else namings

    def _another(self, scene: Scene, one: Naming, trade: re.Pattern[str]) -> bool:
        text, folded = scene.reading.text, scene.reading.folded
        said = self.said.match(text, one.end, one.end + REACH)
        if said is None:
            return False
        found = trade.search(folded, one.end, said.end())
        if found is None or "," in text[one.end + 1 : found.start()].strip(" ,0123456789"):
            return False
        retired = self.retired.get(scene.reading.lang or "")
        if retired is not None and retired.search(folded, one.end, min(one.end + REACH, found.end() + 20)):
            return True
        if AGED.search(folded, one.end, min(one.end + REACH, found.end() + 30)):
            return True
        # In office he may well have been one: Nicolás Maduro, a bus driver from Caracas.
        return scene.at is not None and self.index.away(one.person, scene.at) > 0


def _any(words: frozenset[str]) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(sorted(words))})\b")
