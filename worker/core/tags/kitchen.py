"""Dishes: in a text about food, an adjective of nationality alone says nothing about a country."""

import re
from collections import defaultdict

from worker.core.tags.folding import glued
from worker.core.tags.index import Reading
from worker.core.tags.nouns import Evidence

BESIDE = 14  # code points around a form in which a word of food makes it a dish
MANY = 3  # different words of food that make a text one about food
DENSE = 900  # code points a word of food may stand for there


class Kitchen:
    """The words of food of every language, as patterns over folded text."""

    def __init__(self, words: dict[str, tuple[str, ...]]) -> None:
        self.patterns = {lang: _pattern(stems) for lang, stems in words.items()}

    def without_dishes(self, reading: Reading, places: list[Evidence]) -> list[Evidence]:
        """The places without those that name dishes.

        A country named by adjectives alone goes where a word of food stands beside each, or the text is about food.
        """
        pattern = self.patterns.get(reading.lang or "")
        kinds: dict[str, set[str]] = defaultdict(set)
        for place in places:
            kinds[place.code].add(place.kind)
        doubtful = {
            code
            for code, of in kinds.items()
            if of == {"demonym"} or (of <= {"name", "demonym", "city"} and reading.lang in SAME_WORD)
        }
        if not pattern or not doubtful:
            return places
        about_food = _about_food(pattern, reading.folded)
        return [
            place
            for place in places
            if place.code not in doubtful or not self._dish(pattern, reading, place, about_food=about_food)
        ]

    def _dish(self, pattern: re.Pattern[str], reading: Reading, place: Evidence, *, about_food: bool) -> bool:
        if about_food and (place.kind == "demonym"):
            return True
        near = reading.folded[max(0, place.start - BESIDE) : place.end + BESIDE]
        return pattern.search(near) is not None


SAME_WORD = frozenset(
    ("zh", "ja", "ko", "fi", "tr", "hu")
)  # where a dish is named with the country's own name


def _about_food(pattern: re.Pattern[str], folded: str) -> bool:
    found = {match[0] for match in pattern.finditer(folded)}
    return len(found) >= MANY and len(folded) <= DENSE * len(found)


def _pattern(stems: tuple[str, ...]) -> re.Pattern[str]:
    """Any of the stems, from the start of a word where the script sets spaces; their first letters, first, rule most words out."""
    anywhere = glued(stems[0][0]) or "가" <= stems[0][0] <= "힣"
    firsts = re.escape("".join(sorted({stem[0] for stem in stems})))
    start = "" if anywhere else r"\b"
    return re.compile(f"{start}(?=[{firsts}])(?:{'|'.join(map(re.escape, stems))})")
