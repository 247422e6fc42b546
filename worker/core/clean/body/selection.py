"""Which of a page's blocks are lines of the article: by their scores, and by the form of what they stand in; and the rule that left each other one out."""

import msgspec

from worker.core import urls
from worker.core.clean.blocks import (
    apart,
    between,
    blocks,
    boxes,
    captions,
    cards,
    features,
    galleries,
    leftovers,
    others,
    posts,
    quotes,
    scrolled,
    slides,
    subheads,
    together,
)
from worker.core.clean.blocks.blocks import Block, Container
from worker.core.clean.blocks.features import HEADINGS
from worker.core.clean.blocks.marks import Mark
from worker.core.clean.blocks.model import SCALE
from worker.core.clean.body import signatures
from worker.core.clean.metadata.metadata import Metadata
from worker.core.clean.text.passages import (
    APART,
    BOX,
    BYLINE,
    CAPTION,
    DATE,
    HEADING,
    LEFTOVER,
    LINK,
    LINKS,
    MODEL,
    OTHER,
    POST,
    QUOTE,
    SLIDE,
    TITLE,
    Passage,
)

LENIENCE = 7 * SCALE // 10  # log-odds below even at which the next paragraph of a kept one still stays
SUBHEAD = SCALE  # the same, at which a subhead does that its place and its element tell
LINKS_IN_ROW = 3  # links of a block that is nothing else
MENU_WORDS = 12  # of links in a table's cell, which is then a menu and none of its data
CELL_WORDS = 40  # of a table's cell; one that has more is a piece of the page's layout
MOST_HEADINGS = 2  # at the end of a text with nothing below them; more of them are a text themselves
ANNOUNCING = 15  # words of a line that ends in a colon
_MAY_BE_LINKS = frozenset({"li", "pre", "dd", "figcaption"})
_LINKS_OUT = (Mark.RELATED | Mark.NAV | Mark.SHARE | Mark.TAGS | Mark.FOOTER).value


class Seen(msgspec.Struct, frozen=True):
    """What is known of a page beside its blocks."""

    declared: Metadata
    url: str | None = None
    is_live: bool = False  # a report that grows, whose posts may look like stories of their own
    is_gallery: bool = False  # whose captions are its text


def kept(found: list[Block], scores: list[int], seen: Seen) -> tuple[Passage, ...]:
    """The blocks in order, the kept ones as lines: list items marked, the short cells of a table row on one line."""
    rules = _rules(found, scores, seen)
    boxed, opening = boxes.set_in(found, rules), subheads.Subheads(found, rules).below_others()
    lines: list[Passage] = []
    rows: dict[int, list[str]] = {}  # the cells of the lines that have several
    last: Block | None = None
    line = 0  # the last one kept, which a cell may go on
    leading: list[int] = []  # the lines of headings below which nothing was kept so far
    for number, (block, rule) in enumerate(zip(found, rules, strict=True)):
        if rule is None and last and _in_one_row(last, block):
            rows.setdefault(line, [lines[line].text]).append(block.text)
        else:
            line = len(lines) if rule is None else line
            item = rule is None and _starts_item(block, last)
            text = f"- {block.text}" if item else block.text
            is_bare = item and not block.linked
            lines.append(Passage(text, rule, _where(block), is_bare, number in boxed, number in opening))
        if rule is None:
            leading = [*leading, len(lines) - 1] if _leads(block) else []
            last = block
    dangling = _dangling(leading, lines)
    for number, cells in rows.items():
        lines[number] = msgspec.structs.replace(lines[number], text=" | ".join(cells))
    for number in dangling:
        lines[number] = msgspec.structs.replace(lines[number], rule=HEADING)
    return tuple(lines)


def _rules(found: list[Block], scores: list[int], seen: Seen) -> list[str | None]:
    """The rules that leave the blocks out; None where one is kept."""
    aside = _aside(found, scores, seen)
    rules: list[str | None] = []
    last: Block | None = None
    for number, (block, score) in enumerate(zip(found, scores, strict=True)):
        rule = _left_out(block, score, last, seen.declared) or aside.get(number)
        rules.append(rule)
        last = block if rule is None else last
    for number in leftovers.leftovers(found, rules):
        rules[number] = LEFTOVER
    for number in list(together.together(found, rules)):
        rules[number] = None if rules[number] == MODEL else rules[number]
    for number in list(subheads.Subheads(found, rules).lost(MODEL)):
        rules[number] = None if scores[number] > -SUBHEAD else MODEL
    for number in galleries.captions(found) if seen.is_gallery else ():
        is_caption = {rules[number], aside.get(number, CAPTION)} <= {MODEL, CAPTION}
        rules[number] = None if is_caption else rules[number]
    return rules


def _aside(found: list[Block], scores: list[int], seen: Seen) -> dict[int, str]:
    """The rules of the blocks that are told by the form of what they stand in: other stories, captions, posts, boxes, slide shows."""
    page = urls.normalize(seen.url or seen.declared.canonical)
    domain = urls.registrable_domain(page) if page else None
    told = others.Scored(found, scores, seen.declared.title, domain)
    aside = dict.fromkeys(() if seen.is_live else cards.cards(told), OTHER)
    aside |= dict.fromkeys(apart.apart(told, is_live=seen.is_live), APART)
    if not seen.is_live:
        found_beside = (*others.others(told), *scrolled.scrolled(told), *between.between(told))
        aside |= dict.fromkeys(found_beside, OTHER)
    aside |= dict.fromkeys(captions.captions(found, scores), CAPTION)
    aside |= dict.fromkeys(quotes.repeated(found, scores), QUOTE)
    aside |= dict.fromkeys(posts.posts(told), POST)
    aside |= dict.fromkeys(boxes.boxes(found, scores), BOX)
    aside |= dict.fromkeys(boxes.recipes(told), BOX)
    aside |= dict.fromkeys(signatures.signed(found, scores, seen.declared), BYLINE)
    return aside | dict.fromkeys(slides.slides(found, scores), SLIDE)


def _dangling(leading: list[int], told: list[Passage]) -> list[int]:
    """Those of the last headings that announce nothing; all of a text, or a run of them, are the text itself."""
    everything = sum(passage.rule is None for passage in told)
    return leading if len(leading) <= MOST_HEADINGS and len(leading) < everything else []


def _leads(block: Block) -> bool:
    """Whether a block announces what stands below it."""
    return block.kind in HEADINGS or (block.words <= ANNOUNCING and block.text.endswith((":", "：")))


def _starts_item(block: Block, last: Block | None) -> bool:
    return block.kind == "li" and (last is None or block.container is not last.container)


def _in_one_row(last: Block, block: Block) -> bool:
    """Whether two blocks are neighbouring cells of a table of data, not paragraphs that a table only sets in place."""
    if not block.row or block.row != last.row or max(last.words, block.words) > CELL_WORDS:
        return False
    return _cell(last) is not _cell(block)


def _cell(block: Block) -> Container | None:
    return next((node for node in blocks.lineage(block.container, 6) if node.kind in {"td", "th"}), None)


def _left_out(block: Block, score: int, last: Block | None, declared: Metadata) -> str | None:
    """The rule that leaves a block out; None where it is kept."""
    if block.kind == "h1" and features.repeats(block.text, declared.title):
        return TITLE
    if score <= 0 and (score <= -LENIENCE or not _goes_on(block, last)):
        return MODEL
    if (last is None and signatures.is_byline(block, declared)) or signatures.is_note(block, declared):
        return BYLINE
    if last is None and signatures.is_date_line(block, declared.lang):
        return DATE
    if _is_links(block):
        return LINKS
    return LINK if _is_link_out(block) else None


def _where(block: Block) -> str:
    """The block's element and the one around it, with their classes."""
    parent = block.container.parent
    own = block.container.signature
    return own if parent is None else f"{parent.signature} > {own}"


def _goes_on(block: Block, last: Block | None) -> bool:
    """Whether a block is a paragraph without a link beside the last one kept: it gets the benefit of the doubt."""
    if last is None or block.kind != "p" or block.linked:
        return False
    return block.container.parent is last.container.parent and block.container.marks == last.container.marks


def _is_links(block: Block) -> bool:
    """Whether a block is a row of links and hardly a word more: what else a site has. An item or a cell may well be, and code whose lines are numbered."""
    if block.kind in _MAY_BE_LINKS or block.kind in HEADINGS or block.anchors < LINKS_IN_ROW:
        return False
    return 10 * block.linked >= 8 * block.words and (not block.row or block.words > MENU_WORDS)


def _is_link_out(block: Block) -> bool:
    """Whether a block is nothing but a link in what the site itself calls navigation or related."""
    return block.linked == block.words and block.container.marks & _LINKS_OUT != 0
