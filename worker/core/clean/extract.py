"""The article in an HTML page: the only module that knows trafilatura.

The page is parsed once. Its blocks are judged by its tree alone; where that leaves doubt, trafilatura reads the page too and the blocks are judged again
with its text as a witness. Measured in docs/decisions/0013, 0016 and 0017.
"""

from itertools import accumulate

import msgspec
import numpy as np
from lxml.html import HtmlElement
from trafilatura import bare_extraction
from trafilatura.settings import Document
from trafilatura.utils import repair_faulty_html

from worker.core import times, urls
from worker.core.clean import htmltree, pagekind, signatures
from worker.core.clean.blocks import blocks, boxes, captions, decision, features, others, slides, witness
from worker.core.clean.blocks.blocks import Block, Blocks, Container
from worker.core.clean.blocks.features import HEADINGS, Hints
from worker.core.clean.blocks.marks import Mark
from worker.core.clean.blocks.model import SCALE, BlockModels
from worker.core.clean.blocks.surroundings import PROSE
from worker.core.clean.blocks.witness import Witness
from worker.core.clean.htmltree import Parsed
from worker.core.clean.metadata import metadata
from worker.core.clean.metadata.metadata import Metadata
from worker.core.clean.pagekind import Verdict
from worker.core.clean.pagerules import PageKind, PageRules
from worker.core.clean.passages import (
    BOX,
    BYLINE,
    CAPTION,
    DATE,
    FEW,
    HEADING,
    LINK,
    LINKS,
    MODEL,
    OTHER,
    SLIDE,
    TITLE,
    Passage,
)

DOUBT = 0.16  # of the words; on sites not seen, reading the pages under it twice changes no F1 by 0.001 (docs/decisions/0084)
_LINKS_OUT = (Mark.RELATED | Mark.NAV | Mark.SHARE | Mark.TAGS | Mark.FOOTER).value
UNSURE = 3 * SCALE // 2  # log-odds up to which a block is in doubt
HUGE = 3_000  # lines in blocks; no article has as many, and a second reading of them costs seconds
LENIENCE = 7 * SCALE // 10  # log-odds below even at which the next paragraph of a kept one still stays
LINKS_IN_ROW = 3  # links of a block that is nothing else
MENU_WORDS = 12  # of links in a table's cell, which is then a menu and none of its data
CELL_WORDS = 40  # of a table's cell; one that has more is a piece of the page's layout
MOST_HEADINGS = 2  # at the end of a text with nothing below them; more of them are a text themselves
ANNOUNCING = 15  # words of a line that ends in a colon
NO_WORDS = PageRules()
_MAY_BE_LINKS = frozenset({"li", "pre", "dd", "figcaption"})
HEAD = 4096  # characters in which a page's own faulty tags are looked for
_CONTROLS = bytes({*range(0x20)} - {*b"\t\n\r"})
HELD = 0.1  # of the articleBody's words in the page's elements; other texts of it than a page's own had 0.29 and more
OWN_WORDS = 100  # of paragraphs that the declared body doesn't have; so many are an article, not what stands around one
FEW_WORDS = 80  # with less text than this there is always doubt


class Extracted(msgspec.Struct, frozen=True):
    """The blocks of a page, those of its main text kept, and what the page declares about it."""

    passages: tuple[Passage, ...]
    metadata: Metadata
    notes: tuple[str, ...] = ()  # what wasn't read, for people
    verdict: Verdict | None = None  # where it is no article like any other
    limit: str | None = None  # that the page is beyond, so that not all of it was read


class Seen(msgspec.Struct, frozen=True):
    """What is known of a page beside its blocks."""

    declared: Metadata
    url: str | None = None
    is_live: bool = False  # a report that grows, whose posts may look like stories of their own


def extract(
    html: str,
    url: str | None = None,
    latest: str = times.LAST_DAY,
    models: BlockModels | None = None,
    kinds: PageRules = NO_WORDS,
) -> Extracted:
    """The blocks and metadata of a page, and its kind. It may be that no block is kept."""
    parsed = parse(html)
    if parsed.tree is None:
        return Extracted((), Metadata(), ("html: no tree could be parsed",), limit=parsed.limit)
    page = blocks.read(parsed.tree)
    declared = metadata.read(parsed.tree, page, kinds.bylines, url, latest)
    verdict = pagekind.judge(pagekind.read(parsed.tree, page, declared, url, kinds), kinds)
    notes = (
        () if page.is_whole else (f"html: nothing read after its first {blocks.MAX_BLOCKS} blocks of text",)
    )
    seen = Seen(declared, url, verdict is not None and verdict.kind is PageKind.LIVE_BLOG)
    passages = _judged(parsed, page, seen, models) if models else _as_text(_read_again(parsed))
    return Extracted(passages, declared, notes, verdict, parsed.limit)


def parse(html: str) -> Parsed:
    """The page's tree, with the faults repaired that the parser would trip over."""
    return htmltree.parse(_repaired(html))


def _repaired(html: str) -> str:
    """The page that the parser can read. But for illegal characters all faults are in the first lines: repairing all of a page takes five times as long."""
    end = -1 if _has_illegal(html) else html.find("\n", HEAD)
    head, rest = (html, "") if end < 0 else (html[: end + 1], html[end + 1 :])
    return repair_faulty_html(head, head[:50].lower()) + rest


def _has_illegal(html: str) -> bool:
    """Whether a character stands in the page that no XML may have."""
    plain = html.encode("utf-8", "surrogatepass")
    return len(plain.translate(None, _CONTROLS)) < len(plain) or "\ufffe" in html or "\uffff" in html


def _judged(parsed: Parsed, page: Blocks, seen: Seen, models: BlockModels) -> tuple[Passage, ...]:
    declared = seen.declared
    known = hints(declared)
    body = _only_declared(page, declared.body or "", known.body) if known.body else ""
    if body and not _has_own(page, known, models):
        return _as_text(body)
    if not page.blocks:  # or all of them in what is skipped, as in a noscript that is never closed
        return _read_alone(_read_again(parsed), ())
    unseen = features.features(page, known)
    scores = models.by_tree.scores(unseen)
    if parsed.is_deep or _lines(page) > HUGE or is_sure(page.blocks, scores):
        return kept(page.blocks, decision.decided(page.blocks, scores), seen)
    read = _read_again(parsed)
    witnessed = features.witnessed(page, witness.of(read))
    scores = mixed(scores, models.by_witness.scores(np.concatenate([unseen, witnessed], axis=1)))
    found = kept(page.blocks, decision.decided(page.blocks, scores), seen)
    return _read_alone(read, found) if all(passage.rule for passage in found) else found


def _lines(page: Blocks) -> int:
    return len(page.blocks) + sum(block.text.count("\n") for block in page.blocks)


def _only_declared(page: Blocks, body: str, own: Witness) -> str:
    """The publisher's own articleBody where the page's elements hold next to nothing of it: a script would have shown it."""
    words = blocks.word_count(body)
    if words < FEW_WORDS:
        return ""
    held = accumulate(block.words * own.has(block.text) for block in page.blocks)
    enough = HELD * words * witness.WHOLE
    return "" if any(so_far >= enough for so_far in held) else _without_markup(body)


def _has_own(page: Blocks, known: Hints, models: BlockModels) -> bool:
    """Whether a page has an article of its own beside the declared body: one of another story, or a summary."""
    scores = models.by_tree.scores(features.features(page, known)) if page.blocks else []
    words = sum(
        block.words
        for block, score in zip(page.blocks, scores, strict=True)
        if score > 0
        and block.words >= PROSE
        and not (known.body and 2 * known.body.has(block.text) >= witness.WHOLE)
    )
    return words >= OWN_WORDS


def _without_markup(body: str) -> str:
    tree = parse(body).tree if "</" in body else None
    return body if tree is None else "\n".join(block.text for block in blocks.read(tree).blocks)


def _read_alone(read: str, found: tuple[Passage, ...]) -> tuple[Passage, ...]:
    """What a second reading alone found, where that is as much as an article; less is left out, for a reason of its own."""
    if blocks.word_count(read) >= FEW_WORDS:
        return _as_text(read)
    seen = witness.of(read)
    marked = (
        Passage(passage.text, FEW, passage.where) if _is_little(passage.text, seen) else passage
        for passage in found
    )
    return tuple(marked) or ((Passage(read, FEW),) if _is_little(read, seen) else ())


def _is_little(text: str, seen: Witness) -> bool:
    """Whether a text may be a paragraph, and the second reading has it."""
    return blocks.word_count(text) >= PROSE and 2 * seen.has(text) > witness.WHOLE


def _as_text(text: str) -> tuple[Passage, ...]:
    return (Passage(text),) if text else ()


def hints(declared: Metadata) -> Hints:
    """What a page's metadata say about its blocks."""
    return Hints(declared.title, witness.of(declared.body) if declared.body else None)


def mixed(alone: list[int], seen: list[int]) -> list[int]:
    """The scores of a page that was read twice: those with the witness count double (docs/decisions/0082)."""
    return [(one + 2 * two) // 3 for one, two in zip(alone, seen, strict=True)]


def is_sure(found: list[Block], scores: list[int]) -> bool:
    """Whether the scores leave so few of the text's words open that a second reading would change nothing."""
    words = sum(block.words for block, score in zip(found, scores, strict=True) if score > 0)
    open_words = sum(block.words for block, score in zip(found, scores, strict=True) if abs(score) < UNSURE)
    return words >= FEW_WORDS and open_words < DOUBT * words


def kept(found: list[Block], scores: list[int], seen: Seen) -> tuple[Passage, ...]:
    """The blocks in order, the kept ones as lines: list items marked, the short cells of a table row on one line."""
    lines: list[list[str]] = []
    told: list[Passage] = []  # a line's rule and place; its text is put in at the end
    last: Block | None = None
    line: list[str] = []  # the one that a cell may go on
    leading: list[int] = []  # the lines of headings below which nothing was kept so far
    aside = _aside(found, scores, seen)
    for number, (block, score) in enumerate(zip(found, scores, strict=True)):
        rule = _left_out(block, score, last, seen.declared) or aside.get(number)
        if rule is None and last and _in_one_row(last, block):
            line.append(block.text)
        else:
            item = rule is None and _starts_item(block, last)
            lines.append([f"- {block.text}" if item else block.text])
            told.append(Passage("", rule, _where(block)))
            line = lines[-1] if rule is None else line
        if rule is None:
            leading = [*leading, len(lines) - 1] if _leads(block) else []
            last = block
    dangling = _dangling(leading, told)
    return tuple(
        Passage(" | ".join(cells), HEADING if number in dangling else passage.rule, passage.where)
        for number, (cells, passage) in enumerate(zip(lines, told, strict=True))
    )


def _aside(found: list[Block], scores: list[int], seen: Seen) -> dict[int, str]:
    """The rules of the blocks that are told by the form of what they stand in: other stories, captions, boxes, slide shows."""
    page = urls.normalize(seen.url or seen.declared.canonical)
    domain = urls.registrable_domain(page) if page else None
    told = others.Scored(found, scores, seen.declared.title, domain)
    aside = {} if seen.is_live else dict.fromkeys(others.others(told), OTHER)
    aside |= dict.fromkeys(captions.captions(found, scores), CAPTION)
    aside |= dict.fromkeys(boxes.boxes(found, scores), BOX)
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
    if _is_title(block, declared.title):
        return TITLE
    if score <= (-LENIENCE if _goes_on(block, last) else 0):
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


def _is_title(block: Block, title: str | None) -> bool:
    return block.kind == "h1" and features.repeats(block.text, title)


def _is_links(block: Block) -> bool:
    """Whether a block is a row of links and hardly a word more: what else a site has. An item or a cell may well be, and code whose lines are numbered."""
    if block.kind in _MAY_BE_LINKS or block.kind in HEADINGS or block.anchors < LINKS_IN_ROW:
        return False
    return 10 * block.linked >= 8 * block.words and (not block.row or block.words > MENU_WORDS)


def _is_link_out(block: Block) -> bool:
    """Whether a block is nothing but a link in what the site itself calls navigation or related."""
    return block.linked == block.words and block.container.marks & _LINKS_OUT != 0


def _read_again(parsed: Parsed) -> str:
    """A second reading, but of a deep tree: that costs half a minute, or ends where functions may not call each other any deeper."""
    return "" if parsed.is_deep or parsed.tree is None else second_reading(parsed.tree)


def second_reading(tree: HtmlElement) -> str:
    """The text that trafilatura finds, in its recall mode: the best single mode on the corpora. Never with its `deduplicate`."""
    document = bare_extraction(tree, include_comments=False, favor_recall=True, deduplicate=False)
    return (document.text or "") if isinstance(document, Document) else ""
