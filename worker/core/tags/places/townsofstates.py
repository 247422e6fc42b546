"""Towns of states that are called as greater ones elsewhere, in English: `Birmingham` in a story from Alabama, `Athens, Georgia`."""

import re
from collections import defaultdict
from collections.abc import Mapping
from itertools import pairwise

from worker.core.tags.places.candidate import Candidate
from worker.core.tags.text.folding import fold
from worker.core.tags.text.reading import Reading

SEVERAL = 3  # towns of one state that are called as countries or their cities, which are believed together
STATE = "georgia"  # a state that is called as a country is
APART = ", "  # between a town and its state
# Behind both a sentence goes on or ends: a list of countries does neither.
GOES_ON = re.compile(
    r", (?!and\b|or\b)[a-z]|[.)\n]|$| (?:on|in|at|to|for|with|by|as|was|were|is|are|has|have|had|will|would|said|says|told|after|before|when|where"
    r"|who|that|since|this|last|next|police|resigned|won|died|closed|opened|voted|plans|wants)\b"
)
IN = frozenset(("in", "at", "from", "near", "of", "outside", "around"))


class TownsOfStates:
    """The pairs of towns and states, from the gazetteer's words, folded."""

    def __init__(self, words: Mapping[str, frozenset[str]]) -> None:
        self.towns = dict(pair.split(">") for pair in sorted(words.get("town of a state:en", ())))
        self.like_countries: dict[str, set[str]] = defaultdict(set)
        for pair in sorted(words.get("town like a country:en", ())):
            states, _, town = pair.partition(">")
            for state in states.split("/"):
                self.like_countries[fold(state)].add(town)

    def without(self, reading: Reading, kept: list[Candidate], told: set[str]) -> list[Candidate]:
        """Without `Birmingham` where Alabama is named, which is evidence itself, and Britain isn't; `told` are the towns that stood right before it."""
        forms = [reading.folded[found.start : found.end] for found in kept]
        towns = {form for form in forms if self.towns.get(form) in forms}
        for state in self.like_countries.keys() & set(forms):
            alike = self.like_countries[state].intersection(told.union(forms))
            if (
                len(alike) >= SEVERAL
            ):  # Norway, Peru and Mexico in a story from Maine: all of them are its towns
                towns |= alike
        if not towns:
            return kept
        named = {
            code for one, form in zip(kept, forms, strict=True) if form not in towns for code in one.codes
        }
        return [
            one
            for one, form in zip(kept, forms, strict=True)
            if form not in towns or not named.isdisjoint(one.codes)
        ]

    def with_states(self, reading: Reading, kept: list[Candidate]) -> set[int]:
        """`A judge in Athens, Georgia, blocked`: the ids of towns right before their state; Georgia is the state there."""
        folded, text = reading.folded, reading.text
        towns: set[int] = set()
        for one, other in pairwise(kept):
            state = folded[other.start : other.end]
            if state not in self.like_countries or text[one.end : other.start] != APART:
                continue
            listed = folded[one.start : one.end] in self.like_countries[state]
            if not listed or one.before.lower() not in IN or not GOES_ON.match(text, other.end):
                continue
            if state == STATE:
                other.entries = [entry for entry in other.entries if entry.kind == "region"] or other.entries
            towns.add(id(one))
        return towns
