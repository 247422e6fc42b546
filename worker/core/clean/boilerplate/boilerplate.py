"""Site furniture out of a text, line by line, by rules that are data.

A rule's pattern is matched against a whole line: its decoration (bullets, arrows, a closing colon) stripped, its spaces
collapsed. Patterns run on RE2, so a hostile line costs time linear in its length. What a match takes with it is the
rule's `cut` (`extents`); where it may match is its `place`.
"""

import re
from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass
from functools import cached_property
from itertools import islice

import msgspec

from worker.core.clean.boilerplate import counting, extents, lineends, linerules
from worker.core.clean.boilerplate.extents import UNJUDGED, Reach
from worker.core.clean.boilerplate.lineends import BETWEEN
from worker.core.clean.boilerplate.linerules import (
    ALONE,
    LINE_LIMIT,
    BoilerplateRules,
    Cut,
    Place,
    Rule,
    Scope,
    arrowed,
    plain,
)
from worker.core.clean.boilerplate.plaintop import Above
from worker.core.clean.boilerplate.textlines import Taken
from worker.core.clean.metadata import notes, writtendates
from worker.core.clean.text import sentences
from worker.core.clean.text.passages import DATE, Passage, Placed
from worker.core.clean.text.words import word_count
from worker.core.model import Removed

ROW = 8  # words of a line that may be labels in a row, or labels that signs part
PLEADING = 6  # lines at a text's end in which a site may plead in several sentences
ORIGIN = ".origin"  # the end of the ids of rules for where a text appeared first
SENTENCES, PLEA_WORDS = 6, 3  # of such a paragraph at most, of its plea at least
SAID = 200  # characters of a line of several sentences, each of them known
ANY_LANGUAGE = Scope(frozenset())  # what is said alike in all of them
LONG = 1000  # lines of a text in no language that can be told: rules of all languages would cost seconds on one that has more

_SIGNS = re.compile(r" ?[|·•] ?")
_PARTING = " |/·•,–-"  # between labels in a row
# Of a plea: a colon parts two as well.
_SENTENCES = re.compile(r"(?<=[.!?।؟۔;:؛])\s+|(?<=[。！？：；])\s*(?=\S)")
_LEADING = " :：;؛"  # at the end of a sentence that leads on to the next
_COMMA = re.compile(r"[,،，、]\s*(?=[^,،，、]+$)")  # the last one
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

    @cached_property
    def written(self) -> tuple[int, ...]:
        """The numbers of the passages that are left and say something."""
        return tuple(
            number
            for number, item in enumerate(self.passages)
            if item.passage.rule is None and item.passage.text.strip()
        )

    def without(self, numbers: Set[int], rule: str) -> "Stripped":
        """The same text with these passages cut by a rule."""
        if not numbers:
            return self
        return Stripped(
            tuple(
                Placed(item.line, msgspec.structs.replace(item.passage, rule=rule), item.lines)
                if number in numbers
                else item
                for number, item in enumerate(self.passages)
            )
        )


def strip(
    text: str,
    rules: BoilerplateRules,
    lang: str | None,
    reach: Reach = UNJUDGED,
    url: str | None = None,
) -> Stripped:
    """The text without what the rules of its language (and of English, of every language, of its page's site) take out, as far as `reach` says."""
    given = text.split("\n")
    scope = linerules.scope(rules, lang or ("en" if len(given) > LONG else None), url)
    ends = rules.ends.only(scope.has)
    captions = ends.only(lambda rule: rule.cut is Cut.PICTURE)
    described = lineends.described(given, captions) if reach.described else {}
    lines, crumbs = lineends.without_crumbs(given, ends.only(lambda rule: rule.cut in reach.ends), described)
    matched = described | {
        number: found
        for number, line in enumerate(lines)
        if number not in described
        and (
            found := _matched(plain(line), rules, scope)
            or (number in reach.boxed and rules.boxes.match(plain(line), scope))
            or rules.lines.match(arrowed(line), scope)
            or (reach.credited and lineends.credited(line, captions))
            or _said(line, rules, scope)
            or _asking(line, rules, scope)
        )
    }
    for number in _last(lines, PLEADING):
        if number not in matched and (found := _pleading(lines[number], rules, scope)):
            matched[number] = found
    taken = extents.cuts(lines, counting.counted(lines, matched), reach)
    gone = {number for cut in taken for number in range(cut.start, cut.end)}
    kept = [Placed(number, Passage(line)) for number, line in enumerate(lines) if number not in gone]
    cuts = [_placed(cut, lines) for cut in taken]
    return Stripped(tuple(sorted(kept + cuts + crumbs, key=lambda item: item.line)))


def undated(stripped: Stripped, lang: str | None) -> Stripped:
    """The text without a first and a last line that is nothing but a date: they say when it appeared."""
    edges = {*stripped.written[:1], *stripped.written[-1:]}
    lines = ((number, stripped.passages[number].passage.text) for number in edges)
    return stripped.without({number for number, line in lines if writtendates.is_alone(line, lang)}, DATE)


def above_title(line: str, rules: BoilerplateRules, scope: Scope) -> Above:
    """What of the lines from this one on is the site's where it stands above a headline.

    By the rules of the scope; those of a text's head count in whatever language.
    """
    shown = plain(line)
    found = [rule for rule in _matched(shown, rules, scope) if rule.place is Place.ANYWHERE]
    if any(rule.cut is Cut.NEXT for rule in found):
        return Above.NEIGHBOUR
    if any(linerules.opens_list(shown, rule) for rule in found):
        return Above.LIST
    head = (*rules.lines.match(shown, ANY_LANGUAGE), *rules.lines.match(arrowed(line), ANY_LANGUAGE))
    return Above.LINE if found or any(rule.place is Place.HEAD for rule in head) else Above.NOTHING


def is_caption(line: str, rules: BoilerplateRules, scope: Scope) -> bool:
    """Whether a line is a caption: a sentence at most, which ends with its picture's credit."""
    if len(line) > lineends.CAPTION:
        return False
    captions = rules.ends.only(lambda rule: rule.cut is Cut.PICTURE and scope.has(rule))
    return bool(lineends.described([line, " " * 2 * lineends.LEAST], captions))


def _matched(line: str, rules: BoilerplateRules, scope: Scope) -> tuple[Rule, ...]:
    """The rules that match a line; of one that is labels in a row ("Share Print Send"), those of the first."""
    found = tuple(
        rule
        for rule in rules.lines.match(line, scope)
        if not rule.id.endswith(ORIGIN) or not notes.tells_on(line, rules.pages.bylines)
    )
    found = found or _parted(line, rules, scope)
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


def _asking(line: str, rules: BoilerplateRules, scope: Scope) -> tuple[Rule, ...]:
    """The pleas of a short line that says nothing else, but for sentences on the site's cause ("Good journalism costs money. Donate today.")."""
    if len(line) > SAID or sentences.QUOTED.search(line) or not rules.pages.is_cause(line):
        return ()  # lines of nothing but pleas are told by `_said`
    said = _SENTENCES.split(line.strip())
    if len(said) == 1 and not _COMMA.search(line):
        return ()  # it was asked about as a line
    found: list[Rule] = []
    for one in said:
        pleas = _pleas(one.rstrip(_LEADING), rules, scope)
        if not pleas and not rules.pages.is_cause(one):
            return ()
        found += pleas
    return tuple(found)


def _pleas(sentence: str, rules: BoilerplateRules, scope: Scope) -> tuple[Rule, ...]:
    """The rules of a sentence that pleads, or ends with a plea behind a clause on the site's cause ("If you value our work, donate")."""
    found = tuple(rule for rule in _labels([sentence], rules, scope) if rule.cut is Cut.PLEA)
    if found or not (comma := _COMMA.search(sentence)) or not rules.pages.is_cause(sentence[: comma.start()]):
        return found
    return _pleas(sentence[comma.end() :], rules, scope)


def _said(line: str, rules: BoilerplateRules, scope: Scope) -> tuple[Rule, ...]:
    """The rules of the first of a short line's sentences, each of which a rule would take alone ("For subscribers only. Already one? Sign in"); none if one says anything else."""
    said = BETWEEN.split(line.strip()) if len(line) <= SAID else []
    if not 1 < len(said) <= SENTENCES or word_count(line) < PLEA_WORDS:
        return ()
    first = _labels([said[0]], rules, scope)
    return first if first and all(_labels([one], rules, scope) for one in said[1:]) else ()


def _parted(line: str, rules: BoilerplateRules, scope: Scope) -> tuple[Rule, ...]:
    """The rules of the first of the labels that signs part in a line ("To the top | Email this article | Print"); none if one of them is anything else."""
    parts = _SIGNS.split(line) if len(line) <= SAID else []
    if not 1 < len(parts) <= ROW:
        return ()
    first = _labels([parts[0]], rules, scope)
    return first if first and all(_labels([part], rules, scope) for part in parts[1:]) else ()


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


def _placed(cut: Taken, lines: Sequence[str]) -> Placed:
    numbers = tuple(number for number in range(cut.start, cut.end) if lines[number].strip())
    text = "\n".join(lines[number] for number in numbers)
    return Placed(cut.start, Passage(text, cut.rule), numbers)
