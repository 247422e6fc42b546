"""The rules that take furniture out of a text line by line: data, and many of them matched at once."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property, lru_cache
from typing import NamedTuple

import msgspec
import re2

from worker.core import urls
from worker.core.clean.blocks.model import BlockModels
from worker.core.clean.boilerplate.furniture import NONE as NOTHING_LEARNED
from worker.core.clean.boilerplate.furniture import Furniture
from worker.core.clean.kind.rules import PageRules
from worker.core.clean.text.passages import LEFT_OUT
from worker.core.clean.text.patterns import AnyOf, WholeLines, for_every_script

LINE_LIMIT = 400  # characters; a longer line is prose, not furniture
NO_PAGES = PageRules()
_DECORATION = " \t\u00a0•·*|›>‹<→←▶►▸–—-_:…#+👉👇➡➜➤⬇☞🔗📌📲📱🔔🚀📢📣📰📷📸🎥🎧✅■●◆▪★☆✉\ufe0f"
KNOWN = 4096  # lines whose rules a process remembers
LABEL_WORDS = 3  # of a label that says no more than that something follows
_HEADED = re.compile(r"[:：|»›►▶]|[-–—] ")  # a label with a headline after it
_ARROWS = "«»"
_BACK, _ON = frozenset("«‹←<_"), frozenset("»›→>")  # a line drawn with underscores is no decoration either
COMMENT = (
    ".comment",
    ".comment-form",
    ".commenting",
)  # the ends of the ids of rules for the headings of comments
SUMMARY = (".ai", ".brief")  # the same of rules for the headings of summaries
MADE = (".ai-note",)  # of rules for the notes below summaries that say what made them
EVERY = "*"  # a rule for every language


class Place(StrEnum):
    """Where in the text a rule's line may stand."""

    HEAD = "head"  # before the first line that no head rule takes
    TAIL = "tail"  # after the last line that no tail rule takes
    BETWEEN = "between"  # anywhere but in the first or the last line
    ANYWHERE = "anywhere"
    BOX = "box"  # in a page's short element with a name of its own, set between the paragraphs


class Cut(StrEnum):
    """What a match takes with it."""

    LINE = "line"  # the line alone
    PLEA = "plea"  # the line; below the text also a short paragraph whose first or last sentence it is
    NEXT = "next"  # the line and the headline after it
    LIST = "list"  # the line and what may be headlines after it, up to the next paragraph
    REST = "rest"  # the same; and all that follows, where that is teasers and less than what precedes
    TURNS = (
        "turns"  # the line and a block of headlines below it, each alone or with a short paragraph in turn
    )
    NEWS = "news"  # the line and the headlines below it, two at least, that close the text; else nothing
    LABEL = "label"  # the line; of a label alone the headlines after it, too, where they are two or more
    BOX = (
        "box"  # the line, and what may be headlines after it, or the last paragraph if it stands right below
    )
    CAPTION = "caption"  # the line (a credit) and the caption that is a block with it
    CRUMB = "crumb"  # the match at the end of a longer line
    PICTURE = "picture"  # the same; of a block that was judged, and is short, all: the match credits the picture that the rest describes


ALONE = frozenset({Cut.LINE, Cut.PLEA, Cut.LABEL})  # what takes no other line with it, or need not
AT_END = frozenset({Cut.CRUMB, Cut.PICTURE})  # of a line


class Rule(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One kind of furniture: what it looks like, why it goes, and texts that show both sides."""

    id: str
    place: Place
    cut: Cut
    pattern: str
    why: str
    drops: tuple[str, ...]
    keeps: tuple[str, ...]
    languages: tuple[str, ...]
    sites: tuple[str, ...] = ()  # hosts that it is bound to, and all below them; none: every site


class LineEnd(NamedTuple):
    """A rule for the ends of lines, with its compiled pattern."""

    rule: Rule
    pattern: "re2._Regexp"


class LineEnds(NamedTuple):
    """Rules for the ends of lines. All are asked at once first: most lines end in nothing of the kind."""

    each: tuple[LineEnd, ...]
    together: AnyOf  # of these rules, and perhaps more

    def only(self, wanted: Callable[[Rule], bool]) -> "LineEnds":
        """Those of the rules that are wanted."""
        return LineEnds(tuple(end for end in self.each if wanted(end.rule)), self.together)

    def first(self, text: str) -> tuple[int, Rule] | None:
        """Where the match of the first rule that has one begins."""
        if not self.each or not self.together.tells(text):
            return None
        matches = ((rule, pattern.search(text)) for rule, pattern in self.each)
        return next(((match.start(), rule) for rule, match in matches if match and match[0].strip()), None)


class Scope(msgspec.Struct, frozen=True):
    """What of the rules a text gets: those of these languages, and of its page's host those bound to it."""

    languages: frozenset[str]
    host: str | None = None

    def has(self, rule: Rule) -> bool:
        """Whether the rule is meant for such a text."""
        spoken = EVERY in rule.languages or not self.languages.isdisjoint(rule.languages)
        return spoken and (not rule.sites or self._is_on(rule.sites))

    def _is_on(self, sites: tuple[str, ...]) -> bool:
        return self.host is not None and any(f".{self.host}".endswith(f".{site}") for site in sites)


@dataclass(frozen=True)
class BoilerplateRules:
    """All rules of a run with the digest that names them."""

    rules: tuple[Rule, ...]
    version: str
    blocks: BlockModels | None = None  # which blocks of a page are the article's
    furniture: Furniture = NOTHING_LEARNED  # what was learned of sites
    pages: PageRules = NO_PAGES  # which pages carry no article

    def why(self, rule_id: str) -> str | None:
        """Why the rule of this id cuts, for people; None where there is none."""
        by_rule = next((rule.why for rule in self.rules if rule.id == rule_id), None)
        return by_rule or LEFT_OUT.get(rule_id) or self.furniture.why(rule_id)

    @cached_property
    def lines(self) -> "Matcher":
        """The rules that match a whole line."""
        return Matcher(rule for rule in self.rules if rule.cut not in AT_END and rule.place is not Place.BOX)

    @cached_property
    def boxes(self) -> "Matcher":
        """The rules for lines in boxes between the paragraphs."""
        return Matcher(rule for rule in self.rules if rule.place is Place.BOX)

    @cached_property
    def comment_headings(self) -> "Matcher":
        """Those of them for the headings of readers' comments: few, so that every short line of a page can be asked about."""
        return self._headings(COMMENT)

    @cached_property
    def summary_headings(self) -> "Matcher":
        """The same for the headings of summaries that a machine made, or of the news in brief."""
        return self._headings(SUMMARY)

    @cached_property
    def summary_notes(self) -> "Matcher":
        """The same for the notes below summaries that a machine made."""
        return self._headings(MADE)

    def _headings(self, ends: tuple[str, ...]) -> "Matcher":
        return Matcher(rule for rule in self.rules if rule.id.endswith(ends) and rule.cut not in AT_END)

    @cached_property
    def ends(self) -> LineEnds:
        """The rules for the ends of lines."""
        patterns = {rule: f"(?:{rule.pattern})\\s*$" for rule in self.rules if rule.cut in AT_END}
        each = (LineEnd(rule, re2.compile(for_every_script(pattern))) for rule, pattern in patterns.items())
        return LineEnds(tuple(each), AnyOf(patterns.values()))


class Matcher:
    """Many patterns matched at once against whole lines: those of one language together, made when first asked for."""

    def __init__(self, rules: Iterable[Rule]) -> None:
        self._rules: dict[str, list[tuple[int, Rule]]] = {}
        self._lines: dict[str, WholeLines] = {}
        self._known = lru_cache(maxsize=KNOWN)(self._found)  # a site says the same on every page
        for place, rule in enumerate(rules):
            for language in rule.languages:
                self._rules.setdefault(language, []).append((place, rule))

    def match(self, line: str, scope: Scope) -> tuple[Rule, ...]:
        """The rules of this scope that match the line, in the order of the files."""
        return self._known(line, scope) if line and len(line) <= LINE_LIMIT else ()

    def _found(self, line: str, scope: Scope) -> tuple[Rule, ...]:
        found: dict[int, Rule] = {}
        for language in (EVERY, *scope.languages):
            found.update(self._matched(line, language))
        return tuple(found[place] for place in sorted(found) if scope.has(found[place])) if found else ()

    def _matched(self, line: str, language: str) -> list[tuple[int, Rule]]:
        rules = self._rules.get(language)
        if rules is None:
            return []
        patterns = self._lines.get(language)
        if patterns is None:
            patterns = self._lines[language] = WholeLines(rule.pattern for _, rule in rules)
        return [rules[number] for number in patterns.match(line)]


def scope(rules: BoilerplateRules, lang: str | None, url: str | None = None) -> Scope:
    """The scope of a text: its own language and English, which sites of every country use; all languages if unknown."""
    every = (code for rule in rules.rules for code in rule.languages)
    return Scope(frozenset({lang, "en"} if lang else every), urls.host(url))


def is_alone(label: str) -> bool:
    """Whether a label says no more than that something follows."""
    return len(label.split()) <= LABEL_WORDS and not _HEADED.search(label)


def opens_list(label: str, rule: Rule) -> bool:
    """Whether a line that a rule matches heads a list of other stories."""
    return rule.cut in {Cut.LIST, Cut.REST, Cut.TURNS, Cut.NEWS} or (
        rule.cut is Cut.LABEL and is_alone(label)
    )


def arrowed(line: str) -> str:
    """A line that begins or ends with an arrow or begins with an underscore, as it stands; empty where it does neither, or is quoted from end to end. To all other rules they are decoration."""
    bare = line.strip()
    if len(bare) > LINE_LIMIT or not bare or (bare[0] not in _BACK and bare[-1] not in _ON):
        return ""
    return " ".join(bare.split())


def plain(line: str) -> str:
    """The line as patterns see it: without decoration at its ends, its spaces collapsed; empty where too long."""
    if len(line) > 2 * LINE_LIMIT:
        return ""
    quoted = "«" in line and "»" in line  # quotation marks then, not arrows
    ends = _DECORATION if quoted else _DECORATION + _ARROWS
    bare = line.strip(ends).replace("\u00ad", "").replace("\u200b", "")
    return " ".join(bare.split()).strip(ends)
