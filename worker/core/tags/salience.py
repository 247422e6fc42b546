"""How much an article is about each of its countries, from where, how often and as what they are named.

A sum of integer points, one weight a feature; the table is what `python -m tests.quality.fit_salience` prints (docs/decisions/0023).
"""

import re
from collections import defaultdict
from typing import NamedTuple

from worker.core.tags.nouns import Evidence

KIND_WEIGHT = {"name": 10, "demonym": 8, "metonym": 8, "city": 7, "region": 7, "leader": 5}
# Feature to points: what a country gains that has all of it. Shares count in proportion.
POINTS = {
    "base": -3670,
    "share": 1310,
    "relative": 1190,
    "title": 2470,
    "lead": 1160,
    "first": 230,
    "kinds": 970,
    "near": 2230,
    "early": 1330,
    "home": 1040,
    "once": -1210,
    "often": 890,
    "adjectives": -900,
    "leaders": 670,
    "passing": -2000,  # set by hand: swept 1000-3000
}
ONE = 1000  # a feature that is wholly there
MANY_KINDS = 3  # kinds of evidence (name, city, leader …) that speak for a country more than one kind thrice
OFTEN = 4
LONG = 1_500  # code points of a text in which a country that is named once only, below its first fifth, is named in passing
FIRST_FIFTH = 800  # of `early`
HALVED = (
    16  # evidence a sixteenth of the text further down has half the weight in `near`: swept 2-32, 8-32 alike
)
SENTENCE = re.compile(r"[.!?。！？।](?:\s|$)|\n")
SHORTEST_LEAD, LONGEST_LEAD, UNBROKEN_LEAD = 20, 300, 140  # code points
MOST_ABOUT = 3
ABOUT = 500  # permille of salience from which on an article is about a country
FIRST_ABOUT = 330  # and from which on it is about its first one


class Piece(NamedTuple):
    """What the features are told from: the evidence, where the text starts behind the title, the text, home countries."""

    evidence: list[Evidence]
    body: int
    text: str
    home: frozenset[str]


def salience(piece: Piece) -> dict[str, int]:
    """Salience in permille of each country, in the order in which they are named."""
    return {code: permille(points(found)) for code, found in features(piece).items()}


def points(found: dict[str, int]) -> int:
    """The points of a country: its features, each times its weight."""
    return sum([POINTS[name] * value for name, value in found.items()]) // ONE


def permille(value: int) -> int:
    """Points on a scale of 0 to 1000, without end on either side: 0 points are 500, 1000 points 750."""
    return ABOUT + ABOUT * value // (ONE + abs(value))


def ranking(values: dict[str, int]) -> list[str]:
    """The countries, the most salient first; of equals the one named first, as `values` has them."""
    return sorted(values, key=lambda code: -values[code])


def about(values: dict[str, int]) -> frozenset[str]:
    """The one to three countries whose affairs the article treats."""
    ranked = ranking(values)[:MOST_ABOUT]
    least = {code: ABOUT if place else FIRST_ABOUT for place, code in enumerate(ranked)}
    return frozenset(code for code in ranked if values[code] >= least[code])


def features(piece: Piece) -> dict[str, dict[str, int]]:
    """The features of each country, 0 to 1000 each."""
    of: dict[str, list[Evidence]] = defaultdict(list)
    for one in piece.evidence:
        of[one.code].append(one)
    weights = {code: sum([KIND_WEIGHT[one.kind] for one in found]) for code, found in of.items()}
    total, top = sum(weights.values()), max(weights.values(), default=1)
    earliest = min([one.start for one in piece.evidence], default=0)
    lead = _lead(piece.text[piece.body : piece.body + LONGEST_LEAD])
    near = _near(piece)
    told = {
        code: {
            "base": ONE,
            "share": ONE * weights[code] // total,
            "relative": ONE * weights[code] // top,
            "near": near[code],
            **_places([one.start for one in found], piece, lead, earliest),
            **_kinds([one.kind for one in found]),
            "home": ONE * (code in piece.home),
            # A paper's own country goes without saying: that it is named once says nothing.
            "once": ONE * (len(found) == 1 and code not in piece.home),
        }
        for code, found in of.items()
    }
    is_long = len(piece.text) - piece.body >= LONG
    return {code: found | {"passing": ONE * (is_long and _in_passing(found))} for code, found in told.items()}


def _in_passing(found: dict[str, int]) -> bool:
    """True for a country that is named once only, further down than the first fifth of the text, and isn't the language's own."""
    return bool(found["once"]) and not found["title"] and not found["home"] and found["early"] < FIRST_FIFTH


def _near(piece: Piece) -> dict[str, int]:
    """The share of all evidence where each piece weighs the less, the further down in the text it stands."""
    length = max(1, len(piece.text) - piece.body)
    weights: dict[str, int] = defaultdict(int)
    for one in piece.evidence:
        below = max(0, one.start - piece.body)
        weights[one.code] += KIND_WEIGHT[one.kind] * ONE * length // (length + HALVED * below)
    total = max(1, sum(weights.values()))
    return {code: ONE * weight // total for code, weight in weights.items()}


def _places(starts: list[int], piece: Piece, lead: int, earliest: int) -> dict[str, int]:
    inside = [start - piece.body for start in starts if start >= piece.body]
    length = max(1, len(piece.text) - piece.body)
    return {
        "early": ONE - ONE * min(inside, default=0) // length,
        "title": ONE * (len(inside) < len(starts)),
        "lead": ONE * (min(inside, default=lead) < lead),
        "first": ONE * (earliest in starts),
    }


def _kinds(found: list[str]) -> dict[str, int]:
    kinds = set(found)
    return {
        "kinds": ONE * (len(kinds) - ({"city", "region"} <= kinds) >= MANY_KINDS),
        "often": ONE * (len(found) >= OFTEN),
        "adjectives": ONE * (kinds == {"demonym"}),
        "leaders": ONE * (kinds == {"leader"}),
    }


def _lead(opening: str) -> int:
    """The length of the first sentence."""
    end = SENTENCE.search(opening, SHORTEST_LEAD)
    return end.end() if end else min(len(opening), UNBROKEN_LEAD)
