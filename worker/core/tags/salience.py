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
    "base": -2440,
    "near": 3400,
    "gap": -2090,
    "early": 1550,
    "title": 260,
    "besides": 780,
    "headed": 1860,
    "untitled": 510,
    "behind": 1080,
    "sentences": 640,
    "many": 910,
    "through": 460,
    "apart": 830,
    "place": 890,
    "seat": -980,
    "office": 1950,
    "round": -1580,
    "met": 1510,
    "amid": 2700,
    "guests": -750,
    "alone": 520,
    "abroad": -540,
    "once": -770,
    "team": 1890,
    "venue": -2210,
    "size": -2680,
    "passing": -2000,  # set by hand: swept 1000-3000
}
ONE = 1000  # a feature that is wholly there
SEVERAL, MANY_SENTENCES = 2, 3  # sentences that name a country
# From so many on one more makes no difference: countries, those whose leader in office is named, and sentences one has for itself.
MOST_NAMED, MANY_LEADERS, MANY_APART = 10, 6, 3
HALF_SIZE = 2_000  # code points of a text whose `size` is half of what it may be: swept 1,000-4,000, alike
LONG = 1_500  # code points of a text in which a country that is named once only, below its first fifth, is named in passing
FIRST_FIFTH = 800  # of `early`
HALVED = (
    16  # evidence a sixteenth of the text further down has half the weight in `near`: swept 2-32, 8-32 alike
)
IN_OFFICE = "leader:current"  # the rule of evidence by a leader whom the article's day finds in office
SENTENCE = re.compile(r"[.!?。！？।\n](?:(?<=\n)|\s|$)")
LONGEST_DATELINE = 40  # code points, to the end of the first place in it
DATELINE = re.compile(r"[^\n.!?:;(]{0,30}?(?:[-–—]\s|\([^)\n]{2,25}\)|[】］\])）])")  # behind that place
# `3–1`, `6-4`, `2:0`: two numbers as a match ends, or at least no time of day and no part of a date or a longer number.
# The first digit by the scripts that are read: a list of letters is looked for in half the time that `\d` takes.
DIGIT = r"[0-9\u0660-\u0669\u06f0-\u06f9\u0966-\u096f\u09e6-\u09ef\u0e50-\u0e59\uff10-\uff19]"
SCORE = re.compile(
    DIGIT + r"(?<![\d.,:/–-]\d)\d?\s?(?:[-–—]\s?\d{1,2}|:\s?(?:\d|[6-9]\d))(?![\d:/–-]|[.,]\d)"
)
SCORED = 1_500  # code points within which a score is looked for
LONGEST_SENTENCE = 300  # code points without a country within which one ends, unseen
MOST_LEAD = 5  # of the lead of a country that is named alone, in thousands
MOST_ABOUT = 3
ABOUT = 500  # permille of salience from which on an article is about a country
FIRST_ABOUT = 350  # and from which on it is about its first one


class Piece(NamedTuple):
    """What the features are told from: the evidence, where the text starts behind the title, the text, home countries."""

    evidence: list[Evidence]
    body: int
    text: str
    home: frozenset[str]


class Sentences(NamedTuple):
    """In how many sentences each country is named, and in how many alone."""

    named: dict[str, int]
    alone: dict[str, int]


class Dateline(NamedTuple):
    """The country of a text's dateline, and the one named first behind it; each empty where there is none."""

    place: str
    behind: str


class Whole(NamedTuple):
    """What is told of a text as a whole before its countries are: lengths and places in code points."""

    body: int
    length: int  # of the text behind the title
    share: dict[str, int]  # the weight of each country, of the one that has most
    near: dict[str, int]
    lead: dict[str, int]  # how far each country is the main one
    main: str
    sentences: Sentences
    home: frozenset[str]
    is_home_named: bool
    is_title_named: bool  # the title names a country
    named: int  # how many countries there are
    office: set[str]  # countries whose leader in office is named
    dateline: Dateline
    has_score: bool  # as a match has one


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
    return sorted(values, key=values.__getitem__, reverse=True)


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
    if not of:
        return {}
    whole = _whole(piece, of)
    told = {code: _features(code, found, whole) for code, found in of.items()}
    if whole.length >= LONG:
        for found in told.values():
            found["headed"] = found["title"]
            found["passing"] = ONE * _in_passing(found)
    return told


def _whole(piece: Piece, of: dict[str, list[Evidence]]) -> Whole:
    weights, near = _weights(piece)
    top = max(weights.values())
    share = {code: ONE * weight // top for code, weight in weights.items()}
    lead = {
        code: 2 * (near[code] + share[code]) + ONE * (found[0].start < piece.body)
        for code, found in of.items()
    }
    is_home_named, dateline = not piece.home.isdisjoint(of), _dateline(piece)
    return Whole(
        piece.body,
        max(1, len(piece.text) - piece.body),
        share,
        near,
        lead,
        max(lead, key=lead.__getitem__),  # of equals the one named first
        _sentences(piece),
        piece.home,
        is_home_named,
        piece.evidence[0].start < piece.body,
        len(of),
        {one.code for one in piece.evidence if one.rule == IN_OFFICE},
        dateline,
        # Nothing else is told from it.
        (is_home_named or bool(dateline.place)) and SCORE.search(piece.text, 0, SCORED) is not None,
    )


def _features(code: str, found: list[Evidence], whole: Whole) -> dict[str, int]:
    first, last = found[0].start, found[-1].start
    inside = (
        first if first >= whole.body else next((one.start for one in found if one.start >= whole.body), -1)
    )
    early = ONE - ONE * (inside - whole.body) // whole.length if inside >= 0 else ONE
    is_home, is_single, in_title = code in whole.home, len(found) == 1, first < whole.body
    is_main, in_office = code == whole.main, code in whole.office
    kinds = {one.kind for one in found}
    half = whole.body + whole.length // 2
    named, alone = whole.sentences.named[code], whole.sentences.alone.get(code, 0)
    return {
        "base": ONE,
        "near": whole.near[code],
        # How far it stays behind the main country.
        "gap": (whole.lead[whole.main] - whole.lead[code]) // MOST_LEAD,
        "early": early,
        "title": ONE * in_title,
        # What is told of the second and third countries alone: that the title names them too, or (below) a place of theirs is named.
        "besides": ONE * (in_title and not is_main),
        "headed": 0,
        # The title names countries, but not this one.
        "untitled": ONE * (whole.is_title_named and not in_title),
        "behind": ONE * (code == whole.dateline.behind and not whole.is_title_named),
        "sentences": ONE * (named >= SEVERAL),
        "many": ONE * (named >= MANY_SENTENCES),
        "through": ONE * (first <= half < last),
        "apart": ONE * min(alone, MANY_APART) // MANY_APART,
        "place": ONE * ("city" in kinds and not is_main),
        # `Washington says` is what reacts to a story rather than what it is about.
        "seat": ONE * ("metonym" in kinds),
        # The further up a country is named whose leader in office is, the rather he acts in the story.
        "office": early * in_office,
        # Where the leaders of many countries are named, at a summit or all asked for a word, the story isn't about each.
        "round": ONE * min(len(whole.office), MANY_LEADERS) // MANY_LEADERS,
        # Whom the main country's leader meets is named once, by name.
        "met": ONE * (in_office and is_single and not is_main),
        # The more countries a text names, the more it says that its own is one of them.
        "amid": is_home * min(ONE, ONE * whole.named // MOST_NAMED),
        "guests": ONE * (is_home and "leader" in kinds and bool(whole.office - {code})),
        "alone": ONE * (is_home and alone > 0),
        "abroad": whole.share[code] * (whole.is_home_named and not is_home),
        # A paper's own country goes without saying: that it is named once says nothing.
        "once": ONE * (is_single and not is_home),
        # Of a match papers tell what their own team did, and it is played somewhere.
        "team": ONE * (whole.has_score and is_home),
        "venue": ONE * (whole.has_score and code == whole.dateline.place),
        # Long texts name more countries, and each the oftener.
        "size": ONE * whole.length // (whole.length + HALF_SIZE),
        "passing": 0,
    }


def _in_passing(found: dict[str, int]) -> bool:
    """True for a country that is named once only, further down than the first fifth of the text, and isn't the language's own."""
    return bool(found["once"]) and not found["title"] and found["early"] < FIRST_FIFTH


def _sentences(piece: Piece) -> Sentences:
    """Counts the sentences of each country; the title is one.

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
    alone: dict[str, int] = {}
    for code in sole.values():
        alone[code] = alone.get(code, 0) + 1
    return Sentences(several, alone)


def _dateline(piece: Piece) -> Dateline:
    """The dateline's country, and the one behind it if that is another.

    `DOHA - Gaza is quiet`: a dateline says where somebody wrote, what stands behind it of whom.
    """
    evidence = piece.evidence
    at = next((number for number, one in enumerate(evidence) if one.start >= piece.body), None)
    if at is None or evidence[at].start - piece.body >= LONGEST_DATELINE:
        return Dateline("", "")
    line = DATELINE.match(piece.text, evidence[at].end)
    if line is None:
        return Dateline("", "")
    place = evidence[at].code
    behind = next((one.code for one in evidence[at:] if one.start >= line.end()), "")
    return Dateline(place, behind if behind != place else "")


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
