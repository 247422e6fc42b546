"""Words for a street that are a way or a place in a figure of speech, too: `Palmes väg till makten`, `hans plats i historien`."""

from collections.abc import Mapping

from worker.core.tags.text import surface


class Ways:
    """Tells the figures of speech by the word behind them."""

    def __init__(self, words: Mapping[str, frozenset[str]]) -> None:
        self.words = words.get("way:*", frozenset())
        self.behind = words.get("way goes on:*", frozenset())

    def goes_on(self, text: str, word: str, end: int) -> bool:
        """True where a word, which ends there, is such a way and what stands behind it says that it is no street."""
        return word in self.words and surface.word_after(text, end) in self.behind
