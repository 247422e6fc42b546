"""The seat of the European Union and NATO: `Brussels has approved the aid` speaks of them, not of Belgium."""

import re
from collections.abc import Mapping

from worker.core.tags.places.candidate import Candidate
from worker.core.tags.places.lesser import Lesser, in_a_dateline
from worker.core.tags.text.folding import bare
from worker.core.tags.text.reading import Reading

COUNTRY = "BE"
NOTHING = frozenset(("$.",))  # as a pattern it matches nowhere
# Words begin behind no letter of these scripts; others put letters before them (בבריסל, 在欧盟) or no spaces between words.
APART = r"(?<![A-Za-zΑ-Ωα-ωА-Яа-яЄє])"


class Seats:
    """Tells the Union in Brussels from the city."""

    def __init__(self, words: Mapping[str, frozenset[str]], lesser: Lesser) -> None:
        self.lesser = lesser
        self.called = re.compile(rf"(?:{'|'.join(map(bare, words.get('seat:*', NOTHING)))})")
        self.unions = re.compile(rf"{APART}(?:{'|'.join(map(bare, words.get('union:*', NOTHING)))})")
        self.initials = re.compile(
            rf"{APART}(?:{'|'.join(words.get('union initials:*', NOTHING))})(?![A-Za-zΑ-ωА-я])"
        )

    def without_unions(self, reading: Reading, kept: list[Candidate]) -> list[Candidate]:
        """The candidates without the seat, where nothing else is of its country, and the text names the Union or says what the seat does.

        `In Brussels the police closed a station` is the city: it stands as a place does, and no union is named. So is what a dateline names.
        """
        belgian = [found for found in kept if found.entries[0].code == COUNTRY]
        if not belgian or not all(self._is_the_seat(reading, found) for found in belgian):
            return kept
        if any(in_a_dateline(reading, found) for found in belgian):
            return kept
        if not self._names_a_union(reading) and self.lesser.stand_as_places(reading, kept, belgian):
            return kept
        return [found for found in kept if found.entries[0].code != COUNTRY]

    def _is_the_seat(self, reading: Reading, found: Candidate) -> bool:
        return self.called.match(reading.folded, found.start) is not None

    def _names_a_union(self, reading: Reading) -> bool:
        return bool(self.initials.search(reading.text) or self.unions.search(reading.folded))
