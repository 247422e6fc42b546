"""Leaders who are called as a place is: Hollande, Toledo, Montenegro. Whose the word is, the text tells, and the word before it."""

from worker.core.tags.leaders.scene import Scene
from worker.core.tags.lexicon.calendar import status
from worker.core.tags.lexicon.index import Hits, Index
from worker.core.tags.lexicon.nouns import Evidence, Naming, by_language
from worker.core.tags.text import surface
from worker.core.tags.text.folding import bare


class CalledAlike:
    """Finds the places that may be a leader's surname, and takes out those that are."""

    def __init__(self, index: Index) -> None:
        self.index = index
        self.locative = by_language(index.gazetteer.words, "before a place")
        self.articled = by_language(index.gazetteer.words, "with an article")

    def among(self, scene: Scene, places: list[Evidence], hits: Hits) -> list[Evidence]:
        """The places that begin as the surname of somebody named in full, or of a head in office who is called so there."""
        starts = {piece.start: piece for piece in places}
        alike = [(starts[start], bearers.persons) for start, _, bearers in hits.short if start in starts]
        return [
            piece
            for piece, persons in alike
            if any(self._may_be(scene, piece, person) for person in persons)
            and not self._is_a_place(scene, piece)
        ]

    def _may_be(self, scene: Scene, piece: Evidence, person: int) -> bool:
        """True for whom the text names in full; of heads in office, behind a title, or without the article the place has."""
        if person in scene.named:
            return True
        reading = scene.reading
        if reading.folded[piece.start : piece.end] in self.articled.get(reading.lang or "", ()):
            return not self.index.countries[person].isdisjoint(scene.home) and self._heads(scene, person)
        return scene.offices.right_before(reading.text, piece.start) and self._heads(scene, person)

    def _heads(self, scene: Scene, person: int) -> bool:
        """True for who heads a state or a government on the day."""
        at = scene.at
        return at is not None and any(
            office.kind == "head" and office.portfolio is None and status(office, at) == "current"
            for office in self.index.persons[person].offices
        )

    def _is_a_place(self, scene: Scene, piece: Evidence) -> bool:
        """`en Hollande`, `la Hollande`, `to Muscat`: behind a word that stands before places."""
        before = bare(surface.word_before(scene.reading.text, piece.start))
        return before in self.locative.get(scene.reading.lang or "", ())


def without(places: list[Evidence], alike: list[Evidence], namings: list[Naming]) -> list[Evidence]:
    """The places without those of them that became a leader's name."""
    named = {naming.start for naming in namings}
    persons = {id(piece) for piece in alike if piece.start in named}
    return [piece for piece in places if id(piece) not in persons]
