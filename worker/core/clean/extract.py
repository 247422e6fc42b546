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
from worker.core.clean.blocks import Block, Mark
from worker.core.clean.metadata import Metadata

DOUBT = 0.08  # of the words; swept 0.01-0.12 on sites not seen: up to here the second reading changes shingle F1 by under 0.001
_LINKS_OUT = (Mark.RELATED | Mark.NAV | Mark.SHARE | Mark.TAGS | Mark.FOOTER).value
HUGE = 1_000_000  # characters of text; no article is that long, and asking a witness about it costs seconds
LENIENCE = 0.7  # log-odds below even at which the next paragraph of a kept one still stays
FEW_WORDS = 80  # with less text than this there is always doubt


class Extracted(msgspec.Struct, frozen=True):
    """The main text of a page, a paragraph a line, and what the page declares about it."""

    text: str
    metadata: Metadata


def extract(
    html: str, url: str | None = None, latest: str | None = None, models: BlockModels | None = None
) -> Extracted | None:
    """The text and metadata of a page; None where the parser finds no tree in it. The text may be empty."""
    tree = parse(html)
    if tree is None:
        return None
    declared = metadata.read(tree, url, latest)
    text = second_reading(tree) if models is None else _judged(tree, declared.title, models)
    return Extracted(text, declared)


def parse(html: str) -> HtmlElement | None:
    """The page's tree; a fragment is wrapped into a page."""
    tree = load_html(html)
    return load_html(f"<html><body>{html}</body></html>") if tree is None else tree


def _judged(tree: HtmlElement, title: str | None, models: BlockModels) -> str:
    page = blocks.read(tree)
    unseen = blockfeatures.features(page, blockfeatures.NOBODY, title)
    scores = models.by_tree.scores(unseen)
    if _doubt(page.blocks, scores) < DOUBT:
        return _text(page.blocks, scores, title)
    witness = second_reading(tree)
    if len(witness) > HUGE:
        return witness
    seen = blockfeatures.features(page, blockfeatures.witness(witness), title)
    text = _text(page.blocks, models.by_witness.scores(seen), title)
    return text or (witness if blocks.word_count(witness) >= FEW_WORDS else "")


def _doubt(found: list[Block], scores: list[float]) -> float:
    """The share of the text's words that the scores leave open."""
    kept = sum(block.words for block, score in zip(found, scores, strict=True) if score > 0)
    if kept < FEW_WORDS:
        return 1.0
    return sum(
        block.words / (1 + exp(min(50.0, abs(score)))) for block, score in zip(found, scores, strict=True)
    ) / (kept + 1)


def _text(found: list[Block], scores: list[float], title: str | None) -> str:
    """The kept blocks as lines: list items marked, the cells of a table row on one line."""
    lines: list[str] = []
    last: Block | None = None
    for block, score in zip(found, scores, strict=True):
        if (
            score <= (-LENIENCE if _goes_on(block, last) else 0)
            or _is_link_out(block)
            or _is_title(block, title)
        ):
            continue
        if last and block.row and block.row == last.row:
            lines[-1] = f"{lines[-1]} | {block.text}"
        elif block.kind == "li" and (last is None or block.container is not last.container):
            lines.append(f"- {block.text}")
        else:
            lines.append(block.text)
        last = block
    return "\n".join(lines)


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
