"""The article in an HTML page: the only module that knows trafilatura.

The page is parsed once. Its blocks are judged by its tree alone; where that leaves doubt, trafilatura reads the page too and the blocks are judged again
with its text as a witness. Measured in docs/decisions/0013.
"""

from math import exp

import msgspec
from lxml.html import HtmlElement
from trafilatura import bare_extraction
from trafilatura.settings import Document
from trafilatura.utils import load_html

from worker.core.clean import blockfeatures, blocks, metadata
from worker.core.clean.blockmodel import BlockModels
from worker.core.clean.blocks import Block, Blocks, Mark
from worker.core.clean.metadata import Metadata
from worker.core.clean.passages import LINK, MODEL, TITLE, Passage

DOUBT = 0.08  # of the words; swept 0.01-0.12 on sites not seen: up to here the second reading changes shingle F1 by under 0.001
_LINKS_OUT = (Mark.RELATED | Mark.NAV | Mark.SHARE | Mark.TAGS | Mark.FOOTER).value
HUGE = 1_000_000  # characters of text; no article is that long, and asking a witness about it costs seconds
LENIENCE = 0.7  # log-odds below even at which the next paragraph of a kept one still stays
FEW_WORDS = 80  # with less text than this there is always doubt


class Extracted(msgspec.Struct, frozen=True):
    """The blocks of a page, those of its main text kept, and what the page declares about it."""

    passages: tuple[Passage, ...]
    metadata: Metadata


def extract(
    html: str, url: str | None = None, latest: str | None = None, models: BlockModels | None = None
) -> Extracted | None:
    """The blocks and metadata of a page; None where the parser finds no tree in it. It may be that none is kept."""
    tree = parse(html)
    if tree is None:
        return None
    page = blocks.read(tree)
    declared = metadata.read(tree, page, url, latest)
    found = _as_text(second_reading(tree)) if models is None else _judged(tree, page, declared.title, models)
    return Extracted(found, declared)


def parse(html: str) -> HtmlElement | None:
    """The page's tree; a fragment is wrapped into a page."""
    tree = load_html(html)
    return load_html(f"<html><body>{html}</body></html>") if tree is None else tree


def _judged(tree: HtmlElement, page: Blocks, title: str | None, models: BlockModels) -> tuple[Passage, ...]:
    unseen = blockfeatures.features(page, blockfeatures.NOBODY, title)
    scores = models.by_tree.scores(unseen)
    if _doubt(page.blocks, scores) < DOUBT:
        return _passages(page.blocks, scores, title)
    witness = second_reading(tree)
    if len(witness) > HUGE:
        return _as_text(witness)
    seen = blockfeatures.features(page, blockfeatures.witness(witness), title)
    found = _passages(page.blocks, models.by_witness.scores(seen), title)
    nothing = all(passage.rule for passage in found)
    return _as_text(witness) if nothing and blocks.word_count(witness) >= FEW_WORDS else found


def _as_text(text: str) -> tuple[Passage, ...]:
    return (Passage(text),) if text else ()


def _doubt(found: list[Block], scores: list[float]) -> float:
    """The share of the text's words that the scores leave open."""
    kept = sum(block.words for block, score in zip(found, scores, strict=True) if score > 0)
    if kept < FEW_WORDS:
        return 1.0
    return sum(
        block.words / (1 + exp(min(50.0, abs(score)))) for block, score in zip(found, scores, strict=True)
    ) / (kept + 1)


def _passages(found: list[Block], scores: list[float], title: str | None) -> tuple[Passage, ...]:
    """The blocks in order, the kept ones as lines: list items marked, the cells of a table row on one line."""
    passages: list[Passage] = []
    last: Block | None = None
    last_kept = 0
    for block, score in zip(found, scores, strict=True):
        rule = _left_out(block, score, last, title)
        if rule:
            passages.append(Passage(block.text, rule, _where(block)))
            continue
        if last and block.row and block.row == last.row:
            row = passages[last_kept]
            passages[last_kept] = Passage(f"{row.text} | {block.text}", None, row.where)
        else:
            item = block.kind == "li" and (last is None or block.container is not last.container)
            last_kept = len(passages)
            passages.append(Passage(f"- {block.text}" if item else block.text, None, _where(block)))
        last = block
    return tuple(passages)


def _left_out(block: Block, score: float, last: Block | None, title: str | None) -> str | None:
    """The rule that leaves a block out; None where it is kept."""
    if _is_title(block, title):
        return TITLE
    if score <= (-LENIENCE if _goes_on(block, last) else 0):
        return MODEL
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
    return block.kind == "h1" and blockfeatures.repeats(block.text, title)


def _is_link_out(block: Block) -> bool:
    """Whether a block is nothing but a link in what the site itself calls navigation or related."""
    return block.linked == block.words and block.container.marks & _LINKS_OUT != 0


def second_reading(tree: HtmlElement) -> str:
    """The text that trafilatura finds, in its recall mode: the best single mode on the corpora. Never with its `deduplicate`."""
    document = bare_extraction(tree, include_comments=False, favor_recall=True, deduplicate=False)
    return (document.text or "") if isinstance(document, Document) else ""
