"""How far the cuts of rules go: what the line that a rule matches takes with it, of all the lines of a text.

A cut of several lines ends where the story's prose goes on. Of a text whose blocks were judged one by one it takes less than of one of which nothing but its lines is known.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import islice

from worker.core.clean.boilerplate import linerules, ownlists, peeling
from worker.core.clean.boilerplate.lineends import BLANK, CAPTION
from worker.core.clean.boilerplate.linerules import AT_END, Cut, Place, Rule, plain
from worker.core.clean.boilerplate.textlines import TEASER, Lines, Taken
from worker.core.clean.text import sentences

CAPTION_LINES = 3  # of a caption above its credit
HEADLINES = 2  # below a label that are a list, and no subheading of the story
SHORT = (
    3,
    15,
)  # words, or characters in a script without capitals, of a headline in one block with its heading
ITEMS = 60  # headlines of a block of news
ITEM = 250  # characters of the paragraph below a headline of a block of news
PROSE = 120  # characters of a line that is certainly a paragraph


def _extent(text: Lines, number: int, rule: Rule, floor: int, extents: "Extents") -> Taken | None:
    """What this rule takes at this line; None where its place doesn't allow it."""
    if rule.place is Place.BETWEEN and not text.is_between(number):
        return None
    start, end = extents[rule.cut](text, number, floor)
    return Taken(start, end, rule.id) if start < end else None


def _line_extent(_text: Lines, number: int, _floor: int) -> tuple[int, int]:
    return number, number + 1


def _next_extent(text: Lines, number: int, _floor: int) -> tuple[int, int]:
    following = next((n for n in range(number + 1, len(text.lines)) if text.lines[n].strip()), None)
    if following is None or text.prose[following]:
        return number, number + 1
    return number, following + 1


def _list_extent(text: Lines, number: int, _floor: int) -> tuple[int, int]:
    """The heading with what may be headlines after it, but for a subheading of the story right above its next paragraph."""
    end = text.run(number + 1)
    last = _written_above(text, end)
    return number, last if end < len(text.lines) and _is_subheading(text, number, last) else end


def _is_subheading(text: Lines, number: int, last: int) -> bool:
    """Whether a line right below two headlines is too short for another."""
    if last <= number or last in text.matched or ownlists.is_headline(text, last):
        return False
    second = _written_above(text, last)
    first = _written_above(text, second)
    return first > number and ownlists.is_headline(text, first) and ownlists.is_headline(text, second)


def _rest_extent(text: Lines, number: int, floor: int) -> tuple[int, int]:
    if not text.prose_above(number):
        return number, number + 1
    is_rest = _is_less(text, number, len(text.lines)) and _has_teasers(text, number)
    return (number, len(text.lines)) if is_rest else _list_extent(text, number, floor)


def _turns_extent(text: Lines, number: int, floor: int) -> tuple[int, int]:
    """The heading with the headlines below it, each alone or with a teaser in turn, two at least and less than what stands above; else the line alone.

    Where only the last headline has a paragraph, that is the story's; and below teasers a headline with two paragraphs is the story's subheading.
    """
    units = _news(text, number)
    in_turn = any(alone < below for alone, below in units[:-1])
    if in_turn:
        return _block_extent(text, number, [below for _, below in units])
    _, end = _list_extent(text, number, floor)
    items = text.texts[end] - text.texts[number + 1]
    is_list = items >= HEADLINES or _is_one(text, number, end)
    return number, end if is_list and text.prose_above(number) and _is_less(text, number, end) else number + 1


def _is_one(text: Lines, number: int, end: int) -> bool:
    """Whether one headline below a heading belongs to it, and opens no part of the story: both are a block of their own, or the text ends with them."""
    at = number + 1
    if at < end and text.lines[at].strip(BLANK) and not "".join(text.lines[at + 1 : at + 2]).strip(BLANK):
        return ownlists.is_headline(text, at, *SHORT)
    at = _written(text, at)
    return at < end == len(text.lines) and ownlists.is_headline(text, at)


def _is_only(text: Lines, number: int) -> bool:
    """Whether the headline below a label is the text's only one between paragraphs: a story that has parts has two."""
    at = _written(text, number + 1)
    return text.subheadings == [at] and ownlists.is_headline(text, at)


def _is_less(text: Lines, number: int, end: int) -> bool:
    """Whether what stands below a heading is no more than what stands above."""
    return text.sizes[end] - text.sizes[number + 1] <= text.sizes[number]


def _news_extent(text: Lines, number: int, _floor: int) -> tuple[int, int]:
    """The heading with the headlines that close the text below it, each alone; nothing where what stands there is anything else."""
    end = text.run(number + 1)
    items = [at for at in range(number + 1, end) if text.texts[at] < text.texts[at + 1]]
    is_news = len(items) >= HEADLINES and end == len(text.lines) and text.prose_above(number)
    own = (at for at in items if at not in text.matched)
    is_cut = is_news and _is_less(text, number, end) and all(ownlists.is_headline(text, at) for at in own)
    return number, end if is_cut else number


def _more_extent(text: Lines, number: int, floor: int) -> tuple[int, int]:
    """The heading with what may be headlines after it, or with a block of headlines and teasers."""
    return max(_list_extent(text, number, floor), _turns_extent(text, number, floor))


def _block_extent(text: Lines, number: int, ends: list[int]) -> tuple[int, int]:
    """The heading with a block of which each headline's end is given, two at least; alone where there is more of it than of what stands above."""
    end = ends[-1] if len(ends) >= HEADLINES and text.prose_above(number) else number + 1
    return number, end if _is_less(text, number, end) else number + 1


def _news(text: Lines, number: int) -> list[tuple[int, int]]:
    """Where the first headlines of a block of news below a heading end. Its last line reads as a headline and no rule knows it: `(Reuters)` and a tag close the text, and no block."""
    units = list(islice(_units(text, number + 1), ITEMS))
    while units and (units[-1][0] in text.matched or not ownlists.is_headline(text, units[-1][0])):
        units.pop()
    return [(alone, below) for _, alone, below in units]


def _units(text: Lines, start: int) -> Iterator[tuple[int, int, int]]:
    """Where each headline of a block of news stands and ends: alone, and with the one short paragraph that may stand below it. A headline with more below it is a subheading of the story."""
    at = _written(text, start)
    while at < len(text.lines) and not text.prose[at]:
        alone = following = _written(text, at + 1)
        if following < len(text.lines) and text.prose[following]:
            beyond = _written(text, following + 1)
            goes_on = beyond < len(text.lines) and text.prose[beyond]
            if goes_on or text.size(following) > ITEM:
                return
            following = beyond
        yield at, alone, following
        at = following


def _written(text: Lines, start: int) -> int:
    """The first line from here on that isn't blank."""
    return bisect_right(text.texts, text.texts[start]) - 1


def _written_above(text: Lines, end: int) -> int:
    """The last line above that isn't blank; -1 where there is none."""
    return bisect_left(text.texts, text.texts[end]) - 1 if end > 0 else -1


def _label_extent(text: Lines, number: int, floor: int) -> tuple[int, int]:
    start, end = _list_extent(text, number, floor)
    if not linerules.is_alone(plain(text.lines[number])):
        return start, number + 1
    is_list = text.texts[end] - text.texts[number + 1] >= HEADLINES
    return start, end if is_list or _is_one(text, number, end) or _is_only(text, number) else number + 1


def _box_extent(text: Lines, number: int, floor: int) -> tuple[int, int]:
    """The heading with the last paragraph right below it, or below one name; else with what may be headlines."""
    start, end = _list_extent(text, number, floor)
    above = text.texts[end] - text.texts[number + 1]
    is_last = end < len(text.lines) == text.run(end + 1)
    is_box = is_last and above <= 1 and text.size(end) <= TEASER and text.prose_above(number)
    return start, len(text.lines) if is_box else end


def _has_teasers(text: Lines, number: int) -> bool:
    """Whether all below a heading is headlines with a short paragraph each: two at least, and the first has no more lines above it than the second."""
    first = text.run(number + 1)
    second = text.run(first + 1)
    if text.told > number or second >= len(text.lines):
        return False
    above = text.texts[first] - text.texts[number + 1]
    return 0 < above <= text.texts[second] - text.texts[first + 1]


def _caption_extent(text: Lines, number: int, floor: int) -> tuple[int, int]:
    """The credit with the caption whose block it closes: one sentence at most, and a smaller part of the text, of which a paragraph follows; else the line alone.

    Below the last paragraph stand the source and the rights of all.
    """
    lines = text.lines
    if text.run(number + 1) == len(lines):
        return number, number + 1
    start = number
    while start > floor and number - start <= CAPTION_LINES and lines[start - 1].strip():
        start -= 1
    closes = number + 1 == len(lines) or not lines[number + 1].strip()
    around = text.sizes[-1] - text.sizes[number + 1] + text.sizes[start]
    is_caption = closes and _is_caption(text, start, number) and around >= PROSE
    return (start, number + 1) if is_caption else (number, number + 1)


def _is_caption(text: Lines, start: int, end: int) -> bool:
    if end - start > CAPTION_LINES or text.size(end) > CAPTION:
        return False
    sizes = [text.size(number) for number in range(start, end)]
    prose = sum(map(sentences.is_prose, text.lines[start:end], sizes))
    return prose <= 1 and max(sizes, default=0) <= CAPTION


Extents = Mapping[Cut, Callable[[Lines, int, int], tuple[int, int]]]


@dataclass(frozen=True)
class Reach:
    """How far the rules may go in a text, by what is known of it besides its lines."""

    extents: Extents  # what each cut takes with it
    ends: frozenset[Cut]  # the cuts that may take the end of a line
    described: bool = False  # a picture may be described in the lines above its credit
    credited: bool = False  # a line that ends in a credit is a picture's caption
    bare: frozenset[int] | None = (
        None  # the lines that are items without a link, where the page's tree tells that
    )
    boxed: frozenset[int] = frozenset()  # the lines in boxes between the paragraphs
    opening: frozenset[int] = frozenset()  # the story's subheads below links, items and boxes

    def with_lines(
        self, bare: frozenset[int], boxed: frozenset[int], opening: frozenset[int] = frozenset()
    ) -> "Reach":
        """The same for a text of which the tree tells these lines."""
        return replace(self, bare=bare, boxed=boxed, opening=opening)


_BY_LINES: Extents = {
    Cut.LINE: _line_extent,
    Cut.PLEA: _line_extent,
    Cut.NEXT: _next_extent,
    Cut.LIST: _list_extent,
    Cut.LABEL: _label_extent,
    Cut.TURNS: _turns_extent,
    Cut.NEWS: _news_extent,
    Cut.BOX: _box_extent,
    Cut.REST: _rest_extent,
    Cut.CAPTION: _caption_extent,
    Cut.PICTURE: _line_extent,
}
# The paragraphs around a line are the article's for better reasons than the line can give against them.
_BY_BLOCKS: Extents = {
    **_BY_LINES,
    Cut.REST: _more_extent,
    Cut.BOX: _list_extent,
    Cut.CAPTION: _line_extent,
}
UNJUDGED = Reach(_BY_LINES, AT_END, described=True)  # nothing but its lines is known
BARE = Reach(
    {**_BY_BLOCKS, Cut.CAPTION: _caption_extent}, AT_END, described=True
)  # likewise, of a page as a site puts it out, with all that stands around its stories
JUDGED = Reach(_BY_BLOCKS, frozenset({Cut.CRUMB}), credited=True)  # its blocks were judged one by one
GALLERY = Reach(_BY_BLOCKS, AT_END)  # the same, and captions are the text: of them a credit goes alone


_OPENING = frozenset(
    {Cut.LIST, Cut.REST, Cut.TURNS, Cut.NEWS, Cut.LABEL, Cut.BOX}
)  # what opens a list of other stories
_ORDER = {  # what looks closest at the lines below goes first, then what takes most
    cut: place for place, cut in enumerate((Cut.TURNS, Cut.REST, Cut.LIST, Cut.BOX, Cut.LABEL))
}


def cuts(lines: list[str], matched: dict[int, tuple[Rule, ...]], reach: Reach) -> list[Taken]:
    """The cuts, none overlapping another: first what the lines take with them, then both ends peeled."""
    taken: list[Taken] = []
    text = Lines.of(lines, matched, reach.opening)
    for number, found in sorted(matched.items()):
        if any(rule.cut in _OPENING for rule in found) and ownlists.heads(text, number, reach.bare):
            continue
        for rule in sorted(found, key=lambda rule: _ORDER.get(rule.cut, len(_ORDER))):
            if rule.place in {Place.HEAD, Place.TAIL} or (taken and number < taken[-1].end):
                continue
            cut = _extent(text, number, rule, taken[-1].end if taken else 0, reach.extents)
            if cut is not None:
                taken.append(cut)
                break
    return taken + peeling.both_ends(text, matched, taken)
