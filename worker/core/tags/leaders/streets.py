"""Streets and squares that bear a leader's name: `avenida Salvador Allende`, `площадь Шарля де Голля`."""

import re

from worker.core.tags.lexicon.nouns import Gazetteer, by_language
from worker.core.tags.lexicon.ways import Ways
from worker.core.tags.text import surface
from worker.core.tags.text.folding import bare
from worker.core.tags.text.reading import Reading

LISTS = ("street", "street of an adjective")
APOSTROPHE = re.compile("['’]")  # before an ending in Turkish


class Streets:
    """The words for streets that stand before a name, by language."""

    def __init__(self, gazetteer: Gazetteer) -> None:
        self.words = [by_language(gazetteer.words, name) for name in LISTS]
        self.houses = by_language(gazetteer.words, "called after a leader")
        self.last = by_language(gazetteer.words, "a leader's street behind")
        self.ways = Ways(gazetteer.words)

    def before(self, reading: Reading, start: int) -> bool:
        """True where the word right before is a street's."""
        word = bare(surface.word_before(reading.text, start))
        return bool(word) and any(word in words.get(reading.lang or "", ()) for words in self.words)

    def behind(self, reading: Reading, end: int) -> bool:
        """True where the word right behind is a street's: `Olof Palmes gata`, `İsmet İnönü Caddesi`."""
        last = self.last.get(reading.lang or "")
        if last is None:
            return False
        word = surface.word_after(reading.text, end)
        own = APOSTROPHE.split(word)[0].lower()
        return own in last and not self.ways.goes_on(reading.text, own, end + 1 + len(word))

    def called(self, reading: Reading, start: int) -> bool:
        """True where the word right before is that of a house, a bridge or a park: `liceo Aldo Moro`, `szkoła imienia Ronalda Reagana`."""
        word = surface.last_word(surface.word_before(reading.text, start))
        return word in self.houses.get(reading.lang or "", ())
