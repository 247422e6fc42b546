"""Names of countries that are common nouns, too: a Turkey dinner."""

import re
from collections.abc import Mapping

from worker.core.tags.lexicon.nouns import Evidence
from worker.core.tags.text import surface
from worker.core.tags.text.folding import bare
from worker.core.tags.text.reading import Reading

BESIDE = "near "  # the lists of words near which a form without a word right beside it is the other thing
AROUND = 40  # code points on either side that they may stand in
OTHER = "other "  # the lists of words of a text in which a form is the other thing, by form and language


def _any_of(words: frozenset[str]) -> re.Pattern[str]:
    """Any of the words, whole; to a pattern an Indian vowel sign at a word's end is no letter of it."""
    return re.compile(rf"(?<![\w{surface.SIGNS}])(?:{'|'.join(sorted(words))})(?![\w{surface.SIGNS}])")


class Homographs:
    """The forms of each language with the words that make them something else."""

    def __init__(self, words: Mapping[str, frozenset[str]]) -> None:
        self.of: dict[str, list[tuple[str, re.Pattern[str], frozenset[str]]]] = {}
        self.near: dict[str, dict[str, re.Pattern[str]]] = {}
        for key, others in words.items():
            if key.startswith(BESIDE):
                form, _, lang = key[len(BESIDE) :].partition(":")
                self.near.setdefault(lang, {})[form] = _any_of(others)
            if key.startswith(OTHER):
                form, _, lang = key[len(OTHER) :].partition(":")
                told = _any_of(others)
                beside = words.get(f"beside {form}:{lang}", frozenset())
                self.of.setdefault(lang, []).append((form, told, beside))

    def without(self, reading: Reading, places: list[Evidence]) -> list[Evidence]:
        """The places without a country that is named by such a form alone, in a text about the other thing, once right beside a word of it."""
        for form, told, beside in self.of.get(reading.lang or "", ()):
            named = [one for one in places if reading.folded[one.start : one.end] == form]
            if (
                named
                and any(_is_beside(reading, one, beside) for one in named)
                and told.search(reading.folded)
            ):
                codes = {one.code for one in named} - {one.code for one in places if one not in named}
                places = [one for one in places if one.code not in codes]
        near = self.near.get(reading.lang or "")
        if not near or near.keys().isdisjoint([reading.folded[one.start : one.end] for one in places]):
            return places
        return [one for one in places if not _is_near(reading, one, near)]


def _is_beside(reading: Reading, one: Evidence, beside: frozenset[str]) -> bool:
    """True where a word of the other thing stands right beside: behind initials (`a NATO Turkey dinner`) the capital is a country's."""
    text = reading.text
    before, after = surface.word_before(text, one.start), surface.word_after(text, one.end)
    if before.isupper() and len(before) > 1 and not surface.shouted(text, one.start, one.end):
        return False
    return not beside.isdisjoint(map(bare, (before, after)))


def _is_near(reading: Reading, one: Evidence, near: Mapping[str, re.Pattern[str]]) -> bool:
    """True where a word of the other thing stands near, and the form is written as that is: small, or opening a sentence (`Swede, turnip and leeks`)."""
    told = near.get(reading.folded[one.start : one.end])
    if told is None or (
        reading.text[one.start].isupper() and not surface.opens_sentence(reading.text, one.start)
    ):
        return False
    return told.search(reading.folded, max(0, one.start - AROUND), one.end + AROUND) is not None
