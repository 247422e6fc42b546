"""Streets and squares that bear a leader's name: `avenida Salvador Allende`, `площадь Шарля де Голля`."""

from worker.core.tags.lexicon.nouns import Gazetteer, by_language
from worker.core.tags.text import surface
from worker.core.tags.text.folding import bare
from worker.core.tags.text.reading import Reading

LISTS = ("street", "street of an adjective")


class Streets:
    """The words for streets that stand before a name, by language."""

    def __init__(self, gazetteer: Gazetteer) -> None:
        self.words = [by_language(gazetteer.words, name) for name in LISTS]

    def before(self, reading: Reading, start: int) -> bool:
        """True where the word right before is a street's."""
        word = bare(surface.word_before(reading.text, start))
        return bool(word) and any(word in words.get(reading.lang or "", ()) for words in self.words)
