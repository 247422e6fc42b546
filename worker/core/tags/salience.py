"""How much an article is about each of its countries, from where, how often and as what they are named.

A sum of integer points, one weight a feature; the table is what `python -m tests.quality.fit_salience` prints (docs/decisions/0023).
"""

import re
from collections import defaultdict
from operator import mul
from typing import NamedTuple

from worker.core.tags.lexicon.nouns import Evidence

KIND_WEIGHT = {"name": 10, "demonym": 8, "metonym": 8, "city": 7, "region": 7, "leader": 5}
# Feature to points: what a country gains that has all of it. Shares count in proportion.
POINTS = {
    "base": -4390,
    "relative": 1450,
    "near": 4270,
    "early": 1590,
    "title": 1000,
    "besides": 1520,
    "untitled": 480,
    "behind": 1320,
    "sentences": 540,
    "many": 700,
    "through": 440,
    "often": 630,
    "kinds": 330,
    "place": 800,
    "seat": -1150,
    "leaders": 1230,
    "office": 1140,
    "amid": 2650,
    "guests": -730,
    "alone": 820,
    "abroad": -570,
    "once": -880,
    "long": -1160,
    "passing": -2000,  # set by hand: swept 1000-3000
}
ONE = 1000  # a feature that is wholly there
SEVERAL, MANY_SENTENCES = 2, 3  # sentences that name a country
MOST_NAMED = 10  # countries from which on one more makes no difference
MANY_KINDS = 3  # kinds of evidence (name, city, leader …) that speak for a country more than one kind thrice
OFTEN = 4
LONG = 1_500  # code points of a text in which a country that is named once only, below its first fifth, is named in passing
FIRST_FIFTH = 800  # of `early`
HALVED = (
    16  # evidence a sixteenth of the text further down has half the weight in `near`: swept 2-32, 8-32 alike
)
IN_OFFICE = "leader:current"  # the rule of evidence by a leader whom the article's day finds in office
SENTENCE = re.compile(r"[.!?。！？।\n](?:(?<=\n)|\s|$)")
LONGEST_DATELINE = 40  # code points, to the end of the first place in it
DATELINE = re.compile(r"[^\n.!?:;(]{0,30}?(?:[-–—]\s|\([^)\n]{2,25}\)|[】］\])）])")  # behind that place
LONGEST_SENTENCE = 300  # code points without a country within which one ends, unseen
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
    top: int  # the weight of the country that has most
    near: dict[str, int]
    sentences: dict[str, int]  # in how many sentences each country is named
    alone: set[str]  # countries that a sentence names alone
    home: frozenset[str]
    is_home_named: bool
    is_title_named: bool  # the title names a country
    named: int  # how many countries there are
    office: set[str]  # countries whose leader in office is named
    behind: str  # the country named first behind a dateline of another one


def salience(piece: Piece) -> dict[str, int]:
    """Salience in permille of each country, in the order in which they are named."""
    return {code: permille(points(found)) for code, found in features(piece).items()}


def points(found: dict[str, int]) -> int:
    """The points of a country: its features, which stand in the order of their weights, each times its weight."""
    total: int = sum(map(mul, POINTS.values(), found.values()))
    return total // ONE


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
    weights, near = _weights(piece)
    earliest = piece.evidence[0].start if piece.evidence else 0
    whole = Whole(
        piece.body,
        max(1, len(piece.text) - piece.body),
        max(weights.values(), default=1),
        near,
        *_sentences(piece),
        piece.home,
        not piece.home.isdisjoint(of),
        bool(of) and earliest < piece.body,
        len(of),
        {one.code for one in piece.evidence if one.rule == IN_OFFICE},
        _behind_dateline(piece),
    )
    told = {code: _features(code, found, weights[code], whole) for code, found in of.items()}
    if told:
        # What is told of the second and third countries alone: that a place of theirs is named, or the title names them too.
        max(told.values(), key=_weight_of_main).update(place=0, besides=0)
    if whole.length >= LONG:
        for found in told.values():
            found["long"] = ONE
            found["passing"] = ONE * _in_passing(found)
    return told


def _features(code: str, found: list[Evidence], weight: int, whole: Whole) -> dict[str, int]:
    first, last = found[0].start, found[-1].start
    inside = (
        first if first >= whole.body else next((one.start for one in found if one.start >= whole.body), -1)
    )
    early = ONE - ONE * (inside - whole.body) // whole.length if inside >= 0 else ONE
    relative = ONE * weight // whole.top
    is_home, is_single, in_title = code in whole.home, len(found) == 1, first < whole.body
    kinds = {one.kind for one in found}
    half = whole.body + whole.length // 2
    return {
        "base": ONE,
        "relative": relative,
        "near": whole.near[code],
        "early": early,
        "title": ONE * in_title,
        "besides": ONE * in_title,
        # The title names countries, but not this one.
        "untitled": ONE * (whole.is_title_named and not in_title),
        "behind": ONE * (code == whole.behind),
        "sentences": ONE * (whole.sentences[code] >= SEVERAL),
        "many": ONE * (whole.sentences[code] >= MANY_SENTENCES),
        "through": ONE * (first <= half < last),
        "often": ONE * (len(found) >= OFTEN),
        "kinds": ONE * (len(kinds) - ({"city", "region"} <= kinds) >= MANY_KINDS),
        "place": ONE * ("city" in kinds),
        # `Washington says` is what reacts to a story rather than what it is about.
        "seat": ONE * ("metonym" in kinds),
        "leaders": ONE * (kinds == {"leader"}),
        # The further up a country is named whose leader in office is, the rather he acts in the story.
        "office": early * (code in whole.office),
        # The more countries a text names, the more it says that its own is one of them.
        "amid": is_home * min(ONE, ONE * whole.named // MOST_NAMED),
        "guests": ONE * (is_home and "leader" in kinds and bool(whole.office - {code})),
        "alone": ONE * (is_home and code in whole.alone),
        "abroad": relative * (whole.is_home_named and not is_home),
        # A paper's own country goes without saying: that it is named once says nothing.
        "once": ONE * (is_single and not is_home),
        "long": 0,
        "passing": 0,
    }


def _weight_of_main(found: dict[str, int]) -> int:
    """How far a country is the main one; of equals the one named first is."""
    return 2 * (found["near"] + found["relative"]) + found["title"]


def _in_passing(found: dict[str, int]) -> bool:
    """True for a country that is named once only, further down than the first fifth of the text, and isn't the language's own."""
    return bool(found["once"]) and not found["title"] and found["early"] < FIRST_FIFTH


def _sentences(piece: Piece) -> tuple[dict[str, int], set[str]]:
    """In how many sentences each country is named, and those that a sentence names alone; the title is one.

    Two pieces of evidence are of one sentence where none ends between them.
    """
    several: dict[str, int] = {}
    last: dict[str, int] = {}
    sole: dict[int, str] = {}
    text, number, end = piece.text, 0, 0
    for one in piece.evidence:
        gap = one.start - end
        if gap > LONGEST_SENTENCE or end <= piece.body <= one.start or SENTENCE.search(text, end, one.start):
            number += 1
        code, end = one.code, one.end
        if last.get(code) != number:
            several[code] = several.get(code, 0) + 1
            last[code] = number
        sole[number] = code if sole.get(number, code) == code else ""
    return several, {code for code in sole.values() if code}


def _behind_dateline(piece: Piece) -> str:
    """The country named first behind a dateline that names another, where no title names one; else none.

    `DOHA - Gaza is quiet`: a dateline says where somebody wrote, what stands behind it of whom.
    """
    evidence = piece.evidence
    if not evidence or not 0 <= evidence[0].start - piece.body < LONGEST_DATELINE:
        return ""
    line = DATELINE.match(piece.text, evidence[0].end)
    if line is None:
        return ""
    behind = next((one.code for one in evidence if one.start >= line.end()), "")
    return behind if behind != evidence[0].code else ""


def _weights(piece: Piece) -> tuple[dict[str, int], dict[str, int]]:
    """The weight of each country's evidence, and its share where each piece weighs the less, the further down in the text it stands."""
    body, length = piece.body, max(1, len(piece.text) - piece.body)
    weights: dict[str, int] = {}
    nearer: dict[str, int] = {}
    for one in piece.evidence:
        code, weight, below = one.code, KIND_WEIGHT[one.kind], one.start - body
        near = weight * ONE * length // (length + HALVED * below) if below > 0 else weight * ONE
        if code in weights:
            weights[code] += weight
            nearer[code] += near
        else:
            weights[code], nearer[code] = weight, near
    total = max(1, sum(nearer.values()))
    return weights, {code: ONE * near // total for code, near in nearer.items()}
