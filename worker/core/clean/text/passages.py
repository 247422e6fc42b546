"""A page's text as passages in the page's order, each kept or cut by a rule: what `removed` and `dateline explain` tell."""

from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import groupby

import msgspec

from worker.core.clean.text.words import word_count
from worker.core.model import Removed

MODEL, LINK, TITLE, DATE = "blocks.model", "blocks.link", "blocks.title", "blocks.date"
HEADING, FEW, BYLINE, SLIDE = "blocks.heading", "blocks.few", "blocks.byline", "blocks.slide"
OTHER, BOX, LINKS, CAPTION = "blocks.other", "blocks.box", "blocks.links", "blocks.caption"
LEFTOVER, COMMENTS, QUOTE = "blocks.leftover", "blocks.comments", "blocks.quote"
POST, SUMMARY, APART = "blocks.post", "blocks.summary", "blocks.apart"
TOP, CODED, REPEATED = "blocks.top", "blocks.coded", "blocks.repeated"
LEFT_OUT = {
    MODEL: "the trained model over the page's blocks doesn't take it for a part of the article",
    LINK: "nothing but a link, in what the page itself names navigation, related, share bar, tags or footer",
    TITLE: "the headline again: it is the article's title",
    HEADING: "a heading at the end of the article with nothing below it: what it announces was left out",
    FEW: "perhaps the article's text, but too little to tell, and nothing else in the page is an article's",
    BYLINE: "nothing but the authors' names, or when the page appeared, at the head of the text or below its last paragraph, or who an author is, set apart in type or at the end of the text",
    SLIDE: "a slide show set into the article: another story, told in pictures",
    OTHER: "another story, set beside or below the page's own",
    LINKS: "a row of three links or more, and hardly a word beside them",
    LEFTOVER: "a headline or two that link on, below the article's last paragraph and among what was left out: the rest of a block of other stories",
    COMMENTS: "readers' comments: below their heading, a name above each",
    CAPTION: "what stands with a picture, or is called a caption: what it shows, its credit",
    QUOTE: "a quotation set apart, whose words stand in the text",
    POST: "a post of a social network, set into the article: what somebody wrote elsewhere, who and when",
    SUMMARY: "the article again in a few lines above its first paragraph: made by a machine, or in a part that folds",
    APART: "hidden, or in an element for what stands beside the article or asks the reader something, or in another article; there is as much text without it",
    TOP: "above the headline of a text that no element parts: the site's name and motto, its sections, a trail, the day",
    REPEATED: "a paragraph that stands above word for word: the page has its story, or a part of it, twice",
    CODED: "bytes coded in letters, as base64: a picture or a file that was put into the text",
    BOX: "a box of a few lines that ends with a button, or a recipe set into the story",
    DATE: "nothing but a date above the first paragraph or below the last: it says when the article appeared",
}
MOST = 20  # passages left out of the article that an event tells
LONGEST = 300  # characters that it tells of one
WORDS = 5  # of one of its blocks, from which on a passage reads as text


class Passage(msgspec.Struct, frozen=True, gc=False):
    """A stretch of text: kept where `rule` is None, else cut by the rule of this id. `where` names the elements around it, `bare` an item without a link, `boxed` what stands in a box between paragraphs, `opens` a subhead right below something else."""

    text: str
    rule: str | None = None
    where: str = ""
    bare: bool = False
    boxed: bool = False
    opens: bool = False


class Placed(msgspec.Struct, frozen=True, gc=False):
    """A passage, and the line it begins at in the text that rules were run over; of one cut with several lines, the number of each."""

    line: int
    passage: Passage
    lines: tuple[int, ...] = ()


def text_of(passages: Iterable[Passage]) -> str:
    """The kept passages, a line or more each."""
    return "\n".join(passage.text for passage in passages if passage.rule is None)


def bare_lines(passages: Iterable[Passage]) -> frozenset[int]:
    """The numbers of the kept text's lines that are a list's items in which no link stands."""
    return _lines_of(passages, lambda passage: passage.bare)


def boxed_lines(passages: Iterable[Passage]) -> frozenset[int]:
    """The numbers of the kept text's lines that stand in boxes between the paragraphs."""
    return _lines_of(passages, lambda passage: passage.boxed)


def opening_lines(passages: Iterable[Passage]) -> frozenset[int]:
    """The numbers of the kept text's lines that are subheads of the story right below something else."""
    return _lines_of(passages, lambda passage: passage.opens)


def _lines_of(passages: Iterable[Passage], is_such: Callable[[Passage], bool]) -> frozenset[int]:
    kept = (is_such(one) for one in passages if one.rule is None for _ in one.text.split("\n"))
    return frozenset(number for number, is_one in enumerate(kept) if is_one)


def below_title(passages: tuple[Passage, ...], below: str) -> tuple[Passage, ...]:
    """The passages whose kept text is `below`: theirs, but without the first lines, the last of which repeats the title."""
    left = text_of(passages).count("\n") - below.count("\n") if below != text_of(passages) else 0
    made: list[Passage] = []
    for passage in passages:
        if passage.rule is not None or left <= 0:
            made.append(passage)
            continue
        lines = passage.text.split("\n")
        head, rest = "\n".join(lines[:left]), "\n".join(lines[left:])
        made.append(Passage(head, TITLE, passage.where))
        made.extend([Passage(rest, None, passage.where)] if rest else [])
        left -= len(lines)
    return tuple(made) if len(made) > len(passages) or made != list(passages) else passages


def merged(blocks: Sequence[Passage], lines: Iterable[Placed]) -> tuple[Passage, ...]:
    """The blocks of a page with each kept one replaced by what rules made of its lines."""
    left_out: list[Placed] = []
    wheres: list[str] = []
    for block in blocks:
        if block.rule is None:
            wheres += [block.where] * (block.text.count("\n") + 1)
        else:
            left_out.append(Placed(len(wheres), block))
    wheres = wheres or [""]  # a text without a line is one empty line
    breaks = [placed.line for placed in left_out]
    of_lines = [
        Placed(part.line, msgspec.structs.replace(part.passage, where=wheres[part.line]))
        for placed in lines
        for part in _parted(placed, breaks)
    ]
    return tuple(placed.passage for placed in sorted(left_out + of_lines, key=lambda placed: placed.line))


def _parted(placed: Placed, breaks: Sequence[int]) -> Iterator[Placed]:
    """A passage in as many as blocks that were left out stand in it: the page is told in its order."""
    if not placed.lines:
        yield placed
        return
    lines = zip(placed.lines, placed.passage.text.split("\n"), strict=True)
    for _, part in groupby(lines, lambda line: bisect_right(breaks, line[0])):
        numbers, texts = zip(*part, strict=True)
        yield Placed(numbers[0], msgspec.structs.replace(placed.passage, text="\n".join(texts)))


def told(passages: Sequence[Passage]) -> tuple[Removed, ...]:
    """What an event tells as removed: all that rules cut and, bounded, what was left out inside the article and reads as text.

    Inside: between the first and the last passage that isn't left out. The rest of a page (its navigation, its footer)
    never was the article's.
    """
    inside = [
        number
        for number, passage in enumerate(passages)
        if passage.rule not in LEFT_OUT or passage.rule == CODED
    ]
    if not inside:
        return ()
    return tuple(_bounded(_runs(passages[inside[0] : inside[-1] + 1])))


def _runs(passages: Sequence[Passage]) -> Iterator[Removed]:
    for rule, group in groupby(passages, lambda passage: passage.rule):
        texts = [passage.text for passage in group]
        if rule is None:
            continue
        if rule not in LEFT_OUT:
            yield from (Removed(text, rule) for text in texts)
        elif rule == CODED or any(word_count(text) >= WORDS for text in texts):
            yield Removed("\n".join(texts), rule)


def _bounded(removed: Iterable[Removed]) -> Iterator[Removed]:
    left = MOST
    for item in removed:
        if item.rule not in LEFT_OUT:
            yield item
        elif left:
            left -= 1
            text = item.text
            yield Removed(text if len(text) <= LONGEST else text[: LONGEST - 1].rstrip() + "…", item.rule)
