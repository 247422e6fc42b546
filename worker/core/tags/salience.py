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
    "base": -3760,
    "relative": 1480,
    "near": 3710,
    "early": 1270,
    "title": 2140,
    "lead": 650,
    "first": -150,
    "sentences": 800,
    "often": 1020,
    "kinds": 560,
    "adjectives": -710,
    "leaders": 910,
    "office": 560,
    "head": 200,
    "home": 770,
    "alone": 810,
    "abroad": -850,
    "once": -780,
    "long": -820,
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
IN_OFFICE = "leader:current"  # the rule of evidence by a leader whom the article's day finds in office
SENTENCE = re.compile(r"[.!?。！？।\n](?:(?<=\n)|\s|$)")
LONGEST_SENTENCE = 300  # code points without a country within which one ends, unseen
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


class Whole(NamedTuple):
    """What is told of a text as a whole before its countries are: lengths and places in code points."""

    body: int
    length: int  # of the text behind the title
    lead: int  # where its first sentence ends
    top: int  # the weight of the country that has most
    near: dict[str, int]
    several: set[str]  # countries named in two sentences or more
    alone: set[str]  # countries that a sentence names alone
    home: frozenset[str]
    is_home_named: bool


def salience(piece: Piece) -> dict[str, int]:
    """Salience in permille of each country, in the order in which they are named."""
    return {code: permille(points(found)) for code, found in features(piece).items()}


def points(found: dict[str, int]) -> int:
    """The points of a country: its features, each times its weight."""
    return sum([POINTS[name] * value for name, value in found.items() if value]) // ONE


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
    earliest = min([one.start for one in piece.evidence], default=0)
    whole = Whole(
        piece.body,
        max(1, len(piece.text) - piece.body),
        _lead(piece.text[piece.body : piece.body + LONGEST_LEAD]),
        max(weights.values(), default=1),
        _near(piece),
        *_sentences(piece),
        piece.home,
        not piece.home.isdisjoint(of),
    )
    told = {code: _features(code, found, weights[code], earliest, whole) for code, found in of.items()}
    if whole.length >= LONG:
        for found in told.values():
            found["long"] = ONE
            found["passing"] = ONE * _in_passing(found)
    return told


def _features(code: str, found: list[Evidence], weight: int, earliest: int, whole: Whole) -> dict[str, int]:
    starts = [one.start for one in found]
    first = min(starts)
    inside = starts if first >= whole.body else [start for start in starts if start >= whole.body]
    early = ONE - ONE * (min(inside) - whole.body) // whole.length if inside else ONE
    relative = ONE * weight // whole.top
    opens, is_home, is_single = ONE * (first == earliest), code in whole.home, len(found) == 1
    kinds = {one.kind for one in found}
    governs = "leader" in kinds and IN_OFFICE in [one.rule for one in found]
    return {
        "base": ONE,
        "relative": relative,
        "near": whole.near[code],
        "early": early,
        "title": ONE * (first < whole.body),
        "lead": ONE * (bool(inside) and min(inside) - whole.body < whole.lead),
        "first": opens,
        "sentences": ONE * (code in whole.several),
        "often": ONE * (len(found) >= OFTEN),
        "kinds": ONE * (len(kinds) - ({"city", "region"} <= kinds) >= MANY_KINDS),
        "adjectives": ONE * (kinds == {"demonym"}),
        "leaders": ONE * (kinds == {"leader"}),
        # The further up a country is named whose leader in office is, the rather he acts in the story.
        "office": governs * early,
        "head": governs * opens,
        "home": ONE * is_home,
        "alone": ONE * (is_home and code in whole.alone),
        "abroad": relative * (whole.is_home_named and not is_home),
        # A paper's own country goes without saying: that it is named once says nothing.
        "once": ONE * (is_single and not is_home),
        "long": 0,
        "passing": 0,
    }


def _in_passing(found: dict[str, int]) -> bool:
    """True for a country that is named once only, further down than the first fifth of the text, and isn't the language's own."""
    return bool(found["once"]) and not found["title"] and found["early"] < FIRST_FIFTH


def _sentences(piece: Piece) -> tuple[set[str], set[str]]:
    """The countries that two sentences name or more, and those that a sentence names alone; the title is one.

    Two pieces of evidence are of one sentence where none ends between them.
    """
    several: set[str] = set()
    last: dict[str, int] = {}
    sole: dict[int, str] = {}
    text, number, end = piece.text, 0, 0
    for one in piece.evidence:
        gap = one.start - end
        if gap > LONGEST_SENTENCE or end <= piece.body <= one.start or SENTENCE.search(text, end, one.start):
            number += 1
        code, end = one.code, one.end
        if last.setdefault(code, number) != number:
            several.add(code)
        sole[number] = code if sole.get(number, code) == code else ""
    return several, {code for code in sole.values() if code}


def _near(piece: Piece) -> dict[str, int]:
    """The share of all evidence where each piece weighs the less, the further down in the text it stands."""
    length = max(1, len(piece.text) - piece.body)
    weights: dict[str, int] = defaultdict(int)
    for one in piece.evidence:
        below = max(0, one.start - piece.body)
        weights[one.code] += KIND_WEIGHT[one.kind] * ONE * length // (length + HALVED * below)
    total = max(1, sum(weights.values()))
    return {code: ONE * weight // total for code, weight in weights.items()}


def _lead(opening: str) -> int:
    """The length of the first sentence."""
    end = SENTENCE.search(opening, SHORTEST_LEAD)
    return end.end() if end else min(len(opening), UNBROKEN_LEAD)
