"""Regions of one country that are called as another one is, told by a city in them: `Ninsori în Moldova: Iași și Bacău`."""

from collections import defaultdict
from collections.abc import Iterable, Mapping

from worker.core.tags.lexicon.nouns import by_language
from worker.core.tags.places.candidate import Candidate
from worker.core.tags.text.reading import Reading

LIST = "part of a country called as another"  # `region>city` in a language's words
REGION = "region"
NATION = ("name", "demonym", "metonym")  # kinds that name a country, not a place in it


class SameName:
    """The regions of each language, with the cities that tell them."""

    def __init__(self, words: Mapping[str, frozenset[str]]) -> None:
        self.regions = {lang: _by_first(pairs) for lang, pairs in by_language(words, LIST).items()}

    def without(self, reading: Reading, kept: list[Candidate]) -> list[Candidate]:
        """The candidates, of which such a region is read as that, or as nothing, where a city in it is named.

        It is the country where any country is named otherwise, too: `Moldova și România, la Iași`.
        """
        regions = self.regions.get(reading.lang or "")
        if regions is None:
            return kept
        forms = [reading.folded[found.start : found.end] for found in kept]
        called = {form for form in regions.keys() & set(forms) if not regions[form].isdisjoint(forms)}
        if not called:
            return kept
        rest = [found for found, form in zip(kept, forms, strict=True) if form not in called]
        if any(found.entries[0].kind in NATION for found in rest):
            return kept
        for found in kept:
            if reading.folded[found.start : found.end] in called:
                found.entries = [one for one in found.entries if one.kind == REGION]
        return [found for found in kept if found.entries]


def _by_first(pairs: Iterable[str]) -> dict[str, frozenset[str]]:
    """What stands behind the sign of `first>second`, by what stands before it."""
    found: dict[str, set[str]] = defaultdict(set)
    for pair in pairs:
        first, _, second = pair.partition(">")
        found[first].add(second)
    return {first: frozenset(seconds) for first, seconds in found.items()}
