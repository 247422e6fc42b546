"""Site furniture out of a text, line by line, by rules that are data.

A rule's pattern is matched against a whole line: its decoration (bullets, arrows, a closing colon) stripped, its spaces
collapsed. Patterns run on RE2, so a hostile line costs time linear in its length. What a match takes with it is the
rule's `cut`; where it may match is its `place`.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate, islice, pairwise

import msgspec

from worker.core.clean import lineends, linerules, sentences
from worker.core.clean.blocks.blocks import word_count
from worker.core.clean.lineends import BETWEEN, BLANK, CAPTION
from worker.core.clean.linerules import (
    ALONE,
    AT_END,
    LINE_LIMIT,
    BoilerplateRules,
    Cut,
    Place,
    Rule,
    Scope,
)
from worker.core.clean.metadata import writtendates
from worker.core.clean.passages import DATE, Passage, Placed
from worker.core.model import Removed

CAPTION_LINES = 3  # of a caption above its credit
TEASER = 400  # characters that the lines below a teaser's headline don't exceed
LABEL_WORDS = 3  # of a label that says no more than that something follows
HEADLINES = 2  # below a label that are a list, and no subheading of the story
PROSE = 120  # characters of a line that is certainly a paragraph
ROW = 8  # words of a line that may be labels in a row
PLEADING = 6  # lines at a text's end in which a site may plead in several sentences
SENTENCES, PLEA_WORDS = 6, 3  # of such a paragraph at most, of its plea at least
ANY_LANGUAGE = Scope(frozenset())  # what is said alike in all of them
LONG = 1000  # lines of a text in no language that can be told: rules of all languages would cost seconds on one that has more

_DECORATION = " \t\u00a0•·*|›>‹<→←▶►▸–—-_:…#+👉👇➡➜➤⬇☞🔗📌📲📱🔔🚀📢📣📰📷📸🎥🎧✅■●◆▪★☆✉\ufe0f"
_ARROWS = "«»"
_PARTING = " |/·•,–-"  # between labels in a row
_HEADED = re.compile(r"[:：|»›►▶]|[-–—] ")  # a label with a headline after it
_SENTENCE_END = re.compile(r"[.!?。！？।؟]['\"”’»)\]]*$")


@dataclass(frozen=True)
class Stripped:
    """A text's lines, and passages of them that were taken out, in the order of the text."""

    passages: tuple[Placed, ...]

    @cached_property
    def text(self) -> str:
        """What is left."""
        return joined([item.passage.text for item in self.passages if item.passage.rule is None])

    @cached_property
    def removed(self) -> tuple[Removed, ...]:
        """What was taken out."""
        cut = (item.passage for item in self.passages)
        return tuple(Removed(passage.text, passage.rule) for passage in cut if passage.rule is not None)


@dataclass(frozen=True)
class _Taken:
    start: int
    end: int  # exclusive
    rule: str


def strip(
    text: str,
    rules: BoilerplateRules,
    lang: str | None,
    extents: "Extents | None" = None,
    url: str | None = None,
) -> Stripped:
    """The text without what the rules of its language (and of English, of every language, of its page's site) take out, as far as `extents` say (UNJUDGED)."""
    given = text.split("\n")
    extents = extents or UNJUDGED
    scope = linerules.scope(rules, lang or ("en" if len(given) > LONG else None), url)
    ends = rules.ends.only(scope.has)
    captions = ends.only(lambda rule: rule.cut is Cut.PICTURE)
    described = {} if extents is JUDGED else lineends.described(given, captions)
    kinds = {Cut.CRUMB} if extents is JUDGED else AT_END
    lines, crumbs = lineends.without_crumbs(given, ends.only(lambda rule: rule.cut in kinds), described)
    matched = described | {
        number: found
        for number, line in enumerate(lines)
        if number not in described
        and (
            found := _matched(plain(line), rules, scope)
            or (extents is JUDGED and lineends.credited(line, captions))
        )
    }
    for number in _last(lines, PLEADING):
        if number not in matched and (found := _pleading(lines[number], rules, scope)):
            matched[number] = found
    taken = _taken(lines, matched, extents)
    gone = {number for cut in taken for number in range(cut.start, cut.end)}
    kept = [Placed(number, Passage(line)) for number, line in enumerate(lines) if number not in gone]
    cuts = [Placed(cut.start, Passage(_passage(lines[cut.start : cut.end]), cut.rule)) for cut in taken]
    return Stripped(tuple(sorted(kept + cuts + crumbs, key=lambda item: item.line)))


def below_date(stripped: Stripped, lang: str | None) -> Stripped:
    """The text without a first line that is nothing but a date."""
    kept = (number for number, item in enumerate(stripped.passages) if item.passage.rule is None)
    first = next((number for number in kept if stripped.passages[number].passage.text.strip()), None)
    if first is None or not writtendates.is_alone(stripped.passages[first].passage.text, lang):
        return stripped
    found = stripped.passages[first]
    cut = Placed(found.line, msgspec.structs.replace(found.passage, rule=DATE))
    return Stripped((*stripped.passages[:first], cut, *stripped.passages[first + 1 :]))


def plain(line: str) -> str:
    """The line as patterns see it: without decoration at its ends, its spaces collapsed; empty where too long."""
    if len(line) > 2 * LINE_LIMIT:
        return ""
    quoted = "«" in line and "»" in line  # quotation marks then, not arrows
    ends = _DECORATION if quoted else _DECORATION + _ARROWS
    bare = line.strip(ends).replace("\u00ad", "").replace("\u200b", "")
    return " ".join(bare.split()).strip(ends)


def is_trail(line: str, rules: BoilerplateRules) -> bool:
    """Whether a line is the site's, as it stands above a text, in whatever language."""
    return any(rule.place is Place.HEAD for rule in rules.lines.match(plain(line), ANY_LANGUAGE))


def _matched(line: str, rules: BoilerplateRules, scope: Scope) -> tuple[Rule, ...]:
    """The rules that match a line; of a short one that is labels in a row ("Share Print Send"), those of the first."""
    found = rules.lines.match(line, scope)
    words = line.split(" ", ROW)
    if found or not 1 < len(words) <= ROW or _SENTENCE_END.search(line):
        return found
    return _row(words, rules, scope)


def _last(lines: Sequence[str], most: int) -> Iterator[int]:
    """The numbers of the last lines that aren't blank, so many at most."""
    return islice((number for number in reversed(range(len(lines))) if lines[number].strip()), most)


def _pleading(line: str, rules: BoilerplateRules, scope: Scope) -> tuple[Rule, ...]:
    """The pleas that a short paragraph begins or ends with. In the story's prose no sentence is one, word for word."""
    said = BETWEEN.split(line.strip()) if len(line) <= LINE_LIMIT else []
    if not 1 < len(said) <= SENTENCES:
        return ()
    pleas = (one for one in (said[0], said[-1]) if word_count(one) >= PLEA_WORDS)
    return tuple(rule for one in pleas for rule in rules.lines.match(one, scope) if rule.cut is Cut.PLEA)


def _row(words: Sequence[str], rules: BoilerplateRules, scope: Scope) -> tuple[Rule, ...]:
    """The rules of the first of the labels that these words are, each of which a rule would take alone; none if they are anything else."""
    failed: set[int] = set()  # where no row begins: each stretch of the words is asked about once

    def goes_on(start: int) -> bool:
        if start == len(words):
            return True
        if start not in failed:
            ends = range(len(words), start, -1)
            if any(_labels(words[start:end], rules, scope) and goes_on(end) for end in ends):
                return True
            failed.add(start)
        return False

    firsts = ((end, _labels(words[:end], rules, scope)) for end in range(len(words) - 1, 0, -1))
    return next((first for end, first in firsts if first and goes_on(end)), ())


def _labels(words: Sequence[str], rules: BoilerplateRules, scope: Scope) -> tuple[Rule, ...]:
    found = rules.lines.match(" ".join(words).strip(_PARTING), scope)
    return tuple(rule for rule in found if rule.place is Place.ANYWHERE and rule.cut in ALONE)


def joined(lines: Sequence[str]) -> str:
    """The lines as a text: no blank line at either end, never two in a row."""
    kept = [
        line for number, line in enumerate(lines) if line.strip() or (number and lines[number - 1].strip())
    ]
    return "\n".join(kept).strip("\n").rstrip()


def _passage(lines: Sequence[str]) -> str:
    return "\n".join(line for line in lines if line.strip())


def _taken(lines: list[str], matched: dict[int, tuple[Rule, ...]], extents: "Extents") -> list[_Taken]:
    """The cuts, none overlapping another: first what the lines take with them, then both ends peeled."""
    taken: list[_Taken] = []
    text = _Lines.of(lines, matched)
    for number, found in sorted(matched.items()):
        for rule in sorted(found, key=lambda rule: rule.cut is not Cut.REST):  # what takes most goes first
            if rule.place in {Place.HEAD, Place.TAIL} or (taken and number < taken[-1].end):
                continue
            cut = _extent(text, number, rule, taken[-1].end if taken else 0, extents)
            if cut is not None:
                taken.append(cut)
                break
    taken += _peeled(lines, matched, taken, Place.TAIL, range(len(lines) - 1, -1, -1))
    taken += _peeled(lines, matched, taken, Place.HEAD, range(len(lines)))
    return taken


@dataclass(frozen=True)
class _Lines:
    """A text's lines with running counts over them, so that no cut has to look at all of the text again."""

    lines: list[str]
    sizes: list[int]  # of the lines before each, and of all at the end
    texts: list[int]  # how many of them aren't blank
    prose: list[bool]  # whether a line is a paragraph: it reads as one, and no rule takes it

    @classmethod
    def of(cls, lines: list[str], matched: dict[int, tuple[Rule, ...]]) -> "_Lines":
        own = list(map(sentences.size, lines))
        texts = accumulate((bool(line.strip(BLANK)) for line in lines), initial=0)
        prose = list(map(sentences.is_prose, lines, own))
        for number, found in matched.items():
            above = number - any(rule.cut is Cut.CAPTION for rule in found)
            if any(rule.place in {Place.ANYWHERE, Place.BETWEEN} for rule in found):
                prose[max(0, above) : number + 1] = [False] * (number + 1 - max(0, above))
        return cls(lines, list(accumulate(own, initial=0)), list(texts), prose)

    def size(self, number: int) -> int:
        """A line's length in characters of an alphabet."""
        return self.sizes[number + 1] - self.sizes[number]

    def is_between(self, number: int) -> bool:
        """Whether there is text on both sides of the line."""
        return self.texts[number] > 0 and self.texts[number + 1] < self.texts[-1]

    def prose_above(self, number: int) -> bool:
        """Whether a paragraph stands above the line."""
        return self.first < number

    @cached_property
    def first(self) -> int:
        """The first paragraph."""
        return self.run(0)

    def run(self, start: int) -> int:
        """Where the lines from here on end that may be headlines."""
        return next(
            (number for number in range(start, len(self.lines)) if self.prose[number]), len(self.lines)
        )

    @cached_property
    def told(self) -> int:
        """The last line of the story: below it no paragraph follows another, and none is longer than a teaser's."""
        paragraphs = [number for number, is_prose in enumerate(self.prose) if is_prose]
        long = (number for number in paragraphs if self.size(number) > TEASER)
        pairs = (upper for upper, lower in pairwise(paragraphs) if self.texts[upper + 1] == self.texts[lower])
        return max((*long, *pairs), default=-1)


def _extent(text: _Lines, number: int, rule: Rule, floor: int, extents: "Extents") -> _Taken | None:
    """What this rule takes at this line; None where its place doesn't allow it."""
    if rule.place is Place.BETWEEN and not text.is_between(number):
        return None
    start, end = extents[rule.cut](text, number, floor)
    return _Taken(start, end, rule.id) if start < end else None


def _line_extent(_text: _Lines, number: int, _floor: int) -> tuple[int, int]:
    return number, number + 1


def _next_extent(text: _Lines, number: int, _floor: int) -> tuple[int, int]:
    following = next((n for n in range(number + 1, len(text.lines)) if text.lines[n].strip()), None)
    if following is None or text.prose[following]:
        return number, number + 1
    return number, following + 1


def _list_extent(text: _Lines, number: int, _floor: int) -> tuple[int, int]:
    return number, text.run(number + 1)


def _rest_extent(text: _Lines, number: int, _floor: int) -> tuple[int, int]:
    if not text.prose_above(number):
        return number, number + 1
    before = text.sizes[number]
    after = text.sizes[-1] - text.sizes[number + 1]
    is_rest = after <= before and _has_teasers(text, number)
    return number, len(text.lines) if is_rest else text.run(number + 1)


def _label_extent(text: _Lines, number: int, floor: int) -> tuple[int, int]:
    start, end = _list_extent(text, number, floor)
    label = plain(text.lines[number])
    is_alone = len(label.split()) <= LABEL_WORDS and not _HEADED.search(label)
    is_list = is_alone and text.texts[end] - text.texts[number + 1] >= HEADLINES
    return start, end if is_list else number + 1


def _box_extent(text: _Lines, number: int, floor: int) -> tuple[int, int]:
    """The heading with the last paragraph right below it, or below one name; else with what may be headlines."""
    start, end = _list_extent(text, number, floor)
    above = text.texts[end] - text.texts[number + 1]
    is_last = end < len(text.lines) == text.run(end + 1)
    is_box = is_last and above <= 1 and text.size(end) <= TEASER and text.prose_above(number)
    return start, len(text.lines) if is_box else end


def _has_teasers(text: _Lines, number: int) -> bool:
    """Whether all below a heading is headlines with a short paragraph each: two at least, and the first has no more lines above it than the second."""
    first = text.run(number + 1)
    second = text.run(first + 1)
    if text.told > number or second >= len(text.lines):
        return False
    above = text.texts[first] - text.texts[number + 1]
    return 0 < above <= text.texts[second] - text.texts[first + 1]


def _caption_extent(text: _Lines, number: int, floor: int) -> tuple[int, int]:
    """The credit with the caption whose block it closes: one sentence at most, and a smaller part of the text; else the line alone."""
    lines = text.lines
    start = number
    while start > floor and number - start <= CAPTION_LINES and lines[start - 1].strip():
        start -= 1
    closes = number + 1 == len(lines) or not lines[number + 1].strip()
    around = text.sizes[-1] - text.sizes[number + 1] + text.sizes[start]
    is_caption = closes and _is_caption(text, start, number) and around >= PROSE
    return (start, number + 1) if is_caption else (number, number + 1)


def _is_caption(text: _Lines, start: int, end: int) -> bool:
    if end - start > CAPTION_LINES or text.size(end) > CAPTION:
        return False
    sizes = [text.size(number) for number in range(start, end)]
    prose = sum(map(sentences.is_prose, text.lines[start:end], sizes))
    return prose <= 1 and max(sizes, default=0) <= CAPTION


Extents = Mapping[Cut, Callable[[_Lines, int, int], tuple[int, int]]]
UNJUDGED: Extents = {
    Cut.LINE: _line_extent,
    Cut.PLEA: _line_extent,
    Cut.NEXT: _next_extent,
    Cut.LIST: _list_extent,
    Cut.LABEL: _label_extent,
    Cut.BOX: _box_extent,
    Cut.REST: _rest_extent,
    Cut.CAPTION: _caption_extent,
    Cut.PICTURE: _line_extent,
}
# Of a text whose blocks were judged one by one: the paragraphs around a line are the article's for better reasons than the line can give against them.
JUDGED: Extents = {
    **UNJUDGED,
    Cut.REST: _list_extent,
    Cut.BOX: _list_extent,
    Cut.CAPTION: _line_extent,
}


def _peeled(
    lines: list[str],
    matched: dict[int, tuple[Rule, ...]],
    taken: list[_Taken],
    place: Place,
    order: Iterable[int],
) -> list[_Taken]:
    """The lines from one end inwards that rules of that end take, up to the first that none takes."""
    gone = {number for cut in taken for number in range(cut.start, cut.end)}
    peeled: list[_Taken] = []
    for number in order:
        if number in gone or not lines[number].strip():
            continue
        rule = next((rule for rule in matched.get(number, ()) if rule.place is place), None)
        if rule is None:
            break
        peeled.append(_Taken(number, number + 1, rule.id))
    return peeled
